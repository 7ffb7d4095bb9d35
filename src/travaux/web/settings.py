"""What a desk is set up with."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from travaux.fetch import FetchOptions
from travaux.store import Address

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""The names by which a browser on this machine calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One desk: its store, the packs that name the world, and by which names it may be called.

    A request whose Host header is another name is refused: a page elsewhere could otherwise make its own name point to
    this machine and read the desk (DNS rebinding).
    """

    db: Address
    packs: tuple[Path, ...] = ()
    hosts: tuple[str, ...] = LOOPBACK_HOSTS
    wait_s: float = 3.0
    """How long a page waits for a file that is being made, before it says so."""
    local: str | None = "local"
    """The name of the one user of a desk without accounts, who may do all; such a desk answers on this machine alone. None:
    nobody gets in without an account."""
    model: str | None = None
    reader: str | None = None
    """The spaCy pipeline and the reading model that code what is added, where they are not the shipped ones."""
    upload_bytes: int = 50_000_000
    """The most that an uploaded file may hold."""
    fetch: FetchOptions = field(default_factory=FetchOptions)
    """How addresses are fetched."""


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
