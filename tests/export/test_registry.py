"""What holds for every format of the registry: it writes, the same each time, and never what must not leave the house."""

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyarrow import parquet
from tests.export.materials import SECRET, TODAY, make_claims, make_reports, make_secrets, material

from travaux.errors import UsageError
from travaux.export.material import ExportMaterial, ExportSummary, Record, make_material
from travaux.export.registry import find_format, list_formats, load_exporter
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
