"""The tables of a store, in SQL that SQLite and PostgreSQL share; full text is each backend's own affair."""

from enum import StrEnum

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, Table, Text

SCHEMA_VERSION = 1
"""Raised by one when a table changes; a store with a higher one was made by a newer travaux."""


class CodingStatus(StrEnum):
    """How far the coding of a stored report has come; only a coded report has claims."""

    PENDING = "pending"
    CODED = "coded"
    SET_ASIDE = "set_aside"
    FAILED = "failed"


KEY = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point on every backend, whatever the locale of the server."""

TABLES = MetaData()

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
    Index("reports_by_day", "published", "id"),
    Index("reports_by_status", "status", "id"),
)

CLAIMS_TABLE = Table(
    "claims",
    TABLES,
    Column("id", KEY, primary_key=True),
    Column("report", KEY, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("kind", KEY, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
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
