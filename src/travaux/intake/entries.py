"""One named file, wherever it lies (a folder, an archive, an address), to its reports."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO, cast

from travaux.errors import InputError
from travaux.intake.fields import Fields, read_fields
from travaux.intake.jsonl import iter_json, iter_json_lines, parse_json
from travaux.intake.kinds import Kind, find_kind, name_sidecar, strip_packed
from travaux.intake.options import IntakeOptions
from travaux.intake.stream import Prefixed, read_all, unpack
from travaux.intake.text import read_plain
from travaux.ontology.report import Report

Item = Report | InputError
IterItems = Callable[..., Iterator[Item]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file: its name says how it is read, its place is what messages call it. `size` is in bytes, packed."""

    name: str
    place: str
    open: Callable[[], BinaryIO]
    beside: Callable[[str], BinaryIO | None] = lambda _: None
    """The file of that name beside it, if there is one."""
    size: int = 0


def read_entry(entry: Entry, options: IntakeOptions) -> Iterator[Item]:
    """The reports of a file, of a kind that is no archive.

    Raises:
        InputError: it cannot be read.
    """
    kind = find_kind(entry.name)
    if kind is Kind.WARC:
        with entry.open() as file:
            yield from iter_warc_stream(file, entry.place, options)
        return
    with unpack(entry.open(), entry.name, entry.place) as file:
        if kind is Kind.LINES:
            yield from iter_json_lines(file, entry.place, options)
            return
        if entry.size > options.max_bytes and entry.name == strip_packed(entry.name):
            raise InputError(
                entry.place, f"it holds more than {options.max_bytes:,} bytes; split it, or give it as JSON Lines"
            )
        data = read_all(file, entry.place, options.max_bytes)
    if kind is Kind.JSON:
        yield from iter_json(data, entry.place, options)
    elif kind is Kind.FEED:
        yield from iter_feed_bytes(data, entry.place, options)
    else:
        read = find_page_reader() if kind is Kind.PAGE else read_plain
        yield read(data, entry.place, _read_sidecar(entry, options), options)


def find_page_reader() -> Callable[[bytes, str, Fields, IntakeOptions], Report]:
    """The reader of pages, imported when the first page comes: its libraries take a good part of a run's start."""
    return cast("Callable[[bytes, str, Fields, IntakeOptions], Report]", import_module("travaux.intake.html").read_page)


def iter_feed_bytes(data: bytes, place: str, options: IntakeOptions) -> Iterator[Item]:
    """The reports of a feed; its reader is imported when the first one comes."""
    yield from cast("IterItems", import_module("travaux.intake.feed").iter_feed)(data, place, options)


def iter_warc_stream(file: BinaryIO | Prefixed, place: str, options: IntakeOptions) -> Iterator[Item]:
    """The reports of a WARC file; its reader is imported when the first one comes."""
    read = cast("IterItems", import_module("travaux.intake.warc").iter_warc)
    yield from read(file, place, options, find_page_reader())


def _read_sidecar(entry: Entry, options: IntakeOptions) -> Fields:
    """The fields in NAME.meta.json beside NAME.txt; none if there is no such file."""
    name = name_sidecar(entry.name)
    file = entry.beside(name)
    if file is None:
        return Fields()
    place = f"{entry.place.removesuffix(entry.name)}{name}"
    with file:
        data = read_all(file, place, options.max_bytes)
    try:
        row: Any = parse_json(data.decode("utf-8-sig"), place)
    except UnicodeDecodeError as error:
        raise InputError(place, f"byte {error.start + 1} is not UTF-8; save it as UTF-8") from error
    if not isinstance(row, dict):
        raise InputError(place, f'it must be an object with the fields of {entry.name}, as "outlet" and "published"')
    return read_fields(row, place)
