"""Kills an ingest of two workers with SIGKILL at so many random moments, and sees that nothing is lost or doubled.

    python -m eval.faults [NUMBER] [SEED]

Each store is killed and taken up again until it is whole, several times over if need be; at every kill the file is checked,
and in the end its record is held against that of a run which nobody broke. Exit code 1 if any differs.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.run import killed_pool
from tests.run.coders import EXTRACTOR, make

from travaux.run.local import ingest
from travaux.store import open_store

NUMBER = 200
_ROOT = Path(__file__).parents[1]
_EARLIEST = 0.3
"""The share of a whole run's time, most of which starts Python, before which no kill is worth its time."""
Record = tuple[list[Any], ...]


def read_record(path: Path) -> Record:
    """All that a store holds but for its clock times."""
    with open_store(path, create=True) as store:
        codings = [(c.report, c.status, c.reason, c.extractor) for c in store.codings()]
        return list(store.reports()), list(store.claims()), codings, [(r.place, r.reason) for r in store.refusals()]


def make_whole(folder: Path) -> Record:
    """The record of a run in one process."""
    path = folder / "whole.sqlite"
    with open_store(path, create=True) as store:
        ingest(killed_pool.inputs(), store, make().code, EXTRACTOR)
    return read_record(path)


def run(path: Path, seconds: float) -> bool:
    """Ingest into `path`, killed after so many seconds; whether it ended before."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    words = [sys.executable, killed_pool.__file__, str(path)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, env=environment, cwd=_ROOT) as process:
        try:
            return process.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return False


def check(path: Path, whole: Record) -> list[str]:
    """What is wrong with a store that a kill left."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as raw:
        told = raw.execute("PRAGMA integrity_check").fetchall()
    faults = [] if told == [("ok",)] else [f"damaged: {told}"]
    reports, claims, codings, _ = read_record(path)
    faults += [f"report {r.id} is not as it came" for r in reports if r not in whole[0]]
    faults += [f"claims of {name} are not whole" for name, group in claims if (name, group) not in whole[1]]
    faults += [f"status of {c[0]} is wrong" for c in codings if c[1] != "pending" and c not in whole[2]]
    return faults


def main(number: int, seed: int) -> int:
    """Kill so many runs; the exit code."""
    dice = random.Random(seed)  # noqa: S311 -- moments are no secrets
    kills, stores, faults, began = 0, 0, list[str](), time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = make_whole(folder)
        started = time.monotonic()
        run(folder / "straight.sqlite", 600.0)
        length = time.monotonic() - started
        while kills < number:
            path = folder / f"{stores}.sqlite"
            stores += 1
            while not run(path, length * dice.uniform(_EARLIEST, 1.0)):
                kills += 1
                faults += check(path, whole)
                if kills >= number:
                    killed_pool.run(str(path))
                    break
            if read_record(path) != whole:
                faults.append(f"store {stores}: the record is not that of a run which nobody broke")
    seconds = time.monotonic() - began
    print(f"{kills} kills of {stores} stores in {seconds:.0f} s (seed {seed}): {len(faults)} faults")
    print("\n".join(faults[:20]), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*[*given, *[NUMBER, 1][len(given) :]]))
