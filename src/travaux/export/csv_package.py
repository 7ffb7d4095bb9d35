"""A dossier as CSV: a folder with one file a table, a codebook, and a Frictionless `datapackage.json` that describes them.

The descriptor follows Data Package v1 with Table Schema (specs.frictionlessdata.io): a type, a description and a closed set
of values for each variable, and what stands for missing data.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from travaux.errors import UsageError
from travaux.export.tables import NOT_TOLD, Column, Table, make_tables
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


def write_csv(dossier: Dossier, folder: Path) -> tuple[Path, ...]:
    """Write the package into `folder`, which is made, or replaced where it holds an earlier one; give the files written.

    Raises:
        UsageError: the folder holds something else; nothing was written.
    """
    held = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
    if folder.exists() and (not folder.is_dir() or (held and DESCRIPTOR not in held)):
        raise UsageError(f"{folder} holds something else than an export; name another folder. Nothing was written")
    files = make_package(dossier)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf8", newline="")
    return tuple(folder / name for name in files)


def make_package(dossier: Dossier) -> dict[str, str]:
    """The files of the package by name; the same dossier gives the same characters."""
    tables = make_tables(dossier)
    tables = (*tables, make_codebook(tables))
    out = {f"{t.name}.csv": render_table(t) for t in tables}
    return out | {DESCRIPTOR: json.dumps(describe_package(tables), ensure_ascii=False, indent=1) + "\n"}


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


def render_table(table: Table) -> str:
    """A table as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [c.name for c in table.columns], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(table.rows)
    return out.getvalue()


def describe_package(tables: Sequence[Table]) -> dict[str, Any]:
    """The Frictionless descriptor of the tables."""
    return {
        "profile": "tabular-data-package",
        "name": "travaux-dossier",
        "title": "The file on a negotiation, with the words that every line rests on",
        "description": f"Made by travaux, schema {SCHEMA}. {NOT_TOLD}: nothing in the reports tells it.",
        "resources": [_describe(t) for t in tables],
    }


def _describe(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": list(_fields(table)),
        "missingValues": sorted({m for c in table.columns for m in c.missing}) if table.name != CODEBOOK else [""],
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
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _fields(table: Table) -> Iterator[Mapping[str, Any]]:
    for c in table.columns:
        field: dict[str, Any] = {"name": c.name, "type": c.type, "description": c.meaning}
        yield field | ({"constraints": {"enum": list(c.values)}} if c.values else {})
