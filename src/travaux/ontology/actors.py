"""Which fields of each kind of claim name actors, so that all claims can be asked for theirs alike."""

from dataclasses import fields

from travaux.ontology.claim import ActorRef, Claim

_FIELDS: dict[str, tuple[str, ...]] = {}


def actor_fields(claim: Claim) -> tuple[str, ...]:
    """The names of the fields of this kind of claim that hold an actor or several."""
    kind = type(claim).__name__
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(f.name for f in fields(claim) if "ActorRef" in str(f.type))
    return _FIELDS[kind]


def actors_of(claim: Claim) -> list[ActorRef]:
    """All actors that a claim names."""
    out: list[ActorRef] = []
    for name in actor_fields(claim):
        value = getattr(claim, name)
        if isinstance(value, ActorRef):
            out.append(value)
        else:
            out += value
    return out
