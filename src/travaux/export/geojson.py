"""A map (GeoJSON, RFC 7946): every access point with its state on the day of the file, and every route, with their words.

Places come from packs, with their sources. A point that no pack places is a feature without geometry, which the standard
allows, so that none is lost. A route is drawn straight from one placed stop to the next: the road it takes is not known.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from travaux.export.evidence import describe_evidence
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.writing import write_text
from travaux.ontology.claim import When
from travaux.ontology.dossier import AccessStatus, ConsignmentItem, RouteItem
from travaux.views.access import say_point, say_route
from travaux.views.board import Lane, PointRow, make_board
from travaux.views.control import ControlRow, say_control

VARIES = "varies"
"""The state of a point whose directions or purposes are in different ones."""
_LINE = 2
"""Places that make a line."""


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the points and routes as one collection of features."""
    document = make_collection(material)
    features = document["features"]
    written = write_text(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    counts = {kind: sum(f["properties"]["feature"] == kind for f in features) for kind in ("access_point", "route")}
    unplaced = sum(f["geometry"] is None for f in features)
    loose = len(material.dossier.consignments) + len(material.dossier.incidents)
    notes = [
        f"{unplaced} of them have no geometry: no pack places the point, or two stops of the route" if unplaced else "",
        f"{loose} consignments and incidents are not in it: they belong to no access point" if loose else "",
    ]
    return ExportSummary(files=(written,), counts=counts, notes=tuple(filter(None, notes)))


def make_collection(material: ExportMaterial) -> dict[str, Any]:
    """The features: points in their order, then routes."""
    board = make_board(material.dossier, material.as_of)
    features = [*(_point(material, row) for row in board.points), *(_route(material, r) for r in board.routes)]
    return {
        "type": "FeatureCollection",
        "name": f"travaux: {material.title}",
        "as_of": board.as_of,
        "features": features,
    }


def _point(material: ExportMaterial, row: PointRow) -> dict[str, Any]:
    lane = _overall(row)
    known = material.world.points.get(row.name)
    statuses = row.item.statuses
    placed = row.lat is not None and row.lon is not None
    return {
        "type": "Feature",
        "id": row.item.id,
        "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]} if placed else None,
        "properties": {
            "feature": "access_point",
            "name": row.name,
            "kind": row.kind.value,
            "place": row.place,
            "connects": list(row.connects),
            "placed_by": known.source if known is not None and placed else None,
            "state": lane.state.value if lane is not None else VARIES if row.lanes else "unknown",
            "since": lane.since if lane is not None else None,
            "known": lane.known.value if lane is not None and lane.known is not None else None,
            "said_by": list(lane.said_by) if lane is not None else [],
            "last_state": lane.last_state.value if lane is not None and lane.last_state is not None else None,
            "last_told": max((x.last_told for x in row.lanes if x.last_told), default=None),
            "announced": list(dict.fromkeys(s.state.value for x in row.lanes for s in x.announced)),
            "text": say_point(row.item),
            "lanes": [_lane(x) for x in row.lanes],
            "statuses": [_status(material, s) for s in statuses],
            "control": [_control(x) for x in row.control],
            "moved": [_consignment(material, c) for c in row.moved],
            "not_moved": [_consignment(material, c) for c in row.not_moved],
        },
    }


def _overall(row: PointRow) -> Lane | None:
    """The lane that stands for the point: all of it, or the one state that all its lanes are in."""
    if not row.lanes:
        return None
    if len({x.state for x in row.lanes}) > 1:
        return None
    whole = next((x for x in row.lanes if x.direction is None and not x.purpose), None)
    return whole or max(row.lanes, key=lambda x: x.last_told or "")


def _lane(lane: Lane) -> dict[str, Any]:
    return {
        "direction": lane.direction,
        "purpose": list(lane.purpose),
        "state": lane.state.value,
        "since": lane.since,
        "known": lane.known.value if lane.known is not None else None,
        "last_state": lane.last_state.value if lane.last_state is not None else None,
        "history": [{"state": p.state.value, "since": p.since, "until": p.until} for p in lane.history],
    }


def _control(row: ControlRow) -> dict[str, Any]:
    return {
        "side": row.side,
        "holder": list(row.now.by) if row.now is not None else [],
        "since": row.now.since if row.now is not None else None,
        "said_by": list(row.said_by),
        "last_told": row.last_told,
        "history": [
            {"by": list(t.by), "event": t.event.value, "since": t.since, "until": t.until} for t in row.history
        ],
        "text": say_control(row),
    }


def _status(material: ExportMaterial, status: AccessStatus) -> dict[str, Any]:
    return {
        "state": status.state.value,
        "reopened": status.reopened,
        "by": list(status.by),
        "direction": status.direction,
        "purpose": list(status.purpose),
        "basis": status.basis.value if status.basis is not None else None,
        "when": _when(status.when),
        "evidence": describe_evidence(material, status.evidence),
    }


def _consignment(material: ExportMaterial, load: ConsignmentItem) -> dict[str, Any]:
    return {
        "cargo": load.cargo,
        "amount": load.amount,
        "unit": load.unit,
        "stage": load.stage.value,
        "total": load.total,
        "recipient": load.recipient,
        "when": _when(load.when),
        "evidence": describe_evidence(material, load.evidence),
    }


def _route(material: ExportMaterial, route: RouteItem) -> dict[str, Any]:
    places = list(_places(material, (stop.point or stop.name for stop in route.stops)))
    placed = [place for place in places if place is not None]
    return {
        "type": "Feature",
        "id": route.id,
        "geometry": _line(placed),
        "properties": {
            "feature": "route",
            "name": " → ".join(stop.point or stop.name for stop in route.stops),
            "state": route.state.value,
            "mode": route.mode,
            "carrier": route.carrier,
            "by": list(route.by),
            "when": _when(route.when),
            "stops": [
                {
                    "name": stop.name,
                    "point": stop.point,
                    "what": list(stop.what),
                    "mode": stop.mode,
                    "placed": place is not None,
                }
                for stop, place in zip(route.stops, places, strict=True)
            ],
            "drawn": "straight between the stops that packs place",
            "text": say_route(route),
            "evidence": describe_evidence(material, route.evidence),
        },
    }


def _places(material: ExportMaterial, names: Iterable[str]) -> Iterator[list[float] | None]:
    """Longitude and latitude of each name, in the order of the standard; None where no pack has them."""
    for name in names:
        point = material.world.points.get(name)
        if point is None or point.lat is None or point.lon is None:
            yield None
        else:
            yield [point.lon, point.lat]


def _line(placed: list[list[float]]) -> dict[str, Any] | None:
    return {"type": "LineString", "coordinates": placed} if len(placed) >= _LINE else None


def _when(when: When | None) -> dict[str, str | None] | None:
    return None if when is None else {"edtf": when.edtf, "words": when.words}
