"""Addresses of PostgreSQL that lead nowhere, or to something else: a clear error, and no password in it."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import create_engine, text
from tests.postgres import make_schema

from travaux.errors import StoreError, UsageError
from travaux.ontology.report import Report
from travaux.store import Store, open_store
from travaux.store.postgres import is_postgres


@pytest.fixture
def schema(server: str) -> Iterator[str]:
    with make_schema(server) as address:
        yield address


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql+psycopg://u@h/d", True),
        ("postgresql://u@h/d", True),
        ("postgres://h", True),
        ("postgresql", False),
        ("mysql://h/d", False),
        ("a/b.sqlite", False),
    ],
)
def test_is_postgres(address: str, told: bool) -> None:
    assert is_postgres(address) is told


def test_open_store_needs_leave_to_make_one(schema: str) -> None:
    with pytest.raises(StoreError, match="the database is not a travaux store"):
        open_store(schema, create=False)
    with open_store(schema, create=True) as store:
        assert store.name.startswith("postgresql+psycopg://")
    with open_store(schema.replace("+psycopg", ""), create=False) as store:
        assert sum(store.counts().reports.values()) == 0


def test_open_store_leaves_another_program_s_database_alone(schema: str) -> None:
    engine = create_engine(schema)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bookmarks (url text)"))
    for create in (True, False):
        with pytest.raises(StoreError, match="the database is not a travaux store"):
            open_store(schema, create=create)
    with engine.begin() as connection:
        found = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
        assert list(found) == ["bookmarks"]
    engine.dispose()


def test_open_store_names_what_is_wrong_and_no_password(schema: str) -> None:
    nowhere = "postgresql+psycopg://ana:secret@/postgres?host=/nowhere"
    with pytest.raises(StoreError, match="the server cannot be reached") as caught:
        open_store(nowhere, create=True, wait_s=1)
    assert "secret" not in str(caught.value)
    with pytest.raises(StoreError, match="there is no such database; make it first"):
        open_store(schema.replace("/postgres?", "/none?"), create=True)
    with pytest.raises(StoreError, match=r"cannot be opened: .*role"):
        open_store(schema.replace("travaux@", "nobody-here@"), create=True)
    with pytest.raises(UsageError, match="is no address of a database"):
        open_store("postgresql://ana:secret@host:port/x", create=True)


def test_store_tells_where_it_is_read_only(schema: str, make_report: Callable[..., Report]) -> None:
    def write(store: Store) -> None:
        with store._session.writing("write to it") as connection:
            connection.execute(text("SET TRANSACTION READ ONLY"))
            store.add_report(make_report("r2"))

    with open_store(schema, create=True) as store:
        store.add_report(make_report("r1"))
        with pytest.raises(StoreError, match=r"it is read-only here.*Nothing of it was written"):
            write(store)
        assert [r.id for r in store.reports()] == ["r1"]


def test_a_killed_connection_loses_nothing_that_was_written(schema: str, make_report: Callable[..., Report]) -> None:
    def lose(store: Store) -> None:
        with store.transaction():
            store.add_report(make_report("r2"))
            with store._session.reading("find its process") as connection:
                number = connection.scalar(text("SELECT pg_backend_pid()"))
            with other._session.reading("stop it") as connection:
                connection.execute(text(f"SELECT pg_terminate_backend({number})"))
            store.add_report(make_report("r3"))

    with open_store(schema, create=True) as store, open_store(schema, create=False) as other:
        store.add_report(make_report("r1"))
        with pytest.raises(StoreError, match="cannot keep report 'r3'"):
            lose(store)
        assert [r.id for r in other.reports()] == ["r1"]
        assert store.add_report(make_report("r2"))
        assert [r.id for r in other.reports()] == ["r1", "r2"]


def test_a_report_that_is_read_does_not_hold_up_a_writer(schema: str, make_report: Callable[..., Report]) -> None:
    with open_store(schema, create=True) as store, open_store(schema, create=False, wait_s=1) as other:
        for name in ("r1", "r2"):
            store.add_report(make_report(name))
        reading = store.reports()
        assert next(reading).id == "r1"
        assert other.delete_report("r2")
        assert [r.id for r in reading] == ["r2"]
        assert [r.id for r in store.reports()] == ["r1"]


def test_open_store_makes_one_store_when_many_processes_ask(schema: str) -> None:
    script = """
import sys
from travaux.ontology.report import Report
from travaux.store import open_store

print("ready", flush=True)
sys.stdin.readline()
with open_store(sys.argv[1], create=True) as store:
    store.add_report(Report(id=sys.argv[2], text="Egypt proposed."))
"""
    pipe = subprocess.PIPE
    started = [
        subprocess.Popen([sys.executable, "-c", script, schema, str(n)], stdin=pipe, stdout=pipe, text=True)
        for n in range(3)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    assert [process.communicate("go\n") and process.returncode for process in started] == [0, 0, 0]
    with open_store(schema, create=False) as store:
        assert [report.id for report in store.reports()] == ["0", "1", "2"]
