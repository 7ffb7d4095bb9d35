"""`travaux access`: the board, from files and from a store, in its three formats."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, find_evidence, read_texts
from tests.cli.negotiations import json_line

pytestmark = pytest.mark.model
GATES = (
    json_line(
        id="gate-1",
        outlet="Delta Post",
        published="2024-05-02",
        text=(
            "Soldiers closed the Torkham crossing on Wednesday. The provincial council has approved the opening of the"
            " port of Gwadar to relief ships. Under the accord, 90 lorries a day would enter Kunar.\n"
        ),
    ),
    json_line(
        id="gate-2",
        outlet="Hill Gazette",
        published="2024-05-09",
        text=(
            "The Torkham crossing reopened on Wednesday. Forty lorries of wheat crossed into Kunar through the Torkham"
            " crossing that day. In all 30 lorries a day have entered Kunar this week.\n"
        ),
    ),
)


@pytest.fixture
def gates(tmp_path: Path) -> Path:
    folder = tmp_path / "gates"
    folder.mkdir()
    (folder / "gates.jsonl").write_text("".join(GATES), encoding="utf-8")
    return folder


def test_the_board_tells_state_change_and_what_moved(call: Call, gates: Path) -> None:
    answer = call("access", gates)
    assert answer.code == 0
    assert answer.out.startswith("Access as of 9 May 2024\n")
    assert "reopened since 8 May 2024" in answer.out
    assert "last change: closed (1 May 2024) → open (8 May 2024)" in answer.out
    assert "moved: 40 lorries (wheat)" in answer.out
    assert "approved, not told as done" in answer.out or "approved by" in answer.out


def test_as_of_a_day_knows_nothing_later(call: Call, gates: Path) -> None:
    out = call("access", gates, "--as-of", "2024-05-03").out
    assert "closed since 1 May 2024" in out
    assert "reopened" not in out


def test_a_state_becomes_unknown_when_nobody_tells_it(call: Call, gates: Path) -> None:
    assert "unknown since 9 May 2024; told last: open" in call("access", gates, "--as-of", "2024-06-30").out
    assert "unknown since" not in call("access", gates, "--as-of", "2024-06-30", "--quiet-after", "90").out


def test_promise_and_fact_stand_side_by_side(call: Call, gates: Path) -> None:
    (promise,) = call("access", gates, "--format", "json").json()["promises"]
    assert (promise["quantity"], promise["verdict"]) == (90, "below")
    facts = [(f["value"], f["per"], f["day"], f["said_by"]) for f in promise["facts"]]
    assert facts == [(40, None, "2024-05-08", ["Hill Gazette"]), (30, "day", "2024-05-09", ["Hill Gazette"])]


def test_json_is_grounded_and_jsonl_has_the_same_points(call: Call, gates: Path) -> None:
    document = call("access", gates, "--format", "json").json()
    texts = read_texts(gates)
    evidence = find_evidence(document)
    assert evidence
    assert all(texts[e["report"]][e["start"] : e["end"]] == e["quote"] for e in evidence)
    lines = call("access", gates, "--format", "jsonl").lines()
    assert [line["name"] for line in lines] == [p["name"] for p in document["points"]]


def test_a_store_gives_the_same_board(call: Call, gates: Path, tmp_path: Path) -> None:
    db = tmp_path / "talks.sqlite"
    call("ingest", gates, "--db", db)
    assert call("access", "--db", db).out == call("access", gates).out


@pytest.mark.parametrize("days", ["0", "-3", "soon"])
def test_a_number_of_days_that_is_none_is_wrong_usage(call: Call, gates: Path, days: str) -> None:
    assert call("access", gates, "--quiet-after", days).code == 2
