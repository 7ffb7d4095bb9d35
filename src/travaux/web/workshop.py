"""What a desk does in the background: fetching, reading and coding what people add, one thing after the other.

What is added is stored, or lies in a folder beside the store, before anybody is told that it was taken; so whatever fails or
is stopped later, the next start or the next try goes on with it.
"""

import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Protocol

from travaux.errors import InputError, TravauxError
from travaux.ontology.report import Report
from travaux.run.inputs import Waiting
from travaux.run.local import Coders, IngestProgress, IngestSummary, ingest_pages, retry_failed
from travaux.store import Address, Store, open_store

_KEPT = 200
"""Jobs that are remembered."""
_LISTED = 200
"""Reports and faults of one job that are listed."""


class Bench(Coders, Protocol):
    """What codes reports; one thread uses it."""

    def fits(self, store: Store) -> bool:
        """Whether it still codes with all that a store says of its processes."""

    def close(self) -> None:
        """Let go of it."""


class Stage(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that was asked for: what it is, who asked when (UTC), how far it is, and what came of it."""

    id: str
    what: str
    by: str
    asked_at: str
    stage: Stage = Stage.WAITING
    said: str = ""
    reports: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.stage in {Stage.DONE, Stage.FAILED}


class Task:
    """A job as the one who does it sees it."""

    def __init__(
        self, store: Store, find_bench: Callable[[Store], Bench], tell: Callable[..., None], stop: Callable[[], None]
    ) -> None:
        self.store = store
        self._find_bench = find_bench
        self._tell = tell
        self._stop = stop
        self._reports: dict[str, None] = {}
        self._faults: list[str] = []

    def say(self, words: str) -> None:
        """Say how far it is.

        Raises:
            StoppedError: the desk is closed.
        """
        self._stop()
        self._tell(said=words)

    def note(self, report: str) -> None:
        """Note a report that it is about."""
        if len(self._reports) < _LISTED:
            self._reports[report] = None
            self._tell(reports=tuple(self._reports))

    def fault(self, words: str) -> None:
        """Note something that went wrong; the rest goes on."""
        if len(self._faults) < _LISTED:
            self._faults.append(words)
            self._tell(faults=tuple(self._faults))

    def ingest(self, items: Iterable[Report | InputError], batch: int = 4) -> IngestSummary:
        """Store reports and code them, and before them what waits from earlier."""
        self.say("loading the coder")
        return ingest_pages(Waiting(self._pass(items)), self.store, self._find_bench(self.store), self._show, batch)

    def retry(self) -> IngestSummary:
        """Code once more what failed, and what waits."""
        self.say("loading the coder")
        return retry_failed(self.store, self._find_bench(self.store), self._show)

    def _pass(self, items: Iterable[Report | InputError]) -> Iterator[Report | InputError]:
        for item in items:
            if isinstance(item, InputError):
                self.fault(str(item))
            else:
                self.note(item.id)
            yield item

    def _show(self, progress: IngestProgress) -> None:
        self._stop()
        s = progress.summary
        self.say(f"{s.read} read, {s.coded + progress.in_hand} coded")


class StoppedError(TravauxError):
    """The desk was closed in the middle of a job."""


Work = Callable[[Task], str]
"""Does a job; gives what came of it, in a sentence."""


class Workshop:
    """Does jobs, one after the other, in a thread that starts with the first. Any thread may ask it."""

    def __init__(self, db: Address, make_bench: Callable[[], Bench]) -> None:
        self._db = db
        self._make_bench = make_bench
        self._bench: Bench | None = None
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queue: queue.SimpleQueue[tuple[str, Work] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, what: str, by: str, work: Work) -> Job:
        """Have something done."""
        asked = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        job = Job(id=secrets.token_hex(8), what=what, by=by, asked_at=asked)
        with self._lock:
            self._jobs[job.id] = job
            for old in [j.id for j in self._jobs.values() if j.over][: max(len(self._jobs) - _KEPT, 0)]:
                del self._jobs[old]
            self._queue.put((job.id, work))
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="workshop", daemon=True)
                self._thread.start()
        return job

    def jobs(self) -> list[Job]:
        """The jobs, the latest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def find(self, name: str) -> Job | None:
        """A job by its id; None if it is not remembered."""
        with self._lock:
            return self._jobs.get(name)

    def close(self) -> None:
        """Stop at once: what is in hand is taken up again by the next start."""
        with self._lock:
            self._closed = True
            thread = self._thread
        self._queue.put(None)
        if thread is not None:
            thread.join(10)

    def _run(self) -> None:
        while (found := self._queue.get()) is not None and not self._closed:
            self._do(*found)
        if self._bench is not None:
            self._bench.close()

    def _do(self, name: str, work: Work) -> None:
        """Do one job; what goes wrong is told with it, and the next one goes on."""
        self._change(name, stage=Stage.WORKING)
        try:
            with open_store(self._db, create=False) as store:
                said = work(Task(store, self._find_bench, partial(self._change, name), self._stop))
            self._change(name, stage=Stage.DONE, said=said)
        except TravauxError as error:
            self._fail(name, str(error))
        except Exception as error:  # noqa: BLE001 -- the guard of the thread: recorded with the job, the next one goes on
            self._fail(name, f"travaux failed on it ({type(error).__name__}: {error})")

    def _fail(self, name: str, reason: str) -> None:
        self._change(name, stage=Stage.FAILED, said=reason)
        if self._bench is not None:  # it may be what failed
            self._bench.close()
            self._bench = None

    def _stop(self) -> None:
        if self._closed:
            raise StoppedError("the desk was closed; what is left goes on with its next start")

    def _find_bench(self, store: Store) -> Bench:
        if self._bench is not None and not self._bench.fits(store):
            self._bench.close()
            self._bench = None
        if self._bench is None:
            self._bench = self._make_bench()
        return self._bench

    def _change(self, name: str, **more: object) -> None:
        with self._lock:
            if name in self._jobs:
                self._jobs[name] = replace(self._jobs[name], **more)  # type: ignore[arg-type]


def say_summary(s: IngestSummary) -> str:
    """What became of reports, in a sentence."""
    parts = [
        (s.new, "new"),
        (s.known, "known already"),
        (s.coded, "coded"),
        (s.set_aside, "set aside"),
        (s.failed, "failed"),
        (s.refused, "refused"),
        (s.claims, "claims"),
    ]
    return ", ".join(f"{n} {what}" for n, what in parts if n) or "nothing to do"
