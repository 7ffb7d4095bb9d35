"""The tables of a dossier as a Frictionless Data Package: their codebook, their descriptor, and the folder that they go into.

The descriptor follows Data Package v1 with Table Schema (specs.frictionlessdata.io): a type, a description and a closed set
of values for each variable, and what stands for missing data.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from travaux.errors import UsageError
from travaux.export.tables import NOT_TOLD, Column, Reviewed, Table, make_tables
from travaux.ontology.dossier import SCHEMA, Dossier

DESCRIPTOR = "datapackage.json"
CODEBOOK = "codebook"
_KEYED = {"reports", "proposals", "demands", "positions", "meetings", "leverage", "ceasefires", "ceasefire_variables"}
"""Tables in which an id stands once."""
_CODEBOOK_COLUMNS = (
    Column(name="table", type="string", meaning="The table, a file of that name"),
    Column(name="variable", type="string", meaning="The column"),
    Column(name="type", type="string", meaning="Its type in the table schema"),
    Column(name="meaning", type="string", meaning="What it holds"),
    Column(name="values", type="string", meaning="Its closed set of values, joined by “; ”; NA where it is open"),
    Column(name="missing", type="string", meaning="What stands for missing data: nothing in the reports tells it"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedAs:
    """In what kind of files the tables are: their ending, media type, and what else describes them."""

    suffix: str
    mediatype: str
    more: Mapping[str, Any] = field(default_factory=dict)
    nulls: bool = False
    """What is missing has no code but is null."""


def list_tables(dossier: Dossier, reviewed: Reviewed | None = None) -> tuple[Table, ...]:
    """The tables of a dossier and, last, their codebook."""
    tables = make_tables(dossier, reviewed)
    return (*tables, make_codebook(tables))


def prepare_folder(folder: Path, names: Iterable[str]) -> None:
    """Make the folder of an export, without the files of an earlier one that are not among the `names` of this one.

    Raises:
        UsageError: the folder holds something else; nothing was written.
    """
    held = {p.name for p in folder.iterdir()} if folder.is_dir() else set()
    if folder.exists() and (not folder.is_dir() or (held and DESCRIPTOR not in held)):
        raise UsageError(f"{folder} holds something else than an export; name another folder. Nothing was written")
    if DESCRIPTOR in held:
        earlier = json.loads((folder / DESCRIPTOR).read_text(encoding="utf8"))
        for name in {r["path"] for r in earlier["resources"]} & held - set(names):
            (folder / name).unlink()
    folder.mkdir(parents=True, exist_ok=True)


def make_codebook(tables: Sequence[Table]) -> Table:
    """Every variable of every table: type, meaning, closed values, and what stands for missing data."""
    rows = [
        {
            "table": t.name,
            "variable": c.name,
            "type": c.type,
            "meaning": c.meaning,
            "values": "; ".join(c.values) or NOT_TOLD,
            "missing": "; ".join(c.missing),
        }
        for t in tables
        for c in t.columns
    ]
    return Table(name=CODEBOOK, title="Every variable of every table", columns=_CODEBOOK_COLUMNS, rows=tuple(rows))


def render_descriptor(tables: Sequence[Table], packed: PackedAs) -> str:
    """The Frictionless descriptor of the tables as JSON."""
    described = {
        "profile": "tabular-data-package",
        "name": "travaux-dossier",
        "title": "The file on a negotiation, with the words that every line rests on",
        "description": f"Made by travaux, schema {SCHEMA}. {NOT_TOLD}: nothing in the reports tells it.",
        "resources": [_describe(t, packed) for t in tables],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _describe(table: Table, packed: PackedAs) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": list(_fields(table)),
        "missingValues": _missing(table, packed),
    }
    if table.name in _KEYED:
        schema["primaryKey"] = ["id"]
    if any(c.name == "report" for c in table.columns):
        reference = {"resource": "reports", "fields": "id"}
        schema["foreignKeys"] = [{"fields": "report", "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}{packed.suffix}",
        "format": packed.suffix.removeprefix("."),
        "mediatype": packed.mediatype,
        **packed.more,
        "schema": schema,
    }


def _missing(table: Table, packed: PackedAs) -> list[str]:
    if packed.nulls or table.name == CODEBOOK:
        return [""]
    return sorted({m for c in table.columns for m in c.missing})


def _fields(table: Table) -> Iterator[Mapping[str, Any]]:
    for c in table.columns:
        field: dict[str, Any] = {"name": c.name, "type": c.type, "description": c.meaning}
        yield field | ({"constraints": {"enum": list(c.values)}} if c.values else {})
