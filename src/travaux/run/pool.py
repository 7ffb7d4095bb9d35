"""Codes reports in several processes; one that dies takes nothing with it but the report that killed it.

Each worker holds at most two reports, the one that it codes and the next, so that it is known which one it died of. That
report is given once more, to a worker that has nothing else: memory may have run out through no fault of its own. If that
one dies too, the report has failed.
"""

import os
import signal
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.context import SpawnProcess
from typing import Any, Self

from travaux.errors import InternalError, UsageError
from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report
from travaux.run.worker import CoderChoice, restore_error, serve

_HELD = 2
"""Reports that a worker has at a time: one in hand, and one so that it need not wait for the run."""
_PER_WORKER = 4
"""Reports that must wait before another worker is started: loading costs as much as coding several."""
_BATCH = 16
"""Reports that come at a time."""
_PASSED = 32
"""How many others are taken at most before the report that waits longest."""
_LONG = 16_000
"""Characters of a report that is sent only to a worker that waits for it; a pipe holds some 200 KB."""
_MOST_BYTES = 500_000_000
"""A worker that has grown larger is replaced: two of them and the run itself stay below 1.2 GB."""
_LONGEST_S = 900.0
"""A report that takes longer has failed: the longest that spaCy takes (a million characters) needs a fraction of it."""
_LEAVING_S = 2.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: its claims, or why there are none."""

    report: str
    claims: tuple[AnyClaim, ...] = ()
    failure: str | None = None


@dataclass(slots=True)
class _Task:
    report: Report
    deaths: int = 0
    passed: int = 0
    """How many were taken while it was the first that waited."""


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: "connection.Connection[Any, Any]"
    ready: bool = False
    alone: bool = False
    """It has a report of which another worker died, and gets no other."""
    tasks: deque[_Task] = field(default_factory=deque)
    since: float = 0.0
    """When it began its first task, by the monotonic clock."""


def count_cores() -> int:
    """The processor's cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """Worker processes, started as reports come; a context manager that ends them.

    Not for several threads. What it codes a report into does not depend on the number of workers.
    """

    def __init__(self, choice: CoderChoice, workers: int, *, longest_s: float = _LONGEST_S) -> None:
        if workers < 1:
            raise UsageError(f"at least 1 worker is needed, not {workers}. Nothing was read")
        self._choice = choice
        self._most = workers
        self._longest_s = longest_s
        self._context = get_context("spawn")
        self._workers: list[_Worker] = []
        self._waiting: deque[_Task] = deque()
        self._done: deque[Outcome] = deque()
        self._extractor: str | None = None
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def extractor(self) -> str:
        """Name and version of the coder; waits until the first worker has loaded it.

        Raises:
            TravauxError: the coder cannot be loaded, for the reason that loading gives.
        """
        while self._extractor is None:
            self._step(None)
        return self._extractor

    @property
    def capacity(self) -> int:
        """How many reports it should have at a time: a batch more than those without which a worker would have to wait."""
        return (_HELD + _PER_WORKER) * self._most + _BATCH

    def put(self, report: Report) -> None:
        """Give it a report to code."""
        self._waiting.append(_Task(report))
        self._deal()

    def take(self, patience_s: float | None) -> list[Outcome]:
        """The outcomes since the last call, in the order in which they came.

        It waits at most so long for the first (None: until there is one), and not at all if nothing is being coded.
        """
        if not self._done and (self._waiting or any(w.tasks for w in self._workers)):
            self._step(patience_s)
        out = list(self._done)
        self._done.clear()
        return out

    def close(self) -> None:
        """End the workers; what they have in hand is dropped."""
        for worker in self._workers:
            worker.pipe.close()
        ends = time.monotonic() + _LEAVING_S
        for worker in self._workers:
            if worker.ready and not worker.tasks:
                worker.process.join(max(0.0, ends - time.monotonic()))
            worker.process.kill()
            worker.process.join()
            worker.process.close()
        self._workers.clear()

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self._choice, _MOST_BYTES), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _deal(self) -> None:
        """Hand out what waits, and start another worker if much of it is left."""
        for worker in self._workers:
            while worker.ready and (task := self._choose(worker)) is not None:
                self._give(worker, task)
        if len(self._workers) < self._most and (not self._workers or len(self._waiting) > _PER_WORKER):
            self._start()

    def _choose(self, worker: _Worker) -> _Task | None:
        """Take from what waits what a worker is to have next; None if there is nothing for it.

        The longest go first: at the end no worker is left alone with one of them. The first that waits is passed over so
        many times at most, and never where a worker died of it.
        """
        may = [n for n, task in enumerate(self._waiting) if self._may_take(worker, task)]
        if not may:
            return None
        first = self._waiting[may[0]]
        due = first.deaths > 0 or first.passed >= _PASSED
        n = may[0] if due else max(may, key=lambda k: len(self._waiting[k].report.text))
        first.passed += 1
        task = self._waiting[n]
        del self._waiting[n]
        return task

    @staticmethod
    def _may_take(worker: _Worker, task: _Task) -> bool:
        if worker.alone or len(worker.tasks) >= _HELD:
            return False
        # A long one could fill the pipe while the worker fills its own: each would wait for the other.
        return not worker.tasks or not (task.deaths or len(task.report.text) > _LONG)

    @staticmethod
    def _give(worker: _Worker, task: _Task) -> None:
        if not worker.tasks:
            worker.since = time.monotonic()
        worker.tasks.append(task)
        worker.alone = task.deaths > 0
        try:
            worker.pipe.send(task.report)
        except OSError:
            return  # it is dead: its end of the pipe will say so

    def _step(self, patience_s: float | None) -> None:
        """Wait until something comes from a worker, and see to it."""
        if not self._workers:
            self._start()
        pipes: dict[Any, _Worker] = {worker.pipe: worker for worker in self._workers}
        for pipe in connection.wait(list(pipes), self._find_patience(patience_s)):
            self._listen(pipes[pipe])
        now = time.monotonic()
        for worker in [w for w in self._workers if w.tasks and now - w.since > self._longest_s]:
            worker.process.kill()
            self._bury(worker, f"it took longer than {self._longest_s:.0f} seconds", again=False)
        self._deal()

    def _find_patience(self, patience_s: float | None) -> float | None:
        """How long to wait at most: never beyond the time of a report that takes too long."""
        ends = [w.since + self._longest_s - time.monotonic() + 0.01 for w in self._workers if w.tasks]
        told = [] if patience_s is None else [patience_s]
        return max(0.0, min([*ends, *told])) if ends or told else None

    def _listen(self, worker: _Worker) -> None:
        """Take what a worker says, or its end."""
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker, describe_end(self._end(worker)), again=True)
            return
        handlers: dict[str, Callable[..., None]] = {
            "ready": self._welcome,
            "lost": self._give_up,
            "done": self._settle,
            "full": self._retire,
        }
        handlers[message[0]](worker, *message[1:])

    def _welcome(self, worker: _Worker, extractor: str) -> None:
        worker.ready = True
        if self._extractor not in {None, extractor}:
            raise InternalError(f"two workers of one run are {self._extractor!r} and {extractor!r}")
        self._extractor = extractor

    def _give_up(self, worker: _Worker, kind: str, place: str, text: str) -> None:
        """The coder cannot be loaded: no other worker could."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        raise restore_error(kind, place, text)

    def _settle(self, worker: _Worker, report: str, claims: tuple[AnyClaim, ...], failure: str | None) -> None:
        task = worker.tasks.popleft()
        if task.report.id != report:
            raise InternalError(f"a worker answered {report!r} when asked for {task.report.id!r}")
        worker.since, worker.alone = time.monotonic(), False
        self._done.append(Outcome(report, claims, failure))

    def _retire(self, worker: _Worker) -> None:
        """A worker that has grown too large ends by itself; what it had not begun goes to others."""
        self._end(worker)
        self._waiting.extendleft(reversed(worker.tasks))

    def _bury(self, worker: _Worker, reason: str, *, again: bool) -> None:
        """A worker is gone: what it had not begun goes to others, and what it had begun too, but once."""
        if worker in self._workers:
            self._end(worker)
        if not worker.ready:
            if not self._workers:
                raise InternalError(f"a worker did not start: {reason}. What was written before is kept")
            self._most = len(self._workers)  # there is no room for more of them
        tasks = list(worker.tasks)
        if tasks:
            first, *tasks = tasks
            first.deaths += 1
            if again and first.deaths == 1:
                tasks.append(first)
            else:
                self._done.append(Outcome(first.report.id, failure=f"the process that read it ended: {reason}"))
        self._waiting.extendleft(reversed(tasks))

    def _end(self, worker: _Worker) -> int | None:
        """See a worker off; its exit code."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join(_LEAVING_S)
        worker.process.kill()
        worker.process.join()
        code = worker.process.exitcode
        worker.process.close()
        return code


def describe_end(code: int | None) -> str:
    """What the exit code of a worker means."""
    if code is None or code >= 0:
        return f"it left with code {code}"
    number = -code
    name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
    why = {signal.SIGKILL: ", as the system does when memory runs out", signal.SIGSEGV: ", a fault in a library"}
    return f"it was killed by signal {name}{why.get(signal.Signals(number), '') if name != str(number) else ''}"
