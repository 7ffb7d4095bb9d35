"""The acts of a report as scenes, each with those who may play a part in it."""

from collections.abc import Iterator, Sequence

from travaux.coding.casting.features import Scene
from travaux.coding.casting.record import make_record
from travaux.coding.casting.told import Candidate, Told, near_sentences
from travaux.coding.context import Context
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import Act
from travaux.reading.annotations import ActMention
from travaux.reading.lookup import sentence_number

_REACH = 3
"""Sentences back in which somebody told may still be meant."""
_KNOWN = 8
"""The most told actors of a report, who may be meant everywhere."""
_LAID = frozenset({Act.ATTACK, Act.DETAIN, Act.CLOSE_ACCESS})
"""Deeds of which somebody accuses another."""


def make_scenes(
    context: Context, acts: Sequence[ActMention], moves: Sequence[Move], sides: tuple[str, ...]
) -> list[Scene]:
    """One scene for each act; `moves` are the acts as the rules fill them."""
    told = Told(context)
    for act in acts:
        told.read_sentence(context.doc[act.trigger.head])
    for move in moves:
        for ref in (*move.actors, *move.recipients):
            told.add_given(ref)
    record = make_record(moves)
    return [
        Scene(
            context, told, act, move,
            moves[n - 1] if n else None, moves[n + 1] if n + 1 < len(moves) else None, record, sides,
        )
        for n, (act, move) in enumerate(zip(acts, moves, strict=True))
    ]  # fmt: skip


def find_candidates(scene: Scene) -> Iterator[Candidate]:
    """Who may play a part in an act: told in its sentence or shortly before, often told, speaking, or put there by the rules."""
    told = scene.told
    number = sentence_number(scene.trigger)
    names: dict[str, None] = {}
    for near in near_sentences(number, _REACH):
        for name, sightings in told.in_sentence.get(near, {}).items():
            if near == number or any(s.way not in {"words", "pronoun"} for s in sightings):
                names.setdefault(name)
    for name, _ in told.frequency.most_common(_KNOWN):
        names.setdefault(name)
    speaker = scene.move.voice.speaker
    if speaker is not None and speaker in told.candidates:
        names.setdefault(speaker)
    for side in scene.sides:
        names.setdefault(side)
    given: dict[str, ActorRef] = {r.name: r for r in (*scene.move.actors, *scene.move.recipients) if r.name}
    accusers = _accusers(scene) - given.keys()
    for name in dict.fromkeys((*given, *names)):
        known = told.candidates.get(name)
        if known is None:
            if name in given:
                yield Candidate(given[name])
        elif name not in accusers and not _is_the_act(scene, known):
            yield known


def _accusers(scene: Scene) -> set[str]:
    """Who lays the deed at another's door in the same sentence ("a strike hit the port; Peru blamed Chile"): it did not do it."""
    if scene.act.act not in _LAID:
        return set()
    near = [m for m in (scene.before, scene.after) if m is not None and m.act is Act.ACCUSE and m.recipients]
    sentence = scene.trigger.sent
    return {a.name for m in near if sentence.start_char <= m.trigger.start < sentence.end_char for a in m.actors}


def _is_the_act(scene: Scene, candidate: Candidate) -> bool:
    """Whether plain words stand only inside the act's own ("used force"): they are nobody."""
    span = scene.act.trigger.span
    return candidate.ref.by == "words" and all(span.covers(s.span) for s in candidate.sightings)
