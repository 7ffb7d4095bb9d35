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
from itertools import groupby
from typing import Any, TypeVar, cast

from travaux.errors import UsageError
from travaux.export.material import ExportMaterial, Record, make_material
from travaux.files.index import StoreIndex, read_index
from travaux.files.live import LiveFiles
from travaux.garbage import uncollected
from travaux.ontology.claim import AnyClaim, claim_id
from travaux.ontology.dossier import DOSSIER, Dossier
from travaux.ontology.process import ProcessEntry
from travaux.ontology.report import Report
from travaux.packs.load import load_world
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.review.apply import apply_to_claims
from travaux.review.reviewed import Reviewed, find_lacking, read_reviewed
from travaux.store import CodingStatus, Store, open_store
from travaux.store.kept import Kept, name_maker, name_packs
from travaux.store.reviews import list_reviews
from travaux.views.changes import Change, find_changes
from travaux.web.drawings import Drawings
from travaux.web.file import File
from travaux.web.index import SearchIndex, build_index
from travaux.web.selection import is_known, is_storable
from travaux.web.settings import Settings

ALL = "_all"
"""In the place of a process: all reports of the store, of whatever process. No process has such an id."""
_MADE = 40
"""Files and lists that are kept in memory."""
_REPORTS = 15_000
"""Reports that files kept in memory have together; the one in use stays, however large."""
_TEXTS = 3000
"""Texts of reports that are kept in memory."""
_HELD = 60_000
"""Claims up to which a store's content is held in memory between two files made of it."""
T = TypeVar("T")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
    """What of a store one file is made of: reports of a process, or all, that were known on a day."""

    state: str
    index: StoreIndex
    process: str | None
    known: tuple[str, ...]
    as_of: date | None
    made_of: str
    kept: Kept


def _weigh(made: _Made) -> int:
    return len(made.value.dossier.reports) if isinstance(made.value, File) else 0


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
        self._held: tuple[str, Reviewed] | None = None
        self._index: tuple[str, StoreIndex] | None = None
        self._live = LiveFiles()

    def close(self) -> None:
        """Wait for what is being made, keep what is not kept yet, and let go of the store."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._live.keep()
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

    def outbound(self, view: str, process: str, as_of: date | None, write: Callable[[ExportMaterial], bytes]) -> bytes:
        """What a view writes of a file that may leave the house today: nothing under embargo, nothing marked as sensitive.

        Raises:
            UsageError: there is no such process.
            NotReadyError: it is still being made.
        """
        file, today = self.file(process, as_of), date.today()
        key = (view, process, as_of.isoformat() if as_of else "", today.isoformat())
        return self._get(key, lambda state: self._make_outbound(view, file, state, write))

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
                while len(self._made) > 1 and (
                    len(self._made) > _MADE or sum(map(_weigh, self._made.values())) > _REPORTS
                ):
                    self._made.popitem(last=False)
            return value
        finally:
            with self._lock:
                self._jobs.pop((key, state), None)
            if self._held is not None and len(self._held[1].claims) > _HELD and not self._jobs:
                self._held = None

    def _make_processes(self, state: str) -> ProcessList:
        index = self._read_index(state)
        coded = sum(stamp.status is CodingStatus.CODED for stamp in index.stamps.values())
        return ProcessList(state=state, entries=index.entries, reports=coded, unassigned=len(index.unassigned))

    def _make_file(self, entry: ProcessEntry | None, as_of: date | None, state: str) -> File:
        """A file: the one of before, where nothing of it has changed; as it is kept in the store; or made now."""
        share = self._share(entry, as_of, state)
        with self._lock:
            made = self._made.get(
                ("file", ALL if entry is None else entry.process.id, as_of.isoformat() if as_of else "")
            )
        if made is not None and made.value.made_of == share.made_of:
            return cast("File", made.value).stand(state)
        dossier = self._load(share)
        process = entry.process if entry is not None else None
        return File(dossier=dossier, process=process, as_of=as_of, state=state, made_of=share.made_of).prepare()

    def _make_changes(self, entry: ProcessEntry | None, as_of: date | None, since: date, state: str) -> list[Change]:
        before = self._load(self._share(entry, since - timedelta(days=1), state, undated=True))
        return find_changes(before, self._make_file(entry, as_of, state).dossier, since)

    def _load(self, share: "_Share") -> Dossier:
        """The dossier of a share, as it is kept in the store, or made now."""
        with uncollected():
            if share.kept.dossier is not None:
                return DOSSIER.validate_json(share.kept.dossier[1])
            if (dossier := self._load_live(share)) is not None:
                return dossier
            reports, claims = self._select(share)
            matches = share.index.matches
            dossier = build_dossier(reports, claims, share.index.world, as_of=share.as_of, matches=matches)
            share.kept.write(share.process, dossier)
            return dossier

    def _load_live(self, share: "_Share") -> Dossier | None:
        """The dossier of a process out of what is held in memory; as of a day only where it is held for today's."""
        if share.process is None:
            return None
        if share.as_of is not None:
            return self._live.make_until(share.process, share.index, share.known, share.as_of)
        return self._live.make(share.process, share.index, share.known, share.kept)

    def _share(self, entry: ProcessEntry | None, as_of: date | None, state: str, *, undated: bool = False) -> "_Share":
        """What of the store a file is made of, and under what name that is kept."""
        index = self._read_index(state)
        process = None if entry is None else entry.process.id
        known = tuple(
            name
            for name, stamp in index.stamps.items()
            if (process is None or process in index.homes.get(name, {}))
            and (as_of is None or is_known(stamp.published, stamp.retrieved, as_of, undated=undated))
        )
        slot = "now" if as_of is None else "before" if undated else "then"
        made_of = f"{index.name_content(process, known)} {as_of or ''}"
        name = " ".join([process or "-", name_packs(self.settings.packs), slot])
        kept = Kept(db=self.settings.db, name=name, state="", maker="", made_of=made_of)
        return _Share(state=state, index=index, process=process, known=known, as_of=as_of, made_of=made_of, kept=kept)

    def _select(self, share: "_Share") -> tuple[list[Report], list[AnyClaim]]:
        """The reports and claims of a share."""
        if share.process is not None:
            return share.index.load(share.process, share.known)
        found, known = self._read(share.state), set(share.known)
        return [r for r in found.reports if r.id in known], [c for c in found.claims if c.report in known]

    def _make_outbound(self, view: str, file: File, state: str, write: Callable[[ExportMaterial], bytes]) -> bytes:
        """What a view writes of a file: as it was kept today, or made now."""
        process = None if file.process is None else file.process.id
        entry = next((e for e in self._read_index(state).entries if e.process.id == process), None)
        share, today = self._share(entry, file.as_of, state), date.today()
        day, place = today.isoformat().encode(), f"outbound {view}"
        found = share.kept.read(place)
        if found is not None and found.startswith(day + b"\n"):
            return found[len(day) + 1 :]
        reports, claims = self._select(share)
        record = Record(
            reports=reports,
            claims=claims,
            world=share.index.world,
            as_of=file.as_of,
            process=share.process,
            given=share.index.given,
            dossier=(lambda: file.dossier) if file.made_of == share.made_of else None,
        )
        body = write(make_material(record, today))
        share.kept.keep(place, day + b"\n" + body)
        return body

    def _make_index(self, state: str) -> SearchIndex:
        packs = name_packs(self.settings.packs)
        kept = Kept(db=self.settings.db, name=f"index {packs}", state=state, maker=name_maker())
        body = kept.read("desk")
        if body is not None:
            return SearchIndex.load(body)
        found, index = self._read(state), self._read_index(state)
        homes: dict[str, list[str]] = {}
        for report, group in groupby(sorted(found.claims, key=lambda c: c.report), key=lambda c: c.report):
            for process, own in index.split(report, list(group)).items():
                for claim in own:
                    homes.setdefault(claim_id(claim), []).append(process)
        made = build_index(found.reports, found.claims, homes)
        kept.keep("desk", made.dump())
        return made

    def _read_index(self, state: str) -> StoreIndex:
        """Which reports of the store belong to which process; read by the worker alone."""
        if self._index is None or self._index[0] != state:
            before = None if self._index is None else self._index[1]
            self._index = (state, read_index(self.settings.db, self.world, self.settings.packs, before=before))
        return self._index[1]

    def _read(self, state: str) -> Reviewed:
        """The whole content of the store; read by the worker alone."""
        if self._held is None or self._held[0] != state:
            self._held = None
            self._held = (state, read_reviewed(self.store, find_lacking(self.store)))
        return self._held[1]

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
