"""Connections to public machines alone, and no longer than they may take.

The name is looked up here, once, and the connection goes to the address that was checked: a name that stands for another
address a moment later (DNS rebinding) gains nothing. The certificate is still that of the name.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv4Network, IPv6Network
from typing import Any

import httpcore
import httpx

from travaux.errors import NetworkError
from travaux.fetch.addresses import check_public

Lookup = Callable[[str, int], Iterable[str]]
"""Name and port → the addresses (IPv4 and IPv6, as text) that the name stands for."""


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name, each once, in the order in which the system would try them.

    Raises:
        NetworkError: the name is not known.
    """
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NetworkError(f"cannot ask {host}: its name is not known ({reason}). Nothing was fetched") from error
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


class Deadline:
    """When a fetch must be over, on the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """The seconds left, or `most` if that is less.

        Raises:
            httpcore.ReadTimeout: none are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the address took too long as a whole")
        return left if most is None else min(most, left)


class _Stream(httpcore.NetworkStream):
    """A connection that ends at its deadline, however slowly it trickles."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What the server sent."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send the request."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same, protected; the certificate must be that of `server_hostname`."""
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._stream.get_extra_info(info)


class PublicBackend(httpcore.NetworkBackend):
    """Opens connections to machines that anybody can reach, and to those of `allowed` networks."""

    def __init__(
        self, deadline: Deadline, allowed: tuple[IPv4Network | IPv6Network, ...], lookup: Lookup = look_up
    ) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline
        self._allowed = allowed
        self._lookup = lookup

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address that answers.

        Raises:
            NetworkError: the name leads to an address that is not public, or is not known.
        """
        found = check_public(host, self._lookup(host, port), self._allowed)
        for ip in found[:-1]:
            try:
                return self._open(ip, port, timeout, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._open(found[-1], port, timeout, socket_options)

    def _open(
        self, ip: str, port: int, timeout: float | None, socket_options: Iterable[Any] | None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._inner.connect_tcp(ip, port, left, None, socket_options), self._deadline)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never.

        Raises:
            NetworkError: always.
        """
        raise NetworkError(f"cannot ask {path}: it is no site")


class PublicTransport(httpx.HTTPTransport):
    """A transport of httpx over such connections; proxies that the environment names are passed by.

    Its pool of connections is put in the place of httpx's own, whose public arguments leave no other way to choose the
    address that a name leads to.
    """

    def __init__(self, backend: PublicBackend) -> None:
        super().__init__(trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=2,
            max_keepalive_connections=0,
            network_backend=backend,
        )
