"""Assessments from moves: what is said of how the talks stand."""

from collections.abc import Sequence
from typing import Literal

from travaux.coding.context import Context
from travaux.coding.grounding import ground_like
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import Assessment, Move
from travaux.ontology.vocabulary import Act
from travaux.reading.lookup import tokens_at


def code_assessments(context: Context, moves: Sequence[Move]) -> tuple[Assessment, ...]:
    """What somebody says of how the talks stand."""
    return tuple(
        Assessment(**ground_like(m, "assessment"), by=m.actors, tone=_tone(context, m), when=m.when)
        for m in moves
        if m.act is Act.ASSESS
    )


def _tone(context: Context, move: Move) -> Literal["positive", "negative", "mixed", "unclear"]:
    words = load_bargaining_words()
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    lemmas = {t.lemma_.lower() for t in tokens} if tokens is not None else set()
    good, bad = bool(lemmas & words.positive), bool(lemmas & words.negative)
    if bad and ({"no", "not", "little", "without"} & lemmas or not good):
        return "negative"
    return "positive" if good else "unclear"
