"""Terms set out, one thing for another, work begun on a deal, what bodies resolve, deals that are left."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import ProposalMention
from travaux.ontology.vocabulary import Modality, ProposalState

pytestmark = pytest.mark.model


def proposals(coder: Coder, text: str) -> list[ProposalMention]:
    return of_kind(code(coder, text), ProposalMention)


def names(claim: ProposalMention) -> set[str]:
    return {a.name for a in claim.authors}


@pytest.mark.parametrize(
    ("text", "by", "label", "state"),
    [
        (
            "In May Norway's premier set out his terms: Peru must leave the strait.",
            {"Norway"},
            "his terms",
            ProposalState.TABLED,
        ),
        (
            "Kenya's president, William Ruto, said he wanted Norway to buy its gas in return for loans.",
            {"William Ruto"},
            "Norway to buy its gas in return for loans",
            ProposalState.FLOATED,
        ),
        (
            "Peru and Norway had begun work on a free trade agreement, the minister said.",
            {"Peru", "Norway"},
            "free trade agreement",
            ProposalState.UNDER_CONSIDERATION,
        ),
    ],
)
def test_a_bargain_is_told_by_its_own_words(
    coder: Coder, text: str, by: set[str], label: str, state: ProposalState
) -> None:
    (found,) = proposals(coder, text)
    assert (names(found), found.label, found.state) == (by, label, state)


def test_what_one_of_two_hopes_to_make_is_of_both(coder: Coder) -> None:
    text = (
        "“I'm not sure that we are going to make a deal,” Norway's premier, Jonas Gahr Støre, said. Norway and Peru have"
        " talked about levies in Oslo for weeks. Peru rejected Norway's levies on Monday. Norway demanded that Peru open"
        " its market."
    )
    (found,) = (p for p in proposals(coder, text) if p.rule == "proposal-bargain")
    assert (names(found), found.state) == ({"Norway", "Peru"}, ProposalState.UNDER_CONSIDERATION)


def test_a_sale_that_was_made_is_no_proposal(coder: Coder) -> None:
    assert proposals(coder, "Kenya sold gas in return for loans.") == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Fighting broke out near Lima despite a ceasefire ordered by the UN security council.", "ceasefire"),
        (
            "The UN security council, which voted for a ceasefire in Peru on Saturday, meets on Monday.",
            "ceasefire in Peru",
        ),
        (
            "A UN security council resolution that demanded a truce in Peru was passed on Monday.",
            "UN security council resolution",
        ),
    ],
)
def test_what_a_body_resolves_is_its_own(coder: Coder, text: str, label: str) -> None:
    (found,) = proposals(coder, text)
    assert (names(found), found.label, found.state) == ({"UN Security Council"}, label, ProposalState.ACCEPTED)


def test_a_draft_is_not_resolved(coder: Coder) -> None:
    text = "A draft UN security council resolution that demands a truce in Peru will be put to the vote."
    assert [p for p in proposals(coder, text) if p.state is ProposalState.ACCEPTED] == []


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Norway withdrew from a whaling agreement with Iceland in 2018.", {"Norway", "Iceland"}),
        ("Peru suspended the water treaty with Chile in May.", {"Peru", "Chile"}),
        ("Norway criticised Fiji's decision to pull out of the Kenya grain deal.", {"Fiji", "Kenya"}),
    ],
)
def test_a_deal_that_is_left_was_made_before(coder: Coder, text: str, by: set[str]) -> None:
    (found,) = proposals(coder, text)
    assert (names(found), found.state, found.modality) == (by, ProposalState.ACCEPTED, Modality.HISTORICAL)


@pytest.mark.parametrize("text", ["Norway may pull out of the grain deal.", "Any side that breaks the truce will pay."])
def test_a_deal_that_may_be_left_is_not_told(coder: Coder, text: str) -> None:
    assert [p for p in proposals(coder, text) if p.rule == "proposal-undone"] == []
