"""Codes reports into a store on this machine: one bad report never stops a run, and no report is lost or doubled.

Reports are stored first and coded then, here or in worker processes, and the claims of several are written together. So
a kill leaves reports whole, with all of their claims or none; those with none are pending, and the next ingest begins with
them. Only this process writes.
"""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from travaux.errors import InputError, StoreError, UsageError
from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report
from travaux.run.inputs import Pages, Waiting
from travaux.run.pool import Outcome
from travaux.store import Coding, CodingStatus, Store

BATCH = 16
"""Reports that are written at a time."""
_LINGER_S = 2.0
"""How long a coded report waits at most for others to be written with."""
Coder = Callable[[Report], Sequence[AnyClaim]]
"""What makes claims of a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSummary:
    """What became of the inputs of a run.

    Every input is exactly one of new, known and refused: `read` is their sum. Every report that was new, and every
    stored one that was taken up again (`resumed`), is exactly one of coded, set aside and failed.
    """

    read: int = 0
    new: int = 0
    known: int = 0
    """Stored already, with the same text."""
    refused: int = 0
    """Not readable, or not storable; the store lists them with their reasons."""
    resumed: int = 0
    """Stored by an earlier run without claims of this extractor, and coded by this one."""
    coded: int = 0
    set_aside: int = 0
    failed: int = 0
    """The coder raised an exception on it, or made claims that break a rule; the store has the reason."""
    claims: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestProgress:
    """How far a run has come: what is written, and how many reports are coded beyond that and not yet written."""

    summary: IngestSummary
    in_hand: int = 0
    report: str | None = None
    """The report just coded; None when a batch was just written."""


OnProgress = Callable[[IngestProgress], None]


class Coders(Protocol):
    """Codes reports, several at a time where it can; `travaux.run.pool.Pool` is one."""

    @property
    def extractor(self) -> str:
        """Name and version of the coder."""

    @property
    def capacity(self) -> int:
        """How many reports it should have at a time; as soon as a batch fits in beside those it has, it is given one."""

    def put(self, report: Report) -> None:
        """Give it a report."""

    def take(self, patience_s: float | None) -> Sequence[Outcome]:
        """What was coded since the last call; it waits so long (None: as long as it takes) for the first."""


class InPlace:
    """Codes reports in this process, one when it is asked for outcomes."""

    def __init__(self, code: Coder, extractor: str, batch: int) -> None:
        self.extractor = extractor
        self.capacity = batch
        self._code = code
        self._waiting: deque[Report] = deque()

    def put(self, report: Report) -> None:
        """Give it a report."""
        self._waiting.append(report)

    def take(self, patience_s: float | None) -> Sequence[Outcome]:
        """Code the next report."""
        if not self._waiting:
            return []
        report = self._waiting.popleft()
        try:
            # A coder may be a generator: it runs here, not while the store is locked.
            return [Outcome(report.id, tuple(self._code(report)))]
        except StoreError:
            raise  # a fault of the store is no fault of the report
        except Exception as error:  # noqa: BLE001 -- the guard of a run: recorded against the report, the run goes on
            return [Outcome(report.id, failure=f"{type(error).__name__}: {error}")]


def ingest(
    inputs: Iterable[Report | InputError],
    store: Store,
    code: Coder,
    extractor: str,
    on_progress: OnProgress | None = None,
    batch: int = BATCH,
) -> IngestSummary:
    """Store reports and their claims, coded in this process; first code what an earlier run left pending.

    A report that `extractor` has coded, or failed to code, is not coded again; one that comes again as an input after
    another extractor coded it, is. An exception of `on_progress` or of `inputs`, and an interrupt, end the run and
    leave the store sound: the same call again goes on.

    Args:
        inputs: reports, and errors in the place of those that could not be read.
        store: where they go.
        code: makes the claims of a report.
        extractor: name and version of what `code` is.
        on_progress: called after each report coded and each batch written.
        batch: how many reports are written at a time; a kill costs at most the coding of so many.

    Raises:
        StoreError: the store cannot be written; batches written before are kept.
    """
    return ingest_pages(Waiting(inputs), store, InPlace(code, extractor, batch), on_progress, batch)


def ingest_pages(
    pages: Pages[Report | InputError],
    store: Store,
    coders: Coders,
    on_progress: OnProgress | None = None,
    batch: int = BATCH,
) -> IngestSummary:
    """Store reports and their claims, coded by `coders`; otherwise as `ingest`.

    The record is the same whatever the number of coders and the size of a batch.
    """
    run = _Run(store, coders, on_progress, batch)
    run.take_up(store.pending())
    run.take_in(pages)
    return run.summary()


def recode(store: Store, coders: Coders, on_progress: OnProgress | None = None, batch: int = BATCH) -> IngestSummary:
    """Code every stored report that `coders` have not coded: pending, failed, or coded by another extractor.

    Otherwise as `ingest`.
    """
    run = _Run(store, coders, on_progress, batch)
    run.take_up(store.pending(other_than=coders.extractor, failed=True))
    return run.summary()


def retry_failed(
    store: Store, coders: Coders, on_progress: OnProgress | None = None, batch: int = BATCH
) -> IngestSummary:
    """Code once more the reports on which coding failed, and those that wait; otherwise as `ingest`."""
    run = _Run(store, coders, on_progress, batch)
    run.take_up(store.pending(failed=True))
    return run.summary()


class _Run:
    """One run over a store: its coders, what they have in hand, and the tally of what is written."""

    def __init__(self, store: Store, coders: Coders, on_progress: OnProgress | None, batch: int) -> None:
        if batch < 1:
            raise UsageError(f"a batch holds at least 1 report, not {batch}. Nothing was read")
        self._store = store
        self._coders = coders
        self._on_progress = on_progress
        self._batch = batch
        self._tally: Counter[str] = Counter()
        self._in_hand: dict[str, bool] = {}
        """The reports given to the coders and not yet written, and whether an earlier run had left each."""
        self._ready: list[Outcome] = []
        self._ready_since = 0.0

    def summary(self) -> IngestSummary:
        """What was written so far."""
        return IngestSummary(**self._tally)

    def take_up(self, ids: Iterator[str]) -> None:
        """Code reports of the store."""

        def admit() -> bool:
            page = list(islice(ids, self._batch))
            for report in [r for r in map(self._store.report, page) if r is not None]:
                self._give(report, resumed=True)
            return bool(page)

        self._drive(admit)

    def take_in(self, pages: Pages[Report | InputError]) -> None:
        """Store inputs, and code those that have no claims of this extractor yet."""

        def admit() -> bool:
            page = pages.next_page(self._batch)
            if page:
                self._admit_page(page)
            return page is not None

        self._drive(admit)

    def _drive(self, admit: Callable[[], bool]) -> None:
        """Take more in while the coders have room for it, and write what they are done with, to the end of both."""
        more = True
        while more or self._in_hand:
            waiting = len(self._in_hand) - len(self._ready)
            has_room = more and waiting + self._batch <= max(self._coders.capacity, self._batch)
            if has_room:
                more = admit()
            self._collect(0 if has_room and more else _LINGER_S)

    def _collect(self, patience_s: float) -> None:
        """Take what was coded, and write it if it is enough or has waited long enough."""
        for outcome in self._coders.take(patience_s):
            self._ready_since = self._ready_since if self._ready else time.monotonic()
            self._ready.append(outcome)
            self._tell(outcome.report)
        all_done = len(self._ready) == len(self._in_hand)
        lingers = time.monotonic() - self._ready_since > _LINGER_S
        if self._ready and (all_done or lingers or len(self._ready) >= self._batch):
            self._write()

    def _give(self, report: Report, *, resumed: bool) -> None:
        self._in_hand[report.id] = resumed
        self._coders.put(report)

    def _admit_page(self, page: Sequence[Report | InputError]) -> None:
        """Store inputs together, then have those coded that are due."""
        tally: Counter[str] = Counter()
        due: dict[str, tuple[Report, bool]] = {}
        with self._store.transaction():
            for item in page:
                tally.update(self._admit(item, due))
        self._tally += tally
        for report, resumed in due.values():
            self._give(report, resumed=resumed)
        if not due:
            self._tell()

    def _admit(self, item: Report | InputError, due: dict[str, tuple[Report, bool]]) -> list[str]:
        """Store one input and put it among those due if it is to be coded; what to tally for it."""
        if isinstance(item, InputError):
            self._store.refuse(item.place, item.reason)
            return ["read", "refused"]
        try:
            added = self._store.add_report(item)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 -- the guard of a run: recorded against the input, the run goes on
            reason = error.reason if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
            self._store.refuse(item.place or f"report {item.id!r}", reason)
            return ["read", "refused"]
        if added and item.set_aside is not None:
            return ["read", "new", "set_aside"]
        if added:
            due[item.id] = (item, False)
            return ["read", "new"]
        if item.id not in due and item.id not in self._in_hand and self._is_due(self._store.coding(item.id)):
            # What is coded is the stored report, not what may now be known of it besides.
            due[item.id] = (self._store.report(item.id) or item, True)
        return ["read", "known"]

    def _is_due(self, coding: Coding | None) -> bool:
        """Whether a report of the store has yet to be coded by this extractor."""
        if coding is None or coding.status is CodingStatus.SET_ASIDE:
            return False
        return coding.status is CodingStatus.PENDING or coding.extractor != self._coders.extractor

    def _write(self) -> None:
        """Write all that is ready, together."""
        tally: Counter[str] = Counter()
        with self._store.transaction():
            for outcome in self._ready:
                tally.update(self._write_one(outcome))
        tally["resumed"] += sum(self._in_hand.pop(outcome.report) for outcome in self._ready)
        self._ready = []
        self._tally += tally
        self._tell()

    def _write_one(self, outcome: Outcome) -> dict[str, int]:
        """Write the claims of a report, or why it has none; what to tally for it."""
        failure, extractor = outcome.failure, self._coders.extractor
        if failure is None:
            try:
                self._store.put_claims(outcome.report, outcome.claims, extractor)
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001 -- claims that break a rule: recorded against their report
                failure = f"{type(error).__name__}: {error}"
            else:
                return {"coded": 1, "claims": len(outcome.claims)}
        self._store.set_failed(outcome.report, failure, extractor)
        return {"failed": 1}

    def _tell(self, report: str | None = None) -> None:
        if self._on_progress is not None:
            self._on_progress(IngestProgress(summary=self.summary(), in_hand=len(self._ready), report=report))
