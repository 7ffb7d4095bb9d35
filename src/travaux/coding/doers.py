"""Who does what a verb tells, named: its subject, or that of the words that govern it; "we" is who speaks."""

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.named import drop_tellers
from travaux.coding.table import Table, name_sides
from travaux.ontology.claim import ActorRef
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Phrase
from travaux.spans import Span

PARTIES = frozenset(
    {ActorKind.STATE, ActorKind.PERSON, ActorKind.ARMED_GROUP, ActorKind.IGO, ActorKind.MOVEMENT, ActorKind.MILITARY}
)
"""Kinds of those who bargain."""
_UP = 4
"""How many governing words up a subject is looked for."""


def find_subject(verb: Token) -> Token | None:
    """The nearest subject of a verb or of what governs it: "Oslo | wants to host"."""
    seen = verb
    for _ in range(_UP):
        subject = next((c for c in seen.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None or seen.head == seen or (seen.dep_ == "relcl" and seen != verb):
            return subject
        seen = seen.head
    return None


def find_doers(context: Context, verb: Token, table: Table) -> tuple[ActorRef, ...]:
    """The named states, groups, bodies and persons who do what `verb` tells."""
    subject = find_subject(verb)
    if subject is None:
        return ()
    if subject.lower_ in {"we", "i"}:
        voice = context.voice(Span(verb.idx, verb.idx + len(verb)))
        spoken = ActorRef(name=voice.speaker or "", kind=ActorKind.PERSON, span=voice.speaker_span, by="context")
        found: tuple[ActorRef, ...] = (spoken,) if voice.speaker else ()
    else:
        found = find_actors(context, (subject, *subject.conjuncts))
    return tuple(a for a in drop_tellers(name_sides(context, table, found)) if a.by != "words" and a.kind in PARTIES)


def find_actors(context: Context, heads: tuple[Token, ...]) -> tuple[ActorRef, ...]:
    """The actors that nouns stand for."""
    return context.actors(tuple(Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in heads))
