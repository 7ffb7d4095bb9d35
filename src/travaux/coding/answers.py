"""Answers to proposals: accepted, accepted on conditions, countered, rejected, put off; and to what."""

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground_like
from travaux.coding.table import Table, name_sides
from travaux.ontology.claim import ActorRef, Move, ProposalMention, Response, claim_id
from travaux.ontology.vocabulary import Act, Modality, ResponseKind
from travaux.reading.lookup import sentence_number, tokens_at

_KINDS = {Act.ACCEPT: ResponseKind.ACCEPT, Act.REJECT: ResponseKind.REJECT}
_REFUSAL = {"refuse", "decline", "reject", "insist", "vow", "threaten"}
_CONDITIONS = {"unless", "until", "if", "once", "provided"}
_REACH = 3
"""In how many sentences before it an answer's proposal may be told."""


def code_responses(
    context: Context, moves: Sequence[Move], proposals: Sequence[ProposalMention], table: Table
) -> tuple[Response, ...]:
    """One answer for each acceptance, rejection or counter-proposal told as fact or on conditions."""
    out: list[Response] = []
    for move in moves:
        answer = _answer(context, move)
        if answer is None or not _is_given(move):
            continue
        by = name_sides(context, table, move.actors)
        out.append(
            Response(
                **ground_like(move, "answer"),
                by=by,
                to=tuple(a for a in name_sides(context, table, move.recipients) if a.name not in {b.name for b in by}),
                answer=answer,
                target=_target(context, move, by, proposals, out),
                about=move.about,
                when=move.when,
            )
        )
    return tuple(out)


def _answer(context: Context, move: Move) -> ResponseKind | None:
    if move.act is Act.PROPOSE:
        words = context.quote(move.span).lower()
        return (
            ResponseKind.COUNTER if "counterpropos" in words or "counter-" in words or "counteroffer" in words else None
        )
    if move.act not in _KINDS:
        return None
    root = _root(context, move)
    if move.act is Act.ACCEPT and root is not None and _is_wanted(root):
        return None
    if move.act is Act.ACCEPT and (
        move.modality is Modality.HYPOTHETICAL or (root is not None and _has_condition(root))
    ):
        return ResponseKind.CONDITIONAL
    return _KINDS[move.act]


def _is_given(move: Move) -> bool:
    """Whether an answer is given, or given on conditions: one that only might be or is still to come is none yet."""
    if move.modality in {Modality.ASSERTED, Modality.HISTORICAL}:
        return True
    return move.modality is Modality.HYPOTHETICAL and move.act is Act.ACCEPT


def _root(context: Context, move: Move) -> Token | None:
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return tokens.root if tokens is not None else None


def _is_wanted(root: Token) -> bool:
    """ "Refusing to go on unless the other side agreed": what one side waits for is no answer of the other."""
    marks = {c.lower_ for c in root.children if c.dep_ in {"mark", "advmod"}}
    if marks & {"unless", "until", "whether"}:
        return True
    return "if" in marks and any(a.lemma_.lower() in _REFUSAL for a in root.ancestors)


def _has_condition(root: Token) -> bool:
    clauses = [c for c in root.children if c.dep_ == "advcl"]
    return any(t.dep_ == "mark" and t.lower_ in _CONDITIONS for c in clauses for t in c.children)


def _target(
    context: Context,
    move: Move,
    by: tuple[ActorRef, ...],
    proposals: Sequence[ProposalMention],
    before: Sequence[Response],
) -> str | None:
    """The proposal in the answer's own words; else the one that the same side has just been told to answer so."""
    for proposal in proposals:
        if move.span in {proposal.span, *(p.span for p in proposal.also)}:
            return claim_id(proposal)
        label = proposal.label_span
        if label is not None and (move.span.covers(label) or (move.about is not None and move.about.overlaps(label))):
            return claim_id(proposal)
    root = _root(context, move)
    if root is None or (move.about is not None and not _speaks_of_proposal(context, move)):
        return None
    names = {a.name for a in by}
    for earlier in reversed(before):
        tokens = tokens_at(context.doc, earlier.span.start, earlier.span.end)
        near = tokens is not None and 0 <= sentence_number(root) - sentence_number(tokens.root) <= _REACH
        if (
            near
            and earlier.target
            and earlier.answer.value == _KINDS.get(move.act, "")
            and names & {a.name for a in earlier.by}
        ):
            return earlier.target
    return None


def _speaks_of_proposal(context: Context, move: Move) -> bool:
    """ "Rejected it", "turned the deal down": a pronoun or a bare noun points back."""
    about = context.quote(move.about).lower().split() if move.about else []
    return len(about) <= 3 and bool({"it", "this", "that", "deal", "proposal", "offer", "plan"} & set(about))
