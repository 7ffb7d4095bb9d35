"""Puts files where a user asked for them: whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from travaux.errors import UsageError


def write_text(path: Path, text: str) -> Path:
    """Write a file in UTF-8 with the line ends that `text` has."""
    return write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, data: bytes) -> Path:
    """Write a file in place of any that is there."""
    return write_with(path, lambda place: place.write_bytes(data))


def write_with(path: Path, write: Callable[[Path], object]) -> Path:
    """Have `write` make a file beside the one wanted, and put it in its place once it is whole.

    Raises:
        UsageError: the path is a folder, or lies in a folder that does not exist; nothing was written.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file. Nothing was written")
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent} does not exist; make that folder first. Nothing was written")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    os.close(handle)
    place = Path(name)
    try:
        write(place)
        place.chmod(0o666 & ~_umask())
        place.replace(path)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
