"""The model's lemmas, found once a kind of word instead of once a word.

The lemmatizer looks at a word's form, its class and its morphology alone, so what it says of such a kind is kept. Of a kind
that it meets for the first time it asks whether it is among up to 57,000 known forms, which the model keeps as lists: here
they are sets.
"""

from typing import Any

import numpy as np
from spacy.attrs import LEMMA, MORPH, ORTH, POS
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

LEMMATIZER = "lemmatizer"
"""The model's component of that kind."""
_FORMS = "lemma_index"
_MOST_KINDS = 50_000


class LemmaSetter:
    """Sets lemmas as `lemmatizer` would."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._kinds: dict[tuple[int, ...], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of `doc`, but for the words that have one."""
        if len(self._kinds) >= _MOST_KINDS:
            self._kinds.clear()
        own: dict[tuple[int, ...], int] = {}
        lemmas = []
        cells: Any = doc.to_array([LEMMA, ORTH, POS, MORPH]).reshape(len(doc), 4).tolist()
        for i, (given, *cell) in enumerate(cells):
            kind = tuple(cell)
            lemma = own.get(kind) if given == 0 or self._lemmatizer.overwrite else given
            if lemma is None:
                lemma = own[kind] = doc.vocab.strings.add(self._find(doc, i, kind))
            lemmas.append(lemma)
        doc.from_array([LEMMA], np.array(lemmas, dtype=np.uint64).reshape(len(doc), 1))  # type: ignore[arg-type]  # all bits
        return doc

    def _find(self, doc: Doc, at: int, kind: tuple[int, ...]) -> str:
        """The lemma of a kind of word, of which the word `at` is an example."""
        found = self._kinds.get(kind)
        if found is None:
            found = self._kinds[kind] = str(self._lemmatizer.rule_lemmatize(doc[at])[0])
        return found


def keep_forms_as_sets(nlp: Language) -> None:
    """Let the lemmatizers of `nlp` look forms up instead of looking through them."""
    for name in nlp.component_names:
        pipe = nlp.get_pipe(name)
        if isinstance(pipe, Lemmatizer) and pipe.lookups.has_table(_FORMS):
            table = pipe.lookups.get_table(_FORMS)
            table.update({kind: frozenset(forms) for kind, forms in table.items()})


def can_stand_in(lemmatizer: object) -> bool:
    """Whether `lemmatizer` is of the kind that looks at nothing but what a LemmaSetter knows of a word."""
    return type(lemmatizer) is EnglishLemmatizer and lemmatizer.mode == "rule"


@Language.factory("travaux_lemmas")
def make_lemma_setter(nlp: Language, name: str) -> LemmaSetter:  # noqa: ARG001
    """The component for the lemmatizer of `nlp`."""
    return LemmaSetter(nlp.get_pipe(LEMMATIZER))  # type: ignore[arg-type]
