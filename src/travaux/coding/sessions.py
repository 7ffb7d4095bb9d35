"""Meetings held that no act tells: by their noun alone, or by where delegations are.

"A first round held in Muscat", "talks in Oslo that brought no result", "delegations from both sides are in Doha".
"""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.meetings_moved import find_between, find_hosts, find_owners
from travaux.coding.places import place_at
from travaux.coding.rounds import read_round
from travaux.coding.sitting import name_people
from travaux.coding.table import Table, refer
from travaux.coding.times import NOT_WHEN, make_when
from travaux.ontology.claim import ActorRef, MeetingMention, When
from travaux.ontology.vocabulary import ActorKind, MeetingFormat, MeetingStatus
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span

_MEETINGS = frozenset({"talk", "negotiation", "meeting", "summit", "consultation", "round", "session"})
_HELD = frozenset({"hold", "host", "convene", "conduct"})
_OVER = frozenset({"end", "collapse", "conclude", "produce", "yield", "fail", "break", "wrap", "finish", "bring"})
_THERE = frozenset({"in", "at"})
_DELEGATES = frozenset({"delegation", "team", "negotiator", "envoy", "representative", "delegate"})
_STAYING = frozenset({"be", "remain", "stay", "gather"})


def find_sessions(context: Context, table: Table) -> Iterator[MeetingMention]:
    """One claim for each meeting that such words tell, with those whom they name, else the sides."""
    for noun in tokens_of(context.doc, _MEETINGS):
        verb = _held_by(noun)
        if verb is None or noun.dep_ in {"compound", "nmod"}:
            continue
        last = _last(noun, verb)
        span = Span(noun.left_edge.idx, last.idx + len(last))
        place, when = _place(context, noun, verb), _when(context, span)
        people = _people(context, table, noun)
        if (place is None and when is None) or len(people) < 2:
            continue
        yield _meeting(context, span, people, place, when, MeetingStatus.HELD)
    yield from _stays(context, table)


def _meeting(
    context: Context,
    span: Span,
    people: tuple[ActorRef, ...],
    place: str | None,
    when: When | None,
    status: MeetingStatus,
) -> MeetingMention:
    return MeetingMention(
        **ground(context, span, "meeting-session"),
        participants=people,
        place=place,
        when=when,
        format=MeetingFormat.IN_PERSON if place is not None else MeetingFormat.UNKNOWN,
        status=status,
        round=read_round(context.quote(span)),
    )


def _held_by(noun: Token) -> Token | None:
    """The verb by which a meeting is told as held: "held in Muscat", "that brought no result", "have collapsed"."""
    for clause in noun.rights:
        passive = any(c.dep_ in {"auxpass", "aux"} for c in clause.lefts)
        if clause.dep_ == "acl" and clause.tag_ in {"VBN", "VBD"} and clause.lemma_.lower() in _HELD and not passive:
            return clause
        if clause.dep_ == "relcl" and clause.tag_ in {"VBD", "VBN"} and _is_over(clause):
            return clause
    over = noun.dep_ == "nsubj" and noun.head.tag_ in {"VBD", "VBN"} and _is_over(noun.head)
    return noun.head if over else None


def _is_over(verb: Token) -> bool:
    loose = any(c.tag_ == "MD" or c.dep_ == "neg" for c in verb.lefts)
    return verb.lemma_.lower() in _OVER | _HELD and not loose


def _people(context: Context, table: Table, noun: Token) -> tuple[ActorRef, ...]:
    """Whom the noun names; where that is nobody of another table, the sides."""
    named = find_between(context, [noun])
    with_whom = [p for c in noun.rights if c.lower_ == "with" for p in c.children if p.dep_ == "pobj"]
    named += context.actors(tuple(_phrase(x) for p in with_whom for x in (p, *p.conjuncts)))
    owners = find_owners(context, noun)
    people = name_people(context, (*named, *owners, *find_hosts(context, noun)), table)
    elsewhere = any(p.kind is ActorKind.STATE and not table.holds(p) for p in (*named, *owners))
    if named or elsewhere:
        return people
    sides = tuple(refer(context, n) for n in table.sides)
    return tuple({p.name: p for p in (*sides, *people)}.values()) if len(sides) > 1 else people


def _stays(context: Context, table: Table) -> Iterator[MeetingMention]:
    """ "Delegations from Israel and Hamas have been in Doha since Sunday": they are there to talk."""
    for noun in tokens_of(context.doc, _DELEGATES):
        verb = noun.head
        if noun.dep_ != "nsubj" or verb.lemma_.lower() not in _STAYING or verb.tag_ not in {"VBP", "VBZ", "VBN"}:
            continue
        if any(c.tag_ == "MD" or c.dep_ in {"neg", "acomp", "attr"} for c in verb.children):
            continue
        place = next((found for p in _there(verb) if (found := place_at(context, p)) is not None), None)
        from_whom = [p for c in noun.rights if c.lower_ in {"from", "of"} for p in c.children if p.dep_ == "pobj"]
        heads = [x for p in from_whom for x in (p, *p.conjuncts)] or [noun]
        people = name_people(context, context.actors(tuple(_phrase(t) for t in heads)), table)
        named = tuple(p for p in people if p.by != "words")
        if place is None or len(named) < 2:
            continue
        last = _last(noun, verb)
        span = Span(noun.left_edge.idx, last.idx + len(last))
        yield _meeting(context, span, named, place[0], _when(context, span), MeetingStatus.ONGOING)


def _there(verb: Token) -> Iterator[Token]:
    yield from (p for c in verb.rights if c.lower_ in _THERE for p in c.children if p.dep_ == "pobj")


def _place(context: Context, noun: Token, verb: Token) -> str | None:
    for head in (*_there(noun), *_there(verb)):
        found = place_at(context, head)
        if found is not None:
            return found[0]
    return None


def _when(context: Context, span: Span) -> When | None:
    """The first time told in the words, where it is over by the day of the report."""
    published = context.doc._.published
    for time in context.doc._.times:
        if time.rule not in NOT_WHEN and time.edtf and span.covers(time.span):
            past = published is None or time.edtf[:10] <= published.isoformat()
            return make_when(context, time) if past else None
    return None


def _last(noun: Token, verb: Token) -> Token:
    """Where the clause of the verb ends: at the next comma or clause."""
    doc = verb.doc
    stop = min(verb.right_edge.i + 1, sentence_of(noun).end)
    cuts = (t.i for t in doc[verb.i + 1 : stop] if t.text in {",", ";", "."} or t.dep_ in {"cc", "mark"})
    return doc[max(verb.i, next(cuts, stop) - 1, noun.i)]


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
