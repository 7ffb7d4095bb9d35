"""What a finished parse says of each word, as plain lists: to ask a list costs a tenth of asking a spaCy Token.

They are made once a Doc; who changes arcs of the parse has them read again.
"""

from collections.abc import Set
from itertools import chain
from typing import cast

import numpy as np
from spacy.strings import StringStore
from spacy.tokens import Doc, Token

from travaux.reading.lookup import sentence_edges

_KEY = "travaux_columns"
_WORDS = ("LOWER", "LEMMA", "POS", "TAG", "ENT_TYPE")
_ARCS = ("DEP", "HEAD")


class Columns:
    """One entry a token in each list; `lemma` is in lower case, `head` is the index of the head (a root's own).

    They hold no part of the Doc that keeps them: a Doc in a circle stays in memory until garbage is looked for.
    """

    __slots__ = ("_beside", "dep", "ent", "head", "lemma", "lemma_places", "lower", "pos", "tag", "word_places")

    def __init__(self, doc: Doc) -> None:
        self._beside: dict[int, frozenset[str]] = {}
        cells = doc.to_array(list(_WORDS)).reshape(len(doc), len(_WORDS))
        strings = doc.vocab.strings
        self.lower, lemma, self.pos, self.tag, self.ent = (_name(column.tolist(), strings) for column in cells.T)
        lowered = {word: word.lower() for word in set(lemma)}
        self.lemma = [lowered[word] for word in lemma]
        self.lemma_places, self.word_places = _places(self.lemma), _places(self.lower)
        self.read_arcs(doc)

    def read_arcs(self, doc: Doc) -> None:
        """Take relations and heads from `doc` as they now are."""
        cells = doc.to_array(list(_ARCS)).reshape(len(doc), len(_ARCS))
        self.dep = _name(cells[:, 0].tolist(), doc.vocab.strings)
        self.head: list[int] = (cells[:, 1].astype(np.int64) + np.arange(len(doc))).tolist()

    def words_beside(self, token: Token) -> frozenset[str]:
        """The words of a token's sentence and the two before it, as they stand and as lemmas, in lower case."""
        start, end = sentence_edges(token)
        found = self._beside.get(start)
        if found is None:
            own = slice(max(0, start - 2), end)
            found = self._beside[start] = frozenset([*self.lower[own], *self.lemma[own]])
        return found


def _name(keys: list[int], strings: StringStore) -> list[str]:
    names = {key: strings[key] for key in set(keys)}
    return [names[key] for key in keys]


def _places(words: list[str]) -> dict[str, list[int]]:
    """Where each of the words stands."""
    out: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        out.setdefault(word, []).append(i)
    return out


def tokens_of(doc: Doc, lemmas: Set[str]) -> list[Token]:
    """The tokens of which the lemma, in lower case, is one of `lemmas`."""
    places = columns_of(doc).lemma_places
    return [doc[i] for i in sorted(chain.from_iterable(places.get(lemma, ()) for lemma in lemmas))]


def words_of(doc: Doc, forms: Set[str]) -> list[Token]:
    """The tokens that stand as one of `forms`, in lower case."""
    places = columns_of(doc).word_places
    return [doc[i] for i in sorted(chain.from_iterable(places.get(word, ()) for word in forms))]


def columns_of(doc: Doc) -> Columns:
    """The columns of a Doc as it is parsed when they are first asked for."""
    kept = doc.user_data
    found = kept.get(_KEY)
    if found is None:
        found = kept[_KEY] = Columns(doc)
    return cast("Columns", found)
