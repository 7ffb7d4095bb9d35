"""Assessments from moves: what is said of how the talks stand."""

from collections.abc import Sequence
from typing import Literal

from travaux.coding.context import Context
from travaux.coding.grounding import ground_like
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import Assessment, Move
from travaux.ontology.vocabulary import Act
from travaux.reading.lookup import sentence_of, tokens_at


def code_assessments(context: Context, moves: Sequence[Move]) -> tuple[Assessment, ...]:
    """What somebody says of how the talks stand."""
    return tuple(
        Assessment(**ground_like(m, "assessment"), by=m.actors, tone=_tone(context, m), when=m.when)
        for m in moves
        if m.act is Act.ASSESS and _is_on_talks(context, m)
    )


def _is_on_talks(context: Context, move: Move) -> bool:
    """Whether the words, or those around them in the sentence, speak of talks, a deal or a truce."""
    words = load_bargaining_words()
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    if tokens is None:
        return False
    sent = sentence_of(tokens.root)
    return bool({t.lemma_.lower() for t in (*tokens, *sent) if t.pos_ in {"NOUN", "PROPN", "VERB"}} & words.at_stake)


def _tone(context: Context, move: Move) -> Literal["positive", "negative", "mixed", "unclear"]:
    words = load_bargaining_words()
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    lemmas = {t.lemma_.lower() for t in tokens} if tokens is not None else set()
    good, bad = bool(lemmas & words.positive), bool(lemmas & words.negative)
    if bad and ({"no", "not", "little", "without"} & lemmas or not good):
        return "negative"
    return "positive" if good else "unclear"
