"""Proposals and answers, demands, leverage, meetings and roles of reports on several negotiations."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import (
    ActorRef,
    Demand,
    Leverage,
    MeetingMention,
    Participation,
    ProposalMention,
    Response,
    claim_id,
)
from travaux.ontology.vocabulary import (
    DemandState,
    DemandStrength,
    LeverageKind,
    MeetingStatus,
    ProposalState,
    ResponseKind,
    Role,
)

pytestmark = pytest.mark.model


def names(actors: tuple[ActorRef, ...]) -> set[str]:
    return {a.name for a in actors}


# Proposals and answers.


def test_an_answer_told_again_joins_the_one_before(coder: Coder) -> None:
    claims = code(coder, "Norway rejected Peru's latest offer on Monday. It refused for the second time.")
    (proposal,) = of_kind(claims, ProposalMention)
    assert proposal.lineage == "latest"
    assert {r.target for r in of_kind(claims, Response)} == {claim_id(proposal)}


def test_what_one_side_waits_for_is_no_answer_of_the_other(coder: Coder) -> None:
    text = "Norway rejected the plan, refusing to go on unless Peru agreed to two demands."
    answers = of_kind(code(coder, text), Response)
    assert {(tuple(names(r.by)), r.answer) for r in answers} == {(("Norway",), ResponseKind.REJECT)}


def test_a_signed_deal_is_accepted_by_both(coder: Coder) -> None:
    (found,) = of_kind(code(coder, "Kenya and Somalia signed an agreement on Tuesday."), ProposalMention)
    assert (names(found.authors), found.state) == ({"Kenya", "Somalia"}, ProposalState.ACCEPTED)


# Demands.


def test_coordinated_contents_are_two_demands(coder: Coder) -> None:
    text = "Norway demanded that Peru release the sailors and that its troops withdraw from the island."
    found = of_kind(code(coder, text), Demand)
    assert [d.content for d in found] == ["that Peru release the sailors", "that its troops withdraw from the island"]
    assert len({claim_id(d) for d in found}) == 2


def test_demands_on_which_all_depends_are_preconditions(coder: Coder) -> None:
    text = (
        "Norway refuses to negotiate unless Peru meets two demands.\n\n"
        "Norway demanded that Peru lift the embargo and that it withdraw its troops."
    )
    assert {d.strength for d in of_kind(code(coder, text), Demand)} == {DemandStrength.PRECONDITION}


def test_a_demand_that_its_addressee_rejects_is_refused(coder: Coder) -> None:
    text = "Norway demanded that Peru withdraw its troops. Peru rejected Norway's demands to withdraw troops."
    found = [d for d in of_kind(code(coder, text), Demand) if "Norway" in names(d.by)]
    assert DemandState.REFUSED in {d.state for d in found}


# Leverage.


def test_pressure_through_another_is_two_claims_and_a_threat(coder: Coder) -> None:
    text = "Norway is pressing both Peru and Chile to put pressure on Ecuador, with threats to leave the talks."
    found = {(frozenset(names(c.by)), frozenset(names(c.on)), c.type) for c in of_kind(code(coder, text), Leverage)}
    both = frozenset({"Peru", "Chile"})
    assert (frozenset({"Norway"}), both, LeverageKind.PRESSURE) in found
    assert (both, frozenset({"Ecuador"}), LeverageKind.PRESSURE) in found
    assert LeverageKind.THREAT in {kind for _, _, kind in found}


def test_a_threat_keeps_its_condition(coder: Coder) -> None:
    (found,) = of_kind(code(coder, "Norway threatened to leave the talks if Peru did not free the sailors."), Leverage)
    assert found.type is LeverageKind.THREAT
    assert found.condition == "if Peru did not free the sailors"


# Meetings.


def test_one_meeting_in_several_sentences_is_one(coder: Coder) -> None:
    text = "Norway and Peru held talks in Geneva on Monday. The talks between Norway and Peru in Geneva lasted three hours."
    (found,) = of_kind(code(coder, text), MeetingMention)
    assert names(found.participants) == {"Norway", "Peru"}


def test_planned_never_joins_held(coder: Coder) -> None:
    text = "Norway and Peru met in Geneva on Monday. Norway and Peru will meet in Geneva on Friday."
    found = of_kind(code(coder, text), MeetingMention)
    assert sorted(m.status for m in found) == [MeetingStatus.HELD, MeetingStatus.PLANNED]


def test_a_meeting_dated_after_its_report_is_planned(coder: Coder) -> None:
    (found,) = of_kind(code(coder, "A meeting between Norway and Peru on 20 June was announced."), MeetingMention)
    assert found.status is MeetingStatus.PLANNED


# Roles.


def test_who_announces_the_deal_of_two_others_stands_between_them(coder: Coder) -> None:
    text = "Peru and Ecuador agreed on a truce, Norway and Chile said in a joint statement."
    found = {c.actor.name: c.role for c in of_kind(code(coder, text), Participation)}
    assert found == {"Peru": Role.PARTY, "Ecuador": Role.PARTY, "Norway": Role.MEDIATOR, "Chile": Role.MEDIATOR}


def test_each_actor_has_one_role(coder: Coder) -> None:
    text = "Norway rejected Peru's plan. Mediators from Kenya met Norway and Peru in Nairobi. Kenya hosted the talks."
    found = [c.actor.name for c in of_kind(code(coder, text), Participation)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("The Taliban offered a three-day truce to Pakistan. The truce took effect on Friday.", "three-day truce"),
        ("Kenya tabled a plan for a ceasefire in Sudan. The ceasefire came into force on Sunday.", "plan"),
        ("Chile offered Peru a pause in the lake towns. Hours later the truce took hold.", "pause"),
    ],
)
def test_what_takes_effect_does_not_say_that_an_offer_was_accepted(coder: Coder, text: str, offer: str) -> None:
    told = of_kind(code(coder, text), ProposalMention)
    assert [p.state for p in told if offer in p.quote and "took" not in p.quote and "came" not in p.quote] == [
        ProposalState.TABLED
    ]
    begun = [p for p in told if p.rule == "proposal-in-force"]
    assert [p.state for p in begun] == [ProposalState.ACCEPTED]
    assert all(p.label.split()[-1] in {"truce", "ceasefire"} for p in begun)
