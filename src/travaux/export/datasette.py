"""Datasette metadata for a store: what its tables and columns mean, ready queries, and what nobody may see.

The file holds nothing of the record. Datasette shows the store itself: with reports or claims in it that may not leave the
house, the metadata lets only a signed-in root in. Accounts, reviews and all tables that it does not name are closed always.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import travaux
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.withholding import count_barred
from travaux.export.writing import write_text
from travaux.store.schema import TABLES

_ROOT = {"id": "root"}
_WORDS = ("report_words", "report_words_data", "report_words_idx", "report_words_docsize", "report_words_config")
"""The tables of the full-text index, which SQLite makes."""


@lru_cache(maxsize=1)
def load_descriptions() -> Mapping[str, Any]:
    """Tables and queries as `data/datasette.toml` has them."""
    return tomllib.loads((files("travaux.export") / "data" / "datasette.toml").read_text(encoding="utf8"))


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the metadata of the store that is exported, or of one of the name that was asked for."""
    name = material.options.get("database") or (material.store.stem if material.store else "travaux")
    marked = count_barred(material.reports, material.claims, material.day)
    closed = marked > 0 or not material.withheld.nothing
    document = make_metadata(name, closed=closed)
    write_text(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    database = document["databases"][name]
    counts = {"tables": len(load_descriptions()["tables"]), "queries": len(database["queries"])}
    note = (
        "The store holds what may not leave the house, and Datasette shows all of it: only a signed-in root may look"
        " (datasette --root)."
    )
    return ExportSummary(files=(path,), counts=counts, notes=(note,) if closed else ())


def make_metadata(database: str, *, closed: bool) -> dict[str, Any]:
    """The metadata of the store that Datasette serves as `database`; `closed` to all but root."""
    told = load_descriptions()
    names = [*(t.name for t in TABLES.sorted_tables), *_WORDS]
    tables = {name: dict(told["tables"].get(name, {"hidden": True, "allow": False})) for name in names}
    queries = {name: {**query, "sql": query["sql"].strip()} for name, query in told["queries"].items()}
    shown = {
        "source": f"travaux {travaux.__version__}",
        "description": "What reports tell of a negotiation, claim by claim, each with the words that it rests on.",
        "tables": tables,
        "queries": queries,
        "allow_sql": _ROOT,
    }
    return {
        "title": "The record of a negotiation",
        "databases": {database: shown | ({"allow": _ROOT} if closed else {})},
    }
