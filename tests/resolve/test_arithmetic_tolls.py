"""Two figures of one event, and a meeting both held and still to come, are shown as conflicts."""

from typing import Any

import pytest
from tests.claims import make, make_report, meeting, said_by, when

from travaux.ontology.claim import AnyClaim, Count, Voice
from travaux.ontology.dossier import Contradiction
from travaux.ontology.vocabulary import MeetingStatus, SpeakerKind
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier

REPORTS = [make_report("r1", "2025-06-10"), make_report("r2", "2025-06-11")]
ARMY, CLINIC = said_by("the army", SpeakerKind.ORGANISATION), said_by("the clinic", SpeakerKind.ORGANISATION)


def conflicts(*claims: AnyClaim) -> tuple[Contradiction, ...]:
    return build_dossier(REPORTS, claims, World()).contradictions


def toll(value: float, voice: Voice, start: int, report: str = "r1", **fields: Any) -> Count:
    claim: Count = make(
        Count,
        report,
        start,
        value=value,
        voice=voice,
        **{"what": "people killed", "quote": f"{value:g} people were killed", **fields},
    )
    return claim


def test_two_voices_with_two_tolls_are_a_conflict() -> None:
    (found,) = conflicts(toll(12, ARMY, 0), toll(20, CLINIC, 80))
    assert {e.speaker for e in found.evidence} == {"the army", "the clinic"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (toll(12, ARMY, 0), toll(20, ARMY, 80)),
        (toll(12, ARMY, 0), toll(12, CLINIC, 80)),
        (toll(12, ARMY, 0, qualifier="at least"), toll(20, CLINIC, 80)),
        (toll(19, ARMY, 0, qualifier="about"), toll(20, CLINIC, 80)),
        (toll(12, ARMY, 0), toll(20, CLINIC, 80, report="r2")),
        (toll(12, ARMY, 0), toll(20, CLINIC, 900)),
        (toll(12, ARMY, 0, place="Cusco"), toll(20, CLINIC, 80, place="Puno")),
        (toll(12, ARMY, 0), toll(20, CLINIC, 80, quote="another 20 people were killed")),
    ],
    ids=["one voice", "one figure", "at least", "about", "two reports", "far apart", "two places", "on top"],
)
def test_figures_that_can_both_hold_are_none(first: Count, second: Count) -> None:
    assert conflicts(first, second) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"what": "rebels dead", "unit": "rebels"}, {"what": "fighters killed", "unit": "fighters"}),
        ({"what": "people dead", "unit": "people"}, {"what": "people killed", "unit": "people"}),
        (
            {"what": "people killed", "unit": "people", "place": "Puno"},
            {"what": "civilians killed", "unit": "civilians", "place": "Puno"},
        ),
    ],
    ids=["fighters", "dead and killed", "more of a kind than in all"],
)
def test_tolls_in_other_words_are_a_conflict(first: dict[str, str], second: dict[str, str]) -> None:
    (found,) = conflicts(toll(12, ARMY, 0, **first), toll(30, CLINIC, 80, **second))
    assert found.about == f"{first['what']}: 12, and {second['what']}: 30"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            toll(12, ARMY, 0, what="soldiers killed", unit="soldiers"),
            toll(30, CLINIC, 80, what="rebels dead", unit="rebels"),
        ),
        (
            toll(30, ARMY, 0, what="people killed", unit="people", place="Puno"),
            toll(12, CLINIC, 80, what="civilians killed", unit="civilians", place="Puno"),
        ),
        (
            toll(12, ARMY, 0, what="people killed", unit="people"),
            toll(30, CLINIC, 80, what="people wounded", unit="people", quote="30 people were wounded"),
        ),
        (
            toll(12, ARMY, 0, what="people killed", unit="people"),
            toll(1300, CLINIC, 80, what="people dead", unit="people"),
        ),
        (
            toll(12, ARMY, 0, what="rebels dead", unit="rebels"),
            toll(30, CLINIC, 300, what="fighters killed", unit="fighters"),
        ),
    ],
    ids=["whose", "a part of all", "dead and wounded", "of another war", "in another passage"],
)
def test_tolls_of_other_things_are_none(first: Count, second: Count) -> None:
    assert conflicts(first, second) == ()


def in_sentence(value: float, voice: Voice, start: int, sentence: str) -> Count:
    return toll(value, voice, start, sentence=sentence)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "More than 12 people were killed at the fish market since June, the army says.",
            "In the morning 20 people were killed.",
        ),
        ("12 people were killed on a quay in Callao.", "20 people were killed in the northern Tumbes region."),
        ("12 people were killed on a quay.", "The clinic also said that 20 people were killed by a second shell."),
    ],
    ids=["runs on", "two places", "another event"],
)
def test_figures_whose_sentences_tell_of_two_events_are_none(first: str, second: str) -> None:
    assert conflicts(in_sentence(12, ARMY, 0, first), in_sentence(20, CLINIC, 80, second)) == ()


def test_figures_whose_sentences_tell_of_one_place_are_a_conflict() -> None:
    first, second = (
        "The army said 12 people were killed in Callao.",
        "In Callao, 20 people were killed, the clinic said.",
    )
    assert len(conflicts(in_sentence(12, ARMY, 0, first), in_sentence(20, CLINIC, 80, second))) == 1


def test_a_meeting_held_and_due_is_a_conflict() -> None:
    held = meeting(MeetingStatus.HELD, start=0, place="Lima", when=when("2025-06-09"))
    due = meeting(
        MeetingStatus.PLANNED, start=60, quote="the Lima meeting is due tomorrow", place="Lima", when=when("2025-06-11")
    )
    (found,) = conflicts(held, due)
    assert found.about.endswith("held, and still to come")


@pytest.mark.parametrize(
    ("quote", "day"),
    [
        ("the next meeting is due tomorrow", "2025-06-11"),
        ("preparations for the possible summit", "2025-06-11"),
        ("the meeting was due on Monday", "2025-06-09"),
    ],
    ids=["next", "possible", "carried out"],
)
def test_a_meeting_to_come_beside_one_held_is_none(quote: str, day: str) -> None:
    held = meeting(MeetingStatus.HELD, start=0, place="Lima", when=when("2025-06-09"))
    due = meeting(MeetingStatus.PLANNED, start=60, quote=quote, place="Lima", when=when(day))
    assert conflicts(held, due) == ()
