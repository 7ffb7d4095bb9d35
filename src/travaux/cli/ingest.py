"""`travaux ingest`: reports and their claims into a store; again doubles nothing, and what was interrupted goes on."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from travaux.cli.options import (
    Database,
    Embargo,
    Format,
    Language,
    Model,
    Outlet,
    Packs,
    Paths,
    Published,
    Reader,
    Sensitivity,
    make_app,
    make_options,
)
from travaux.cli.output import show, show_json, warn
from travaux.cli.reading import make_coder
from travaux.cli.refusals import Refusals
from travaux.cli.running import INTERRUPTED, Bar, Workers, list_failed, say_summary
from travaux.cli.screen import GateFlag, Screen
from travaux.errors import InputError, UsageError
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.run.inputs import Pages, ReadAhead, Waiting, listen_to_stdin
from travaux.run.lending import lend_processes
from travaux.run.local import BATCH, Coders, InPlace, ingest_pages
from travaux.run.pool import Pool, count_cores
from travaux.run.progress import count_inputs
from travaux.run.worker import CoderChoice
from travaux.store import open_store

app = make_app()


class EngineName(StrEnum):
    """What drives the coding."""

    LOCAL = "local"
    RAY = "ray"


INGEST_SCHEMA = "travaux-ingest/1"
Engine = Annotated[
    EngineName,
    typer.Option(help="Where reports are coded: on this machine, or on a Ray cluster (RAY_ADDRESS, or this one)."),
]
Stage = Annotated[
    str | None,
    typer.Option(
        metavar="FOLDER", help="Where Ray's Parquet files go, which every machine reaches (s3://…).", show_default=False
    ),
]


@app.command()
def ingest(  # noqa: PLR0913, PLR0917 -- each is a flag
    paths: Paths,
    db: Database,
    published: Published = None,
    outlet: Outlet = None,
    language: Language = None,
    sensitivity: Sensitivity = None,
    embargo_until: Embargo = None,
    packs: Packs = None,
    model: Model = None,
    reader: Reader = None,
    workers: Workers = None,
    engine: Engine = EngineName.LOCAL,
    stage: Stage = None,
    gate: GateFlag = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Keep these reports and their claims in a store. Known reports are not doubled; an interrupted run goes on."""
    options = make_options(published, outlet, language, sensitivity, embargo_until)
    listed = format is Format.JSON
    refusals, screen = Refusals(listed=listed), Screen(gate, paths, listed=listed)
    inputs = refusals.note(screen.sift(iter_reports(paths, options)))
    number = count_cores() if workers is None else workers
    with _made_anew(db), open_store(db, create=True) as store, lend_processes(store) as own:
        choice = CoderChoice(model=model, packs=(*(packs or ()), *own), reader=reader)
        before = list_failed(store)
        try:
            with _code_with(choice, number, inputs, engine, stage) as (coders, pages), Bar(count_inputs(paths)) as bar:
                summary = ingest_pages(pages, store, coders, bar.show)
        except KeyboardInterrupt as error:
            warn(f"interrupted; what {store.name} holds is whole, and the same call again goes on")
            raise typer.Exit(INTERRUPTED) from error
        failed = [coding for coding in list_failed(store) if coding not in before]
    for coding in failed:
        warn(f"failed {coding.report}: {coding.reason}")
    if listed:
        failures = [{"report": coding.report, "reason": coding.reason} for coding in failed]
        left = {"refusals": refusals.refused_rows(), "failures": failures}
        show_json({"schema": INGEST_SCHEMA, **asdict(summary), **left, **screen.rows()})
    else:
        dropped = f"\n{screen.count:7} dropped by the gate" if screen.on else ""
        show(say_summary(summary) + dropped)
    if summary.refused or summary.failed:
        raise typer.Exit(1)


@contextmanager
def _made_anew(db: str) -> Iterator[None]:
    """A file that this call made goes again where the call is wrong, or reads nothing that could be kept."""
    path = Path(db)
    fresh = "://" not in db and not path.exists()
    try:
        yield
    except UsageError:
        if fresh:
            _remove(path)
        raise
    if fresh and _holds_nothing(path):
        _remove(path)
        warn(f"no report was read, and no store was made: {db} is not there")


def _holds_nothing(path: Path) -> bool:
    with open_store(path, create=False) as store:
        return next(store.stamps(), None) is None


def _remove(path: Path) -> None:
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)


@contextmanager
def _code_with(
    choice: CoderChoice, workers: int, inputs: Iterable[Report | InputError], engine: EngineName, stage: str | None
) -> Iterator[tuple[Coders, Pages[Report | InputError]]]:
    """What codes, and the inputs: read ahead where other processes code them."""
    if engine is EngineName.RAY:
        on_ray = import_module("travaux.run.ray")  # an extra
        with on_ray.RayCoders(choice, on_ray.Cluster(workers=max(1, workers), stage=stage)) as coders:
            yield coders, Waiting(inputs)
        return
    if workers == 0:
        coder = make_coder(choice.model, choice.packs, choice.reader)
        yield InPlace(coder.code, coder.extractor, BATCH), Waiting(inputs)
        return
    with ExitStack() as stack:
        pool = stack.enter_context(Pool(choice, workers))
        _ = pool.extractor  # what is wrong with the coder is told before anything is read
        stack.enter_context(listen_to_stdin())
        yield pool, stack.enter_context(ReadAhead(inputs))
