"""Who fills an act's slots: everybody whom its sentence and its report offer is weighed, and the likeliest are taken.

The rules' own reading of a slot is the strongest of the features. A slot stays empty where nobody is likely enough. Whoever
is not told in the act's own sentence is marked as found by context, at the nearest place that tells of them.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from travaux.coding.casting.features import Row, Scene, describe, describe_act
from travaux.coding.casting.forest import Forests, load_forests
from travaux.coding.casting.scenes import find_candidates, make_scenes
from travaux.coding.casting.told import Candidate, Sighting
from travaux.coding.context import Context
from travaux.ontology.claim import ActorRef, Move
from travaux.reading.annotations import ActMention
from travaux.reading.lookup import sentence_number

_WAYS = {"adjective": "pack", "seat": "pack", "people": "pack", "pronoun": "pronoun", "description": "description",
         "person": "context", "body": "context", "place": "context", "words": "words"}  # fmt: skip


def recast(
    context: Context, acts: Sequence[ActMention], moves: Sequence[Move], sides: tuple[str, ...]
) -> tuple[Move, ...]:
    """The moves with their slots filled anew; `moves` are the acts as the rules fill them, one for one."""
    if not moves:
        return ()
    forests = load_forests()
    scenes = make_scenes(context, acts, moves, sides)
    casts = [list(find_candidates(scene)) for scene in scenes]
    rows: list[Row] = []
    for scene, cast in zip(scenes, casts, strict=True):
        shared = describe_act(scene)
        rows += [describe(scene, candidate) | shared for candidate in cast]
    table = forests.table(rows)
    chances = forests.actor.probabilities(table), forests.recipient.probabilities(table)
    out, start = [], 0
    for scene, cast in zip(scenes, casts, strict=True):
        part = slice(start, start + len(cast))
        out.append(_cast(scene, cast, chances[0][part], chances[1][part], forests))
        start += len(cast)
    return tuple(out)


def _cast(
    scene: Scene, cast: Sequence[Candidate], actor: NDArray[np.float64], recipient: NDArray[np.float64], forests: Forests
) -> Move:
    """One move with its slots filled; nobody stands in both."""
    actors = _choose(cast, np.where(actor >= recipient, actor, 0.0), forests, "actor")
    recipients = _choose(cast, np.where(recipient > actor, recipient, 0.0), forests, "recipient")
    return replace(
        scene.move,
        actors=tuple(_refer(scene, c, scene.move.actors) for c in actors),
        recipients=tuple(_refer(scene, c, scene.move.recipients) for c in recipients),
    )


def _choose(cast: Sequence[Candidate], chances: NDArray[np.float64], forests: Forests, slot: str) -> list[Candidate]:
    """The likeliest, and those beside them that are nearly as likely; of a person and its state only the likelier."""
    out: list[Candidate] = []
    order = sorted(range(len(cast)), key=lambda n: (-float(chances[n]), n))
    for n in order:
        chance = float(chances[n])
        if chance < forests.least[slot] or chance < forests.part[slot] * float(chances[order[0]]):
            break
        if not any(_are_one_side(cast[n].ref, other.ref) for other in out):
            out.append(cast[n])
    return sorted(out, key=lambda c: _first(c))


def _are_one_side(one: ActorRef, other: ActorRef) -> bool:
    return one.name in {other.name, other.country} or other.name == one.country


def _first(candidate: Candidate) -> int:
    return candidate.sightings[0].token.i if candidate.sightings else -1


def _refer(scene: Scene, candidate: Candidate, given: Sequence[ActorRef]) -> ActorRef:
    """The reference that the rules made where they chose the same, else one to the place nearest to the trigger."""
    known = next((r for r in given if r.name == candidate.name), None)
    if known is not None:
        return known
    if not candidate.sightings:
        return replace(candidate.ref, by="context")
    here = scene.told.in_sentence.get(sentence_number(scene.trigger), {}).get(candidate.name)
    nearest = min(here or candidate.sightings, key=lambda s: abs(s.token.i - scene.trigger.i))
    return replace(candidate.ref, span=nearest.span, by=_by(candidate.ref, nearest) if here else "context")


def _by(ref: ActorRef, sighting: Sighting) -> str:
    return _WAYS.get(sighting.way, ref.by)
