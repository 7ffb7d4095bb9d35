"""A small site on this machine: each path gives what a test wrote for it, and what was asked is kept."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

from travaux.fetch import Fetcher, FetchOptions

Write = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(self.status)
        handler.send_header("content-type", self.kind)
        for name, value in {"content-length": str(len(self.body)), **self.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(self.body)


def moved(to: str) -> Page:
    return Page(status=302, headers={"location": to})


@dataclass(slots=True)
class Site:
    """A site by its port: what it gives by path, and the requests that came (path, headers)."""

    port: int
    pages: dict[str, Write]
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def serve(pages: Mapping[str, Write] | None = None) -> Iterator[Site]:
    """A site for the time of a test; paths that it does not have are not found."""
    site = Site(0, dict(pages or {}))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            try:
                site.pages.get(self.path, Page(b"none", 404))(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def at_home(**changes: object) -> FetchOptions:
    """Options that let this machine's own address alone be asked, at any port, without pauses."""
    fields: dict[str, object] = {"allowed": (ip_network("127.0.0.1/32"),), "ports": None, "delay_s": 0.0}
    return FetchOptions(**{**fields, **changes})  # type: ignore[arg-type]


def home_fetcher(**changes: object) -> Fetcher:
    return Fetcher(at_home(**changes))
