"""Access: points with their states and what moved through them, routes, incidents, and what is told both ways."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from travaux.ontology.claim import AccessReport, Consignment, Constraint, Control, Incident, Route, claim_id
from travaux.ontology.dossier import (
    AccessPointItem,
    AccessStatus,
    ConsignmentItem,
    ConstraintItem,
    Contradiction,
    ControlItem,
    IncidentItem,
    RouteItem,
)
from travaux.ontology.vocabulary import AccessState, ControlEvent, FacilityKind, Modality
from travaux.packs.world import World
from travaux.resolve.joining import Corpus, agree, alike, all_names, best_time, group_claims, names, times_agree

_PASSABLE = {AccessState.OPEN, AccessState.RESTRICTED}
_TO_COME = {AccessState.PLANNED, AccessState.APPROVED}
_BERTHS = {FacilityKind.PORT, FacilityKind.PIER}
_SHUT = {AccessState.CLOSED, AccessState.DESTROYED}


def resolve_access(
    corpus: Corpus,
    reports: Sequence[AccessReport],
    consignments: Sequence[Consignment],
    world: World,
    controls: Sequence[Control] = (),
) -> tuple[tuple[AccessPointItem, ...], tuple[ConsignmentItem, ...]]:
    """Access points with their states, who controls them and what moved through them; and consignments of no named point."""
    points: dict[str, list[AccessReport]] = {}
    same = _find_same(reports, world)
    for r in sorted(reports, key=corpus.order):
        points.setdefault(same.get((r.report, r.facility), r.facility), []).append(r)
    loads: dict[str | None, list[Consignment]] = {}
    for c in sorted(consignments, key=corpus.order):
        loads.setdefault(c.point, []).append(c)
    held: dict[str, list[Control]] = {}
    for h in sorted(controls, key=corpus.order):
        held.setdefault(same.get((h.report, h.facility), h.facility), []).append(h)
    out = []
    for name in dict.fromkeys([*points, *(n for n in loads if n), *held]):
        told = _Told(reports=points.get(name, []), loads=loads.get(name, []), controls=held.get(name, []))
        out.append(_point(corpus, name, told, world))
    return tuple(out), tuple(_consignment(corpus, c) for c in loads.get(None, []))


def _find_same(reports: Sequence[AccessReport], world: World) -> dict[tuple[str, str], str]:
    """The one name, by report and name, of a port or pier that is only planned and that a report describes in several ways.

    "A port in the Mediterranean" and "a port on the coast" of one report are one, unless packs know either of them.
    """
    found: dict[str, dict[str, list[AccessReport]]] = {}
    for r in reports:
        if r.facility_kind in _BERTHS and r.facility[:1].islower() and r.facility not in world.points:
            found.setdefault(r.report, {}).setdefault(r.facility, []).append(r)
    out: dict[tuple[str, str], str] = {}
    for report, told in found.items():
        planned = [n for n, group in told.items() if all(r.state in _TO_COME for r in group)]
        if len(planned) > 1:
            one = max(planned, key=lambda n: (len(told[n]), -told[n][0].span.start, n))
            out |= {(report, name): one for name in planned}
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is told of one point."""

    reports: list[AccessReport]
    loads: list[Consignment]
    controls: list[Control]


def _point(corpus: Corpus, name: str, told: _Told, world: World) -> AccessPointItem:
    known = world.points.get(name)
    kinds = (*(r.facility_kind for r in told.reports), *(c.facility_kind for c in told.controls))
    kind = next(iter(kinds), FacilityKind.OTHER)
    claims: list[AccessReport | Consignment | Control] = [*told.reports, *told.loads, *told.controls]
    return AccessPointItem(
        id=min(claim_id(c) for c in claims),
        evidence=corpus.evidence(claims),
        name=name,
        kind=kind,
        place=(known.place or None) if known else None,
        connects=known.connects if known else (),
        lat=known.lat if known else None,
        lon=known.lon if known else None,
        statuses=_statuses(corpus, told.reports),
        consignments=tuple(_consignment(corpus, c) for c in told.loads),
        controls=_controls(corpus, name, told.controls),
    )


def _controls(corpus: Corpus, name: str, claims: list[Control]) -> tuple[ControlItem, ...]:
    """Who controls a point or a side of it, oldest first; what is planned or of the past stays apart from what is so."""
    groups = group_claims(
        claims,
        lambda c: (c.event, c.modality, c.side, frozenset(names(c.by)), c.voice.denied),
        lambda a, b: times_agree(a.when, b.when) and agree(names(a.formerly), names(b.formerly)),
    )
    rows = (
        ControlItem(
            id=min(claim_id(c) for c in group),
            evidence=corpus.evidence(group),
            point=name,
            event=group[0].event,
            by=all_names(c.by for c in group),
            formerly=all_names(c.formerly for c in group),
            side=group[0].side,
            when=best_time(c.when for c in group),
        )
        for group in groups
    )
    return tuple(sorted(rows, key=lambda s: _day(corpus, s)))


def _statuses(corpus: Corpus, reports: list[AccessReport]) -> tuple[AccessStatus, ...]:
    """The states of a point, oldest first: by the day told, else by the day of the first report that tells it."""
    groups = group_claims(reports, lambda r: r.state, _same_state)
    rows = (
        AccessStatus(
            id=min(claim_id(r) for r in group),
            evidence=corpus.evidence(group),
            state=group[0].state,
            reopened=any(r.reopened for r in group),
            by=all_names(r.by for r in group),
            direction=next((r.direction for r in group if r.direction), None),
            purpose=tuple(dict.fromkeys(p for r in group for p in r.purpose)),
            basis=group[0].basis,
            when=best_time(r.when for r in group),
        )
        for group in groups
    )
    return tuple(sorted(rows, key=lambda s: _day(corpus, s)))


def _day(corpus: Corpus, status: AccessStatus | ControlItem) -> str:
    if status.when is not None and status.when.edtf:
        return status.when.edtf[:10].ljust(10, "-")
    published = corpus.reports[status.evidence[0].report].published
    return published.isoformat() if published else "9999"


def _same_state(a: AccessReport, b: AccessReport) -> bool:
    one_way = a.direction is None or b.direction is None or a.direction == b.direction
    return one_way and agree(a.purpose, b.purpose) and times_agree(a.when, b.when)


def _consignment(corpus: Corpus, claim: Consignment) -> ConsignmentItem:
    return ConsignmentItem(
        id=claim_id(claim),
        evidence=corpus.evidence([claim]),
        cargo=claim.cargo,
        amount=claim.amount,
        unit=claim.unit,
        carrier=names(claim.carrier),
        donor=names(claim.donor),
        recipient=claim.recipient,
        point=claim.point,
        stage=claim.stage,
        total=claim.total,
        when=claim.when,
    )


def resolve_routes(corpus: Corpus, claims: Sequence[Route]) -> tuple[RouteItem, ...]:
    """The same stops in the same order, in the same state, are one route."""
    groups = group_claims(
        sorted(claims, key=corpus.order),
        lambda c: (c.state, tuple(s.point or s.name for s in c.stops)),
        lambda a, b: times_agree(a.when, b.when),
    )
    return tuple(
        RouteItem(
            id=min(claim_id(c) for c in group),
            evidence=corpus.evidence(group),
            stops=group[0].stops,
            mode=next((c.mode for c in group if c.mode), None),
            carrier=next((c.carrier for c in group if c.carrier), None),
            state=group[0].state,
            by=all_names(c.by for c in group),
            when=best_time(c.when for c in group),
        )
        for group in groups
    )


def resolve_incidents(corpus: Corpus, claims: Sequence[Incident]) -> tuple[IncidentItem, ...]:
    """The same harm to as many, at times that agree, is one incident; one without a number joins by its words."""
    groups = group_claims(sorted(claims, key=corpus.order), lambda c: c.what, _same_incident)
    return tuple(
        IncidentItem(
            id=min(claim_id(c) for c in group),
            evidence=corpus.evidence(group),
            what=group[0].what,
            harmed=all_names(c.harmed for c in group),
            by=all_names(c.by for c in group),
            killed=next((c.killed for c in group if c.killed is not None), None),
            injured=next((c.injured for c in group if c.injured is not None), None),
            consequence=next((c.consequence for c in group if c.consequence), None),
            consequence_kind=next((c.consequence_kind for c in group if c.consequence_kind), None),
            place=next((c.place for c in group if c.place), None),
            when=best_time(c.when for c in group),
        )
        for group in groups
    )


def _same_incident(a: Incident, b: Incident) -> bool:
    if not times_agree(a.when, b.when) or (a.place and b.place and a.place != b.place):
        return False
    if (a.killed or a.injured) and (b.killed or b.injured):
        return (a.killed, a.injured) == (b.killed, b.injured)
    return alike(a.quote, b.quote, 0.6)


def resolve_constraints(corpus: Corpus, claims: Sequence[Constraint]) -> tuple[ConstraintItem, ...]:
    """The same hindrance at the same place, at times that agree, is one."""
    groups = group_claims(
        sorted(claims, key=corpus.order), lambda c: (c.type, c.place), lambda a, b: times_agree(a.when, b.when)
    )
    return tuple(
        ConstraintItem(
            id=min(claim_id(c) for c in group),
            evidence=corpus.evidence(group),
            type=group[0].type,
            place=group[0].place,
            by=all_names(c.by for c in group),
            when=best_time(c.when for c in group),
        )
        for group in groups
    )


def find_access_contradictions(points: Iterable[AccessPointItem]) -> tuple[Contradiction, ...]:
    """Points told as open and as shut, or as held by two sides, by different voices of one report, or for one day."""
    out = []
    for point in points:
        for a in (s for s in point.statuses if s.state in _PASSABLE):
            for b in (s for s in point.statuses if s.state in _SHUT):
                if _clash(a, b):
                    out.append(
                        Contradiction(
                            id=min(a.id, b.id),
                            evidence=(*a.evidence, *b.evidence),
                            about=f"{point.name} open",
                            sides=(a.id, b.id),
                        )
                    )
        out += _find_rival_holders(point)
    return tuple(out)


def _find_rival_holders(point: AccessPointItem) -> Iterator[Contradiction]:
    """Two who share no name are each said to hold one side of a point; or that somebody holds it is told and denied."""
    held = [c for c in point.controls if c.event is not ControlEvent.LOST and _is_now(c) and c.by]
    for n, a in enumerate(held):
        for b in held[n + 1 :]:
            denied = _is_denied(a) != _is_denied(b)
            if a.side != b.side or denied is set(a.by).isdisjoint(b.by) or not _is_one_time(a, b):
                continue
            side = f" (side: {a.side})" if a.side else ""
            yield Contradiction(
                id=min(a.id, b.id),
                evidence=(*a.evidence, *b.evidence),
                about=f"control of {point.name}{side}",
                sides=(a.id, b.id),
            )


def _is_now(item: ControlItem) -> bool:
    return any(e.modality is Modality.ASSERTED for e in item.evidence)


def _is_denied(item: ControlItem) -> bool:
    return all(e.denied for e in item.evidence)


def _is_one_time(a: ControlItem, b: ControlItem) -> bool:
    """Whether two states of control are told of one time by different origins; a handover later on is no contradiction."""
    if not {e.origin for e in a.evidence}.isdisjoint(e.origin for e in b.evidence):
        return False
    if a.when is not None and b.when is not None and a.when.edtf and b.when.edtf:
        return times_agree(a.when, b.when)
    one_report = {e.report for e in a.evidence} & {e.report for e in b.evidence}
    return bool(one_report) and a.when is None and b.when is None


def _clash(a: AccessStatus, b: AccessStatus) -> bool:
    if (a.direction and b.direction and a.direction != b.direction) or not agree(a.purpose, b.purpose):
        return False
    if not {e.origin for e in a.evidence}.isdisjoint(e.origin for e in b.evidence):
        return False
    if a.when is not None and b.when is not None and a.when.edtf and b.when.edtf:
        return times_agree(a.when, b.when)
    one_report = {e.report for e in a.evidence} & {e.report for e in b.evidence}
    return bool(one_report) and a.when is None and b.when is None
