"""What kind of file an input is, by its name or by its first bytes."""

from enum import StrEnum
from pathlib import PurePath


class Kind(StrEnum):
    """How a file is read."""

    TEXT = "text"
    PAGE = "page"
    JSON = "json"
    LINES = "lines"
    FEED = "feed"
    WARC = "warc"
    ZIP = "zip"


_KINDS = {
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".htm": Kind.PAGE,
    ".html": Kind.PAGE,
    ".json": Kind.JSON,
    ".jsonl": Kind.LINES,
    ".atom": Kind.FEED,
    ".rss": Kind.FEED,
    ".xml": Kind.FEED,
    ".warc": Kind.WARC,
    ".zip": Kind.ZIP,
}
SUFFIXES = tuple(_KINDS)
"""The names of files that are read end so; each but .zip may also be packed."""
PACKED = (".gz", ".zst")
"""What the name of a packed file ends in besides."""
SIDECAR = ".meta.json"
"""NAME.meta.json holds the fields of the report in NAME.txt."""
PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<article", b"<!--", b"<div", b"<p>")
_FEED_MARKS = (b"<rss", b"<feed", b"<rdf:rdf")
_SPACE = b"\xef\xbb\xbf \t\r\n"


def find_kind(name: str) -> Kind | None:
    """The kind of a file by its name, packed or not; None if files of such names are not read."""
    suffixes = [s.lower() for s in PurePath(name).suffixes]
    packed = suffixes[-1:] and suffixes[-1] in PACKED
    if packed:
        suffixes.pop()
    kind = _KINDS.get(suffixes[-1]) if suffixes else None
    return None if packed and kind is Kind.ZIP else kind


def is_sidecar(name: str) -> bool:
    """Whether a file only describes the report beside it."""
    return strip_packed(name).lower().endswith(SIDECAR)


def strip_packed(name: str) -> str:
    """The name of a file as it is called when unpacked."""
    return next((name[: -len(p)] for p in PACKED if name.lower().endswith(p)), name)


def name_sidecar(name: str) -> str:
    """The name of the file that describes the report in the file `name`."""
    return PurePath(strip_packed(name)).stem + SIDECAR


def looks_like_feed(start: bytes) -> bool:
    """Whether a file begins as a feed (RSS or Atom) does; `start` is its first kilobytes."""
    words = start.lstrip(_SPACE).lower()
    return words.startswith(b"<") and any(mark in words for mark in _FEED_MARKS) and not looks_like_page(start)


def looks_like_page(start: bytes) -> bool:
    """Whether a file begins as an HTML page does; `start` is its first kilobytes."""
    words = start.lstrip(_SPACE)[:200].lower()
    if words.startswith(b"<?xml"):
        words = words.partition(b">")[2].lstrip(_SPACE)
        return words.startswith(PAGE_STARTS) or not words.startswith(_FEED_MARKS)
    return words.startswith(PAGE_STARTS)
