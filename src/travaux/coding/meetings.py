"""Meetings and calls: who met, where, when; several mentions of one meeting in a report are one claim."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.encounters import can_take_part, is_journey, is_meeting, is_scene, knows_talks
from travaux.coding.gatherings import Told, join_told
from travaux.coding.grounding import ground_like
from travaux.coding.meeting_days import settle_day
from travaux.coding.meeting_matter import tell_matter
from travaux.coding.meetings_moved import KNOWN, find_moved
from travaux.coding.merging import pass_on
from travaux.coding.rounds import find_coming, read_round
from travaux.coding.sessions import find_sessions
from travaux.coding.sitting import find_actors, find_hearers, find_partners, find_teller, name_people
from travaux.coding.table import Table
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
    "aides",
    "staff",
}


def code_meetings(context: Context, moves: Sequence[Move], table: Table) -> tuple[MeetingMention, ...]:
    """One claim a meeting; planned never counts as held."""
    found = _without_ways(context, [m for move in moves if (m := _of_move(context, move, table)) is not None])
    found += [m for move in moves if (m := find_moved(context, move, table)) is not None]
    found += [
        Told(m, back=False)
        for m in find_sessions(context, table)
        if not any(o.meeting.span.overlaps(m.span) for o in found)
    ]
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
    partners = find_partners(context, move)
    met = (*find_hearers(context, move, partners), *partners)
    named = (*find_actors(context, move), *met, *find_teller(context, move))
    if named and all(a.by == "context" and a.span is None for a in named) and not knows_talks(context, move):
        return None
    people = name_people(context, tuple(a for a in named if can_take_part(context, move, a)), table)
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
        first = any(c.lower_ == "first" for c in root.lefts)
        return (dated or any(c.lower_ in KNOWN for c in root.lefts)) and not first
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


def _status(context: Context, move: Move) -> MeetingStatus | None:
    """Held, planned, ongoing or cancelled, as the words say; "did not meet" is none."""
    status = _STATUS[move.modality]
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None:
        return status
    if _called_off(tokens.root):
        return MeetingStatus.CANCELLED
    told = (_is_told_beside, _is_told_held, _is_met_on_a_visit)
    if status is MeetingStatus.PLANNED and any(is_told(tokens.root) for is_told in told):
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


def _is_met_on_a_visit(root: Token) -> bool:
    """ "Visited Lima on Tuesday to meet the rebels": whom one was there to meet."""
    over = root.head
    aim = root.tag_ == "VB" and root.dep_ in {"advcl", "xcomp"} and any(c.lower_ == "to" for c in root.lefts)
    return (
        aim and over.lemma_.lower() == "visit" and over.tag_ == "VBD" and not any(c.dep_ == "neg" for c in over.lefts)
    )


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
