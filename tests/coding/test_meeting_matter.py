"""What a meeting was about: as far as its words go, and nothing where they tell no matter."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import MeetingMention

pytestmark = pytest.mark.model


def agendas(coder: Coder, text: str) -> set[str | None]:
    return {m.agenda for m in of_kind(code(coder, text), MeetingMention)}


@pytest.mark.parametrize(
    ("text", "agenda"),
    [
        (
            "William Ruto met Cyril Ramaphosa in Nairobi. The two leaders discussed the U.S. loan to fishermen.",
            "the U.S. loan to fishermen",
        ),
        (
            "William Ruto met Cyril Ramaphosa in Nairobi. The two leaders discussed the plan of Dr. Otieno for the lake.",
            "the plan of Dr. Otieno for the lake",
        ),
        (
            "William Ruto met Cyril Ramaphosa for talks on the lake, his office revealed, adding a U.N. team would go.",
            "the lake",
        ),
    ],
)
def test_an_abbreviation_does_not_end_an_agenda(coder: Coder, text: str, agenda: str) -> None:
    assert agendas(coder, text) == {agenda}


@pytest.mark.parametrize(
    "words",
    [
        "discussed consistently",
        "discussed it",
        "discussed at the harbour council",
        "discussed [the lake](https://example.org/lake)",
    ],
)
def test_words_that_tell_no_matter_are_no_agenda(coder: Coder, words: str) -> None:
    text = f"William Ruto met Cyril Ramaphosa in Nairobi. The two leaders {words}."
    assert agendas(coder, text) == {None}


def test_where_a_meeting_ended_is_not_how(coder: Coder) -> None:
    text = "William Ruto met Cyril Ramaphosa in Nairobi. The talks ended in the Kenyatta Hall in the evening."
    assert {m.outcome for m in of_kind(code(coder, text), MeetingMention)} == {None}
