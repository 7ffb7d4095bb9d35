"""Reads bytes within bounds: plain and gzipped files, standard input, line by line where a file may be of any size."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from travaux.errors import InputError

GZIP_ERRORS = (gzip.BadGzipFile, EOFError, zlib.error)
_GZIP_MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 20
_SKIP_LIMIT = 4
"""How many times the longest line is read past to find the next line, before the rest of a file is given up."""


def open_path(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked if its name ends in .gz."""
    return cast("BinaryIO", gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb"))


class Prefixed:
    """A stream whose first bytes can be looked at before it is read; unpacks what begins like gzip data."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = b""
        if self.look(2) == _GZIP_MAGIC:
            self._stream = cast("BinaryIO", gzip.GzipFile(fileobj=cast("BinaryIO", _Rewound(self._kept, stream))))
            self._kept = b""

    def look(self, size: int) -> bytes:
        """The next `size` bytes (fewer at the end), which stay to be read."""
        while len(self._kept) < size and (more := self._stream.read(size - len(self._kept))):
            self._kept += more
        return self._kept[:size]

    def push(self, data: bytes) -> None:
        """Put `data` back before what is still to be read."""
        self._kept = data + self._kept

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; all that is left if it is negative."""
        if size < 0:
            out, self._kept = self._kept + self._stream.read(), b""
            return out
        out, self._kept = self._kept[:size], self._kept[size:]
        return out + self._stream.read(size - len(out)) if len(out) < size else out

    def readline(self, size: int) -> bytes:
        """One line, or its first `size` bytes."""
        cut = self._kept.find(b"\n") + 1
        if cut or len(self._kept) >= size:
            cut = min(cut or size, size)
            out, self._kept = self._kept[:cut], self._kept[cut:]
            return out
        out, self._kept = self._kept, b""
        return out + self._stream.readline(size - len(out))


class _Rewound:
    """A stream with bytes put back before it, as gzip reads it."""

    def __init__(self, kept: bytes, stream: BinaryIO) -> None:
        self._kept = kept
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """The bytes put back, then the stream's."""
        out, self._kept = (self._kept, b"") if size < 0 else (self._kept[:size], self._kept[size:])
        return out or self._stream.read(size)


Readable = BinaryIO | Prefixed


def read_all(stream: Readable, place: str, limit: int) -> bytes:
    """All bytes of a stream.

    Raises:
        InputError: there are more than `limit`; no more than that was read.
    """
    out = bytearray()
    while chunk := stream.read(_CHUNK):
        out += chunk
        if len(out) > limit:
            raise InputError(place, f"it holds more than {limit:,} bytes; split it, or give it as JSON Lines")
    return bytes(out)


def iter_lines(stream: Readable, place: str, limit: int) -> Iterator[tuple[int, bytes | InputError]]:
    """The lines of a stream with their numbers; one that is longer than `limit` bytes is an error in its place."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        reason = f"the line holds more than {limit:,} bytes"
        if line.endswith(b"\n") or _skip_line(stream, limit):
            yield number, InputError(f"{place}, line {number}", f"{reason}; split it into reports")
            continue
        yield (
            number,
            InputError(f"{place}, line {number}", f"{reason} and has no end; the rest of the file was not read"),
        )
        return


def _skip_line(stream: Readable, limit: int) -> bool:
    """Read past the rest of a line; False if its end is not found within reason."""
    left = limit * _SKIP_LIMIT
    while left > 0:
        piece = stream.readline(min(left, _CHUNK))
        if not piece or piece.endswith(b"\n"):
            return True
        left -= len(piece)
    return False
