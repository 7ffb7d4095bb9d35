"""Which fields of each kind of claim name actors, so that all claims can be asked for theirs alike."""

from collections.abc import Iterator
from dataclasses import fields

from travaux.ontology.claim import ActorRef, Claim

_FIELDS: dict[str, tuple[str, ...]] = {}


def actor_fields(claim: Claim) -> tuple[str, ...]:
    """The names of the fields of this kind of claim that hold an actor or several."""
    kind = type(claim).__name__
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(f.name for f in fields(claim) if "ActorRef" in str(f.type))
    return _FIELDS[kind]


def actors_of(claim: Claim) -> Iterator[ActorRef]:
    """All actors that a claim names."""
    for name in actor_fields(claim):
        value = getattr(claim, name)
        if isinstance(value, ActorRef):
            yield value
        else:
            yield from value
