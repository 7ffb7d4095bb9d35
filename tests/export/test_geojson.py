"""The map against RFC 7946, read by hand, and each of its states against the board and the words."""

import json
from pathlib import Path
from typing import Any

from tests.claims import access, actors, make, make_report, text_of, when
from tests.export.materials import TODAY, material

from travaux.export.geojson import VARIES, export
from travaux.export.material import ExportMaterial, Record, make_material
from travaux.ontology.claim import Consignment, Route, RouteStop
from travaux.ontology.vocabulary import AccessState, Basis, ConsignmentStage
from travaux.packs.world import AccessPoint, World


def world() -> World:
    built = World()
    for name, lat, lon in (("Tumbes crossing", -3.5, -80.25), ("Arica port", -18.47, -70.32)):
        built.points[name] = AccessPoint(name=name, kind="crossing", lat=lat, lon=lon, source="An atlas")
    return built


def build(*claims: Any) -> ExportMaterial:
    reports = [make_report("r1", "2025-06-10", outlet="The Post"), make_report("r2", "2025-06-12")]
    return make_material(Record(reports=reports, claims=claims, world=world()), TODAY)


def read(given: ExportMaterial, folder: Path) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """The features as they stand in the file, each checked against the standard, and the notes."""
    summary = export(given, folder / "map.geojson")
    document = json.loads(summary.files[0].read_text(encoding="utf8"))
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    for feature in document["features"]:
        check_feature(feature)
    ids = [f["id"] for f in document["features"]]
    assert len(set(ids)) == len(ids) == sum(summary.counts.values())
    return document["features"], summary.notes


def check_feature(feature: dict[str, Any]) -> None:
    """RFC 7946: type, geometry or null, properties; positions are longitude then latitude in degrees."""
    assert set(feature) == {"type", "id", "geometry", "properties"}
    assert feature["type"] == "Feature"
    assert isinstance(feature["properties"], dict)
    geometry = feature["geometry"]
    if geometry is None:
        return
    assert set(geometry) == {"type", "coordinates"}
    positions = [geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"]
    assert geometry["type"] in {"Point", "LineString"}
    assert len(positions) >= (2 if geometry["type"] == "LineString" else 1)
    for lon, lat in positions:
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90


def test_a_point_has_its_state_since_when_and_its_words(tmp_path: Path) -> None:
    claims = [
        access(AccessState.OPEN, "r1", 0, when=when("2025-06-01")),
        access(AccessState.CLOSED, "r2", 30, when=when("2025-06-11"), basis=Basis.OBSERVED, by=actors("Peru")),
    ]
    ((point,), notes) = read(build(*claims), tmp_path)
    assert point["geometry"] == {"type": "Point", "coordinates": [-80.25, -3.5]}
    told = point["properties"]
    assert (told["name"], told["state"], told["since"], told["known"]) == (
        "Tumbes crossing",
        "closed",
        "2025-06-11",
        "observed",
    )
    assert told["placed_by"] == "An atlas"
    assert [p["state"] for p in told["lanes"][0]["history"]] == ["open", "closed"]
    evidence = [e for s in told["statuses"] for e in s["evidence"]]
    assert [text_of(e["report"])[e["start"] : e["end"]] for e in evidence] == [e["quote"] for e in evidence]
    assert notes == ()


def test_what_is_announced_is_no_state(tmp_path: Path) -> None:
    ((point,), _) = read(build(access(AccessState.PLANNED)), tmp_path)
    assert (point["properties"]["state"], point["properties"]["announced"]) == ("unknown", ["planned"])


def test_directions_in_different_states_have_none_for_the_whole(tmp_path: Path) -> None:
    claims = [
        access(AccessState.OPEN, "r2", 0, direction="in", when=when("2025-06-11")),
        access(AccessState.CLOSED, "r2", 30, direction="out", when=when("2025-06-11")),
    ]
    ((point,), _) = read(build(*claims), tmp_path)
    assert (point["properties"]["state"], point["properties"]["since"]) == (VARIES, None)
    assert {(x["direction"], x["state"]) for x in point["properties"]["lanes"]} == {("in", "open"), ("out", "closed")}


def test_a_point_that_no_pack_places_is_there_without_geometry(tmp_path: Path) -> None:
    ((point,), notes) = read(build(access(facility="a new gate")), tmp_path)
    assert point["geometry"] is None
    assert notes == ("1 of them have no geometry: no pack places the point, or two stops of the route",)


def test_a_route_runs_through_its_placed_stops(tmp_path: Path) -> None:
    stops = (
        RouteStop(name="Tumbes", point="Tumbes crossing"),
        RouteStop(name="a depot", what=("inspection",)),
        RouteStop(name="Arica", point="Arica port"),
    )
    ((route,), _) = read(build(make(Route, "r1", 10, stops=stops, state=AccessState.PLANNED)), tmp_path)
    assert route["geometry"] == {"type": "LineString", "coordinates": [[-80.25, -3.5], [-70.32, -18.47]]}
    assert [s["placed"] for s in route["properties"]["stops"]] == [True, False, True]
    assert (route["properties"]["state"], route["properties"]["text"].endswith("not told as moved")) == (
        "planned",
        True,
    )


def test_moved_and_not_moved_are_kept_apart(tmp_path: Path) -> None:
    claims = [
        access(),
        *(
            make(
                Consignment,
                "r1",
                40 + 5 * int(n),
                cargo=f"{n} trucks",
                amount=n,
                unit="trucks",
                stage=stage,
                point="Tumbes crossing",
            )
            for n, stage in ((5.0, ConsignmentStage.MOVED), (9.0, ConsignmentStage.APPROVED))
        ),
    ]
    ((point,), _) = read(build(*claims), tmp_path)
    assert [c["amount"] for c in point["properties"]["moved"]] == [5.0]
    assert [c["amount"] for c in point["properties"]["not_moved"]] == [9.0]


def test_all_points_and_routes_of_a_file_are_in_it(tmp_path: Path) -> None:
    given = material(world=world())
    features, notes = read(given, tmp_path)
    names = [f["properties"]["name"] for f in features if f["properties"]["feature"] == "access_point"]
    assert sorted(names) == sorted(p.name for p in given.dossier.access_points)
    assert sum(f["properties"]["feature"] == "route" for f in features) == len(given.dossier.routes)
    assert any("consignments and incidents" in note for note in notes)
