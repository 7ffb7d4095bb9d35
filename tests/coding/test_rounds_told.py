"""Rounds of talks, meetings that a verb sets for a day, what they are about and what came of them."""

from datetime import date

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.coding.rounds import read_round
from travaux.ontology.claim import MeetingMention
from travaux.ontology.vocabulary import MeetingStatus

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("the second round of talks", 2),
        ("the 7th cycle", 7),
        ("met for the third time", 3),
        ("the third time that it rained", None),
        ("a round table", None),
    ],
)
def test_the_number_of_a_round(words: str, number: int | None) -> None:
    assert read_round(words) == number


def meetings(coder: Coder, text: str) -> list[MeetingMention]:
    return of_kind(code(coder, text), MeetingMention)


def test_delegations_are_those_who_head_them(coder: Coder) -> None:
    text = (
        "The delegations, led by Armenian Foreign Minister Ararat Mirzoyan and Azerbaijani Foreign Minister Jeyhun Bayramov, met"
        " for the second time in Almaty on Tuesday. They are due to meet again on 20 June."
    )
    first, second = meetings(coder, text)
    assert {p.name for p in first.participants} == {"Ararat Mirzoyan", "Jeyhun Bayramov"}
    assert first.status is MeetingStatus.HELD
    assert {h.name for h in first.heads} == {"Ararat Mirzoyan", "Jeyhun Bayramov"}
    assert second.status is MeetingStatus.PLANNED
    assert {p.name for p in second.participants} == {p.name for p in first.participants}
    assert second.when is not None
    assert second.when.edtf == "2025-06-20"


def test_a_round_that_is_set_for_a_day_is_planned(coder: Coder) -> None:
    text = (
        "Envoys of the Colombian government and the ELN held a fifth round of talks in Caracas. The sixth round is scheduled to"
        " open on 30 June in Havana. The agenda includes humanitarian corridors."
    )
    held, planned = meetings(coder, text)
    assert (held.status, held.round) == (MeetingStatus.HELD, 5)
    assert (planned.status, planned.round, planned.place) == (MeetingStatus.PLANNED, 6, "Havana")
    assert planned.when is not None
    assert planned.when.edtf == "2025-06-30"
    assert planned.agenda == "humanitarian corridors"


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile fought over the line. The second round of voting will take place on Sunday in Lima.",
        "Peru and Chile are at odds. Will the next round open on Sunday?",
    ],
)
def test_other_rounds_and_questions_are_no_meetings(coder: Coder, text: str) -> None:
    assert meetings(coder, text) == []


def test_a_meeting_that_is_put_off_is_the_one_just_told(coder: Coder) -> None:
    text = "Ararat Mirzoyan and Jeyhun Bayramov were due to meet on 20 June in Almaty but the meeting was postponed."
    (meeting,) = meetings(coder, text)
    assert meeting.status is MeetingStatus.CANCELLED
    assert {p.name for p in meeting.participants} == {"Ararat Mirzoyan", "Jeyhun Bayramov"}


def test_what_a_meeting_was_about_and_what_came_of_it(coder: Coder) -> None:
    text = (
        "Ararat Mirzoyan of Armenia met Jeyhun Bayramov of Azerbaijan in Almaty on Tuesday to discuss"
        " the demarcation of the border. The talks ended without a breakthrough."
    )
    (meeting,) = meetings(coder, text)
    assert meeting.agenda == "the demarcation of the border"
    assert meeting.outcome is not None
    assert "without a breakthrough" in meeting.outcome


def test_a_meeting_to_come_has_no_outcome(coder: Coder) -> None:
    text = "Armenia and Azerbaijan will meet in Almaty on 20 June to discuss prisoners. They agreed to open the road."
    (meeting,) = meetings(coder, text)
    assert meeting.status is MeetingStatus.PLANNED
    assert meeting.outcome is None


def test_the_end_of_talks_is_not_told_as_held(coder: Coder) -> None:
    text = "Duterte announced the termination of peace talks with the National Democratic Front in Oslo."
    assert {m.status for m in meetings(coder, text)} <= {MeetingStatus.CANCELLED}


def test_the_day_of_the_reports_is_not_that_of_the_round(coder: Coder) -> None:
    text = (
        "A Saudi delegation led by Ambassador Mohammed al-Jaber met Houthi officials in Sanaa on Tuesday for a second round of"
        " talks."
    )
    found = of_kind(code(coder, text, published=date(2023, 4, 12)), MeetingMention)
    assert [m.status for m in found] == [MeetingStatus.HELD]


def test_the_day_of_talks_is_not_what_they_are_about(coder: Coder) -> None:
    text = "Armenia and Azerbaijan met for talks on Thursday in Tbilisi to discuss the road and welcomed the envoy's words."
    assert [m.agenda for m in meetings(coder, text)] == ["the road"]
