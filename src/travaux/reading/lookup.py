"""Text, tokens by character and sentences by token, found once a Doc: spaCy's own look-ups walk the whole Doc each time.

Sentences are those of the parse: ask for them only behind the parser.
"""

import re
from bisect import bisect_left, bisect_right
from typing import cast

import numpy as np
from spacy.attrs import IDX, LENGTH
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

_KEY = "travaux_lookup"
_TEXT = "travaux_text"
_ENTITIES = "travaux_entities"
_BREAK = re.compile("\n")


class _Index:
    """Where tokens start and end, and the sentence of each."""

    def __init__(self, doc: Doc) -> None:
        cells = doc.to_array([IDX, LENGTH]).reshape(len(doc), 2).astype(np.int64)
        self.starts: list[int] = cells[:, 0].tolist()
        self.ends: list[int] = cells.sum(axis=1).tolist()
        self.first = [0] * len(doc)
        self.last = [len(doc)] * len(doc)
        self.number = [0] * len(doc)
        for n, sent in enumerate(doc.sents if doc.has_annotation("SENT_START") else [doc[:]]):
            start, end = sent.start, sent.end
            for column, value in ((self.first, start), (self.last, end), (self.number, n)):
                column[start:end] = [value] * (end - start)


def _index(doc: Doc) -> _Index:
    kept = doc.user_data
    found = kept.get(_KEY)
    if found is None:
        found = kept[_KEY] = _Index(doc)
    return cast("_Index", found)


def tokens_at(doc: Doc, start: int, end: int) -> SpacySpan | None:
    """The tokens that share a character with [start, end); None where there is none."""
    index = _index(doc)
    first = bisect_right(index.ends, start)
    last = bisect_left(index.starts, end)
    return SpacySpan(doc, first, last) if first < last else None


def places_at(doc: Doc, start: int, end: int) -> range:
    """The tokens that share a character with [start, end), by their places."""
    index = _index(doc)
    return range(bisect_right(index.ends, start), bisect_left(index.starts, end))


def tokens_between(doc: Doc, start: int, end: int) -> range:
    """The tokens that begin in [start, end), by their places."""
    starts = _index(doc).starts
    return range(bisect_left(starts, start), bisect_left(starts, end))


def starts_of(doc: Doc) -> list[int]:
    """Where each token starts; whoever gets the list leaves it as it is."""
    return _index(doc).starts


def sentence_of(token: Token) -> SpacySpan:
    """The sentence of a token."""
    return SpacySpan(token.doc, *sentence_edges(token))


def sentence_edges(token: Token) -> tuple[int, int]:
    """The first token of a token's sentence, and the one behind its last."""
    index, i = _index(token.doc), token.i
    return index.first[i], index.last[i]


def sentence_characters(doc: Doc, place: int) -> tuple[int, int]:
    """Where the sentence of the token at `place` starts and ends in the text."""
    index = _index(doc)
    return index.starts[index.first[place]], index.ends[index.last[place] - 1]


def sentence_number(token: Token) -> int:
    """The place of a token's sentence among the sentences of its Doc."""
    return _index(token.doc).number[token.i]


def entity_at(token: Token) -> SpacySpan | None:
    """The named entity that holds a token, as the Doc's are when it is first asked."""
    kept = token.doc.user_data
    found: dict[int, tuple[int, int]] | None = kept.get(_ENTITIES)
    if found is None:
        places = [(ent.start, ent.end) for ent in token.doc.ents]
        found = kept[_ENTITIES] = {i: (start, end) for start, end in places for i in range(start, end)}
    own = found.get(token.i)
    return SpacySpan(token.doc, *own) if own is not None else None


def breaks_in(text: str) -> list[int]:
    """Where the lines of a text end."""
    return [found.start() for found in _BREAK.finditer(text)]


def text_of(doc: Doc) -> str:
    """The text of a Doc, kept with it: spaCy puts `Doc.text` together anew at each call."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text
