"""Which proposal a term, phase or exchange belongs to: the one that its own words, or the noun that holds it, name."""

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.ontology.claim import ProposalMention, claim_id
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span

_PHASES = {"phase", "stage"}


def find_deal(context: Context, span: Span, deal: Token | None, proposals: Sequence[ProposalMention]) -> str | None:
    """The id of the proposal claim, None where the words name none.

    "Under the plan" is the plan told last before; a term inside a proposal's own words is of that proposal.
    """
    labelled = [(p, p.label_span) for p in proposals if p.label_span is not None]
    inside = next((p for p, label in labelled if label.overlaps(span)), None)
    if inside is not None:
        return claim_id(inside)
    if deal is None or deal.lemma_.lower() in _PHASES:
        return _in_sentence(context, span, proposals)
    for proposal, label in reversed(labelled):
        tokens = tokens_at(context.doc, label.start, label.end)
        if label.start <= deal.idx and tokens is not None and deal.lemma_.lower() in {t.lemma_.lower() for t in tokens}:
            return claim_id(proposal)
    return _in_sentence(context, span, proposals)


def _in_sentence(context: Context, span: Span, proposals: Sequence[ProposalMention]) -> str | None:
    """The proposal whose noun stands before the term in its sentence."""
    tokens = tokens_at(context.doc, span.start, span.end)
    if tokens is None:
        return None
    start = sentence_of(tokens[0]).start_char
    near = [p for p in proposals if p.label_span is not None and start <= p.label_span.start < span.start]
    return claim_id(near[-1]) if near else None
