"""One name for one actor across reports: "Holm" in one is "Kari Holm" in another, where only one person can be meant."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import is_not

from travaux.ontology.actors import actor_fields, actors_of
from travaux.ontology.claim import ActorRef, AnyClaim
from travaux.ontology.vocabulary import ActorKind, SpeakerKind
from travaux.packs.world import World

_TITLED = {ActorKind.PERSON, ActorKind.UNKNOWN}
Rename = Callable[[ActorRef], ActorRef]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names in the claims of one report."""

    every: frozenset[str]
    """Those of actors and of voices."""
    actors: frozenset[str]
    full: frozenset[str]
    """Those of persons that have more than one word."""

    @classmethod
    def of(cls, claims: Iterable[AnyClaim]) -> "Names":
        """Those of some claims."""
        told = [a for c in claims for a in actors_of(c)]
        actors = frozenset([a.name for a in told])
        voices = {c.voice.speaker: c.voice.kind for c in claims if c.voice.speaker}
        spoken = {v for v, kind in voices.items() if kind is SpeakerKind.NAMED and " and " not in v}
        persons = {a.name for a in told if a.kind is ActorKind.PERSON}
        return cls(every=actors | voices.keys(), actors=actors, full=frozenset(n for n in persons | spoken if " " in n))


def find_usual_names(names: Iterable[Names], world: World) -> dict[str, str]:
    """Name → the one by which its bearer is known: surnames alone as full names, and other spellings as the packs'.

    A surname is that of the one person of whom the reports have the full name.
    """
    told = list(names)
    by_surname: dict[str, set[str]] = defaultdict(set)
    for name in frozenset[str]().union(*(own.full for own in told)):
        by_surname[name.split()[-1]].add(name)
    full = {surname: next(iter(found)) for surname, found in by_surname.items() if len(found) == 1}
    return full | _spellings(frozenset[str]().union(*(own.actors for own in told)), world)


def pick_usual(names: Names, usual: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The usual names that a report's claims need."""
    return tuple(sorted([(name, usual[name]) for name in names.every if name in usual]))


def unify_names(claims: Iterable[AnyClaim], usual: Mapping[str, str], world: World) -> list[AnyClaim]:
    """The claims, with every name the usual one, as far as the packs or `usual` have it.

    Claims that name nobody so stay the same objects.
    """
    known: dict[tuple[str, str, ActorKind], ActorRef | None] = {}

    def rename(actor: ActorRef) -> ActorRef:
        key = (actor.name, actor.by, actor.kind)
        if key not in known:
            known[key] = _find(actor, usual, world)
        found = known[key]
        return actor if found is None else replace(actor, name=found.name, kind=found.kind)

    return [
        _rename(claim, rename, usual)
        if claim.voice.speaker in usual or any(_is_doubtful(a.name, usual, world) for a in actors_of(claim))
        else claim
        for claim in claims
    ]


def _is_doubtful(name: str, usual: Mapping[str, str], world: World) -> bool:
    return name in usual or (" " in name and name not in world.entries)


def _find(actor: ActorRef, full: Mapping[str, str], world: World) -> ActorRef | None:
    """The actor by its usual name; None where that is the name it has."""
    if actor.name in full and (actor.kind is ActorKind.PERSON or actor.by != "pack"):
        entry = world.entries.get(full[actor.name])
        return replace(actor, name=full[actor.name], kind=entry.kind if entry is not None else ActorKind.PERSON)
    if actor.by in {"pack", "words"} or actor.name in world.entries or " " not in actor.name:
        return None
    for words in (f"{actor.name}s", actor.name.removesuffix("s"), actor.name.title()):
        entry = world.entries.get(words)
        if entry is not None and entry.kind not in _TITLED:
            return replace(actor, name=entry.name, kind=entry.kind)
    return None


def _spellings(names: Iterable[str], world: World) -> dict[str, str]:
    """A name that differs from one of the packs', which the reports have too, only by marks and capitals → that one."""
    several = {n for n in names if " " in n}
    known = {_bare(n): n for n in sorted(several) if n in world.entries}
    return {n: found for n in several - world.entries.keys() if (found := known.get(_bare(n)))}


@lru_cache(maxsize=1 << 16)
def _bare(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _rename(claim: AnyClaim, rename: Rename, full: Mapping[str, str]) -> AnyClaim:
    changes: dict[str, object] = {}
    for name in actor_fields(claim):
        value = getattr(claim, name)
        if not value:
            continue
        actors = (value,) if isinstance(value, ActorRef) else value
        new = [rename(actor) for actor in actors]
        if any(map(is_not, new, actors)):
            changes[name] = new[0] if isinstance(value, ActorRef) else tuple(new)
    if (speaker := claim.voice.speaker) is not None and speaker in full:
        changes["voice"] = replace(claim.voice, speaker=full[speaker])
    return replace(claim, **changes) if changes else claim  # type: ignore[arg-type]
