"""Kills, full disks, locks, damage and clocks that jump: no report lost, none doubled, a clear error."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.run import killed_pool
from tests.run.coders import EXTRACTOR, make
from travaux.errors import StoreError
from travaux.ontology.report import Report
from travaux.run.local import IngestSummary, ingest
from travaux.store import open_store, rows

ROOT = Path(__file__).parents[2]
SCRIPT = Path(killed_pool.__file__)
MOMENTS = [0.0, 0.1, 0.3]
"""Seconds after the workers are ready at which a run is killed."""


def record(path: Path) -> tuple[list[Any], ...]:
    """All that a store holds but for its clock times."""
    with open_store(path, create=False) as store:
        codings = [(c.report, c.status, c.reason, c.extractor) for c in store.codings()]
        return list(store.reports()), list(store.claims()), codings, [(r.place, r.reason) for r in store.refusals()]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Any], ...]:
    """The record of a run in one process that nobody broke."""
    path = tmp_path_factory.mktemp("whole") / "store.sqlite"
    with open_store(path, create=True) as store:
        ingest(killed_pool.inputs(), store, make().code, EXTRACTOR)
    return record(path)


def start(path: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, str(SCRIPT), str(path)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT)


def list_children(process: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill_after(path: Path, seconds: float) -> list[int]:
    """Run, and kill -9 so long after the workers are ready; the processes that it had started."""
    with start(path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{EXTRACTOR}\n"
        time.sleep(seconds)
        children = list_children(process.pid)
        process.kill()
    return children


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system has no /proc to see children by")
@pytest.mark.parametrize("seconds", MOMENTS)
def test_an_ingest_with_workers_killed_at_any_moment_goes_on(
    whole: tuple[list[Any], ...], tmp_path: Path, seconds: float
) -> None:
    path = tmp_path / "store.sqlite"
    children = [*kill_after(path, seconds), *kill_after(path, seconds * random.Random(seconds).random())]
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for report in record(path)[0]:
        assert report in whole[0]
    summary = killed_pool.run(str(path))
    assert summary.read == summary.new + summary.known + summary.refused == 44
    assert summary.coded + summary.failed == summary.new + summary.resumed
    assert record(path) == whole
    deadline = time.monotonic() + 10
    while any(map(is_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [child for child in children if is_alive(child)], "workers outlive the run"


BUSY = """
from tests.run.coders import choose
from travaux.ontology.report import Report
from travaux.run.pool import Pool

pool = Pool(choose({name!r}), 1)
pool.put(Report(id="long", text="wait 60"))
if {name!r} == "make":
    pool.extractor
    pool.take(0.5)
print(pool._workers[0].process.pid, flush=True)
pool.take(None)
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system has no /proc to see children by")
@pytest.mark.parametrize("name", ["make_slow", "make"])
def test_a_worker_ends_with_its_run_while_it_loads_and_while_it_codes(name: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", BUSY.format(name=name)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        time.sleep(1.0)
        assert is_alive(worker)
        process.kill()
    deadline = time.monotonic() + 20
    while is_alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(worker), "a worker outlives its run"


def test_an_interrupted_ingest_ends_its_workers(whole: tuple[list[Any], ...], tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with start(path) as process:
        assert process.stdout is not None
        process.stdout.readline()
        children = list_children(process.pid)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    time.sleep(0.2)
    assert not [child for child in children if is_alive(child)]
    assert killed_pool.run(str(path)).read == 44
    assert record(path) == whole


def make_report(n: int) -> Report:
    return Report(id=f"r{n:03}", text=f"Report {n}: Oman proposed a pause. " + "and grain was loaded " * 100)


def ingest_numbered(path: Path, last: int) -> IngestSummary:
    with open_store(path, create=True) as store:
        return ingest(map(make_report, range(last)), store, make().code, EXTRACTOR)


@pytest.fixture
def no_larger_files() -> Iterator[None]:
    """Files of this process end at half a megabyte, as on a disk that is full then."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_is_told_and_what_was_written_stays(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    request.getfixturevalue("no_larger_files")
    with pytest.raises(StoreError, match=r"disk .*Nothing of it was written"):
        ingest_numbered(path, 400)
    resource.setrlimit(resource.RLIMIT_FSIZE, resource.getrlimit(resource.RLIMIT_FSIZE)[1:] * 2)
    with open_store(path, create=False) as store:
        there = [report.id for report in store.reports()]
        assert there == [make_report(n).id for n in range(len(there))]
    summary = ingest_numbered(path, 400)
    assert summary.new == 400 - len(there)
    assert (summary.coded, summary.known) == (summary.new + summary.resumed, len(there))
    straight = tmp_path / "straight.sqlite"
    ingest_numbered(straight, 400)
    assert record(path) == record(straight)


def test_a_full_file_system_is_told(tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    words = [str(mount), "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place)]
    if mount is None or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no small file system can be mounted here")
    try:
        with pytest.raises(StoreError, match=r"(the disk is full|cannot be read or written).*Noth"):
            ingest_numbered(place / "store.sqlite", 400)
        with closing(sqlite3.connect(place / "store.sqlite")) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            (reports,) = raw.execute("SELECT count(*) FROM reports").fetchone()
        assert 0 < reports < 400
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_store_that_another_process_holds_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    ingest_numbered(path, 20)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            open_store(path, create=False, wait_s=0.05) as store,
            pytest.raises(StoreError, match="another process is writing to it; wait"),
        ):
            ingest(map(make_report, range(40)), store, make().code, EXTRACTOR)
        other.execute("ROLLBACK")
    assert ingest_numbered(path, 40) == IngestSummary(read=40, new=20, known=20, coded=20, claims=40)


def test_a_store_damaged_in_the_midst_is_told(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    ingest_numbered(path, 200)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 4)
        file.write(b"\xff" * (size // 2))
    with pytest.raises(StoreError, match="the file is damaged; put back a copy of it"):
        ingest_numbered(path, 400)


def test_a_clock_that_jumps_changes_nothing_but_the_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    straight, jumped = tmp_path / "straight.sqlite", tmp_path / "jumped.sqlite"
    ingest_numbered(straight, 30)
    dice = random.Random(7)

    def jump() -> str:
        moment = datetime(2024, 5, 1, tzinfo=UTC) + timedelta(days=dice.randint(-20000, 20000))
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    for module in (rows, sys.modules["travaux.store.store"]):
        monkeypatch.setattr(module, "now", jump)
    monkeypatch.setattr(time, "time", lambda: dice.random() * 1e10)
    ingest_numbered(jumped, 20)
    assert ingest_numbered(jumped, 30).new == 10
    assert record(jumped) == record(straight)
