"""What a desk reads: the processes of a store and their files, each made once and kept for as long as the store stands.

Files are made by one worker beside the requests. Until a new one is there a page shows the one before it, and says so.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

from travaux.errors import UsageError
from travaux.export.material import ExportMaterial, Record, make_material
from travaux.ontology.claim import AnyClaim
from travaux.ontology.dossier import DOSSIER, Dossier
from travaux.ontology.process import ProcessEntry
from travaux.ontology.report import Report
from travaux.packs.load import load_world
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.resolve.processes import Assignment, assign_processes
from travaux.review.apply import apply_to_claims
from travaux.review.reviewed import Reviewed, find_lacking, read_reviewed
from travaux.store import Store, open_store
from travaux.store.kept import Kept, name_maker, name_packs
from travaux.store.reviews import list_reviews
from travaux.views.changes import Change, find_changes
from travaux.web.drawings import Drawings
from travaux.web.file import File
from travaux.web.index import SearchIndex, build_index
from travaux.web.selection import is_storable, select_known
from travaux.web.settings import Settings

ALL = "_all"
"""In the place of a process: all reports of the store, of whatever process. No process has such an id."""
_MADE = 24
"""Files and lists that are kept in memory."""
_TEXTS = 3000
"""Texts of reports that are kept in memory."""
_HELD = 60_000
"""Claims up to which a store's content is held in memory between two files made of it."""
T = TypeVar("T")
_ENTRIES: TypeAdapter[tuple[ProcessEntry, ...]] = TypeAdapter(tuple[ProcessEntry, ...])
_Key = tuple[str, ...]


class NotReadyError(Exception):
    """What is asked for is still being made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessList:
    """The processes of a store, the largest first, and how many coded reports touch none."""

    state: str
    entries: tuple[ProcessEntry, ...]
    reports: int
    unassigned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    state: str
    value: Any


class Library:
    """A store as the desk sees it. Any thread may ask it."""

    def __init__(self, settings: Settings, *, wait_s: float | None = None) -> None:
        self.settings = settings
        self._wait_s = settings.wait_s if wait_s is None else wait_s
        self.drawings = Drawings()
        self._local = threading.local()
        self._lock = threading.Lock()
        self._made: OrderedDict[_Key, _Made] = OrderedDict()
        self._jobs: dict[tuple[_Key, str], Future[Any]] = {}
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._texts_state = ""
        self._stores: list[Store] = []
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="files")
        self._held: tuple[str, Reviewed, Assignment] | None = None

    def close(self) -> None:
        """Wait for what is being made, and let go of the store."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        for store in self._stores:
            store.close()

    @property
    def store(self) -> Store:
        """The store, for this thread."""
        found = getattr(self._local, "store", None)
        if found is None:
            found = self._local.store = open_store(self.settings.db, create=False)
            with self._lock:
                self._stores.append(found)
        return cast("Store", found)

    @cached_property
    def world(self) -> World:
        """The packs."""
        return load_world(*self.settings.packs)

    # -- what is made --------------------------------------------------------------------------------------------

    def processes(self) -> ProcessList:
        """The processes of the store.

        Raises:
            NotReadyError: they are still being found.
        """
        return self._get(("processes",), self._make_processes)

    def file(self, process: str, as_of: date | None = None) -> File:
        """The file of a process, or of `ALL` reports, as known on a day.

        Raises:
            UsageError: there is no such process.
            NotReadyError: it is still being made.
        """
        entry = None if process == ALL else self.entry(process)
        day = as_of.isoformat() if as_of else ""
        return self._get(("file", process, day), lambda state: self._make_file(entry, as_of, state))

    def peek(self, process: str) -> File | None:
        """The file of a process as of now, where it has been made; it may be of an earlier state."""
        with self._lock:
            made = self._made.get(("file", process, ""))
        return None if made is None else cast("File", made.value)

    def entry(self, process: str) -> ProcessEntry:
        """A process by its id.

        Raises:
            UsageError: there is none.
        """
        found = next((e for e in self.processes().entries if e.process.id == process), None)
        if found is None:
            raise UsageError(f"there is no process {process!r} in this store")
        return found

    def changes(self, process: str, as_of: date | None, since: date) -> list[Change]:
        """What differs between a file as known before a day and as it is now, or was on another day.

        Raises:
            UsageError: there is no such process, or no day before that one.
            NotReadyError: it is still being worked out.
        """
        if since == date.min:
            raise UsageError(f"{since.isoformat()} has no day before it")
        if as_of is not None and as_of < since:
            raise UsageError(f"{since.isoformat()} lies after {as_of}, the day that the file is shown as of")
        entry = None if process == ALL else self.entry(process)
        key = ("changes", process, as_of.isoformat() if as_of else "", since.isoformat())
        return self._get(key, lambda state: self._make_changes(entry, as_of, since, state))

    def outbound(self, process: str, as_of: date | None = None) -> ExportMaterial:
        """What of a file may leave the house today: nothing under embargo, nothing marked as sensitive.

        Raises:
            UsageError: there is no such process.
            NotReadyError: it is still being made.
        """
        file, today = self.file(process, as_of), date.today()
        key = ("outbound", process, as_of.isoformat() if as_of else "", today.isoformat())
        return self._get(key, lambda state: self._make_outbound(file, today, state))

    def index(self) -> SearchIndex:
        """The index of claims.

        Raises:
            NotReadyError: it is still being made.
        """
        return self._get(("index",), self._make_index)

    def state(self) -> str:
        """The state of the store now."""
        return self.store.state()

    def _get(self, key: _Key, make: Callable[[str], T]) -> T:
        state = self.store.state()
        with self._lock:
            made = self._made.get(key)
            if made is not None:
                self._made.move_to_end(key)
                if made.state == state:
                    return cast("T", made.value)
            job = self._jobs.get((key, state))
            if job is None:
                job = self._jobs[key, state] = self._worker.submit(self._make, key, state, make)
        try:
            return cast("T", job.result(timeout=self._wait_s if made is None else self._wait_s / 3))
        except StillRunning:
            if made is not None:
                return cast("T", made.value)
            raise NotReadyError from None

    def _make(self, key: _Key, state: str, make: Callable[[str], T]) -> T:
        """Make a value in the worker; what has failed is tried again when it is next asked for."""
        try:
            value = make(state)
            with self._lock:
                self._made[key] = _Made(state=state, value=value)
                self._made.move_to_end(key)
                while len(self._made) > _MADE:
                    self._made.popitem(last=False)
            return value
        finally:
            with self._lock:
                self._jobs.pop((key, state), None)
            if self._held is not None and len(self._held[1].claims) > _HELD and not self._jobs:
                self._held = None

    def _kept(self, name: str, state: str) -> Kept:
        packs = name_packs(self.settings.packs)
        return Kept(db=self.settings.db, name=f"{name} {packs}", state=state, maker=name_maker())

    def _make_processes(self, state: str) -> ProcessList:
        body = self.store.result("desk processes", name_maker())
        if body is None:
            assignment = self._read(state)[1]
            body = _ENTRIES.dump_json(assignment.processes)
            self.store.put_result("desk processes", state, name_maker(), body)
        entries = _ENTRIES.validate_json(body)
        coded = {c.report for c in self.store.codings() if c.status.value == "coded"}
        touched = {r.report for e in entries for r in e.reports}
        return ProcessList(state=state, entries=entries, reports=len(coded), unassigned=len(coded - touched))

    def _make_file(self, entry: ProcessEntry | None, as_of: date | None, state: str) -> File:
        name = "-" if entry is None else entry.process.id
        kept = self._kept(name, state) if as_of is None else None
        if kept is not None and kept.dossier is not None:
            dossier = DOSSIER.validate_json(kept.dossier[1])
        else:
            dossier = self._build(entry, as_of, state)
            if kept is not None:
                kept.write(None if entry is None else entry.process.id, dossier)
        process = entry.process if entry is not None else None
        return File(dossier=dossier, process=process, as_of=as_of, state=state).prepare()

    def _make_changes(self, entry: ProcessEntry | None, as_of: date | None, since: date, state: str) -> list[Change]:
        process = ALL if entry is None else entry.process.id
        before = self._build(entry, since - timedelta(days=1), state, undated=True)
        with self._lock:
            made = self._made.get(("file", process, as_of.isoformat() if as_of else ""))
        now = made.value if made is not None and made.state == state else self._make_file(entry, as_of, state)
        return find_changes(before, now.dossier, since)

    def _build(self, entry: ProcessEntry | None, as_of: date | None, state: str, *, undated: bool = False) -> Dossier:
        process = entry.process.id if entry is not None else None
        reports, claims = self._select(process, as_of, state, undated=undated)
        return build_dossier(reports, claims, self.world, as_of=as_of)

    def _select(
        self, process: str | None, as_of: date | None, state: str, *, undated: bool = False
    ) -> tuple[list[Report], list[AnyClaim]]:
        """The reports and claims of a process, of all where it is None, that were known on a day."""
        found, assignment = self._read(state)
        reports, claims = list(found.reports), list(found.claims)
        if process is not None:
            reports, claims = assignment.select(process, reports, claims)
        if as_of is not None:
            return select_known(reports, claims, as_of, undated=undated)
        return reports, claims

    def _make_outbound(self, file: File, today: date, state: str) -> ExportMaterial:
        process = None if file.process is None else file.process.id
        reports, claims = self._select(process, file.as_of, state)
        record = Record(
            reports=reports,
            claims=claims,
            world=self.world,
            as_of=file.as_of,
            process=process,
            given=self._read(state)[0].processes,
            dossier=lambda: file.dossier,
        )
        return make_material(record, today)

    def _make_index(self, state: str) -> SearchIndex:
        kept = self._kept("index", state)
        body = kept.read("desk")
        if body is None:
            found, assignment = self._read(state)
            index = build_index(found.reports, found.claims, assignment.claims)
            kept.keep("desk", index.dump())
            return index
        return SearchIndex.load(body)

    def _read(self, state: str) -> tuple[Reviewed, Assignment]:
        """The store's content with its assignment to processes; read by the worker alone."""
        if self._held is None or self._held[0] != state:
            self._held = None
            found = read_reviewed(self.store, find_lacking(self.store))
            assignment = assign_processes(found.reports, found.claims, self.world, found.processes)
            self._held = (state, found, assignment)
        return self._held[1], self._held[2]

    # -- what is read from the store as it is --------------------------------------------------------------------

    def texts(self, reports: Collection[str]) -> dict[str, str]:
        """The texts of reports by id; those that are not in the store are missing."""
        state = self.store.state()
        with self._lock:
            if state != self._texts_state:
                self._texts.clear()
                self._texts_state = state
            found = {r: self._texts[r] for r in reports if r in self._texts}
        if missing := [r for r in set(reports) if r not in found]:
            read = {r.id: r.text for r in self.store.reports(missing)}
            found |= read
            with self._lock:
                self._texts.update(read)
                while len(self._texts) > _TEXTS:
                    self._texts.popitem(last=False)
        return found

    def report(self, report_id: str) -> tuple[Report, tuple[AnyClaim, ...]]:
        """A report with its claims as reviews leave them.

        Raises:
            UsageError: there is no such report.
        """
        report = self.store.report(report_id) if is_storable(report_id) else None
        if report is None:
            raise UsageError(f"there is no report {report_id!r} in this store")
        claims = [c for _, group in self.store.claims([report_id]) for c in group]
        reviews = [r for r in list_reviews(self.store) if report_id in r.target or r.claim is not None]
        if reviews:
            claims = [c for c in apply_to_claims(claims, reviews, {report.id: report}) if c.report == report_id]
        return report, tuple(sorted(claims, key=lambda c: (c.span.start, -c.span.end, c.kind, c.ordinal)))

    def arrivals(self) -> dict[str, str]:
        """When each report came into the store: UTC, ISO 8601."""
        return self._get(("arrivals",), lambda _: {c.report: c.recorded_at for c in self.store.codings()})
