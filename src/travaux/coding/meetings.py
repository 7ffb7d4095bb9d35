"""Meetings and calls: who met, where, when; several mentions of one meeting in a report are one claim."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from travaux.coding.context import Context, make_refs
from travaux.coding.encounters import can_take_part, is_journey, is_meeting, is_scene, knows_talks
from travaux.coding.gatherings import Told, join_told
from travaux.coding.grounding import ground_like
from travaux.coding.meeting_days import settle_day
from travaux.coding.meeting_matter import tell_matter
from travaux.coding.merging import pass_on
from travaux.coding.rounds import find_coming, read_round
from travaux.coding.sitting import find_actors, find_between, find_partners, find_teller
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
    r"\b(?:cancel|postpone|call(?:ed|ing|s)? off|scrap|put off|delay|skip|pull(?:ed)? out|suspend"
    r"|not (?:attend|meet|take part))",
    re.IGNORECASE,
)
_TOWN_OF = re.compile(r"\b(?:in|at) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}, (?:the )?$")
_CIVIC = {"community", "religious", "business", "tribal", "opposition", "women", "faith", "church", "youth", "party"}
"""Words of leaders and delegations that stand for no state."""
_SPEAKING = {"speak", "talk"}
_TALKS = {"talk", "discussion", "negotiation", "meeting", "summit", "consultation"}
_HOLDING = {"meet", "gather", "hold", "conclude", "complete", "finish", "have", "convene", "attend"}
_ENDS = {"cancellation", "postponement", "termination", "suspension"}
_LOOSELY = {"context", "words", "pronoun"}
_THE_SAME = {"they", "two", "both", "three", "four"}
_PEOPLE = {
    "leader",
    "man",
    "minister",
    "president",
    "premier",
    "side",
    "delegation",
    "official",
    "country",
    "neighbour",
    "neighbor",
}
_FEW = 2
_BROKEN_OFF = _TALKS | {"conference", "round", "dialogue"}
_KNOWN = {"the", "this", "these", "those", "that", "such", "both"}
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
    found = _without_ways(context, [m for move in moves if (m := _of_move(context, move, table)) is not None])
    found += [m for move in moves if (m := _resumed(context, move, table)) is not None]
    for coming in find_coming(context, table):
        beside = [k for k, o in enumerate(found) if o.meeting.span.overlaps(coming.span)]
        if not beside:
            found.append(Told(coming, back=False))
        elif found[beside[0]].meeting.status is MeetingStatus.PLANNED:
            found[beside[0]] = _with_day(found[beside[0]], coming)
    told = join_told(context, sorted(found, key=lambda t: t.meeting.span), table)
    return tuple(tell_matter(context, m) for m in told)


def _with_day(told: Told, coming: MeetingMention) -> Told:
    """A planned meeting with the day and place that the verb of its sentence sets."""
    first = told.meeting
    also = first.also if coming.span == first.span else (*first.also, pass_on(coming))
    meeting = replace(first, when=first.when or coming.when, place=first.place or coming.place, also=also)
    return replace(told, meeting=meeting)


def _without_ways(context: Context, told: list[Told]) -> list[Told]:
    """Without journeys to what the same sentence tells as still to come ("left for Oslo, where he meets …")."""
    ahead = {_sentence(context, t.meeting) for t in told if t.meeting.status is MeetingStatus.PLANNED and not t.way}
    return [t for t in told if not (t.way and _sentence(context, t.meeting) in ahead)]


def _sentence(context: Context, meeting: MeetingMention) -> int:
    tokens = tokens_at(context.doc, meeting.span.start, meeting.span.end)
    return sentence_of(tokens.root).start if tokens is not None else -1


def _of_move(context: Context, move: Move, table: Table) -> Told | None:
    if move.act is not Act.MEET or move.modality not in _STATUS:
        return None
    status = _status(context, move)
    if status is None or not is_meeting(context, move):
        return None
    named = (*find_actors(context, move), *move.recipients, *find_partners(context, move), *find_teller(context, move))
    if named and all(a.by == "context" and a.span is None for a in named) and not knows_talks(context, move):
        return None
    people = _participants(context, tuple(a for a in named if can_take_part(context, move, a)), table)
    people = _heads_of_each(context, move, named) or tuple(p for p in people if not _is_where(context, p))
    status, when = settle_day(context, move, status)
    if any(a.kind is ActorKind.OUTLET or _is_private(context, a) for a in people):
        return None
    meeting = MeetingMention(
        **ground_like(move, "meeting"),
        participants=people,
        place=move.place if is_scene(context, move) else None,
        when=when,
        format=_format(context, move, people),
        status=status,
        round=_round(context, move),
        heads=_heads(context, move),
    )
    again = _is_of_the_same(context, move)
    meeting = replace(meeting, participants=()) if again else meeting
    return Told(meeting, back=_points_back(context, move), again=again, way=is_journey(context, move))


def _heads_of_each(context: Context, move: Move, named: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """ "The delegations, led by the ministers of Peru and Chad, met": those two, whoever else bargains in the report."""
    heads = _heads(context, move)
    apart = len({h.country for h in heads if h.country}) > 1
    return heads if apart and all(a.by in _LOOSELY for a in named) else ()


def _is_of_the_same(context: Context, move: Move) -> bool:
    """ "They meet again on Thursday", "the two held talks in May": whoever met before, and nobody else named."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    root = tokens.root if tokens is not None else None
    while root is not None and root.dep_ in {"xcomp", "acomp"} and not any(c.dep_ == "nsubj" for c in root.lefts):
        root = root.head
    subject = next((c for c in root.lefts if c.dep_ == "nsubj"), None) if root is not None else None
    if subject is None or any(a.by not in {"pronoun", "words", "context"} for a in move.recipients):
        return False
    head = next((c for c in subject.lefts if c.lower_ in {"two", "three", "four"}), None) or subject
    people = subject is head or subject.lemma_.lower() in _PEOPLE
    return people and head.lower_ in _THE_SAME and head.i - subject.left_edge.i < _FEW


def _resumed(context: Context, move: Move, table: Table) -> Told | None:
    """ "The talks are to resume on Thursday": a meeting still to come; "broke off the talks": one cancelled."""
    coming = move.act is Act.RESUME and move.modality is Modality.FUTURE
    ended = context.quote(move.trigger).lower().split()[:1] in (["end"], ["ended"], ["ends"], ["conclusion"], ["close"])
    off = move.act is Act.SUSPEND and move.modality is Modality.ASSERTED and not ended
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    if not (coming or off) or tokens is None or not any(t.lemma_.lower() in _BROKEN_OFF for t in tokens):
        return None
    between = find_between(context, move)
    told = between or (*move.actors, *move.recipients, *find_partners(context, move))
    people = _participants(context, told, table)
    named = [p for p in people if p.by != "words"]
    sides = tuple(refer(context, n) for n in table.sides) if coming or len(named) < 2 else ()
    status, when = settle_day(context, move, MeetingStatus.PLANNED if coming else MeetingStatus.CANCELLED)
    meeting = MeetingMention(
        **ground_like(move, "meeting-resumed" if coming else "meeting-off"),
        participants=tuple({p.name: p for p in (*named, *sides)}.values()),
        place=move.place,
        when=when,
        status=status,
    )
    return Told(meeting, back=False, off=off and _is_known(context, move))


def _is_known(context: Context, move: Move) -> bool:
    """ "But the meeting was put off": one that was told before."""
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    nouns = [t for t in tokens or () if t.lemma_.lower() in _BROKEN_OFF and t.pos_ == "NOUN"]
    return any(c.lower_ in _KNOWN for n in nouns[:1] for c in n.lefts)


def _is_where(context: Context, actor: ActorRef) -> bool:
    """ "To meet in Peru": the state is where they meet, and does not sit with them by that alone."""
    if actor.kind is not ActorKind.STATE or actor.span is None:
        return False
    return context.report.text[max(0, actor.span.start - 4) : actor.span.start].lower().endswith(" in ")


def _points_back(context: Context, move: Move) -> bool:
    """Whether the words speak of a meeting as known: "the talks", "Monday's meeting", "they discussed"."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None:
        return False
    root = tokens.root
    if root.pos_ in {"NOUN", "PROPN"}:
        dated = any(c.dep_ == "poss" and (c.ent_type_ in {"DATE", "TIME"} or c.pos_ == "PRON") for c in root.lefts)
        return dated or any(c.lower_ in _KNOWN for c in root.lefts)
    loose = all(a.by in {"pronoun", "words", "description", "context"} for a in move.actors)
    return root.lemma_.lower() in {"discuss", "talk", "review"} or (
        loose and not move.recipients and root.lemma_.lower() not in {"meet", "travel", "visit", "arrive"}
    )


def _is_private(context: Context, actor: ActorRef) -> bool:
    """A family, reporters, a crowd; but "families of hostages" have a say in the talks."""
    if actor.name.lower() not in _PRIVATE:
        return False
    after = context.report.text[actor.span.start : actor.span.end + 4] if actor.span else ""
    return actor.name.lower() != "families" or " of" not in after


def _participants(context: Context, actors: tuple[ActorRef, ...], table: Table) -> tuple[ActorRef, ...]:
    """The actors with "the sides" as the sides, and "Danish and Swedish officials" as the states that they act for."""
    out: dict[str, ActorRef] = {}
    for actor in name_sides(context, table, actors):
        if _is_place_of_place(context, actor):
            continue
        actor = _holder_named_behind(context, actor)  # noqa: PLW2901
        states = _states_in(context, actor) if actor.by == "words" else ()
        for ref in states or (actor,):
            out.setdefault(ref.name, ref)
    return tuple(out.values())


def _is_place_of_place(context: Context, actor: ActorRef) -> bool:
    """ "In Basel, Switzerland": the state in which the town lies; "the Basel meeting": the town. No participants."""
    if actor.kind is not ActorKind.STATE or actor.span is None:
        return False
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end)
    mention = context.references.mention_at(tokens[0]) if tokens is not None else None
    if mention is not None and mention.by in {"capital", "seat"} and tokens is not None:
        named = [t for t in (tokens[0], *tokens[0].ancestors) if t.lemma_.lower() in _TALKS]
        if named and tokens[0].dep_ in {"compound", "amod", "nmod"}:
            return True
    return bool(_TOWN_OF.search(context.report.text, max(0, actor.span.start - 40), actor.span.start))


def _holder_named_behind(context: Context, actor: ActorRef) -> ActorRef:
    """ "The adviser to the premier Dr. Rosa Meier met …": the person, where the model makes the office the subject."""
    if actor.span is None or actor.by not in {"name", "words"} or actor.kind is ActorKind.PERSON:
        return actor
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end)
    for child in tokens.root.children if tokens is not None else ():
        mention = context.references.mention_at(child) if child.dep_ == "appos" else None
        if mention is not None and mention.kind is ActorKind.PERSON:
            return make_refs(mention)[0]
    return actor


def _states_in(context: Context, actor: ActorRef) -> tuple[ActorRef, ...]:
    span = actor.span
    if span is None:
        return ()
    words = set(context.quote(span).lower().split())
    if words & _CIVIC or not words & {
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
    """Held, planned, ongoing or cancelled, as the words say; "did not meet" is none."""
    status = _STATUS[move.modality]
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None:
        return status
    if _called_off(tokens.root):
        return MeetingStatus.CANCELLED
    if status is MeetingStatus.PLANNED and (_is_told_beside(tokens.root) or _is_told_held(tokens.root)):
        return MeetingStatus.HELD
    if status is MeetingStatus.CANCELLED:
        return status if _OFF.search(sentence_of(tokens.root).text) else None
    if status is MeetingStatus.HELD:
        root = tokens.root
        verb = root if root.pos_ in {"VERB", "AUX"} else root.head
        if verb.tag_ == "VBG" and any(
            t.dep_ == "aux" and t.lower_ in {"is", "are", "'re", "'s"} for t in verb.children
        ):
            return MeetingStatus.ONGOING
    return status


def _is_told_beside(root: Token) -> bool:
    """ "At talks in Oslo on Monday, the sides discussed a truce": what was done at them has been done."""
    if root.pos_ not in {"NOUN", "PROPN"} or root.dep_ != "pobj" or root.head.lower_ not in {"at", "during", "after"}:
        return False
    verb = root.head.head
    return verb.tag_ == "VBD" and not any(c.dep_ == "neg" for c in verb.children)


def _is_told_held(noun: Token) -> bool:
    """ "Held a fifth round of talks": done, though the model takes the talks for coming ones."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head.head
    verb = noun.head if noun.dep_ == "dobj" else None
    if noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.head.head.lemma_.lower() in {"meet", "gather"}:
        verb = noun.head.head
    if verb is None or verb.lemma_.lower() not in _HOLDING or any(c.dep_ == "neg" for c in verb.children):
        return False
    past = verb.tag_ == "VBN" and any(c.lower_ in {"has", "have", "had"} for c in verb.lefts)
    return past or verb.tag_ == "VBD"


def _called_off(noun: Token) -> bool:
    """ "Announced the termination of the talks", "the cancellation of their meeting"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _ENDS


def _format(context: Context, move: Move, people: Sequence[ActorRef]) -> MeetingFormat:
    words = load_bargaining_words()
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    lemmas = {t.lemma_.lower() for t in tokens} if tokens is not None else set()
    if lemmas & words.calls:
        return MeetingFormat.CALL
    if "indirect" in lemmas or "proximity" in lemmas:
        return MeetingFormat.PROXIMITY
    if "shuttle" in lemmas:
        return MeetingFormat.SHUTTLE
    if _is_spoken(context, move, people) and not lemmas & words.gatherings:
        return MeetingFormat.CALL
    return MeetingFormat.IN_PERSON if lemmas & words.gatherings or move.place else MeetingFormat.UNKNOWN


def _is_spoken(context: Context, move: Move, people: Sequence[ActorRef]) -> bool:
    """ "The president spoke today with the prime minister": the readouts' way to tell a call, where no place is told."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or tokens.root.lemma_.lower() not in _SPEAKING or tokens.root.pos_ != "VERB":
        return False
    held_at = {c.lower_ for c in tokens.root.children if c.dep_ == "prep"} & {"in", "at"}
    return not held_at and sum(p.kind is ActorKind.PERSON for p in people) > 1


def _round(context: Context, move: Move) -> int | None:
    """ "The second round of talks", "met for the third time": in the act's words, or just before them in its sentence."""
    text, span = context.report.text, move.span
    tokens = tokens_at(context.doc, span.start, span.end)
    first = sentence_of(tokens[0]).start_char if tokens is not None else span.start
    return read_round(context.quote(span)) or read_round(text[max(first, span.start - 40) : span.end])


def _heads(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """ "A delegation led by the foreign minister"."""
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    if tokens is None:
        return ()
    out: list[ActorRef] = []
    for token in sentence_of(tokens.root):
        if token.lemma_.lower() in {"lead", "head"} and token.tag_ == "VBN":
            out += context.actors(
                tuple(
                    _phrase(x)
                    for c in token.children
                    if c.lower_ == "by"
                    for p in c.children
                    if p.dep_ == "pobj"
                    for x in (p, *p.conjuncts)
                )
            )
    return tuple({a.name: a for a in out if a.kind is ActorKind.PERSON}.values())


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
