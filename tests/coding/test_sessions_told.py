"""Meetings told by their noun, by where delegations are, by what becomes of them; planned is never held."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import MeetingMention
from travaux.ontology.vocabulary import MeetingStatus

pytestmark = pytest.mark.model
WAR = (
    "Armenia and Azerbaijan have fought a war over the valley. Armenia rejected Azerbaijan's offer, and Azerbaijan rejected"
    " Armenia's. "
)


def met(coder: Coder, text: str) -> list[tuple[set[str], MeetingStatus]]:
    found = of_kind(code(coder, text), MeetingMention)
    assert all(m.quote == m.span.of(text) for m in found)
    return [({p.name for p in m.participants}, m.status) for m in found]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The talks follow a first round between Chad and Sudan held in Oslo in May.", {"Chad", "Sudan"}),
        (WAR + "A first round held in Oslo in May brought no result.", {"Armenia", "Azerbaijan"}),
        (WAR + "The talks in Geneva that produced no result were the third.", {"Armenia", "Azerbaijan"}),
        ("Delegations from Kenya and Somalia have been in Doha since Sunday.", {"Kenya", "Somalia"}),
    ],
)
def test_a_meeting_told_by_its_noun_or_by_where_delegations_are(coder: Coder, text: str, people: set[str]) -> None:
    found = met(coder, text)
    assert any(people <= who and status is not MeetingStatus.PLANNED for who, status in found)


@pytest.mark.parametrize(
    "text",
    [
        WAR + "The next round of talks will be held in Oslo in July.",
        WAR + "A round of talks is to be held in Oslo.",
        "Kenya and Somalia are due to hold talks in Doha on Friday.",
    ],
)
def test_what_is_to_be_held_has_not_been(coder: Coder, text: str) -> None:
    assert all(status is MeetingStatus.PLANNED for _, status in met(coder, text))


def test_a_visit_that_is_called_off_is_one_with_those_who_were_to_be_seen(coder: Coder) -> None:
    ((who, status),) = met(coder, "Marco Rubio called off his first visit to Kenya and Somalia on Monday.")
    assert {"Marco Rubio", "Kenya", "Somalia"} == who
    assert status is MeetingStatus.CANCELLED


def test_the_end_of_talks_is_no_cancellation(coder: Coder) -> None:
    text = WAR + "The end of talks in Oslo on Monday leaves the process in doubt."
    assert all(status is not MeetingStatus.CANCELLED for _, status in met(coder, text))


def test_talks_of_others_are_not_those_of_the_sides(coder: Coder) -> None:
    found = met(coder, WAR + "A sixth round of UN-sponsored Yemeni talks is due to open in Muscat on Friday.")
    assert all(not who & {"Armenia", "Azerbaijan"} for who, _ in found)


def test_who_travels_for_talks_sits_in_them(coder: Coder) -> None:
    text = "Armenian Prime Minister Nikol Pashinyan will fly to Tbilisi on Friday for talks with Ilham Aliyev."
    assert any({"Nikol Pashinyan", "Ilham Aliyev"} <= who for who, _ in met(coder, text))


def test_those_who_are_counted_out_were_met(coder: Coder) -> None:
    text = "Kenya's William Ruto held talks in Nairobi with other leaders including Cyril Ramaphosa and Paul Kagame."
    assert any({"William Ruto", "Cyril Ramaphosa", "Paul Kagame"} <= who for who, _ in met(coder, text))


def test_whom_one_visits_to_meet_is_met(coder: Coder) -> None:
    text = "Cyril Ramaphosa visited Kigali on Tuesday to meet Paul Kagame."
    assert all(status is MeetingStatus.HELD for _, status in met(coder, text))


def test_two_persons_who_meet_are_not_the_three_delegations(coder: Coder) -> None:
    text = "Envoys of Armenia, Azerbaijan and Georgia met in Tbilisi on Monday. Nikol Pashinyan met Ilham Aliyev, the two said."
    assert len(met(coder, text)) == 2


@pytest.mark.parametrize("text", ["William Ruto held a meeting with his aides on Monday.", "Kagame gave an interview."])
def test_ones_own_staff_and_the_press_are_no_meeting(coder: Coder, text: str) -> None:
    assert met(coder, text) == []
