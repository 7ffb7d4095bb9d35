"""`travaux process`, and the dossier that a store keeps."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.calls import Call

CANAL = """
name = "Canal talks"
boundary = "All about the canal."

[[party]]
name = "Norway"

[[party]]
name = "Peru"
"""
NORTH = (
    "Norway and Peru met in Geneva on Monday to discuss the northern canal. Norway proposed a truce of ten days along the"
    " canal. Peru rejected the proposal. Norway and Peru accused each other of firing on boats."
)
SUDAN = (
    "Sudan's army and its rivals of the Rapid Support Forces signed a ceasefire in Jeddah on Monday. The Rapid Support Forces"
    " accused the Sudanese Armed Forces of shelling a market in Darfur."
)


@pytest.fixture
def db(call: Call, tmp_path: Path) -> Path:
    rows = [
        {"id": "north", "outlet": "Lima Post", "published": "2024-06-11", "language": "en", "text": NORTH},
        {"id": "sudan", "outlet": "Oslo Times", "published": "2024-06-12", "language": "en", "text": SUDAN},
        {
            "id": "later",
            "outlet": "Oslo Times",
            "published": "2024-09-12",
            "language": "en",
            "text": SUDAN.replace("Monday", "Friday"),
        },
    ]
    file, store = tmp_path / "talks.jsonl", tmp_path / "talks.sqlite"
    file.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    assert call("ingest", file, "--db", store).code == 0
    return store


@pytest.fixture
def canal(tmp_path: Path) -> Path:
    path = tmp_path / "canal.toml"
    path.write_text(CANAL, encoding="utf-8")
    return path


def names(call: Call, db: Path) -> list[str]:
    return [row["id"] for row in call("process", "list", "--db", db, "--format", "json").json()["processes"]]


def test_processes_are_found_and_listed(call: Call, db: Path) -> None:
    assert sorted(names(call, db)) == ["norway-and-peru", "sudanese-civil-war"]
    lines = call("process", "list", "--db", db, "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["travaux-process/1"] * 2
    assert "sudanese-civil-war  (found; 2 reports" in call("process", "list", "--db", db).out


def test_show_states_the_boundary_and_the_reports(call: Call, db: Path) -> None:
    answer = call("process", "show", "sudanese-civil-war", "--db", db)
    assert "boundary   Claims that name both sides" in answer.out
    assert "    sudan  " in answer.out
    row = call("process", "show", "Sudanese civil war", "--db", db, "--format", "json").json()
    assert [r["report"] for r in row["reports"]] == ["sudan", "later"]


def test_a_file_makes_a_process_and_takes_the_place_of_what_was_found(call: Call, db: Path, canal: Path) -> None:
    answer = call("process", "new", canal, "--db", db)
    assert answer.code == 0
    assert "Canal talks (given)" in answer.out
    assert names(call, db) == ["canal-talks", "sudanese-civil-war"]
    again = call("process", "new", canal, "--db", db)
    assert (again.code, "process edit" in again.err) == (2, True)


def test_a_found_process_can_be_taken_as_a_file(call: Call, db: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(call("process", "show", "norway-and-peru", "--db", db, "--file").out, encoding="utf-8")
    assert call("process", "new", own, "--db", db).code == 0
    assert json.loads(call("process", "show", "norway-and-peru", "--db", db, "--format", "json").out)["found"] is False


def test_edit_replaces_a_process(call: Call, db: Path, canal: Path) -> None:
    call("process", "new", canal, "--db", db)
    canal.write_text(CANAL.replace("Canal talks", "River talks"), encoding="utf-8")
    assert call("process", "edit", "canal-talks", canal, "--db", db).code == 0
    assert "river-talks" in names(call, db)
    assert "canal-talks" not in names(call, db)


def test_split_and_merge(call: Call, db: Path) -> None:
    answer = call(
        "process", "split", "sudanese-civil-war", "--at", "2024-08-01", "--names", "Early", "Late", "--db", db
    )
    assert answer.code == 0, answer.err
    early = call("process", "show", "early", "--db", db, "--format", "json").json()
    assert ([r["report"] for r in early["reports"]], early["end"]) == (["sudan"], "2024-07-31")
    whole = call("process", "merge", "early", "late", "--name", "All of it", "--db", db, "--format", "json").json()
    assert [r["report"] for r in whole["reports"]] == ["sudan", "later"]
    assert (whole["start"], whole["end"]) == ("2023-04-15", "")
    assert names(call, db) == ["all-of-it", "norway-and-peru"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "nothing"), "there is no process 'nothing'"),
        (("split", "sudanese-civil-war", "--at", "1999-01-01"), "does not lie within"),
        (("split", "sudanese-civil-war", "--at", "soon"), "is not a day"),
        (("merge", "sudanese-civil-war", "sudanese-civil-war"), "these are one"),
    ],
)
def test_wrong_usage_changes_nothing(call: Call, db: Path, arguments: tuple[str, ...], message: str) -> None:
    before = call("process", "list", "--db", db).out
    answer = call("process", *arguments, "--db", db)
    assert answer.code == 2
    assert message in answer.err
    assert call("process", "list", "--db", db).out == before


def test_a_faulty_file_is_refused(call: Call, db: Path, canal: Path) -> None:
    canal.write_text("name = 1", encoding="utf-8")
    answer = call("process", "new", canal, "--db", db)
    assert answer.code == 1
    assert "its name must be a text" in answer.err


def test_a_view_can_be_of_one_process(call: Call, db: Path) -> None:
    whole = call("brief", "--db", db, "--format", "json").json()
    part = call("brief", "--db", db, "--process", "norway-and-peru", "--format", "json").json()
    assert {r["id"] for r in whole["reports"]} == {"north", "sudan", "later"}
    assert {r["id"] for r in part["reports"]} == {"north"}


def test_the_dossier_is_kept_and_made_anew_after_a_change(call: Call, db: Path, tmp_path: Path) -> None:
    first = call("brief", "--db", db, "--format", "json").out
    with closing(sqlite3.connect(db)) as raw:
        kept = raw.execute("SELECT name, made_of FROM results").fetchall()
    assert len([name for name, _ in kept if name.startswith("dossier")]) == 1
    assert call("brief", "--db", db, "--format", "json").out == first
    more = tmp_path / "more.txt"
    more.write_text(NORTH.replace("ten days", "a week"), encoding="utf-8")
    call("ingest", more, "--db", db, "--published", "2024-06-20", "--outlet", "Canal Echo")
    reports = call("brief", "--db", db, "--format", "json").json()["reports"]
    assert len(reports) == 4
    with closing(sqlite3.connect(db)) as raw:
        assert raw.execute("SELECT name, made_of FROM results").fetchall() != kept
