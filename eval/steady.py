"""Sees whether an ingest of thousands of reports keeps its memory and its speed.

    python -m eval.steady [--reports N] [--workers N] [--step N] [--seed S] [--out FILE.json]

`travaux ingest` codes short reports (`eval.shorts`) into SQLite with so many workers. At every thousand reports a row tells the
most memory that the command and all it started held since the last one, and their processor seconds. Memory is counted twice:
as resident sets, where what processes share counts in each of them, and as proportional sets, where it counts once. Exit code 1
if the resident sets ever reach 1.2 GB, if the proportional sets of the last half of the rows are over 5 % more than those of the
first (at their peaks), or if all reports took over 11 times the processor time of the first tenth.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from eval.shorts import write_shorts

MOST_MB = 1200.0
MOST_GROWTH = 1.05
MOST_TIMES = 11.0
_MB = 1e6
_EVERY_S = 0.5
_TICKS = os.sysconf("SC_CLK_TCK")
Row = dict[str, float]


class Watch:
    """The memory and time of a command and of all that it started."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._seconds: dict[int, float] = {}
        self.rss_mb = self.pss_mb = 0.0
        """The most since the last row."""

    def look(self) -> None:
        """Measure now."""
        family = list(list_family(self._process))
        self.rss_mb = max(self.rss_mb, sum(_read_sizes(p, "Rss:") for p in family) / _MB)
        self.pss_mb = max(self.pss_mb, sum(_read_sizes(p, "Pss:") for p in family) / _MB)
        for process in family:
            self._seconds[process] = _read_seconds(process) or self._seconds.get(process, 0.0)

    def tell(self, reports: int) -> Row:
        """A row, and begin the next one."""
        row = {
            "reports": reports,
            "rss_mb": self.rss_mb,
            "pss_mb": self.pss_mb,
            "cpu_s": sum(self._seconds.values()),
            "processes": len(self._seconds),
        }
        self.rss_mb = self.pss_mb = 0.0
        return row


def list_family(process: int) -> Iterator[int]:
    """A process, and all that it and they started."""
    yield process
    for place in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = place.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in map(int, children):
            yield from list_family(child)


def _read_sizes(process: int, name: str) -> int:
    """Bytes of a process; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return 1024 * next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def _read_seconds(process: int) -> float:
    """Processor seconds of a process; 0 where it is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:13])) / _TICKS


def count_done(db: Path) -> int:
    """The reports of a store that no longer wait."""
    try:
        with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=5)) as raw:
            return int(raw.execute("SELECT count(*) FROM reports WHERE status != 'pending'").fetchone()[0])
    except sqlite3.Error:
        return 0


def measure(reports: int, workers: int, step: int, seed: int) -> list[Row]:
    """Ingest so many reports; a row for each step of them.

    Raises:
        RuntimeError: the command failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        inputs, db, rows = Path(folder) / "reports.jsonl", Path(folder) / "store.sqlite", list[Row]()
        write_shorts(inputs, reports, seed)
        words = [str(Path(sys.executable).with_name("travaux")), "ingest", str(inputs), "--db", str(db)]
        with subprocess.Popen([*words, "--workers", str(workers)], stdout=subprocess.DEVNULL) as process:
            watch = Watch(process.pid)
            while process.poll() is None:
                watch.look()
                done = count_done(db)
                if done >= step * (len(rows) + 1) and done < reports:
                    rows.append(watch.tell(done))
                    print(rows[-1], file=sys.stderr, flush=True)
                time.sleep(_EVERY_S)
        if process.returncode:
            raise RuntimeError(f"the ingest ended with {process.returncode}")
        return [*rows, watch.tell(count_done(db))]


def find_faults(rows: Sequence[Row]) -> list[str]:
    """What does not hold."""
    faults = []
    most = max(row["rss_mb"] for row in rows)
    if most >= MOST_MB:
        faults.append(f"it held {most:,.0f} MB, {MOST_MB:,.0f} and more")
    early, late = rows[: len(rows) // 2], rows[len(rows) // 2 :]
    growth = max(r["pss_mb"] for r in late) / max(r["pss_mb"] for r in early or late)
    if growth > MOST_GROWTH:
        faults.append(f"its later half held {growth:.2f} times as much as its first")
    times = count_times(rows)
    if times > MOST_TIMES:
        faults.append(f"ten times the reports took {times:.1f} times as long")
    return faults


def count_times(rows: Sequence[Row]) -> float:
    """How many times as long ten times the reports take, going by the first tenth and by all."""
    few, many = rows[max(0, len(rows) // 10 - 1)], rows[-1]
    return 10 * (many["cpu_s"] / many["reports"]) / (few["cpu_s"] / few["reports"])


def tell(rows: Sequence[Row]) -> str:
    """The table."""
    out = ["| reports | resident, MB | proportional, MB | processor, s | s for each 1,000 |", "|--:|--:|--:|--:|--:|"]
    before = {"reports": 0.0, "cpu_s": 0.0}
    for row in rows:
        each = 1000 * (row["cpu_s"] - before["cpu_s"]) / max(1.0, row["reports"] - before["reports"])
        first = f"| {row['reports']:,.0f} | {row['rss_mb']:,.0f} | {row['pss_mb']:,.0f} "
        out.append(f"{first}| {row['cpu_s']:,.0f} | {each:,.0f} |")
        before = row
    return "\n".join([*out, "", f"Ten times the reports take {count_times(rows):.1f} times as long."])


def main() -> int:
    """Measure and tell; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--step", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    rows = measure(given.reports, given.workers, given.step, given.seed)
    if given.out is not None:
        given.out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    print(tell(rows))
    faults = find_faults(rows)
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
