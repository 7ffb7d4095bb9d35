"""`travaux brief`: the file from a store."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.calls import EXAMPLES, Call
from tests.cli.negotiations import FRENCH
from travaux.store import open_store

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
    open_store(db, create=True).close()
    answer = call("brief", "--db", db)
    assert answer.code == 0
    assert "0 reports" in answer.out
    export = call("export", "csv", "--db", db, "-o", tmp_path / "out")
    assert export.code == 1
    assert "it holds no report, and so nothing is exported" in export.err
    assert not (tmp_path / "out").exists()


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


TWO = (
    (
        "Kenya rejected a Ugandan plan for the port of Lamuro on Thursday. Kenya and Uganda met in Geneva. Uganda demanded"
        " that Kenya open the port.\n"
    ),
    (
        "Chile rejected a Peruvian plan for the strait on Thursday. Chile and Peru met in Oslo. Peru demanded that Chile open"
        " the strait.\n"
    ),
)


def test_a_page_on_several_negotiations_says_so_and_how_to_choose(call: Call, tmp_path: Path) -> None:
    reports = tmp_path / "two.jsonl"
    reports.write_text(
        "".join(json.dumps({"id": f"n-{i}", "published": "2023-06-02", "text": t}) + "\n" for i, t in enumerate(TWO)),
        encoding="utf8",
    )
    db = tmp_path / "two.sqlite"
    call("ingest", reports, "--db", db)
    for command in (["brief"], ["status"], ["export", "markdown", "-o", tmp_path / "page.md"]):
        answer = call(*command, "--db", db)
        assert "2 negotiations" in answer.err
        assert "--process NAME takes one" in answer.err
    assert "What this page covers" in call("brief", "--db", db).out
    found = call("process", "list", "--db", db, "--format", "json").json()["processes"]
    assert len(found) == 2
    alone = call("brief", "--db", db, "--process", found[0]["id"])
    assert (alone.code, alone.err) == (0, "")
    assert "What this page covers" not in alone.out
