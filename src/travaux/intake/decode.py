"""Bytes to text: byte order marks, UTF-8, the declared character set, then a guess that must be convincing."""

import codecs
import re

from charset_normalizer import from_bytes

from travaux.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "a rich-text document",
    b"\x1f\x8b": "gzip data",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ": "xz data",
    b"SQLite format 3": "a database",
}
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\r\f\v\x1b") + b"\x7f"
_SAMPLE = 65_536
_LATIN = ("Basic Latin", "Latin-1 Supplement", "Latin Extended-A", "Latin Extended-B", "General Punctuation")
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)


def find_binary(data: bytes) -> str | None:
    """What kind of binary file `data` begins like, or None if it may be text."""
    if data.startswith(tuple(bom for bom, _ in _BOMS)):
        return None
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    sample = data[:_SAMPLE]
    odd = len(sample) - len(sample.translate(None, _CONTROL))
    return "binary data" if b"\0" in sample or odd * 20 > len(sample) else None


def declared_charset(data: bytes) -> str | None:
    """The character set that a page names in its first kilobytes."""
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii") if found else None


def decode_text(data: bytes, place: str, declared: str | None = None) -> str:
    """The text of `data`, without a byte order mark.

    Raises:
        InputError: the data are empty or binary, or no character set fits them.
    """
    if not data.strip():
        raise InputError(place, "it is empty; there is nothing to read")
    if kind := find_binary(data):
        raise InputError(place, f"it is {kind}, not text; export it as text, HTML or JSON first")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data[len(bom) :], encoding, place)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if (
            error.reason == "unexpected end of data"
            and error.start > len(data) - 4
            and not data[: error.start].isascii()
        ):
            raise InputError(place, "it is cut off in the middle of a character; get the whole file") from error
    return _decode_declared(data, declared) or _decode_guess(data, place)


def _decode_as(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            place, f"its first bytes say {encoding}, but byte {error.start} is not; save it as UTF-8"
        ) from error


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    if declared is None or declared.lower().replace("_", "-") in {"utf-8", "utf8"}:
        return None
    try:
        return data.decode(declared)
    except (LookupError, UnicodeDecodeError):
        return None


def _decode_guess(data: bytes, place: str) -> str:
    """Windows-1252 where the guess is a Latin alphabet that it can spell as well, else what fits best."""
    best = from_bytes(data[:_SAMPLE], enable_fallback=False).best()
    if best is None:
        raise InputError(place, "its character set is unknown; save it as UTF-8")
    encodings = [best.encoding]
    if not [a for a in best.alphabets if a not in _LATIN]:
        encodings.insert(0, "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(place, f"its character set looks like {best.encoding}, but not throughout; save it as UTF-8")
