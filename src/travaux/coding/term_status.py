"""How far a term has come: hoped for, proposed, demanded or agreed, by its own words and by where its deal stands."""

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.coding.phases_named import PHASES
from travaux.coding.regions import Region
from travaux.ontology.claim import ProposalMention, claim_id
from travaux.ontology.vocabulary import ProposalState, TermStatus

_OPEN = frozenset(
    {
        ProposalState.FLOATED,
        ProposalState.TABLED,
        ProposalState.UNDER_CONSIDERATION,
        ProposalState.REJECTED,
        ProposalState.COUNTERED,
        ProposalState.WITHDRAWN,
    }
)
"""States of a proposal of which nothing is agreed."""
_MADE = frozenset({ProposalState.ACCEPTED, ProposalState.ACCEPTED_WITH_RESERVATIONS})
_OWN = frozenset({"bound", "force", "bullet", "conditions", "condition"})
"""Stretches of which the words themselves say how far it has come."""
_DESIGNS = frozenset({"proposal", "plan", "draft", "offer", "initiative", "blueprint", "outline", "formula", "roadmap"})
"""Nouns of what somebody has drawn up, which is agreed only where that is told."""
_CONDITIONAL = frozenset({"would", "could", "might", "may", "should"})
_MAKING = frozenset(
    {"agree", "sign", "reach", "conclude", "strike", "seal", "clinch", "finalise", "finalize", "ratify"}
)
_UNDECIDED = frozenset({"focus", "try", "hope", "fail", "aim", "want"})


def tell_status(
    region: Region | None, head: Token, deal: str | None, proposals: Sequence[ProposalMention]
) -> TermStatus:
    """The status of the term at `head`; `deal` is the id of the proposal that it is told of.

    "The deal, which would free 30 prisoners" is only proposed, unless the report tells that the deal is made; what stands
    in the phases of a deal that was made is agreed.
    """
    if _is_hoped(head):
        return TermStatus.HOPED
    status = _by_words(region, head)
    if region is None or region.rule in _OWN:
        return status
    if status is TermStatus.AGREED:
        told = next((p for p in proposals if claim_id(p) == deal), None) if deal is not None else None
        return TermStatus.PROPOSED if _is_open(region, head, told) else status
    if status is TermStatus.PROPOSED and _is_of_made(region, head, proposals):
        return TermStatus.AGREED
    return status


def _by_words(region: Region | None, head: Token) -> TermStatus:
    if region is not None and region.status is TermStatus.IMPLEMENTED and _is_due(head):
        return TermStatus.PROPOSED
    if region is not None and region.status is not TermStatus.PROPOSED:
        return region.status
    verbs = {t.lemma_.lower() for t in [head, *head.ancestors]}
    if verbs & {"reach", "sign", "agree", "conclude"} and not verbs & _UNDECIDED:
        return TermStatus.AGREED
    return TermStatus.PROPOSED


def _is_open(region: Region, head: Token, told: ProposalMention | None) -> bool:
    """Whether the deal that holds a term is told as open, or a draft or a mere "would" of which nobody says that it is made."""
    if told is not None and told.state in _OPEN | _MADE:
        return told.state in _OPEN
    deal = head.doc[region.deal] if region.deal is not None else None
    if deal is None or _is_told_made(deal):
        return False
    return deal.lemma_.lower() in _DESIGNS or _is_conditional(region, head)


def _is_told_made(deal: Token) -> bool:
    """ "The accord signed in May", "the agreed text"."""
    said = (c for c in deal.children if c.dep_ in {"acl", "amod", "relcl"} and c.tag_ in {"VBN", "VBD", "JJ"})
    return any(c.lemma_.lower() in _MAKING and not any(x.dep_ == "neg" for x in c.children) for c in said)


def _is_conditional(region: Region, head: Token) -> bool:
    """ "… which would free them", "it could bring them home"; not "… under which they will be freed"."""
    doc = head.doc
    modals = [t.lower_ for t in doc[min(region.start, head.i) : head.i + 1] if t.tag_ == "MD"]
    modals += [c.lower_ for c in (*head.lefts, *head.head.lefts) if c.tag_ == "MD"]
    return bool(modals) and modals[-1] in _CONDITIONAL


def _is_of_made(region: Region, head: Token, proposals: Sequence[ProposalMention]) -> bool:
    """Whether a term stands in a phase of the deal told last before it, which those who bargain have made."""
    deal = head.doc[region.deal] if region.deal is not None else None
    if deal is None or deal.lemma_.lower() not in PHASES:
        return False
    before = [p for p in proposals if p.span.start < head.idx]
    last = max(before, key=lambda p: p.span.start, default=None)
    if last is None or last.state not in _MADE:
        return False
    return last.rule == "proposal-agreed" or (last.rule == "proposal-in-force" and not _is_conditional(region, head))


def _is_due(head: Token) -> bool:
    """ "It would mean that the first crews are freed": not done yet."""
    return any(c.tag_ == "MD" and c.lower_ in {"would", "will"} for t in head.ancestors for c in t.lefts)


def _is_hoped(head: Token) -> bool:
    """ "It is our hope that the deal would lead to a lasting truce", "we hope that the pact will bring the crews home"."""
    for token in head.ancestors:
        hoping = token.lemma_.lower() == "hope" or (token.lower_ == "hope" and token.pos_ == "NOUN")
        if hoping and token.i < head.i and any(t.lower_ == "that" for t in head.doc[token.i + 1 : token.i + 5]):
            return True
    return False
