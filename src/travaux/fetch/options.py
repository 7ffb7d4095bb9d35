"""What a fetch may ask for, how much it takes, and how long it waits."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network

from travaux import __version__

PAGE_KINDS = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
"""Content types of what is read as one report."""
FEED_KINDS = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "text/html",  # many servers call a feed so; what is none has no entries
        "text/plain",
    }
)
"""Content types of what is read as a feed."""
PORTS = frozenset({80, 443, 8000, 8080, 8443})
"""Ports at which sites are: no other service is ever spoken to."""
ROBOT = "travaux"
"""The name by which a robots.txt calls travaux."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """Limits of one fetch. Times are in seconds, sizes in bytes after unpacking."""

    max_bytes: int = 10_000_000
    connect_s: float = 10.0
    silence_s: float = 20.0
    """How long a server may send nothing."""
    whole_s: float = 60.0
    """How long one address may take, with all its redirects."""
    redirects: int = 5
    delay_s: float = 1.0
    """Between two requests to one host; its robots.txt may ask for more."""
    max_delay_s: float = 30.0
    """The most that a robots.txt is given of that."""
    robots: bool = True
    """Whether robots.txt is asked first."""
    agent: str = f"{ROBOT}/{__version__} (reads reports on negotiations that a person asked for)"
    ports: frozenset[int] | None = PORTS
    """None: any."""
    allowed: tuple[IPv4Network | IPv6Network, ...] = ()
    """Networks that may be asked although they are not public: for a site inside one's own house, and for tests."""
