"""Speakers named before or after their words without a verb: turns of a transcript, headline leads, signed quotes."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from travaux.ontology.report import Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.annotations import Phrase
from travaux.reading.attribution.cues import Lexicon
from travaux.reading.attribution.drafts import Draft
from travaux.reading.attribution.phrases import EDGE, char_span
from travaux.reading.lookup import starts_of, text_of
from travaux.spans import Span, trim

_LABEL_GAP = 4
"""Characters between a transcript's label and its turn: a colon, a dash, spaces."""
_LABEL = re.compile(r"\s{0,20}\"?([A-Z][A-Z.'’-]{1,40}(?: [A-Z][A-Z.'’-]{1,40}){0,4}): (?=\S)")
_LEAD_TOKENS = 7
_LONGEST_HEADLINE = 140
_LEAD = re.compile(r"[^:\n]{2,60}: (?=\S)")
_TRAIL = re.compile(r"(?: [-–—]{1,2}|:) (?=[^-–—:\n]{2,60}\Z)")
_LONGEST_TRAIL = 5
"""Words behind a headline's colon that name who says it; more are what is said."""
_PEOPLE = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def find_leads(doc: Doc, lexicon: Lexicon) -> Iterator[Draft]:
    """The attributions of turns and headlines to the label that begins or ends them."""
    starts = starts_of(doc)
    labels = _labels(doc)
    for segment in doc._.segments:
        if segment.kind is SegmentKind.TURN:
            yield from _turn(doc, starts, segment)
        elif (label := labels.get(segment.span)) is not None:
            yield from _labelled(doc, starts, segment.span, label)
        elif segment.kind in {SegmentKind.HEADLINE, SegmentKind.SUBHEAD} or _is_headline(doc, segment):
            yield from _headline(doc, starts, segment.span, lexicon)


def _is_headline(doc: Doc, segment: Segment) -> bool:
    """A report's first paragraph that is one short line without a full stop."""
    words = segment.span.of(text_of(doc)).strip()
    first = not text_of(doc)[: segment.span.start].strip()
    return first and "\n" not in words and len(words) < _LONGEST_HEADLINE and words[-1:] not in ".!?\"'”’:"[:3]


def _turn(doc: Doc, starts: Sequence[int], segment: Segment) -> Iterator[Draft]:
    """Reads "MR. KIRBY: …": the turn is what its label says; its later paragraphs have no label before them."""
    start, end = segment.span.start, segment.span.end
    label = segment.note
    if label and text_of(doc).startswith(label, start):
        at, body = start, start + len(label)
    else:
        at = text_of(doc).rfind(label, max(0, start - len(label) - _LABEL_GAP), start) if label else -1
        body = start
    content = trim(text_of(doc), body, end, EDGE)
    if content is None:
        return
    source = _phrase(doc, starts, at, at + len(label)) if at >= 0 else None
    yield Draft(anchor=-1, cue=None, source=source, content=(content,), sense="says", rule="turn", strong=True)


def _labels(doc: Doc) -> dict[Span, Span]:
    """Paragraphs of a quoted transcript (“HOLM: …”) with their labels; one alone is a heading."""
    found = {
        segment.span: Span(*label.span(1))
        for segment in doc._.segments
        if segment.kind is SegmentKind.BODY
        and (label := _LABEL.match(text_of(doc), segment.span.start, segment.span.end)) is not None
    }
    return found if len(found) > 1 else {}


def _labelled(doc: Doc, starts: Sequence[int], paragraph: Span, label: Span) -> Iterator[Draft]:
    """A paragraph of a transcript that a report quotes is what its label says."""
    content = trim(text_of(doc), label.end + 1, paragraph.end, f'{EDGE}"')
    source = _phrase(doc, starts, label.start, label.end)
    if content is not None and source is not None:
        yield Draft(anchor=-1, cue=None, source=source, content=(content,), sense="says", rule="labelled", strong=True)


def _headline(doc: Doc, starts: Sequence[int], span: Span, lexicon: Lexicon) -> Iterator[Draft]:
    """Reads "Minister: talks have failed" and "Talks have failed - minister": the one set off says it."""
    words = span.of(text_of(doc))
    trail = _TRAIL.search(words)
    lead = _LEAD.match(words)
    if lead is not None and trail is not None and _names(doc, starts, span.start + trail.end(), span.end, lexicon):
        lead = None
    if lead is not None:
        source = _phrase(doc, starts, span.start, span.start + lead.end() - 2)
        content = trim(text_of(doc), span.start + lead.end(), span.end, EDGE)
    elif trail is not None and words[: trail.start()].rstrip()[-1:] != '"':
        source = _phrase(doc, starts, span.start + trail.end(), span.end)
        content = trim(text_of(doc), span.start, span.start + trail.start(), EDGE)
    else:
        return
    if source is not None and content is not None and _can_speak(doc, source, lexicon):
        yield Draft(anchor=-1, cue=None, source=source, content=(content,), sense="says", rule="headline_lead")


def _names(doc: Doc, starts: Sequence[int], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what stands behind a headline's colon only names somebody ("Fresh launch raises tension: ministry")."""
    source = _phrase(doc, starts, start, end)
    if source is None or len(source.span.of(text_of(doc)).split()) > _LONGEST_TRAIL:
        return False
    head = doc[source.head]
    alone = head.lemma_.lower() in lexicon.speakers or head.ent_type_ in _PEOPLE
    return alone and _can_speak(doc, source, lexicon)


def _phrase(doc: Doc, starts: Sequence[int], start: int, end: int) -> Phrase | None:
    first, after = bisect_left(starts, start), bisect_left(starts, end)
    span = char_span(doc, first, after - 1)
    if span is None or after - first > _LEAD_TOKENS:
        return None
    head = doc[after - 1]
    while head.head.i != head.i and first <= head.head.i < after:
        head = head.head
    return Phrase(span=span, head=head.i)


def _can_speak(doc: Doc, source: Phrase, lexicon: Lexicon) -> bool:
    tokens = [t for t in doc[max(0, source.head - _LEAD_TOKENS) : source.head + _LEAD_TOKENS] if _in(t, source.span)]
    if any(t.pos_ in {"VERB", "AUX"} for t in tokens) or (tokens and tokens[-1].lower_ in lexicon.series):
        return False
    names = any(t.ent_type_ in _PEOPLE or t.lemma_.lower() in lexicon.speakers or _is_acronym(t) for t in tokens)
    return names or any(lexicon.lemma(t) in lexicon.documents for t in tokens)


def _is_acronym(token: Token) -> bool:
    return token.text.isupper() and 2 <= len(token) <= 6


def _in(token: Token, span: Span) -> bool:
    return span.start <= token.idx < span.end
