"""Kills `travaux ingest` with SIGKILL at so many random moments, and sees that nothing is lost or doubled.

    python -m eval.faults [--kills N] [--seed S] [--reports N] [--reader FOLDER]

An ingest of many short reports with two workers is killed, now and then while it starts and else while it codes: the command
alone, a worker alone, or all of it at once. The same call is made again until the store is whole, and then with another store.
After every kill the file is held against the record of a run which nobody broke: what it has must be whole and as it is there;
in the end it must be all that is there. Exit code 1 if anything differs.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from eval.shorts import write_shorts
from travaux.store import open_store

KILLS, REPORTS, WORKERS = 200, 1500, 2
_STARTING = 0.25
"""Share of the kills that come before a run has written anything."""
_CODING_S = 6.0
"""Seconds of coding within which the others come."""
_LONGEST_S = 900.0
_LEAVING_S = 15.0
"""Seconds within which the workers of a command that was killed must have ended."""
Record = dict[str, Any]


def write_inputs(path: Path, number: int, seed: int) -> None:
    """Short reports, with lines among them that are refused, known already, or set aside."""
    write_shorts(path, number, seed)
    lines = path.read_text(encoding="utf-8").splitlines()
    for at in range(50, len(lines), 97):
        lines[at] += "\n{ no report"
    lines += lines[3:6]
    lines.append(json.dumps({"id": "table", "text": "12 13 14"}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_record(path: Path) -> Record:
    """All that a store holds but for its clock times."""
    with open_store(path, create=False) as store:
        return {
            "reports": list(store.reports()),
            "claims": dict(store.claims()),
            "codings": {c.report: (c.status, c.reason, c.extractor) for c in store.codings()},
            "refusals": sorted((r.place, r.reason) for r in store.refusals()),
            "found": sorted(store.search("ceasefire", limit=10_000)),
        }


def read_raw(path: Path) -> tuple[list[Any], dict[str, tuple[str, str]], dict[str, list[str]]]:
    """The outcome of a check of the file, and its reports with text and status and their claims, by report."""
    with closing(sqlite3.connect(path, timeout=60)) as raw:
        told = raw.execute("PRAGMA integrity_check").fetchall()
        if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'claims'").fetchall():
            return told, {}, {}
        reports = {name: (text, status) for name, text, status in raw.execute("SELECT id, text, status FROM reports")}
        claims: dict[str, list[str]] = {}
        for name, body in raw.execute("SELECT report, body FROM claims ORDER BY report, start, end, kind, ordinal"):
            claims.setdefault(name, []).append(body)
    return told, reports, claims


class Killing:
    """Runs and kills the command; keeps count of what was killed and of what is wrong."""

    def __init__(self, folder: Path, inputs: Path, seed: int, reader: str | None) -> None:
        self.kills: Counter[str] = Counter()
        self.faults: list[str] = []
        self._folder = folder
        self._dice = random.Random(seed)  # noqa: S311 -- moments are no secrets
        self._words = [str(Path(sys.executable).with_name("travaux")), "ingest", str(inputs)]
        self._words += ["--workers", str(WORKERS), *(["--reader", reader] if reader else [])]
        whole = folder / "whole.sqlite"
        self._start_s = self._finish(whole)
        self.whole = read_record(whole)
        _, self._reports, self._claims = read_raw(whole)

    def kill_until(self, number: int) -> int:
        """Kill until there were so many; the number of stores that were made."""
        stores = 0
        while self.kills.total() < number:
            path = self._folder / f"{stores}.sqlite"
            stores += 1
            while self.kills.total() < number:
                if self._run_to_kill(path):
                    break
            self._finish(path)
            self._compare(path)
        return stores

    def _call(self, path: Path) -> "subprocess.Popen[bytes]":
        words = [*self._words, "--db", str(path)]
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def _finish(self, path: Path) -> float:
        """Run to the end; the seconds until it had written something."""
        began, wrote = time.monotonic(), 0.0
        with self._call(path) as process:
            while process.poll() is None and time.monotonic() - began < _LONGEST_S:
                wrote = wrote or (_count_coded(path) and time.monotonic() - began)
                time.sleep(0.05)
        if process.returncode not in {0, 1}:  # 1: inputs were refused
            self.faults.append(f"a run that nobody killed ended with {process.returncode}")
        return wrote or 1.0

    def _run_to_kill(self, path: Path) -> bool:
        """Run, and kill once or several times; whether the run ended by itself."""
        before = _count_coded(path)
        with self._call(path) as process:
            if self._dice.random() >= _STARTING:
                began = time.monotonic()
                while process.poll() is None and _count_coded(path) == before and time.monotonic() - began < _LONGEST_S:
                    time.sleep(0.05)
                seconds = self._dice.uniform(0, _CODING_S)
            else:
                seconds = self._dice.uniform(0, self._start_s)
            while not _ends_within(process, seconds):
                whom = self._dice.choice(["command", "worker", "all"])
                children = _list_children(process.pid)
                if whom == "worker" and children:
                    os.kill(self._dice.choice(children), signal.SIGKILL)
                    self.kills[whom] += 1
                    seconds = self._dice.uniform(0, _CODING_S)
                    continue
                self._kill(process, whom)
                process.wait()
                self._see_off(children)
                self._check(path)
                return False
        return True

    def _kill(self, process: "subprocess.Popen[bytes]", whom: str) -> None:
        if whom == "all":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        self.kills["all" if whom == "all" else "command"] += 1

    def _see_off(self, children: list[int]) -> None:
        """Half of the time the next run meets what the killed one left; the other half that must be gone soon."""
        if self._dice.random() < 0.5:
            return
        ends = time.monotonic() + _LEAVING_S
        while any(map(_is_alive, children)) and time.monotonic() < ends:
            time.sleep(0.05)
        if any(map(_is_alive, children)):
            self.faults.append(f"kill {self.kills.total()}: workers outlive the command")

    def _check(self, path: Path) -> None:
        """See that what a kill left is part of the whole."""
        if not path.exists():
            return
        told, reports, claims = read_raw(path)
        at = f"kill {self.kills.total()}"
        if told != [("ok",)]:
            self.faults.append(f"{at}: damaged: {told}")
        for name, (text, status) in reports.items():
            whole = self._reports.get(name)
            if whole is None or whole[0] != text or status not in {"pending", whole[1]}:
                self.faults.append(f"{at}: report {name} is not as it came")
            if claims.get(name, []) != ([] if status == "pending" else self._claims.get(name, [])):
                self.faults.append(f"{at}: the claims of {name} are not whole")

    def _compare(self, path: Path) -> None:
        """See that a store which is whole again holds what it should."""
        found = read_record(path)
        for what, held in self.whole.items():
            if found[what] != held:
                self.faults.append(f"{path.name}: its {what} are not those of a run which nobody broke")


def _count_coded(path: Path) -> int:
    """The reports that are coded in a store; 0 where there is none."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as raw:
            return int(raw.execute("SELECT count(*) FROM reports WHERE status = 'coded'").fetchone()[0])
    except sqlite3.Error:
        return 0


def _ends_within(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _list_children(process: int) -> list[int]:
    """The processes that it has started and that are workers: the last ones; the first keeps track of shared memory."""
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        return [int(p) for p in told if "spawn_main" in Path(f"/proc/{p}/cmdline").read_text(encoding="utf-8")]
    except OSError:
        return []


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def main() -> int:
    """Kill so many runs; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--reader", metavar="NAME|FOLDER", help="full, fast, none (rules alone), or a folder")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        inputs = Path(name) / "reports.jsonl"
        write_inputs(inputs, given.reports, given.seed)
        killing = Killing(Path(name), inputs, given.seed, given.reader)
        stores = killing.kill_until(given.kills)
    seconds, kinds = time.monotonic() - began, ", ".join(f"{n} {whom}" for whom, n in sorted(killing.kills.items()))
    print(
        f"{killing.kills.total()} kills ({kinds}) in {stores} stores of {len(killing.whole['reports'])} reports"
        f" in {seconds:.0f} s (seed {given.seed}): {len(killing.faults)} faults"
    )
    print("\n".join(killing.faults[:20]), file=sys.stderr)
    return 1 if killing.faults else 0


if __name__ == "__main__":
    sys.exit(main())
