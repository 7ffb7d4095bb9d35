"""Stores of earlier schemas are brought up whole, or left as they were; a newer one is refused."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, delete, inspect, text, update

from travaux.errors import StoreError
from travaux.ontology.report import Report
from travaux.store import CodingStatus, Store, open_store
from travaux.store.accounts import Role, add_account, list_accounts
from travaux.store.feeds import Feed, list_feeds, put_feed
from travaux.store.preparing import name_revision
from travaux.store.schema import META, SCHEMA_VERSION, TABLES

DATA = Path(__file__).with_name("data")
OLD = [1, 2, 3]
FULL_TEXT = "report_words"
OpenNamed = Callable[..., Store]


def make_old(path: Path, version: int) -> Path:
    """The file of a store as the travaux of that schema wrote it."""
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(DATA.joinpath(f"schema{version}.sql").read_text(encoding="utf-8"))
    return path


def differences(connection: Connection) -> list[object]:
    """How the tables differ from those that are made anew."""

    def is_ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or not (name or "").startswith(FULL_TEXT)

    options = {"include_name": is_ours, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), TABLES))


def read_mark(store: Store) -> tuple[str | None, str | None]:
    with store._session.reading("see its marks") as connection:
        version = connection.scalar(text("SELECT value FROM meta WHERE key = 'schema'"))
        return version, connection.scalar(text("SELECT version_num FROM alembic_version"))


@pytest.mark.parametrize("version", OLD)
def test_an_old_store_is_brought_up_with_all_it_holds(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, version: int
) -> None:
    path = make_old(tmp_path / "old.sqlite", version)
    with caplog.at_level(logging.WARNING), open_store(path, create=False) as store:
        assert f"(schema {version}) and is now of schema {SCHEMA_VERSION}" in caplog.text
        assert [(r.id, r.published) for r in store.reports()] == [("r2", None), ("r1", date(2024, 5, 1))]
        assert [(name, [c.quote for c in claims]) for name, claims in store.claims()] == [("r1", ["Oman"])]
        assert [c.status for c in store.codings()] == [CodingStatus.CODED, CodingStatus.PENDING]
        assert [r.place for r in store.refusals()] == ["feed.xml, item 5"]
        assert store.search("cafe") == ["r2"]
        assert read_mark(store) == (str(SCHEMA_VERSION), name_revision(SCHEMA_VERSION))
        add_account(store, "mira", Role.READER, "hash")
        put_feed(store, Feed(address="https://example.org/feed"))
        with store._session.reading("compare") as connection:
            assert differences(connection) == []
    caplog.clear()
    with open_store(path, create=False) as store:
        assert caplog.text == ""
        assert [a.name for a in list_accounts(store)] == ["mira"]
        assert [f.address for f in list_feeds(store)] == ["https://example.org/feed"]


@pytest.mark.parametrize("version", OLD)
def test_reviews_of_a_store_brought_up_are_kept_from_change(tmp_path: Path, version: int) -> None:
    path = make_old(tmp_path / "old.sqlite", version)
    with open_store(path, create=False):
        pass
    with closing(sqlite3.connect(path)) as raw:
        values = "('a', 'claim', 'confirm', '{}', 'mira', '', '2024-05-01T00:00:00Z')"
        names = "target, kind, verdict, changes, reviewer, reason, recorded_at"
        raw.execute(f"INSERT INTO reviews ({names}) VALUES {values}")
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            raw.execute("DELETE FROM reviews")


def test_an_upgrade_that_fails_leaves_the_old_store(tmp_path: Path) -> None:
    path = make_old(tmp_path / "old.sqlite", 1)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE accounts (mine)")  # in the way of the last revision
        before = sorted(raw.execute("SELECT name, sql FROM sqlite_master").fetchall())
    with pytest.raises(StoreError, match=r"old\.sqlite cannot be opened: .*accounts.*Nothing was changed"):
        open_store(path, create=False)
    with closing(sqlite3.connect(path)) as raw:
        assert sorted(raw.execute("SELECT name, sql FROM sqlite_master").fetchall()) == before
        assert raw.execute("SELECT value FROM meta WHERE key = 'schema'").fetchall() == [("1",)]


def test_a_new_store_is_what_the_metadata_say(open_named: OpenNamed) -> None:
    store = open_named()
    assert read_mark(store) == (str(SCHEMA_VERSION), name_revision(SCHEMA_VERSION))
    with store._session.reading("compare") as connection:
        assert differences(connection) == []


def test_the_last_revision_is_the_schema_version() -> None:
    config = Config()
    config.set_main_option("script_location", str(files("travaux.store") / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [name_revision(SCHEMA_VERSION)]


def test_any_backend_s_store_is_brought_up(
    open_named: OpenNamed, make_report: Callable[..., Report], caplog: pytest.LogCaptureFixture
) -> None:
    """A store as schema 2 would have been, on each backend."""
    store = open_named("aged")
    store.add_report(make_report("r1"))
    with store._session.writing("age it") as connection:
        for name in ("brought", "feeds", "sessions", "accounts", "alembic_version"):
            connection.execute(text(f"DROP TABLE {name}"))
        connection.execute(text("ALTER TABLE reports DROP COLUMN changed"))
        connection.execute(update(META).where(META.c.key == "schema").values(value="2"))
    store.close()
    store = open_named("aged")
    assert "is now of schema" in caplog.text
    assert read_mark(store) == (str(SCHEMA_VERSION), name_revision(SCHEMA_VERSION))
    with store._session.reading("compare") as connection:
        assert differences(connection) == []
        assert "brought" in inspect(connection).get_table_names()
    assert store.report("r1") == make_report("r1")


@pytest.mark.parametrize(("version", "message"), [("99", "a newer travaux made it"), (None, "not a travaux store")])
def test_any_backend_refuses_a_schema_that_it_does_not_know(
    open_named: OpenNamed, version: str | None, message: str
) -> None:
    store = open_named("strange")
    with store._session.writing("change its mark") as connection:
        mark = META.c.key == "schema"
        connection.execute(
            delete(META).where(mark) if version is None else update(META).where(mark).values(value=version)
        )
    store.close()
    with pytest.raises(StoreError, match=f"{message}.*Nothing was changed"):
        open_named("strange")
