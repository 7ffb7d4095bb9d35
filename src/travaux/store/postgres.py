"""A store in one schema of a PostgreSQL database: one writer at a time by an advisory lock, full text by tsvector."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from travaux.errors import StoreError, UsageError
from travaux.ontology.report import Report
from travaux.store.backend import Backend
from travaux.store.preparing import cannot_open, prepare
from travaux.store.words import make_parts, write_query, write_vector

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
"""How an address of PostgreSQL may begin."""
_LOCK = 0x7472_6176
"""The first half of the lock's name; the second is that of the schema, so that stores do not wait for each other."""

_FULL_TEXT = (
    """CREATE TABLE report_words (
        report TEXT COLLATE "C" NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
        part INTEGER NOT NULL,
        words TSVECTOR NOT NULL,
        PRIMARY KEY (report, part))""",
    "CREATE INDEX report_words_index ON report_words USING gin (words)",
)
_ADD_WORDS = text("INSERT INTO report_words VALUES (:report, :part, CAST(:words AS tsvector))")

_FAULTS = {
    "55P03": "another process is writing to it; wait until it is done, or stop it, and try again",
    "40001": "another process changed it meanwhile; try again",
    "40P01": "another process is writing to it; wait until it is done, or stop it, and try again",
    "53100": "the server's disk is full; make room and try again",
    "53200": "the server is out of memory; stop other work on it and try again",
    "53300": "the server has too many connections; close some and try again",
    "25006": "it is read-only here; name the server's primary, or ask for the right to write",
    "28000": "the server does not let this user in; see the user and the server's pg_hba.conf",
    "28P01": "the password is wrong; give it in the address, in PGPASSWORD or in ~/.pgpass",
    "3D000": "there is no such database; make it first (createdb)",
    "3F000": "there is no such schema; make it first (CREATE SCHEMA)",
    "42501": "this user may not do that; ask the owner of the database for the right",
    "57P01": "the server was shut down; start it and try again",
    "57P03": "the server is just starting; try again in a moment",
    "XX001": "the server's data are damaged; put back a backup, or make a new store from the reports",
    "XX002": "an index of the server is damaged; REINDEX it, or make a new store from the reports",
}
_UNREACHED = "the server cannot be reached; see the address and whether it runs"


def is_postgres(address: str) -> bool:
    """Whether an address names a PostgreSQL database."""
    return address.partition("://")[0] in SCHEMES and "://" in address


def open_postgres(address: str, *, create: bool, wait_s: float) -> Backend:
    """The database at `address`, checked to hold a store; see `open_store`."""
    url = _parse(address)
    name = url.render_as_string(hide_password=True)
    engine = _make_engine(url, wait_s)
    try:
        prepare(engine, name, create=create, what="database", add_search=_add_search)
    except DBAPIError as error:
        engine.dispose()
        raise cannot_open(name, explain_fault(error)) from error
    except StoreError:
        engine.dispose()
        raise
    return Backend(name=name, engine=engine, index=_index, search=_search, explain=explain_fault)


def _parse(address: str) -> URL:
    try:
        return make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        form = "postgresql+psycopg://user@host/database"
        raise UsageError(
            f"{address.partition('@')[2] or address!r} is no address of a database; write {form}"
        ) from error


def explain_fault(error: DBAPIError) -> str:
    """What an error of PostgreSQL means and what to do, as a clause; its own words where there are none of ours."""
    state = getattr(error.orig, "sqlstate", None)
    known = _FAULTS.get(state or "")
    if known is None and (state is None or state.startswith("08")) and error.connection_invalidated:
        known = _UNREACHED
    if known is None and state is None and "connect" in str(error.orig):
        known = _find_refusal(str(error.orig))
    said = " ".join(str(error.orig).split())
    return f"{known} ({said})" if known else said


def _find_refusal(said: str) -> str:
    """What a failed connection means: the driver gives no state for it, only the server's words, in English or not."""
    told = {"does not exist": "3D000", "password": "28P01", "pg_hba": "28000", "starting up": "57P03"}
    return next((_FAULTS[state] for words, state in told.items() if words in said), _UNREACHED)


def _make_engine(url: URL, wait_s: float) -> Engine:
    """An engine whose reading transactions see one state, and whose writing ones begin with the right to write."""
    try:
        engine = create_engine(url, connect_args={"connect_timeout": max(2, round(wait_s))}, max_overflow=-1)
    except ModuleNotFoundError as error:
        raise UsageError("a PostgreSQL store needs the extra: pip install 'travaux[postgres]'") from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(wait_s * 1000))}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK}, hashtext(current_schema()))")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return engine


def _add_search(connection: Connection) -> None:
    for statement in _FULL_TEXT:
        connection.exec_driver_sql(statement)


def _index(connection: Connection, report: Report) -> None:
    parts = [*make_parts(report.headline or ""), *make_parts(report.text)]
    rows = [{"report": report.id, "part": n, "words": write_vector(part)} for n, part in enumerate(parts)]
    if rows:
        connection.execute(_ADD_WORDS, rows)


def _search(connection: Connection, words: Sequence[str], limit: int) -> list[str]:
    asked = [query for query in map(write_query, words) if query is not None]
    if not asked:
        return []
    names = {f"word{n}": query for n, query in enumerate(asked)}
    any_of_them = " || ".join(f"CAST(:{name} AS tsquery)" for name in names)
    # A long text has several parts: each word may stand in another of them.
    has_word = "report IN (SELECT report FROM report_words WHERE words @@ CAST(:{} AS tsquery))"
    every = " AND ".join(map(has_word.format, names))
    query = text(
        f"SELECT report FROM report_words WHERE {every} GROUP BY report"  # noqa: S608 -- made of parameters' names alone
        f" ORDER BY sum(ts_rank(words, {any_of_them})) DESC, report LIMIT :limit"
    )
    return list(connection.scalars(query, {**names, "limit": limit}))
