"""A dossier as CSV: a folder with one file a table, a codebook, and a Frictionless `datapackage.json` that describes them."""

import csv
import io
from pathlib import Path

from travaux.export.datapackage import DESCRIPTOR, PackedAs, list_tables, prepare_folder, render_descriptor
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.tables import Reviewed, Table
from travaux.ontology.dossier import Dossier

_PACKED = PackedAs(
    suffix=".csv",
    mediatype="text/csv",
    more={
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
    },
)


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the tables of the file as CSV into a folder, which is made, or replaced where it holds an earlier export."""
    tables = list_tables(material.dossier, material.reviewed)
    written = _write(render_package(tables), path)
    return ExportSummary(files=written, counts={t.name: len(t.rows) for t in tables})


def write_csv(dossier: Dossier, folder: Path) -> tuple[Path, ...]:
    """Write the package of a dossier into `folder`, and give the files written.

    Raises:
        UsageError: the folder holds something else; nothing was written.
    """
    return _write(make_package(dossier), folder)


def make_package(dossier: Dossier, reviewed: Reviewed | None = None) -> dict[str, str]:
    """The files of the package by name; the same dossier gives the same characters."""
    return render_package(list_tables(dossier, reviewed))


def render_package(tables: tuple[Table, ...]) -> dict[str, str]:
    """The files of the tables and their descriptor by name."""
    return {f"{t.name}.csv": render_table(t) for t in tables} | {DESCRIPTOR: render_descriptor(tables, _PACKED)}


def render_table(table: Table) -> str:
    """A table as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [c.name for c in table.columns], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(table.rows)
    return out.getvalue()


def _write(package: dict[str, str], folder: Path) -> tuple[Path, ...]:
    prepare_folder(folder, package)
    for name, text in package.items():
        (folder / name).write_text(text, encoding="utf8", newline="")
    return tuple(folder / name for name in package)
