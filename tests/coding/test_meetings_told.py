"""Readouts: who met or called whom, in which form, told in the words of press offices."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import MeetingMention
from travaux.ontology.vocabulary import MeetingFormat, MeetingStatus

pytestmark = pytest.mark.model


def told(coder: Coder, text: str) -> MeetingMention:
    return of_kind(code(coder, text), MeetingMention)[0]


def names(meeting: MeetingMention) -> set[str]:
    return {p.name for p in meeting.participants}


def test_leaders_who_speak_with_each_other_call(coder: Coder) -> None:
    found = told(coder, "President William Ruto spoke today with President Cyril Ramaphosa of South Africa.")
    assert (names(found), found.format) == ({"William Ruto", "Cyril Ramaphosa"}, MeetingFormat.CALL)
    assert found.status is MeetingStatus.HELD
    assert found.when is not None
    assert found.when.edtf == "2025-06-11"


def test_leaders_who_speak_in_a_town_meet(coder: Coder) -> None:
    found = told(coder, "President William Ruto spoke in Nairobi with President Cyril Ramaphosa of South Africa.")
    assert found.format is not MeetingFormat.CALL


def test_whom_one_speaks_with_is_not_who_welcomes(coder: Coder) -> None:
    text = (
        "President Emmanuel Macron spoke today with Prime Minister Narendra Modi of India to hail the bargain over the"
        " release of at least twenty sailors."
    )
    assert {"Emmanuel Macron", "Narendra Modi"} <= names(told(coder, text))


def test_the_state_of_a_town_takes_no_part(coder: Coder) -> None:
    text = "President William Ruto met today with President Paul Kagame of Rwanda in Basel, Switzerland on the margins of a fair."
    assert names(told(coder, text)) == {"William Ruto", "Paul Kagame"}


def test_families_of_captives_take_part_and_a_family_does_not(coder: Coder) -> None:
    found = of_kind(
        code(coder, "President William Ruto met today with families of captured sailors in Mombasa."), MeetingMention
    )
    assert any("famil" in n for m in found for n in names(m))
    assert of_kind(code(coder, "President William Ruto met his family on Monday."), MeetingMention) == []


def test_the_town_of_a_meeting_takes_no_part(coder: Coder) -> None:
    text = (
        "Kenya and Somalia met on Tuesday. The Kampala meeting of the foreign ministers of Kenya and Somalia is due to"
        " take place tomorrow."
    )
    found = of_kind(code(coder, text), MeetingMention)
    assert found
    assert all("Uganda" not in names(m) for m in found)
