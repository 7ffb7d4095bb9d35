"""Paths to reports: files, folders and standard input, one report or one error at a time."""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from travaux.errors import InputError
from travaux.intake.fields import Fields, read_fields
from travaux.intake.jsonl import iter_json, iter_json_lines, parse_json
from travaux.intake.options import IntakeOptions
from travaux.intake.stream import GZIP_ERRORS, Prefixed, open_path, read_all
from travaux.intake.text import read_plain
from travaux.ontology.report import Report

_TEXT = frozenset({".txt", ".md"})
_PAGE = frozenset({".html", ".htm"})
_JSON = ".json"
_LINES = ".jsonl"
SUFFIXES = (*sorted(_TEXT), *sorted(_PAGE), _JSON, _LINES)
"""The kinds of file that are read; each may also end in .gz."""
_SIDECAR = ".meta.json"
_STDIN = "-"
_LOOK = 4096
_PAGE_STARTS = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<meta",
    b"<?xml",
    b"<article",
    b"<!--",
    b"<div",
    b"<p>",
)

Item = Report | InputError


def iter_reports(paths: Iterable[str | Path], options: IntakeOptions | None = None) -> Iterator[Item]:
    """The reports under `paths`, in order; what cannot be read is an InputError in its place, and the rest goes on.

    A folder is walked in the order of its names; in it, hidden files and files of other kinds are passed over. "-" is
    standard input. A report that comes again with the same id and text is set aside; one that comes with a known id
    and another text gets an id of its own.
    """
    options = options or IntakeOptions()
    seen: dict[str, str] = {}
    for path in paths:
        for item in _guard(_read_path(path, options), str(path)):
            yield item if isinstance(item, InputError) else _keep_apart(item, seen)


def _guard(items: Iterator[Item], place: str) -> Iterator[Item]:
    """The items of one path; an error that ends their reading is the last of them."""
    try:
        yield from items
    except InputError as error:
        yield error
    except GZIP_ERRORS as error:
        yield InputError(place, f"its gzip data are cut off or damaged ({error}); get the file again")
    except OSError as error:
        yield InputError(place, f"it cannot be read: {error.strerror or error}")


def _keep_apart(report: Report, seen: dict[str, str]) -> Report:
    """The report under an id that no other of this run has."""
    digest = hashlib.sha256(report.text.encode()).hexdigest()
    known = seen.setdefault(report.id, digest)
    if known == digest and f"{report.id}~1" not in seen:
        seen[f"{report.id}~1"] = digest
        return report
    if known == digest:
        n = next(n for n in range(2, len(seen) + 2) if f"{report.id}~{n}" not in seen)
        seen[f"{report.id}~{n}"] = digest
        return replace(
            report, id=f"{report.id}~{n}", copy_of=report.id, set_aside=f"the same report again ({report.id})"
        )
    return _keep_apart(replace(report, id=f"{report.id}-{digest[:8]}"), seen)


def _read_path(path: str | Path, options: IntakeOptions) -> Iterator[Item]:
    if str(path) == _STDIN:
        yield from _read_stream(Prefixed(sys.stdin.buffer), "standard input", options)
        return
    path = Path(path)
    if not path.exists():
        raise InputError(str(path), "there is no such file or folder")
    if path.is_dir():
        yield from _read_folder(path, options)
    elif not path.is_file():
        yield from _read_special(path, options)
    elif find_kind(path):
        yield from _read_file(path, options)
    else:
        named = f"{path.suffix!r} is" if path.suffix else "without a suffix it is"
        known = ", ".join(SUFFIXES)
        raise InputError(str(path), f"{named} not a kind of file that is read; known are {known}, each also with .gz")


def find_kind(path: Path) -> str | None:
    """The suffix that says how a file is read, without .gz; None if it is of another kind."""
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in SUFFIXES else None


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and not _is_sidecar(path) and find_kind(path) and path.is_file():
                yield path


def _is_sidecar(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith(_SIDECAR)


def _read_folder(folder: Path, options: IntakeOptions) -> Iterator[Item]:
    found = False
    for path in _walk(folder):
        found = True
        yield from _guard(_read_file(path, options), str(path))
    if not found:
        raise InputError(
            str(folder), f"the folder holds no reports; a report is a file ending in {', '.join(SUFFIXES)}"
        )


def _read_special(path: Path, options: IntakeOptions) -> Iterator[Item]:
    """A pipe or another file that can be read only once, such as /dev/stdin."""
    with path.open("rb") as file:
        yield from _read_stream(Prefixed(file), str(path), options)


def _read_file(path: Path, options: IntakeOptions) -> Iterator[Item]:
    kind, place = find_kind(path), str(path)
    if _is_sidecar(path):
        raise InputError(place, "it describes a text beside it; name that text instead")
    with open_path(path) as file:
        if kind == _LINES:
            yield from iter_json_lines(file, place, options)
            return
        if path.suffix.lower() != ".gz" and path.stat().st_size > options.max_bytes:
            raise InputError(
                place, f"it holds more than {options.max_bytes:,} bytes; split it, or give it as JSON Lines"
            )
        data = read_all(file, place, options.max_bytes)
    if kind == _JSON:
        yield from iter_json(data, place, options)
    else:
        read = _page_reader() if kind in _PAGE else read_plain
        yield read(data, place, _read_sidecar(path, options), options)


def _page_reader() -> Callable[[bytes, str, Fields, IntakeOptions], Report]:
    """The reader of pages, imported when the first page comes: its libraries take a good part of a run's start."""
    return cast("Callable[[bytes, str, Fields, IntakeOptions], Report]", import_module("travaux.intake.html").read_page)


def _read_sidecar(path: Path, options: IntakeOptions) -> Fields:
    """The fields in NAME.meta.json beside NAME.txt; none if there is no such file."""
    name = path.name.removesuffix(path.suffix) if path.suffix.lower() == ".gz" else path.name
    sidecar = path.with_name(Path(name).stem + _SIDECAR)
    if not sidecar.is_file():
        return Fields()
    with sidecar.open("rb") as file:
        data = read_all(file, str(sidecar), options.max_bytes)
    try:
        row: Any = parse_json(data.decode("utf-8-sig"), str(sidecar))
    except UnicodeDecodeError as error:
        raise InputError(str(sidecar), f"byte {error.start + 1} is not UTF-8; save it as UTF-8") from error
    if not isinstance(row, dict):
        raise InputError(
            str(sidecar), f'it must be an object with the fields of {path.name}, as "outlet" and "published"'
        )
    return read_fields(row, str(sidecar))


def _read_stream(stream: Prefixed, place: str, options: IntakeOptions) -> Iterator[Item]:
    """The reports of a stream whose kind is told by its first bytes."""
    start = stream.look(_LOOK).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{") and _is_lines(stream, options):
        yield from iter_json_lines(stream, place, options)
        return
    data = read_all(stream, place, options.max_bytes)
    if start.startswith((b"{", b"[")) and _is_json(data):
        yield from iter_json(data, place, options)
    elif start.startswith(b"{"):
        stream.push(data)
        yield from iter_json_lines(stream, place, options)
    elif start[:200].lower().startswith(_PAGE_STARTS):
        yield _page_reader()(data, place, Fields(), options)
    else:
        yield read_plain(data, place, Fields(), options)


def _is_lines(stream: Prefixed, options: IntakeOptions) -> bool:
    """Whether the first line that is not blank is a JSON value of its own, or too long to be looked at."""
    line = stream.readline(options.max_bytes + 1)
    kept = line
    while line and not line.strip(b"\xef\xbb\xbf \t\r\n"):
        line = stream.readline(options.max_bytes + 1)
        kept += line
    stream.push(kept)
    return len(line) > options.max_bytes or _is_json(line)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True
