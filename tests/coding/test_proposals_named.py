"""Proposals known by their parties, their verbs or their nouns; the reasons of answers; terms of swaps and calls."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import ProposalMention, Response, Term
from travaux.ontology.vocabulary import Issue, ProposalState

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "by", "state"),
    [
        ("The Norway-Peru trade accord would create a large market.", {"Norway", "Peru"}, ProposalState.ACCEPTED),
        ("The treaty between Kenya and Somalia remains in force.", {"Kenya", "Somalia"}, ProposalState.ACCEPTED),
        ("Kenya responded with an offer to hold talks in May.", {"Kenya"}, ProposalState.TABLED),
        ("Chad proposed to Norway a mutual pullback from the lake.", {"Chad"}, ProposalState.TABLED),
        ("Brazil offered to host the talks.", {"Brazil"}, ProposalState.TABLED),
        ("The African Union's road map envisages elections by May.", {"African Union"}, ProposalState.UNKNOWN),
        ("Peru rejected Norway's call for a truce.", {"Norway"}, ProposalState.REJECTED),
    ],
)
def test_a_proposal_is_known_by_its_parties_verb_or_noun(
    coder: Coder, text: str, by: set[str], state: ProposalState
) -> None:
    found = of_kind(code(coder, text), ProposalMention)
    assert (by, state) in [({a.name for a in p.authors}, p.state) for p in found]


@pytest.mark.parametrize(
    "text",
    [
        "Efforts to reach a treaty between Kenya and Somalia went on.",
        "Peru rejected his call on Monday evening.",
        "The figures put out by the Norwegian ministry were wrong.",
        "The Kenyan minister helped advance the truce.",
    ],
)
def test_what_is_only_sought_or_told_is_no_proposal(coder: Coder, text: str) -> None:
    assert [p for p in of_kind(code(coder, text), ProposalMention) if p.authors] == []


def test_a_long_sentence_leaves_a_short_quote(coder: Coder) -> None:
    text = (
        "Kenya and Somalia have signed a $3bn fishing accord touted by the ministry as the largest of its kind in the first "
        "stop of a tour along the coast that is to bring the president to seven ports, four markets, two shipyards and the "
        "newly built hall in which the fishermen of both countries are to meet in the autumn."
    )
    (found,) = [p for p in of_kind(code(coder, text), ProposalMention) if p.state is ProposalState.ACCEPTED]
    assert len(found.quote) <= 200
    assert "accord" in found.quote
    assert text[found.span.start : found.span.end] == found.quote


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Chad rejected Norway's plan because it leaves out the port.", "it leaves out the port"),
        ("Citing a lack of guarantees, Peru turned down Norway's offer of a truce.", "a lack of guarantees"),
        ("Chad accepted Norway's proposal, saying that it meets its main concern.", "it meets its main concern"),
        ("Chad rejected Norway's plan on Monday, but Peru accepted it because it is fair.", None),
        ("Chad rejected Norway's plan.", None),
    ],
)
def test_an_answer_has_its_reason_in_its_own_words(coder: Coder, text: str, reason: str | None) -> None:
    first = min(of_kind(code(coder, text), Response), key=lambda r: r.span)
    assert first.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Somalia agreed on an exchange of prisoners in the format of 200 for 200.",
        "Kenya and Somalia agreed on a 200-for-200 prisoner exchange.",
    ],
)
def test_a_swap_of_equal_numbers_counts_what_each_hands_over(coder: Coder, text: str) -> None:
    found = [t for t in of_kind(code(coder, text), Term) if t.issue is Issue.HOSTAGES_PRISONERS]
    assert [t.quantity for t in found] == [200]


def test_a_deal_holds_whatever_it_says_that_somebody_is_to_do(coder: Coder) -> None:
    text = "Kenya and Somalia signed an accord. Under the accord, the import quotas for fish would fall by half."
    found = [t for t in of_kind(code(coder, text), Term) if t.issue is Issue.TRADE_ECONOMY]
    assert [t.content for t in found] == ["the import quotas for fish would fall by half"]


def test_handing_over_weapons_is_disarmament(coder: Coder) -> None:
    text = "Under a plan drawn up by the African Union, the rebels would hand over their weapons within 60 days."
    assert [t.issue for t in of_kind(code(coder, text), Term)] == [Issue.DISARMAMENT]
