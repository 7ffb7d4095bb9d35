"""The model's named entities, found as its own recogniser finds them and several times as fast.

spaCy's recogniser takes one step a word and asks at each whether each of some seventy moves is allowed. Its state is no more
than the entity that is open, so the words outside of entities, nearly all, can be scored together; only those inside one
are taken step by step. The scores are the same sums in the same order, so the entities are the same.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_IOB, IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from travaux.reading.parsing.vectors import WordVectors, is_known

RECOGNISER = "ner"
"""The model's component of that kind."""
_FEATURES = 3
"""What a state is seen by: the next word, the first word of the open entity, the word before."""
_OUT = "O"
_AS_ROWS = "list2array"
"""The layer that takes the one Doc out of a batch of one."""
_Scores = NDArray[np.float32]


class EntityReader:
    """Sets `doc.ents` as `recogniser` would."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        self._recogniser = recogniser
        model = recogniser.model
        words, self._features, self._upper = model.layers
        self._read_words = _make_reader(words)
        names = [recogniser.moves.get_class_name(n) for n in range(self._upper.get_dim("nO"))]
        self._moves = [name.partition("-")[::2] for name in names]
        self._column = {move: n for n, move in enumerate(self._moves)}
        free = {"B", "U", _OUT}
        self._closed = np.array([act in free and (act == _OUT or bool(label)) for act, label in self._moves])
        self._begins = np.array([act == "B" for act, _ in self._moves])
        self._names = np.array([act != _OUT for act, _ in self._moves])

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities of `doc`; one that already has some goes to the recogniser itself."""
        if not len(doc) or doc.to_array(ENT_IOB).any():
            read: Doc = self._recogniser(doc)
            return read
        found = [SpacySpan(doc, start, end, label=label) for start, end, label in self._find(doc)]
        doc.set_ents(found, default="outside")
        return doc

    def _find(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        """The entities as (first word, word behind the last, label)."""
        seen: Any = self._features.predict(self._read_words(doc))
        padding, seen = seen[0], seen[1:]
        bias = self._features.get_param("b")
        outside = self._score(seen[:, 0] + padding[1] + padding[2] + bias)
        edges = np.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
        last = np.zeros(len(doc), dtype=bool)
        last[[*(n - 1 for n in edges if n), len(doc) - 1]] = True
        allowed = np.broadcast_to(self._closed, outside.shape).copy()
        allowed[np.ix_(last, self._begins)] = False
        allowed[np.ix_(doc.to_array(IS_SPACE) == 1, self._names)] = False
        best = np.where(allowed, outside, -np.inf).argmax(axis=1)
        behind = 0
        for n in np.flatnonzero(self._names[best]).tolist():
            if n < behind:
                continue
            act, label = self._moves[best[n]]
            behind = n + 1
            if act == "B":
                behind = self._close(seen, bias, n, label, last)
            yield n, behind, label

    def _close(self, seen: Any, bias: Any, start: int, label: str, last: NDArray[np.bool_]) -> int:
        """The word behind the entity of `label` that begins at `start`."""
        inside, ends = self._column["I", label], self._column["L", label]
        first = seen[start, 1]
        at = start + 1
        while not last[at]:
            scores = self._score((seen[at, 0] + first + seen[at - 1, 2] + bias)[None])[0]
            if (scores[ends], -ends) > (scores[inside], -inside):
                break
            at += 1
        return at + 1

    def _score(self, summed: Any) -> _Scores:
        """The scores of all moves in states whose features have these sums: states × hidden × pieces."""
        hidden = summed[..., 0]
        for n in range(1, summed.shape[2]):
            hidden = np.maximum(hidden, summed[..., n])
        scores: _Scores = self._upper.predict(hidden)
        return scores


def _make_reader(words: Any) -> Callable[[Doc], Any]:
    """What `words`, the recogniser's lowest layers, make of a Doc."""
    vectors, *further = words.layers
    if len(further) == 2 and further[0].name == _AS_ROWS and is_known(vectors):
        own = WordVectors(vectors)
        return lambda doc: further[1].predict(own.read(doc))
    return lambda doc: words.predict([doc])


def can_stand_in(recogniser: object) -> bool:
    """Whether `recogniser` is of the kind whose steps an EntityReader knows."""
    if not isinstance(recogniser, EntityRecognizer) or recogniser.cfg["beam_width"] != 1:
        return False
    model = recogniser.model
    features = model.layers[1] if len(model.layers) == 3 else None
    return (
        features is not None
        and not model.attrs.get("unseen_classes")
        and features.get_dim("nF") == _FEATURES
        and features.get_dim("nP") > 1
    )


@Language.factory("travaux_entities")
def make_entity_reader(nlp: Language, name: str) -> EntityReader:  # noqa: ARG001
    """The component for the recogniser of `nlp`."""
    return EntityReader(nlp.get_pipe(RECOGNISER))
