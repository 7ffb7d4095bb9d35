"""The board marks what is to be checked before use, and leaves it out where only what is sure is asked for."""

from datetime import date
from typing import Any

from tests.claims import access, actors, make
from tests.views.test_board import dossier_of, load, term

from travaux.ontology.claim import AccessReport, Control, Incident
from travaux.ontology.vocabulary import AccessState, ConsignmentStage, ControlEvent
from travaux.views.board import Board, make_board
from travaux.views.board_sure import dump_board, keep_sure
from travaux.views.board_text import render_board
from travaux.views.sure import MARK

CLOSED = AccessState.CLOSED


def told(state: AccessState, report: str, confidence: float, start: int = 0, **fields: Any) -> AccessReport:
    return access(state, report, start, confidence=confidence, **fields)


def board_of(*claims: Any) -> Board:
    return make_board(dossier_of(*claims), date(2025, 6, 21))


def lines_of(board: Board, *, sure_only: bool = False) -> list[str]:
    return [line.strip() for line in render_board(board, sure_only=sure_only).splitlines()]


def test_a_state_of_which_no_sure_words_tell_is_marked() -> None:
    unsure = lines_of(board_of(told(CLOSED, "r1", 0.4)))
    assert f"closed by 10 June 2025, says The r1 {MARK}" in unsure
    assert unsure[-1].startswith(f"{MARK} 1 of 1 entries")
    sure = lines_of(board_of(told(CLOSED, "r1", 0.9)))
    assert "closed by 10 June 2025, says The r1" in sure
    assert not any(MARK in line for line in sure)


def test_the_mark_is_that_of_the_state_that_is_shown() -> None:
    lines = lines_of(board_of(told(CLOSED, "r1", 0.9), told(AccessState.OPEN, "r2", 0.4, reopened=True)))
    assert [line.endswith(MARK) for line in lines if line.startswith("reopened")] == [True]


def test_what_is_only_announced_loads_and_incidents_have_marks_of_their_own() -> None:
    board = board_of(
        told(CLOSED, "r1", 0.9),
        told(AccessState.APPROVED, "r1", 0.4, 40, by=actors("Peru")),
        load(ConsignmentStage.MOVED, "r1", 60, confidence=0.4),
        make(Incident, "r1", 80, what="attacked", harmed=actors("Red Cross"), confidence=0.4),
        term(confidence=0.4),
    )
    marked = [line for line in lines_of(board) if line.endswith(MARK)]
    assert [line.split()[0] for line in marked] == ["approved", "moved:", "Red", "agreed:"]


def test_only_what_is_sure() -> None:
    board = board_of(
        told(CLOSED, "r1", 0.4),
        told(CLOSED, "r1", 0.9, 40, facility="Loreto airfield"),
        load(ConsignmentStage.MOVED, "r1", 60, confidence=0.4),
    )
    lines = lines_of(board, sure_only=True)
    assert any(line.startswith("Loreto airfield") for line in lines)
    assert not any("Tumbes" in line or MARK in line for line in lines)
    assert lines[-1].startswith("Left out: 2 of 3 entries")
    assert [p.name for p in keep_sure(board).points] == ["Loreto airfield"]


def test_rows_of_json_say_whether_they_can_be_relied_on() -> None:
    held = make(
        Control, "r1", 40, facility="Tumbes crossing", by=actors("Peru"), event=ControlEvent.HELD, confidence=0.4
    )
    board = board_of(told(CLOSED, "r1", 0.9), held, load(ConsignmentStage.MOVED, "r1", 60, confidence=0.4), term())
    document = dump_board(board)
    (point,) = document["points"]
    assert [lane["trusted"] for lane in point["lanes"]] == [True]
    assert [row["trusted"] for row in point["control"]] == [False]
    assert [row["trusted"] for row in point["moved"]] == [False]
    assert [row["trusted"] for row in document["promises"]] == [True]
    assert point["item"]["trusted"] is True
