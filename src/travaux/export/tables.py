"""The tables of a dossier: one a kind, each row with the words that it rests on. `data/tables.toml` is their codebook."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from travaux.export.material import ReviewState
from travaux.ontology import vocabulary
from travaux.ontology.claim import When
from travaux.ontology.dossier import Dossier, Evidence, FrameworkItem, Item
from travaux.views.ceasefires import MISSING, code_ceasefire

NOT_TOLD = "NA"
"""In any cell: the reports tell nothing of it."""
JOINT = "; "
Row = dict[str, str]
Reviewed = Mapping[str, ReviewState]
_TYPES = {
    "text": "string",
    "list": "string",
    "day": "date",
    "time": "string",
    "duration": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}
"""The codebook's types as those of a Frictionless table schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A variable: `type` is one of a Frictionless table schema, `values` its closed set or empty."""

    name: str
    type: str
    meaning: str
    values: tuple[str, ...] = ()
    missing: tuple[str, ...] = (NOT_TOLD,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its rows; each row has a cell for every column."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Rows = Iterable[tuple[str, Any]]
"""Items with the id of the item that they belong to, "" for none."""
_EVIDENCE = (
    Column(name="claim", type="string", meaning="The claim, by its id: report, kind and span"),
    Column(name="report", type="string", meaning="The report of which `start`, `end` and `quote` are"),
    Column(name="start", type="integer", meaning="Where the words begin, in characters of the report's text from 0"),
    Column(name="end", type="integer", meaning="Where they end; the character at `end` is not part of them"),
    Column(name="quote", type="string", meaning="The words: exactly what the report's text has from `start` to `end`"),
    Column(name="speaker", type="string", meaning="Who says it; missing where the reporter does"),
    Column(
        name="speaker_kind", type="string", meaning="What kind of voice that is", values=tuple(vocabulary.SpeakerKind)
    ),
    Column(name="relayed_by", type="string", meaning="Through whom it came, outermost first, joined by “; ”"),
    Column(name="hedge", type="string", meaning="The words by which the reporter keeps a distance"),
    Column(name="denied", type="boolean", meaning="Told only to be denied"),
    Column(name="modality", type="string", meaning="How it is meant", values=tuple(vocabulary.Modality)),
    Column(name="origin", type="string", meaning="Who said it first-hand; claims of one origin confirm once"),
    Column(name="confidence", type="number", meaning="The measured precision of claims like it, from 0 to 1"),
    Column(name="review", type="string", meaning="What a person has said of the claim", values=tuple(ReviewState)),
)
_OF_ITEM = (
    *_EVIDENCE,
    Column(name="passages", type="integer", meaning="How many passages tell it; all stand in the table `evidence`"),
    Column(name="origins", type="integer", meaning="How many independent origins tell it"),
)
_ID = Column(name="id", type="string", meaning="The item: the smallest id of its claims")
_PARENT = Column(name="parent", type="string", meaning="The id of the item that it belongs to")
_REPORT_ID = Column(name="id", type="string", meaning="The report: a digest of its text and address")


@lru_cache(maxsize=1)
def load_codebook() -> Mapping[str, Any]:
    """Tables with their titles and columns, as `data/tables.toml` has them."""
    return tomllib.loads((files("travaux.export") / "data" / "tables.toml").read_text(encoding="utf8"))


def make_tables(dossier: Dossier, reviewed: Reviewed | None = None) -> tuple[Table, ...]:
    """All tables of a dossier, empty ones too, in the order of the codebook; then the ETH/PRIO variables and the evidence.

    `reviewed` says what a person has said of a claim, by its id.
    """
    seen = reviewed or {}
    tables = [_make(name, spec, list(_ROWS[name](dossier)), seen) for name, spec in load_codebook().items()]
    return (*tables, _make_variables(dossier), _make_evidence(dossier, seen))


def _make(name: str, spec: Mapping[str, Any], rows: list[tuple[str, Any]], reviewed: Reviewed) -> Table:
    own = [c for column in spec["columns"] for c in _columns(*column)]
    head = [_REPORT_ID] if name == "reports" else [] if name == "participants" else [_ID]
    head += [_PARENT] if name in _NESTED else []
    grounded = name not in {"reports", "participants"}
    columns = (*head, *own, *(_OF_ITEM if grounded else ()))
    names = {c.name for c in columns}
    cells = (
        {"id": getattr(item, "id", ""), "parent": parent or NOT_TOLD}
        | _own(item, spec["columns"])
        | (_ground_item(item, reviewed) if grounded else {})
        for parent, item in rows
    )
    kept = tuple({k: v for k, v in row.items() if k in names} for row in cells)
    return Table(name=name, title=spec["title"], columns=columns, rows=kept)


def _columns(name: str, kind: str, meaning: str) -> Iterator[Column]:
    name = name.partition("=")[0]
    if kind.startswith("enum:"):
        closed: type[StrEnum] = getattr(vocabulary, kind.removeprefix("enum:"))
        yield Column(name=name, type="string", meaning=meaning, values=tuple(closed))
        return
    suffix = {"list": ", joined by “; ”", "time": " (EDTF)", "duration": " (ISO 8601)"}.get(kind, "")
    yield Column(name=name, type=_TYPES[kind], meaning=f"{meaning}{suffix}")
    if kind == "time":
        yield Column(name=f"{name}_words", type="string", meaning=f"{meaning}, in the report's words")


def _own(item: Any, columns: Iterable[tuple[str, str, str]]) -> Row:
    """The cells of an item's own fields; a column "ends=end" holds the field `end`."""
    row: Row = {}
    for column, kind, _ in columns:
        name, _, field = column.partition("=")
        value = _read(item, field or name)
        row[name] = _cell(value.edtf if kind == "time" and value else value)
        if kind == "time":
            row[f"{name}_words"] = _cell(value.words if value else None)
    return row


def _ground_item(item: Item, reviewed: Reviewed) -> Row:
    """The cells of the first passage that tells an item, and how many do; a status may rest on none, in a silence."""
    counted = {"passages": str(len(item.evidence)), "origins": str(len(item.origins))}
    first = _ground(item.evidence[0], reviewed) if item.evidence else {c.name: NOT_TOLD for c in _EVIDENCE}
    return first | counted


def _read(item: Any, field: str) -> Any:
    value = getattr(item, field)
    if field in {"participants", "stops"}:
        return tuple(part.name for part in value)
    if field == "actors" and value and isinstance(value[0], tuple):
        return tuple(", ".join(names) or NOT_TOLD for names in value)
    return value


def _cell(value: Any) -> str:
    """A value as a cell; NOT_TOLD for what is None or empty."""
    if value is None or value in {"", ()}:
        return NOT_TOLD
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, tuple):
        return JOINT.join(str(v) for v in value)
    if isinstance(value, When):
        return value.edtf or value.words
    return str(value)


def _ground(e: Evidence, reviewed: Reviewed) -> Row:
    return {
        "claim": e.claim,
        "report": e.report,
        "start": str(e.start),
        "end": str(e.end),
        "quote": e.quote,
        "speaker": _cell(e.speaker),
        "speaker_kind": e.speaker_kind.value,
        "relayed_by": _cell(e.relayed_by),
        "hedge": _cell(e.hedge),
        "denied": _cell(e.denied),
        "modality": e.modality.value,
        "origin": _cell(e.origin),
        "confidence": _cell(e.confidence),
        "review": reviewed.get(e.claim, ReviewState.UNREVIEWED).value,
    }


def _make_variables(dossier: Dossier) -> Table:
    """The ceasefires in the names and codes of the ETH/PRIO data."""
    rows = [{"id": c.id} | {k: str(v) for k, v in code_ceasefire(c).items()} for c in dossier.ceasefires]
    codes = tomllib.loads((files("travaux.export") / "data" / "ceasefires.toml").read_text(encoding="utf8"))
    columns = [
        Column(name=name, type=kind, meaning=meaning, missing=(str(MISSING),))
        for name, kind, meaning in codes["columns"]
    ]
    return Table(name="ceasefire_variables", title=codes["title"], columns=(_ID, *columns), rows=tuple(rows))


def _make_evidence(dossier: Dossier, reviewed: Reviewed) -> Table:
    """Every passage on which an item of the other tables rests."""
    rows = [
        {"table": name, "item": item.id, **_ground(e, reviewed)}
        for name in load_codebook()
        for _, item in _ROWS[name](dossier)
        if isinstance(item, Item)
        for e in item.evidence
    ]
    columns = (
        Column(name="table", type="string", meaning="The table in which the item stands"),
        Column(name="item", type="string", meaning="The id of the item"),
        *_EVIDENCE,
    )
    return Table(name="evidence", title="Every passage that an item rests on", columns=columns, rows=tuple(rows))


def _top(field: str) -> Callable[[Dossier], Rows]:
    return lambda dossier: (("", item) for item in getattr(dossier, field))


def _within(field: str, inner: str) -> Callable[[Dossier], Rows]:
    return lambda dossier: ((item.id, part) for item in getattr(dossier, field) for part in getattr(item, inner))


def _frameworks(dossier: Dossier) -> Iterator[tuple[str, FrameworkItem]]:
    """Each framework with the id of its proposal, or its own."""
    yield from ((p.id, p.framework) for p in dossier.proposals if p.framework is not None)
    yield from ((f.id, f) for f in dossier.frameworks)


def _of_frameworks(inner: str) -> Callable[[Dossier], Rows]:
    return lambda dossier: ((parent, part) for parent, f in _frameworks(dossier) for part in getattr(f, inner))


def _responses(dossier: Dossier) -> Rows:
    yield from ((p.id, r) for p in dossier.proposals for r in p.responses)
    yield from (("", r) for r in dossier.responses)


def _consignments(dossier: Dossier) -> Rows:
    yield from ((p.id, c) for p in dossier.access_points for c in p.consignments)
    yield from (("", c) for c in dossier.consignments)


_ROWS: dict[str, Callable[[Dossier], Rows]] = {
    **{
        name: _top(name)
        for name in (
            "reports", "parties", "proposals", "demands", "positions", "meetings", "leverage", "ceasefires", "access_points",
            "routes", "incidents", "constraints", "counts", "moves", "instruments", "assessments", "sources", "citations",
            "contradictions",
        )
    },
    "status": lambda dossier: [("", dossier.status)] if dossier.status is not None else [],
    "status_history": _top("status_history"),
    "pressure_chains": _top("chains"),
    "proposal_changes": _within("proposals", "history"),
    "responses": _responses,
    "terms": _of_frameworks("terms"),
    "phases": _of_frameworks("phases"),
    "exchanges": _of_frameworks("exchanges"),
    "demand_changes": _within("demands", "history"),
    "position_changes": _within("positions", "changes"),
    "dissent": _within("positions", "dissent"),
    "participants": _within("meetings", "participants"),
    "leverage_changes": _within("leverage", "history"),
    "breaches": _within("ceasefires", "breaches"),
    "access_statuses": _within("access_points", "statuses"),
    "access_controls": _within("access_points", "controls"),
    "consignments": _consignments,
}  # fmt: skip
_NESTED = {
    "proposal_changes", "responses", "terms", "phases", "exchanges", "demand_changes", "position_changes", "dissent",
    "participants", "leverage_changes", "breaches", "access_statuses", "access_controls", "consignments",
}  # fmt: skip
