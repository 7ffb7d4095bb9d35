"""A store in one SQLite file: write-ahead log, one writer at a time, full text by FTS5."""

import os
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from travaux.errors import StoreError
from travaux.ontology.report import Report
from travaux.store.backend import Backend
from travaux.store.preparing import cannot_open, prepare

_FULL_TEXT = (
    """CREATE VIRTUAL TABLE report_words USING fts5(
        headline, text, content='reports', content_rowid='serial', tokenize="unicode61 remove_diacritics 2")""",
    """CREATE TRIGGER report_words_add AFTER INSERT ON reports BEGIN
        INSERT INTO report_words(rowid, headline, text) VALUES (new.serial, new.headline, new.text);
    END""",
    """CREATE TRIGGER report_words_drop AFTER DELETE ON reports BEGIN
        INSERT INTO report_words(report_words, rowid, headline, text)
        VALUES ('delete', old.serial, old.headline, old.text);
    END""",
    """CREATE TRIGGER report_words_change AFTER UPDATE OF headline, text ON reports BEGIN
        INSERT INTO report_words(report_words, rowid, headline, text)
        VALUES ('delete', old.serial, old.headline, old.text);
        INSERT INTO report_words(rowid, headline, text) VALUES (new.serial, new.headline, new.text);
    END""",
)
"""The index holds no second copy of the texts (external content); the triggers keep it in step with them."""

_SEARCH = text(
    "SELECT reports.id FROM report_words JOIN reports ON reports.serial = report_words.rowid"
    " WHERE report_words MATCH :words ORDER BY report_words.rank, reports.id LIMIT :limit"
)

_FAULTS = {
    sqlite3.SQLITE_BUSY: "another process is writing to it; wait until it is done, or stop it, and try again",
    sqlite3.SQLITE_LOCKED: "another process is writing to it; wait until it is done, or stop it, and try again",
    sqlite3.SQLITE_READONLY: "it is read-only; give yourself the right to write to the file and its folder",
    sqlite3.SQLITE_FULL: "the disk is full; make room and try again",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written; see whether it is full or failing",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; put back a copy of it, or make a new store from the reports",
    sqlite3.SQLITE_NOTADB: "the file is not a travaux store (not an SQLite database at all); name another file",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; see who owns it and its folder",
}
_SMALLEST = 512
"""Bytes of the smallest page of SQLite, and so of the smallest database."""
_UNDECODABLE = "Could not decode to UTF-8"


def open_sqlite(path: Path, *, create: bool, wait_s: float) -> Backend:
    """The database in the file at `path`, checked to be a store; see `open_store`."""
    _check_path(path, create=create)
    engine = _make_engine(path, "rwc" if create else "rw", wait_s)
    try:
        prepare(engine, str(path), create=create, what="file", add_search=_add_search)
        _use_write_ahead_log(engine, wait_s)
    except DBAPIError as error:
        engine.dispose()
        raise cannot_open(path, explain_fault(error)) from error
    except StoreError:
        engine.dispose()
        raise
    return Backend(name=str(path), engine=engine, index=_index, search=_search, explain=explain_fault)


def explain_fault(error: DBAPIError) -> str:
    """What an error of SQLite means and what to do, as a clause; its own words where there are none of ours."""
    if str(error.orig).startswith(_UNDECODABLE):  # the driver's own error, which quotes the whole text
        return f"{_FAULTS[sqlite3.SQLITE_CORRUPT]} (its text is no UTF-8)"
    code = getattr(error.orig, "sqlite_errorcode", None)
    known = _FAULTS.get(code & 0xFF) if code is not None else None
    return f"{known} ({error.orig})" if known else str(error.orig)


def _check_path(path: Path, *, create: bool) -> None:
    """Raise StoreError where the file system alone shows that no store can be opened or made at `path`."""
    folder = path.absolute().parent
    if path.is_dir():
        raise cannot_open(path, "it is a folder; name a file")
    if not path.exists():
        if not create:
            raise cannot_open(path, "there is no such file; see the path, or make a store there first")
        if not folder.is_dir():
            raise cannot_open(path, f"there is no folder {folder}; make it first")
    elif not os.access(path, os.W_OK):
        raise cannot_open(path, "the file is read-only; copy it to a place where you can write")
    elif not _may_be_database(path):
        raise cannot_open(path, _FAULTS[sqlite3.SQLITE_NOTADB])
    # SQLite writes its log beside the file, so that even reading needs the folder.
    if not os.access(folder, os.W_OK):
        raise cannot_open(path, f"the folder {folder} is read-only; copy the store to a place where you can write")


def _may_be_database(path: Path) -> bool:
    """Whether a file is empty or large enough to be SQLite's, which would write over one of a few bytes.

    By its size alone: to open and close a file takes from the whole process the locks that SQLite has on it, so that another
    process would do away with the log that this one is reading.
    """
    try:
        size = path.stat().st_size
    except OSError:  # SQLite will tell why it cannot be opened
        return True
    return size == 0 or size >= _SMALLEST


def _make_engine(path: Path, mode: str, wait_s: float) -> Engine:
    """An engine whose transactions begin when we say so, and at once with the right to write if they are to write."""
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        # Left to itself the driver begins a transaction only at the first write: two writers could then read the same
        # state before one of them changes it.
        connection = sqlite3.connect(address, timeout=wait_s, isolation_level=None, check_same_thread=False, uri=True)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("outside", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing", False) else "BEGIN")

    return engine


def _add_search(connection: Connection) -> None:
    for statement in _FULL_TEXT:
        connection.exec_driver_sql(statement)


def _use_write_ahead_log(engine: Engine, wait_s: float) -> None:
    """Switch the file to a write-ahead log, once in its life; last, so that no other program's file is touched.

    SQLite does that only outside a transaction.
    """
    deadline = time.monotonic() + wait_s
    while True:
        with engine.connect().execution_options(outside=True) as connection:
            try:
                if connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
                    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            except DBAPIError as error:
                # SQLite does not wait here for another process that is just making the same store.
                busy = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
            else:
                return
        time.sleep(0.02)


def _index(_connection: Connection, _report: Report) -> None:
    """The triggers do it."""


def _search(connection: Connection, words: Sequence[str], limit: int) -> list[str]:
    # Each word as a string of FTS5, so that no word is taken for an operator of its query language.
    query = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    return list(connection.scalars(_SEARCH, {"words": query, "limit": limit}))
