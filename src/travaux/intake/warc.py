"""WARC files, as web archives and crawls keep pages: each page that was answered with 200 is a report.

Everything else in them (requests, images, errors, pages that had not changed) is passed over. A damaged record is an
error in its place; reading goes on at the next one that begins like a record.
"""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO, cast

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from travaux.errors import InputError
from travaux.intake.fields import Fields
from travaux.intake.kinds import looks_like_page
from travaux.intake.options import IntakeOptions
from travaux.intake.stream import Prefixed
from travaux.intake.text import read_plain
from travaux.ontology.report import Report

ReadPage = Callable[[bytes, str, Fields, IntakeOptions], Report]
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_PLAIN = "text/plain"
_STARTS = {b"\x1f\x8b": b"\x1f\x8b\x08", b"\x28\xb5": b"\x28\xb5\x2f\xfd"}
"""By the first bytes of a file: what each of its packed records begins with."""
_VERSION = b"WARC/1."
_LENGTH = re.compile(r"\d{1,18}")
_CHUNK_SIZE = re.compile(rb"[0-9a-fA-F]{1,8}[^\n]{0,80}\r?\n")
_SEARCH = 1 << 20
_HEADER_ROOM = 65_536


def iter_warc(
    file: BinaryIO | Prefixed, place: str, options: IntakeOptions, read_page: ReadPage
) -> Iterator[Report | InputError]:
    """The reports of the pages in a WARC file, one at a time; a record that cannot be read is an InputError."""
    number, told = 0, False
    for number, item in enumerate(_iter_records(file, place, options.max_bytes), 1):
        if isinstance(item, InputError):
            told = True
            yield item
            continue
        address = (item.headers.get("WARC-Target-URI") or "").strip("<>")
        where = f"{place}, record {number}" + (f" ({_show(address)})" if address else "")
        try:
            report = _read_record(item, where, address, options, read_page)
        except InputError as error:
            told = True
            yield error
        except OSError as error:
            told = True
            yield InputError(where, f"the record is damaged ({error})")
        else:
            if report is not None:
                told = True
                yield report
    if not told:
        held = f"none of its records ({number:,}) holds a page" if number else "it holds no WARC record"
        raise InputError(place, f"{held}; there is nothing to read")


def _show(address: str) -> str:
    """An address as it may be printed."""
    return "".join(c if c.isprintable() else "�" for c in address[:300])


def _iter_records(file: BinaryIO | Prefixed, place: str, limit: int) -> Iterator[WarcRecord | InputError]:
    """The records of a file; one error for each stretch in which none can be found."""
    seekable = not isinstance(file, Prefixed) and file.seekable()
    stream = cast("BinaryIO", file if seekable else _Once(file))
    at: int | None = 0
    lost = False
    while at is not None:
        if seekable:
            stream.seek(at)
        try:
            for record in ArchiveIterator(stream, parse_http=False, fsspec_args=False):
                at, lost = max(at, record.stream_pos) if seekable else at, False
                fault = _find_fault(record, limit)
                yield InputError(f"{place}, record at byte {record.stream_pos}", fault) if fault else record
                if fault and seekable:
                    break
            else:
                return
        except (OSError, ValueError) as error:
            rest = "" if seekable else "; the rest was not read"
            if not lost:
                yield InputError(f"{place}, after byte {at}", f"a record is malformed ({error}){rest}")
            lost = True
        at = _find_next(stream, at + 1) if seekable else None


class _Once:
    """A stream that is read once, as the iterator of records takes it."""

    def __init__(self, stream: BinaryIO | Prefixed) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes."""
        out = self._stream.read(size)
        self._at += len(out)
        return out

    def tell(self) -> int:
        """How many bytes were read."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Never.

        Raises:
            io.UnsupportedOperation: always.
        """
        raise io.UnsupportedOperation("seek")


def _find_fault(record: WarcRecord, limit: int) -> str | None:
    """What is wrong with the head of a record."""
    if not record.headers.get("WARC-Type"):
        return "it has no WARC-Type; the record is malformed"
    length = (record.headers.get("Content-Length") or "").strip()
    if not _LENGTH.fullmatch(length):
        return f"its Content-Length is {length[:40]!r}, which is no number of bytes; the record is malformed"
    if int(length) > limit + _HEADER_ROOM:
        return f"it holds {int(length):,} bytes, more than the {limit:,} that one report may have"
    return None


def _find_next(file: BinaryIO, at: int) -> int | None:
    """Where the next record may begin, at or behind `at`; None at the end of the file."""
    file.seek(0)
    start = file.read(2)
    mark = _STARTS.get(start, _VERSION)
    plain = mark is _VERSION
    file.seek(at)
    kept, base = b"", at
    while chunk := file.read(_SEARCH):
        window = kept + chunk
        found = window.find(mark)
        while found >= 0 and plain and base + found and window[found - 1 : found] not in {b"\n", b""}:
            found = window.find(mark, found + 1)
        if found >= 0:
            return base + found
        kept = window[-len(mark) :]
        base += len(window) - len(kept)
    return None


def _read_record(
    record: WarcRecord, place: str, address: str, options: IntakeOptions, read_page: ReadPage
) -> Report | None:
    """The report of a record; None if it holds no page.

    Raises:
        InputError: it holds one that cannot be read.
    """
    found = _read_page_body(record, place, options)
    if found is None:
        return None
    kind, body = found
    day = _read_day(record)
    web = address if address.lower().startswith(("http://", "https://")) else None
    given = Fields(url=web, retrieved=day)
    return (read_page if kind in _PAGES else read_plain)(body, place, given, options)


def _read_day(record: WarcRecord) -> date | None:
    try:
        return record.record_date.date()
    except (AttributeError, ValueError, OverflowError):
        return None


def _read_page_body(record: WarcRecord, place: str, options: IntakeOptions) -> tuple[str, bytes] | None:
    """The content type and the bytes of a page; None if the record holds none."""
    if record.record_type == WarcRecordType.response:
        record.parse_http()
        if not record.is_http_parsed or record.http_headers.status_code is None:
            raise InputError(place, "the answer that it holds is not HTTP; the record is malformed")
        if record.http_headers.status_code != 200:
            return None
        kind = record.http_content_type or ""
    elif record.record_type in (WarcRecordType.resource, WarcRecordType.conversion):
        kind = record.headers.get("Content-Type") or ""
    else:
        return None
    kind = kind.partition(";")[0].strip().lower()
    if kind and kind != _PLAIN and kind not in _PAGES:
        return None
    length = record.content_length
    body = record.reader.read(length)
    if len(body) < length:
        raise InputError(place, f"it is cut off: {len(body):,} bytes of {length:,} are there")
    body = _decode(record, body, place, options.max_bytes)
    return kind or _sniff(body), body


def _sniff(body: bytes) -> str:
    return "text/html" if looks_like_page(body[:4096]) else _PLAIN


def _decode(record: WarcRecord, body: bytes, place: str, limit: int) -> bytes:
    """The body without its transfer and content codings; archives often keep their names after undoing them."""
    if record.record_type != WarcRecordType.response:
        return body
    headers = record.http_headers
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower() and _CHUNK_SIZE.match(body):
        body = _read_within(ChunkedReader(io.BytesIO(body)), place, limit)
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if coding in {"gzip", "x-gzip"} and body.startswith(b"\x1f\x8b"):
        return _read_within(GzipReader(io.BytesIO(body)), place, limit)
    if coding == "deflate" and body[:1] == b"\x78":
        return _read_within(GzipReader(io.BytesIO(body), zlib=True), place, limit)
    if coding == "br" and not looks_like_page(body[:4096]):
        return _read_within(BrotliReader(io.BytesIO(body)), place, limit)
    return body


def _read_within(reader: GzipReader | BrotliReader | ChunkedReader, place: str, limit: int) -> bytes:
    """What a reader unpacks.

    Raises:
        InputError: it is more than `limit` bytes; no more than that was unpacked.
    """
    out = reader.read(limit + 1)
    if len(out) > limit:
        raise InputError(place, f"it unpacks to more than {limit:,} bytes; it is no page")
    return out
