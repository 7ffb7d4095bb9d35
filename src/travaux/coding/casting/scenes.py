"""The acts of a report as scenes, each with those who may play a part in it."""

from collections.abc import Iterator, Sequence

from travaux.coding.casting.features import Scene
from travaux.coding.casting.record import make_record
from travaux.coding.casting.told import Candidate, Told, near_sentences
from travaux.coding.context import Context
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import Act
from travaux.reading.annotations import ActMention

_REACH = 3
"""Sentences back in which somebody told may still be meant."""
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
    known = scene.told.candidates
    given: dict[str, ActorRef] = {r.name: r for r in (*scene.move.actors, *scene.move.recipients) if r.name}
    aside = _accusers(scene) - given.keys()
    for name in dict.fromkeys((*given, *_names_about(scene))):
        if name not in known and name in given:
            yield Candidate(given[name])
        elif name in known and name not in aside and not _is_the_act(scene, known[name]):
            yield known[name]


def _names_about(scene: Scene) -> Iterator[str]:
    """The names of those who are told near an act, often, as its speaker or as a side."""
    told = scene.told
    for near in near_sentences(scene.sentence, _REACH):
        for name, sightings in told.in_sentence.get(near, {}).items():
            if near == scene.sentence or any(s.way not in {"words", "pronoun"} for s in sightings):
                yield name
    yield from told.known
    speaker = scene.move.voice.speaker
    if speaker is not None and speaker in told.candidates:
        yield speaker
    yield from scene.sides


def _accusers(scene: Scene) -> set[str]:
    """Who lays the deed at another's door in the same sentence ("a strike hit the port; Peru blamed Chile"): it did not do it."""
    if scene.act.act not in _LAID:
        return set()
    near = [m for m in (scene.before, scene.after) if m is not None and m.act is Act.ACCUSE and m.recipients]
    sentence = scene.trigger.sent
    return {a.name for m in near if sentence.start_char <= m.trigger.start < sentence.end_char for a in m.actors}


def _is_the_act(scene: Scene, candidate: Candidate) -> bool:
    """Whether plain words are only the means that the act's own words tell of ("used force"): they are nobody."""
    span = scene.act.trigger.span
    return (
        scene.trigger.lemma_ == "use"
        and candidate.ref.by == "words"
        and all(span.covers(s.span) for s in candidate.sightings)
    )
