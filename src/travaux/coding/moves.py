"""Moves from acts: slots become actors, and time, place, voice and cause are added."""

from dataclasses import replace

from travaux.coding.context import Context
from travaux.coding.grounding import number_claims
from travaux.coding.places import find_place
from travaux.coding.sides import fill_sides
from travaux.ontology.claim import ActorRef, Move, When, claim_id
from travaux.ontology.vocabulary import Act, ActorKind, Modality
from travaux.reading.annotations import ActMention, TimeMention
from travaux.spans import Span

SPOKEN = frozenset({Act.ASSESS, Act.ACCUSE, Act.DEMAND, Act.PROPOSE, Act.THREATEN, Act.SUPPORT, Act.ACCEPT, Act.REJECT})
"""Acts that are done by speaking: inside quoted speech, whoever speaks does them."""


def code_moves(context: Context) -> tuple[Move, ...]:
    """One move for each act of the report, in the order of their triggers."""
    acts: tuple[ActMention, ...] = context.doc._.acts
    moves = number_claims(fill_sides(context, [_code(context, act) for act in acts]))
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
    place = find_place(context.doc, context.references, act.trigger.head)
    return Move(
        report=context.report.id,
        span=act.clause,
        quote=context.quote(act.clause),
        voice=voice,
        modality=act.modality,
        part=context.part(act.clause),
        rule=act.rule,
        act=act.act,
        trigger=act.trigger.span,
        actors=actors,
        recipients=recipients,
        about=act.about,
        issues=act.issues,
        place=place[0] if place else None,
        place_span=place[1] if place else None,
        when=find_when(context, act.trigger.span, act.clause),
    )


def _can_receive(act: ActMention, actor: ActorRef) -> bool:
    """Who is released is no recipient of the release, and a place is none of a withdrawal."""
    if act.act is Act.RELEASE:
        return actor.by != "words"
    if act.act is Act.WITHDRAW:
        return actor.kind not in {ActorKind.UNKNOWN, ActorKind.PEOPLE}
    return True


def find_when(context: Context, trigger: Span, clause: Span) -> When | None:
    """The time told with an act: in its clause, else the nearest in its sentence that no other clause claims."""
    times: tuple[TimeMention, ...] = context.doc._.times
    tokens = context.doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    if tokens is None:
        return None
    sent = tokens.sent
    near = [
        t
        for t in times
        if t.rule not in {"duration", "set", "event"} and sent.start_char <= t.span.start < sent.end_char
    ]
    inside = [t for t in near if clause.covers(t.span)]
    verbs = sum(
        1 for token in sent if token.pos_ == "VERB" and token.dep_ in {"ROOT", "ccomp", "advcl", "conj", "relcl"}
    )
    choice = inside or [t for t in near if verbs <= 2 or _attached(context, t, tokens.root.i)]
    if not choice:
        return None
    best = min(choice, key=lambda t: abs(t.span.start - trigger.end))
    return make_when(context, best)


def _attached(context: Context, time: TimeMention, trigger: int) -> bool:
    """Whether the time hangs on the trigger's verb or on the trigger itself."""
    words = context.doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if words is None:
        return False
    head = words.root
    while (
        head.dep_ in {"pobj", "prep", "npadvmod", "compound", "nummod", "amod", "appos", "pcomp"}
        and head.head is not head
    ):
        head = head.head
    own = context.doc[trigger]
    return head.i == trigger or head.i == own.head.i or own in head.children


def make_when(context: Context, time: TimeMention) -> When:
    """A time as a claim carries it."""
    return When(edtf=time.edtf, words=context.quote(time.span), reading=time.reading, span=time.span, rule=time.rule)


def is_told_as_fact(move: Move) -> bool:
    """Whether the move is told as having happened."""
    return move.modality in {Modality.ASSERTED, Modality.HISTORICAL}
