"""One name for one person across reports: "Holm" in one is "Kari Holm" in another, where only one person can be meant."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from travaux.ontology.claim import ActorRef, AnyClaim
from travaux.ontology.vocabulary import ActorKind, SpeakerKind


def unify_persons(claims: Sequence[AnyClaim]) -> list[AnyClaim]:
    """The claims, with surnames alone made full names; claims that name nobody so stay the same objects."""
    full = _full_names(claims)
    return [_rename(claim, full) for claim in claims] if full else list(claims)


def _full_names(claims: Iterable[AnyClaim]) -> dict[str, str]:
    """Surname → the one full name that ends with it."""
    by_surname: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for actor in _actors_of(claim):
            if actor.kind is ActorKind.PERSON and " " in actor.name:
                by_surname[actor.name.split()[-1]].add(actor.name)
        voice = claim.voice
        if voice.kind is SpeakerKind.NAMED and voice.speaker and " " in voice.speaker and " and " not in voice.speaker:
            by_surname[voice.speaker.split()[-1]].add(voice.speaker)
    return {surname: next(iter(names)) for surname, names in by_surname.items() if len(names) == 1}


def _actors_of(claim: AnyClaim) -> Iterable[ActorRef]:
    for field in fields(claim):
        value = getattr(claim, field.name)
        if isinstance(value, ActorRef):
            yield value
        elif isinstance(value, tuple):
            yield from (v for v in value if isinstance(v, ActorRef))


def _rename(claim: AnyClaim, full: dict[str, str]) -> AnyClaim:
    changes: dict[str, object] = {}
    for field in fields(claim):
        value = getattr(claim, field.name)
        if isinstance(value, ActorRef) and _is_short(value, full):
            changes[field.name] = replace(value, name=full[value.name], kind=ActorKind.PERSON)
        elif isinstance(value, tuple) and any(_is_short(v, full) for v in value):
            changes[field.name] = tuple(
                replace(v, name=full[v.name], kind=ActorKind.PERSON) if _is_short(v, full) else v for v in value
            )
    if claim.voice.speaker in full:
        changes["voice"] = replace(claim.voice, speaker=full[claim.voice.speaker])
    return replace(claim, **changes) if changes else claim  # type: ignore[arg-type]


def _is_short(value: object, full: dict[str, str]) -> bool:
    """A name that no pack vouches for, and that is the surname of a person told in full elsewhere."""
    return isinstance(value, ActorRef) and value.name in full and (value.kind is ActorKind.PERSON or value.by != "pack")
