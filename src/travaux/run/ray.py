"""Codes reports on a Ray cluster: Parquet of reports in, Parquet of claims out, on local files or any fsspec store.

An actor holds the model, in a process of its own like a worker of a local run (`travaux.run.pool`): a report that kills it
fails there as it does here, and the record is the same bit for bit. An actor or a machine that is lost is made good by
Ray, which gives its reports to another.
"""

import logging
import math
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import Any, Self
from uuid import uuid4

import fsspec
import pyarrow as pa

from travaux.errors import InputError, UsageError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.reading.gate import Dropped, load_gate, sift
from travaux.run.pool import Outcome, Pool
from travaux.run.staged import read_batch, read_coded, write_batch, write_reports
from travaux.run.worker import CoderChoice

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # read when Ray is imported: it would send figures to its makers
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
try:
    import ray
    import ray.data
except ModuleNotFoundError as _error:
    raise UsageError("--engine ray needs the extra: pip install 'travaux[ray]'") from _error

_BLOCK = 8
"""Reports that an actor is given at a time: what is lost with it is coded again."""
_READ = 16
_OBJECTS_BYTES = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where Ray codes, and with how much.

    `address` is that of a running cluster; by default RAY_ADDRESS, or else this machine. `stage` is the folder (a path or
    an fsspec address that every machine reaches) for the Parquet files, by default one on this machine that is removed.
    """

    workers: int
    stage: str | None = None
    address: str | None = None
    shard: int = 64
    """Reports in a file, which is the least that Ray hands out."""


class RayCoders:
    """The coders of `ingest_pages` on a cluster; a context manager.

    Reports are gathered until the run has no more of them, and coded then, all together.
    """

    capacity = sys.maxsize

    def __init__(self, choice: CoderChoice, cluster: Cluster) -> None:
        self._choice = choice
        self._cluster = cluster
        self._stack = ExitStack()
        stage = cluster.stage or self._stack.enter_context(tempfile.TemporaryDirectory(prefix="travaux-ray-"))
        self._files, self._root = fsspec.core.url_to_fs(stage)
        self._run = uuid4().hex[:12]  # what an earlier run left in the stage is not this one's
        self._rounds = 0
        self._shards = 0
        self._gathered: list[Report] = []
        self._coded: Iterator[Outcome] | None = None
        self._stack.enter_context(_connect(cluster))
        self.extractor: str = ray.get(_name_extractor.remote(choice))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def put(self, report: Report) -> None:
        """Gather a report."""
        self._gathered.append(report)
        if len(self._gathered) >= self._cluster.shard:
            self._write_shard()

    def take(self, patience_s: float | None) -> Sequence[Outcome]:
        """Nothing while more may come (no patience at all); then code what was gathered, and give it bit by bit."""
        if patience_s == 0:
            return []
        if self._coded is None:
            self._write_shard()
            self._coded = self._code()
        found = list(islice(self._coded, _READ))
        if not found:
            self._coded = None
        return found

    def _write_shard(self) -> None:
        if not self._gathered:
            return
        name = f"part-{self._shards:06}"
        write_reports(self._gathered, self._place("reports"), name, len(self._gathered), self._files)
        self._shards += 1
        self._gathered = []

    def _place(self, what: str) -> str:
        return f"{self._root.rstrip('/')}/{self._run}/{what}-{self._rounds}"

    def _code(self) -> Iterator[Outcome]:
        """Code the shards on the cluster, and read what came of them."""
        if not self._shards:
            return
        source, target = self._place("reports"), self._place("claims")
        self._files.makedirs(target, exist_ok=True)
        code_parquet(source, target, self._choice, self._cluster.workers, filesystem=self._files)
        self._rounds, self._shards = self._rounds + 1, 0
        yield from read_coded(target, self._files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What became of the inputs of one source: how many reports were written, set aside, dropped by the gate, refused."""

    source: str
    reports: int = 0
    set_aside: int = 0
    dropped: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    """Place and reason."""


def stage_sources(
    sources: Sequence[str],
    target: str,
    *,
    options: IntakeOptions | None = None,
    gate: bool = True,
    shard: int = 64,
    filesystem: Any = None,
) -> list[Staged]:
    """Read sources on the cluster, a task for each, into Parquet files (schema REPORTS) for `code_parquet`.

    Reports that intake sets aside are not written: there is nothing to code in them. A task that is lost with its machine is
    given to another one, which writes the same files.

    Args:
        sources: paths of files as `travaux ingest` takes them, which every machine reaches; no two may be one file.
        target: a folder.
        options: facts and limits, as for `iter_reports`.
        gate: whether reports that are about something else are dropped.
        shard: reports in a file.
        filesystem: of the target, an fsspec one; by default what the address says.
    """
    width = len(str(len(sources)))
    where = (target, shard, filesystem)
    tasks = [_stage.remote(s, f"source-{n:0{width}}", where, options, gate) for n, s in enumerate(sources)]
    return list(ray.get(tasks))


@ray.remote(num_cpus=1)
def _stage(source: str, name: str, where: tuple[str, int, Any], options: IntakeOptions | None, gate: bool) -> Staged:  # noqa: FBT001
    target, shard, filesystem = where
    dropped: list[Dropped] = []
    refused: list[tuple[str, str]] = []
    aside: list[str] = []
    items = iter_reports([source], options)

    def choose() -> Iterator[Report]:
        for item in sift(items, load_gate(), dropped.append) if gate else items:
            if isinstance(item, InputError):
                refused.append((item.place, item.reason))
            elif item.set_aside is not None:
                aside.append(item.id)
            else:
                yield item

    number = write_reports(choose(), target, name, shard, filesystem)
    return Staged(source=source, reports=number, set_aside=len(aside), dropped=len(dropped), refused=tuple(refused))


def code_parquet(source: str, target: str, choice: CoderChoice, workers: int, *, filesystem: Any = None) -> None:
    """Code the reports of Parquet files (schema REPORTS) into Parquet files (schema CODED).

    Args:
        source: a folder.
        target: a folder; files in it of other names stay.
        choice: the coder that each actor loads.
        workers: how many actors; Ray places each where a core is free.
        filesystem: of both, an fsspec one; by default what the addresses say.
    """
    reports = ray.data.read_parquet(source, filesystem=filesystem)
    coded = reports.map_batches(
        _Actor,
        fn_constructor_args=(choice,),
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=workers, initial_size=workers),
        batch_size=_BLOCK,
        batch_format="pyarrow",
        num_cpus=_share_cores(workers),
    )
    coded.write_parquet(target, filesystem=filesystem)


def _share_cores(workers: int) -> float:
    """The cores that each actor asks for, so that one is left to read and write: without it Ray would wait for ever."""
    there: float = ray.cluster_resources().get("CPU", 1.0)  # type: ignore[no-untyped-call]
    return max(0.01, min(1.0, math.floor(100 * (there - 1) / workers) / 100))


class _Actor:
    """Codes batches with one worker process."""

    def __init__(self, choice: CoderChoice) -> None:
        self._pool = Pool(choice, 1)

    def __call__(self, batch: pa.Table) -> pa.Table:
        """The outcomes of a batch of reports, in its order."""
        reports = read_batch(batch)
        for report in reports:
            self._pool.put(report)
        found: dict[str, Outcome] = {}
        while len(found) < len({r.id for r in reports}):
            found |= {outcome.report: outcome for outcome in self._pool.take(None)}
        return write_batch((found[r.id] for r in reports), self._pool.extractor)


@ray.remote(num_cpus=1, max_retries=0)
def _name_extractor(choice: CoderChoice) -> str:
    """The coder's name and version, as the machines of the cluster have it."""
    return choice.load().extractor


def _connect(cluster: Cluster) -> "_Connection":
    options: dict[str, Any] = {"address": cluster.address, "log_to_driver": False, "logging_level": logging.ERROR}
    if cluster.address is None and "RAY_ADDRESS" not in os.environ:
        here = {"num_cpus": cluster.workers, "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
        options |= {**here, "address": "local", "object_store_memory": _OBJECTS_BYTES}
    return _Connection(options)


class _Connection:
    """This process's connection to Ray, unless it has one already; it is left as it was found."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        self._ours = not ray.is_initialized()

    def __enter__(self) -> None:
        if self._ours:
            ray.init(**self._options)
        ray.data.DataContext.get_current().enable_progress_bars = False
        for name in ("ray.data", "ray"):
            logging.getLogger(name).setLevel(logging.ERROR)

    def __exit__(self, *_: object) -> None:
        if self._ours:
            ray.shutdown()
