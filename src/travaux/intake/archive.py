"""ZIP files: their members one at a time, without unpacking anything to disk; what grows out of proportion is refused."""

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from travaux.errors import InputError
from travaux.intake.kinds import find_kind, is_sidecar

ZIP_ERRORS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError)
"""What the reader of ZIP files raises where one is damaged, locked, or packed in a way that it does not know."""
_MOST_MEMBERS = 65_534
"""What the format counts without its extension for larger archives."""
_MOST_DIRECTORY = 30_000_000
_FREE_BYTES = 100_000_000
_MOST_RATIO = 100
_END = b"PK\x05\x06"
_END_ROOM = 65_557


class Archive:
    """An open ZIP file. What is read of all its members together is bounded.

    Raises:
        InputError: it is no ZIP file, or holds more members than are read.
    """

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self._packed = path.stat().st_size
        self._read = 0
        self._file = path.open("rb")
        try:
            _check_directory(self._file, self.place)
            self._zip = zipfile.ZipFile(self._file)
        except InputError:
            self._file.close()
            raise
        except ZIP_ERRORS as error:
            self._file.close()
            raise InputError(self.place, f"it is no ZIP file, or damaged ({error}); get it again") from error
        self._members = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def names(self) -> Iterator[str]:
        """The names of the members that may hold reports, in their order; hidden ones and other kinds are passed over."""
        for name in sorted(self._members):
            parts = PurePosixPath(name).parts
            hidden = any(p.startswith((".", "__MACOSX")) for p in parts if p not in {"..", "."})
            if parts and not hidden and find_kind(name) and not is_sidecar(name):
                yield name

    def place_of(self, name: str) -> str:
        """A member as a message calls it."""
        return f"{self.place}/{''.join(c if c.isprintable() else '�' for c in name)}"

    def has(self, name: str) -> bool:
        """Whether there is such a member."""
        return name in self._members

    def open(self, name: str) -> BinaryIO:
        """The bytes of a member.

        Raises:
            InputError: it is locked with a password, or cannot be read.
        """
        info = self._members[name]
        if info.flag_bits & 1:
            raise InputError(self.place_of(name), "it is locked with a password; unpack the archive by hand")
        try:
            return cast("BinaryIO", _Member(self, self._zip.open(info)))
        except ZIP_ERRORS as error:
            raise InputError(self.place_of(name), f"the member is damaged ({error}); get the archive again") from error

    def count(self, size: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            InputError: so much came of so little that it can be no text.
        """
        self._read += size
        if self._read > _FREE_BYTES and self._read > _MOST_RATIO * self._packed:
            raise BombError(
                self.place,
                f"it unpacks to more than {_MOST_RATIO} times its size, which no text does (a bomb); unpack it by hand if you"
                " trust it. The rest of it was not read",
            )


class BombError(InputError):
    """An archive holds more than anybody packs: none of it is read further."""


class _Member:
    """A member as a stream; what is read of it is counted with the archive."""

    def __init__(self, archive: Archive, stream: object) -> None:
        self._archive = archive
        self._stream = cast("BinaryIO", stream)

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes."""
        out = self._stream.read(size)
        self._archive.count(len(out))
        return out

    def readline(self, size: int = -1) -> bytes:
        """One line, or its first `size` bytes."""
        out = self._stream.readline(size)
        self._archive.count(len(out))
        return out

    def seekable(self) -> bool:
        """No: a member is read once."""
        return False

    def close(self) -> None:
        """Close it."""
        self._stream.close()

    def __enter__(self) -> "_Member":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _check_directory(file: BinaryIO, place: str) -> None:
    """Refuse an archive whose list of members alone would fill the memory, before it is read.

    Raises:
        InputError: it has too many members.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_ROOM))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return
    members, directory = struct.unpack("<HI", tail[at + 10 : at + 16])
    if directory > _MOST_DIRECTORY or members > _MOST_MEMBERS:
        raise InputError(place, f"it has more than {_MOST_MEMBERS:,} members; unpack it into a folder")
