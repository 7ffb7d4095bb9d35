"""Fetches an address: politely (robots.txt, a pause between requests to one host), within bounds, from public machines."""

import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message

import httpcore
import httpx

from travaux.errors import NetworkError, UsageError
from travaux.fetch.addresses import WebAddress, follow, read_address
from travaux.fetch.options import PAGE_KINDS, ROBOT, FetchOptions
from travaux.fetch.robots import ANY, NONE, Robots, read_robots
from travaux.fetch.wire import Deadline, Lookup, PublicBackend, PublicTransport, look_up

_MOVED = frozenset({301, 302, 303, 307, 308})
_CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""Content codings that are asked for; those of newer kinds unpack to thousands of times their size at a step."""
_ROBOTS_BYTES = 600_000
_ROBOTS_KEPT_S = 3600.0
_KNOWN_HOSTS = 2000
_RETRY = "Nothing was kept; try again later, or save it by hand and add the file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What an address said of the state of what it gave, to be asked later whether that is still so."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave. `address` is where it was found at last, after all redirects."""

    asked: str
    address: str
    kind: str
    """The content type as the server names it, in small letters and without parameters; "" where it names none."""
    body: bytes
    marks: Marks = field(default_factory=Marks)
    unchanged: bool = False
    """It is as it was when it had the marks that were sent; the body is empty."""


@dataclass(slots=True)
class _Host:
    """What is known of a site: its rules and until when they hold, and when it was last asked (monotonic seconds)."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    """Held while its rules are asked for."""
    turn: threading.Lock = field(default_factory=threading.Lock)
    """Held by the one request that it is asked at a time."""
    robots: Robots | None = None
    robots_until: float = 0.0
    asked_at: float = float("-inf")


class Fetcher:
    """Fetches addresses, one at a time of each host. Any thread may use it.

    Args:
        options: limits and manners.
        lookup: finds the addresses of a name; another one for tests.
        sleep: waits; another one for tests.
    """

    def __init__(
        self,
        options: FetchOptions | None = None,
        lookup: Lookup = look_up,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.options = options or FetchOptions()
        self._lookup = lookup
        self._sleep = sleep
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    def fetch(self, address: str, kinds: Collection[str] | None = PAGE_KINDS, marks: Marks | None = None) -> Fetched:
        """What an address gives.

        Args:
            address: of http or https.
            kinds: the content types that are taken; None takes any.
            marks: those of an earlier answer: where nothing changed since, only that is said.

        Raises:
            UsageError: it is no address that may be asked.
            NetworkError: it leads to a machine that is not public, its site forbids it, it does not answer, or not with what
                was asked for. Nothing is kept.
        """
        deadline = Deadline(self.options.whole_s)
        at = read_address(address, self.options)
        for _ in range(self.options.redirects + 1):
            host = self._enter(at, deadline)
            answer = self._ask(at, deadline, host, _Wanted(kinds, marks, self.options.max_bytes))
            if isinstance(answer, Fetched):
                return Fetched(
                    asked=address.strip(),
                    address=answer.address,
                    kind=answer.kind,
                    body=answer.body,
                    marks=answer.marks,
                    unchanged=answer.unchanged,
                )
            try:
                at = follow(at, answer, self.options)
            except UsageError as error:
                raise NetworkError(f"cannot fetch {address}: it leads elsewhere, and {error}") from error
        raise NetworkError(f"cannot fetch {address}: it leads on more than {self.options.redirects} times. {_RETRY}")

    # -- manners -------------------------------------------------------------------------------------------------

    def _enter(self, at: WebAddress, deadline: Deadline) -> _Host:
        """The site of an address, which lets it be read.

        Raises:
            NetworkError: it does not.
        """
        with self._lock:
            if len(self._hosts) > _KNOWN_HOSTS:
                self._hosts.clear()
            host = self._hosts.setdefault(at.site, _Host())
        if not self.options.robots:
            return host
        with host.lock:
            if host.robots is None or time.monotonic() > host.robots_until:
                host.robots = self._read_robots(at, deadline, host)
                host.robots_until = time.monotonic() + _ROBOTS_KEPT_S
        if host.robots is NONE:
            raise NetworkError(
                f"cannot fetch {at.text}: the rules of its site (robots.txt) cannot be had now. {_RETRY}"
            )
        if not host.robots.allow(at.text):
            raise NetworkError(
                f"cannot fetch {at.text}: its site asks robots not to read it (robots.txt). Nothing was kept; open it yourself"
                " and paste its text"
            )
        return host

    def _read_robots(self, at: WebAddress, deadline: Deadline, host: _Host) -> Robots:
        """The rules of a site. One that has none allows all (RFC 9309, 2.3.1.3); one that fails allows nothing for now."""
        target = read_address(f"{at.site}/robots.txt", self.options)
        wanted = _Wanted(None, None, _ROBOTS_BYTES, whole=False)
        for _ in range(self.options.redirects + 1):
            try:
                answer = self._ask(target, deadline, host, wanted)
                if isinstance(answer, Fetched):
                    return read_robots(answer.body, ROBOT)
                target = follow(target, answer, self.options)
            except _MissingError:
                return ANY
            except SiteFailingError:
                return NONE
            except UsageError:
                return ANY
        return ANY

    def _wait(self, host: _Host, deadline: Deadline) -> None:
        """Let some time pass since the last request to a site."""
        asked = host.robots.delay_s if host.robots is not None else 0.0
        delay = max(self.options.delay_s, min(asked, self.options.max_delay_s))
        pause = host.asked_at + delay - time.monotonic()
        if pause > 0:
            self._sleep(deadline.left(pause))
        host.asked_at = time.monotonic()

    # -- one request ---------------------------------------------------------------------------------------------

    def _ask(self, at: WebAddress, deadline: Deadline, host: _Host, wanted: "_Wanted") -> Fetched | str:
        """What one address gives, or where it leads."""
        headers = {"user-agent": self.options.agent, "accept-encoding": "gzip, deflate", "accept": wanted.accept}
        if wanted.marks is not None and wanted.marks.etag:
            headers["if-none-match"] = wanted.marks.etag
        if wanted.marks is not None and wanted.marks.last_modified:
            headers["if-modified-since"] = wanted.marks.last_modified
        with _faults(at.text), _take_turn(host, deadline):
            self._wait(host, deadline)
            backend = PublicBackend(deadline, self.options.allowed, self._lookup)
            timeout = httpx.Timeout(self.options.silence_s, connect=self.options.connect_s)
            with (
                httpx.Client(transport=PublicTransport(backend), timeout=timeout, trust_env=False) as client,
                client.stream("GET", at.text, headers=headers, follow_redirects=False) as response,
            ):
                return _read(at.text, response, wanted)


@contextmanager
def _take_turn(host: _Host, deadline: Deadline) -> Iterator[None]:
    """The only one who asks a site, once the others are done.

    Raises:
        httpcore.ReadTimeout: they were not in time.
    """
    if not host.turn.acquire(timeout=deadline.left()):
        raise httpcore.ReadTimeout("others asked its site all the while")
    try:
        yield
    finally:
        host.turn.release()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a request takes: content types, marks sent, bytes; `whole` refuses a longer body instead of cutting it."""

    kinds: Collection[str] | None
    marks: Marks | None
    max_bytes: int
    whole: bool = True

    @property
    def accept(self) -> str:
        """As a header."""
        return "*/*" if self.kinds is None else ", ".join([*sorted(self.kinds), "*/*;q=0.1"])


class _MissingError(NetworkError):
    """The site says that it does not have it (4xx)."""


class SiteFailingError(NetworkError):
    """The site fails, or asks to be left alone for a while (5xx, 429)."""


def _read(address: str, response: httpx.Response, wanted: _Wanted) -> Fetched | str:
    """What a response holds, or where it leads."""
    status = response.status_code
    if status in _MOVED and "location" in response.headers:
        return response.headers["location"]
    marks = Marks(etag=response.headers.get("etag"), last_modified=response.headers.get("last-modified"))
    kind = _read_kind(response.headers.get("content-type", ""))
    if status == 304 and wanted.marks is not None:
        return Fetched(asked=address, address=address, kind=kind, body=b"", marks=wanted.marks, unchanged=True)
    if status != 200:
        fault = SiteFailingError if status >= 500 or status == 429 else _MissingError
        raise fault(f"cannot fetch {address}: the site answers {status} {response.reason_phrase}. {_RETRY}")
    if wanted.kinds is not None and kind and kind not in wanted.kinds:
        known = ", ".join(sorted(wanted.kinds))
        raise NetworkError(f"cannot fetch {address}: it is {kind}, and what is read here is {known}. Nothing was kept")
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in _CODINGS:
        raise NetworkError(
            f"cannot fetch {address}: it is packed as {coding[:40]!r}, which was not asked for. Nothing was kept"
        )
    return Fetched(asked=address, address=address, kind=kind, body=_read_body(address, response, wanted), marks=marks)


def _read_body(address: str, response: httpx.Response, wanted: _Wanted) -> bytes:
    """The bytes of a response, unpacked, of which no more are read than are wanted."""
    told = response.headers.get("content-length", "")
    if wanted.whole and told.isdecimal() and len(told) < 19 and int(told) > wanted.max_bytes:
        raise _too_large(address, wanted)
    body = bytearray()
    for chunk in response.iter_bytes(16_384):
        body += chunk
        if len(body) > wanted.max_bytes:
            if wanted.whole:
                raise _too_large(address, wanted)
            break
    return bytes(body[: wanted.max_bytes])


def _too_large(address: str, wanted: _Wanted) -> NetworkError:
    return NetworkError(f"cannot fetch {address}: it holds more than {wanted.max_bytes:,} bytes. Nothing was kept")


def _read_kind(header: str) -> str:
    message = Message()
    message["content-type"] = header
    return message.get_content_type() if header.strip() else ""


@contextmanager
def _faults(address: str) -> Iterator[None]:
    """The faults of a connection as NetworkErrors that say what to do."""
    try:
        yield
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise SiteFailingError(f"cannot fetch {address}: it takes too long to answer. {_RETRY}") from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise UsageError(f"{address!r} is no address ({error}). Nothing was fetched") from error
    except (httpx.HTTPError, httpcore.ProtocolError, httpcore.NetworkError, OSError) as error:
        reason = str(error) or type(error).__name__
        raise SiteFailingError(f"cannot fetch {address}: the connection failed ({reason}). {_RETRY}") from error
