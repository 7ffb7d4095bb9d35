"""Words that may be triggers, joined to triggers: neighbours with one act are one ("walked out", "called for")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.model.tagging import ActTag
from travaux.spans import Span

_GAP = 1
"""Characters between two words of one trigger at most: a space or a hyphen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that tell an act, with the act's mean probability and the modality of the surest word."""

    span: Span
    act: Act
    score: float
    modality: Modality


def join_triggers(words: Sequence[ActTag], least: float) -> tuple[Trigger, ...]:
    """The triggers that begin with a word that is one with a probability of `least` at least."""
    runs: list[list[ActTag]] = []
    for word in words:
        if not word.acts or 1.0 - word.none < least:
            continue
        before = runs[-1][-1] if runs else None
        if before is not None and before.acts[0][0] is word.acts[0][0] and word.span.start - before.span.end <= _GAP:
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(_read_runs(runs))


def _read_runs(runs: Sequence[Sequence[ActTag]]) -> Iterator[Trigger]:
    for run in runs:
        act = run[0].acts[0][0]
        surest = min(run, key=lambda word: word.none)
        score = sum(word.score_of(act) for word in run) / len(run)
        span = Span(run[0].span.start, run[-1].span.end)
        yield Trigger(span=span, act=act, score=round(score, 4), modality=surest.modality)
