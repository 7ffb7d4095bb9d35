"""Who can be what: outlets and the speaker labels of transcripts make no offers, and who announces a deal is no side of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from travaux.ontology.actors import actor_fields, actors_of
from travaux.ontology.claim import ActorRef, AnyClaim, CeasefireMention, Participation, ProposalMention
from travaux.ontology.dossier import Party
from travaux.ontology.vocabulary import ProposalState, Role
from travaux.packs.world import World

_LABELS = frozenset(
    "q question questioner moderator interviewer reporter journalist operator inaudible unknown".split()
)
"""What transcripts write before the words of those whom they do not name."""
_BARGAINING = {"proposal", "response", "demand", "term", "leverage", "meeting", "ceasefire", "position"}
"""Kinds of claims in which an outlet that carries the words can be no actor."""
BETWEEN = {Role.MEDIATOR, Role.HOST, Role.MESSAGE_CARRIER, Role.GUARANTOR}
"""Roles of those who go between others."""


def drop_voices(claims: Iterable[AnyClaim], world: World) -> list[AnyClaim]:
    """The claims of a report without actors that only carry words: the labels of a transcript, and outlets where sides bargain.

    That a label has a role is no claim at all; claims that name neither stay the same objects.
    """
    outlets = _find_outlets(claims := list(claims), world)
    out: list[AnyClaim] = []
    for claim in claims:
        if isinstance(claim, Participation):
            out += [] if _is_label(claim.actor.name) else [claim]
        else:
            out.append(_keep(claim, outlets if claim.kind in _BARGAINING else frozenset()))
    return out


def _find_outlets(claims: Iterable[AnyClaim], world: World) -> frozenset[str]:
    names = {a.name for c in claims if c.kind in _BARGAINING for a in actors_of(c)}
    return frozenset(n for n in names if n not in world.entries and world.find_outlet(n) is not None)


@lru_cache(maxsize=1 << 14)
def _is_label(name: str) -> bool:
    return name.casefold().strip("[](). :") in _LABELS


def _keep(claim: AnyClaim, barred: frozenset[str]) -> AnyClaim:
    changes: dict[str, tuple[ActorRef, ...]] = {}
    for name in actor_fields(claim):
        if value := getattr(claim, name):
            kept = tuple([a for a in value if not (a.name in barred or _is_label(a.name))])
            if len(kept) < len(value):
                changes[name] = kept
    return replace(claim, **changes) if changes else claim  # type: ignore[arg-type]


def find_between(parties: Iterable[Party]) -> frozenset[str]:
    """Those who are told most as going between others."""
    return frozenset(p.name for p in parties if p.roles[0] in BETWEEN)


def without_announcers(mentions: Sequence[ProposalMention], between: frozenset[str]) -> list[ProposalMention]:
    """Mentions in which those between the sides, who announce a deal, bring it and do not make it."""
    return [_brought(m, between) if m.state is ProposalState.ACCEPTED else m for m in mentions]


def _brought(mention: ProposalMention, between: frozenset[str]) -> ProposalMention:
    brought = tuple(a for a in mention.authors if a.name in between)
    if not brought:
        return mention
    made = tuple(a for a in mention.authors if a.name not in between)
    carried = tuple(dict.fromkeys((*mention.conveyed_by, *brought)))
    return replace(mention, authors=made, conveyed_by=carried)


def without_mediators(mentions: Sequence[CeasefireMention], between: frozenset[str]) -> list[CeasefireMention]:
    """Mentions of ceasefires whose sides are those that fight: who goes between them mediates."""
    return [_mediated(m, between) for m in mentions]


def _mediated(mention: CeasefireMention, between: frozenset[str]) -> CeasefireMention:
    brought = tuple(a for a in mention.parties if a.name in between)
    if not brought:
        return mention
    sides = tuple(a for a in mention.parties if a.name not in between)
    return replace(mention, parties=sides, mediators=tuple(dict.fromkeys((*mention.mediators, *brought))))
