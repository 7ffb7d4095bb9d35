"""Codes the same reports on this machine, on Ray, and on Ray with workers killed, and sees that the outcome is the same.

    python -m eval.engines [--reports N] [--workers N] [--seed S] [--reader FOLDER] [--formats NAME …]

Short reports (`eval.shorts`), with lines among them that are refused, doubled or set aside, go through `travaux ingest` three
times. In the third run two processes are killed with SIGKILL while they code: what codes for one of Ray's actors, then an actor.
The stores must hold the same, their clock times apart, and every export of the second and third must be that of the first, byte
for byte. Exit code 1 if anything differs, or nothing was killed.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.faults import read_record, write_inputs
from eval.steady import list_family
from travaux.cli.export import make_record
from travaux.cli.material import load_material
from travaux.cli.refusals import Refusals
from travaux.export.material import make_material
from travaux.export.registry import find_format, list_formats, load_exporter

REPORTS, WORKERS = 2000, 2
_DAY = date(2026, 1, 1)
_LONGEST_S = 3 * 3600.0
_CODING_S = 8.0
"""Seconds between a worker's start of coding and its end, at most: it has a model to load first."""
_QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
Digests = dict[str, str]


class Runs:
    """The three runs over one file of reports."""

    def __init__(self, folder: Path, inputs: Path, words: Sequence[str], seed: int) -> None:
        self.killed: list[str] = []
        self._folder = folder
        self._dice = random.Random(seed)  # noqa: S311 -- moments are no secrets
        self._words = [str(Path(sys.executable).with_name("travaux")), "ingest", str(inputs), *words]

    def code(self, name: str, *words: str, kill: bool = False) -> Path:
        """Run; the store.

        Raises:
            RuntimeError: it failed, or takes longer than three hours.
        """
        path, began = self._folder / f"{name}.sqlite", time.monotonic()
        called = [*self._words, "--db", str(path), *words]
        with subprocess.Popen(called, **_QUIET) as process:
            killing = self._kill_two(process) if kill else iter(())
            while process.poll() is None:
                next(killing, None)
                time.sleep(0.2)
                if time.monotonic() - began > _LONGEST_S:
                    os.killpg(process.pid, signal.SIGKILL)
        if process.returncode not in {0, 1}:  # 1: inputs were refused
            raise RuntimeError(f"the run {name} ended with {process.returncode}")
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        return path

    def _kill_two(self, process: "subprocess.Popen[bytes]") -> Iterator[None]:
        """Kill a coding process of an actor, and later an actor, a while after they have begun; a step at a time."""
        for what, find in (("a coding process", _find_coding), ("an actor", _find_actors)):
            killed = False
            while not killed:  # Ray itself may have let go of the chosen one by then
                while not (there := find(process.pid)):
                    yield
                chosen, ends = self._dice.choice(there), time.monotonic() + _CODING_S * (1 + self._dice.random())
                while time.monotonic() < ends:
                    yield
                with suppress(ProcessLookupError):
                    os.kill(chosen, signal.SIGKILL)
                    killed = True
            self.killed.append(what)


def _find_actors(process: int) -> list[int]:
    """The processes of Ray's actors that code for it."""
    return [p for p in list_family(process) if (c := _read_call(p)).startswith("ray::") and "MapBatches" in c]


def _find_coding(process: int) -> list[int]:
    """The processes that hold the model for Ray's actors."""
    return [p for actor in _find_actors(process) for p in list_family(actor) if "spawn_main" in _read_call(p)]


def _read_call(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ")
    except OSError:
        return ""


def export_all(store: Path, folder: Path, formats: Sequence[str]) -> Digests:
    """Export a store in every format; the digest of each file by its name."""
    given = load_material(Refusals(), paths=None, db=str(store), process=None, as_of=None, packs=None)
    record = make_record(given, None)
    out: Digests = {}
    for name in formats:
        target = folder / name
        target.mkdir(parents=True)
        load_exporter(find_format(name))(
            make_material(record, _DAY, include_restricted=True, options={}), target / "out"
        )
        for path in sorted(p for p in target.rglob("*") if p.is_file()):
            out[str(path.relative_to(folder))] = sha256(path.read_bytes()).hexdigest()
    return out


def compare(first: Path, other: Path, exported: Callable[[Path], Digests]) -> list[str]:
    """What differs between two stores."""
    one, two = read_record(first), read_record(other)
    faults = [f"{other.name}: its {what} differ" for what in one if one[what] != two[what]]
    files, others = exported(first), exported(other)
    faults += [f"{other.name}: export {name} differs" for name in files if others.get(name) != files[name]]
    return faults + [f"{other.name}: export {name} is there alone" for name in others.keys() - files.keys()]


def main() -> int:
    """Run thrice and compare; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reader", metavar="NAME|FOLDER", help="full, fast, none (rules alone), or a folder")
    parser.add_argument("--formats", nargs="+", choices=list(list_formats()), default=list(list_formats()))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, inputs = Path(name), Path(name) / "reports.jsonl"
        write_inputs(inputs, given.reports, given.seed)
        words = ["--workers", str(given.workers), *(["--reader", given.reader] if given.reader else [])]
        runs = Runs(folder, inputs, words, given.seed)
        here = runs.code("local")
        there = [runs.code("ray", "--engine", "ray"), runs.code("killed", "--engine", "ray", kill=True)]
        digests: dict[Path, Digests] = {}

        def exported(store: Path) -> Digests:
            if store not in digests:
                digests[store] = export_all(store, folder / "exports" / store.stem, given.formats)
            return digests[store]

        faults = [fault for store in there for fault in compare(here, store, exported)]
        record = read_record(here)
    if len(runs.killed) < len(there):
        faults.append(f"only {len(runs.killed)} processes were killed: give more reports")
    claims = sum(map(len, record["claims"].values()))
    print(
        f"{len(record['reports'])} reports, {claims} claims, {len(digests[here])} files of {len(given.formats)} formats;"
        f" killed: {', '.join(runs.killed) or 'none'}: {len(faults)} differences"
    )
    print("\n".join(faults[:20]), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
