"""The board in words: a point with its states, a lot that has not moved, a route, an incident."""

import pytest
from tests.claims import access, actors, make, when
from tests.resolve.test_dossier_invariants import build

from travaux.ontology.claim import Consignment, Incident, Route, RouteStop
from travaux.ontology.vocabulary import AccessState, Basis, ConsignmentStage
from travaux.views.access import say_consignment, say_incident, say_point, say_route


def test_a_point_with_its_states() -> None:
    (point,) = build(
        access(AccessState.DESTROYED, when=when("2023-10-07"), basis=Basis.OBSERVED),
        access(
            AccessState.OPEN, "r1", 40, reopened=True, by=actors("Peru"), direction="in", purpose=("aid",),
            basis=Basis.ANNOUNCED,
        ),
    ).access_points  # fmt: skip
    assert say_point(point) == "destroyed, 7 October 2023, observed; reopened inwards for aid by Peru, announced"


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (ConsignmentStage.APPROVED, "approved: 1,200 tonnes (flour), not told as moved"),
        (ConsignmentStage.MOVED, "moved: 1,200 tonnes (flour)"),
    ],
)
def test_a_lot_says_whether_it_has_moved(stage: ConsignmentStage, words: str) -> None:
    (load,) = build(make(Consignment, cargo="flour", amount=1200.0, unit="tonnes", stage=stage)).consignments
    assert say_consignment(load) == words


def test_a_route_with_its_inspection() -> None:
    stops = (RouteStop(name="Tumbes crossing"), RouteStop(name="Arica", what=("inspection",)))
    (item,) = build(
        make(
            Route,
            stops=stops,
            carrier="army trucks",
            state=AccessState.APPROVED,
            by=actors("Peru"),
            when=when("2025-06-06"),
        )
    ).routes
    assert say_route(item) == (
        "Route Tumbes crossing → Arica (inspection), army trucks: approved by Peru, 6 June 2025, not told as moved"
    )


def test_an_incident_with_what_came_of_it() -> None:
    (item,) = build(
        make(
            Incident,
            what="killed",
            harmed=actors("seven aid workers"),
            consequence="withdraw its staff",
            consequence_kind="withdrawal",
        )
    ).incidents
    assert say_incident(item) == "Seven aid workers killed; withdrawal: “withdraw its staff”"


def test_a_route_by_legs_and_one_that_is_shut_or_only_asked_for() -> None:
    stops = (RouteStop(name="Arica"), RouteStop(name="Tumbes", mode="ship"), RouteStop(name="Putre", mode="truck"))
    told = [
        make(Route, "r1", n, stops=stops, state=s)
        for n, s in ((0, AccessState.OPEN), (40, AccessState.CLOSED), (80, AccessState.UNKNOWN))
    ]
    way = "Route Arica → Tumbes (by ship) → Putre (by truck)"
    assert [say_route(r) for r in build(*told).routes] == [
        f"{way}: in use",
        f"{way}: closed",
        f"{way}: only asked for or possible, not told as moved",
    ]
