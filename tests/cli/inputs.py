"""Inputs that cannot be read, each with a word of the reason that is given."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path

from tests.cli.negotiations import RIVER

_HUGE = 200_000_000


def _bytes(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        os.truncate(file.fileno(), _HUGE)


BAD = {
    "empty.txt": (_bytes(b""), "empty"),
    "blank.md": (_bytes(b" \n\n\t"), "empty"),
    "empty.jsonl": (_bytes(b"\n"), "empty"),
    "binary.txt": (_bytes(b"\0\1\2\3" * 64), "binary"),
    "paper.txt": (_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "PDF"),
    "encoding.txt": (_bytes(bytes(range(128, 256)) * 8), "character set"),
    "latin.jsonl": (_bytes('{"text": "Montréal"}\n'.encode("latin-1")), "UTF-8"),
    "cut.json": (_bytes(b'{"text": "The talks'), "cut off"),
    "cut.jsonl": (_bytes(b'{"text": "The talks'), "cut off"),
    "list.json": (_bytes(b"[]"), "empty"),
    "other.json": (_bytes(b'{"title": "no text here"}'), "text"),
    "number.json": (_bytes(b'{"text": 7}'), "string"),
    "day.json": (_bytes(b'{"text": "The talks went on.", "published": "soon"}'), "published"),
    "cut.txt.gz": (_bytes(gzip.compress(RIVER.encode())[:-20]), "gzip"),
    "plain.txt.gz": (_bytes(b"no gzip at all"), "gzip"),
    "huge.txt": (_huge, "more than"),
    "huge.html": (_huge, "more than"),
    "huge.json": (_huge, "more than"),
    "huge.jsonl": (_huge, "more than"),
    "table.xlsx": (_bytes(b"PK\x03\x04"), "not a kind of file"),
    "missing.txt": (lambda _: None, "no such file"),
    "hollow": (Path.mkdir, "holds no reports"),
}
"""Name → what makes it, and a word of the reason."""
