"""From the scores of the heads, one row a word, to tags. It needs numpy alone, so training measures with the same code."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.model.tagging import BARGAIN_TAGS, HEADS, ROLE_TAGS, ActTag, BargainTag, Tag, Tagging
from travaux.reading.model.windows import Stream
from travaux.spans import Span

_NO_DOUBT = 0.995
"""A word is no trigger beyond doubt from this probability of "none" on; no threshold reaches so far."""
_UNLIKELY = 0.002
_PART_FROM = {"term": 0.3, "demand": 0.45, "leverage": 0.3}
"""From which probability on a word is part of such a stretch; of the other kinds what was learnt does not serve yet."""
_BEGINS_FROM = 0.15
_SHORTEST, _SPLIT_AFTER = 8, 12
"""Characters of the shortest stretch, and of what stands before a word that may begin another."""
Scores = NDArray[np.float32]
_LABELS = {
    role: [n for n, label in enumerate(ROLE_TAGS) if label.endswith(f"-{role}")]
    for role in ("source", "cue", "content")
}
"""The columns of each role in the scores of its head."""


def read_tags(stream: Stream, scores: Scores, bargain: Scores | None, model: str) -> Tagging:
    """The tags of a report whose words have these `scores`, one row a word and one column a label of HEADS.

    `bargain` has two columns a kind of BARGAIN_TAGS: being part of one, and beginning one; None where the model has none.
    """
    heads = _Heads(scores)
    fresh = _passage_starts(stream)
    found = list(_read_roles(stream, heads, fresh))
    return Tagging(
        sources=tuple(tag for role, tag in found if role == "source"),
        cues=tuple(tag for role, tag in found if role == "cue"),
        contents=tuple(tag for role, tag in found if role == "content"),
        acts=tuple(_read_acts(stream, heads)),
        bargain=() if bargain is None else tuple(_read_bargain(stream, bargain, fresh)),
        model=model,
    )


class _Heads:
    """The probabilities of each head, one row a word."""

    def __init__(self, scores: Scores) -> None:
        at = 0
        found: dict[str, Scores] = {}
        for name, labels in HEADS.items():
            found[name] = _softmax(scores[:, at : at + len(labels)])
            at += len(labels)
        self.role, self.act, self.modality, self.side = (found[name] for name in HEADS)


def _softmax(scores: Scores) -> Scores:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Scores = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _passage_starts(stream: Stream) -> frozenset[int]:
    """The words that begin a passage: no tag runs over one."""
    return frozenset(stream.starts[start] for start, _ in stream.passages)


def _read_roles(stream: Stream, heads: _Heads, fresh: frozenset[int]) -> Iterator[tuple[str, Tag]]:
    """The stretches of words of one role. An "I" that continues nothing begins a stretch of its own."""
    best = heads.role.argmax(axis=1).tolist()
    shares = {own: heads.role[:, labels].sum(axis=1) for own, labels in _LABELS.items()}
    after = np.ascontiguousarray(heads.side[:, 1])
    start, role = 0, ""
    for word, label in enumerate([*best, 0]):
        place, _, own = ROLE_TAGS[label].partition("-")
        if role and (own != role or place == "B" or word in fresh):
            yield role, _tag(stream, start, word, shares[role], None if role == "cue" else after)
            start = word
        elif not role:
            start = word
        role = own


def _tag(stream: Stream, start: int, end: int, shares: Scores, after: Scores | None) -> Tag:
    """The tag of the words [start, end); `shares` and `after` hold a probability a word."""
    return Tag(
        span=Span(stream.words[start].start, stream.words[end - 1].end),
        score=_mean(shares[start:end]),
        after=None if after is None else _mean(after[start:end]),
    )


def _read_bargain(stream: Stream, scores: Scores, fresh: frozenset[int]) -> Iterator[BargainTag]:
    """The stretches of words that are likely part of one thing, by kind."""
    chances: Scores = (1 / (1 + np.exp(-scores))).astype(np.float32)
    kinds = len(BARGAIN_TAGS)
    for column, kind in enumerate(BARGAIN_TAGS):
        if kind not in _PART_FROM:
            continue
        part, begins = chances[:, column], chances[:, kinds + column]
        likely = np.flatnonzero(part >= _PART_FROM[kind]).tolist()
        for start, end in _runs(stream, likely, begins, fresh):
            span = Span(stream.words[start].start, stream.words[end - 1].end)
            if span.end - span.start >= _SHORTEST:
                yield BargainTag(span=span, kind=kind, score=_mean(part[start:end]))


def _runs(stream: Stream, likely: list[int], begins: Scores, fresh: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The words of `likely` that follow one another, apart where a passage or likely another stretch begins."""
    start = last = -1
    for word in likely:
        long = start >= 0 and stream.words[last].end - stream.words[start].start > _SPLIT_AFTER
        if start >= 0 and (word != last + 1 or word in fresh or (long and begins[word] >= _BEGINS_FROM)):
            yield start, last + 1
            start = word
        elif start < 0:
            start = word
        last = word
    if start >= 0:
        yield start, last + 1


def _mean(shares: Scores) -> float:
    return round(float(np.add.reduce(shares) / len(shares)), 4)


def _read_acts(stream: Stream, heads: _Heads) -> Iterator[ActTag]:
    acts, modalities = list(Act), list(Modality)
    words = np.flatnonzero(heads.act[:, 0] < _NO_DOUBT)
    modality = heads.modality[words]
    best = modality.argmax(axis=1)
    columns = (words, heads.act[words, 0], best, modality[np.arange(len(words)), best])
    all_likely = _find_likely(heads.act[words, 1:])
    for likely, word, none, kind, surety in zip(all_likely, *(c.tolist() for c in columns), strict=True):
        yield ActTag(
            span=stream.words[word],
            none=round(none, 4),
            acts=tuple([(acts[i], round(score, 4)) for score, i in likely]),
            modality=modalities[kind],
            modality_score=round(surety, 4),
        )


def _find_likely(chances: Scores) -> list[list[tuple[float, int]]]:
    """For each row the columns that are at all likely with their chances, the likeliest first."""
    rows, columns = np.nonzero(chances >= _UNLIKELY)
    scores = chances[rows, columns]
    order = np.lexsort((columns, -scores, rows))
    out: list[list[tuple[float, int]]] = [[] for _ in chances]
    for row, column, score in zip(rows[order].tolist(), columns[order].tolist(), scores[order].tolist(), strict=True):
        out[row].append((score, column))
    return out
