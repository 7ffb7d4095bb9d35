"""From the scores of the heads, one row a word, to tags. It needs numpy alone, so training measures with the same code."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.model.tagging import HEADS, ROLE_TAGS, ActTag, Tag, Tagging
from travaux.reading.model.windows import Stream
from travaux.spans import Span

_NO_DOUBT = 0.995
"""A word is no trigger beyond doubt from this probability of "none" on; no threshold reaches so far."""
_UNLIKELY = 0.002
Scores = NDArray[np.float32]


def read_tags(stream: Stream, scores: Scores, model: str) -> Tagging:
    """The tags of a report whose words have these `scores`, one row a word and one column a label of HEADS."""
    heads = _Heads(scores)
    found = list(_read_roles(stream, heads, _passage_starts(stream)))
    return Tagging(
        sources=tuple(tag for role, tag in found if role == "source"),
        cues=tuple(tag for role, tag in found if role == "cue"),
        contents=tuple(tag for role, tag in found if role == "content"),
        acts=tuple(_read_acts(stream, heads)),
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
    run: list[int] = []
    role = ""
    for word, label in enumerate([*best, 0]):
        place, _, own = ROLE_TAGS[label].partition("-")
        if run and (own != role or place == "B" or word in fresh):
            yield role, _tag(stream, heads, run, role)
            run = []
        if own:
            run.append(word)
        role = own


def _tag(stream: Stream, heads: _Heads, run: list[int], role: str) -> Tag:
    labels = [i for i, label in enumerate(ROLE_TAGS) if label.endswith(f"-{role}")]
    span = Span(stream.words[run[0]].start, stream.words[run[-1]].end)
    score = float(heads.role[run][:, labels].sum(axis=1).mean())
    after = None if role == "cue" else float(heads.side[run, 1].mean())
    return Tag(span=span, score=round(score, 4), after=None if after is None else round(after, 4))


def _read_acts(stream: Stream, heads: _Heads) -> Iterator[ActTag]:
    acts, modalities = list(Act), list(Modality)
    for word in np.flatnonzero(heads.act[:, 0] < _NO_DOUBT).tolist():
        row = heads.act[word].tolist()
        likely = sorted(((score, -i) for i, score in enumerate(row[1:]) if score >= _UNLIKELY), reverse=True)
        modality = int(heads.modality[word].argmax())
        yield ActTag(
            span=stream.words[word],
            none=round(row[0], 4),
            acts=tuple((acts[-i], round(score, 4)) for score, i in likely),
            modality=modalities[modality],
            modality_score=round(float(heads.modality[word, modality]), 4),
        )
