"""What holds for every format of the registry: it writes, the same each time, and never what must not leave the house."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from icalendar import Calendar
from pyarrow import parquet
from tests.claims import access, actors, make, make_report, meeting, move, said_by, text_of, when
from tests.export.materials import SECRET, TODAY, make_claims, make_reports, make_secrets, material

from travaux.errors import UsageError
from travaux.export.material import ExportMaterial, ExportSummary, Record, make_material
from travaux.export.registry import find_format, list_formats, load_exporter
from travaux.ontology.claim import Demand
from travaux.ontology.vocabulary import AccessState, Act, Issue, MeetingStatus
from travaux.packs.world import World

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf8")
FORMATS = list(list_formats())


def write(name: str, given: ExportMaterial, folder: Path) -> ExportSummary:
    form = find_format(name)
    return load_exporter(form)(given, folder / form.default_path)


def contents(path: Path) -> bytes:
    """All that a file holds; archives and compressed tables unpacked."""
    if path.suffix == ".parquet":
        return repr((parquet.read_table(path).to_pylist(), parquet.read_schema(path).metadata)).encode()
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())


def all_of(summary: ExportSummary) -> bytes:
    return b"\n".join(contents(p) for p in summary.files)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_writes_what_it_says(name: str, tmp_path: Path) -> None:
    summary = write(name, material(), tmp_path)
    assert summary.files
    assert all(p.is_file() for p in summary.files)
    written = {p for p in tmp_path.rglob("*") if p.is_file()}
    assert written == set(summary.files)
    assert sum(summary.counts.values()) > 0


@pytest.mark.parametrize("name", FORMATS)
def test_restricted_words_are_in_no_format(name: str, tmp_path: Path) -> None:
    given = material(*make_secrets())
    assert given.withheld.claims
    written = all_of(write(name, given, tmp_path))
    for word in ("Xyzzy", "quarrymaster", "lantern"):
        for encoding in ("utf-8", "utf-16-le"):
            assert word.encode(encoding) not in written


@pytest.mark.parametrize("name", FORMATS)
def test_a_restricted_report_is_in_no_format(name: str, tmp_path: Path) -> None:
    first, second = make_reports()
    given = material(reports=[first, replace(second, sensitivity="confidential")])
    written = all_of(write(name, given, tmp_path))
    assert written
    for word in (b"Harbour Wire", b"Norwayr2", b"blockade"):
        assert word not in written


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_file_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    one, two = (write(name, material(), tmp_path / folder) for folder in ("a", "b"))
    assert [p.relative_to(tmp_path / "a") for p in one.files] == [p.relative_to(tmp_path / "b") for p in two.files]
    assert [p.read_bytes() for p in one.files] == [p.read_bytes() for p in two.files]


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_file_can_be_written(name: str, tmp_path: Path) -> None:
    empty = make_material(Record(reports=(), claims=(), world=World()), TODAY)
    assert write(name, empty, tmp_path).files


ODD = "“x”\x00\x07\ud83d<b>&amp;]]>\r\n\u2028; =1+1,\t🚚\u202e{}%$#~^\\"
"""What a report may hold and some format may choke on: controls, half a pair, markup, line ends, formulas, other planes."""


def read_project(path: Path) -> int:
    with closing(sqlite3.connect(path)) as project:
        return int(project.execute("SELECT COUNT(*) FROM STATEMENTS").fetchone()[0])


READERS: dict[str, Callable[[Path], Any]] = {
    "plover": lambda path: [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()],
    "dna": read_project,
    "ics": lambda path: Calendar.from_ical(path.read_bytes()).walk("VEVENT"),
    "geojson": lambda path: json.loads(path.read_bytes())["features"],
    "docx": lambda path: Document(str(path)).tables,
}
"""What reads a format again."""


@pytest.mark.parametrize("name", FORMATS)
def test_odd_characters_break_no_format(name: str, tmp_path: Path) -> None:
    odd = make_report("r9", "2025-06-11", text=f"{ODD} {text_of('r9')}", outlet=ODD, headline=ODD, byline=ODD)
    claims = [
        meeting(MeetingStatus.PLANNED, "r9", 0, place=ODD, when=when("2025-06-25", ODD), quote=ODD, voice=said_by(ODD)),
        make(Demand, "r9", 0, ODD, by=actors(ODD), of=actors("Peru"), content=ODD, issue=Issue.CEASEFIRE),
        access(AccessState.OPEN, "r9", 0, quote=ODD, facility=ODD),
        move(Act.REJECT, "r9", 0, quote=ODD, actors=actors(ODD), place=ODD, issues=(Issue.CEASEFIRE,)),
    ]
    given = make_material(Record(reports=[odd], claims=claims, world=World()), TODAY)
    summary = write(name, given, tmp_path)
    assert all(p.stat().st_size for p in summary.files)
    if name in READERS:
        assert READERS[name](summary.files[0])
    assert given.reports[0].text[: len(ODD)] == ODD.replace("\ud83d", "\ufffd")
    assert given.claims[0].span.of(given.reports[0].text) == given.claims[0].quote


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_has_its_heading_and_its_command_in_the_docs(name: str) -> None:
    assert f"### {name}\n" in PAGE
    assert f"travaux export {name} " in PAGE


def test_with_what_is_restricted_all_is_there(tmp_path: Path) -> None:
    record = Record(reports=make_reports(), claims=[*make_claims(), *make_secrets()], world=World())
    whole = make_material(record, TODAY, include_restricted=True)
    assert whole.withheld.nothing
    assert SECRET.encode() in all_of(write("csv", whole, tmp_path))


def test_an_unknown_format_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"'xlsx'.*csv"):
        find_format("xlsx")


def test_a_day_of_export_is_not_in_the_bytes_of_tables(tmp_path: Path) -> None:
    record = Record(reports=make_reports(), claims=make_claims(), world=World())
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    first = write("csv", make_material(record, date(2025, 6, 20)), tmp_path / "a")
    second = write("csv", make_material(record, date(2026, 1, 1)), tmp_path / "b")
    assert [p.read_bytes() for p in first.files] == [p.read_bytes() for p in second.files]
