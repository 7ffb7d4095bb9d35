"""`travaux recode`: the reports of a store coded anew, after an update, with other packs, or after a failure."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import typer

from travaux.cli.options import Database, Format, Model, Packs, Reader, make_app
from travaux.cli.output import show, show_json, warn
from travaux.cli.reading import make_coder
from travaux.cli.running import INTERRUPTED, Bar, Workers, list_failed, say_summary
from travaux.run.lending import lend_processes
from travaux.run.local import BATCH, Coders, InPlace
from travaux.run.local import recode as code_anew
from travaux.run.pool import Pool, count_cores
from travaux.run.worker import CoderChoice
from travaux.store import open_store

app = make_app()
RECODE_SCHEMA = "travaux-recode/1"


@app.command()
def recode(
    db: Database,
    packs: Packs = None,
    model: Model = None,
    reader: Reader = None,
    workers: Workers = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Code anew what this version, with these packs, has not coded yet, or failed to. Reviews stay."""
    number = count_cores() if workers is None else workers
    with open_store(db, create=False) as store, lend_processes(store) as own:
        choice = CoderChoice(model=model, packs=(*(packs or ()), *own), reader=reader)
        try:
            with _coders(choice, number) as coders, Bar(None) as bar:
                summary = code_anew(store, coders, bar.show)
        except KeyboardInterrupt as error:
            warn(f"interrupted; what {store.name} holds is whole, and the same call again goes on")
            raise typer.Exit(INTERRUPTED) from error
        failed = list_failed(store)
    for coding in failed:
        warn(f"failed {coding.report}: {coding.reason}")
    if format is Format.JSON:
        failures = [{"report": coding.report, "reason": coding.reason} for coding in failed]
        show_json({"schema": RECODE_SCHEMA, **asdict(summary), "failures": failures})
    else:
        show(say_summary(summary))
    if failed:
        raise typer.Exit(1)


@contextmanager
def _coders(choice: CoderChoice, workers: int) -> Iterator[Coders]:
    if workers == 0:
        coder = make_coder(choice.model, choice.packs, choice.reader)
        yield InPlace(coder.code, coder.extractor, BATCH)
        return
    with Pool(choice, workers) as pool:
        yield pool
