"""Sees that an opened database holds a store of this version: makes one, brings an older one up, refuses the rest."""

import logging
from collections.abc import Callable
from importlib import import_module
from typing import cast

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from travaux.errors import StoreError
from travaux.store.schema import ALEMBIC, META, SCHEMA_VERSION, TABLES

_LOG = logging.getLogger("travaux.store")


def cannot_open(name: object, reason: str) -> StoreError:
    """The error of a store that is not opened; `reason` is a clause that says what to do."""
    return StoreError(f"the store {name} cannot be opened: {reason}. Nothing was changed")


def prepare(engine: Engine, name: str, *, create: bool, what: str, add_search: Callable[[Connection], None]) -> None:
    """See that the database holds a store of this version.

    Args:
        engine: the database.
        name: the store, as a person would name it.
        create: make a store where there are no tables.
        what: what a database is called here ("file").
        add_search: makes what the backend needs for full text, once the tables stand.

    Raises:
        StoreError: there is no store in it, or a newer travaux made it.
    """
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
    if not tables and create:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            # Another process may have been quicker.
            if not inspect(connection).get_table_names():
                _make_tables(connection, add_search)
    elif META.name not in tables:
        raise cannot_open(name, f"the {what} is not a travaux store; name another {what}")
    with engine.connect() as connection:
        version = _check_version(connection, name, what)
    if version < SCHEMA_VERSION:
        _upgrade(engine, name, what)


def _make_tables(connection: Connection, add_search: Callable[[Connection], None]) -> None:
    TABLES.create_all(connection)
    add_search(connection)
    connection.execute(insert(META).values(key="schema", value=str(SCHEMA_VERSION)))
    connection.execute(insert(ALEMBIC).values(version_num=name_revision(SCHEMA_VERSION)))


def name_revision(version: int) -> str:
    """What Alembic calls the schema of that version."""
    return f"{version:04}"


def _check_version(connection: Connection, name: str, what: str) -> int:
    """The version of the tables.

    Raises:
        StoreError: it has none, or one that only a newer travaux knows.
    """
    columns = {column["name"] for column in inspect(connection).get_columns(META.name)}
    version = None
    if columns >= {"key", "value"}:
        version = connection.scalar(select(META.c.value).where(META.c.key == "schema"))
    if version is None or not str(version).isdecimal():
        raise cannot_open(name, f"the {what} is not a travaux store (its schema version is {version!r}); name another")
    if int(version) > SCHEMA_VERSION:
        reason = f"a newer travaux made it (schema {version}; this one knows {SCHEMA_VERSION}); install that travaux"
        raise cannot_open(name, reason)
    return int(version)


def _upgrade(engine: Engine, name: str, what: str) -> None:
    """Bring an older store to this version, wholly or not at all, and say so."""
    # Alembic takes a quarter of a second to import, and is needed once in the life of an old store.
    migrate = cast("Callable[[Connection, int], None]", import_module("travaux.store.migrating").migrate)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        version = _check_version(connection, name, what)
        if version >= SCHEMA_VERSION:  # another process was quicker
            return
        migrate(connection, version)
        connection.execute(update(META).where(META.c.key == "schema").values(value=str(SCHEMA_VERSION)))
    _LOG.warning(
        "the store %s was made by an earlier travaux (schema %d) and is now of schema %d: nothing in it is lost, and that"
        " earlier travaux cannot open it any more",
        name,
        version,
        SCHEMA_VERSION,
    )
