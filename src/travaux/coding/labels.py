"""The words by which a proposal is called: its noun phrase, what it is for, and which version it is."""

from datetime import date
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from travaux.coding.context import Context
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span

_MODIFIERS = {"amod", "compound", "nmod", "nummod", "poss", "punct"}
_OLD = 2
"""Years after which a deal is history."""
_COUNTER = ("counterproposal", "counter-proposal", "counteroffer", "counter-offer")


def noun_lemma(token: Token) -> str:
    """The singular lemma of a noun; "road map" is one word."""
    lemma: str = token.lemma_.lower()
    if lemma == "map" and token.i and token.doc[token.i - 1].lower_ == "road":
        return "roadmap"
    return lemma


def is_modifier(token: Token) -> bool:
    """ "the ceasefire talks": names a topic, not a proposal."""
    return token.dep_ in {"compound", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}


def is_deal(token: Token) -> bool:
    """Whether a noun names a deal or a truce, and no topic ("the ceasefire talks")."""
    lemma = token.lemma_.lower()
    named = lemma in load_bargaining_words().texts or lemma in load_term_words().bare_pauses
    return named and token.pos_ in {"NOUN", "PROPN"} and not is_modifier(token)


def is_of_old(noun: Token, day: date | None) -> bool:
    """ "The 1994 treaty": a deal of long before a day."""
    years = [int(t.text) for t in noun.subtree if t.shape_ == "dddd" and t.text[:2] in {"19", "20"}]
    return day is not None and any(day.year - y >= _OLD for y in years)


def find_deals(doc: Doc) -> list[Token]:
    """The nouns that name a deal or a truce."""
    return [token for token in tokens_of(doc, _deal_words()) if is_deal(token)]


@cache
def _deal_words() -> frozenset[str]:
    return load_bargaining_words().texts | load_term_words().bare_pauses


def find_lineage(label: str) -> str | None:
    """Which version a label names: "latest", "revised", "counter"."""
    words = label.lower().split()
    if any(w.startswith(_COUNTER) for w in words):
        return "counter"
    return next((w for w in words if w in load_bargaining_words().lineage), None)


def label_span(token: Token) -> Span:
    """The noun phrase without its article: "latest hostage deal"."""
    left = token
    for child in token.lefts:
        if child.dep_ in _MODIFIERS and child.left_edge.i < left.i and not child.is_punct:
            left = child.left_edge
    while left.dep_ == "det" and left.i < token.i:
        left = token.doc[left.i + 1]
    return Span(left.idx, token.idx + len(token))


def deal_span(noun: Token) -> Span:
    """The deal with what it is for: "a declaration to protect civilians"."""
    label = label_span(noun)
    doc = noun.doc
    end = noun.i + 1
    limit = min(sentence_of(noun).end, noun.i + 14)
    if end < limit and doc[end].lower_ in {"for", "on", "to", "of", "in"}:
        stops = {t.span.start for t in doc._.times if t.rule != "duration"}
        while (
            end < limit
            and doc[end].idx not in stops
            and doc[end].lower_ not in {"that", "which"}
            and doc[end].text not in {",", ";", ".", ":", "–", "—"}
            and doc[end].tag_ not in {"VBD", "VBZ", "MD"}
            and not (doc[end].tag_ == "VBN" and doc[end].dep_ == "acl")
        ):
            end += 1
    over = doc[end - 1].head.i + 1
    if doc[end - 1].dep_ in _MODIFIERS and end < over < limit + 4:
        end = over
    while end > noun.i + 1 and doc[end - 1].pos_ in {"ADP", "PART", "DET", "ADV", "CCONJ", "SCONJ"}:
        end -= 1
    last = doc[end - 1]
    return Span(label.start, last.idx + len(last))


def short(tokens: SpacySpan) -> SpacySpan:
    """The words without the clause that only says more of their noun: "an arms deal touted as the largest"."""
    root = tokens.root
    cut = next(
        (
            t.i
            for t in tokens
            if t.i > root.i + 1 and (t.tag_ in {"WDT", "WP"} or (t.tag_ == "VBN" and t.dep_ == "acl"))
        ),
        tokens.end,
    )
    return tokens.doc[tokens.start : cut] if root.pos_ in {"NOUN", "PROPN"} else tokens


def without_article(context: Context, span: Span | None) -> Span | None:
    """The span without "a", "an" or "the" before it."""
    if span is None:
        return None
    first = context.quote(span).split(" ")[0]
    return Span(span.start + len(first) + 1, span.end) if first.lower() in {"a", "an", "the"} else span
