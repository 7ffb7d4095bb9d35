"""The tables of a store, in SQL that SQLite and PostgreSQL share; full text is each backend's own affair."""

from enum import StrEnum

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    event,
)

SCHEMA_VERSION = 5
"""Raised by one with every change of the tables, each with its revision in `migrations/`; a store with a lower one is
brought up when it is opened, and one with a higher was made by a newer travaux."""


class CodingStatus(StrEnum):
    """How far the coding of a stored report has come; only a coded report has claims."""

    PENDING = "pending"
    CODED = "coded"
    SET_ASIDE = "set_aside"
    FAILED = "failed"


KEY = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point on every backend, whatever the locale of the server."""

NUMBER = Integer().with_variant(BigInteger, "postgresql")
"""A number of 64 bits, as SQLite's all are."""

TABLES = MetaData()

ALEMBIC = Table("alembic_version", TABLES, Column("version_num", String(32), primary_key=True))
"""Alembic's own mark of the schema, so that its command line can be used on a store."""

META = Table("meta", TABLES, Column("key", KEY, primary_key=True), Column("value", Text, nullable=False))

REPORTS = Table(
    "reports",
    TABLES,
    Column("serial", Integer, primary_key=True),  # the full-text index refers to it: SQLite may renumber a bare rowid
    Column("id", KEY, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("headline", Text),
    Column("outlet", Text),
    Column("outlet_known", Text, nullable=False),
    Column("byline", Text),
    Column("dateline", Text),
    Column("published", Date),
    Column("published_known", Text, nullable=False),
    Column("retrieved", Date),
    Column("url", Text),
    Column("language", Text),
    Column("usage_terms", Text),
    Column("sensitivity", Text),
    Column("embargo_until", Date),
    Column("copy_of", Text),
    Column("place", Text, nullable=False),
    Column("segments", Text, nullable=False),
    Column("set_aside", Text),
    Column("recorded_at", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("extractor", Text),
    Column("coded_at", Text),
    Column("changed", NUMBER, nullable=False, server_default="0"),  # the store's count of changes at its last one
    Index("reports_by_day", "published", "id"),
    Index("reports_by_status", "status", "id"),
)

CLAIMS_TABLE = Table(
    "claims",
    TABLES,
    Column("id", KEY, primary_key=True),
    Column("report", KEY, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("kind", KEY, nullable=False),
    Column("start", NUMBER, nullable=False),
    Column("end", NUMBER, nullable=False),
    Column("ordinal", NUMBER, nullable=False),
    Column("act", KEY),
    Column("speaker", KEY),
    Column("published", Date),
    Column("body", Text, nullable=False),
    Index("claims_in_order", "report", "start", "end", "kind", "ordinal", unique=True),
    Index("claims_by_kind", "kind", "act"),
    Index("claims_by_speaker", "speaker"),
    Index("claims_by_day", "published"),
)

REFUSED = Table(
    "refused",
    TABLES,
    Column("id", KEY, primary_key=True),  # a digest of place and reason: the same refusal twice is one row
    Column("place", KEY, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
)

PROCESS_FILES = Table(
    "process_files",
    TABLES,
    Column("id", KEY, primary_key=True),
    Column("body", Text, nullable=False),  # the person's file as it was given
    Column("recorded_at", Text, nullable=False),
)

REVIEWS = Table(
    "reviews",
    TABLES,
    Column("serial", Integer, primary_key=True),
    Column(
        "target", KEY, nullable=False
    ),  # no foreign key: the trail outlives a claim that a newer coder does not find
    Column("kind", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("claim", Text),
    Column("reviewer", KEY, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Index("reviews_by_target", "target"),
)
for _change in ("UPDATE", "DELETE"):
    event.listen(
        REVIEWS,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER IF NOT EXISTS reviews_no_{_change.lower()} BEFORE {_change} ON reviews"
            " BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END"
        ).execute_if(dialect="sqlite"),
    )
for _statement in (
    """CREATE OR REPLACE FUNCTION travaux_keep_reviews() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit trail is never changed'; END $$""",
    """CREATE TRIGGER reviews_no_change BEFORE UPDATE OR DELETE ON reviews
    FOR EACH ROW EXECUTE FUNCTION travaux_keep_reviews()""",
):
    event.listen(
        REVIEWS,
        "after_create",
        DDL(_statement).execute_if(dialect="postgresql"),  # type: ignore[no-untyped-call]
    )

RESULTS = Table(
    "results",
    TABLES,
    Column("name", KEY, primary_key=True),
    Column("made_of", Text, nullable=False),  # names the state of reports, claims and process files that it was made of
    Column("body", LargeBinary, nullable=False),
)
"""What was made of the store's content, to be had again while that stands; it may be dropped at any time."""

ACCOUNTS = Table(
    "accounts",
    TABLES,
    Column("name", KEY, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created", Text, nullable=False),
)

SESSIONS = Table(
    "sessions",
    TABLES,
    Column("token_hash", KEY, primary_key=True),  # never the token itself: who reads the store cannot sign in with it
    Column("account", KEY, ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    Column("created", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Index("sessions_by_account", "account"),
)

FEEDS = Table(
    "feeds",
    TABLES,
    Column("address", KEY, primary_key=True),
    Column("title", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("last_checked", Text),
    Column("note", Text),
)

BROUGHT = Table(
    "brought",
    TABLES,
    Column("feed", KEY, ForeignKey("feeds.address", ondelete="CASCADE"), primary_key=True),
    Column("report", KEY, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("brought_at", Text, nullable=False),
    Index("brought_by_report", "report"),
)
"""Which report came by which feed."""
