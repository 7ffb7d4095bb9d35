"""The demand ledger: each demand with what became of it and the words that moved it; and what came of proposals and pressure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from travaux.ontology.dossier import (
    DemandChange,
    DemandItem,
    Item,
    LeverageChain,
    LeverageChange,
    LeverageItem,
    ProposalChange,
    ProposalItem,
    ResponseItem,
)
from travaux.ontology.vocabulary import DemandState, LeverageOutcome, ProposalState
from travaux.views.lead import own_evidence
from travaux.views.wording import join_names, name_all, quote_words, say_edtf

_DEMANDS = {
    DemandState.MET: "met",
    DemandState.PARTLY_MET: "partly met",
    DemandState.REFUSED: "refused",
    DemandState.DROPPED: "dropped",
    DemandState.OPEN: "open",
}
_OUTCOMES = {
    LeverageOutcome.CARRIED_OUT: "carried out",
    LeverageOutcome.LAPSED: "lapsed",
    LeverageOutcome.WITHDRAWN: "taken back",
    LeverageOutcome.PENDING: "pending",
}


def list_moved(demand: DemandItem) -> Iterator[tuple[Item, str]]:
    """What moved a demand, step by step, each with the words that tell it."""
    for step in demand.history:
        own = own_evidence(step, demand)
        yield step, say_demand_change(replace(step, evidence=own) if own else step)


def say_demand_change(change: DemandChange) -> str:
    """ "Met by Norway, 3 May 2025: “…”"."""
    return _say_step(_DEMANDS[change.state], change.by, change.day, change)


def say_target(demands: Iterable[DemandItem], answer: ResponseItem) -> str:
    """What an answer that stands under no proposal answers: a demand; "" where that is not told."""
    asked = (
        next((d for d in demands if any(e.claim == answer.target for e in d.evidence)), None) if answer.target else None
    )
    if asked is None:
        return ""
    by = f" of {name_all(asked.by)}" if asked.by else ""
    return f"to the demand{by}: {quote_words(asked.content)}"


def list_standings(proposal: ProposalItem) -> Iterator[tuple[Item, str]]:
    """How a proposal came to where it stands, as far as its answers do not tell that; nothing where only one state is told."""
    answered = {(e.report, e.start) for r in proposal.responses for e in r.evidence}
    if len(proposal.history) > 1:
        for c in proposal.history:
            if not any((e.report, e.start) in answered for e in c.evidence):
                yield c, say_proposal_change(c)


def say_proposal_change(change: ProposalChange) -> str:
    """ "Rejected by Peru, 3 May 2025: “…”"."""
    word = (
        change.state.value.replace("_", " ")
        if change.state is not ProposalState.COUNTERED
        else "met with a counter-offer"
    )
    return _say_step(word, change.by, change.day, change)


def list_outcomes(leverage: LeverageItem) -> Iterator[tuple[Item, str]]:
    """What showed the outcome of a threat or of pressure."""
    for step in leverage.history:
        own = own_evidence(step, leverage)
        yield step, say_outcome(replace(step, evidence=own) if own else step)


def say_outcome(change: LeverageChange) -> str:
    """ "Carried out by Norway: “…”": the day of its telling may be long after that of the deed."""
    return _say_step(_OUTCOMES[change.outcome], change.by, None, change)


def say_chain_of_pressure(chain: LeverageChain) -> str:
    """ "Norway presses Peru and Chile to press Bolivia"."""
    first, *between, last = [name_all(a) or "somebody unnamed" for a in chain.actors]
    verb = "press" if len(chain.actors[0]) > 1 else "presses"
    return f"{first[:1].upper()}{first[1:]} {verb} {' to press '.join([*between, last])}"


def _say_step(word: str, by: tuple[str, ...], day: str | None, change: Item) -> str:
    who = f" by {join_names(by)}" if by else ""
    when = f", {say_edtf(day)}" if day else ""
    return f"{word[:1].upper()}{word[1:]}{who}{when}: {quote_words(change.words)}"
