"""The index of a store's claims: full text of their words, and their slots, for search with facets.

It is an SQLite database in memory, made of the claims as reviews leave them, and kept as bytes beside the dossiers. Claims
are numbered from the newest report to the oldest, those of undated reports last: what is found comes in that order unsorted,
and the claims of a span of days have numbers that follow each other.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from travaux.ontology.actors import actors_of
from travaux.ontology.claim import AnyClaim, Move, claim_id
from travaux.ontology.report import Report

_SCHEMA = """
CREATE TABLE claims (serial INTEGER PRIMARY KEY, id TEXT, report INTEGER, kind TEXT, quote TEXT);
CREATE TABLE reports (
    serial INTEGER PRIMARY KEY, id TEXT UNIQUE, label TEXT, headline TEXT, url TEXT, day TEXT, outlet TEXT,
    first INTEGER, last INTEGER
);
CREATE TABLE slots (facet TEXT, value TEXT, claim INTEGER, PRIMARY KEY (facet, value, claim)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(quote, content='claims', content_rowid='serial', tokenize="unicode61 remove_diacritics 2");
"""
_AFTER = """
CREATE INDEX claims_by_report ON claims (report);
CREATE TABLE slots_by_claim (claim INTEGER, facet TEXT, value TEXT, PRIMARY KEY (claim, facet, value)) WITHOUT ROWID;
INSERT INTO slots_by_claim SELECT claim, facet, value FROM slots ORDER BY claim, facet, value;
CREATE TABLE homes (process TEXT, report INTEGER, PRIMARY KEY (process, report)) WITHOUT ROWID;
INSERT INTO homes SELECT DISTINCT s.value, c.report FROM slots s JOIN claims c ON c.serial = s.claim WHERE s.facet = 'process';
"""
FACETS = ("process", "party", "act", "issue", "speaker", "kind", "outlet")
"""What claims can be narrowed down by, besides words and days."""
_OF_REPORT, _PROCESS = "outlet", "process"
_VALUES = 12
"""Values of a facet that are shown."""
COUNTED = 6000
"""Claims found up to which facets are counted; of more, those of the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for: words that must all be there, values by facet, and the days of reports (ISO)."""

    words: tuple[str, ...] = ()
    slots: Mapping[str, str]
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """A claim that fits."""

    id: str
    kind: str
    quote: str
    report: str
    label: str
    outlet: str | None
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundReport:
    """A report that fits."""

    id: str
    label: str
    headline: str | None
    outlet: str | None
    day: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Claims that fit, the newest first: so many in all, a page of them, and how many there are of each value of a facet."""

    total: int
    claims: tuple[FoundClaim, ...]
    facets: Mapping[str, Sequence[tuple[str, int]]]


class SearchIndex:
    """Finds claims by words and slots. Any thread may ask it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    @classmethod
    def load(cls, body: bytes) -> Self:
        """The index of bytes that `dump` made."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.deserialize(body)
        return cls(connection)

    def dump(self) -> bytes:
        """The index as bytes."""
        with self._lock:
            return self._connection.serialize()

    def find_claims(self, asked: Asked, offset: int, limit: int) -> Found:
        """A page of the claims that fit, and the facets of all of them."""
        with self._lock:
            run = self._connection.execute
            name, where, values = self._say_where(asked)
            total = run(f"SELECT count(*) {where}", values).fetchone()[0]
            run("CREATE TEMP TABLE IF NOT EXISTS found (serial INTEGER PRIMARY KEY)")
            run("DELETE FROM found")
            page = f"INSERT INTO found SELECT {name} {where} ORDER BY {name} LIMIT ? OFFSET ?"
            run(page, (*values, limit, offset))
            rows = (
                "SELECT c.id, c.kind, c.quote, r.id AS report, r.label, r.outlet, r.day FROM found f"
                " CROSS JOIN claims c ON c.serial = f.serial JOIN reports r ON r.serial = c.report ORDER BY c.serial"
            )
            claims = tuple(FoundClaim(**row) for row in _dicts(run(rows)))
            run("DELETE FROM found")
            run(page, (*values, COUNTED, 0))
            return Found(total=total, claims=claims, facets=self._count_facets())

    def _say_where(self, asked: Asked) -> tuple[str, str, list[Any]]:
        """What names a claim in a query for claims, the FROM and WHERE of that query, and its values.

        The rarest value leads, and each row of it is looked up among the others.
        """
        slots = sorted(asked.slots.items(), key=lambda slot: (self._count(*slot), slot))
        parts: list[str] = []
        values: list[Any] = []
        if slots:
            name, base = "b.claim", "FROM slots b WHERE b.facet = ? AND b.value = ?"
            values += slots.pop(0)
            if asked.words:
                parts.append("AND b.claim IN (SELECT rowid FROM words WHERE words MATCH ?)")
                values.append(quote_words(asked.words))
        elif asked.words:
            name, base = "b.rowid", "FROM words b WHERE words MATCH ?"
            values.append(quote_words(asked.words))
        else:
            name, base = "b.serial", "FROM claims b WHERE 1"
        for slot in slots:
            parts.append(f"AND EXISTS (SELECT 1 FROM slots WHERE facet = ? AND value = ? AND claim = {name})")  # noqa: S608
            values += slot
        if asked.since is not None or asked.until is not None:
            where, days = _say_days(asked)
            span = f"SELECT coalesce(min(first), 0), coalesce(max(last), -1) FROM reports r WHERE 1{where}"  # noqa: S608
            parts.append(f"AND {name} BETWEEN ? AND ?")
            values += self._connection.execute(span, days).fetchone()
        return name, " ".join([base, *parts]), values

    def _count(self, facet: str, value: str) -> int:
        """How many claims have a value, up to a number that is large."""
        query = "SELECT count(*) FROM (SELECT 1 FROM slots WHERE facet = ? AND value = ? LIMIT 50000)"
        return int(self._connection.execute(query, (facet, value)).fetchone()[0])

    def _count_facets(self) -> dict[str, list[tuple[str, int]]]:
        rows = self._connection.execute(
            "SELECT s.facet, s.value, count(*) AS n FROM found f CROSS JOIN slots_by_claim s ON s.claim = f.serial"
            " GROUP BY s.facet, s.value ORDER BY n DESC, s.value"
        )
        out: dict[str, list[tuple[str, int]]] = {facet: [] for facet in FACETS}
        for facet, value, number in rows:
            if len(out[facet]) < _VALUES:
                out[facet].append((value, number))
        return out

    def find_reports(self, asked: Asked, among: Sequence[str] | None = None) -> list[FoundReport]:
        """The reports of the outlet and days asked for: those of `among` in its order, or all, the newest first."""
        where, values = _say_report_where(asked)
        if among is not None:
            where += " AND id IN (SELECT value FROM json_each(?))"
            values = [*values, json.dumps(list(among))]
        query = f"SELECT id, label, headline, outlet, day, url FROM reports r{where} ORDER BY day IS NULL, day DESC, id"  # noqa: S608
        with self._lock:
            found = {row["id"]: FoundReport(**row) for row in _dicts(self._connection.execute(query, values))}
        return list(found.values()) if among is None else [found[r] for r in among if r in found]


def build_index(
    reports: Iterable[Report], claims: Iterable[AnyClaim], homes: Mapping[str, Sequence[str]]
) -> SearchIndex:
    """The index of these claims; `homes` has the processes of each."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.executescript(_SCHEMA)
    told: dict[str, list[AnyClaim]] = {}
    for claim in claims:
        told.setdefault(claim.report, []).append(claim)
    dated = sorted(reports, key=lambda r: r.published or date.min, reverse=True)
    serial = 0
    for number, report in enumerate(dated):
        first = serial
        for claim in told.get(report.id, ()):
            _put_claim(connection, serial, number, claim, {*_slots(claim, report), *_homes(claim, homes)})
            serial += 1
        day = report.published.isoformat() if report.published else None
        span = (first, serial - 1) if serial > first else (None, None)
        row = (number, report.id, report.label, report.headline, report.url, day, report.outlet, *span)
        connection.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute("INSERT INTO words(words) VALUES ('rebuild')")
    connection.executescript(_AFTER)
    connection.commit()
    return SearchIndex(connection)


def _put_claim(
    connection: sqlite3.Connection, serial: int, report: int, claim: AnyClaim, own: Iterable[tuple[str, str]]
) -> None:
    row = (serial, claim_id(claim), report, claim.kind, " ".join(claim.quote.split()))
    connection.execute("INSERT INTO claims VALUES (?, ?, ?, ?, ?)", row)
    connection.executemany("INSERT INTO slots VALUES (?, ?, ?)", ((facet, value, serial) for facet, value in own))


def _homes(claim: AnyClaim, homes: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((_PROCESS, home) for home in homes.get(claim_id(claim), ()))


def _slots(claim: AnyClaim, report: Report) -> Iterator[tuple[str, str]]:
    yield "kind", claim.kind
    if isinstance(claim, Move):
        yield "act", claim.act.value
    for issue in getattr(claim, "issues", ()) or (getattr(claim, "issue", None),):
        if issue is not None:
            yield "issue", issue.value
    for actor in actors_of(claim):
        yield "party", actor.name
    if claim.voice.speaker:
        yield "speaker", claim.voice.speaker
    if report.outlet:
        yield "outlet", report.outlet


def _say_report_where(asked: Asked) -> tuple[str, list[Any]]:
    where, values = _say_days(asked)
    if _OF_REPORT in asked.slots:
        where += " AND r.outlet = ?"
        values.append(asked.slots[_OF_REPORT])
    if _PROCESS in asked.slots:
        where += " AND r.serial IN (SELECT report FROM homes WHERE process = ?)"
        values.append(asked.slots[_PROCESS])
    return f" WHERE 1 {where}", values


def _say_days(asked: Asked) -> tuple[str, list[Any]]:
    where, values = "", []
    if asked.since is not None:
        where += " AND r.day >= ?"
        values.append(asked.since.isoformat())
    if asked.until is not None:
        where += " AND r.day <= ?"
        values.append(asked.until.isoformat())
    return where, values


def quote_words(words: Iterable[str]) -> str:
    """Words as strings of FTS5, so that none is taken for an operator of its query language."""
    return " ".join('"' + word.replace('"', '""').replace("\0", " ") + '"' for word in words)


def _dicts(cursor: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
