"""A dossier as Parquet: the tables of the CSV package with true types, what nothing tells being null, and the same descriptor."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from travaux.export.datapackage import CODEBOOK, DESCRIPTOR, PackedAs, list_tables, prepare_folder, render_descriptor
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.tables import Column, Table

_PACKED = PackedAs(suffix=".parquet", mediatype="application/vnd.apache.parquet", nulls=True)
_TYPES: dict[str, tuple[pa.DataType, Callable[[str], Any]]] = {
    "string": (pa.string(), str),
    "integer": (pa.int64(), int),
    "number": (pa.float64(), float),
    "boolean": (pa.bool_(), lambda cell: cell == "true"),
    "date": (pa.date32(), date.fromisoformat),
}


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the tables of the file as Parquet into a folder, which is made, or replaced where it holds an earlier export."""
    tables = list_tables(material.dossier, material.reviewed)
    prepare_folder(path, [*(f"{t.name}.parquet" for t in tables), DESCRIPTOR])
    files = [_write(table, path / f"{table.name}.parquet") for table in tables]
    described = path / DESCRIPTOR
    described.write_text(render_descriptor(tables, _PACKED), encoding="utf8")
    return ExportSummary(files=(*files, described), counts={t.name: len(t.rows) for t in tables})


def _write(table: Table, path: Path) -> Path:
    parquet.write_table(make_arrow(table), path, compression="zstd")
    return path


def make_arrow(table: Table) -> pa.Table:
    """A table with typed columns, each with its meaning in its metadata."""
    schema = pa.schema([_field(c) for c in table.columns], metadata={"title": table.title})
    coded = table.name != CODEBOOK
    columns = {c.name: [_read(c, row[c.name], coded=coded) for row in table.rows] for c in table.columns}
    return pa.Table.from_pydict(columns, schema=schema)


def _field(column: Column) -> pa.Field:
    told = {"description": column.meaning} | ({"values": "; ".join(column.values)} if column.values else {})
    return pa.field(column.name, _TYPES[column.type][0], metadata=told)


def _read(column: Column, cell: str, *, coded: bool) -> Any:
    """A cell as a value; None where it holds a code for missing data, which in the codebook of codes it never does."""
    return None if coded and cell in column.missing else _TYPES[column.type][1](cell)
