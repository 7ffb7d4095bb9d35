"""What is still to come is planned, whatever the form of its verb; what is dated after its report was not held."""

from datetime import date

import pytest
from tests.coding.reading import DAY, code, of_kind

from travaux.coding.coder import Coder
from travaux.intake.segments import segment_text
from travaux.ontology.claim import MeetingMention, Move
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, MeetingStatus, Modality

pytestmark = pytest.mark.model
_PLANNED = MeetingStatus.PLANNED


def meetings(coder: Coder, text: str) -> list[MeetingMention]:
    return of_kind(code(coder, text), MeetingMention)


def told(meeting: MeetingMention) -> tuple[set[str], MeetingStatus, str | None]:
    return {p.name for p in meeting.participants}, meeting.status, meeting.when.edtf if meeting.when else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Norway and Peru resume negotiations over fishing rights on Friday.", "2025-06-13"),
        ("India hosts Nepal and Bhutan for border talks in New Delhi later this week.", "2025-06-11/2025-06-15"),
        ("The foreign ministers of Ethiopia and Somalia are due to meet in Ankara on 20 June.", "2025-06-20"),
        ("The United States and Iran hold a sixth round of talks in Muscat on Sunday.", "2025-06-15"),
        ("Talks between Togo and Benin, which start on Friday, were welcomed by the African Union.", "2025-06-13"),
    ],
)
def test_what_lies_after_the_report_is_planned(coder: Coder, text: str, day: str) -> None:
    found = meetings(coder, text)
    assert [told(m)[1:] for m in found] == [(_PLANNED, day)]


def test_a_headline_in_the_present_tells_of_the_next_such_day(coder: Coder) -> None:
    found = meetings(coder, "Armenia, Azerbaijan meet in Geneva on Thursday\n\nMediators expect little from it.")
    assert told(found[0]) == ({"Armenia", "Azerbaijan"}, _PLANNED, "2025-06-12")


def test_a_meeting_told_as_held_has_no_day_after_its_report(coder: Coder) -> None:
    found = meetings(coder, "Representatives of Serbia and Kosovo met in Brussels on 14 June 2025.")
    assert told(found[0]) == ({"Serbia", "Kosovo"}, MeetingStatus.HELD, None)


def test_what_somebody_arrives_for_lies_ahead(coder: Coder) -> None:
    found = meetings(
        coder, "Kenya's president William Ruto arrived in Kigali ahead of talks with Paul Kagame on Thursday."
    )
    assert all(m.status is _PLANNED for m in found)
    assert found


def test_a_journey_to_what_is_still_to_come_is_no_meeting_of_its_own(coder: Coder) -> None:
    text = "Serbia's president Aleksandar Vučić left for Brussels on Monday, where he will meet Albin Kurti of Kosovo on Friday."
    assert [m.status for m in meetings(coder, text)] == [_PLANNED]


def test_they_who_meet_again_are_those_who_met_before(coder: Coder) -> None:
    found = meetings(coder, "Norway's premier met the president of Chad in Doha on Monday. They meet again on Friday.")
    assert [told(m) for m in found] == [
        ({"Norway", "Chad"}, MeetingStatus.HELD, "2025-06-09"),
        ({"Norway", "Chad"}, _PLANNED, "2025-06-13"),
    ]


def test_leaders_of_two_states_are_both(coder: Coder) -> None:
    found = meetings(coder, "The Thai and Cambodian leaders will meet in Hanoi on Saturday.")
    assert told(found[0])[0] == {"Thailand", "Cambodia"}


def test_a_meeting_called_off_is_of_those_whom_its_noun_names(coder: Coder) -> None:
    found = meetings(coder, "A meeting set for Friday between Ghana and Togo was called off.")
    assert told(found[0]) == ({"Ghana", "Togo"}, MeetingStatus.CANCELLED, "2025-06-13")


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile meet on {}.",
        "Talks between Peru and Chile take place in Lima on {}.",
        "Peru's foreign minister is meeting Chile's in Lima on {}.",
        "Peru and Chile met in Lima on {}.",
    ],
)
@pytest.mark.parametrize("day", ["Monday", "Friday", "13 June", "9 June", "20 June 2025"])
def test_no_meeting_is_held_after_its_report(coder: Coder, text: str, day: str) -> None:
    for meeting in meetings(coder, text.format(day)):
        first = (meeting.when.edtf or "").split("/")[0] if meeting.when else ""
        held = meeting.status in {MeetingStatus.HELD, MeetingStatus.ONGOING}
        assert not (held and len(first) == len("2025-06-11") and date.fromisoformat(first) > DAY)


def test_days_are_held_against_the_day_of_the_dateline_where_the_page_is_older(coder: Coder) -> None:
    text = "JUBA, May 21 (Reuters) - Gunmen attacked two barges on Saturday. The envoys of Ghana met Togo's envoys on Friday."
    report = Report(id="r", text=text, published=date(2023, 5, 3), segments=segment_text(text))
    claims = coder.code(report)
    (attack,) = (m for m in of_kind(claims, Move) if m.act is Act.ATTACK)
    assert attack.modality is Modality.ASSERTED
    assert attack.when is not None
    assert attack.when.edtf == "2023-05-20"
