"""Datasette metadata: its tables and columns are those of a store, its queries run in SQLite, and what is closed is closed."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.export.materials import TODAY, make_claims, make_reports, make_secrets

from travaux.export.datasette import export, load_descriptions, make_metadata
from travaux.export.material import Record, make_material
from travaux.ontology.claim import AnyClaim
from travaux.packs.world import World
from travaux.store import open_store

_DATABASE_KEYS = {"source", "description", "tables", "queries", "allow_sql", "allow"}
_TABLE_KEYS = {"description", "columns", "label_column", "sort_desc", "facets", "hidden", "allow"}
_QUERY_KEYS = {"title", "description", "sql", "params"}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "talks.sqlite"
    with open_store(path, create=True) as store:
        for report in make_reports():
            store.add_report(report)
            store.put_claims(report.id, [c for c in make_claims() if c.report == report.id], "travaux 1")
    return path


@pytest.fixture
def raw(db: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(db)) as connection:
        yield connection


def write(db: Path, claims: list[AnyClaim], *, whole: bool = False) -> dict[str, object]:
    record = Record(reports=make_reports(), claims=claims, world=World(), store=db)
    given = make_material(record, TODAY, include_restricted=whole)
    document = json.loads(export(given, db.with_suffix(".json")).files[0].read_text("utf-8"))
    database: dict[str, object] = document["databases"]["talks"]
    return database


def test_tables_and_columns_are_those_of_a_store(raw: sqlite3.Connection) -> None:
    tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    metadata = make_metadata("talks", closed=False)["databases"]["talks"]
    assert set(metadata["tables"]) == tables
    for name, table in metadata["tables"].items():
        columns = {row[1] for row in raw.execute(f"PRAGMA table_info({name})")}
        named = {*table.get("columns", ()), *table.get("facets", ()), table.get("label_column"), table.get("sort_desc")}
        assert named - {None} <= columns, name


def test_the_keys_are_datasettes_own() -> None:
    database = make_metadata("talks", closed=True)["databases"]["talks"]
    assert set(database) == _DATABASE_KEYS
    assert all(set(t) <= _TABLE_KEYS for t in database["tables"].values())
    assert all(set(q) <= _QUERY_KEYS for q in database["queries"].values())


def test_every_query_runs_and_finds_what_the_store_holds(raw: sqlite3.Connection) -> None:
    given = {"act": "", "words": "envoys OR traded"}
    found = {name: raw.execute(q["sql"], given).fetchall() for name, q in load_descriptions()["queries"].items()}
    claims = make_claims()
    for name, kind in (("moves", "move"), ("meetings", "meeting"), ("access", "access")):
        assert len(found[name]) == sum(c.kind == kind for c in claims)
    assert len(found["search"]) == 2
    speakers = {row[0]: row[1] for row in found["speakers"]}
    assert speakers == {n: sum(c.voice.speaker == n for c in claims) for n in ("Ane Berg", "Norway")}
    rejects = raw.execute(load_descriptions()["queries"]["moves"]["sql"], {"act": "reject"}).fetchall()
    assert {row[1] for row in rejects} == {"reject"}
    assert {row[2] for row in rejects} == {"Norway"}
    told = [row[4] for row in found["moves"]]
    assert sorted(told) == sorted(c.modality.value for c in claims if c.kind == "move")


def test_accounts_reviews_and_free_sql_are_closed_always(db: Path) -> None:
    database = write(db, make_claims())
    assert database["allow_sql"] == {"id": "root"}
    assert "allow" not in database
    tables = database["tables"]
    assert isinstance(tables, dict)
    for name in ("reviews", "results", "meta", "report_words"):
        assert tables[name] == {"hidden": True, "allow": False}


def test_a_store_with_something_restricted_is_for_root_alone(db: Path) -> None:
    assert write(db, [*make_claims(), *make_secrets()])["allow"] == {"id": "root"}
    assert write(db, [*make_claims(), *make_secrets()], whole=True)["allow"] == {"id": "root"}


def test_the_name_of_the_database_can_be_given(tmp_path: Path) -> None:
    given = make_material(Record(reports=(), claims=(), world=World()), TODAY, options={"database": "north"})
    document = json.loads(export(given, tmp_path / "a.json").files[0].read_text("utf-8"))
    assert list(document["databases"]) == ["north"]
    bare = export(replace(given, options={}), tmp_path / "b.json").files[0]
    assert list(json.loads(bare.read_text("utf-8"))["databases"]) == ["travaux"]
