"""Moves from acts: slots become actors, and time, place, voice and cause are added."""

from dataclasses import replace

from travaux.coding.context import Context
from travaux.coding.grounding import number_claims
from travaux.coding.places import find_place
from travaux.coding.sides import fill_sides, find_sides
from travaux.coding.times import find_when
from travaux.ontology.claim import ActorRef, Move, claim_id
from travaux.ontology.vocabulary import Act, ActorKind, Modality
from travaux.reading.annotations import ActMention
from travaux.spans import Span, trim

SPOKEN = frozenset({Act.ASSESS, Act.ACCUSE, Act.DEMAND, Act.PROPOSE, Act.THREATEN, Act.SUPPORT, Act.ACCEPT, Act.REJECT})
"""Acts that are done by speaking: inside quoted speech, whoever speaks does them."""


def code_moves(context: Context) -> tuple[Move, ...]:
    """One move for each act of the report, in the order of their triggers."""
    acts: tuple[ActMention, ...] = context.doc._.acts
    sides = find_sides(context, [_code(context, act) for act in acts])
    if sides is not None:
        context.references.parties = sides
    moves = number_claims(fill_sides(context, [_code(context, act) for act in acts], sides))
    linked = []
    for act, move in zip(acts, moves, strict=True):
        cause = claim_id(moves[act.cause]) if act.cause is not None else None
        linked.append(move if cause is None else replace(move, because_of=cause))
    return tuple(linked)


def _code(context: Context, act: ActMention) -> Move:
    voice = context.voice(act.trigger.span)
    actors = context.actors(act.actors)
    recipients = tuple(
        r for r in context.actors(act.recipients) if r.name not in {a.name for a in actors} and _can_receive(act, r)
    )
    if not actors and (not act.actors or act.act is Act.ASSESS) and act.act in SPOKEN and voice.speaker:
        actors = (ActorRef(name=voice.speaker, span=voice.speaker_span, by="context"),)
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
