"""Several numbers on one noun: "33, 40 and 20 captives in three phases" are three terms, one a phase where phases are told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.amounts import find_amount, find_qualifier
from travaux.coding.clauses import trim_end
from travaux.coding.context import Context
from travaux.coding.issues import issue_in
from travaux.coding.numbers import NUMBER_WORDS, read_number
from travaux.coding.phases_named import read_phase
from travaux.coding.words import TermWords, load_term_words
from travaux.ontology.claim import Term
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_JOINTS = frozenset({",", "and", "then", "or", "followed", "by"})
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "percent", "%"})
_PHASES = frozenset({"phase", "stage", "step", "round", "batch", "tranche", "group", "wave"})
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_SHARES = frozenset({"half", "all", "some", "dozens", "hundreds", "thousands", "most", "part", "third"})
_ABOUT = frozenset({"over", "about", "around", "nearly", "almost", "under"})
_MANY = 2
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Series:
    """Number tokens in order, with the noun that all of them count."""

    numbers: tuple[Token, ...]
    noun: Token


def find_series(tokens: SpacySpan) -> Series | None:
    """The first list of two numbers or more before one noun; an "or" leaves open which, and is none."""
    doc = tokens.doc
    i = tokens.start
    while i < tokens.end:
        run: list[Token] = []
        k = i
        while k < tokens.end and (doc[k].like_num or (run and doc[k].lower_ in _JOINTS)):
            if doc[k].like_num:
                run.append(doc[k])
            k += 1
        i = max(k, i + 1)
        ended = doc[k - 1].like_num if k > tokens.start else False
        joined = len(run) >= _MANY and all(b.i - a.i > 1 for a, b in pairwise(run))
        if not joined or not ended or any(t.lower_ == "or" for t in doc[run[0].i : run[-1].i]):
            continue
        noun = next((t for t in doc[k : min(k + _NEAR, tokens.end)] if t.pos_ in {"NOUN", "PROPN"}), None)
        if noun is not None and noun.lemma_.lower() not in _TIMES | _PHASES:
            return Series(tuple(run), noun)
    return None


def split_series(context: Context, term: Term, tokens: SpacySpan) -> Iterator[Term]:
    """The term, or one for each of the numbers that its words count one noun by."""
    series = find_series(tokens)
    values = [_value(t) for t in series.numbers] if series is not None else []
    if series is None or any(v is None for v in values):
        yield from split_listed(context, term, tokens)
        return
    phases = _phases(series)
    end = series.noun.idx + len(series.noun)
    for n, (token, value) in enumerate(zip(series.numbers, values, strict=True)):
        span = term.span if n == 0 else Span(token.idx, max(end, token.idx + len(token)))
        yield replace(
            term,
            span=span,
            quote=context.quote(span),
            content=context.quote(span),
            quantity=value,
            unit=series.noun.lower_,
            qualifier=find_qualifier(tokens, token.i),
            phase=phases[n] if phases else term.phase,
            rule=term.rule if n == 0 else "term-series",
        )


def split_listed(context: Context, term: Term, tokens: SpacySpan) -> Iterator[Term]:
    """The term, or one for each thing of a list that is counted or done for itself: "half the crews and all of the dead".

    "To let in food, and the evacuation of the wounded" are two; "food and medicine" are one.
    """
    words = load_term_words()
    edges = {first for t in tokens if (first := _opens_item(t, tokens, words)) is not None}
    if not edges:
        yield term
        return
    cuts = [tokens.start, *sorted(edges), tokens.end]
    for n, (start, after) in enumerate(pairwise(cuts)):
        part = tokens.doc[start : trim_end(tokens.doc, start, after)]
        span = trim(context.report.text, part.start_char, part.end_char, drop=' ,;.“”"') if len(part) else None
        if span is None:
            continue
        amount = find_amount(part)
        yield replace(
            term,
            span=span,
            quote=context.quote(span),
            content=context.quote(span),
            issue=(issue_in(part, part.root, words) if n else None) or term.issue,
            quantity=amount.value if amount else None,
            unit=amount.unit if amount else None,
            qualifier=amount.qualifier if amount else None,
            rule=term.rule if n == 0 else "term-listed",
        )


def _opens_item(noun: Token, tokens: SpacySpan, words: TermWords) -> int | None:
    """Where a thing of a list begins that is a term by itself: it is counted, or a deed with what it is done to."""
    if noun.pos_ not in {"NOUN", "PRON"} or noun.lower_ == "one":
        return None
    first = noun.i
    while first > tokens.start and (
        noun.doc[first - 1].pos_ in {"DET", "ADJ", "NUM", "ADV", "PRON"} or noun.doc[first - 1].lower_ in _ABOUT
    ):
        first -= 1
    if first <= tokens.start + 1 or noun.doc[first - 1].lower_ not in {"and", ","}:
        return None
    lefts = noun.doc[first : noun.i]
    lemma = noun.lemma_.lower()
    if any((c.pos_ == "NUM" and c.lower_ != "one") or c.lower_ in _SHARES for c in lefts) or noun.lower_ in _SHARES:
        return first if lemma not in _TIMES | _PHASES else None
    behind = noun.doc[noun.i + 1].lower_ if noun.i + 1 < len(noun.doc) else ""
    deed = lemma in words.deed_nouns | words.pauses and behind in {"of", "for", "to"}
    return first if deed and len(lefts) else None


def _value(token: Token) -> float | None:
    return NUMBER_WORDS.get(token.lower_) or read_number(token)


def _phases(series: Series) -> list[int]:
    """The phases in their order, where the words after the noun name as many; none elsewhere."""
    many = len(series.numbers)
    behind = series.noun.doc[series.noun.i + 1 : sentence_of(series.noun).end]
    for token in behind:
        if token.lemma_.lower() not in _PHASES:
            continue
        before = [t.lower_ for t in behind if t.i < token.i]
        told = [_ORDINALS[w] for w in before if w in _ORDINALS]
        if told == list(range(1, many + 1)):
            return told
        if before and (NUMBER_WORDS.get(before[-1]) or _count(before[-1])) == many:
            return list(range(1, many + 1))
        if read_phase(token) is not None:
            return []
    return []


def _count(word: str) -> float | None:
    return float(word) if word.isdigit() else None
