"""Reads bytes within bounds: plain and packed files, standard input, line by line where a file may be of any size."""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from travaux.errors import InputError

PACKED_ERRORS = (gzip.BadGzipFile, EOFError, zlib.error, zstandard.ZstdError)
"""What the readers of packed data raise where these are cut off or damaged."""
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_CHUNK = 1 << 20
_BUFFER = 1 << 17
_SKIP_LIMIT = 4
"""How many times the longest line is read past to find the next line, before the rest of a file is given up."""
_ZSTD_WINDOW = 1 << 27
_ZSTD_CHUNK = 1024
"""Bytes that are unpacked at a step: the format can make 32,768 of one, and no step should take more than 32 MB."""
_FREE_BYTES = 100_000_000
_MOST_RATIO = 300
"""Text packs to a tenth or, where much of it comes again, a hundredth of its size."""


def open_path(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked if its name says that it is packed."""
    return unpack(path.open("rb"), path.name, str(path))


def unpack(file: BinaryIO, name: str, place: str) -> BinaryIO:
    """The bytes of an open file, unpacked if its `name` says that it is packed."""
    suffix = Path(name).suffix.lower()
    if suffix == ".gz":
        return _open_gzip(file, place)
    return _open_zstd(file, place) if suffix == ".zst" else file


def _open_gzip(file: BinaryIO, place: str) -> BinaryIO:
    counted = _Counted(file)
    unpacked = gzip.GzipFile(fileobj=cast("BinaryIO", counted))
    return cast("BinaryIO", io.BufferedReader(_Bounded(counted, cast("BinaryIO", unpacked), place), _BUFFER))


def _open_zstd(file: BinaryIO, place: str) -> BinaryIO:
    counted = _Counted(file)
    unpacked = io.BufferedReader(_Zstd(counted), _BUFFER)
    return cast("BinaryIO", io.BufferedReader(_Bounded(counted, cast("BinaryIO", unpacked), place), _BUFFER))


class _Counted:
    """A stream that counts the bytes read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes."""
        out = self._stream.read(size)
        self.count += len(out)
        return out

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()


class _Bounded(io.RawIOBase):
    """Unpacked bytes, as long as they are not out of all proportion to the packed ones."""

    def __init__(self, packed: _Counted, unpacked: BinaryIO, place: str) -> None:
        self._packed = packed
        self._unpacked = unpacked
        self._place = place
        self._count = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: "bytearray | memoryview[int]") -> int:  # type: ignore[override]
        """Fill `buffer` as far as may be.

        Raises:
            InputError: so much came of so little that it can be no text.
        """
        data = self._unpacked.read(len(buffer))
        self._count += len(data)
        if self._count > _FREE_BYTES and self._count > _MOST_RATIO * self._packed.count:
            raise InputError(
                self._place,
                f"it unpacks to more than {_MOST_RATIO} times its size, which no text does (a bomb); unpack it by hand if you"
                " trust it. The rest of it was not read",
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close all streams below."""
        if not self.closed:
            self._unpacked.close()
            self._packed.close()
        super().close()


class _Zstd(io.RawIOBase):
    """The bytes of zstd frames, one after another."""

    def __init__(self, packed: _Counted) -> None:
        self._packed = packed
        self._frame = self._make_frame()
        self._begun = False
        self._rest = b""
        self._ready = memoryview(b"")

    @staticmethod
    def _make_frame() -> "zstandard.ZstdDecompressionObj":
        return zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: "bytearray | memoryview[int]") -> int:  # type: ignore[override]
        """Fill `buffer` as far as may be.

        Raises:
            EOFError: the data end within a frame.
        """
        while not self._ready:
            piece, self._rest = (self._rest[:_ZSTD_CHUNK], self._rest[_ZSTD_CHUNK:])
            piece = piece or self._packed.read(_ZSTD_CHUNK)
            if not piece:
                if self._begun:
                    raise EOFError("it ends within a frame")
                return 0
            self._begun = True
            self._ready = memoryview(self._frame.decompress(piece))
            if self._frame.eof:
                self._rest = self._frame.unused_data + self._rest
                self._frame, self._begun = self._make_frame(), False
        n = min(len(buffer), len(self._ready))
        buffer[:n] = self._ready[:n]
        self._ready = self._ready[n:]
        return n


class Prefixed:
    """A stream whose first bytes can be looked at before it is read; unpacks what begins like packed data."""

    def __init__(self, stream: BinaryIO, place: str) -> None:
        self._stream = stream
        self._kept = b""
        self._at = 0
        start = self.look(4)
        opener = _open_gzip if start[:2] == _GZIP_MAGIC else _open_zstd if start == _ZSTD_MAGIC else None
        if opener is not None:
            self._stream = opener(cast("BinaryIO", _Rewound(self._kept, stream)), place)
            self._kept = b""

    def look(self, size: int) -> bytes:
        """The next `size` bytes (fewer at the end), which stay to be read."""
        self._kept, self._at = self._kept[self._at :], 0
        while len(self._kept) < size and (more := self._stream.read(size - len(self._kept))):
            self._kept += more
        return self._kept[:size]

    def push(self, data: bytes) -> None:
        """Put `data` back before what is still to be read."""
        self._kept, self._at = data + self._kept[self._at :], 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; all that is left if it is negative."""
        out = self._take(len(self._kept) if size < 0 else size)
        if size < 0:
            return out + self._stream.read()
        return out + self._stream.read(size - len(out)) if len(out) < size else out

    def readline(self, size: int) -> bytes:
        """One line, or its first `size` bytes."""
        end = self._kept.find(b"\n", self._at, self._at + size) + 1
        if end or len(self._kept) - self._at >= size:
            return self._take(min(end - self._at if end else size, size))
        out = self._take(size)
        return out + self._stream.readline(size - len(out))

    def _take(self, size: int) -> bytes:
        """Up to `size` of the bytes that are kept."""
        out = self._kept[self._at : self._at + size]
        self._at += len(out)
        if self._at >= len(self._kept):
            self._kept, self._at = b"", 0
        return out


class _Rewound:
    """A stream with bytes put back before it, as the unpackers read it."""

    def __init__(self, kept: bytes, stream: BinaryIO) -> None:
        self._kept = kept
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """The bytes put back, then the stream's."""
        out, self._kept = (self._kept, b"") if size < 0 else (self._kept[:size], self._kept[size:])
        return out or self._stream.read(size)

    def close(self) -> None:
        """Leave the stream below open: it is somebody else's."""


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
