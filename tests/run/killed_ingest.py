"""Run as a script by the kill tests: ingests little reports, to be killed by the caller or by its own hand.

`run STORE` ingests and prints a line for each report coded, then waits at the gate for a line if GATE is set.
`sweep FOLDER` ingests into store after store, killed with SIGKILL at its first, second, third … SQL statement or
commit until a run is left alive; after each kill it prints the number of the statement.
"""

import os
import re
import signal
import sys
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, event

from travaux.errors import InputError
from travaux.ontology.claim import Assessment
from travaux.ontology.report import Report
from travaux.run.local import IngestProgress, ingest
from travaux.spans import Span
from travaux.store import open_store

EXTRACTOR = "words 1"
BATCH = 3


def inputs() -> Iterator[Report | InputError]:
    for n in range(7):
        published = date(2024, 5, 1 + n % 3) if n % 4 else None
        yield Report(id=f"r{n}", text=f"Report {n}: Egypt proposed a truce and Hamas refused.", published=published)
        if n == 4:
            yield InputError("feed.xml, item 5", "it has no text")
            yield Report(id="r2", text="Report 2: Egypt proposed a truce and Hamas refused.")
        if n == 5:
            yield Report(id="table", text="1 2 3", set_aside="a table")
            yield Report(id="bad", text="raise")


def code(report: Report) -> list[Assessment]:
    if report.text == "raise":
        raise ValueError("no verb")
    found = (m for m in re.finditer(r"[A-Z]\w+", report.text))
    return [Assessment(report=report.id, span=Span(*m.span()), quote=m[0], extractor=EXTRACTOR) for m in found]


def say(progress: IngestProgress) -> None:
    if progress.report is not None:
        print(progress.report, flush=True)  # noqa: T201 -- the caller waits for it
        if "GATE" in os.environ:
            sys.stdin.readline()


def run(path: Path) -> None:
    with open_store(path, create=True) as store:
        ingest(inputs(), store, code, EXTRACTOR, say, batch=BATCH)


def run_until(path: Path, last: int) -> None:
    """Ingest, and die at statement or commit number `last`."""
    numbers = count()

    def step(*_: object) -> None:
        if next(numbers) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    with open_store(path, create=True) as store:
        ingest(inputs(), store, code, EXTRACTOR, batch=BATCH)


def sweep(folder: Path) -> None:
    for last in count():
        child = os.fork()
        if not child:
            run_until(folder / f"{last}.sqlite", last)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(os.waitstatus_to_exitcode(status))
        print(last, flush=True)  # noqa: T201 -- the caller counts them


if __name__ == "__main__":
    {"run": run, "sweep": sweep}[sys.argv[1]](Path(sys.argv[2]))
