"""Meetings of a series, and those told by their noun alone: "the sixth round is set to open on Thursday", "further talks"."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.meetings_moved import find_hosts, find_owners
from travaux.coding.places import place_at
from travaux.coding.table import Table, refer
from travaux.coding.times import NOT_WHEN, make_when
from travaux.ontology.claim import ActorRef, MeetingMention, When
from travaux.ontology.vocabulary import ActorKind, MeetingFormat, MeetingStatus, Modality
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span

_NAMES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ROUNDS = {name: number for number, name in enumerate(_NAMES, start=1)}
_ROUND = re.compile(
    rf"\b({'|'.join(_ROUNDS)}|\d{{1,2}}(?:st|nd|rd|th)) (?:round|cycle|session)\b|\bfor the ({'|'.join(_ROUNDS)}) time\b",
    re.IGNORECASE,
)
_TALKS = frozenset({"talk", "discussion", "negotiation", "meeting", "summit", "consultation"})
_SERIES = frozenset({"round", "cycle", "session"})
_COMING = frozenset({"subsequent", "further", "upcoming", "next", "future", "planned", "forthcoming", "proposed"})
_SET = frozenset({"due", "schedule", "set", "plan", "expect", "slate"})
_OPENING = frozenset({"take", "hold", "begin", "start", "open", "convene", "resume", "happen", "occur", "follow"})
_OF_OTHERS = frozenset(
    {"fighting", "violence", "vote", "voting", "election", "ballot", "sanction", "strike", "attack", "drill"}
)
_AT = frozenset({"in", "at"})
_PAIR = 2


def read_round(words: str) -> int | None:
    """The number of "the second round", "the 7th cycle", "met for the third time"."""
    found = _ROUND.search(words)
    if found is None:
        return None
    word = (found[1] or found[2]).lower()
    return _ROUNDS.get(word) or int(re.sub(r"\D", "", word))


def find_coming(context: Context, table: Table) -> Iterator[MeetingMention]:
    """Meetings still to come that no act tells: by "further" and the like, or by a verb that sets their day."""
    for token in tokens_of(context.doc, _TALKS | _SERIES):
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "nmod"}:
            continue
        verb = _set_by(token)
        before = {c.lower_ for c in token.lefts}
        ahead = bool(before & _COMING) and "any" not in before and (token.lemma_.lower() in _TALKS or _is_next(token))
        if not ahead and (verb is None or not _is_of_talks(token)):
            continue
        named = tuple(_named(token))
        people = _who(context, table, token, named)
        if len(people) < _PAIR:
            continue
        last = max([token, *named], key=lambda t: t.i) if verb is None else _last_of(verb, token)
        span = Span(token.left_edge.idx, last.idx + len(last))
        yield MeetingMention(
            **ground(context, span, "meeting-coming" if verb is None else "meeting-set")
            | {"modality": Modality.FUTURE},
            participants=people,
            place=_place(context, verb) if verb is not None else None,
            when=_when(context, span, verb) if verb is not None else None,
            format=MeetingFormat.UNKNOWN,
            status=MeetingStatus.PLANNED,
            round=read_round(context.quote(span)),
        )


def _set_by(noun: Token) -> Token | None:
    """The verb that sets a meeting: "is scheduled to open", "will take place", "is due on Friday"."""
    if noun.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    verb = noun.head
    denied = any(c.dep_ == "neg" for c in verb.children)
    if denied or sentence_of(noun).text.rstrip(" ”\"'’").endswith("?"):
        return None
    if any(c.lower_ in {"will", "shall", "must"} for c in verb.lefts) and verb.lemma_.lower() in _OPENING:
        return verb
    now = any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"is", "are"} for c in verb.lefts) or verb.lower_ in {
        "is",
        "are",
    }
    plans = [verb, *(c for c in verb.rights if c.dep_ == "acomp")]
    plan = next((t for t in plans if t.lemma_.lower() in _SET and t.tag_ in {"VBN", "JJ", "IN", "VBD"}), None)
    if not now or plan is None:
        return None
    deeds = [c for t in (plan, verb) for c in t.rights if c.dep_ in {"xcomp", "ccomp"} and c.tag_ == "VB"]
    return deeds[0] if deeds and deeds[0].lemma_.lower() in _OPENING | {"be"} else (None if deeds else plan)


def _is_of_talks(noun: Token) -> bool:
    """Whether a round or session is one of talks: by its own words, or because nothing says of what else it is."""
    of = [p.lemma_.lower() for c in noun.children if c.lower_ == "of" for p in c.children]
    before = {t.lemma_.lower() for t in noun.lefts}
    if set(of) & _OF_OTHERS or before & _OF_OTHERS:
        return False
    if noun.lemma_.lower() in _TALKS:
        return True
    return bool(set(of) & _TALKS) or (not of and read_round(noun.doc[noun.left_edge.i : noun.i + 1].text) is not None)


def _named(noun: Token) -> Iterator[Token]:
    """Whom a meeting is with, between or of."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in {"with", "between", "among", "of"}:
            for head in prep.children:
                if head.dep_ == "pobj" and head.lemma_.lower() not in _TALKS:
                    yield from (head, *head.conjuncts)


def _is_next(noun: Token) -> bool:
    """ "The next round of talks"."""
    coming = any(c.lower_ in {"next", "upcoming", "further"} for c in noun.lefts)
    return coming and any(p.lemma_.lower() in _TALKS for c in noun.rights if c.lower_ == "of" for p in c.children)


def _who(context: Context, table: Table, noun: Token, named: tuple[Token, ...]) -> tuple[ActorRef, ...]:
    """The ones named; the sides where none of them is of the table, as the talks are theirs, if nobody else's."""
    found = context.actors(tuple(_phrase(t) for t in named))
    people = tuple(p for p in found if p.kind is not ActorKind.OUTLET)
    owners, hosts = find_owners(context, noun), find_hosts(context, noun)
    if not people and any(o.kind in {ActorKind.STATE, ActorKind.IGO} and not table.holds(o) for o in owners):
        return tuple({p.name: p for p in (*owners, *hosts)}.values())
    if not people or all(not table.holds(p) for p in people):
        sides = tuple(refer(context, n) for n in table.sides)
        return (*(s for s in sides if s.name not in {p.name for p in people}), *people)
    alone = len(people) == 1 and len(named) == 1 and named[0].head.lower_ == "with"
    other = (
        tuple(refer(context, n) for n in table.sides if n != people[0].name) if alone and table.holds(people[0]) else ()
    )
    return (*people, *other)


def _last_of(verb: Token, noun: Token) -> Token:
    """Where the clause of the verb ends: at the next comma or clause."""
    doc = verb.doc
    stop = min(verb.right_edge.i + 1, sentence_of(noun).end)
    cut = next(
        (t.i for t in doc[verb.i + 1 : stop] if t.text in {",", ";", ".", ":"} or t.dep_ in {"cc", "mark"}), stop
    )
    return doc[max(verb.i, cut - 1)]


def _place(context: Context, verb: Token) -> str | None:
    """Where it is to be: "will take place in Caracas"."""
    inside = verb.doc[verb.i + 1 : verb.right_edge.i + 1]
    for prep in inside:
        if prep.dep_ == "prep" and prep.lower_ in _AT:
            for head in prep.children:
                found = place_at(context, head) if head.dep_ == "pobj" else None
                if found is not None:
                    return found[0]
    return None


def _when(context: Context, span: Span, verb: Token) -> When | None:
    """The first time told behind the verb."""
    stop = max(span.end, verb.right_edge.idx + len(verb.right_edge))
    for time in context.doc._.times:
        if time.rule not in NOT_WHEN and time.edtf and verb.idx < time.span.start < stop:
            return make_when(context, time)
    return None


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
