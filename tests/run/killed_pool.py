"""Run as a script by the fault tests: ingests little reports with two workers, to be killed by the caller.

`killed_pool.py STORE` prints a line when the workers are ready, and one for each batch written.
"""

import sys
from collections.abc import Iterator
from datetime import date

from tests.run.coders import choose
from travaux.errors import InputError
from travaux.ontology.report import Report
from travaux.run.inputs import ReadAhead
from travaux.run.local import IngestProgress, IngestSummary, ingest_pages
from travaux.run.pool import Pool
from travaux.store import open_store

REPORTS = 40
WORKERS = 2


def inputs() -> Iterator[Report | InputError]:
    for n in range(REPORTS):
        text = f"wait 0.02 Report {n}: Oman proposed a pause and the Council refused."
        yield Report(id=f"r{n}", text="raise it" if n == 7 else text, published=date(2024, 5, 1 + n % 9))
        if n % 10 == 3:
            yield InputError(f"feed.xml, item {n}", "it has no text")


def run(path: str, *, loud: bool = False) -> IngestSummary:
    def say(progress: IngestProgress) -> None:
        if loud and progress.report is None:
            print(progress.summary.coded, flush=True)  # noqa: T201 -- the caller waits for it

    with open_store(path, create=True) as store, Pool(choose(), WORKERS) as pool, ReadAhead(inputs()) as pages:
        if loud:
            print(pool.extractor, flush=True)  # noqa: T201
        return ingest_pages(pages, store, pool, say, batch=4)


if __name__ == "__main__":
    run(sys.argv[1], loud=True)
