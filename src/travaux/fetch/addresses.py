"""Addresses that may be asked: http and https, at ports where sites are, on machines that anybody can reach.

A desk that fetched whatever address it is given could be made to read what only its own machine or house can: a router's
page, a cloud's credentials, another service's data (server-side request forgery; OWASP lists it among its top ten).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urljoin, urlsplit, urlunsplit

from travaux.errors import NetworkError, UsageError
from travaux.fetch.options import FetchOptions

Ip = IPv4Address | IPv6Address
_LONGEST = 4096
_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv6 in the place of IPv4 (RFC 6052)."""
_NEVER = tuple(map(ip_network, ("64:ff9b:1::/48", "fec0::/10", "100::/64", "192.88.99.0/24", "192.0.0.0/24")))
"""Networks of one's own house, or of nobody, that the standard library counts as public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """An address of the web, checked in its form; not yet what its name leads to."""

    text: str
    """Without its fragment."""
    scheme: str
    host: str
    port: int

    @property
    def site(self) -> str:
        """Scheme, host and port, as its robots.txt is found by."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def read_address(text: str, options: FetchOptions) -> WebAddress:
    """An address that may be asked as far as its form shows.

    Raises:
        UsageError: it is none, of another scheme, with a password in it, or at a port where no site is.
    """
    text = text.strip()
    shown = text if len(text) <= 200 else f"{text[:200]}…"
    if (
        not text
        or len(text) > _LONGEST
        or any(c.isspace() or ord(c) < 32 or ord(c) == 127 for c in text)
        or "\\" in text
    ):
        raise UsageError(f"{shown!r} is no address; write it as https://example.org/page. Nothing was fetched")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"{shown!r} is no address ({error}). Nothing was fetched") from error
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        raise UsageError(f"{shown!r} is not an address of http or https, which alone are fetched. Nothing was fetched")
    if not host:
        raise UsageError(f"{shown!r} names no site. Nothing was fetched")
    if parts.username is not None or parts.password is not None:
        raise UsageError("the address holds a user's name or password; leave them out. Nothing was fetched")
    scheme = parts.scheme.lower()
    port = port if port is not None else _DEFAULT_PORTS[scheme]
    if options.ports is not None and port not in options.ports:
        known = ", ".join(map(str, sorted(options.ports)))
        raise UsageError(f"{shown!r} is at port {port}, and sites are asked at {known} alone. Nothing was fetched")
    whole = urlunsplit((scheme, parts.netloc, parts.path or "/", parts.query, ""))
    return WebAddress(text=whole, scheme=scheme, host=host.rstrip("."), port=port)


def follow(from_: WebAddress, location: str, options: FetchOptions) -> WebAddress:
    """The address that a redirect leads to.

    Raises:
        UsageError: as `read_address`.
        NetworkError: it leads from a protected page to an open one.
    """
    try:
        target = read_address(urljoin(from_.text, location.strip()), options)
    except ValueError as error:  # urljoin's, of a bracket without its pair
        raise UsageError(f"{location[:200]!r} is no address ({error})") from error
    if from_.scheme == "https" and target.scheme == "http":
        raise NetworkError(
            f"cannot fetch {from_.text}: it leads from https to http ({target.text}), where anybody on the way could change the"
            " words. Nothing was kept"
        )
    return target


def check_public(host: str, found: Iterable[str], allowed: Iterable[IPv4Network | IPv6Network]) -> list[str]:
    """The addresses that a name stands for, all of which anybody can reach.

    Raises:
        NetworkError: one of them is private, of this machine, of its link, multicast or reserved; or there is none.
    """
    kept, allowed = [], tuple(allowed)
    for text in found:
        ip = ip_address(text.partition("%")[0])
        if not is_public(ip) and not any(ip in network for network in allowed if network.version == ip.version):
            raise NetworkError(
                f"cannot ask {host}: it stands for {ip}, which is {_say_kind(ip)} and no public site. Nothing was fetched"
            )
        kept.append(text)
    if not kept:
        raise NetworkError(f"cannot ask {host}: no machine is known by that name. Nothing was fetched")
    return kept


def is_public(ip: Ip) -> bool:
    """Whether anybody on the internet can reach this address, also where it stands for another within it."""
    if ip in _TRANSLATED:
        return is_public(IPv4Address(int(ip) & 0xFFFF_FFFF))
    if ip.is_multicast or ip.is_unspecified or ip.is_reserved or ip.is_loopback or ip.is_link_local:
        return False
    if not ip.is_global or any(ip in network for network in _NEVER if network.version == ip.version):
        return False
    return all(is_public(inner) for inner in _find_inner(ip))


def _find_inner(ip: Ip) -> Iterator[Ip]:
    """The addresses of IPv4 that one of IPv6 leads to."""
    if not isinstance(ip, IPv6Address):
        return
    yield from filter(None, (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())))


def _say_kind(ip: Ip) -> str:
    kinds = (
        (ip.is_loopback, "this machine itself"),
        (ip.is_link_local, "an address of the local link"),
        (ip.is_multicast, "a multicast address"),
        (ip.is_unspecified, "no address at all"),
        (ip.is_private, "an address of a private network"),
    )
    return next((words for holds, words in kinds if holds), "a reserved address")
