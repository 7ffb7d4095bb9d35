"""An answer finds the proposal or demand that it answers, also where its words only point at it."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Demand, ProposalMention, Response, claim_id
from travaux.ontology.vocabulary import DemandState, DemandStrength, ResponseKind

pytestmark = pytest.mark.model


def answers(coder: Coder, text: str) -> list[tuple[ResponseKind, str]]:
    """Each answer with the words of what it answers, empty where that is unknown."""
    claims = code(coder, text)
    known = {claim_id(c): c for c in claims if isinstance(c, ProposalMention | Demand)}
    return [(r.answer, known[r.target].quote if r.target else "") for r in of_kind(claims, Response)]


def test_a_bare_refusal_answers_the_offer_told_just_before(coder: Coder) -> None:
    text = (
        "The Karen National Union offered to declare a truce of one month. Myanmar's government refused, citing attacks on its"
        " convoys."
    )
    ((answer, of),) = answers(coder, text)
    assert answer is ResponseKind.REJECT
    assert "offered to declare a truce" in of


def test_it_goes_back_to_the_plan_and_reservations_make_it_conditional(coder: Coder) -> None:
    text = "Morocco accepted the Baker plan in May. The Polisario Front said it had accepted it with reservations."
    found = answers(coder, text)
    assert [a for a, _ in found] == [ResponseKind.ACCEPT, ResponseKind.CONDITIONAL]
    assert all("Baker plan" in of for _, of in found)


def test_the_demand_is_the_one_made_of_those_who_answer(coder: Coder) -> None:
    text = "Serbia demanded that Kosovo withdraw its special police from the north. Kosovo dismissed the demand as blackmail."
    claims = code(coder, text)
    (demand,) = of_kind(claims, Demand)
    (response,) = of_kind(claims, Response)
    assert response.target == claim_id(demand)
    assert demand.state is DemandState.REFUSED
    assert [p.quote for p in demand.also] == ["Kosovo dismissed the demand as blackmail"]
    assert response.about is not None
    assert response.about.of(text) == "the demand"


def test_nobody_answers_their_own_offer_nor_one_told_long_before(coder: Coder) -> None:
    own = "Serbia offered to open two crossings. Serbia refused."
    assert all(not of for _, of in answers(coder, own))
    far = "Serbia offered to open two crossings. Farmers brought in the harvest. The rain came late. Prices rose. Kosovo refused."
    assert all(not of for _, of in answers(coder, far))


def test_a_demand_told_by_its_noun_inside_its_refusal_is_a_demand(coder: Coder) -> None:
    text = (
        "The government would never accept the ELN's demand to release its jailed members, the Colombian minister said."
    )
    (demand,) = of_kind(code(coder, text), Demand)
    assert [a.name for a in demand.by] == ["ELN"]
    assert demand.content == "to release its jailed members"
    assert demand.quote == demand.span.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Armenia had demanded that Azerbaijan leave the border villages. It has now dropped that condition, an envoy said.",
        "Armenia demanded that Azerbaijan leave the border villages. Armenia later abandoned the demand.",
    ],
)
def test_a_demand_that_its_makers_give_up_is_dropped(coder: Coder, text: str) -> None:
    (demand,) = of_kind(code(coder, text), Demand)
    assert demand.state is DemandState.DROPPED
    assert any("that condition" in p.quote or "the demand" in p.quote for p in demand.also)


def test_a_demand_that_is_not_given_up_stays_open(coder: Coder) -> None:
    text = "Armenia demanded that Azerbaijan leave the border villages. Armenia will not drop the demand."
    assert [d.state for d in of_kind(code(coder, text), Demand)] == [DemandState.OPEN]


def test_without_conditions_is_no_precondition(coder: Coder) -> None:
    text = "Nigeria called on the insurgents to free the pupils without conditions."
    assert [d.strength for d in of_kind(code(coder, text), Demand)] == [DemandStrength.REQUEST]


def test_whose_troops_are_to_go_is_who_is_asked(coder: Coder) -> None:
    text = "Lebanon demanded that all Syrian troops be withdrawn."
    (demand,) = of_kind(code(coder, text), Demand)
    assert [a.name for a in demand.of] == ["Syria"]


def test_what_is_said_of_a_dream_is_no_demand(coder: Coder) -> None:
    text = "Turkey's minister said that zero troops was a dream from which the Greek side should wake up."
    assert of_kind(code(coder, text), Demand) == []


@pytest.mark.parametrize(
    ("told", "answers"),
    [
        ("Peru chose on Monday to accept the proposal.", ["accept"]),
        ("Chile gave Peru two days to accept the proposal.", []),
        ("Chile set a deadline for Peru to accept the proposal.", []),
    ],
)
def test_who_is_given_time_to_accept_has_not_accepted(coder: Coder, told: str, answers: list[str]) -> None:
    text = f"Chile put forward a proposal for a truce on Sunday. {told}"
    assert [r.answer for r in of_kind(code(coder, text), Response)] == answers
