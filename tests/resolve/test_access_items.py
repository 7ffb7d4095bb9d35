"""Access across reports: states oldest first, routes and incidents told twice, and points told both ways."""

from tests.claims import access, actors, make, said_by, when
from tests.resolve.test_dossier_invariants import build

from travaux.ontology.claim import Incident, Route, RouteStop
from travaux.ontology.vocabulary import AccessState, FacilityKind, Modality

STOPS = (RouteStop(name="Tumbes", point="Tumbes crossing"), RouteStop(name="Arica", what=("inspection",)))


def route(report: str = "r1", /, **fields: object) -> Route:
    claim: Route = make(Route, report, **({"stops": STOPS, "state": AccessState.APPROVED} | fields))  # type: ignore[arg-type]
    return claim


def incident(report: str = "r1", /, **fields: object) -> Incident:
    claim: Incident = make(Incident, report, **({"what": "killed", "harmed": actors("aid workers")} | fields))  # type: ignore[arg-type]
    return claim


def test_states_stand_oldest_first() -> None:
    (point,) = build(
        access(AccessState.OPEN, reopened=True),
        access(AccessState.DESTROYED, "r1", 40, when=when("2023-10-07")),
    ).access_points
    assert [s.state for s in point.statuses] == [AccessState.DESTROYED, AccessState.OPEN]


def test_states_of_two_directions_stand_apart() -> None:
    (point,) = build(
        access(AccessState.OPEN, direction="in", purpose=("aid",)),
        access(AccessState.OPEN, "r2", direction="out", purpose=("aid",)),
    ).access_points
    assert [s.direction for s in point.statuses] == ["in", "out"]


def test_a_route_told_twice_is_one_and_stays_as_far_as_told() -> None:
    (item,) = build(route(), route("r2", carrier="army trucks")).routes
    assert (item.carrier, item.state, len(item.evidence)) == ("army trucks", AccessState.APPROVED, 2)
    assert [s.what for s in item.stops] == [(), ("inspection",)]


def test_an_approved_and_a_used_route_are_two() -> None:
    assert len(build(route(), route("r2", state=AccessState.OPEN)).routes) == 2


def test_an_incident_told_twice_keeps_what_came_of_it() -> None:
    rows = build(
        incident(killed=7.0), incident("r2", killed=7.0, consequence="withdraw", consequence_kind="withdrawal")
    ).incidents
    assert [(i.killed, i.consequence_kind, len(i.evidence)) for i in rows] == [(7.0, "withdrawal", 2)]


def test_incidents_with_other_numbers_are_others() -> None:
    assert len(build(incident(killed=7.0), incident("r2", killed=3.0)).incidents) == 2


def test_two_voices_that_tell_a_point_open_and_shut_contradict_each_other() -> None:
    dossier = build(
        access(AccessState.CLOSED, voice=said_by("Holm")),
        access(AccessState.OPEN, "r1", 40, voice=said_by("Lie")),
    )
    (found,) = dossier.contradictions
    (point,) = dossier.access_points
    assert set(found.sides) == {s.id for s in point.statuses}


def test_a_point_shut_and_opened_on_other_days_is_no_contradiction() -> None:
    dossier = build(
        access(AccessState.CLOSED, when=when("2025-06-01"), voice=said_by("Holm")),
        access(AccessState.OPEN, "r1", 40, when=when("2025-06-09"), voice=said_by("Lie")),
    )
    assert dossier.contradictions == ()


def test_a_planned_port_described_in_two_ways_is_one() -> None:
    port = {"facility_kind": FacilityKind.PORT, "modality": Modality.FUTURE}
    points = build(
        access(AccessState.PLANNED, "r1", 0, facility="port in the gulf", **port),
        access(AccessState.PLANNED, "r1", 40, facility="port off Arica", **port),
        access(AccessState.PLANNED, "r1", 80, facility="port off Arica", **port),
    ).access_points
    assert [p.name for p in points] == ["port off Arica"]


def test_ports_that_are_in_use_stay_two() -> None:
    points = build(
        access(AccessState.OPEN, "r1", 0, facility="port in the gulf", facility_kind=FacilityKind.PORT),
        access(AccessState.OPEN, "r1", 40, facility="port off Arica", facility_kind=FacilityKind.PORT),
    ).access_points
    assert len(points) == 2
