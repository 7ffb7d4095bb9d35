"""The store: what reports there are, how far their coding has come, and their claims."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from itertools import groupby
from operator import itemgetter
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, RowMapping, Select, and_, delete, func, insert, or_, select, update

from travaux.errors import InputError, StoreError, UsageError
from travaux.ontology.claim import AnyClaim
from travaux.ontology.process import Process
from travaux.ontology.process_file import read_process
from travaux.ontology.report import Report
from travaux.store.backend import Backend
from travaux.store.rows import claim_rows, make_storable, now, read_claims, read_report, refusal_row, report_row
from travaux.store.schema import CLAIMS_TABLE, META, PROCESS_FILES, REFUSED, REPORTS, RESULTS, CodingStatus
from travaux.store.session import Session

_PAGE = 500
"""Rows read, and ids asked for, at a time: below any database's limit of parameters."""
_REPORT_COLUMNS = [REPORTS.c[field.name] for field in fields(Report)]
_REPORT_OF, _BODY_OF = itemgetter(0), itemgetter(1)
"""Of the rows of claims that `Store.claims` reads."""
_CLAIM_ORDER = [CLAIMS_TABLE.c[name] for name in ("report", "start", "end", "kind", "ordinal")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How far a report's coding has come; `reason` says why it failed or was set aside. Times are ISO 8601, UTC."""

    report: str
    status: CodingStatus
    reason: str | None
    extractor: str | None
    recorded_at: str
    coded_at: str | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which version of a report and its claims a store holds: another number after every change of them."""

    report: str
    changed: int
    published: date | None
    retrieved: date | None
    status: CodingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An input that could not be read or stored."""

    place: str
    reason: str
    recorded_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreCounts:
    """What the store holds: reports by status (all statuses, also those with none), claims by kind, refused inputs."""

    reports: Mapping[CodingStatus, int]
    claims: Mapping[str, int]
    refused: int


class Store:
    """Reports, their claims, and what was refused. Made by `open_store`; a context manager.

    Each writing method writes everything or nothing; `transaction` joins several into one. An iterator sees the store
    as it was when its first item was asked for, except `pending`. A store belongs to one thread of one process.
    """

    def __init__(self, backend: Backend) -> None:
        self._session = Session(backend)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The store as a person would name it: its path."""
        return self._session.backend.name

    def close(self) -> None:
        """Let go of the database; what was written stays."""
        self._session.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is written together at the end, or not at all if an exception leaves the block.

        No other process can write meanwhile: keep it short.
        """
        with self._session.writing("write to it"):
            yield

    # -- writing -------------------------------------------------------------------------------------------------

    def add_report(self, report: Report) -> bool:
        """Keep a report, to be coded unless it is set aside; False if it is there already.

        The same report is the same id with the same text: what else is known of it stays as it came first.

        Raises:
            InputError: another text has this id, or the report cannot be stored. Nothing was changed.
        """
        row = report_row(report)
        with self._session.writing(f"keep report {report.id!r}") as connection:
            text = connection.scalar(select(REPORTS.c.text).where(REPORTS.c.id == report.id))
            if text == report.text:
                return False
            if text is not None:
                reason = (
                    f"another text is stored under the id {report.id!r}; give this one an id of its own, or delete the"
                    " stored report first if this is its correction. It was not stored"
                )
                raise InputError(report.place or f"report {report.id!r}", reason)
            row["status"] = (CodingStatus.PENDING if report.set_aside is None else CodingStatus.SET_ASIDE).value
            row["changed"] = _count_change(connection)
            connection.execute(insert(REPORTS).values(**row, recorded_at=now(), reason=report.set_aside))
            self._session.backend.index(connection, report)
            return True

    def put_claims(self, report_id: str, claims: Sequence[AnyClaim], extractor: str) -> None:
        """Make `claims` the claims of the report, in place of any earlier ones, and the report coded.

        Raises:
            UsageError: the report is not in the store, or is set aside. Nothing was changed.
            InternalError: a claim is not this report's, not grounded in its text, or not storable. Nothing was changed.
        """
        with self._session.writing(f"keep the claims of report {report_id!r}") as connection:
            columns = [REPORTS.c[name] for name in ("id", "text", "published", "set_aside")]
            found = connection.execute(select(*columns).where(REPORTS.c.id == report_id)).mappings().first()
            if found is None:
                raise UsageError(f"report {report_id!r} is not in {self.name}: add it first. Nothing was changed")
            if found["set_aside"] is not None:
                reason = f"report {report_id!r} is set aside ({found['set_aside']}) and takes no claims"
                raise UsageError(f"{reason}. Nothing was changed")
            rows = claim_rows({**found}, claims)
            self._settle(connection, report_id, CodingStatus.CODED, extractor=extractor, reason=None)
            if rows:
                connection.execute(insert(CLAIMS_TABLE), rows)

    def set_failed(self, report_id: str, reason: str, extractor: str) -> bool:
        """Record that `extractor` could not code the report; it has no claims then.

        False, and nothing is recorded, if the report is not in the store or is set aside.
        """
        with self._session.writing(f"record that report {report_id!r} failed") as connection:
            reason = make_storable(reason)
            return self._settle(connection, report_id, CodingStatus.FAILED, extractor=extractor, reason=reason)

    def delete_report(self, report_id: str) -> bool:
        """Forget a report and its claims; False if it is not in the store."""
        with self._session.writing(f"delete report {report_id!r}") as connection:
            _count_change(connection)
            return connection.execute(delete(REPORTS).where(REPORTS.c.id == report_id)).rowcount > 0

    def refuse(self, place: str, reason: str) -> None:
        """Record an input that could not be read; the same place and reason are recorded once."""
        row = refusal_row(place, reason)
        with self._session.writing(f"record that {row['place']} was refused") as connection:
            if connection.scalar(select(REFUSED.c.id).where(REFUSED.c.id == row["id"])) is None:
                connection.execute(insert(REFUSED).values(**row))

    def put_process(self, process: Process, body: str) -> bool:
        """Keep the file `body` of a process, in place of an earlier one of its id; False if there was one."""
        with self._session.writing(f"keep the process {process.id}") as connection:
            _count_change(connection)
            gone = connection.execute(delete(PROCESS_FILES).where(PROCESS_FILES.c.id == process.id)).rowcount
            connection.execute(insert(PROCESS_FILES).values(id=process.id, body=body, recorded_at=now()))
            return not gone

    def delete_process(self, process_id: str) -> bool:
        """Forget the file of a process; False if there is none."""
        with self._session.writing(f"delete the process {process_id}") as connection:
            _count_change(connection)
            return connection.execute(delete(PROCESS_FILES).where(PROCESS_FILES.c.id == process_id)).rowcount > 0

    def put_result(self, name: str, state: str, maker: str, body: bytes) -> None:
        """Keep what `maker` made of the content, in place of an earlier one, unless `state` is no longer its state."""
        with self._session.writing(f"keep the result {name}") as connection:
            if _read_state(connection) == state:
                connection.execute(delete(RESULTS).where(RESULTS.c.name == name))
                connection.execute(insert(RESULTS).values(name=name, made_of=f"{state} {maker}", body=body))

    def put_made(self, name: str, made_of: str, body: bytes) -> None:
        """Keep what was made of some of the content under this name; `made_of` names that content, and who made it."""
        with self._session.writing(f"keep the result {name}") as connection:
            connection.execute(delete(RESULTS).where(RESULTS.c.name == name))
            connection.execute(insert(RESULTS).values(name=name, made_of=made_of, body=body))

    def drop_made(self) -> None:
        """Let go of all that was made of the content; it is made again when it is asked for."""
        with self._session.writing("let go of what was made of its content") as connection:
            connection.execute(delete(RESULTS))

    @staticmethod
    def _settle(
        connection: Connection, report_id: str, status: CodingStatus, *, extractor: str, reason: str | None
    ) -> bool:
        """Take away the report's claims and write its new status; False if there is no such report to code."""
        changed = _count_change(connection)
        connection.execute(delete(CLAIMS_TABLE).where(CLAIMS_TABLE.c.report == report_id))
        values = {
            "status": status.value,
            "extractor": extractor,
            "reason": reason,
            "coded_at": now(),
            "changed": changed,
        }
        change = update(REPORTS).where(REPORTS.c.id == report_id, REPORTS.c.set_aside.is_(None)).values(**values)
        return connection.execute(change).rowcount > 0

    # -- reading -------------------------------------------------------------------------------------------------

    def report(self, report_id: str) -> Report | None:
        """The report of that id; None if it is not in the store."""
        with self._session.reading(f"read report {report_id!r}") as connection:
            found = connection.execute(select(*_REPORT_COLUMNS).where(REPORTS.c.id == report_id)).mappings().first()
        return None if found is None else read_report({**found})

    def reports(self, ids: Collection[str] | None = None, status: CodingStatus | None = None) -> Iterator[Report]:
        """The reports, all or those of `ids` and `status`, by day and id; those without a day come first.

        Ids that are not in the store are passed over.
        """
        query = select(*_REPORT_COLUMNS)
        if status is not None:
            query = query.where(REPORTS.c.status == status.value)
        with self._session.reading("read its reports") as connection:
            if ids is None:
                rows: Iterable[RowMapping] = connection.execute(
                    query.order_by(REPORTS.c.published.nulls_first(), REPORTS.c.id).execution_options(yield_per=_PAGE)
                ).mappings()
            else:
                rows = _pick(connection, query, ids)
            for row in rows:
                yield read_report({**row})

    def coding(self, report_id: str) -> Coding | None:
        """How far the coding of that report has come; None if it is not in the store."""
        with self._session.reading(f"read the status of report {report_id!r}") as connection:
            found = connection.execute(_codings().where(REPORTS.c.id == report_id)).mappings().first()
        return None if found is None else _read_coding(found)

    def codings(self, status: CodingStatus | None = None) -> Iterator[Coding]:
        """How far the coding of each report has come, all or those of one status, by report id."""
        query = _codings().order_by(REPORTS.c.id)
        if status is not None:
            query = query.where(REPORTS.c.status == status.value)
        with self._session.reading("read the status of its reports") as connection:
            for row in connection.execute(query.execution_options(yield_per=_PAGE)).mappings():
                yield _read_coding(row)

    def pending(self, *, other_than: str | None = None, failed: bool = False) -> Iterator[str]:
        """The ids of reports that wait to be coded, in order.

        It reads ahead only a little, so that coding them meanwhile is seen; no id comes twice.

        Args:
            other_than: also those that were coded, or failed, by an extractor other than this one.
            failed: also all those that failed.
        """
        status, wanted = REPORTS.c.status, [REPORTS.c.status == CodingStatus.PENDING.value]
        if other_than is not None:
            settled = status.in_([CodingStatus.CODED.value, CodingStatus.FAILED.value])
            wanted.append(and_(settled, REPORTS.c.extractor != other_than))
        if failed:
            wanted.append(status == CodingStatus.FAILED.value)
        query = select(REPORTS.c.id).where(or_(*wanted)).order_by(REPORTS.c.id).limit(_PAGE)
        page: list[str] = []
        while True:
            after = query.where(REPORTS.c.id > page[-1]) if page else query
            with self._session.reading("list the reports to code") as connection:
                page = list(connection.scalars(after))
            if not page:
                return
            yield from page

    def claims(
        self, report_ids: Collection[str] | None = None, kinds: Collection[str] | None = None
    ) -> Iterator[tuple[str, tuple[AnyClaim, ...]]]:
        """Report ids with their claims, by report id, start, end, kind and ordinal; reports without any are left out.

        Args:
            report_ids: only the claims of these reports.
            kinds: only claims of these kinds ("move", "proposal", …).
        """
        for report, bodies in self._bodies(report_ids, kinds):
            yield report, read_claims(report, bodies)

    def claims_at(self, places: Mapping[str, Collection[int]]) -> Iterator[tuple[str, tuple[AnyClaim, ...]]]:
        """Report ids with those of their claims that stand at these places in the order of `claims`; no others are read."""
        for report, bodies in self._bodies(places):
            own = frozenset(places[report])
            yield report, read_claims(report, (body for at, body in enumerate(bodies) if at in own))

    def _bodies(
        self, report_ids: Collection[str] | None, kinds: Collection[str] | None = None
    ) -> Iterator[tuple[str, Iterator[str]]]:
        """Report ids with the stored claims of each, in the order of `claims`."""
        query = select(CLAIMS_TABLE.c.report, CLAIMS_TABLE.c.body).order_by(*_CLAIM_ORDER)
        if kinds is not None:
            query = query.where(CLAIMS_TABLE.c.kind.in_(sorted(kinds)))
        parts = [query]
        if report_ids is not None:
            parts = [query.where(CLAIMS_TABLE.c.report.in_(ids)) for ids in _pages(sorted(set(report_ids)))]
        with self._session.reading("read its claims") as connection:
            for part in parts:
                rows = connection.execute(part.execution_options(yield_per=_PAGE))
                for report, group in groupby(rows, key=_REPORT_OF):
                    yield report, map(_BODY_OF, group)

    def process_files(self) -> Iterator[tuple[Process, str]]:
        """The processes that people gave, with their files, by id.

        Raises:
            StoreError: a stored file cannot be read any more.
        """
        query = select(PROCESS_FILES.c.id, PROCESS_FILES.c.body).order_by(PROCESS_FILES.c.id)
        with self._session.reading("read its processes") as connection:
            for name, body in connection.execute(query):
                try:
                    yield read_process(body, f"the stored process {name}"), body
                except InputError as error:
                    raise StoreError(f"{error}. Nothing was changed") from error

    def state(self) -> str:
        """A name for the reports, claims and process files as they are now; another after every change of them."""
        with self._session.reading("see what state it is in") as connection:
            return _read_state(connection)

    def result(self, name: str, maker: str) -> bytes | None:
        """What `maker` made under this name of the content as it is now; None if that was not kept."""
        with self._session.reading(f"read the result {name}") as connection:
            made_of = f"{_read_state(connection)} {maker}"
            return connection.scalar(select(RESULTS.c.body).where(RESULTS.c.name == name, RESULTS.c.made_of == made_of))

    def made(self, name: str, made_of: str) -> bytes | None:
        """What is kept under this name, where it was made of just that; None otherwise."""
        with self._session.reading(f"read the result {name}") as connection:
            wanted = select(RESULTS.c.body).where(RESULTS.c.name == name, RESULTS.c.made_of == made_of)
            return connection.scalar(wanted)

    def stamps(self) -> Iterator[Stamp]:
        """Which version of each report the store holds, by report id."""
        columns = [REPORTS.c[name] for name in ("changed", "published", "retrieved", "status")]
        query = select(REPORTS.c.id.label("report"), *columns).order_by(REPORTS.c.id)
        with self._session.reading("see what reports it holds") as connection:
            for report, changed, published, retrieved, status in connection.execute(
                query.execution_options(yield_per=_PAGE)
            ):
                yield Stamp(report, changed, published, retrieved, CodingStatus(status))

    def refusals(self) -> Iterator[Refusal]:
        """The inputs that could not be read or stored, by place."""
        query = select(REFUSED.c.place, REFUSED.c.reason, REFUSED.c.recorded_at)
        query = query.order_by(REFUSED.c.place, REFUSED.c.id).execution_options(yield_per=_PAGE)
        with self._session.reading("read what was refused") as connection:
            for row in connection.execute(query).mappings():
                yield Refusal(**row)

    def search(self, words: str, limit: int = 50) -> list[str]:
        """The ids of at most `limit` reports that hold all of `words` in text or headline, best first."""
        wanted = [word for word in make_storable(words).split() if any(map(str.isalnum, word))]
        if not wanted:
            raise UsageError(f"a search needs at least one word with a letter or digit, not {words!r}")
        with self._session.reading(f"search it for {words!r}") as connection:
            return self._session.backend.search(connection, wanted, limit)

    def counts(self) -> StoreCounts:
        """How many reports, claims and refused inputs the store holds."""
        with self._session.reading("count what it holds") as connection:
            by_status = _count(connection, select(REPORTS.c.status, func.count()).group_by(REPORTS.c.status))
            kind = CLAIMS_TABLE.c.kind
            return StoreCounts(
                reports={status: by_status.get(status.value, 0) for status in CodingStatus},
                claims=_count(connection, select(kind, func.count()).group_by(kind).order_by(kind)),
                refused=connection.scalar(select(func.count()).select_from(REFUSED)) or 0,
            )


def _count_change(connection: Connection) -> int:
    """Count a change of the content, so that what was made of it before is known to be old; its number."""
    number = int(_read_state(connection)) + 1
    if connection.execute(update(META).where(META.c.key == "changes").values(value=str(number))).rowcount == 0:
        connection.execute(insert(META).values(key="changes", value=str(number)))
    return number


def _read_state(connection: Connection) -> str:
    return connection.scalar(select(META.c.value).where(META.c.key == "changes")) or "0"


def _codings() -> Select[Any]:
    names = ("status", "reason", "extractor", "recorded_at", "coded_at")
    return select(REPORTS.c.id.label("report"), *(REPORTS.c[name] for name in names))


def _read_coding(row: RowMapping) -> Coding:
    return Coding(**{**row, "status": CodingStatus(row["status"])})


def _count(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query)}


def _pages(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(ids), _PAGE):
        yield ids[at : at + _PAGE]


def _pick(connection: Connection, query: Select[Any], ids: Collection[str]) -> Iterator[RowMapping]:
    """The rows of those reports by day and id, a page at a time: any number of ids, and few texts in memory."""
    keys: list[tuple[date, str]] = []
    for page in _pages(sorted(set(ids))):
        days = connection.execute(select(REPORTS.c.published, REPORTS.c.id).where(REPORTS.c.id.in_(page)))
        keys += [(day or date.min, report) for day, report in days]
    for page in _pages([report for _, report in sorted(keys)]):
        rows = {row["id"]: row for row in connection.execute(query.where(REPORTS.c.id.in_(page))).mappings()}
        yield from (rows[report] for report in page if report in rows)
