"""One meeting told in several reports, in several ways, before and after it took place."""

import pytest
from tests.claims import actors, make_report, meeting, when

from travaux.ontology.claim import ActorRef, MeetingMention
from travaux.ontology.dossier import MeetingItem
from travaux.ontology.vocabulary import ActorKind, MeetingStatus
from travaux.packs.load import load_world
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier

HELD, PLANNED, CANCELLED = MeetingStatus.HELD, MeetingStatus.PLANNED, MeetingStatus.CANCELLED
REPORTS = [make_report(f"r{n}", f"2025-06-{n:02}") for n in range(1, 29)]


def build(*claims: MeetingMention) -> tuple[MeetingItem, ...]:
    return build_dossier(REPORTS, claims, World()).meetings


def envoy(name: str, country: str) -> ActorRef:
    return ActorRef(name=name, kind=ActorKind.PERSON, country=country, by="name")


def test_a_planned_meeting_becomes_the_one_that_was_held() -> None:
    plan = meeting(PLANNED, "r1", when=when("2025-06-05"), place="Oslo")
    told = meeting(HELD, "r6", when=when("2025-06-05"), place="Oslo")
    (item,) = build(plan, told)
    assert item.status is HELD
    assert [(h.status, h.day, h.evidence[0].report) for h in item.history] == [
        (PLANNED, "2025-06-01", "r1"),
        (HELD, "2025-06-06", "r6"),
    ]


def test_a_planned_meeting_may_be_cancelled() -> None:
    plan = meeting(PLANNED, "r1", when=when("2025-06-05"), place="Oslo")
    (item,) = build(plan, meeting(CANCELLED, "r4", when=when("2025-06-05"), place="Oslo"))
    assert item.status is CANCELLED


def test_what_was_held_is_not_planned_again() -> None:
    held = meeting(HELD, "r1", when=when("2025-06-01"), place="Oslo")
    assert len(build(held, meeting(PLANNED, "r2", when=when("2025-06-01"), place="Oslo"))) == 2


@pytest.mark.parametrize("day", ["2025-06-09", "2025-06-20"])
def test_a_plan_for_another_day_stays_a_plan(day: str) -> None:
    plan = meeting(PLANNED, "r1", when=when("2025-06-05"), place="Oslo")
    held = meeting(HELD, "r21", when=when(day), place="Oslo")
    assert [m.status for m in build(plan, held)] == [PLANNED, HELD]


def test_calls_of_one_person_on_one_day_are_as_many_as_those_called() -> None:
    quist, bram, tey = envoy("Ada Quist", "Norway"), envoy("Olu Bram", "Peru"), envoy("Ine Tey", "Chile")
    calls = [
        meeting(HELD, "r3", 0, participants=(quist, bram), when=when("2025-06-03")),
        meeting(HELD, "r3", 40, participants=(quist, tey), when=when("2025-06-03")),
        meeting(HELD, "r4", 0, participants=(quist, bram), when=when("2025-06-03")),
    ]
    assert [len(m.evidence) for m in build(*calls)] == [2, 1]


def test_another_person_of_the_same_state_is_at_another_meeting() -> None:
    bram = envoy("Olu Bram", "Peru")
    one = meeting(HELD, "r3", participants=(envoy("Ada Quist", "Norway"), bram), when=when("2025-06-03"))
    two = meeting(HELD, "r4", participants=(envoy("Liv Sund", "Norway"), bram), when=when("2025-06-03"))
    assert len(build(one, two)) == 2


def test_states_and_their_envoys_are_at_one_meeting() -> None:
    people = meeting(
        HELD, "r3", participants=(envoy("Ada Quist", "Norway"), envoy("Olu Bram", "Peru")), when=when("2025-06-03")
    )
    states = meeting(HELD, "r4", participants=actors("Norway", "Peru"), when=when("2025-06-03"))
    assert len(build(people, states)) == 1


def test_meetings_weeks_apart_without_a_day_are_two() -> None:
    assert len(build(meeting(HELD, "r1", place="Oslo"), meeting(HELD, "r20", place="Oslo"))) == 2
    assert len(build(meeting(HELD, "r1", place="Oslo"), meeting(HELD, "r3", place="Oslo"))) == 1


def test_talks_told_from_both_sides_of_one_table_are_one() -> None:
    north = meeting(HELD, "r3", 0, participants=actors("Norway"), place="Oslo", when=when("2025-06-03"))
    south = meeting(HELD, "r3", 40, participants=actors("Peru"), place="Oslo")
    (item,) = build(north, south)
    assert {p.name for p in item.participants} == {"Norway", "Peru"}


def test_rounds_are_kept_apart() -> None:
    one = meeting(HELD, "r3", when=when("2025-06-03"), place="Oslo", round=1)
    two = meeting(HELD, "r4", when=when("2025-06-03"), place="Oslo", round=2)
    assert len(build(one, two)) == 2


@pytest.mark.parametrize(("stranger", "number"), [("Sudan", 1), ("Chile", 2)])
def test_a_report_may_name_the_state_for_its_army(stranger: str, number: int) -> None:
    sides = ("Sudanese Armed Forces", "Norway", "Peru")
    told = meeting(HELD, "r3", participants=actors(*sides), when=when("2025-06-03"), place="Oslo")
    other = meeting(HELD, "r4", participants=actors("Norway", "Peru", stranger), place="Oslo")
    assert len(build_dossier(REPORTS, [told, other], load_world()).meetings) == number


@pytest.mark.parametrize(
    ("quote", "words", "kept"),
    [
        ("Norway and Peru met to revive the 2015 fishing accord", "2015", False),
        ("Norway and Peru met on the agreement signed in 2015", "in 2015", False),
        ("Norway and Peru met in Lima in 2015", "in 2015", True),
    ],
)
def test_the_year_of_a_deal_is_no_time_of_a_meeting(quote: str, words: str, kept: bool) -> None:
    told = meeting(quote=quote, when=when("2015", words))
    (found,) = build_dossier([make_report("r1", text=quote)], [told], World()).meetings
    assert (found.when is not None) is kept
