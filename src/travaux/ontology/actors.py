"""Which fields of each kind of claim name actors, so that all claims can be asked for theirs alike."""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache

from travaux.ontology.claim import ActorRef, Claim


@cache
def actor_fields(kind: type[Claim]) -> tuple[str, ...]:
    """The names of the fields of this kind of claim that hold an actor or several."""
    return tuple(f.name for f in fields(kind) if "ActorRef" in str(f.type))


def actors_of(claim: Claim) -> Iterator[ActorRef]:
    """All actors that a claim names."""
    for name in actor_fields(type(claim)):
        value = getattr(claim, name)
        if isinstance(value, ActorRef):
            yield value
        else:
            yield from value
