"""What parties want, refuse and set as a condition is a term that is demanded; a wish for talks or of one's own is none."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Term
from travaux.ontology.vocabulary import Issue, TermStatus

pytestmark = pytest.mark.model

TABLED = "Norway has put a peace plan to Peru and Chile. "


@pytest.mark.parametrize(
    ("text", "content", "issue"),
    [
        (
            "Peru rules out making great territorial concessions.",
            "making great territorial concessions",
            Issue.TERRITORY_BORDERS,
        ),
        (
            "The opposition demanded a political transition without the president.",
            "a political transition without the president",
            Issue.GOVERNANCE_ELECTIONS,
        ),
        (
            "Scrapping its rockets was out of the question, the minister of Chile said.",
            "Scrapping its rockets",
            Issue.DISARMAMENT,
        ),
        (
            "The king's departure must be a precondition of the transition, the front says.",
            "The king's departure",
            Issue.GOVERNANCE_ELECTIONS,
        ),
        (
            "The delegation refused to discuss early parliamentary elections.",
            "discuss early parliamentary elections",
            Issue.GOVERNANCE_ELECTIONS,
        ),
    ],
)
def test_what_a_party_wants_or_refuses_is_a_demanded_term(coder: Coder, text: str, content: str, issue: Issue) -> None:
    whole = TABLED + text
    found = [t for t in of_kind(code(coder, whole), Term) if content in t.content]
    assert [(t.issue, t.status) for t in found] == [(issue, TermStatus.DEMANDED)]
    assert all(whole[t.span.start : t.span.end] == t.quote for t in found)


@pytest.mark.parametrize(
    "text",
    [
        "Peru wants to join the alliance.",
        "Chile insisted that the mayors had been jailed by the rebels.",
        "Peru refused to attend the talks.",
        "Chile has ruled out a truce.",
        "The opposition rejects the elections.",
        "Does Peru rule out giving up the province?",
        "People there call such roads corridors of death.",
    ],
)
def test_own_wishes_talks_and_what_was_are_none(coder: Coder, text: str) -> None:
    found = of_kind(code(coder, TABLED + text), Term)
    assert [t for t in found if t.rule == "term-wanted"] == []


def test_without_a_bargain_nothing_is_wanted(coder: Coder) -> None:
    text = "The opposition demanded a political transition without the president of Fiji."
    assert [t for t in of_kind(code(coder, text), Term) if t.rule == "term-wanted"] == []
