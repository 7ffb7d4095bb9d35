"""The CSV package: every table against its schema, every row against its words, every gap with its code.

The rules of Data Package v1 and Table Schema that the descriptor uses are checked here by hand; in
test_parquet_package.py frictionless validates it.
"""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.claims import actors, make, make_report, meeting, one_of_each, text_of, when

from travaux.errors import UsageError
from travaux.export.csv_package import make_package, write_csv
from travaux.export.datapackage import DESCRIPTOR
from travaux.export.tables import NOT_TOLD, load_codebook, make_tables
from travaux.ontology.claim import AnyClaim, CeasefireMention, Demand
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import CeasefireEvent, MeetingStatus
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier

REPORTS = [make_report("r1", "2025-06-10", outlet="The Post"), make_report("r2", None)]
_TYPES = {
    "string": re.compile(r"[\s\S]+"),
    "integer": re.compile(r"-?\d+"),
    "number": re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
}
_PROFILE = {"profile", "name", "title", "path", "format", "mediatype", "encoding", "dialect", "schema"}


def build(*claims: AnyClaim) -> Dossier:
    return build_dossier(REPORTS, claims, World())


@pytest.fixture(scope="module")
def package() -> dict[str, str]:
    claims = [*one_of_each("r1"), *one_of_each("r2")]
    claims += [
        make(Demand, "r1", 200, by=actors("Norway"), content='he said "no",\nand = left', when=when(None, "soon"))
    ]
    return make_package(build(*claims))


def rows_of(package: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package[f"{name}.csv"], newline="")))


def schemas(package: dict[str, str]) -> dict[str, dict[str, Any]]:
    return {r["name"]: r for r in json.loads(package[DESCRIPTOR])["resources"]}


def test_the_descriptor_is_a_tabular_data_package(package: dict[str, str]) -> None:
    described = json.loads(package[DESCRIPTOR])
    assert described["profile"] == "tabular-data-package"
    assert re.fullmatch(r"[a-z0-9._-]+", described["name"])
    names = [r["name"] for r in described["resources"]]
    assert len(set(names)) == len(names)
    assert {f"{n}.csv" for n in names} | {DESCRIPTOR} == set(package)
    for resource in described["resources"]:
        assert set(resource) == _PROFILE
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        assert {f["type"] for f in resource["schema"]["fields"]} <= set(_TYPES)
        assert all(f["description"] for f in resource["schema"]["fields"])
        for key in resource["schema"].get("foreignKeys", ()):
            assert key["reference"]["resource"] in names


def test_every_table_agrees_with_its_schema(package: dict[str, str]) -> None:
    for name, resource in schemas(package).items():
        schema = resource["schema"]
        header = next(csv.reader(io.StringIO(package[f"{name}.csv"])))
        assert header == [f["name"] for f in schema["fields"]], name
        assert len(set(header)) == len(header), name
        for row in rows_of(package, name):
            for field in schema["fields"]:
                value = row[field["name"]]
                if value in schema["missingValues"]:
                    continue
                assert _TYPES[field["type"]].fullmatch(value), (name, field["name"], value)
                closed = field.get("constraints", {}).get("enum")
                assert closed is None or value in closed, (name, field["name"], value)


def test_a_primary_key_stands_once_and_a_report_is_listed(package: dict[str, str]) -> None:
    reports = {r["id"] for r in rows_of(package, "reports")}
    for name, resource in schemas(package).items():
        rows = rows_of(package, name)
        for key in resource["schema"].get("primaryKey", ()):
            assert len({r[key] for r in rows}) == len(rows), name
        if "foreignKeys" in resource["schema"]:
            assert {r["report"] for r in rows} <= reports, name


def test_every_variable_is_in_the_codebook(package: dict[str, str]) -> None:
    told = {(r["table"], r["variable"]) for r in rows_of(package, "codebook")}
    for name, resource in schemas(package).items():
        if name != "codebook":
            assert {(name, f["name"]) for f in resource["schema"]["fields"]} <= told
    missing = {r["table"]: r["missing"] for r in rows_of(package, "codebook") if r["variable"] == "side"}
    assert missing == {"access_controls": NOT_TOLD, "ceasefires": NOT_TOLD, "ceasefire_variables": "-99"}


def test_every_kind_of_item_has_rows_with_its_words(package: dict[str, str]) -> None:
    texts = {r.id: text_of(r.id) for r in REPORTS}
    seen = set()
    for name in load_codebook():
        for row in rows_of(package, name):
            seen.add(name)
            if "quote" in row and '"' not in row["quote"]:
                quoted = texts[row["report"]][int(row["start"]) : int(row["end"])]
                assert row["quote"] == quoted, name
    assert {"reports", "proposals", "responses", "terms", "phases", "exchanges", "demands", "positions"} <= seen
    assert {
        "meetings",
        "participants",
        "leverage",
        "ceasefires",
        "access_statuses",
        "moves",
        "routes",
        "counts",
    } <= seen


def test_quotes_commas_and_line_ends_survive(package: dict[str, str]) -> None:
    contents = {r["content"] for r in rows_of(package, "demands")}
    assert 'he said "no",\nand = left' in contents
    (row,) = (r for r in rows_of(package, "demands") if r["content"].startswith("he said"))
    assert (row["when"], row["when_words"], row["issue"]) == (NOT_TOLD, "soon", NOT_TOLD)


def test_the_evidence_of_an_item_is_complete(package: dict[str, str]) -> None:
    counted = {(r["table"], r["item"]) for r in rows_of(package, "evidence")}
    for name in ("proposals", "demands", "meetings"):
        assert {(name, r["id"]) for r in rows_of(package, name)} <= counted


def test_planned_is_not_exported_as_held() -> None:
    package = make_package(build(meeting(MeetingStatus.PLANNED)))
    assert [r["status"] for r in rows_of(package, "meetings")] == ["planned"]


def test_a_ceasefire_of_which_little_is_told_has_missing_codes() -> None:
    claim: AnyClaim = make(CeasefireMention, "r1", event=CeasefireEvent.DECLARED, parties=actors("Norway"))
    (row,) = rows_of(make_package(build(claim)), "ceasefire_variables")
    assert (row["side"], row["written"], row["mediator_nego"], row["end_yr"]) == ("1", "-99", "-99", "-99")


def test_the_same_dossier_gives_the_same_files(tmp_path: Path) -> None:
    dossier = build(*one_of_each("r1"))
    written = write_csv(dossier, tmp_path / "out")
    before = {p.name: p.read_bytes() for p in written}
    assert {p.name: p.read_bytes() for p in write_csv(dossier, tmp_path / "out")} == before
    assert before[DESCRIPTOR].startswith(b"{")


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="something else"):
        write_csv(build(), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_dossier_has_all_tables_without_rows() -> None:
    assert all(t.columns for t in make_tables(build()))
    assert [t.name for t in make_tables(build()) if t.rows and t.name != "reports"] == []
