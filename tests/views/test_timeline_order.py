"""The timeline: deeds, meetings and texts in the order of their time."""

import pytest
from tests.claims import actors, make, make_report, meeting, move, one_of_each, when

from travaux.ontology.claim import AnyClaim, Instrument
from travaux.ontology.vocabulary import Act, MeetingStatus, Modality
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.timeline import TALK, Event, first_day, last_day, make_timeline


def build(*claims: AnyClaim) -> list[Event]:
    days = {"r1": "2025-06-10", "r2": "2025-06-12", "r3": None}
    return make_timeline(build_dossier([make_report(n, d) for n, d in days.items()], claims, World()))


def test_events_come_in_the_order_of_their_days_and_unknown_days_last() -> None:
    rows = build(
        move(Act.ATTACK, "r3", actors=actors("Chile")),
        move(Act.ATTACK, "r2", actors=actors("Norway")),
        meeting(MeetingStatus.HELD, "r1", when=when("2025-06-11")),
        make(Instrument, "r1", 40, label="lake accord", action="signed", when=when("2025-05")),
    )
    assert [(e.kind, e.day, e.dated) for e in rows] == [
        ("instrument", "2025-05", True),
        ("meeting", "2025-06-11", True),
        ("move", "2025-06-12", False),
        ("move", "", False),
    ]
    assert [e.when for e in rows] == ["May 2025", "11 June 2025", "reported 12 June 2025", "time not told"]


@pytest.mark.parametrize("act", sorted(TALK))
def test_what_is_only_said_is_no_event(act: Act) -> None:
    assert build(move(act)) == []


@pytest.mark.parametrize("modality", [Modality.FUTURE, Modality.HYPOTHETICAL, Modality.NEGATION])
def test_what_was_not_done_is_no_event(modality: Modality) -> None:
    assert build(move(Act.ATTACK, modality=modality)) == []
    assert build(meeting(MeetingStatus.PLANNED)) == []


def test_a_meeting_stands_once_though_moves_tell_it_too() -> None:
    rows = build(move(Act.MEET, recipients=actors("Peru")), meeting(MeetingStatus.HELD))
    assert [e.kind for e in rows] == ["meeting"]


def test_every_event_has_evidence_and_a_sentence() -> None:
    for event in build(*one_of_each()):
        assert event.item.evidence
        assert event.text == event.text.strip() != ""


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2025-06-01/2025-06-03", "2025-06-01", "2025-06-03"),
        ("../2025-06", "2025-06", "2025-06"),
        ("2025-06~", "2025-06", "2025-06"),
        (None, "", ""),
    ],
)
def test_the_days_of_a_time(edtf: str | None, first: str, last: str) -> None:
    assert (first_day(when(edtf)), last_day(when(edtf))) == (first, last)
