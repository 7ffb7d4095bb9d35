"""`travaux brief`: the file from a store."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.calls import EXAMPLES, Call
from tests.cli.negotiations import FRENCH

pytestmark = pytest.mark.model


@pytest.mark.parametrize("folder", ["reports", "examples"])
def test_brief_is_what_read_says_of_the_same_files(call: Call, reports: Path, tmp_path: Path, folder: str) -> None:
    path, db = EXAMPLES if folder == "examples" else reports, tmp_path / "talks.sqlite"
    (reports / "vallee.txt").write_text(FRENCH, encoding="utf-8")
    (reports / "fall.txt").write_text("The envoys stumble over the last clause of the accord.", encoding="utf-8")
    (reports / "again.jsonl").write_text((reports / "port.jsonl").read_text(encoding="utf-8"), encoding="utf-8")
    call("ingest", path, "--db", db)
    answer = call("brief", "--db", db, "--format", "json")
    assert answer.code == 0
    wanted = call("read", path, "--format", "json").json()
    document = answer.json()
    assert {k: document[k] for k in wanted if k != "refused"} == {k: v for k, v in wanted.items() if k != "refused"}
    assert document["brief"]["sections"]
    assert call("brief", "--db", db).out == call("read", path).out


def test_brief_json_is_versioned(call: Call, reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "talks.sqlite"
    call("ingest", reports, "--db", db)
    assert call("brief", "--db", db, "--format", "json").json()["schema"] == "travaux/1"


def test_brief_names_reports_without_claims(call: Call, reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "talks.sqlite"
    (reports / "fall.txt").write_text("The envoys stumble over the last clause of the accord.", encoding="utf-8")
    call("ingest", reports, "--db", db)
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute("UPDATE reports SET status = 'pending' WHERE id = 'port-1'")
        raw.execute("DELETE FROM claims WHERE report = 'port-1'")
    answer = call("brief", "--db", db, "--format", "json")
    assert answer.code == 0
    assert "port-1" not in {r["id"] for r in answer.json()["reports"]}
    assert "travaux: report port-1: not coded yet" in answer.err
    assert "left out because coding failed" in answer.err


def test_brief_of_an_empty_store_says_that_nothing_is_known(call: Call, tmp_path: Path) -> None:
    db = tmp_path / "talks.sqlite"
    call("ingest", tmp_path / "missing.txt", "--db", db)
    answer = call("brief", "--db", db)
    assert answer.code == 0
    assert "0 reports" in answer.out


def test_brief_makes_no_store(call: Call, tmp_path: Path) -> None:
    answer = call("brief", "--db", tmp_path / "talks.sqlite")
    assert answer.code == 1
    assert "there is no such file" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_brief_refuses_what_is_no_store(call: Call, reports: Path) -> None:
    answer = call("brief", "--db", reports / "river.txt")
    assert answer.code == 1
    assert "not a travaux store" in answer.err
    assert answer.out == ""
