"""Which addresses may be asked at all."""

from ipaddress import ip_address, ip_network

import pytest

from travaux.errors import NetworkError, UsageError
from travaux.fetch import FetchOptions
from travaux.fetch.addresses import check_public, follow, is_public, read_address

OPTIONS = FetchOptions()


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.9", "172.31.255.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "255.255.255.255", "224.0.0.251", "239.1.1.1", "240.0.0.1", "198.18.0.1", "192.0.2.7", "192.0.0.8",
        "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::fb", "2001:db8::1", "fec0::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:c0a8:101::1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "64:ff9b:1::1",
    ],
)  # fmt: skip
def test_addresses_that_not_everybody_can_reach_are_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", ["8.8.8.8", "151.101.1.1", "2a00:1450:4001:801::200e", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are_public(text: str) -> None:
    assert is_public(ip_address(text))


def test_one_private_address_among_those_of_a_name_refuses_all() -> None:
    with pytest.raises(NetworkError, match=r"10\.0\.0\.5, which is an address of a private network"):
        check_public("site.example", ["8.8.8.8", "10.0.0.5"], ())
    with pytest.raises(NetworkError, match="no machine is known"):
        check_public("site.example", [], ())
    assert check_public("site.example", ["8.8.8.8"], ()) == ["8.8.8.8"]


def test_only_the_network_that_is_allowed_is_let_through() -> None:
    allowed = (ip_network("10.0.0.0/30"),)
    assert check_public("intranet.example", ["10.0.0.2"], allowed) == ["10.0.0.2"]
    with pytest.raises(NetworkError):
        check_public("intranet.example", ["10.0.0.9"], allowed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ftp://site.example/x", "http or https"),
        ("file:///etc/passwd", "http or https"),
        ("javascript:alert(1)", "http or https"),
        ("gopher://site.example:70/_x", "http or https"),
        ("site.example/page", "http or https"),
        ("http:///page", "names no site"),
        ("https://me:secret@site.example/", "name or password"),
        ("http://site.example:22/", "port 22"),
        ("http://site.example:99999/", "no address"),
        ("http://[::1/", "no address"),
        ("http://site.example/a b", "no address"),
        ("http://site.example\\@10.0.0.1/", "no address"),
        ("", "no address"),
        ("http://site.example/\r\nHost: other", "no address"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_address(text, OPTIONS)


def test_a_secret_in_an_address_is_not_repeated_in_the_message() -> None:
    with pytest.raises(UsageError) as caught:
        read_address("https://me:secret@site.example/", OPTIONS)
    assert "secret" not in str(caught.value)


def test_an_address_is_kept_without_its_fragment_and_with_its_query() -> None:
    found = read_address(" HTTPS://Site.Example/a?b=c#d ", OPTIONS)
    assert found.text == "https://Site.Example/a?b=c"
    assert (found.host, found.port, found.site) == ("site.example", 443, "https://site.example:443")


def test_a_redirect_is_resolved_and_never_falls_back_to_http() -> None:
    start = read_address("https://site.example/a/b", OPTIONS)
    assert follow(start, "../c", OPTIONS).text == "https://site.example/c"
    with pytest.raises(NetworkError, match="from https to http"):
        follow(start, "http://site.example/c", OPTIONS)
    with pytest.raises(UsageError):
        follow(start, "file:///etc/passwd", OPTIONS)
