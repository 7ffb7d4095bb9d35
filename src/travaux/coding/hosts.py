"""The states in which the sides of a negotiation meet."""

from collections.abc import Iterator, Sequence

from travaux.coding.context import Context
from travaux.coding.grounding import ground_like
from travaux.coding.moves import sure_actors
from travaux.coding.table import Table
from travaux.ontology.claim import ActorRef, Move, Participation
from travaux.ontology.vocabulary import Act, ActorKind, Role
from travaux.reading.lookup import tokens_at

_TALKS = frozenset({"talk", "talks", "negotiation", "summit", "round", "dialogue"})


def find_hosts(context: Context, moves: Sequence[Move], table: Table) -> Iterator[Participation]:
    """The state in which the sides meet, where it is none of them."""
    for move in moves:
        if (
            move.act is not Act.MEET
            or move.place is None
            or move.place_span is None
            or not _is_of_talks(context, move, table)
        ):
            continue
        state = context.world.capitals.get(move.place, move.place)
        if state in table.sides:
            continue
        entry = context.world.entries.get(state)
        if entry is not None and entry.kind is ActorKind.STATE and state not in {a.name for a in move.actors}:
            ref = ActorRef(name=state, kind=ActorKind.STATE, span=move.place_span, by="pack", country=state)
            yield Participation(**ground_like(move, "role-hosts"), actor=ref, role=Role.HOST)


def _is_of_talks(context: Context, move: Move, table: Table) -> bool:
    """Whether a meeting is one of the sides, or of one with who stands between; or plain talks, whoever sits there."""
    names = {n for a in (*move.actors, *move.recipients) for n in (a.name, a.country) if n}
    if not names:
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        return trigger is not None and trigger.root.lemma_.lower() in _TALKS
    sure = {n for a in (*sure_actors(move), *move.recipients) for n in (a.name, a.country) if n}
    return len(sure & {*table.sides, *table.mediators}) > 1
