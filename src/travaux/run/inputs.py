"""Hands the inputs of a run over in pages: as they are asked for, or read ahead so that nobody waits for a slow source."""

import io
import os
import select
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
_AHEAD = 64
"""Reports read ahead at most."""
_PATIENCE_S = 0.1


class Pages(Protocol[T]):
    """Gives pages of items."""

    def next_page(self, size: int) -> list[T] | None:
        """At most so many of the next items; none if there are none just now, None after the last."""


class Waiting(Generic[T]):
    """Reads items as they are asked for; a page is full but for the last."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = iter(items)

    def next_page(self, size: int) -> list[T] | None:
        """The next items."""
        return list(islice(self._items, size)) or None


class ReadAhead(Generic[T]):
    """Reads items in a thread of its own, a bounded number ahead; a context manager that ends it."""

    def __init__(self, items: Iterable[T], most: int = _AHEAD) -> None:
        self._items = items
        self._queue: Queue[tuple[T] | BaseException | None] = Queue(most)
        self._stop = Event()
        self._ended = False
        # A daemon: a source that never answers must not keep the process.
        self._thread = Thread(target=self._read, daemon=True, name="inputs")
        self._thread.start()

    def __enter__(self) -> "ReadAhead[T]":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(_PATIENCE_S)

    def next_page(self, size: int) -> list[T] | None:
        """The items that are there; it waits a moment for the first.

        Raises:
            Exception: what reading the items raised, after the items before it.
        """
        page: list[T] = []
        while len(page) < size and not self._ended:
            try:
                found = self._queue.get(timeout=0 if page else _PATIENCE_S)
            except Empty:
                return page
            if isinstance(found, tuple):
                page += found
            elif found is None:
                self._ended = True
            elif page:
                self._queue.put(found)  # the last that the thread gave: there is room
                return page
            else:
                raise found
        return page if page or not self._ended else None

    def _read(self) -> None:
        try:
            for item in self._items:
                if not self._put((item,)):
                    return
        except BaseException as error:  # noqa: BLE001 -- raised again where the items are used
            self._put(error)
        else:
            self._put(None)

    def _put(self, found: tuple[T] | BaseException | None) -> bool:
        """Queue it; False if nobody wants it any more."""
        while not self._stop.is_set():
            with suppress(Full):
                self._queue.put(found, timeout=_PATIENCE_S)
                return True
        return False


class _Wakeable(io.RawIOBase):
    """A stream of bytes whose reader, waiting in another thread, can be told that it has ended."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._wake, self._waker = os.pipe()
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._ended:
            select.select([self._number, self._wake], [], [])
        if self._ended:
            return 0
        data = os.read(self._number, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def end(self) -> None:
        self._ended = True
        os.write(self._waker, b"\0")


@contextmanager
def listen_to_stdin() -> Iterator[None]:
    """Let standard input be read in a thread: on leaving, one that waits for more of it is told that it has ended.

    Python could not end while another thread waits inside its own stream.
    """
    try:
        number = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        yield
        return
    raw, before = _Wakeable(number), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BufferedReader(raw), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before
        raw.end()
