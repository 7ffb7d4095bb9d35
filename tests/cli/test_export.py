"""`travaux export`: writes the tables, keeps embargoes, and says what it wrote."""

import csv
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.calls import EXAMPLES, Call, read_texts
from travaux.export.registry import list_formats

pytestmark = pytest.mark.model


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def test_export_csv_writes_every_table_with_its_words(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    answer = call("export", "csv", EXAMPLES, "-o", out)
    assert (answer.code, answer.err) == (0, "")
    assert sorted(answer.out.split()) == sorted(str(p) for p in out.iterdir())
    described = json.loads((out / "datapackage.json").read_text(encoding="utf8"))
    assert {r["path"] for r in described["resources"]} < {p.name for p in out.iterdir()}
    texts = read_texts(EXAMPLES)
    told = rows(out, "evidence")
    assert {r["table"] for r in told} >= {"parties", "proposals", "moves"}
    for row in told:
        assert texts[row["report"]][int(row["start"]) : int(row["end"])] == row["quote"]


def test_a_store_and_its_reports_export_alike(call: Call, tmp_path: Path) -> None:
    db = tmp_path / "talks.db"
    assert call("ingest", EXAMPLES, "--db", db).code == 0
    assert call("export", "csv", "--db", db, "-o", tmp_path / "a").code == 0
    assert call("export", "csv", EXAMPLES, "-o", tmp_path / "b").code == 0
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_report_under_embargo_is_left_out_and_named(call: Call, tmp_path: Path) -> None:
    later = (date.today() + timedelta(days=30)).isoformat()
    text = "Norway rejected Peru's offer on Monday."
    report = tmp_path / "secret.json"
    report.write_text(json.dumps({"text": text, "embargo_until": later}), encoding="utf8")
    answer = call("export", "csv", report, "-o", tmp_path / "out")
    assert answer.code == 0
    assert "embargo" in answer.err
    assert rows(tmp_path / "out", "reports") == []
    assert rows(tmp_path / "out", "evidence") == []


SECRET = "Norway rejected Peru's offer on Monday."
OPEN = "Chile met Kenya in Geneva on Tuesday to discuss the ceasefire."


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """A folder of two reports, of which one is restricted and under embargo until 5 May 2030."""
    folder = tmp_path / "in"
    folder.mkdir()
    marks = {"sensitivity": "restricted", "embargo_until": "2030-05-05"}
    (folder / "a.json").write_text(json.dumps({"text": SECRET, "published": "2025-03-04", **marks}), encoding="utf8")
    (folder / "b.json").write_text(json.dumps({"text": OPEN, "published": "2025-03-05"}), encoding="utf8")
    return folder


def test_a_marked_report_stays_in_the_house(call: Call, marked: Path, tmp_path: Path) -> None:
    answer = call("export", "plover", marked, "-o", tmp_path / "out.jsonl", "--format", "json")
    assert answer.code == 0
    document = answer.json()
    assert document["schema"] == "travaux-export/1"
    assert (document["format"], document["files"]) == ("plover", [str(tmp_path / "out.jsonl")])
    (row,) = document["withheld"]["reports"]
    assert row["reason"] == "under embargo until 2030-05-05"
    assert "report a: left out, it is under embargo until 2030-05-05" in answer.err
    assert "claims left out: " in answer.err
    written = (tmp_path / "out.jsonl").read_text(encoding="utf8")
    assert "Chile" in written
    assert "Norway" not in written


def test_a_mark_holds_when_the_embargo_has_ended(call: Call, marked: Path, tmp_path: Path) -> None:
    answer = call("export", "csv", marked, "-o", tmp_path / "out", "--on", "2030-05-05")
    assert "report a: left out, it is marked as restricted" in answer.err
    assert len(rows(tmp_path / "out", "reports")) == 1


def test_those_entitled_get_all_and_are_told(call: Call, marked: Path, tmp_path: Path) -> None:
    answer = call("export", "csv", marked, "-o", tmp_path / "out", "--include-restricted")
    assert answer.code == 0
    assert "under embargo or marked as sensitive: mind who gets it" in answer.err
    assert len(rows(tmp_path / "out", "reports")) == 2


def test_a_claim_that_a_person_marks_leaves_every_text(call: Call, marked: Path, tmp_path: Path) -> None:
    db = tmp_path / "talks.db"
    assert call("ingest", marked, "--db", db).code == 0
    (claim,) = (c["id"] for c in call("code", marked, "--format", "json").json()["claims"] if c.get("act") == "meet")
    who = ("--by", "ane", "--reason", "a source asked for it")
    assert call("review", "mark", claim, "--sensitivity", "restricted", "--db", db, *who).code == 0
    answer = call("export", "refi", "--db", db, "-o", tmp_path / "out.qdpx")
    assert "1 marked as restricted" in answer.err
    with zipfile.ZipFile(tmp_path / "out.qdpx") as archive:
        whole = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "Chile met Kenya" not in whole


def test_a_review_travels_with_its_claim(call: Call, marked: Path, tmp_path: Path) -> None:
    db = tmp_path / "talks.db"
    assert call("ingest", marked, "--db", db).code == 0
    (claim,) = (c["id"] for c in call("code", marked, "--format", "json").json()["claims"] if c.get("act") == "meet")
    assert call("review", "confirm", claim, "--db", db, "--by", "ane", "--reason", "read it").code == 0
    assert call("export", "csv", "--db", db, "-o", tmp_path / "out").code == 0
    told = {r["claim"]: r["review"] for r in rows(tmp_path / "out", "evidence")}
    assert told[claim] == "confirmed"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("csv", "--set", "colour=red"), "csv, whose options are: none"),
        (("dna", "--set", "password"), "whose options are: password"),
        (("csv", "--on", "soon"), "--on 'soon' is not a day"),
        (("sculpture",), "there is no format 'sculpture'; there are: csv, "),
    ],
)
def test_a_wrong_option_is_told(call: Call, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    answer = call("export", *words, "--db", tmp_path / "no.db", "-o", tmp_path / "out")
    assert answer.code == 2
    assert told in answer.err
    assert list(tmp_path.iterdir()) == []


def test_what_is_read_is_not_written_over(call: Call, marked: Path) -> None:
    report = marked / "b.json"
    before = report.read_bytes()
    answer = call("export", "plover", report, "-o", report)
    assert (answer.code, report.read_bytes()) == (2, before)
    assert "name another place" in answer.err


def test_help_lists_every_format(call: Call) -> None:
    out = " ".join(call("export", "--help").out.split())
    assert all(f"{form.name}: {form.title}" in out for form in list_formats().values())


def test_a_folder_of_something_else_is_not_touched(call: Call, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf8")
    answer = call("export", "csv", EXAMPLES, "-o", tmp_path)
    assert answer.code == 2
    assert "Nothing was written" in answer.err
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("arguments", [("csv",), ("xlsx", "--db", "x.db"), ()])
def test_a_wrong_call_writes_nothing(call: Call, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    answer = call("export", *arguments, *(("-o", str(tmp_path / "out")) if arguments else ()))
    assert answer.code == 2
    assert not (tmp_path / "out").exists()


def test_the_matrix_has_a_column_a_party(call: Call) -> None:
    document = call("positions", EXAMPLES, "--matrix", "--format", "json").json()
    assert document["schema"] == "travaux-matrix/1"
    assert len(document["cells"]) == len(document["issues"]) * len(document["actors"])
    table = call("positions", EXAMPLES, "--matrix").out
    assert all(actor.split()[0] in table for actor in document["actors"])
    assert ("no report" in table) == any(c["position"] is None for c in document["cells"])
