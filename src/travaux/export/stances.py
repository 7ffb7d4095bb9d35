"""Who takes which stance on which issue in which words, one by one: what discourse networks are made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from travaux.export.material import ExportMaterial
from travaux.ontology.claim import ActorRef, AnyClaim, Demand, Move, PositionMention, Response
from travaux.ontology.dossier import Evidence, PositionItem
from travaux.ontology.vocabulary import ActorKind, Issue, Stance
from travaux.packs.world import World
from travaux.resolve.positions import stance_of
from travaux.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenStance:
    """What one passage tells of one party on one issue."""

    party: str
    person: str
    """Who takes it for the party, "" where it is told of the party as such."""
    issue: Issue
    stance: Stance
    evidence: Evidence

    @property
    def agrees(self) -> bool:
        """Whether the party is for it, if only on conditions."""
        return self.stance is not Stance.REFUSES


def list_stances(material: ExportMaterial) -> list[TakenStance]:
    """Every stance behind the positions of the file, by report and place in it."""
    order = {r.id: i for i, r in enumerate(material.dossier.reports)}
    claims = material.claims_by_id()
    answers = {(c.report, c.span): c for c in material.claims if isinstance(c, Response)}
    found = [s for p in material.dossier.positions for s in _stances(p, claims, answers, material.world)]
    found.sort(
        key=lambda s: (order.get(s.evidence.report, len(order)), s.evidence.start, s.evidence.end, s.party, s.issue)
    )
    return found


def _stances(
    item: PositionItem, claims: Mapping[str, AnyClaim], answers: Mapping[tuple[str, Span], Response], world: World
) -> Iterator[TakenStance]:
    for e in item.evidence:
        claim = claims.get(e.claim)
        if claim is None:
            continue
        stance = _stance(claim, answers.get((claim.report, claim.span)))
        if stance is not None:
            person = item.spoken_by or "" if e.claim == item.latest else _person(claim, e, item.actor, world)
            yield TakenStance(party=item.actor, person=person, issue=item.issue, stance=stance, evidence=e)


def _stance(claim: AnyClaim, answer: Response | None) -> Stance | None:
    if isinstance(claim, Demand):
        return Stance.WANTS
    if isinstance(claim, PositionMention):
        return claim.stance
    return stance_of(claim, answer) if isinstance(claim, Move) else None


def _person(claim: AnyClaim, evidence: Evidence, party: str, world: World) -> str:
    """Who acts or speaks for the party in these words."""
    named: tuple[ActorRef, ...] = claim.actors if isinstance(claim, Move) else getattr(claim, "by", ())
    people = [a.name for a in named if _is_person(a, world)]
    if len(people) == 1 and party not in {a.name for a in named}:
        return people[0]
    return evidence.speaker or "" if evidence.on_behalf_of == party else ""


def _is_person(actor: ActorRef, world: World) -> bool:
    entry = world.entries.get(actor.name)
    return actor.kind is ActorKind.PERSON or (entry is not None and entry.kind is ActorKind.PERSON)
