"""Short brackets and datelines are set aside while the model reads, because they spoil what it says of the words around them.

"Norway's Labour Party (Ap) and the Centre Party (Sp) agreed" is read as if the brackets were not there; afterwards their
tokens hang on the word before. Behind a dateline the model takes the first word for a name ("Negotiators from Lima met"); a
dateline's tokens are a sentence of their own.
"""

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, SENT_START, SPACY, TAG
from spacy.language import Language
from spacy.tokens import Doc, Token

from travaux.ontology.vocabulary import SegmentKind

_SAID = (HEAD, TAG, POS, MORPH, LEMMA, DEP, ENT_IOB, ENT_TYPE)
"""What the model says of a word."""
_MORPH = _SAID.index(MORPH)
_INSIDE, _OUT, _BEGINS = 1, 2, 3
"""spaCy's numbers for where in an entity a word stands."""
_LONGEST = 8
"""Tokens inside a bracket that is set aside; a longer one may be a sentence of its own."""
_KEY = "travaux_full"


@Language.component("travaux_brackets_aside")
def set_brackets_aside(doc: Doc) -> Doc:
    """The Doc without its datelines and short brackets, which carries the full one; the same Doc where it has none."""
    aside = find_brackets(doc) | {i for dateline in find_datelines(doc) for i in dateline}
    if not aside:
        return doc
    kept = [i for i in range(len(doc)) if i not in aside]
    if not kept:
        return doc
    words, spaces, starts = doc.to_array([ORTH, SPACY, SENT_START])[kept].astype(np.uint64).T
    spaces |= np.isin(np.array(kept) + 1, list(aside))
    short = Doc(
        doc.vocab,
        words=words.tolist(),
        spaces=spaces.astype(bool).tolist(),
        sent_starts=starts.astype(np.int64).tolist(),
    )
    short.user_data[_KEY] = (doc, kept)
    return short


def find_brackets(doc: Doc) -> set[int]:
    """The tokens of short round and square brackets, the marks included."""
    strings = doc.vocab.strings
    opening, closing = ({strings[mark] for mark in marks} for marks in ("([", ")]"))
    out: set[int] = set()
    opened: int | None = None
    words = doc.to_array(ORTH)
    for i in np.flatnonzero(np.isin(words, [*opening, *closing])).tolist():
        if words[i] in opening:
            opened = i
        elif opened is not None:
            short = i - opened <= _LONGEST + 1
            if short and opened > 0 and not doc[opened - 1].is_space and not doc[opened].is_sent_start:
                out |= set(range(opened, i + 1))
            opened = None
    return out


def find_datelines(doc: Doc) -> list[range]:
    """The tokens of each dateline."""
    spans = [s.span for s in doc._.segments or () if s.kind is SegmentKind.DATELINE]
    found = (doc.char_span(span.start, span.end, alignment_mode="contract") for span in spans)
    return [range(own.start, own.end) for own in found if own is not None]


@Language.component("travaux_brackets_back")
def put_brackets_back(doc: Doc) -> Doc:
    """The full Doc with what the model said of the short one; bracket tokens hang on the word before."""
    found = doc.user_data.get(_KEY)
    if found is None:
        return doc
    full, kept = found
    strings, at = full.vocab.strings, np.array(kept)
    rows = np.zeros((len(full), len(_SAID)), np.uint64)
    rows[at] = doc.to_array(list(_SAID))
    rows[at, 0] = at[np.arange(len(at)) + rows[at, 0].astype(np.int64)] - at
    first = {i: dateline.start for dateline in find_datelines(full) for i in dateline}
    for i in np.setdiff1d(np.arange(len(full)), at).tolist():
        if i in first:
            *said, relation = _aside_row(full[i])
            said.append("ROOT" if i == first[i] else relation)
            rows[i] = [(first[i] - i) % 2**64, *map(strings.add, said), _OUT, 0]
            continue
        before = kept[max(0, bisect_left(kept, i) - 1)]
        rows[i] = [(before - i) % 2**64, *map(strings.add, _aside_row(full[i])), _OUT, 0]
    rows[rows[:, _MORPH] == 0, _MORPH] = full.vocab.morphology.add("")
    _begin_entities(rows[:, -2], rows[:, -1])
    out = Doc(full.vocab, words=full.to_array(ORTH).tolist(), spaces=full.to_array(SPACY).astype(bool).tolist())
    out.from_array(list(_SAID), rows)  # type: ignore[arg-type]  # it wants all its bits
    out._.segments = full._.segments
    out._.published = full._.published
    return out


def _begin_entities(places: NDArray[np.uint64], kinds: NDArray[np.uint64]) -> None:
    """Let an entity that a bracket cuts begin anew behind it, and all that has no kind be outside."""
    places[kinds == 0] = _OUT
    cut = (places[1:] == _INSIDE) & (kinds[1:] != kinds[:-1])
    places[1:][cut] = _BEGINS


def _aside_row(token: Token) -> tuple[str, str, str, str, str]:
    """What is said of a bracket's token, from its tag to its relation: a name if it looks like one, else a noun or a mark."""
    if token.is_punct or token.is_bracket:
        return ("-LRB-" if token.is_bracket else ":", "PUNCT", "", token.text, "punct")
    if token.text[:1].isupper():
        return ("NNP", "PROPN", "", token.text, "dep")
    return ("CD", "NUM", "", token.text, "dep") if token.like_num else ("NN", "NOUN", "", token.lower_, "dep")
