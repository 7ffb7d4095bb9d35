"""Who controls a point on the board: one row a side, tenures that follow each other, plans and denials beside them."""

from datetime import date

from tests.claims import actors, make, make_report, said_by, when
from tests.resolve.test_dossier_invariants import WORLD

from travaux.ontology.claim import AnyClaim, Control
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import ControlEvent, Modality
from travaux.resolve.dossier import build_dossier
from travaux.views.board import make_board
from travaux.views.board_text import board_lines, render_board
from travaux.views.changes import find_changes
from travaux.views.control import ControlRow, say_control

HELD, TAKEN, HANDED, LOST = ControlEvent.HELD, ControlEvent.TAKEN, ControlEvent.HANDED_OVER, ControlEvent.LOST
DAYS = {"r1": "2025-06-10", "r2": "2025-06-20", "r3": "2025-07-30"}


def control(event: ControlEvent, by: str | None, report: str = "r1", start: int = 0, **fields: object) -> Control:
    told = {"facility": "Tumbes crossing", "event": event, "by": actors(by) if by else ()}
    claim: Control = make(Control, report, start, **(told | fields))  # type: ignore[arg-type]
    return claim


def dossier_of(*claims: AnyClaim) -> Dossier:
    return build_dossier([make_report(n, d, outlet=f"The {n}") for n, d in DAYS.items()], claims, WORLD)


def rows(*claims: AnyClaim) -> tuple[ControlRow, ...]:
    (point,) = make_board(dossier_of(*claims), date(2025, 8, 1)).points
    return point.control


def test_each_side_has_a_row_of_its_own() -> None:
    told = rows(control(HELD, "Norway", side="northern"), control(HELD, "Peru", "r1", 40, side="southern"))
    assert [(r.side, r.now.by if r.now else None) for r in told] == [("northern", ("Norway",)), ("southern", ("Peru",))]
    assert say_control(told[0]) == "northern side: Norway by 10 June 2025, says The r1"


def test_tenures_follow_each_other_when_it_changes_hands() -> None:
    (row,) = rows(
        control(HELD, "Norway", when=when("2014/..")),
        control(TAKEN, "Peru", "r2", formerly=actors("Norway"), when=when("2025-06-18")),
        control(HANDED, "Chile", "r3", formerly=actors("Peru")),
    )
    assert [(t.by, t.since, t.until) for t in row.history] == [
        (("Norway",), "2014", "2025-06-18"),
        (("Peru",), "2025-06-18", "2025-07-30"),
        (("Chile",), "2025-07-30", None),
    ]
    assert row.now is not None
    assert row.now.event is HANDED


def test_the_same_holder_told_again_goes_on() -> None:
    (row,) = rows(control(HELD, "Norway"), control(HELD, "Norway", "r3"))
    assert [(t.by, t.since) for t in row.history] == [(("Norway",), "2025-06-10")]
    assert row.last_told == "2025-07-30"


def test_after_a_loss_nobody_is_said_to_hold_it() -> None:
    (row,) = rows(control(HELD, "Norway"), control(LOST, None, "r2", formerly=actors("Norway")))
    assert row.now is not None
    assert row.now.by == ()
    assert "new holder not told" in say_control(row)


def test_a_loss_by_somebody_else_ends_nothing() -> None:
    (row,) = rows(control(HELD, "Norway"), control(LOST, None, "r2", formerly=actors("Peru")))
    assert row.now is not None
    assert row.now.by == ("Norway",)


def test_what_is_planned_changes_nothing() -> None:
    (row,) = rows(control(HELD, "Norway"), control(HANDED, "Peru", "r2", modality=Modality.FUTURE))
    assert row.now is not None
    assert row.now.by == ("Norway",)
    assert [c.by for c in row.planned] == [("Peru",)]
    text = render_board(make_board(dossier_of(control(HANDED, "Peru", modality=Modality.FUTURE))))
    assert "to be handed over to Peru, not told as done" in text


def test_what_is_told_of_the_past_says_nothing_of_today() -> None:
    (row,) = rows(control(HELD, "Norway", when=when("../2020"), modality=Modality.HISTORICAL))
    assert row.now is None
    assert say_control(row) == "control: holder not told for today; told of the past: Norway (until 2020)"


def test_two_holders_in_one_report_by_two_voices_are_a_contradiction() -> None:
    told = dossier_of(
        control(HELD, "Norway", voice=said_by("Ada")), control(HELD, "Peru", "r1", 40, voice=said_by("Bo"))
    )
    (conflict,) = told.contradictions
    assert conflict.about == "control of Tumbes crossing"
    assert {side.by for side in conflict.told} == {("Ada",), ("Bo",)}
    assert dossier_of(control(HELD, "Norway"), control(TAKEN, "Peru", "r2")).contradictions == ()


def test_a_capture_told_and_denied_is_a_contradiction_and_the_denial_moves_nothing() -> None:
    denied = control(TAKEN, "Peru", "r1", 40, voice=said_by("Ada", denied=True))
    told = dossier_of(control(TAKEN, "Peru", voice=said_by("Bo")), denied)
    assert [c.about for c in told.contradictions] == ["control of Tumbes crossing"]
    (row,) = rows(control(HELD, "Norway"), denied)
    assert row.now is not None
    assert row.now.by == ("Norway",)
    assert [c.by for c in row.denied] == [("Peru",)]


def test_a_change_of_hands_is_a_change_and_stands_in_the_board_lines() -> None:
    first = control(HELD, "Norway")
    before, now = dossier_of(first), dossier_of(first, control(TAKEN, "Peru", "r2"))
    assert [c.about for c in find_changes(before, now, date(2025, 6, 15))] == ["control"]
    (line,) = [text for _, text, _ in board_lines(now, "2025-06-21")]
    assert line == "Tumbes crossing: control: Peru, taken by 20 June 2025, says The r2"
