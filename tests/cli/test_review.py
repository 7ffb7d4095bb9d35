"""`travaux review`: decisions are kept for good, count in the file, and outlive coding anew."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.calls import Call
from tests.cli.negotiations import PORT, json_line
from travaux.coding.coder import Coder
from travaux.ontology.report import Report
from travaux.store import open_store

pytestmark = pytest.mark.model
WHO = ("--by", "Ane Solberg", "--reason", "read the report")


@pytest.fixture
def db(call: Call, tmp_path: Path) -> Path:
    """A store of two reports."""
    path = tmp_path / "talks.sqlite"
    (tmp_path / "port.jsonl").write_text(PORT, encoding="utf-8")
    call("ingest", tmp_path / "port.jsonl", "--db", path)
    return path


@pytest.fixture
def accepted(call: Call, db: Path) -> str:
    """The id of the claim that Uganda accepted the plan."""
    found = call("search", "--act", "accept", "--db", db, "--format", "json").json()["claims"]
    return str(next(c["id"] for c in found if c["actors"] == ["Uganda"]))


def list_acts(call: Call, db: Path) -> list[tuple[str, list[str]]]:
    moves = call("brief", "--db", db, "--format", "json").json()["moves"]
    return sorted((m["act"], m["actors"]) for m in moves)


def test_a_rejected_claim_leaves_the_file(call: Call, db: Path, accepted: str) -> None:
    assert ("accept", ["Uganda"]) in list_acts(call, db)
    answer = call("review", "reject", accepted, "--db", db, *WHO)
    assert (answer.code, answer.err) == (0, "")
    assert "Ane Solberg: reject claim" in answer.out
    assert ("accept", ["Uganda"]) not in list_acts(call, db)
    call("review", "confirm", accepted, "--db", db, *WHO)
    assert ("accept", ["Uganda"]) in list_acts(call, db)


def test_a_corrected_value_stands_in_the_file_and_is_sure(call: Call, db: Path, accepted: str) -> None:
    answer = call("review", "correct", accepted, "--set", "act=reject", "--set", "actors=Rwanda", "--db", db, *WHO)
    assert answer.code == 0
    document = call("brief", "--db", db, "--format", "json").json()
    (move,) = [m for m in document["moves"] if m["act"] == "reject"]
    assert move["actors"] == ["Rwanda"]
    assert {e["confidence"] for e in move["evidence"]} == {1.0}


def test_coding_anew_never_undoes_a_review(call: Call, db: Path, accepted: str, coder: Coder) -> None:
    call("review", "correct", accepted, "--set", "actors=Rwanda", "--db", db, *WHO)
    before = call("review", "list", "--db", db, "--format", "json").json()
    with open_store(db, create=False) as store:
        for report in list(store.reports()):
            store.put_claims(report.id, coder.code(report), "travaux 99.0")
    assert ("accept", ["Rwanda"]) in list_acts(call, db)
    with open_store(db, create=False) as store:
        for report in list(store.reports()):
            store.put_claims(report.id, [], "travaux 99.1")
    assert list_acts(call, db) == [("accept", ["Rwanda"])]
    assert call("review", "list", "--db", db, "--format", "json").json() == before


def test_the_trail_cannot_be_changed(call: Call, db: Path, accepted: str) -> None:
    call("review", "reject", accepted, "--db", db, *WHO)
    with closing(sqlite3.connect(db)) as raw:
        for statement in ("UPDATE reviews SET reviewer = 'Bo'", "DELETE FROM reviews"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                raw.execute(statement)
    (entry,) = call("review", "list", "--db", db, "--format", "jsonl").lines()
    assert (entry["schema"], entry["reviewer"], entry["verdict"]) == ("travaux-review/1", "Ane Solberg", "reject")
    assert entry["recorded_at"]
    assert call("review", "list", "--db", db, "--by", "Bo").out == ""


def test_marks_of_a_report_travel_with_it(call: Call, db: Path) -> None:
    args = ("--sensitivity", "restricted", "--embargo-until", "2030-01-01", "--db", db, *WHO)
    assert call("review", "mark", "port-1", *args).code == 0
    reports = call("brief", "--db", db, "--format", "json").json()["reports"]
    marks = {r["id"]: (r["sensitivity"], r["embargo_until"]) for r in reports}
    assert marks == {"port-1": ("restricted", "2030-01-01"), "port-2": (None, None)}


def test_links_join_and_part_items(call: Call, tmp_path: Path) -> None:
    db, path = tmp_path / "lake.sqlite", tmp_path / "lake.jsonl"
    texts = ("Kenya demanded that Uganda leave the islands.\n", "Kenya demanded that Uganda free the crew.\n")
    path.write_text("".join(json_line(id=f"lake-{n}", published="2023-06-02", text=t) for n, t in enumerate(texts)))
    call("ingest", path, "--db", db)
    demands = call("demands", "--db", db, "--format", "json").json()["demands"]
    one, two = (d["id"] for d in demands)
    assert call("review", "link", one, two, "--db", db, *WHO).code == 0
    assert len(call("demands", "--db", db, "--format", "json").json()["demands"]) == 1
    assert call("review", "unlink", two, one, "--db", db, *WHO).code == 0
    assert len(call("demands", "--db", db, "--format", "json").json()["demands"]) == 2
    assert call("review", "undo", two, one, "--db", db, "--by", "Bo").code == 0
    assert len(call("demands", "--db", db, "--format", "json").json()["demands"]) == 1


def test_undo_brings_back_what_stood_before(call: Call, db: Path, accepted: str) -> None:
    call("review", "correct", accepted, "--set", "actors=Rwanda", "--db", db, *WHO)
    call("review", "reject", accepted, "--db", db, *WHO)
    assert "Bo: correct claim" in call("review", "undo", accepted, "--db", db, "--by", "Bo").out
    assert ("accept", ["Rwanda"]) in list_acts(call, db)
    trail = call("review", "list", "--db", db, "--format", "json").json()["reviews"]
    assert [r["verdict"] for r in trail] == ["correct", "reject", "correct"]
    assert trail[-1]["reason"] == f"undoes review {trail[-2]['serial']}"


def test_undoing_the_first_decision_leaves_nothing_decided(call: Call, db: Path, accepted: str) -> None:
    call("review", "reject", accepted, "--db", db, *WHO)
    document = call("review", "undo", accepted, "--db", db, "--by", "Bo", "--format", "json").json()
    assert [r["verdict"] for r in document["reviews"]] == ["withdraw"]
    assert ("accept", ["Uganda"]) in list_acts(call, db)


def test_what_cannot_be_undone_is_said_and_changes_nothing(call: Call, db: Path, accepted: str) -> None:
    for claims, reason in (
        ([accepted], "nobody decided"),
        ([accepted, "other:move:1-2"], "nobody decided"),
        ([accepted, accepted], "one claim, or the two claims of a link"),
    ):
        answer = call("review", "undo", *claims, "--db", db, "--by", "Bo")
        assert (answer.code, answer.out) == (2, "")
        assert reason in answer.err
    assert call("review", "list", "--db", db).out == ""


def test_show_names_the_fields_and_the_decisions(call: Call, db: Path, accepted: str) -> None:
    call("review", "correct", accepted, "--set", "place=Lamuro", "--db", db, *WHO)
    document = call("review", "show", accepted, "--db", db, "--format", "json").json()
    assert {"act", "actors", "speaker"} <= set(document["fields"])
    assert document["claim"]["place"] == "Lamuro"
    assert [r["verdict"] for r in document["reviews"]] == ["correct"]
    assert "place: Lamuro" in call("review", "show", accepted, "--db", db).out
    call("review", "reject", accepted, "--db", db, *WHO)
    assert "it is not in the file" in call("review", "show", accepted, "--db", db).out


def test_a_sample_is_the_same_for_everybody_and_agreement_is_measured(call: Call, db: Path) -> None:
    drawn = [c["id"] for c in call("review", "sample", "4", "--db", db, "--format", "jsonl").lines()]
    assert drawn == [c["id"] for c in call("review", "sample", "4", "--db", db, "--format", "json").json()["claims"]]
    assert drawn != [
        c["id"] for c in call("review", "sample", "4", "--db", db, "--seed", "2", "--format", "jsonl").lines()
    ]
    assert "no figure" in call("review", "agreement", "--db", db).out
    for name in ("Ane", "Bo"):
        call("review", "confirm", *drawn[:3], "--db", db, "--by", name, "--reason", "read it")
        call("review", "reject", drawn[3], "--db", db, "--by", name, "--reason", "read it")
    document = call("review", "agreement", "--db", db, "--format", "json").json()
    assert document["schema"] == "travaux-agreement/1"
    assert document["agreement"][0] == {"field": "right or wrong", "alpha": 1.0, "units": 4, "values": 8}
    assert call("review", "agreement", "--db", db).out.startswith("right or wrong   1.000  (4 claims, 8 values)\n")


@pytest.mark.parametrize(
    "words",
    [
        ["confirm", "no-such-claim", *WHO],
        ["confirm", "port-1:move:0-1", *WHO],
        ["confirm", "{claim}", "--by", " ", "--reason", "why"],
        ["confirm", "{claim}", "--by", "Ane"],
        ["confirm", "{claim}", "--reason", "why"],
        ["correct", "{claim}", "--set", "act=sneeze", *WHO],
        ["correct", "{claim}", "--set", "act", *WHO],
        ["correct", "{claim}", *WHO],
        ["link", "{claim}", "{claim}", *WHO],
        ["mark", "no-such-report", "--sensitivity", "restricted", *WHO],
        ["mark", "port-1", "--embargo-until", "soon", *WHO],
        ["sample", "0"],
    ],
    ids=" ".join,
)
def test_a_wrong_decision_is_refused_and_nothing_is_kept(call: Call, db: Path, accepted: str, words: list[str]) -> None:
    answer = call("review", *(w.format(claim=accepted) for w in words), "--db", db)
    assert (answer.code, answer.out) == (2, "")
    assert call("review", "list", "--db", db).out == ""


def test_several_decisions_are_kept_together_or_not_at_all(call: Call, db: Path, accepted: str) -> None:
    assert call("review", "reject", accepted, "no-such-claim", "--db", db, *WHO).code == 2
    assert call("review", "list", "--db", db).out == ""


def test_review_needs_a_store(call: Call, tmp_path: Path) -> None:
    answer = call("review", "list", "--db", tmp_path / "none.sqlite")
    assert (answer.code, answer.out) == (1, "")
    assert list(tmp_path.iterdir()) == []


def test_a_report_is_needed_for_its_claims_to_come_back(call: Call, db: Path, accepted: str) -> None:
    call("review", "confirm", accepted, "--db", db, *WHO)
    with open_store(db, create=False) as store:
        report = store.report("port-1")
        assert isinstance(report, Report)
        store.delete_report("port-1")
    assert "port-1" not in {r["id"] for r in call("brief", "--db", db, "--format", "json").json()["reports"]}
    assert call("review", "list", "--db", db).out != ""
