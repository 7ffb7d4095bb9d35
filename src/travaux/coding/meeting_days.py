"""Whether the day of a meeting lets it have been held: what lies after its report is planned, whatever the verb's form."""

import re
from dataclasses import replace
from datetime import date, timedelta

from spacy.tokens import Token

from travaux.coding.ahead import was_due
from travaux.coding.context import Context
from travaux.coding.encounters import TALKS, is_journey
from travaux.coding.times import NOT_WHEN, make_when
from travaux.ontology.claim import Move, When
from travaux.ontology.vocabulary import Act, MeetingStatus
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_COMING = re.compile(
    r"\b(?:tomorrow|later (?:this|on|in)|next (?:week|month|year|spring|summer|autumn|fall|winter|\w+day)|(?:up)?coming)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DONE = frozenset({MeetingStatus.HELD, MeetingStatus.ONGOING})
_SCHEDULING = frozenset({"begin", "start", "open", "set", "schedule", "plan", "slate", "commence", "resume", "kick"})
_NAMING = frozenset({"NOUN", "PROPN"})
_FAR = timedelta(days=4)
_WEEK = timedelta(days=7)
_TAKING_PLACE = frozenset({"hold", "take", "end", "begin", "start", "open", "conclude", "attend", "meet"})
_SLACK = timedelta(days=1)
"""What zones of time make of "today"."""


def settle_day(context: Context, move: Move, status: MeetingStatus) -> tuple[MeetingStatus, When | None]:
    """The status and time of a meeting as they can stand together.

    "Meets on Thursday" in a report of Tuesday is planned. What is told in the past and dated after its report has a day
    that was misread, and none. A bare weekday of what is still to come is the next one; of what "had been due", the last.
    """
    due = was_due(context, move)
    return (MeetingStatus.PLANNED, due) if due is not None else _settle(context, move, status)


def _settle(context: Context, move: Move, status: MeetingStatus) -> tuple[MeetingStatus, When | None]:
    published, when = context.doc._.published, _scheduled(context, move) or move.when
    ahead = _stands_ahead(context, move)
    if when is None:
        return MeetingStatus.PLANNED if ahead and status is MeetingStatus.HELD else status, None
    first, last = _bounds(when)
    verb = _verb_of(context, move)
    told = _is_told(verb)
    if status is MeetingStatus.HELD and ahead and _leads_to_next(first, published):
        return MeetingStatus.PLANNED, _next_weekday(when, first, published)
    if status is MeetingStatus.PLANNED and not told:
        simple = verb is not None and verb.tag_ in {"VBZ", "VBP"}
        return status, _next_weekday(when, first, published) if simple else when
    if status is MeetingStatus.PLANNED:
        over = last is not None and published is not None and last < published
        return status, None if over and not _is_own_verb(context, move) else when
    if status not in _DONE:
        return status, when
    if published is None or first is None or last is None:
        later = _COMING.search(when.words) is not None and not told
        return (MeetingStatus.PLANNED if later else status), when
    if first > published:
        if told and _is_own_verb(context, move):
            return status, when if first <= published + _SLACK else None
        return MeetingStatus.PLANNED, when
    coming = last > published and verb is not None and verb.tag_ in {"VBZ", "VBP"}
    if coming and not told and status is MeetingStatus.HELD:
        return MeetingStatus.PLANNED, when
    return status, when


def _scheduled(context: Context, move: Move) -> When | None:
    """ "Talks, which begin on Wednesday", "a meeting set for 4 May": the day that words behind the noun give it."""
    noun = _noun_of(context, move)
    for verb in noun.subtree if noun is not None else ():
        if verb.dep_ not in {"acl", "relcl"} or verb.lemma_.lower() not in _SCHEDULING or verb.head.pos_ not in _NAMING:
            continue
        inside = Span(verb.idx, verb.right_edge.idx + len(verb.right_edge))
        times = [t for t in context.doc._.times if inside.covers(t.span) and t.rule not in NOT_WHEN and t.edtf]
        if times:
            return make_when(context, times[0])
    return None


def _stands_ahead(context: Context, move: Move) -> bool:
    """ "Arrived before a meeting with the king", "ahead of talks in Oslo": what is said to lie ahead."""
    clause = tokens_at(context.doc, move.trigger.start, move.span.end)
    own = _noun_of(context, move)
    nouns = (
        [own] if own is not None else [t for t in clause or () if t.lemma_.lower() in TALKS] * is_journey(context, move)
    )
    return any(_is_behind(noun) for noun in nouns)


def _is_behind(noun: Token) -> bool:
    if noun.dep_ != "pobj":
        return False
    before = noun.doc[max(0, noun.head.i - 1) : noun.head.i + 1].text.lower()
    return noun.head.lower_ == "before" or before == "ahead of"


def _leads_to_next(first: date | None, published: date | None) -> bool:
    """Whether a weekday that was read backwards is nearer ahead: its own, or one of the next three days."""
    return first is not None and published is not None and (first == published or published - first >= _FAR)


def _noun_of(context: Context, move: Move) -> Token | None:
    """The noun of the meeting: the trigger, or what is called off."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or tokens.root.pos_ in _NAMING:
        return tokens.root if tokens is not None else None
    things = (c for c in tokens.root.children if c.dep_ in {"nsubjpass", "dobj"} and c.pos_ == "NOUN")
    return next(things, None) if move.act is Act.SUSPEND else None


def _bounds(when: When) -> tuple[date | None, date | None]:
    """The first and last day, where days are told."""
    days = [date.fromisoformat(d) for d in _DAY.findall(when.edtf or "")]
    whole = bool(days) and len(days) == len((when.edtf or "").split("/"))
    return (days[0], days[-1]) if whole else (None, None)


def _verb_of(context: Context, move: Move) -> Token | None:
    """The verb by which a meeting is told: the trigger, or the one over its noun."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None:
        return None
    token = tokens.root
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token if token.pos_ in {"VERB", "AUX"} else None


def _is_own_verb(context: Context, move: Move) -> bool:
    """Whether the meeting is told by its verb, or its noun by one of taking place ("talks were held")."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or tokens.root.pos_ in {"VERB", "AUX"}:
        return True
    verb = _verb_of(context, move)
    return verb is not None and verb.lemma_.lower() in _TAKING_PLACE


def _is_told(verb: Token | None) -> bool:
    """Whether a verb tells what has been: "met", "have met", "were held"; not "are held on Friday"."""
    if verb is None:
        return False
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if verb.tag_ == "VBD":
        return True
    return verb.tag_ in {"VBN", "VBG"} and bool(auxiliaries & {"has", "have", "had", "was", "were", "’ve", "'ve"})


def _next_weekday(when: When, first: date | None, published: date | None) -> When:
    """A bare weekday read backwards, as the day of that name after the report."""
    if published is None or first is None or when.rule != "weekday" or not first < published <= first + _WEEK:
        return when
    return replace(when, edtf=(first + _WEEK).isoformat())
