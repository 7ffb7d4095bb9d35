"""Deals that are old, brought about by others, announced, sought, nearly reached or due; calls to talks; what is no offer."""

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


def test_a_deal_of_long_ago_is_one_and_told_as_background(coder: Coder) -> None:
    (deal,) = proposals(coder, "In March 2019 Kenya signed a trade accord with Ethiopia.")
    assert (names(deal), deal.state, deal.modality) == (
        {"Kenya", "Ethiopia"},
        ProposalState.ACCEPTED,
        Modality.HISTORICAL,
    )


def test_an_old_deal_that_is_only_named_is_not_made_again(coder: Coder) -> None:
    assert proposals(coder, "The ministers spoke of a return to the 2014 river pact.") == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The Norwegian-brokered truce that began in May has brought calm to the valley.", "truce"),
        ("Flights resumed thanks to the truce brokered in April.", "truce"),
        ("The premier hailed the announcement of a two-month truce around the lakes.", "two-month truce"),
    ],
)
def test_a_deal_that_others_brought_about_is_made(coder: Coder, text: str, label: str) -> None:
    (deal,) = proposals(coder, text)
    assert label in deal.label
    assert (deal.state, names(deal)) == (ProposalState.ACCEPTED, set())


@pytest.mark.parametrize(
    "text",
    [
        "Only a negotiated settlement will bring calm, the bishop said.",
        "The union called for a mediated truce in the valley.",
        "The 1994 Oslo-brokered treaty shaped the coast.",
        "Only a lasting deal, brokered by others, would calm the coast.",
    ],
)
def test_a_deal_of_any_kind_or_of_old_is_not_brought_about(coder: Coder, text: str) -> None:
    assert [p for p in proposals(coder, text) if p.rule == "proposal-mediated"] == []


def test_who_is_thanked_for_a_truce_is_no_side_of_it(coder: Coder) -> None:
    text = (
        "Oslo hailed the announcement of a two-month truce around the northern lakes. "
        "It is grateful to Kenya and Ghana for bringing the truce about."
    )
    assert [names(p) for p in proposals(coder, text)] == [set()]


@pytest.mark.parametrize(
    ("text", "state", "author"),
    [
        ("Kenya is seeking a deal to lower the levies on tea.", ProposalState.FLOATED, "Kenya"),
        (
            "Kenya is close to reaching an agreement on new patrol boats.",
            ProposalState.UNDER_CONSIDERATION,
            "Kenya",
        ),
    ],
)
def test_a_deal_that_one_is_after_or_close_to_is_not_made(
    coder: Coder, text: str, state: ProposalState, author: str
) -> None:
    (deal,) = proposals(coder, text)
    assert (deal.state, names(deal), deal.modality) == (state, {author}, Modality.FUTURE)


def test_a_pact_that_is_due_to_be_signed_is_not_agreed(coder: Coder) -> None:
    (pact,) = proposals(coder, "Kenya and Ethiopia will sign a long-awaited security pact on Friday.")
    assert (names(pact), pact.state) == ({"Kenya", "Ethiopia"}, ProposalState.UNDER_CONSIDERATION)


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ('Kenya urged Somalia to "come to the table" and talk about the border.', {"Kenya"}),
        ("Kenya urged Somalia and Ethiopia to start a discussion with it on the port.", {"Kenya"}),
        ("The United Nations urged Somalia to come to the table.", set()),
    ],
)
def test_who_urges_another_to_talks_proposes_them(coder: Coder, text: str, author: set[str]) -> None:
    assert {n for p in proposals(coder, text) for n in names(p)} == author


def test_both_words_of_an_offer_before_a_time_are_read(coder: Coder) -> None:
    (offer,) = proposals(coder, "Kenya offered, post-ceasefire, to mediate between Peru and Chile.")
    assert (names(offer), "mediate" in offer.label) == ({"Kenya"}, True)


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan president announced plans to visit Oslo in the autumn.",
        "Ethiopia vetoed a Kenyan plan to assassinate the general.",
    ],
)
def test_an_errand_is_put_to_nobody(coder: Coder, text: str) -> None:
    assert proposals(coder, text) == []


def test_the_words_of_a_plan_say_what_it_is_for(coder: Coder) -> None:
    (plan,) = proposals(coder, "Kenya announced plans for a joint border force along the northern river.")
    assert "joint border force" in plan.quote


def test_an_owned_plan_is_its_owners_and_not_of_the_land_it_is_about(coder: Coder) -> None:
    (plan,) = [p for p in proposals(coder, "Somalia rejected Kenya's Ethiopian plan for the river.") if p.authors]
    assert names(plan) == {"Kenya"}


def test_who_is_invited_did_not_write_the_invitation(coder: Coder) -> None:
    found = proposals(coder, "Ethiopia opposed an invitation to Somalia to attend the congress.")
    assert all("Somalia" not in names(p) for p in found)
