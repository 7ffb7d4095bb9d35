"""Demands, proposals and leverage: what moved them, each step with its claim."""

from typing import Any

import pytest
from tests.claims import actors, make, make_report, move, when

from travaux.ontology.claim import AnyClaim, Assessment, Demand, Leverage, ProposalMention, Response, claim_id
from travaux.ontology.dossier import DemandItem, Dossier, LeverageItem
from travaux.ontology.vocabulary import (
    Act,
    DemandState,
    Issue,
    LeverageKind,
    LeverageOutcome,
    Modality,
    ProposalState,
    ResponseKind,
)
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.brief import make_brief, render_brief

REPORTS = [make_report("r1", "2025-06-10"), make_report("r2", "2025-06-14"), make_report("r3", "2025-06-20")]


def build(*claims: AnyClaim) -> Dossier:
    return build_dossier(REPORTS, claims, World())


def demand(content: str = "release all captured sailors", **fields: Any) -> Demand:
    fields = {"by": actors("Norway"), "of": actors("Peru"), "issue": Issue.HOSTAGES_PRISONERS} | fields
    claim: Demand = make(Demand, "r1", 0, content=content, **fields)
    return claim


def state_after(*claims: AnyClaim, asked: Demand | None = None) -> DemandItem:
    (item,) = build(asked or demand(), *claims).demands
    return item


def test_a_demand_of_which_nothing_more_is_told_is_open() -> None:
    item = state_after()
    assert (item.state, item.history) == (DemandState.OPEN, ())


def test_a_later_deed_meets_a_demand() -> None:
    deed = move(Act.RELEASE, "r2", quote="Peru released all the captured sailors", actors=actors("Peru"))
    item = state_after(deed)
    (step,) = item.history
    assert (item.state, step.state, step.id, step.by, step.day) == (
        DemandState.MET, DemandState.MET, claim_id(deed), ("Peru",), "2025-06-14",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "state"),
    [
        ("Peru released 9 captured sailors", DemandState.PARTLY_MET),
        ("Peru released 9 of the 40 captured sailors", DemandState.PARTLY_MET),
        ("Peru released 40 captured sailors", DemandState.MET),
        ("On May 9, 2025 Peru released 40 captured sailors", DemandState.MET),
        ("Peru released nine captured sailors after a two-week siege", DemandState.PARTLY_MET),
        ("On 9 May Peru released forty captured sailors", DemandState.MET),
    ],
)
def test_fewer_than_were_demanded_are_a_part(quote: str, state: DemandState) -> None:
    deed = move(Act.RELEASE, "r2", quote=quote, actors=actors("Peru"))
    assert state_after(deed, asked=demand("release 40 captured sailors")).state is state


@pytest.mark.parametrize(
    ("quote", "state"),
    [
        ("Peru released three captured sailors", DemandState.PARTLY_MET),
        ("Peru released the last three captured sailors", DemandState.MET),
        ("Peru released the captured sailors", DemandState.MET),
    ],
)
def test_a_number_of_those_whom_a_demand_does_not_count_is_a_part(quote: str, state: DemandState) -> None:
    deed = move(Act.RELEASE, "r2", quote=quote, actors=actors("Peru"))
    assert state_after(deed, asked=demand("release the captured sailors")).state is state


def test_a_state_told_with_the_demand_is_of_the_day_of_the_report() -> None:
    asked = demand(state=DemandState.REFUSED, when=when("2025-05-02"))
    (step,) = state_after(asked=asked).history
    assert step.day == "2025-06-10"


@pytest.mark.parametrize("quote", ["Peru released two captured sailors", "Peru released some of all captured sailors"])
def test_a_deed_of_fewer_meets_it_partly(quote: str) -> None:
    assert state_after(move(Act.RELEASE, "r2", quote=quote, actors=actors("Peru"))).state is DemandState.PARTLY_MET


def test_a_deed_of_somebody_else_or_of_another_matter_changes_nothing() -> None:
    other = move(Act.RELEASE, "r2", quote="Chile released all captured sailors", actors=actors("Chile"))
    leave = move(Act.WITHDRAW, "r2", 40, quote="Peru left all captured sailors", actors=actors("Peru"))
    talk = move(Act.RELEASE, "r2", 90, quote="Peru freed a poet", actors=actors("Peru"))
    assert state_after(other, leave, talk).state is DemandState.OPEN


def test_a_deed_told_before_the_demand_changes_nothing() -> None:
    asked: Demand = make(
        Demand, "r3", by=actors("Norway"), of=actors("Peru"), content="release the sailors", issue=None
    )
    deed = move(Act.RELEASE, "r2", quote="Peru released the sailors", actors=actors("Peru"))
    assert state_after(deed, asked=asked).state is DemandState.OPEN


def test_a_deed_that_may_come_does_not_meet_a_demand() -> None:
    deed = move(
        Act.RELEASE, "r2", quote="Peru released all captured sailors", actors=actors("Peru"), modality=Modality.FUTURE
    )
    assert state_after(deed).state is DemandState.OPEN


def test_a_deed_that_is_only_named_does_not_meet_a_demand() -> None:
    named = move(
        Act.RELEASE,
        "r2",
        quote="the release of all captured sailors",
        actors=actors("Peru"),
        rule="release:noun:release",
    )
    assert state_after(named).state is DemandState.OPEN


def test_a_demand_is_refused_and_then_dropped() -> None:
    no = move(
        Act.REJECT, "r2", quote="Peru turned the demand down", actors=actors("Peru"), issues=(Issue.HOSTAGES_PRISONERS,)
    )
    drop = move(
        Act.CONCEDE, "r3", quote="Norway dropped its demand to release all captured sailors", actors=actors("Norway")
    )
    item = state_after(no, drop)
    assert [s.state for s in item.history] == [DemandState.REFUSED, DemandState.DROPPED]
    assert item.state is DemandState.DROPPED


def test_a_proposal_keeps_every_state_with_its_claim() -> None:
    tabled: ProposalMention = make(
        ProposalMention, "r1", authors=actors("Peru"), label="plan", state=ProposalState.TABLED
    )
    again: ProposalMention = make(
        ProposalMention, "r3", authors=actors("Peru"), label="plan", state=ProposalState.ACCEPTED
    )
    no: Response = make(Response, "r2", by=actors("Norway"), answer=ResponseKind.REJECT, target=claim_id(tabled))
    (item,) = build(tabled, no, again).proposals
    assert [(c.state, c.by, c.id) for c in item.history] == [
        (ProposalState.TABLED, ("Peru",), claim_id(tabled)),
        (ProposalState.REJECTED, ("Norway",), claim_id(no)),
        (ProposalState.ACCEPTED, (), claim_id(again)),
    ]
    assert item.state is ProposalState.ACCEPTED


def test_a_proposal_spoken_of_again_as_tabled_stays_rejected() -> None:
    no: ProposalMention = make(
        ProposalMention, "r1", authors=actors("Peru"), label="plan", state=ProposalState.REJECTED
    )
    on: ProposalMention = make(ProposalMention, "r2", authors=actors("Peru"), label="plan", state=ProposalState.TABLED)
    (item,) = build(no, on).proposals
    assert item.state is ProposalState.REJECTED


def threat(
    content: str = "to quit the talks in Lima", kind: LeverageKind = LeverageKind.THREAT, **fields: Any
) -> Leverage:
    claim: Leverage = make(
        Leverage, "r1", 0, by=actors("Norway"), on=actors("Peru"), type=kind, content=content, **fields
    )
    return claim


def outcome(*claims: AnyClaim) -> LeverageItem:
    (item,) = build(*claims).leverage
    return item


def penalty(quote: str, **fields: Any) -> LeverageItem:
    claim: Leverage = make(
        Leverage, "r1", quote=quote, by=actors("Norway"), on=actors("Peru"), type=LeverageKind.SANCTION, **fields
    )
    return outcome(claim)


def test_a_threat_is_pending_until_something_is_told() -> None:
    silent = outcome(threat(deadline=when("2025-06-12")))
    assert (silent.outcome, silent.history) == (LeverageOutcome.PENDING, ())


def test_a_threat_is_carried_out_by_the_deed_that_it_named() -> None:
    deed = move(Act.SUSPEND, "r2", quote="Norway left the talks in Lima")
    item = outcome(threat(), deed)
    assert (item.outcome, [s.id for s in item.history]) == (LeverageOutcome.CARRIED_OUT, [claim_id(deed)])


def test_words_are_no_deed() -> None:
    again = move(Act.THREATEN, "r2", quote="Norway said it would quit the talks in Lima")
    assert outcome(threat(), again).outcome is LeverageOutcome.PENDING


def test_a_threat_is_withdrawn() -> None:
    back = move(Act.CONCEDE, "r2", quote="Norway dropped its threat against Peru", recipients=actors("Peru"))
    assert outcome(threat(), back).outcome is LeverageOutcome.WITHDRAWN


def test_an_ultimatum_lapses_where_words_say_so() -> None:
    over: Assessment = make(Assessment, "r2", by=(), quote="the deadline has passed without an answer")
    assert outcome(threat(kind=LeverageKind.ULTIMATUM), over).outcome is LeverageOutcome.LAPSED


def test_a_sanction_told_as_fact_is_carried_out_and_one_to_come_is_pending() -> None:
    words = "Norway froze the accounts of Peru"
    assert penalty(words).outcome is LeverageOutcome.CARRIED_OUT
    assert penalty(words, modality=Modality.FUTURE).outcome is LeverageOutcome.PENDING


@pytest.mark.parametrize("words", ["new sanctions", "the penalties of Norway did not pass the council"])
def test_a_penalty_that_is_only_named_or_failed_is_not_carried_out(words: str) -> None:
    assert penalty(words).outcome is LeverageOutcome.PENDING


def test_what_pressure_led_to_is_linked() -> None:
    push = move(Act.PRESS, "r1", 0, quote="Peru pressed Norway over the port", actors=actors("Peru"))
    pressed: Leverage = make(
        Leverage, "r1", 0, quote=push.quote, by=actors("Peru"), on=actors("Norway"), type=LeverageKind.PRESSURE
    )
    opened = move(Act.OPEN_ACCESS, "r1", 60, because_of=claim_id(push))
    dossier = build(push, pressed, opened)
    assert [item.led_to for item in dossier.leverage] == [(claim_id(opened),)]
    assert "Told to have led to this" in render_brief(make_brief(dossier))


def test_a_chain_of_pressure_links_its_items() -> None:
    first: Leverage = make(
        Leverage, "r1", 0, quote="Norway pressed Peru to lean on Chile", by=actors("Norway"), on=actors("Peru"),
        type=LeverageKind.PRESSURE,
    )  # fmt: skip
    link: Leverage = make(
        Leverage, "r1", 21, quote="lean on Chile", by=actors("Peru"), on=actors("Chile"), type=LeverageKind.PRESSURE,
        rule="leverage-chain",
    )  # fmt: skip
    dossier = build(first, link)
    (chain,) = dossier.chains
    assert chain.actors == (("Norway",), ("Peru",), ("Chile",))
    assert set(chain.links) == {i.id for i in dossier.leverage}
