"""Meetings told by what becomes of talks: they are to resume, they are broken off, a visit is called off."""

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.gatherings import Told
from travaux.coding.grounding import ground_like
from travaux.coding.meeting_days import settle_day
from travaux.coding.sitting import find_partners, name_people
from travaux.coding.table import Table, refer
from travaux.ontology.claim import ActorRef, MeetingMention, Move
from travaux.ontology.vocabulary import Act, ActorKind, MeetingStatus, Modality
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

KNOWN = frozenset({"the", "this", "these", "those", "that", "such", "both"})
"""Words before a meeting that was told before."""
_MEETINGS = frozenset(
    {"talk", "discussion", "negotiation", "meeting", "summit", "consultation", "conference", "round", "dialogue"}
)
_VISITS = frozenset({"visit", "trip", "tour"})
_ENDING = frozenset({"end", "ending", "conclusion", "close"})
_HOSTING = frozenset({"sponsor", "broker", "mediate", "host", "lead", "facilitate", "back", "convene", "chair"})


def find_moved(context: Context, move: Move, table: Table) -> Told | None:
    """ "The talks are to resume on Thursday": a meeting still to come; "broke off the talks": one cancelled."""
    coming = move.act is Act.RESUME and move.modality is Modality.FUTURE
    ended = bool(set(context.quote(move.trigger).lower().split()) & (_ENDING | {"ended", "ends"}))
    off = move.act is Act.SUSPEND and move.modality is Modality.ASSERTED and not ended
    nouns = _nouns(context, move)
    if not (coming or off) or not nouns:
        return None
    people = _people(context, move, table, nouns, coming=coming)
    status, when = settle_day(context, move, MeetingStatus.PLANNED if coming else MeetingStatus.CANCELLED)
    meeting = MeetingMention(
        **ground_like(move, "meeting-resumed" if coming else "meeting-off"),
        participants=people,
        place=move.place,
        when=when,
        status=status,
    )
    return Told(meeting, back=False, off=off and _is_known(nouns))


def _nouns(context: Context, move: Move) -> list[Token]:
    """The nouns of what is moved: of a visit only where it is the object of the verb that calls it off."""
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    nouns = [t for t in tokens or () if t.lemma_.lower() in _MEETINGS and t.pos_ in {"NOUN", "PROPN"}]
    visits = [t for t in tokens or () if t.lemma_.lower() in _VISITS and t.dep_ in {"dobj", "nsubjpass"}]
    over = any(n.dep_ == "pobj" and n.head.head.lemma_.lower() in _ENDING for n in nouns[:1])
    return [] if over else nouns or (visits if move.act is Act.SUSPEND else [])


def _people(context: Context, move: Move, table: Table, nouns: list[Token], *, coming: bool) -> tuple[ActorRef, ...]:
    """Whom the words name; the sides where the talks are theirs: not another state's, nor those of a body."""
    between = find_between(context, nouns)
    owners = find_owners(context, nouns[0])
    told = between or (
        *move.actors,
        *owners,
        *_visited(context, nouns[0]),
        *move.recipients,
        *find_partners(context, move),
    )
    told = (*told, *find_hosts(context, nouns[0]))
    named = [p for p in name_people(context, told, table) if p.by != "words"]
    visit = nouns[0].lemma_.lower() in _VISITS
    elsewhere = any(o.kind in {ActorKind.STATE, ActorKind.IGO} and not table.holds(o) for o in owners)
    sides: tuple[ActorRef, ...] = ()
    if not visit and not elsewhere and (coming or len(named) < 2):
        sides = tuple(refer(context, n) for n in table.sides)
    return tuple({p.name: p for p in (*named, *sides)}.values())


def find_between(context: Context, nouns: list[Token]) -> tuple[ActorRef, ...]:
    """ "A meeting between Peru and Chad was called off": those whom its noun names."""
    preps = [c for n in nouns for x in (n, *n.children) for c in x.children if c.lower_ in {"between", "among"}]
    return context.actors(
        tuple(_phrase(x) for c in preps for p in c.children if p.dep_ == "pobj" for x in (p, *p.conjuncts))
    )


def find_owners(context: Context, noun: Token) -> tuple[ActorRef, ...]:
    """ "The NATO summit", "Malian talks": whose talks they are, as the words before the noun say."""
    heads = [t for n in _series(noun) for t in n.lefts if t.dep_ in {"amod", "compound", "nmod", "poss"}]
    known = [
        t for t in heads if (m := context.references.mention_at(t)) is not None and m.by not in {"capital", "seat"}
    ]
    return context.actors(tuple(_phrase(t) for t in known))


def find_hosts(context: Context, noun: Token) -> tuple[ActorRef, ...]:
    """ "UN-sponsored talks": who stands between."""
    lefts = [t for n in _series(noun) for t in n.lefts if t.lemma_.lower() in _HOSTING]
    found = context.actors(tuple(_phrase(c) for t in lefts for c in t.lefts if not c.is_punct))
    return tuple(a for a in found if a.by != "words")


def _series(noun: Token) -> tuple[Token, ...]:
    """The noun of talks, with that of their round or of the talks of which it is one."""
    over = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    inner = [p for c in noun.rights if c.lower_ == "of" for p in c.children if p.lemma_.lower() in _MEETINGS]
    return (*((over,) if over is not None and over.lemma_.lower() in _MEETINGS else ()), noun, *inner)


def _visited(context: Context, noun: Token) -> tuple[ActorRef, ...]:
    """ "His visit to Japan and Fiji": whom he was to see there."""
    if noun.lemma_.lower() not in _VISITS:
        return ()
    heads = [p for c in noun.rights if c.lower_ == "to" for p in c.children if p.dep_ == "pobj"]
    return context.actors(tuple(_phrase(x) for p in heads for x in (p, *p.conjuncts)))


def _is_known(nouns: list[Token]) -> bool:
    """ "But the meeting was put off": one that was told before."""
    return nouns[0].pos_ == "NOUN" and any(c.lower_ in KNOWN for c in nouns[0].lefts)


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
