"""The board of access: one state a day and lane, what is announced apart, what moved apart, and promises beside facts."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims import access, actors, make, make_report, said_by, when
from tests.resolve.test_dossier_invariants import WORLD, build

from travaux.ontology.claim import AccessReport, AnyClaim, Consignment, Constraint, Count, Term
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import (
    AccessState,
    Basis,
    ConsignmentStage,
    ConstraintType,
    Issue,
    Modality,
    TermStatus,
)
from travaux.resolve.dossier import build_dossier
from travaux.views.board import ANNOUNCED, GONE_THROUGH, PASSABLE, SHUT, Lane, make_board
from travaux.views.board_text import board_lines, render_board, say_lane
from travaux.views.promises import Verdict

OPEN, CLOSED = AccessState.OPEN, AccessState.CLOSED
DAYS = {"r1": "2025-06-10", "r2": "2025-06-20", "r3": "2025-07-30"}


def dossier_of(*claims: AnyClaim) -> Dossier:
    """A dossier of three reports of their own days."""
    return build_dossier([make_report(n, d, outlet=f"The {n}") for n, d in DAYS.items()], claims, WORLD)


def lanes(*claims: AnyClaim, as_of: str = "2025-06-21", quiet_after: int = 14) -> tuple[Lane, ...]:
    board = make_board(dossier_of(*claims), date.fromisoformat(as_of), quiet_after)
    return board.points[0].lanes


def load(stage: ConsignmentStage, report: str = "r1", start: int = 0, **fields: object) -> Consignment:
    told = {"cargo": "flour", "amount": 12.0, "unit": "trucks", "stage": stage, "point": "Tumbes crossing"}
    claim: Consignment = make(Consignment, report, start, **(told | fields))  # type: ignore[arg-type]
    return claim


def term(quantity: float | None = 100.0, report: str = "r1", **fields: object) -> Term:
    told = {"issue": Issue.HUMANITARIAN_ACCESS, "content": "100 trucks a day", "quantity": quantity, "unit": "trucks"}
    claim: Term = make(Term, report, 0, **(told | {"status": TermStatus.AGREED} | fields))  # type: ignore[arg-type]
    return claim


def rate(value: float, report: str = "r2", start: int = 40, modality: Modality = Modality.ASSERTED) -> Count:
    claim: Count = make(
        Count, report, start, what="trucks", value=value, unit="trucks/day", per="day", modality=modality
    )
    return claim


def test_the_latest_state_is_todays_with_the_change_before_it() -> None:
    (lane,) = lanes(access(CLOSED), access(OPEN, "r2", reopened=True, basis=Basis.OBSERVED))
    assert (lane.state, lane.since, lane.known, lane.said_by) == (OPEN, "2025-06-20", Basis.OBSERVED, ("The r2",))
    assert lane.change is not None
    assert [(p.state, p.since, p.until) for p in lane.change] == [
        (CLOSED, "2025-06-10", "2025-06-20"),
        (OPEN, "2025-06-20", None),
    ]


def test_directions_and_purposes_have_states_of_their_own() -> None:
    told = {
        (lane.direction, lane.purpose): lane.state
        for lane in lanes(
            access(OPEN, direction="in", purpose=("aid",)),
            access(CLOSED, "r1", 40, direction="out", purpose=("people",)),
        )
    }
    assert told == {("in", ("aid",)): OPEN, ("out", ("people",)): CLOSED}


def test_a_later_state_of_the_whole_point_is_that_of_each_way() -> None:
    rows = lanes(access(OPEN, direction="in", purpose=("aid",)), access(CLOSED, "r2"))
    assert {lane.state for lane in rows} == {CLOSED}


def test_a_whole_point_overtaken_by_one_way_is_told_in_its_history() -> None:
    (lane,) = lanes(access(AccessState.DESTROYED), access(OPEN, "r2", purpose=("aid",)))
    assert [p.state for p in lane.history] == [AccessState.DESTROYED, OPEN]


@pytest.mark.parametrize("state", [AccessState.PLANNED, AccessState.APPROVED])
def test_what_is_only_announced_opens_nothing(state: AccessState) -> None:
    (lane,) = lanes(access(CLOSED), access(state, "r2"))
    assert (lane.state, [s.state for s in lane.announced]) == (CLOSED, [state])


def test_an_announcement_that_came_true_is_gone() -> None:
    (lane,) = lanes(access(AccessState.PLANNED), access(OPEN, "r2"))
    assert (lane.state, lane.announced) == (OPEN, ())


def test_plans_alone_leave_the_state_unknown() -> None:
    (lane,) = lanes(access(AccessState.PLANNED))
    assert (lane.state, lane.last_state, say_lane(lane)) == (AccessState.UNKNOWN, None, "state unknown")


def test_a_state_nobody_tells_any_more_is_unknown_since_the_last_report() -> None:
    (quiet,) = lanes(access(OPEN), as_of="2025-06-25")
    assert (quiet.state, quiet.since, quiet.last_state) == (AccessState.UNKNOWN, "2025-06-10", OPEN)
    assert say_lane(quiet) == "unknown since 10 June 2025; told last: open (by 10 June 2025)"
    (known,) = lanes(access(OPEN), as_of="2025-06-25", quiet_after=15)
    assert known.state is OPEN


def test_a_load_that_moved_through_keeps_a_state_known() -> None:
    (lane,) = lanes(access(OPEN), load(ConsignmentStage.MOVED, "r2"), as_of="2025-06-25")
    assert (lane.state, lane.last_told) == (OPEN, "2025-06-20")


def test_two_voices_of_one_day_are_marked_and_recorded() -> None:
    claims = (
        access(CLOSED, when=when("2025-06-09"), voice=said_by("Holm")),
        access(OPEN, "r1", 40, when=when("2025-06-09"), voice=said_by("Lie")),
    )
    (lane,) = lanes(*claims, as_of="2025-06-10")
    assert all(p.contested for p in lane.history)
    assert "also told otherwise" in say_lane(lane)
    assert len(dossier_of(*claims).contradictions) == 1


def test_only_what_moved_or_came_counts_as_moved() -> None:
    board = make_board(dossier_of(*(load(stage, "r1", 10 * n) for n, stage in enumerate(ConsignmentStage))))
    (point,) = board.points
    assert {c.stage for c in point.moved} == GONE_THROUGH
    assert {c.stage for c in point.not_moved} == set(ConsignmentStage) - GONE_THROUGH


def test_a_promise_is_set_beside_the_rate_told_later() -> None:
    (promise,) = make_board(dossier_of(term(), rate(100, "r1", 0, Modality.FUTURE), rate(30))).promises
    assert (promise.quantity, promise.per, promise.verdict) == (100.0, "day", Verdict.BELOW)
    assert [(f.value, f.per, f.day, f.said_by) for f in promise.facts] == [(30, "day", "2025-06-20", ("The r2",))]


@pytest.mark.parametrize(
    ("value", "qualifier", "verdict"),
    [
        (95, None, Verdict.CONSISTENT),
        (130, None, Verdict.ABOVE),
        (130, "at least", Verdict.CONSISTENT),
        (60, "up to", Verdict.CONSISTENT),
        (60, "at least", Verdict.BELOW),
    ],
)
def test_the_verdict_knows_at_least_and_at_most(value: float, qualifier: str | None, verdict: Verdict) -> None:
    (promise,) = make_board(dossier_of(term(qualifier=qualifier), rate(value))).promises
    assert promise.verdict is verdict


def test_rates_of_old_times_and_needs_are_no_facts() -> None:
    claims = (term(), rate(500, modality=Modality.HISTORICAL), rate(90, "r2", 20, Modality.FUTURE))
    (promise,) = make_board(dossier_of(*claims)).promises
    assert (promise.facts, promise.verdict) == ((), Verdict.NOT_OBSERVED)


def test_what_moved_before_the_promise_is_no_fact_of_it() -> None:
    (promise,) = make_board(dossier_of(term(report="r2"), rate(30, "r1"))).promises
    assert promise.facts == ()


def test_a_demand_is_no_promise() -> None:
    assert make_board(dossier_of(term(status=TermStatus.DEMANDED))).promises == ()


def test_the_board_in_words_keeps_plan_and_fact_apart() -> None:
    text = render_board(
        make_board(
            dossier_of(
                access(CLOSED, basis=Basis.OBSERVED),
                access(AccessState.APPROVED, "r1", 40, by=actors("Peru")),
                load(ConsignmentStage.APPROVED, "r1", 60),
                term(),
                rate(30),
            ),
            date(2025, 6, 20),
        )
    )
    assert text.startswith("Access as of 20 June 2025\n")
    assert "  closed by 10 June 2025, told as seen by The r1\n" in text
    assert "    approved by Peru, not told as done" in text
    assert "  approved: 12 trucks (flour), not told as moved" in text
    assert (
        "(100 trucks), according to The r1: below\n  reported rate: 30 trucks a day, 20 June 2025, according to The r2, below"
        in text
    )


def test_an_empty_board_says_so() -> None:
    assert "nothing of access" in render_board(make_board(build()))


def test_the_brief_has_a_line_for_each_point() -> None:
    rows = list(board_lines(dossier_of(access(CLOSED), load(ConsignmentStage.MOVED, "r2")), "2025-06-21"))
    assert [(text, indent) for _, text, indent in rows] == [
        ("Tumbes crossing: closed by 10 June 2025, says The r1", 0),
        ("Moved: 12 trucks (flour)", 1),
    ]


def test_constraints_of_one_place_are_one() -> None:
    rows = [make(Constraint, r, type=ConstraintType.MINES, place="Putre") for r in ("r1", "r2")]
    (item,) = dossier_of(*rows).constraints
    assert (item.type, item.place, len(item.evidence)) == (ConstraintType.MINES, "Putre", 2)


STATES = st.sampled_from(list(AccessState))
TIMES = st.sampled_from([None, when("2025-06-09"), when("2025-06-10"), when("2025-06"), when("2025-06-01/2025-06-12")])
VOICES = st.sampled_from([said_by("Holm"), said_by("Lie")])


@st.composite
def a_state(draw: st.DrawFn) -> AccessReport:
    return access(
        draw(STATES),
        draw(st.sampled_from(list(DAYS))),
        draw(st.integers(0, 12)) * 10,
        when=draw(TIMES),
        direction=draw(st.sampled_from([None, "in", "out"])),
        purpose=draw(st.sampled_from([(), ("aid",), ("people",), ("aid", "fuel")])),
        voice=draw(VOICES),
        reopened=draw(st.booleans()),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(a_state(), min_size=1, max_size=8, unique_by=lambda c: (c.report, c.span)))
def test_open_and_closed_overlap_only_where_it_is_marked(claims: list[AccessReport]) -> None:
    """Of one lane no two periods overlap, and a point told open and shut for one day says so on both periods."""
    for lane in lanes(*claims):
        for before, after in zip(lane.history, lane.history[1:], strict=False):
            assert before.until == after.since
            both = {before.state, after.state}
            if before.since == after.since and both & PASSABLE and both & SHUT:
                assert after.status in before.contested
                assert before.status in after.contested


@settings(max_examples=150, deadline=None)
@given(st.lists(a_state(), min_size=1, max_size=8, unique_by=lambda c: (c.report, c.span)), st.integers(1, 60))
def test_no_announcement_is_a_state(claims: list[AccessReport], quiet_after: int) -> None:
    for lane in lanes(*claims, quiet_after=quiet_after):
        assert lane.state not in ANNOUNCED
        assert not {p.state for p in lane.history} & ANNOUNCED
        assert {s.state for s in lane.announced} <= ANNOUNCED
        told = {c.state for c in claims} - ANNOUNCED
        assert lane.state in {*told, AccessState.UNKNOWN}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(list(ConsignmentStage)), st.integers(0, 12)), max_size=8, unique_by=lambda t: t[1]
    )
)
def test_announced_never_counts_as_moved(rows: list[tuple[ConsignmentStage, int]]) -> None:
    board = make_board(dossier_of(*(load(stage, "r1", 10 * n) for stage, n in rows)))
    moved = [c for point in board.points for c in point.moved]
    assert len(moved) == sum(stage in GONE_THROUGH for stage, _ in rows)
    assert all(f.item.stage in GONE_THROUGH for p in board.promises for f in p.facts if hasattr(f.item, "stage"))


def test_a_state_told_of_the_past_alone_says_nothing_of_today() -> None:
    dossier = dossier_of(access(CLOSED, modality=Modality.HISTORICAL))
    (lane,) = make_board(dossier).points[0].lanes
    assert (lane.state, lane.last_state, lane.since) == (AccessState.UNKNOWN, CLOSED, None)
    assert say_lane(lane) == "not told for today; told of the past: closed"
    assert list(board_lines(dossier)) == []


def test_a_plan_does_not_make_an_old_state_fresh() -> None:
    (lane,) = lanes(
        access(OPEN),
        access(AccessState.PLANNED, "r3", 40, modality=Modality.FUTURE),
        as_of="2025-07-31",
    )
    assert (lane.state, lane.last_told) == (AccessState.UNKNOWN, "2025-06-10")
