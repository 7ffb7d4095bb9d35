"""Whom "they" means in quoted words where the report says it: "meaning the army", "asked about the army"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from travaux.reading.annotations import AttributionMention
from travaux.reading.lookup import sentence_of, text_of

_GLOSSING = {"mean": "", "refer": "to", "allude": "to", "speak": "of about", "talk": "about", "ask": "about"}
"""Verbs that say whom somebody's words are about, with their prepositions."""
_MARKS = '"“”„«'
_SPEAKERS = frozenset({"we", "us", "our", "ours"})


def direct_quote(head: Token, attributions: Sequence[AttributionMention]) -> AttributionMention | None:
    """The attribution of the direct quotation in which `head` stands."""
    inside = [a for a in attributions if any(c.start <= head.idx < c.end for c in a.content)]
    if not inside:
        return None
    nearest = min(inside, key=lambda a: sum(len(c) for c in a.content))
    part = next(c for c in nearest.content if c.start <= head.idx < c.end)
    opened = part.of(text_of(head.doc))[0] in _MARKS
    return nearest if nearest.quoted == "direct" or (nearest.quoted == "mixed" and opened) else None


def find_glosses(head: Token, quote: AttributionMention, attributions: Sequence[AttributionMention]) -> Iterator[Token]:
    """The nouns by which the words around a quotation, to the end of the next sentence, say whom `head` means in it."""
    said = [c for a in attributions if a.quoted == "direct" for c in a.content]
    for sentence in _around(head.doc, head, quote):
        for verb in sentence:
            if verb.lemma_ not in _GLOSSING or verb.pos_ != "VERB" or any(c.start <= verb.idx < c.end for c in said):
                continue
            if _tells_whom(verb) and not _SPEAKERS & {t.lower_ for t in verb.subtree}:
                yield from _told_of(verb)


def _around(doc: Doc, head: Token, quote: AttributionMention) -> Iterator[SpacySpan]:
    """The sentence of the pronoun, the one that names who speaks, and the next behind both."""
    places = [head, *([doc[quote.source.head]] if quote.source is not None else [])]
    sentences = {s.start: s for s in map(sentence_of, places)}
    last = sentences[max(sentences)]
    if last.end < len(doc):
        behind = sentence_of(doc[last.end])
        sentences[behind.start] = behind
    yield from (sentences[start] for start in sorted(sentences))


def _tells_whom(verb: Token) -> bool:
    """Whether the verb is said of who speaks: "meaning", "asked about", "he was referring to"."""
    own = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and not _is_quoted(c)]
    if verb.lemma_ == "ask":
        passive = verb.tag_ == "VBN" or verb.dep_ in {"advcl", "acl"}
        return passive and all(c.lower_ in {"he", "she", "they"} for c in own)
    return all(c.pos_ == "PRON" and c.lower_ in {"he", "she"} for c in own) and (bool(own) or verb.tag_ == "VBG")


def _is_quoted(word: Token) -> bool:
    """Whether quotation marks stand around a word: "by “they” he meant"."""
    last = len(word.doc) - 1
    return 0 < word.i < last and word.nbor(-1).text == word.nbor(1).text == '"'


def _told_of(verb: Token) -> list[Token]:
    prepositions = _GLOSSING[verb.lemma_].split()
    if not prepositions:
        return [c for c in verb.children if c.dep_ in {"dobj", "attr", "oprd"}]
    return [
        p
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in prepositions
        for p in c.children
        if p.dep_ == "pobj"
    ]
