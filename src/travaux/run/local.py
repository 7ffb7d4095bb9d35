"""Codes reports into a store on this machine: one bad report never stops a run, and no report is lost or doubled.

A batch is stored first and coded then, and its claims are written together. So a kill leaves reports whole, with all
of their claims or none; those with none are pending, and the next ingest begins with them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from travaux.errors import InputError, StoreError, UsageError
from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report
from travaux.store import Coding, CodingStatus, Store

P = ParamSpec("P")
T = TypeVar("T")
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


@dataclass(frozen=True, slots=True)
class _Failure:
    """What went wrong with one report."""

    error: Exception

    @property
    def reason(self) -> str:
        """The exception's class and message."""
        return f"{type(self.error).__name__}: {self.error}"


def ingest(
    inputs: Iterable[Report | InputError],
    store: Store,
    code: Coder,
    extractor: str,
    on_progress: OnProgress | None = None,
    batch: int = 16,
) -> IngestSummary:
    """Store reports and their claims; first code what an earlier run left pending.

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
    run = _Run(store, code, extractor, on_progress, batch)
    run.take_up(store.pending())
    run.take_in(inputs)
    return run.summary()


def recode(
    store: Store, code: Coder, extractor: str, on_progress: OnProgress | None = None, batch: int = 16
) -> IngestSummary:
    """Code every stored report that `extractor` has not coded: pending, failed, or coded by another extractor.

    Arguments and errors are those of `ingest`.
    """
    run = _Run(store, code, extractor, on_progress, batch)
    run.take_up(store.pending(other_than=extractor, failed=True))
    return run.summary()


class _Run:
    """One run over a store: its coder, and the tally of what it has written."""

    def __init__(self, store: Store, code: Coder, extractor: str, on_progress: OnProgress | None, batch: int) -> None:
        if batch < 1:
            raise UsageError(f"a batch holds at least 1 report, not {batch}. Nothing was read")
        self._store = store
        self._coder = code
        self._extractor = extractor
        self._on_progress = on_progress
        self._batch = batch
        self._tally: Counter[str] = Counter()

    def summary(self) -> IngestSummary:
        """What was written so far."""
        return IngestSummary(**self._tally)

    def take_up(self, ids: Iterable[str]) -> None:
        """Code reports of the store."""
        for page in _batches(ids, self._batch):
            found = [report for report in map(self._store.report, page) if report is not None]
            self._code(found, Counter(resumed=len(found)))

    def take_in(self, inputs: Iterable[Report | InputError]) -> None:
        """Store inputs, and code those that have no claims of this extractor yet."""
        for page in _batches(inputs, self._batch):
            tally: Counter[str] = Counter()
            waiting: dict[str, Report] = {}
            with self._store.transaction():
                for item in page:
                    tally.update(self._admit(item, waiting))
            resumed = Counter(resumed=tally.pop("waiting", 0))
            self._tally += tally
            self._code(list(waiting.values()), resumed)

    def _admit(self, item: Report | InputError, waiting: dict[str, Report]) -> list[str]:
        """Store one input and put it among those waiting if it is to be coded; what to tally for it."""
        if isinstance(item, InputError):
            self._store.refuse(item.place, item.reason)
            return ["read", "refused"]
        added = _attempt(self._store.add_report, item)
        if isinstance(added, _Failure):
            reason = added.error.reason if isinstance(added.error, InputError) else added.reason
            self._store.refuse(item.place or f"report {item.id!r}", reason)
            return ["read", "refused"]
        if added and item.set_aside is not None:
            return ["read", "new", "set_aside"]
        if not added:
            if item.id in waiting or not self._is_due(self._store.coding(item.id)):
                return ["read", "known"]
            # What is coded is the stored report, not what may now be known of it besides.
            item = self._store.report(item.id) or item
        waiting[item.id] = item
        return ["read", "new"] if added else ["read", "known", "waiting"]

    def _is_due(self, coding: Coding | None) -> bool:
        """Whether a report of the store has yet to be coded by this extractor."""
        if coding is None or coding.status is CodingStatus.SET_ASIDE:
            return False
        return coding.status is CodingStatus.PENDING or coding.extractor != self._extractor

    def _code(self, reports: Sequence[Report], tally: Counter[str]) -> None:
        """Code reports of the store, then write all that came of it together."""
        outcomes = []
        for report in reports:
            outcomes.append(_attempt(self._make_claims, report))
            self._tell(in_hand=len(outcomes), report=report.id)
        if reports:
            with self._store.transaction():
                for report, outcome in zip(reports, outcomes, strict=True):
                    tally.update(self._write(report.id, outcome))
        self._tally += tally
        self._tell()

    def _make_claims(self, report: Report) -> tuple[AnyClaim, ...]:
        # A coder may be a generator: it runs here, not while the store is locked.
        return tuple(self._coder(report))

    def _write(self, report: str, outcome: tuple[AnyClaim, ...] | _Failure) -> dict[str, int]:
        """Write the claims of a report, or why it has none; what to tally for it."""
        if not isinstance(outcome, _Failure):
            written = _attempt(self._store.put_claims, report, outcome, self._extractor)
            if not isinstance(written, _Failure):
                return {"coded": 1, "claims": len(outcome)}
            outcome = written
        self._store.set_failed(report, outcome.reason, self._extractor)
        return {"failed": 1}

    def _tell(self, in_hand: int = 0, report: str | None = None) -> None:
        if self._on_progress is not None:
            self._on_progress(IngestProgress(summary=self.summary(), in_hand=in_hand, report=report))


def _attempt(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | _Failure:
    """What `work` gives, or what went wrong with this one report; a fault of the store is no fault of the report."""
    try:
        return work(*args, **kwargs)
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 -- the guard of a run: recorded against the report, the run goes on
        return _Failure(error)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    page: list[T] = []
    for item in items:
        page.append(item)
        if len(page) == size:
            yield page
            page = []
    if page:
        yield page
