"""Whose a proposal is where other words tell it, which mentions are one, and what is no proposal at all."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import ProposalMention
from travaux.ontology.vocabulary import ProposalState

pytestmark = pytest.mark.model


def proposals(coder: Coder, text: str) -> list[ProposalMention]:
    return of_kind(code(coder, text), ProposalMention)


def names(claim: ProposalMention) -> set[str]:
    return {a.name for a in claim.authors}


def test_a_request_that_is_taken_is_of_who_says_so(coder: Coder) -> None:
    text = (
        "Kenya's president, William Ruto, announced that Peru's president, Dina Boluarte, had agreed to his request to"
        " pause the strikes for a week."
    )
    (found,) = proposals(coder, text)
    assert (names(found), found.state) == ({"William Ruto"}, ProposalState.ACCEPTED)
    assert {a.name for a in found.addressees} == {"Dina Boluarte"}


def test_what_talks_led_to_is_of_those_who_talked(coder: Coder) -> None:
    (found,) = proposals(coder, "Talks last week between Norway and Peru led to an agreement to share the river.")
    assert (names(found), found.state) == ({"Norway", "Peru"}, ProposalState.ACCEPTED)


def test_a_second_deal_is_of_who_brokered_it(coder: Coder) -> None:
    text = (
        "Peru and Chile signed a border deal on Monday. Villagers spoke of a deal reportedly brokered by Norway and Kenya"
        " to protect the valley."
    )
    first, second = proposals(coder, text)
    assert (names(first), names(second)) == ({"Peru", "Chile"}, {"Norway", "Kenya"})


def test_rebels_turn_down_the_offer_of_the_state_in_which_they_fight(coder: Coder) -> None:
    (found,) = proposals(coder, "Kenya offered a truce of ten days. Kenya's Al-Shabaab turned down the offer.")
    assert (names(found), found.state) == ({"Kenya"}, ProposalState.REJECTED)
    assert {a.name for a in found.addressees} == {"Al-Shabaab"}


def test_a_plan_that_a_gathering_endorses_is_taken(coder: Coder) -> None:
    (found,) = proposals(coder, "The summit endorsed Kenya's plan for a river congress to be held in May.")
    assert (names(found), found.state) == ({"Kenya"}, ProposalState.ACCEPTED)


def test_the_words_of_a_deal_in_force_are_whole(coder: Coder) -> None:
    claims = proposals(coder, "The truce between Peru and Chile took effect on Tuesday.")
    assert any(p.quote.endswith("took effect") for p in claims)


@pytest.mark.parametrize(
    "text",
    [
        "The ministers agreed that the army had a pattern of such raids in Peru.",
        "The two leaders agreed that all crews must be released at once.",
        "The Norwegian envoy handed the Peruvians a list of 300 names.",
        "Norway denied that it was bound to observe any ceasefire.",
        "The premier went on air to announce a bold plan for the schools.",
        "Norway's premier floated the idea of raising tariffs on Peru.",
    ],
)
def test_views_lists_denials_and_threats_put_nothing_forward(coder: Coder, text: str) -> None:
    assert proposals(coder, text) == []
