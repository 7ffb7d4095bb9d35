"""`travaux export`: writes the tables, keeps embargoes, and says what it wrote."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.calls import EXAMPLES, Call, read_texts

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
