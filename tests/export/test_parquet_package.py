"""The Parquet package: read by pandas with its types, and each value that of the CSV package, which frictionless validates."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from frictionless import Package, system
from pyarrow import parquet
from tests.export.materials import material

from travaux.errors import UsageError
from travaux.export import csv_package, parquet_package
from travaux.export.datapackage import DESCRIPTOR
from travaux.export.tables import NOT_TOLD


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("packages")
    csv_package.export(material(), folder / "csv")
    parquet_package.export(material(), folder / "parquet")
    return {"csv": folder / "csv", "parquet": folder / "parquet"}


def test_frictionless_finds_the_csv_package_valid(folders: dict[str, Path]) -> None:
    with system.use_context(trusted=True):
        report = Package(str(folders["csv"] / DESCRIPTOR)).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    assert report.stats["tasks"] == len(list(folders["csv"].glob("*.csv")))


def test_every_table_of_the_one_is_in_the_other_with_as_many_rows(folders: dict[str, Path]) -> None:
    names = {p.stem for p in folders["csv"].glob("*.csv")}
    assert {p.stem for p in folders["parquet"].glob("*.parquet")} == names
    for name in names:
        told = pd.read_csv(folders["csv"] / f"{name}.csv", dtype=str, keep_default_na=False)
        typed = pd.read_parquet(folders["parquet"] / f"{name}.parquet")
        assert list(told.columns) == list(typed.columns)
        assert len(told) == len(typed)


def test_what_has_a_code_for_missing_data_is_null(folders: dict[str, Path]) -> None:
    told = pd.read_csv(folders["csv"] / "meetings.csv", dtype=str, keep_default_na=False)
    typed = pd.read_parquet(folders["parquet"] / "meetings.parquet")
    for column in told.columns:
        assert list(told[column] == NOT_TOLD) == list(typed[column].isna())
    variables = pd.read_parquet(folders["parquet"] / "ceasefire_variables.parquet")
    assert variables["mediator_nego"].isna().all()


def test_columns_have_true_types_and_their_meaning(folders: dict[str, Path]) -> None:
    schema = parquet.read_schema(folders["parquet"] / "evidence.parquet")
    types = {name: str(schema.field(name).type) for name in ("start", "denied", "confidence", "quote")}
    assert types == {"start": "int64", "denied": "bool", "confidence": "double", "quote": "string"}
    assert all(schema.field(name).metadata[b"description"] for name in schema.names)
    reports = parquet.read_table(folders["parquet"] / "reports.parquet").to_pylist()
    assert str(reports[0]["published"]) == "2025-06-10"


def test_a_review_stands_with_its_claim(folders: dict[str, Path]) -> None:
    rows: list[dict[str, Any]] = parquet.read_table(folders["parquet"] / "evidence.parquet").to_pylist()
    confirmed = ("r1:move:20-", "r1:demand:")
    assert {r["review"] for r in rows if not r["claim"].startswith(confirmed)} == {"unreviewed"}
    assert {r["claim"][:11] for r in rows if r["review"] == "confirmed"} == {"r1:move:20-", "r1:demand:6"}


def test_files_of_an_earlier_export_make_place(tmp_path: Path) -> None:
    csv_package.export(material(), tmp_path)
    parquet_package.export(material(), tmp_path)
    assert {p.suffix for p in tmp_path.iterdir()} == {".parquet", ".json"}
    (tmp_path / DESCRIPTOR).unlink()
    with pytest.raises(UsageError, match="something else"):
        parquet_package.export(material(), tmp_path)
