"""Builds annotated Docs by hand, for tests that need no trained model."""

from collections.abc import Sequence

from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

import travaux.reading.layers  # noqa: F401  (declares the layers)
from travaux.ontology.report import Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.annotations import Phrase
from travaux.spans import Span

VOCAB = English().vocab
_POS = {"N": ("NN", "NOUN"), "NS": ("NNS", "NOUN"), "P": ("NNP", "PROPN"), "V": ("VBD", "VERB"), "J": ("JJ", "ADJ")}
_POS |= {"D": ("DT", "DET"), "I": ("IN", "ADP"), "R": ("PRP", "PRON"), "C": ("CC", "CCONJ"), "X": (".", "PUNCT")}


def build(*sentences: str, ents: Sequence[tuple[str, str]] = ()) -> Doc:
    """A Doc of sentences written as "word/class/head/relation[/lemma]", heads counted from the sentence's first token.

    Classes: N noun, NS plural noun, P name, V verb, J adjective, D determiner, I preposition, R pronoun, C conjunction,
    X mark. `ents` are (words, label), each standing where its words first stand.
    """
    rows: list[tuple[str, str, str, int, str, str]] = []
    starts: list[int] = []
    for sentence in sentences:
        begin = len(rows)
        starts.append(begin)
        for cell in sentence.split():
            word, kind, head, relation, *lemma = cell.split("/")
            tag, pos = _POS[kind]
            base = lemma[0] if lemma else word if kind == "P" else word.lower()
            rows.append((word, tag, pos, begin + int(head), relation, base))
    words = [r[0] for r in rows]
    doc = Doc(
        VOCAB,
        words=words,
        spaces=[not (i + 1 < len(words) and words[i + 1] in {",", "."}) for i in range(len(words))],
        tags=[r[1] for r in rows],
        pos=[r[2] for r in rows],
        heads=[r[3] for r in rows],
        deps=[r[4] for r in rows],
        lemmas=[r[5] for r in rows],
    )
    doc.ents = [span for words, label in ents if (span := _span(doc, words, label)) is not None]
    doc._.segments = (Segment(span=Span(0, len(doc.text)), kind=SegmentKind.BODY),)
    return doc


def _span(doc: Doc, words: str, label: str) -> SpacySpan | None:
    start = doc.text.index(words)
    return doc.char_span(start, start + len(words), label=label)


def phrase(doc: Doc, words: str) -> Phrase:
    """The phrase of the last place where `words` stand."""
    start = doc.text.rindex(words)
    tokens = doc.char_span(start, start + len(words), alignment_mode="expand")
    assert tokens is not None
    return Phrase(span=Span(start, start + len(words)), head=tokens.root.i)
