"""The timeline: deeds, meetings and texts in the order of their time."""

from dataclasses import replace

import pytest
from tests.claims import actors, make, make_report, meeting, move, one_of_each, said_by, when

from travaux.ontology.claim import AnyClaim, Incident, Instrument
from travaux.ontology.vocabulary import Act, MeetingStatus, Modality
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.timeline import TALK, Event, find_history_end, first_day, last_day, make_timeline, process_first


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


@pytest.mark.parametrize(
    "quote",
    [
        "once Norway has agreed to the lake truce",
        "Norway agreed to resume the talks on a truce",
        "Norway would agree to the truce on the lake",
    ],
)
@pytest.mark.parametrize("act", [Act.AGREE, Act.ACCEPT])
def test_what_is_hoped_for_or_only_a_step_of_talks_is_no_event(act: Act, quote: str) -> None:
    assert build(move(act, quote=quote)) == []
    assert build(move(act, quote="Norway agreed to the lake truce"))


def test_what_is_only_denied_is_no_event() -> None:
    assert build(move(Act.ATTACK, voice=said_by("Holm", denied=True))) == []


def test_what_is_told_in_the_same_words_stands_once_with_all_that_tells_it() -> None:
    rows = build(
        *(
            make(Incident, report, 0, harmed=actors("a convoy"), what="was hit", when=when("2025-06-09"))
            for report in ("r1", "r2")
        )
    )
    (event,) = rows
    assert {e.report for e in event.evidence} == {"r1", "r2"}
    assert event.item.evidence == event.evidence


def test_a_sure_event_is_told_in_its_own_words_and_an_unsure_one_by_all_that_was_found() -> None:
    told = move(Act.ATTACK, recipients=actors("Peru"), quote="Norway shelled the harbour town", confidence=0.95)
    (sure,) = build(told)
    assert (sure.trusted, sure.text) == (True, "Norway attacked: “Norway shelled the harbour town”")
    (unsure,) = build(replace(told, confidence=0.5))
    assert (unsure.trusted, unsure.text) == (False, "Norway attacked Peru")


def test_the_time_of_a_meeting_stands_before_it_and_not_in_it_too() -> None:
    claim = meeting(MeetingStatus.HELD, when=when("2025-06-09"), agenda="the port of Callao")
    (event,) = build(claim)
    assert (event.when, event.text) == ("9 June 2025", "Norway and Peru met; agenda: “the port of Callao”")


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


def test_what_lies_long_before_the_first_report_is_history_and_comes_last() -> None:
    rows = build(
        move(Act.ATTACK, "r1", actors=actors("Peru"), when=when("1995")),
        move(Act.ATTACK, "r2", actors=actors("Norway"), when=when("2025-06-11")),
        move(Act.ATTACK, "r2", 40, actors=actors("Kenya"), when=when("2024-09")),
    )
    assert [(e.day, e.history, e.time) for e in rows] == [
        ("1995", True, "1995 (history)"),
        ("2024-09", False, "September 2024"),
        ("2025-06-11", False, "11 June 2025"),
    ]
    assert rows[0].when == "1995"
    assert [e.day for e in process_first(rows)] == ["2024-09", "2025-06-11", "1995"]


def test_from_its_end_the_timeline_has_history_last_though_the_rest_began_before_it() -> None:
    rows = build(
        move(Act.ATTACK, "r1", actors=actors("Peru"), when=when("1995")),
        move(Act.ATTACK, "r2", actors=actors("Kenya"), when=when("1990/2025-06-11")),
    )
    assert [e.day for e in reversed(rows)] == ["1990", "1995"]
    assert [e.day for e in process_first(rows)] == ["1990", "1995"]


@pytest.mark.parametrize(
    ("day", "end"), [("0001-01-01", ""), ("0001-12-31", ""), ("0002-01-01", "0001-01-01"), (None, "")]
)
def test_nothing_is_history_before_the_first_days_there_are(day: str | None, end: str) -> None:
    assert find_history_end(build_dossier([make_report("r1", day)], [], World())) == end


def test_what_is_told_of_the_past_alone_did_not_happen_when_it_was_reported() -> None:
    (row,) = build(move(Act.ATTACK, "r1", actors=actors("Peru"), modality=Modality.HISTORICAL))
    assert row.when == "earlier, reported 10 June 2025"
