"""Words in quotation marks: which cue each quote hangs on, and the quotes that go on without one."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from travaux.reading.annotations import Phrase
from travaux.reading.attribution.cues import Lexicon
from travaux.reading.attribution.drafts import Draft
from travaux.reading.attribution.phrases import char_span, cue_span, phrase_of, root_of
from travaux.reading.attribution.quotes import Quote
from travaux.reading.attribution.sources import find_source, is_passive, read_subject
from travaux.reading.lookup import text_of, tokens_at
from travaux.spans import Span

_REACH_AFTER = 25
_REACH_BEFORE = 30
_SPEECH_WORDS = 5
_LEAD_REACH = 300
"""Characters of the paragraph before that a lead with a colon may take ("The envoy told the council:")."""
_NAME_TOKENS = 10
"""The longest lead before a colon that can be nothing but the speaker's name and office."""
_BESIDE = frozenset({"relcl", "acl", "advcl", "amod", "pcomp", "conj", "compound", "nmod"})
"""Verbs that may stand between a quote and its cue, inside the speaker's description."""
_CLOSERS = frozenset(",?!.—-…")
_QUOTED = frozenset({"quote", "cite"})
_TOLD = frozenset({"tell", "ask", "inform"})
_REACH_NAMED = 14
_STOPS = frozenset({".", ";", "?", "!", ":"})
_SIGNED = re.compile(
    r"[ \t]{0,40}(?:\n\s{0,3})?([-–—―]{1,2}) ?"
    r"((?:[A-Z][\w.'’-]{0,40} ?){1,5}(?:, [^\n\"“”:;.!?]{2,60})?)\.?[ \t]{0,40}(?=\n|\Z|[\"“])"
)
"""The dash and the name that sign a quote, with an office or a place, up to the end of the line or the next quote."""
_FILLERS = frozenset({",", ":", "that", "-", "—", "–", "--", "..."})


@dataclass(frozen=True, slots=True)
class Place:
    """Where one quote stands: its paragraph's limits, the quotes beside it, and its tokens."""

    doc: Doc
    quote: Quote
    first: int
    after: int
    floor: int
    ceiling: int


def place_quote(doc: Doc, starts: Sequence[int], quote: Quote, floor: int, ceiling: int) -> Place:
    """The place of `quote`, between the characters `floor` (the quote before) and `ceiling` (the one after)."""
    first = bisect_left(starts, quote.span.start)
    if (
        text_of(doc)[floor : quote.span.start].strip() == ""
        and text_of(doc)[max(0, floor - 9) : floor].rstrip()[-1:] == ":"
    ):
        floor = max(0, floor - _LEAD_REACH)
    return Place(
        doc, quote, first, bisect_left(starts, quote.span.end), bisect_left(starts, floor), bisect_left(starts, ceiling)
    )


def is_speech(text: str, quote: Quote) -> bool:
    """Whether a quote can be speech by its own look: a stop or comma inside its mark, or several words."""
    return quote.last(text) in _CLOSERS or quote.words(text) >= _SPEECH_WORDS


def draft_after(place: Place, lexicon: Lexicon) -> Draft | None:
    """Reads "…," said the envoy; "…," the envoy said."""
    doc, text = place.doc, text_of(place.doc)
    last = place.quote.last(text) or " "
    opening = doc[place.after].text if place.after < len(doc) else ""
    if not (last in ",?!—-…" or opening in {",", "—", "-", "–"}):
        return None
    at = place.after
    for i in range(at, min(at + _REACH_AFTER, place.ceiling)):
        token = doc[i]
        if token.text in _STOPS:
            return None
        cue = lexicon.verb(token) if token.tag_.startswith("V") else None
        if token.tag_ == "VBN" and token.lemma_ in _QUOTED and is_passive(token):
            return _quoted_as(place, token, lexicon, at)
        if cue is not None and cue.quotes and token.tag_ == "VBG" and i == at + (opening == ","):
            return None
        if cue is not None and cue.quotes and token.tag_ != "VBN":
            return _draft(place, token, cue.sense, _source_near(place, token, at), "quote_before_cue")
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in _BESIDE and token.dep_ not in {"aux", "auxpass"}:
            return None
    return None


def _quoted_as(place: Place, verb: Token, lexicon: Lexicon, first: int) -> Draft | None:
    """Reads "…", the envoy was quoted by Tass as saying: who is quoted speaks."""
    doc = place.doc
    end = min(verb.i + _REACH_AFTER, place.ceiling)
    saying = next((t for t in doc[verb.i + 1 : end] if t.tag_ == "VBG" and t.nbor(-1).lower_ == "as"), None)
    cue = lexicon.verb(saying) if saying is not None else None
    nouns = [t for t in doc[first : verb.i] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    if saying is None or cue is None or not nouns:
        return None
    last = verb.i - 1
    while doc[last].pos_ in {"AUX", "ADV"}:
        last -= 1
    span = char_span(doc, first, last)
    source = Phrase(span=span, head=_head(doc, first, last + 1)) if span else None
    return _draft(place, saying, cue.sense, source, "quote_before_cue")


def draft_before(place: Place, lexicon: Lexicon) -> Draft | None:
    """The envoy said: "…"; the envoy told reporters, "…"; the envoy said "…"."""
    doc = place.doc
    i = place.first - 1
    mark = ""
    while i >= place.floor and (doc[i].text in _FILLERS or doc[i].is_space):
        mark = mark or doc[i].text.strip()
        i -= 1
    set_off = mark in {":", ","}
    if not set_off:
        return _adjacent(place, lexicon, i)
    for k in range(i, max(place.floor, i - _REACH_BEFORE) - 1, -1):
        token = doc[k]
        if token.text in _STOPS:
            break
        cue = lexicon.verb(token) if token.tag_.startswith("V") else None
        if cue is not None and cue.leads:
            passive = is_passive(token) and (token.dep_ != "acl" or token.nbor(-1).text != ",")
            source = find_source(token) or (None if passive else read_subject(token))
            return _draft(place, token, cue.sense, _outside(source, place.quote), "cue_before_quote")
    return _colon(place, i) if mark == ":" else None


def _adjacent(place: Place, lexicon: Lexicon, last: int) -> Draft | None:
    """The envoy said "…"; she called the offer "…": a quote that no mark sets off from its verb."""
    doc = place.doc
    i = last
    while i >= place.floor and doc[i].pos_ == "ADV":
        i -= 1
    if i < place.floor or doc[i].dep_ in {"amod", "compound"}:
        return None
    cue = lexicon.verb(doc[i]) if doc[i].tag_.startswith("V") else None
    if _is_name(doc[i], place):
        return None
    if cue is not None and cue.quotes:
        named = doc[i].lemma_ in _TOLD and not is_speech(text_of(doc), place.quote)
        return (
            None
            if named
            else _draft(place, doc[i], cue.sense, _outside(find_source(doc[i]), place.quote), "cue_before_quote")
        )
    for k in range(i, max(place.floor, i - _REACH_NAMED) - 1, -1):
        token = doc[k]
        if token.text in _STOPS:
            return None
        cue = lexicon.verb(token) if token.tag_.startswith("V") else None
        if cue is not None and "obj_pred" in cue.frames:
            draft = _draft(place, token, cue.sense, _outside(find_source(token), place.quote), "verb_obj_pred")
            return replace(draft, content=(Span(doc[k + 1].idx, place.quote.span.end),))
        if token.pos_ in {"VERB", "AUX"}:
            return None
    return None


def _is_name(verb: Token, place: Place) -> bool:
    """Tells "The hall is called “Harmony”", a name, from words that somebody says."""
    called = verb.tag_ == "VBN" and verb.lemma_ in {"call", "name", "dub", "title", "entitle", "label"}
    return (
        called and not is_speech(text_of(place.doc), place.quote) and not any(c.dep_ == "agent" for c in verb.children)
    )


def _head(doc: Doc, first: int, after: int) -> int:
    """The head of the noun phrase between two tokens: its first noun that completes no other in it."""
    nouns = [t for t in doc[first:after] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    return next((t.i for t in nouns if not (first <= t.head.i < after) or t.head.i == t.i), nouns[-1].i)


def _colon(place: Place, last: int) -> Draft | None:
    """The envoy was blunt: "…": no verb of saying, and the colon speaks."""
    doc = place.doc
    first = last
    while first - 1 >= place.floor and doc[first - 1].text not in _STOPS and not doc[first].is_sent_start:
        first -= 1
    if last < first or last < 0:
        return None
    if last - first < _NAME_TOKENS and not any(t.pos_ in {"VERB", "AUX"} for t in doc[first : last + 1]):
        span = char_span(doc, first, last)
        named = Phrase(span=span, head=last) if span else None
        return Draft(anchor=-1, cue=None, source=named, content=(place.quote.span,), sense="says", rule="colon")
    top = root_of(doc[last])
    root = top if first <= top.i <= last else doc[first]
    source = find_source(root) if root.pos_ in {"VERB", "AUX"} else phrase_of(root)
    if source is None or last - first > 40:
        return None
    span = char_span(doc, root.i, last) if root.pos_ in {"VERB", "AUX"} else None
    return Draft(anchor=root.i, cue=span, source=source, content=(place.quote.span,), sense="says", rule="colon")


def signed(place: Place) -> Draft | None:
    """Reads “…” — Kari Holm, Bergen: a quote with nothing behind it in its paragraph but a dash and a name."""
    doc, text = place.doc, text_of(place.doc)
    found = _SIGNED.match(text, place.quote.span.end)
    if found is None:
        return None
    tokens = tokens_at(doc, *found.span(2))
    if tokens is None or any(t.pos_ in {"VERB", "AUX"} for t in tokens) or tokens[0].text[:1].islower():
        return None
    comma = next((t for t in tokens if t.text == ","), None)
    last = comma.i - 1 if comma is not None and comma.i > tokens.start else tokens.end - 1
    span = char_span(doc, tokens.start, last)
    source = Phrase(span=span, head=last) if span else None
    cue = Span(*found.span(1))
    return Draft(
        anchor=-1, cue=cue, source=source, content=(place.quote.span,), sense="says", rule="signed", strong=True
    )


def floating(place: Place, lexicon: Lexicon) -> Draft | None:
    """The envoy was blunt. "…": a quoted sentence after one about a person, by that sentence's subject."""
    doc = place.doc
    if place.first == 0 or place.first - 1 < place.floor:
        return None
    before = doc[place.first - 1]
    if before.text not in _STOPS:
        return None
    root = root_of(before)
    source = find_source(root) if root.pos_ in {"VERB", "AUX"} else None
    source = _outside(source, place.quote)
    if source is None:
        return None
    head = doc[source.head]
    if head.ent_type_ not in {"PERSON", "ORG"} and head.pos_ != "PRON" and not _pronoun_adds(place, lexicon):
        return None
    return Draft(anchor=-1, cue=None, source=source, content=(place.quote.span,), sense="says", rule="floating")


def _pronoun_adds(place: Place, lexicon: Lexicon) -> bool:
    """Whether "She added" follows the quote, so that the quote is hers already."""
    following = place.doc[place.after : place.after + 2]
    if len(following) < 2 or following[0].pos_ != "PRON":
        return False
    cue = lexicon.verb(following[1])
    return cue is not None and cue.quotes


def _draft(place: Place, verb: Token, sense: str, source: Phrase | None, rule: str) -> Draft:
    return Draft(
        anchor=verb.i,
        cue=cue_span(verb),
        source=source,
        content=(place.quote.span,),
        sense=sense,
        rule=rule,
        strong=True,
    )


def _outside(source: Phrase | None, quote: Quote) -> Phrase | None:
    return source if source is not None and not source.span.overlaps(quote.span) else None


def _source_near(place: Place, verb: Token, first: int) -> Phrase | None:
    """The subject of `verb` after a quote, by the parse, or by its place: before the verb, else right after it."""
    source = _outside(find_source(verb), place.quote)
    if source is not None and source.head >= first:
        return source
    doc = place.doc
    if any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in doc[first : verb.i]):
        span = char_span(doc, first, verb.i - 1)
        return Phrase(span=span, head=_head(doc, first, verb.i)) if span else source
    noun = next(
        (t for t in doc[verb.i + 1 : min(verb.i + 12, place.ceiling)] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None
    )
    if noun is None:
        return source
    while noun.head.i > verb.i and noun.head.i != noun.i and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    return phrase_of(noun)
