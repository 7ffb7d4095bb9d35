"""Fetching from a real small server on this machine, which only an explicit setting lets a test do."""

import gzip
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network

import pytest
from tests.fetch.sites import Page, at_home, home_fetcher, moved, serve

from travaux.errors import NetworkError, UsageError
from travaux.fetch import FEED_KINDS, Fetcher, FetchOptions, Marks

WORDS = b"<html><body><p>The envoys met in the port town.</p></body></html>"


def test_a_page_is_given_with_its_kind_and_marks_and_asked_for_by_an_honest_name() -> None:
    with serve({"/a": Page(WORDS, headers={"etag": '"7"', "last-modified": "Mon, 02 Jun 2025 10:00:00 GMT"})}) as site:
        found = home_fetcher().fetch(site.address("/a"))
    assert found.body == WORDS
    assert (found.kind, found.address) == ("text/html", site.address("/a"))
    assert found.marks == Marks(etag='"7"', last_modified="Mon, 02 Jun 2025 10:00:00 GMT")
    assert site.paths == ["/robots.txt", "/a"]
    assert site.asked[1][1]["user-agent"].startswith("travaux/")


def test_this_machine_is_never_asked_without_that_setting() -> None:
    with serve({"/a": Page(WORDS)}) as site, pytest.raises(NetworkError, match="this machine itself"):
        Fetcher(FetchOptions(ports=None, delay_s=0.0)).fetch(site.address("/a"))
    assert site.asked == []


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.2", "[::1]", "0.0.0.0", "169.254.169.254", "2130706433", "0x7f.1"]
)
def test_no_way_to_write_a_private_address_leads_there(host: str) -> None:
    with pytest.raises(NetworkError, match="cannot ask"):
        Fetcher(FetchOptions(ports=None, delay_s=0.0)).fetch(f"http://{host}:9/x")


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.7/x", "http://169.254.169.254/latest/meta-data/", "http://127.0.0.2:{port}/b", "//[::1]:{port}/b"],
)
def test_a_redirect_to_a_private_address_is_refused(target: str) -> None:
    with serve() as site:
        site.pages |= {"/a": moved(target.format(port=site.port)), "/b": Page(b"secret")}
        with pytest.raises(NetworkError, match="and no public site"):
            home_fetcher().fetch(site.address("/a"))
        assert "/b" not in site.paths


def test_a_redirect_to_another_scheme_is_refused() -> None:
    with serve({"/a": moved("file:///etc/passwd")}) as site, pytest.raises(NetworkError, match="leads elsewhere"):
        home_fetcher().fetch(site.address("/a"))


def test_redirects_are_followed_so_many_times_and_no_more() -> None:
    with serve({"/a": moved("/b"), "/b": moved("c"), "/c": Page(WORDS), "/loop": moved("/loop")}) as site:
        found = home_fetcher().fetch(site.address("/a"))
        assert (found.asked, found.address) == (site.address("/a"), site.address("/c"))
        with pytest.raises(NetworkError, match="more than 5 times"):
            home_fetcher().fetch(site.address("/loop"))


def test_a_name_that_changes_its_address_after_the_check_gains_nothing() -> None:
    """The connection goes to the address that was checked; the name is not looked up again (DNS rebinding)."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.9.9.9"]])
    asked: list[str] = []

    def lookup(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with serve({"/a": Page(WORDS)}) as site:
        fetcher = Fetcher(at_home(), lookup)
        assert fetcher.fetch(site.address("/a", "news.example")).body == WORDS
        assert asked == ["news.example", "news.example"]  # once for robots.txt and once for the page
        assert site.asked[1][1]["host"] == f"news.example:{site.port}"
        with pytest.raises(NetworkError, match=r"10\.9\.9\.9"):
            fetcher.fetch(site.address("/a", "news.example"))


def test_a_public_name_that_stands_for_a_private_address_is_refused() -> None:
    fetcher = Fetcher(FetchOptions(delay_s=0.0), lambda host, port: ["93.184.216.34", "192.168.0.1"])
    with pytest.raises(NetworkError, match=r"192\.168\.0\.1"):
        fetcher.fetch("https://news.example/x")


def test_a_huge_body_is_cut_off_while_it_comes() -> None:
    sent = 0

    def flood(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.send_header("content-type", "text/html")
        handler.end_headers()
        for _ in range(2000):
            handler.wfile.write(b"x" * 50_000)
            sent += 50_000

    with serve({"/a": flood}) as site, pytest.raises(NetworkError, match="more than 100,000 bytes"):
        home_fetcher(max_bytes=100_000).fetch(site.address("/a"))
    assert sent < 50_000_000


def test_a_body_that_says_it_is_huge_is_not_read_at_all() -> None:
    huge = Page(b"x", headers={"content-length": "99999999999"})
    with serve({"/a": huge}) as site, pytest.raises(NetworkError, match="more than"):
        home_fetcher().fetch(site.address("/a"))


def test_a_body_counts_as_what_it_unpacks_to() -> None:
    bomb = Page(gzip.compress(b"x" * 5_000_000), headers={"content-encoding": "gzip"})
    with serve({"/a": bomb}) as site:
        with pytest.raises(NetworkError, match="more than"):
            home_fetcher(max_bytes=1_000_000).fetch(site.address("/a"))
        assert len(home_fetcher(max_bytes=5_000_000).fetch(site.address("/a")).body) == 5_000_000


def test_a_packing_that_was_not_asked_for_is_refused() -> None:
    with (
        serve({"/a": Page(b"x", headers={"content-encoding": "zstd"})}) as site,
        pytest.raises(NetworkError, match="zstd"),
    ):
        home_fetcher().fetch(site.address("/a"))


def test_a_server_that_trickles_is_left_at_the_deadline() -> None:
    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "text/html")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    begun = time.monotonic()
    with serve({"/a": trickle}) as site, pytest.raises(NetworkError, match="too long"):
        home_fetcher(whole_s=0.5).fetch(site.address("/a"))
    assert time.monotonic() - begun < 3


def test_other_kinds_are_refused_unless_they_are_asked_for() -> None:
    with serve(
        {"/a": Page(b"\x89PNG", kind="image/png"), "/feed": Page(b"<rss/>", kind="Application/RSS+XML")}
    ) as site:
        with pytest.raises(NetworkError, match="it is image/png"):
            home_fetcher().fetch(site.address("/a"))
        assert home_fetcher().fetch(site.address("/a"), None).kind == "image/png"
        assert home_fetcher().fetch(site.address("/feed"), FEED_KINDS).kind == "application/rss+xml"


def test_what_robots_may_not_read_is_not_asked_for_nor_reached_by_a_redirect() -> None:
    rules = Page(b"User-agent: *\nDisallow: /members/", kind="text/plain")
    pages = {"/robots.txt": rules, "/a": moved("/members/b"), "/members/b": Page(WORDS)}
    with serve(pages) as site:
        for path in ("/members/b", "/a"):
            with pytest.raises(NetworkError, match="asks robots not to read it"):
                home_fetcher().fetch(site.address(path))
        assert "/members/b" not in site.paths
        assert home_fetcher(robots=False).fetch(site.address("/members/b")).body == WORDS


def test_a_site_whose_rules_fail_is_not_read_and_one_without_rules_is() -> None:
    with serve({"/robots.txt": Page(b"", 503), "/a": Page(WORDS)}) as site:
        with pytest.raises(NetworkError, match="cannot be had now"):
            home_fetcher().fetch(site.address("/a"))
        site.pages["/robots.txt"] = Page(b"no", 403)
        assert home_fetcher().fetch(site.address("/a")).body == WORDS


def test_rules_are_asked_for_once_and_their_delay_is_kept() -> None:
    waited: list[float] = []
    rules = Page(b"User-agent: *\nCrawl-delay: 7", kind="text/plain")
    with serve({"/robots.txt": rules, "/a": Page(WORDS)}) as site:
        fetcher = Fetcher(at_home(delay_s=0.5), sleep=waited.append)
        for _ in range(3):
            fetcher.fetch(site.address("/a"))
        assert site.paths.count("/robots.txt") == 1
    assert len(waited) == 3
    assert all(6 < pause <= 7 for pause in waited)


def test_a_site_is_asked_by_one_thread_at_a_time() -> None:
    now, most = [0], [0]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        now[0] += 1
        most[0] = max(most[0], now[0])
        time.sleep(0.05)
        now[0] -= 1
        Page(WORDS)(handler)

    paths = [f"/{n}" for n in range(6)]
    with serve(dict.fromkeys(paths, answer)) as site, ThreadPoolExecutor(6) as threads:
        fetcher = home_fetcher()
        found = list(threads.map(lambda path: fetcher.fetch(site.address(path)).body, paths))
    assert found == [WORDS] * 6
    assert most == [1]


def test_marks_are_sent_back_and_nothing_new_is_said_so() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        same = handler.headers["if-none-match"] == '"7"' and handler.headers["if-modified-since"] == "then"
        (Page(b"", 304) if same else Page(WORDS))(handler)

    with serve({"/a": answer}) as site:
        marks = Marks(etag='"7"', last_modified="then")
        found = home_fetcher().fetch(site.address("/a"), marks=marks)
        assert (found.unchanged, found.body, found.marks) == (True, b"", marks)
        assert not home_fetcher().fetch(site.address("/a"), marks=Marks(etag='"8"')).unchanged


def test_what_goes_wrong_is_told_with_the_address() -> None:
    with serve({"/gone": Page(b"", 410), "/down": Page(b"", 500)}) as site:
        with pytest.raises(NetworkError, match="answers 410"):
            home_fetcher().fetch(site.address("/gone"))
        with pytest.raises(NetworkError, match="answers 500"):
            home_fetcher().fetch(site.address("/down"))
    with pytest.raises(NetworkError, match="cannot"):
        home_fetcher(robots=False).fetch(site.address("/a"))  # nobody is there any more
    with pytest.raises(NetworkError, match="its name is not known"):
        home_fetcher().fetch("http://no-such-name.invalid/")
    with pytest.raises(UsageError):
        home_fetcher().fetch("site.example/page")


def test_a_network_of_ones_own_can_be_allowed_and_no_other() -> None:
    with serve({"/a": Page(WORDS)}) as site:
        own = FetchOptions(allowed=(ip_network("127.0.0.0/30"),), ports=None, delay_s=0.0)
        assert Fetcher(own).fetch(site.address("/a")).body == WORDS
        with pytest.raises(NetworkError):
            Fetcher(own).fetch("http://127.0.0.9:80/")
