"""A report more in a store of 5,000: how long the file of the process that it touches takes, its brief, and its changes.

    python -m eval.update STORE [--processes N]

The reports are those of `eval.multiply`. Measured are the largest process and the one of which the median report is; nothing
but what the report touches is made again (`travaux.files`). Times are seconds of one processor, without starting Python and
loading a model. `add`: a desk that is open keeps a coded report, brings the index up to date and makes the file anew with its
brief; it has taken in one report before, for its first one reads the whole file into memory, and that is its start. `brief` and
`changes` (since the day of that report) are what is then had of it, each for the first time. `command` is the same where no desk
is open and one command after another does it, each reading all that it needs, `changes` once it was asked for before. Garbage is
looked for as seldom as the commands look for it.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from eval.multiply import multiply, write_store
from travaux.cli.changes import tell_changes
from travaux.cli.material import Material, load_material
from travaux.cli.refusals import Refusals
from travaux.coding.coder import Coder
from travaux.errors import InputError
from travaux.garbage import collect_seldom
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.process import ProcessEntry
from travaux.store import open_store
from travaux.views.brief import make_brief, render_brief
from travaux.web.library import Library
from travaux.web.settings import Settings

REPORTS = 5000
BAR = 2.0
"""Seconds within which each is to be had."""
_BARRED = ("add", "brief", "changes")
_PATIENT_S = 600.0


def measure_update(coder: Coder, path: Path, number: int = REPORTS) -> dict[str, float]:
    """For adding, brief and changes, of the largest process and that of the median report: 1 within the bar, less beyond it.

    The seconds, with the size of the process, go to standard error. Nothing where the file of reports, which is not
    distributed, is absent.
    """
    if not path.is_file():
        return {}
    collect_seldom()
    given = (r for r in iter_reports([str(path)], IntakeOptions()) if not isinstance(r, InputError))
    real = [(r, tuple(coder.code(r))) for r in given if r.set_aside is None]
    out: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as tmp:
        db = Path(tmp) / "store.sqlite"
        write_store(db, multiply(real, number))
        entries = load_material(Refusals(), db=db).covered()
        for size, entry in (("largest", entries[0]), ("median", _find_median(entries))):
            seconds = measure_process(str(db), entry)
            print(f"update: {size}, {len(entry.reports)} reports of {number}: {seconds}", file=sys.stderr)
            out |= {f"{size}_{what}_in_time": min(1.0, BAR / seconds[what]) for what in _BARRED}
    return out


def _find_median(entries: Sequence[ProcessEntry]) -> ProcessEntry:
    """The process of which the median report is, the processes in the order of their size."""
    rows = [e for e in entries for _ in e.reports]
    return rows[len(rows) // 2]


def measure_process(db: str, entry: ProcessEntry) -> dict[str, float]:
    """Seconds for a report more in one process, and for its brief and changes then; the reports added are taken out again."""
    told = entry.reports[-1].report
    seconds: dict[str, float] = {}
    try:
        _measure_desk(db, entry.process.id, told, seconds)
        _measure_command(db, entry.process.id, told, seconds)
    finally:
        with open_store(db, create=False) as store:
            for name in [s.report for s in store.stamps() if s.report.startswith(f"{told}-more-")]:
                store.delete_report(name)
    return seconds


def _measure_desk(db: str, process: str, told: str, seconds: dict[str, float]) -> None:
    """In a desk that is open."""
    library = Library(Settings(db=db), wait_s=_PATIENT_S)
    try:
        library.file(process)
        _add(db, told, 0)
        library.file(process)
        with _clock(seconds, "add"):
            day = _add(db, told, 1)
            file = library.file(process)
            render_brief(file.brief)
        with _clock(seconds, "brief"):
            render_brief(library.file(process).brief)
        with _clock(seconds, "changes"):
            library.changes(process, None, day)
    finally:
        library.close()


def _measure_command(db: str, process: str, told: str, seconds: dict[str, float]) -> None:
    """By commands alone."""
    _show_brief(db, process)
    with _clock(seconds, "command"):
        day = _add(db, told, 2)
        _show_brief(db, process)
    with _clock(seconds, "command_brief"):
        _show_brief(db, process)
    _list_changes(db, process, day)
    with _clock(seconds, "command_changes"):
        _list_changes(db, process, day)


def _add(db: str, told: str, number: int) -> date:
    """Keep a report more, which tells what another tells; its day."""
    with open_store(db, create=False) as store:
        report, claims = store.report(told), dict(store.claims([told]))[told]
        if report is None:
            raise LookupError(told)
        new = replace(report, id=f"{told}-more-{number}", text=f"{report.text}\n\nNothing else was said, {number}.")
        store.add_report(new)
        store.put_claims(new.id, [replace(c, report=new.id, because_of=None) for c in claims], "update")
    return report.published or date.max


@contextmanager
def _clock(seconds: dict[str, float], name: str) -> Iterator[None]:
    started = time.process_time()
    yield
    seconds[name] = time.process_time() - started


def _load(db: str, process: str) -> Material:
    return load_material(Refusals(), db=db, process=process)


def _show_brief(db: str, process: str) -> str:
    material = _load(db, process)
    return material.remember("brief text", lambda: render_brief(make_brief(material.dossier())))


def _list_changes(db: str, process: str, day: date) -> int:
    return len(tell_changes(_load(db, process), day).rows)


def main() -> int:
    """Measure processes of a store that is there, the largest first; a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", help="it comes to no harm, but files of it are made and kept")
    parser.add_argument("--processes", type=int, default=4, metavar="N")
    given = parser.parse_args()
    collect_seldom()
    for entry in load_material(Refusals(), db=given.store).covered()[: given.processes]:
        seconds = {what: round(taken, 2) for what, taken in measure_process(given.store, entry).items()}
        print(
            f"{entry.process.id}, {len(entry.reports)} reports, {sum(r.claims for r in entry.reports)} claims: {seconds}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
