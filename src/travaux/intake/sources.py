"""Paths and addresses to reports: files, folders, archives, standard input; one report or one error at a time."""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from travaux.errors import InputError
from travaux.intake.archive import ZIP_ERRORS, Archive, BombError
from travaux.intake.entries import Entry, Item, find_page_reader, iter_feed_bytes, iter_warc_stream, read_entry
from travaux.intake.fields import Fields
from travaux.intake.jsonl import iter_json, iter_json_lines
from travaux.intake.kinds import PACKED, SUFFIXES, Kind, find_kind, is_sidecar, looks_like_feed, looks_like_page
from travaux.intake.options import IntakeOptions
from travaux.intake.stream import PACKED_ERRORS, Prefixed, open_path, read_all
from travaux.intake.text import read_plain
from travaux.ontology.report import Report

_STDIN = "-"
_ADDRESS = ("http://", "https://")
_LOOK = 4096
_CRAWLED = frozenset({Kind.WARC, Kind.FEED})
_SPACE = b"\xef\xbb\xbf \t\r\n"


def iter_reports(paths: Iterable[str | Path], options: IntakeOptions | None = None) -> Iterator[Item]:
    """The reports under `paths`, in order; what cannot be read is an InputError in its place, and the rest goes on.

    A folder is walked in the order of its names; in it, hidden files and files of other kinds are passed over. A ZIP file
    is read like a folder, an address of http or https is fetched, "-" is standard input. A report that comes again with
    the same id and text is set aside; one that comes with a known id and another text gets an id of its own.
    """
    options = options or IntakeOptions()
    apart = _Apart()
    for path in paths:
        for item in _guard(_read_path(path, options), str(path)):
            yield item if isinstance(item, InputError) else apart.keep(item)


def holds_crawl(path: str | Path) -> bool:
    """Whether `path` is a WARC file or a feed, or a folder that holds one: reports that nobody chose one by one."""
    path = Path(path)
    if not path.is_dir():
        return find_kind(path.name) in _CRAWLED
    kinds = ((find_kind(file.name), file) for file in _walk(path))
    return any(kind is Kind.WARC or (kind is Kind.FEED and _holds_feed(file)) for kind, file in kinds)


def _guard(items: Iterator[Item], place: str) -> Iterator[Item]:
    """The items of one path; an error that ends their reading is the last of them."""
    try:
        yield from items
    except BombError:
        raise
    except InputError as error:
        yield error
    except PACKED_ERRORS as error:
        yield InputError(place, f"its gzip or zstd data are cut off or damaged ({error}); get the file again")
    except ZIP_ERRORS as error:
        yield InputError(place, f"its ZIP data are damaged ({error}); get the file again")
    except OSError as error:
        yield InputError(place, f"it cannot be read: {error.strerror or error}")


class _Apart:
    """Gives each report of a run an id that no other of it has."""

    def __init__(self) -> None:
        self._digests: dict[str, bytes] = {}
        self._copies: dict[str, int] = {}

    def keep(self, report: Report) -> Report:
        """The report under such an id; set aside if it is the same again."""
        digest = hashlib.sha256(report.text.encode()).digest()
        known = self._digests.setdefault(report.id, digest)
        if known is digest:
            return report
        if known != digest:
            return self.keep(replace(report, id=f"{report.id}-{digest.hex()[:8]}"))
        n = self._copies.get(report.id, 1) + 1
        while f"{report.id}~{n}" in self._digests:
            n += 1
        self._copies[report.id] = n
        name = f"{report.id}~{n}"
        self._digests[name] = digest
        return replace(report, id=name, copy_of=report.id, set_aside=f"the same report again ({report.id})")


def _read_path(path: str | Path, options: IntakeOptions) -> Iterator[Item]:
    if str(path) == _STDIN:
        yield from _read_stream(sys.stdin.buffer, "standard input", options)
        return
    if str(path).lower().startswith(_ADDRESS):
        yield from _read_address(str(path), options)
        return
    path = Path(path)
    if not path.exists():
        raise InputError(str(path), "there is no such file or folder")
    if path.is_dir():
        yield from _read_folder(path, options)
    elif not path.is_file():
        with path.open("rb") as file:
            yield from _read_stream(file, str(path), options)
    elif find_kind(path.name):
        yield from _read_file(path, options)
    else:
        named = f"{path.suffix!r} is" if path.suffix else "without a suffix it is"
        known, packed = ", ".join(SUFFIXES), " or ".join(PACKED)
        raise InputError(
            str(path), f"{named} not a kind of file that is read; known are {known}, each but .zip also with {packed}"
        )


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and not is_sidecar(name) and find_kind(name) and path.is_file():
                yield path


def _read_folder(folder: Path, options: IntakeOptions) -> Iterator[Item]:
    found = False
    for path in _walk(folder):
        if find_kind(path.name) is Kind.FEED and not _holds_feed(path):
            continue
        found = True
        yield from _guard(_read_file(path, options), str(path))
    if not found:
        raise InputError(
            str(folder), f"the folder holds no reports; a report is a file ending in {', '.join(SUFFIXES)}"
        )


def _holds_feed(path: Path) -> bool:
    """Whether a file that is named like one is a feed; a folder may hold other XML."""
    try:
        with open_path(path) as file:
            return looks_like_feed(file.read(_LOOK))
    except (OSError, InputError, *PACKED_ERRORS):
        return True


def _read_file(path: Path, options: IntakeOptions) -> Iterator[Item]:
    if is_sidecar(path.name):
        raise InputError(str(path), "it describes a text beside it; name that text instead")
    if find_kind(path.name) is Kind.ZIP:
        yield from _read_archive(path, options)
        return
    entry = Entry(
        name=path.name,
        place=str(path),
        open=lambda: path.open("rb"),
        beside=lambda name: _open_beside(path.with_name(name)),
        size=path.stat().st_size,
    )
    yield from read_entry(entry, options)


def _open_beside(path: Path) -> BinaryIO | None:
    return path.open("rb") if path.is_file() else None


def _read_archive(path: Path, options: IntakeOptions) -> Iterator[Item]:
    """The reports of the members of a ZIP file, each guarded like a file of a folder."""
    found = False
    with Archive(path) as archive:
        for name in archive.names():
            found = True
            try:
                yield from _guard(_read_member(archive, name, options), archive.place_of(name))
            except BombError as error:
                yield InputError(error.place, error.reason)
                return
    if not found:
        raise InputError(str(path), f"the archive holds no reports; a report is a file ending in {', '.join(SUFFIXES)}")


def _read_member(archive: Archive, name: str, options: IntakeOptions) -> Iterator[Item]:
    place = archive.place_of(name)
    if find_kind(name) is Kind.ZIP:
        raise InputError(place, "archives within archives are not read; unpack it by hand")
    pure = PurePosixPath(name)

    def open_beside(other: str) -> BinaryIO | None:
        beside = str(pure.with_name(other))
        return archive.open(beside) if archive.has(beside) else None

    entry = Entry(name=pure.name, place=place, open=partial(archive.open, name), beside=open_beside)
    yield from read_entry(entry, options)


def _read_address(address: str, options: IntakeOptions) -> Iterator[Item]:
    """The reports at an address; what fetches them is imported when the first address comes."""
    read = cast("Callable[..., Iterator[Item]]", import_module("travaux.intake.address").iter_address)
    yield from read(address, options)


def _read_stream(file: BinaryIO, place: str, options: IntakeOptions) -> Iterator[Item]:
    """The reports of a pipe, which is read once; its kind is told by its first bytes."""
    stream = Prefixed(file, place)
    head = stream.look(_LOOK)
    start = head.lstrip(_SPACE)
    if start.startswith(b"WARC/1."):
        yield from iter_warc_stream(stream, place, options)
        return
    if start.startswith(b"{") and _is_lines(stream, options):
        yield from iter_json_lines(stream, place, options)
        return
    data = read_all(stream, place, options.max_bytes)
    if start.startswith((b"{", b"[")) and _is_json(data):
        yield from iter_json(data, place, options)
    elif start.startswith(b"{"):
        stream.push(data)
        yield from iter_json_lines(stream, place, options)
    elif looks_like_feed(head):
        yield from iter_feed_bytes(data, place, options)
    elif looks_like_page(head):
        yield find_page_reader()(data, place, Fields(), options)
    else:
        yield read_plain(data, place, Fields(), options)


def _is_lines(stream: Prefixed, options: IntakeOptions) -> bool:
    """Whether the first line that is not blank is a JSON value of its own, or too long to be looked at."""
    line = stream.readline(options.max_bytes + 1)
    kept = [line]
    while line and not line.strip(_SPACE):
        line = stream.readline(options.max_bytes + 1)
        kept.append(line)
    stream.push(b"".join(kept))
    return len(line) > options.max_bytes or _is_json(line)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True
