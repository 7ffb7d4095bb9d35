"""HXL-tagged tables of access points, their states and holders, consignments and incidents, for HDX and dashboards.

Each table has a row of headers, a row of hashtags, then the data. Columns and tags stand in `data/hxl.toml`.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from travaux.errors import UsageError
from travaux.export.grounds import ground, read_days, render_rows, say_number
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.writing import write_text
from travaux.ontology.dossier import AccessPointItem, ConsignmentItem, Dossier

Row = dict[str, str]
_TRUCKS = ("truck", "lorr")


@lru_cache(maxsize=1)
def load_tags() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Table → column → its header and hashtag, in their order; columns of all tables stand last in each."""
    data = tomllib.loads((files("travaux.export") / "data" / "hxl.toml").read_text(encoding="utf8"))
    common = data.pop("every_table")
    return {
        name: {key: (head, tag) for key, (head, tag) in (columns | common).items()} for name, columns in data.items()
    }


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the tables into the folder `path`."""
    names = {f"{name}.csv" for name in load_tags()}
    if path.exists() and (not path.is_dir() or any(p.name not in names for p in path.iterdir())):
        raise UsageError(f"{path} holds something else than these tables; name another folder. Nothing was written")
    path.mkdir(parents=True, exist_ok=True)
    tables = {name: list(_ROWS[name](material.dossier)) for name in load_tags()}
    written = tuple(write_text(path / f"{name}.csv", render_table(name, rows)) for name, rows in tables.items())
    return ExportSummary(files=written, counts={name: len(rows) for name, rows in tables.items()})


def render_table(name: str, rows: Iterable[Row]) -> str:
    """A table with its headers and hashtags as CSV."""
    columns = load_tags()[name]
    heads = ([head for head, _ in columns.values()], [tag for _, tag in columns.values()])
    return render_rows(heads, tuple(columns), rows)


def _access(dossier: Dossier) -> Iterator[Row]:
    """A row for each state of a point that is told."""
    reports = {r.id: r for r in dossier.reports}
    for point in dossier.access_points:
        for status in point.statuses:
            first, last = read_days(status.when)
            own = {
                "status": "reopened" if status.reopened else status.state.value,
                "basis": status.basis.value if status.basis else "",
                "direction": status.direction or "",
                "purpose": "; ".join(status.purpose),
                "by": "; ".join(status.by),
                "date": first,
                "until": last if last != first else "",
                "date_words": status.when.words if status.when else "",
            }
            yield _place(point) | own | ground(status, reports)


def _control(dossier: Dossier) -> Iterator[Row]:
    """A row for each time that somebody is told to hold, take or lose a point or a side of it."""
    reports = {r.id: r for r in dossier.reports}
    for point in dossier.access_points:
        for item in point.controls:
            first, last = read_days(item.when)
            own = {
                "side": item.side or "",
                "event": item.event.value,
                "by": "; ".join(item.by),
                "formerly": "; ".join(item.formerly),
                "date": first,
                "until": last if last != first else "",
                "date_words": item.when.words if item.when else "",
            }
            yield _place(point) | own | ground(item, reports)


def _consignments(dossier: Dossier) -> Iterator[Row]:
    """A row for each consignment; the stage says how far it came."""
    places = {p.name: p for p in dossier.access_points}
    reports = {r.id: r for r in dossier.reports}
    inside = (c for p in dossier.access_points for c in p.consignments)
    for item in (*inside, *dossier.consignments):
        first, last = read_days(item.when)
        point = places.get(item.point or "")
        own = {
            "point": item.point or "",
            "cargo": item.cargo,
            "trucks": say_number(item.amount) if _in_trucks(item) else "",
            "amount": say_number(item.amount),
            "unit": item.unit or "",
            "total": "yes" if item.total else "no",
            "stage": item.stage.value,
            "donor": "; ".join(item.donor),
            "carrier": "; ".join(item.carrier),
            "recipient": item.recipient or "",
            "date": first,
            "until": last if last != first else "",
            "date_words": item.when.words if item.when else "",
        }
        yield (_place(point) if point else {}) | own | ground(item, reports)


def _incidents(dossier: Dossier) -> Iterator[Row]:
    reports = {r.id: r for r in dossier.reports}
    for item in dossier.incidents:
        first, last = read_days(item.when)
        own = {
            "what": item.what,
            "place": item.place or "",
            "harmed": "; ".join(item.harmed),
            "by": "; ".join(item.by),
            "killed": say_number(item.killed),
            "injured": say_number(item.injured),
            "consequence": item.consequence or "",
            "consequence_kind": item.consequence_kind or "",
            "date": first,
            "until": last if last != first else "",
            "date_words": item.when.words if item.when else "",
        }
        yield own | ground(item, reports)


def _place(point: AccessPointItem) -> Row:
    return {
        "point": point.name,
        "kind": point.kind.value,
        "place": point.place or "",
        "connects": "; ".join(point.connects),
        "lat": say_number(point.lat),
        "lon": say_number(point.lon),
    }


def _in_trucks(item: ConsignmentItem) -> bool:
    return (item.unit or "").lower().startswith(_TRUCKS)


_ROWS: dict[str, Callable[[Dossier], Iterator[Row]]] = {
    "access": _access,
    "control": _control,
    "consignments": _consignments,
    "incidents": _incidents,
}
