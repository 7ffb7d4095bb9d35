"""Chains of pressure: who presses whom to press whom, and the threat that goes with it."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.table import Table, name_sides
from travaux.ontology.claim import Leverage, Move
from travaux.ontology.vocabulary import Act, LeverageKind, Modality
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.spans import Span, trim

_UPON = frozenset({"on", "over", "with"})


def find_chains(context: Context, moves: Sequence[Move], table: Table) -> Iterator[Leverage]:
    """ "A presses B to put pressure on C, with threats to leave": what B is to do to C, and A's threat."""
    for move in moves:
        if move.act is not Act.PRESS or move.about is None or not move.actors:
            continue
        for token in tokens_at(context.doc, move.about.start, move.about.end) or ():
            if _is_pressing(token) and move.recipients:
                claim = _link(context, move, token, table)
            elif token.lemma_.lower() == "threat" and token.pos_ == "NOUN":
                claim = _threat(context, move, token, table)
            else:
                continue
            if claim is not None:
                yield claim


def _is_pressing(token: Token) -> bool:
    """ "Put pressure on", "lean on", "use its influence over": the next link of a chain."""
    lemma = token.lemma_.lower()
    if lemma == "influence":
        return any(c.lower_ in _UPON for c in (*token.children, *token.head.children))
    return lemma in {"pressure", "press", "pressurise", "pressurize"} or (lemma == "lean" and token.pos_ == "VERB")


def _link(context: Context, move: Move, token: Token, table: Table) -> Leverage | None:
    on = context.actors(
        tuple(_phrase(p) for c in (*token.children, *token.head.children) if c.lower_ in _UPON for p in c.children)
    ) or context.actors(tuple(_phrase(c) for c in token.children if c.dep_ == "dobj"))
    if not on:
        return None
    first = token.head if token.head.lemma_.lower() in {"put", "exert", "apply", "increase", "use"} else token
    last = max(
        (p for c in (*token.subtree,) for p in (c,) if c.idx < (on[0].span.end if on[0].span else 0)),
        key=lambda t: t.i,
        default=token,
    )
    span = Span(first.idx, max(last.idx + len(last), on[0].span.end if on[0].span else 0))
    return Leverage(
        **ground(context, span, "leverage-chain") | {"modality": Modality.HYPOTHETICAL},
        by=name_sides(context, table, move.recipients),
        on=name_sides(context, table, on),
        type=LeverageKind.PRESSURE,
    )


def _threat(context: Context, move: Move, token: Token, table: Table) -> Leverage | None:
    deed = next((c for c in token.children if c.dep_ in {"acl", "relcl"} and c.pos_ == "VERB"), None)
    if deed is None:
        return None
    span = trim(context.report.text, token.idx, deed.right_edge.idx + len(deed.right_edge), drop=" ,.")
    content = trim(context.report.text, deed.left_edge.idx, deed.right_edge.idx + len(deed.right_edge), drop=" ,.")
    if span is None or content is None:
        return None
    return Leverage(
        **ground(context, span, "leverage-threat"),
        by=name_sides(context, table, move.actors),
        on=name_sides(context, table, move.recipients),
        type=LeverageKind.THREAT,
        content=context.quote(content),
        content_span=content,
    )


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
