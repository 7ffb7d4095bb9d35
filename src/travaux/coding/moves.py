"""Moves from acts: slots become actors, and time, place, voice and cause are added."""

from dataclasses import replace

from travaux.coding.casting.choose import recast
from travaux.coding.context import Context
from travaux.coding.grounding import number_claims
from travaux.coding.owners import find_owners
from travaux.coding.places import find_place
from travaux.coding.sides import fill_both, fill_sides, find_sides
from travaux.coding.times import find_when
from travaux.ontology.claim import ActorRef, Move, Voice, claim_id
from travaux.ontology.vocabulary import Act, ActorKind, Modality
from travaux.reading.annotations import ActMention
from travaux.spans import Span, trim

OWNED = frozenset({Act.ACCUSE, Act.SUPPORT, Act.ACCEPT, Act.REJECT})
"""Acts that are often done to a thing, and so to whose it is."""
_OF_THINGS = frozenset({"by", "from", "of"})
SPOKEN = frozenset({Act.ASSESS, Act.ACCUSE, Act.DEMAND, Act.PROPOSE, Act.THREATEN, Act.SUPPORT, Act.ACCEPT, Act.REJECT})
"""Acts that are done by speaking: inside quoted speech, whoever speaks does them."""


def code_moves(context: Context) -> tuple[Move, ...]:
    """One move for each act of the report, in the order of their triggers."""
    acts: tuple[ActMention, ...] = context.doc._.acts
    read, sides = context.once("read moves", read_moves)
    moves = number_claims(fill_both(context, recast(context, acts, read, sides), read, sides))
    linked = []
    for act, move in zip(acts, moves, strict=True):
        cause = claim_id(moves[act.cause]) if act.cause is not None else None
        linked.append(move if cause is None else replace(move, because_of=cause))
    return tuple(linked)


def told_moves(context: Context) -> tuple[Move, ...]:
    """The acts with those whom their own words name, and the two sides where only they can be meant.

    For what is recorded of a report word by word (who met, who threatens): a likely actor is none that is told.
    """
    read, sides = context.once("read moves", read_moves)
    return context.once("told moves", lambda c: fill_sides(c, number_claims(read), sides or None))


def read_moves(context: Context) -> tuple[list[Move], tuple[str, str] | tuple[()]]:
    """The acts of the report as the rules fill them, and its two sides where it has two."""
    acts: tuple[ActMention, ...] = context.doc._.acts
    sides = find_sides(context, [_code(context, act) for act in acts])
    if sides is not None:
        context.references.parties = sides
    return [_code(context, act) for act in acts], sides or ()


def _code(context: Context, act: ActMention) -> Move:
    voice = context.voice(act.trigger.span)
    actors = context.actors(act.actors)
    recipients = _recipients(context, act, {n for a in actors for n in (a.name, a.country) if n})
    if not actors and (not act.actors or act.act is Act.ASSESS) and act.act in SPOKEN and voice.speaker:
        actors = (_refer_speaker(context, voice),)
    place = find_place(context, act)
    clause = _own_clause(context, act)
    return Move(
        report=context.report.id,
        span=clause,
        quote=context.quote(clause),
        voice=voice,
        modality=act.modality,
        part=context.part(clause),
        rule=act.rule,
        act=act.act,
        trigger=act.trigger.span,
        actors=actors,
        recipients=recipients,
        about=_content(context, act),
        issues=act.issues,
        place=place[0] if place else None,
        place_span=place[1] if place else None,
        when=find_when(context, act.trigger.span, clause, spoken=act.act in SPOKEN),
    )


def _refer_speaker(context: Context, voice: Voice) -> ActorRef:
    """Who does by speaking what is said: the speaker, or the party that a spokesperson speaks for."""
    name = voice.speaker or ""
    party = context.world.entries.get(voice.on_behalf_of or "")
    if party is not None and "spokes" in name.lower():
        return ActorRef(
            name=party.name, kind=party.kind, span=voice.speaker_span, by="context", country=party.country or None
        )
    return ActorRef(name=name, span=voice.speaker_span, by="context")


def _recipients(context: Context, act: ActMention, actors: set[str]) -> tuple[ActorRef, ...]:
    """Whom the act is done to: the actors of its slot, else the owners of the thing that it is done to."""
    found = [r for r in context.actors(act.recipients) if _can_receive(act, r)]
    if act.act is Act.ATTACK:
        found = [_of_place(context, r) for r in found]
    if not [r for r in found if r.by != "words"] and act.act in OWNED:
        found = list(_owners_of_object(context, act)) or found
    return tuple(r for r in {r.name: r for r in found}.values() if r.name not in actors)


def _owners_of_object(context: Context, act: ActMention) -> tuple[ActorRef, ...]:
    """ "Condemned the missile launch by Norway", "backed the Norwegian plan": Norway."""
    heads = [context.doc[p.head] for p in act.recipients]
    trigger = context.doc[act.trigger.head]
    heads += [t for t in trigger.children if t.dep_ in {"dobj", "nsubjpass"}]
    heads += [p for t in trigger.children if t.dep_ == "prep" for p in t.children if p.dep_ == "pobj"]
    for head in heads:
        owners = find_owners(context, head, _OF_THINGS)
        if owners:
            return owners
    return ()


def _of_place(context: Context, actor: ActorRef) -> ActorRef:
    """An attack on a town or region is one on its state, where packs know whose it is."""
    entry = context.world.entries.get(actor.name)
    if entry is None or not entry.region or not entry.country:
        return actor
    return ActorRef(name=entry.country, kind=ActorKind.STATE, span=actor.span, by="context", country=entry.country)


def _own_clause(context: Context, act: ActMention) -> Span:
    """The act's clause without the words that attribute it: “They refused”, not "According to X, “They refused"."""
    for i in context.voices.covering(act.trigger.span):
        for part in context.voices.attributions[i].content:
            if part.covers(act.trigger.span) and part.overlaps(act.clause):
                start, end = max(part.start, act.clause.start), min(part.end, act.clause.end)
                return trim(context.report.text, start, end, drop="“”\"'’‘,;") or act.clause
    return act.clause


def _content(context: Context, act: ActMention) -> Span | None:
    """What the act is about; a time is not its content ("agreed on Wednesday")."""
    about = act.about
    if about is None or any(t.span.covers(about) for t in context.doc._.times):
        return None
    return about


def _can_receive(act: ActMention, actor: ActorRef) -> bool:
    """Who is released is no recipient of the release, and a place is none of a withdrawal."""
    if act.act is Act.RELEASE:
        return actor.by != "words"
    if act.act is Act.WITHDRAW:
        return actor.kind not in {ActorKind.UNKNOWN, ActorKind.PEOPLE}
    return True


def is_told_as_fact(move: Move) -> bool:
    """Whether the move is told as having happened."""
    return move.modality in {Modality.ASSERTED, Modality.HISTORICAL}
