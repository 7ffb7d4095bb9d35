"""Who fills an act's slots: everybody whom its sentence and its report offer is weighed, and the likeliest are taken.

The rules' own reading of a slot is the strongest of the features. A slot stays empty where nobody is likely enough. Whoever
is not told in the act's own sentence is marked as found by context, at the nearest place that tells of them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from travaux.coding.casting.again import Look, look_again
from travaux.coding.casting.casts import describe_casts, pair_casts
from travaux.coding.casting.features import Row, Scene
from travaux.coding.casting.forest import Chances, Slot, load_forests
from travaux.coding.casting.record import group_of
from travaux.coding.casting.scenes import find_candidates, make_scenes
from travaux.coding.casting.settings import set_moves
from travaux.coding.casting.told import Candidate, Sighting
from travaux.coding.casting.unnamed import drop_tellers, drop_unnamed
from travaux.coding.context import Context
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import Act, ActorKind
from travaux.reading.annotations import ActMention
from travaux.reading.mentions.glosses import direct_quote

_WAYS = {"adjective": "pack", "seat": "pack", "people": "pack", "pronoun": "pronoun", "description": "description",
         "person": "context", "body": "context", "place": "context", "words": "words"}  # fmt: skip

_BY_NAME = frozenset({"pack", "name", "surname", "office"})
_OWN_SIDES = frozenset({ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.POLITICAL_PARTY, ActorKind.NGO})
"""Those who act for nobody but themselves, whatever state they are at home in."""
_TOGETHER = frozenset({Act.MEET, Act.AGREE})
"""Acts that two do with each other."""
_PAIR = 2
_CAPITAL = re.compile(r"[A-Z]")
_JOINS = 0.7
"""How likely somebody must be to stand beside whomever the rules found."""
_JOINS_LIST = 0.6
"""How likely somebody must be to stand beside a list of names."""


def recast(
    context: Context, acts: Sequence[ActMention], moves: Sequence[Move], sides: tuple[str, ...]
) -> tuple[Move, ...]:
    """The moves with their slots filled anew; `moves` are the acts as the rules fill them, one for one."""
    if not moves:
        return ()
    forests = load_forests()
    scenes = make_scenes(context, acts, moves, sides)
    casts = [list(find_candidates(scene)) for scene in scenes]
    table = forests.table_of(describe_casts(pair_casts(scenes, casts)))
    first = forests.actor.first.chances(table), forests.recipient.first.chances(table)
    forests.add(table, look_again(make_looks(scenes, casts, *first)))
    second = forests.actor.second.chances(table), forests.recipient.second.chances(table)
    out, start = [], 0
    for scene, cast in zip(scenes, casts, strict=True):
        part = slice(start, start + len(cast))
        actors, recipients = choose(
            cast, (second[0][part], second[1][part]), (forests.actor, forests.recipient), scene.move
        )
        if _is_quoted_side(scene):
            actors = [c for c in cast if c.name in {a.name for a in scene.move.actors}] or actors
            recipients = [c for c in recipients if c not in actors]
        actors = keep_both(scene, cast, drop_unnamed(scene, drop_tellers(scene, actors), recipients))
        out.append(
            replace(
                scene.move,
                actors=_refer_all(scene, actors, scene.move.actors),
                recipients=_refer_all(scene, recipients, scene.move.recipients),
            )
        )
        start += len(cast)
    return set_moves(context, scenes, out)


def _is_quoted_side(scene: Scene) -> bool:
    """Whether "we" or "they" of a direct quotation do it, and the report tells which side that is; persons judge."""
    if scene.act.act is Act.ASSESS:
        return False
    attributions = scene.context.doc._.attributions
    words = [scene.context.doc[phrase.head] for phrase in scene.act.actors]
    told = bool(scene.move.actors) and all(a.by == "pronoun" for a in scene.move.actors)
    return told and all(w.lower_ in {"we", "they"} and direct_quote(w, attributions) is not None for w in words)


def keep_both(scene: Scene, cast: Sequence[Candidate], chosen: list[Candidate]) -> list[Candidate]:
    """Of two named in a row who met or agreed both: "Peru's government and Andean leaders" leaves nobody out."""
    given = scene.move.actors
    if (
        scene.act.act not in _TOGETHER
        or len(given) != _PAIR
        or [c.name for c in chosen] not in [[a.name] for a in given]
    ):
        return chosen
    other = next(a for a in given if a.name != chosen[0].name)
    words = scene.context.quote(other.span) if other.by == "words" and other.span is not None else ""
    behind = other is given[1] and words[:1].isupper()
    return [*chosen, *(c for c in cast if c.name == other.name)] if behind or _CAPITAL.search(words, 1) else chosen


def describe_all(scenes: Sequence[Scene], casts: Sequence[Sequence[Candidate]]) -> list[Row]:
    """One row for each candidate of each act."""
    return list(describe_casts(pair_casts(scenes, casts)).rows()) if scenes else []


def make_looks(
    scenes: Sequence[Scene], casts: Sequence[Sequence[Candidate]], actor: Chances, recipient: Chances
) -> list[Look]:
    """The acts with the chances of their candidates, which stand in one row after the other."""
    looks, start = [], 0
    for scene, cast in zip(scenes, casts, strict=True):
        part = slice(start, start + len(cast))
        looks.append(
            Look(
                act=scene.act.act,
                group=group_of(scene.act.act),
                lemma=scene.trigger.lemma_.lower(),
                sentence=scene.sentence,
                names=tuple(c.name for c in cast),
                actor=tuple(actor[part].tolist()),
                recipient=tuple(recipient[part].tolist()),
            )
        )
        start += len(cast)
    return looks


def choose(
    cast: Sequence[Candidate], chances: tuple[Chances, Chances], slots: tuple[Slot, Slot], move: Move
) -> tuple[list[Candidate], list[Candidate]]:
    """Actors and recipients of one act; nobody is both."""
    actor, recipient = chances
    actors = _take(cast, np.where(actor >= recipient, actor, 0.0), slots[0], move.actors)
    recipients = _take(cast, np.where(recipient > actor, recipient, 0.0), slots[1], move.recipients)
    if not actors:
        actors = _spare(cast, actor, slots[0], move.actors, recipients)
    if not recipients:
        recipients = _spare(cast, recipient, slots[1], move.recipients, actors)
    return actors, recipients


def _take(cast: Sequence[Candidate], chances: Chances, slot: Slot, given: Sequence[ActorRef]) -> list[Candidate]:
    """The likeliest, and those beside them that are nearly as likely; of a person and its state only the likelier.

    Whom the rules find is joined only by the likely, two names or more by the very likely: these are a whole list.
    """
    out: list[Candidate] = []
    names = {r.name for r in given}
    listed = {r.name for r in given if r.by in _BY_NAME}
    order = sorted(range(len(cast)), key=lambda n: (-float(chances[n]), n))
    for n in order:
        if float(chances[n]) < max(slot.least, slot.part * float(chances[order[0]])):
            break
        joins = _JOINS_LIST if len(listed) > 1 else _JOINS if any(c.name in names for c in out) else 0.0
        if cast[n].name not in names and float(chances[n]) < joins:
            continue
        if not any(_are_one_side(cast[n].ref, other.ref, names) for other in out):
            out.append(cast[n])
    return out


def _spare(
    cast: Sequence[Candidate], chances: Chances, slot: Slot, given: Sequence[ActorRef], taken: Sequence[Candidate]
) -> list[Candidate]:
    """Those whom the rules put into a slot that nobody else fills, unless they are all too unlikely."""
    names = {r.name for r in given} - {c.name for c in taken}
    found = [(c, float(p)) for c, p in zip(cast, chances, strict=True) if c.name in names]
    return [c for c, _ in found] if found and max(p for _, p in found) >= slot.spare else []


def _are_one_side(one: ActorRef, other: ActorRef, told: set[str]) -> bool:
    """Whether one acts for the other; a group that the words name beside its home state does not: "Mali and the rebels"."""
    if {one.name, other.name} <= told and _OWN_SIDES & {one.kind, other.kind}:
        return one.name == other.name
    return one.name in {other.name, other.country} or other.name == one.country or _is_told_inside(one, other)


def _is_told_inside(one: ActorRef, other: ActorRef) -> bool:
    """Whether the words of one hold the name of the other: "Peruvian officials" and Peru."""
    words, name = (one, other) if one.by == "words" else (other, one)
    inside = words.span is not None and name.span is not None and words.span.covers(name.span)
    return words.by == "words" and name.by != "words" and inside


def _refer_all(scene: Scene, cast: Sequence[Candidate], given: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """References in the order of the text."""
    refs = [_refer(scene, candidate, given) for candidate in cast]
    return tuple(sorted(refs, key=lambda ref: ref.span.start if ref.span is not None else -1))


def _refer(scene: Scene, candidate: Candidate, given: Sequence[ActorRef]) -> ActorRef:
    """The reference that the rules made where they chose the same, else one to the place nearest to the trigger."""
    known = next((r for r in given if r.name == candidate.name), None)
    if known is not None:
        return known
    if not candidate.sightings:
        return replace(candidate.ref, by="context")
    here = scene.told.in_sentence.get(scene.sentence, {}).get(candidate.name)
    nearest = min(here or candidate.sightings, key=lambda s: abs(s.place - scene.trigger.i))
    return replace(candidate.ref, span=nearest.span, by=_by(candidate.ref, nearest) if here else "context")


def _by(ref: ActorRef, sighting: Sighting) -> str:
    return _WAYS.get(sighting.way, ref.by)
