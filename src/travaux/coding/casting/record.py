"""What the acts of a report, as the rules read them, say of who acts on whom: the ground on which slots are weighed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from travaux.coding.sides import side_of
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import Act

HOSTILE = frozenset({Act.ATTACK, Act.ACCUSE, Act.THREATEN, Act.REJECT, Act.DETAIN, Act.SANCTION, Act.DEMAND, Act.PRESS,
                     Act.CLOSE_ACCESS, Act.MOBILIZE})  # fmt: skip
"""Acts against somebody."""
_LOOSE = frozenset({"words", "context"})


def group_of(act: Act) -> str:
    """Whether an act is one against somebody or one with somebody."""
    return "against" if act in HOSTILE else "with"


@dataclass(slots=True)
class Record:
    """Counts over the moves of one report; names are those of actors, and the states of persons."""

    acts: Counter[tuple[str, Act]] = field(default_factory=Counter)
    suffers: Counter[tuple[str, Act]] = field(default_factory=Counter)
    group_acts: Counter[tuple[str, str]] = field(default_factory=Counter)
    group_suffers: Counter[tuple[str, str]] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(group of act, actor, recipient)."""


def make_record(moves: Sequence[Move]) -> Record:
    """The counts over all moves whose slots name somebody."""
    record = Record()
    for move in moves:
        group = group_of(move.act)
        actors = {n for a in move.actors if a.by not in _LOOSE for n in names_of(a)}
        recipients = {n for a in move.recipients if a.by not in _LOOSE for n in names_of(a)}
        for name in actors:
            record.acts[name, move.act] += 1
            record.group_acts[name, group] += 1
        for name in recipients:
            record.suffers[name, move.act] += 1
            record.group_suffers[name, group] += 1
        for one in actors:
            for other in recipients - {one}:
                record.pairs[group, one, other] += 1
    return record


def names_of(actor: ActorRef) -> tuple[str, ...]:
    """An actor's name and the side that it stands for."""
    side = side_of(actor)
    return (actor.name, side) if side is not None and side != actor.name else (actor.name,)
