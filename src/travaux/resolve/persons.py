"""One name for one actor across reports: "Holm" in one is "Kari Holm" in another, where only one person can be meant."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from operator import is_not

from travaux.ontology.actors import actor_fields, actors_of
from travaux.ontology.claim import ActorRef, AnyClaim
from travaux.ontology.vocabulary import ActorKind, SpeakerKind
from travaux.packs.world import World

_TITLED = {ActorKind.PERSON, ActorKind.UNKNOWN}
Rename = Callable[[ActorRef], ActorRef]


def unify_names(claims: Sequence[AnyClaim], world: World) -> list[AnyClaim]:
    """The claims, with surnames alone made full names, and the names that packs know under another spelling theirs.

    Claims that name nobody so stay the same objects.
    """
    told = [a for c in claims for a in actors_of(c)]
    names = {a.name for a in told}
    full = _full_names(claims, told) | _spellings(names, world)
    doubtful = {n for n in names if n in full or (" " in n and n not in world.entries)}
    known: dict[tuple[str, str, ActorKind], ActorRef | None] = {}

    def rename(actor: ActorRef) -> ActorRef:
        key = (actor.name, actor.by, actor.kind)
        if key not in known:
            known[key] = _find(actor, full, world)
        found = known[key]
        return actor if found is None else replace(actor, name=found.name, kind=found.kind)

    return [
        _rename(claim, rename, full)
        if claim.voice.speaker in full or any(a.name in doubtful for a in actors_of(claim))
        else claim
        for claim in claims
    ]


def _find(actor: ActorRef, full: dict[str, str], world: World) -> ActorRef | None:
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


def _full_names(claims: Iterable[AnyClaim], told: Iterable[ActorRef]) -> dict[str, str]:
    """Surname → the one full name that ends with it."""
    by_surname: dict[str, set[str]] = defaultdict(set)
    voices = {c.voice.speaker for c in claims if c.voice.kind is SpeakerKind.NAMED and c.voice.speaker}
    persons = {a.name for a in told if a.kind is ActorKind.PERSON}
    for name in (*persons, *(v for v in voices if " and " not in v)):
        if " " in name:
            by_surname[name.split()[-1]].add(name)
    return {surname: next(iter(names)) for surname, names in by_surname.items() if len(names) == 1}


def _spellings(names: Iterable[str], world: World) -> dict[str, str]:
    """A name that differs from one of the packs', which the reports have too, only by marks and capitals → that one."""
    several = {n for n in names if " " in n}
    known = {_bare(n): n for n in sorted(several) if n in world.entries}
    return {n: found for n in several - world.entries.keys() if (found := known.get(_bare(n)))}


def _bare(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _rename(claim: AnyClaim, rename: Rename, full: dict[str, str]) -> AnyClaim:
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
