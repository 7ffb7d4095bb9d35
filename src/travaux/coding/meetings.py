"""Meetings and calls: who met, where, when; several mentions of one meeting in a report are one claim."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from travaux.coding.context import Context, make_refs
from travaux.coding.grounding import ground, ground_like
from travaux.coding.merging import merge_mentions
from travaux.coding.table import Table, name_sides, refer
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, MeetingMention, Move
from travaux.ontology.vocabulary import Act, ActorKind, MeetingFormat, MeetingStatus, Modality
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span

_STATUS = {
    Modality.ASSERTED: MeetingStatus.HELD,
    Modality.HISTORICAL: MeetingStatus.HELD,
    Modality.FUTURE: MeetingStatus.PLANNED,
    Modality.NEGATION: MeetingStatus.CANCELLED,
}
_OFF = re.compile(
    r"\b(?:cancel|postpone|call(?:ed|ing|s)? off|scrap|put off|delay|skip|refus|declin|pull(?:ed)? out|suspend"
    r"|not (?:attend|meet|take part))",
    re.IGNORECASE,
)
_COMING = {"subsequent", "further", "upcoming", "next", "future", "planned", "forthcoming", "proposed"}
_TALKS = {"talk", "discussion", "negotiation", "meeting", "summit", "consultation"}
_ROUNDS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_ROUND = re.compile(rf"\b({'|'.join(_ROUNDS)}|\d{{1,2}}(?:st|nd|rd|th)) round\b", re.IGNORECASE)
_PRIVATE = {
    "priest",
    "reporter",
    "reporters",
    "journalists",
    "journalist",
    "family",
    "families",
    "lawyer",
    "friend",
    "doctor",
    "crowd",
    "supporters",
    "voters",
}


def code_meetings(context: Context, moves: Sequence[Move], table: Table) -> tuple[MeetingMention, ...]:
    """One claim a meeting; planned never counts as held."""
    found = [m for move in moves if (m := _of_move(context, move, table)) is not None]
    found += [m for m in _coming(context, table) if not any(o.span.overlaps(m.span) for o in found)]
    ordered = sorted(found, key=lambda m: m.span)
    return merge_mentions([m for m in ordered if _is_gathering(m)], _is_same, _join)


def _of_move(context: Context, move: Move, table: Table) -> MeetingMention | None:
    if move.act is not Act.MEET or move.modality not in _STATUS:
        return None
    status = _status(context, move)
    if status is None:
        return None
    people = _participants(context, (*move.actors, *move.recipients, *_with_whom(context, move)), table)
    outlets = {a.name for a in people if a.kind is ActorKind.OUTLET or a.name.lower() in _PRIVATE}
    if outlets:
        return None
    if not people and (move.place is not None or move.when is not None):
        people = tuple(refer(context, n) for n in (*table.sides, *table.mediators))
    return MeetingMention(
        **ground_like(move, "meeting"),
        participants=people,
        place=move.place,
        when=move.when,
        format=_format(context, move),
        status=status,
        round=_round(context, move),
        heads=_heads(context, move),
    )


def _participants(context: Context, actors: tuple[ActorRef, ...], table: Table) -> tuple[ActorRef, ...]:
    """The actors with "the sides" as the sides, and "Danish and Swedish officials" as the states that they act for."""
    out: dict[str, ActorRef] = {}
    for actor in name_sides(context, table, actors):
        states = _states_in(context, actor) if actor.by == "words" else ()
        for ref in states or (actor,):
            out.setdefault(ref.name, ref)
    return tuple(out.values())


def _with_whom(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """ "Met for talks with the mediators": those whom the talks are with, where the act's own words do not say."""
    tokens = tokens_at(context.doc, move.trigger.start, move.span.end)
    if tokens is None or move.recipients or not move.actors:
        return ()
    talks = [t for t in tokens if t.lemma_.lower() in _TALKS]
    named = [p for t in talks for c in t.children if c.lower_ == "with" for p in c.children if p.dep_ == "pobj"]
    return context.actors(tuple(_phrase(x) for p in named for x in (p, *p.conjuncts)))


def _states_in(context: Context, actor: ActorRef) -> tuple[ActorRef, ...]:
    span = actor.span
    if span is None:
        return ()
    words = set(context.quote(span).lower().split())
    if not words & {
        "officials",
        "delegations",
        "delegates",
        "negotiators",
        "representatives",
        "teams",
        "envoys",
        "diplomats",
        "sides",
        "leaders",
        "ministers",
        "delegation",
        "team",
    }:
        return ()
    tokens = tokens_at(context.doc, span.start, span.end)
    start = tokens.root.left_edge.idx if tokens is not None else span.start
    inside = [m for m in context.references.mentions if start <= m.span.start < span.end]
    kinds = {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.IGO, ActorKind.MILITARY}
    return tuple(replace(make_refs(m)[0], by="description") for m in inside if m.kind in kinds)


def _status(context: Context, move: Move) -> MeetingStatus | None:
    """Held, planned, ongoing or cancelled; a meeting dated after its report is planned, and "did not meet" is none."""
    status = _STATUS[move.modality]
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None:
        return status
    if status is MeetingStatus.CANCELLED:
        return status if _OFF.search(sentence_of(tokens.root).text) else None
    if status is MeetingStatus.HELD:
        root = tokens.root
        verb = root if root.pos_ in {"VERB", "AUX"} else root.head
        if _is_after_report(context, move):
            return MeetingStatus.PLANNED
        if verb.tag_ == "VBG" and any(
            t.dep_ == "aux" and t.lower_ in {"is", "are", "'re", "'s"} for t in verb.children
        ):
            return MeetingStatus.ONGOING
    return status


def _is_after_report(context: Context, move: Move) -> bool:
    day = context.report.published
    if day is None or move.when is None or move.when.edtf is None:
        return False
    first = move.when.edtf.split("/")[0].strip("~?%")
    return len(first) == 10 and first > day.isoformat()


def _format(context: Context, move: Move) -> MeetingFormat:
    words = load_bargaining_words()
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    lemmas = {t.lemma_.lower() for t in tokens} if tokens is not None else set()
    if lemmas & words.calls:
        return MeetingFormat.CALL
    if "indirect" in lemmas or "proximity" in lemmas:
        return MeetingFormat.PROXIMITY
    if "shuttle" in lemmas:
        return MeetingFormat.SHUTTLE
    return MeetingFormat.IN_PERSON if lemmas & words.gatherings or move.place else MeetingFormat.UNKNOWN


def _round(context: Context, move: Move) -> int | None:
    """ "The second round of talks"."""
    found = _ROUND.search(context.report.text[max(0, move.span.start - 40) : move.span.end])
    if found is None:
        return None
    word = found[1].lower()
    return _ROUNDS.get(word) or int(re.sub(r"\D", "", word))


def _heads(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """ "A delegation led by the foreign minister"."""
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    if tokens is None:
        return ()
    out: list[ActorRef] = []
    for token in sentence_of(tokens.root):
        if token.lemma_.lower() in {"lead", "head"} and token.tag_ == "VBN":
            out += context.actors(
                tuple(_phrase(p) for c in token.children if c.lower_ == "by" for p in c.children if p.dep_ == "pobj")
            )
    return tuple(a for a in out if a.kind is ActorKind.PERSON)


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)


def _coming(context: Context, table: Table) -> Iterator[MeetingMention]:
    """ "Subsequent talks with civilians", "further discussions": announced by their noun alone."""
    for token in context.doc:
        if (
            token.lemma_.lower() not in _TALKS
            or token.pos_ not in {"NOUN", "PROPN"}
            or token.dep_ in {"compound", "nmod"}
        ):
            continue
        if not any(c.lower_ in _COMING for c in token.lefts):
            continue
        named = [
            p
            for c in token.children
            if c.dep_ == "prep" and c.lower_ in {"with", "between"}
            for p in c.children
            if p.dep_ == "pobj"
        ]
        with_whom = context.actors(tuple(_phrase(x) for p in named for x in (p, *p.conjuncts)))
        sides = tuple(refer(context, n) for n in table.sides)
        people = _participants(context, with_whom, table)
        if not people or all(not table.holds(p) for p in people):
            people = (*(s for s in sides if s.name not in {p.name for p in people}), *people)
        end = max([token, *(x for p in named for x in (p, *p.conjuncts))], key=lambda t: t.i)
        span = Span(token.left_edge.idx, end.idx + len(end))
        if len(people) > 1:
            yield MeetingMention(
                **ground(context, span, "meeting-coming") | {"modality": Modality.FUTURE},
                participants=people,
                status=MeetingStatus.PLANNED,
            )


def _is_gathering(meeting: MeetingMention) -> bool:
    """At least two who meet, of whom one is named; or one named who is told to meet somewhere, or to travel for it."""
    named = [p for p in meeting.participants if p.by != "words"]
    if not named:
        return len(meeting.participants) > 1 and meeting.place is not None
    if len(meeting.participants) > 1:
        return True
    return meeting.place is not None or meeting.when is not None


def _is_same(a: MeetingMention, b: MeetingMention) -> bool:
    if a.status is not b.status and {a.status, b.status} != {MeetingStatus.HELD, MeetingStatus.ONGOING}:
        return False
    if (a.round and b.round and a.round != b.round) or (a.place and b.place and a.place != b.place):
        return False
    if (
        a.format != b.format
        and MeetingFormat.CALL in {a.format, b.format}
        and MeetingFormat.UNKNOWN not in {a.format, b.format}
    ):
        return False
    if a.when and b.when and a.when.edtf and b.when.edtf and not _times_meet(a.when.edtf, b.when.edtf):
        return False
    x, y = _who(a), _who(b)
    shared = len(x & y)
    return bool(x and y) and shared >= min(len(x), len(y)) and (shared > 1 or bool(a.place and a.place == b.place))


def _who(meeting: MeetingMention) -> set[str]:
    return {p.country or p.name if p.kind is ActorKind.PERSON else p.name for p in meeting.participants}


def _times_meet(a: str, b: str) -> bool:
    x, y = a.split("/"), b.split("/")
    return x[0] <= y[-1] + "~" and y[0] <= x[-1] + "~"


def _join(a: MeetingMention, b: MeetingMention) -> MeetingMention:
    """The first, with what only the second tells: a place, a time, a form, a person for their state."""
    people = {p.name: p for p in a.participants}
    persons = {p.country for p in a.participants if p.kind is ActorKind.PERSON}
    for p in b.participants:
        if (
            p.name not in people
            and p.by != "words"
            and p.name not in persons
            and (p.kind is not ActorKind.PERSON or p.country not in people)
        ):
            people[p.name] = p
    return replace(
        a,
        participants=tuple(people.values()),
        place=a.place or b.place,
        when=a.when or b.when,
        format=b.format if a.format is MeetingFormat.UNKNOWN else a.format,
        round=a.round or b.round,
        heads=a.heads or b.heads,
    )
