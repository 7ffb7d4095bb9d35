"""`travaux ingest`: reports and their claims into a store; again doubles nothing, and what was interrupted goes on."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from travaux import __version__
from travaux.cli.common import (
    Database,
    Embargo,
    Format,
    Language,
    Model,
    Outlet,
    Packs,
    Paths,
    Published,
    Refusals,
    Sensitivity,
    make_options,
    show,
    show_json,
    warn,
)
from travaux.cli.reading import make_coder
from travaux.errors import InputError
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.run.local import IngestProgress, IngestSummary
from travaux.run.local import ingest as run_ingest
from travaux.store import CodingStatus, open_store

app = typer.Typer()
INGEST_SCHEMA = "travaux-ingest/1"


@app.command()
def ingest(
    paths: Paths,
    db: Database,
    published: Published = None,
    outlet: Outlet = None,
    language: Language = None,
    sensitivity: Sensitivity = None,
    embargo_until: Embargo = None,
    packs: Packs = None,
    model: Model = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Keep these reports and their claims in a store. Known reports are not doubled; an interrupted run goes on."""
    options = make_options(published, outlet, language, sensitivity, embargo_until)
    refusals = Refusals()
    coder = make_coder(model, packs)
    inputs = _noting(iter_reports(paths, options), refusals)
    console = Console(stderr=True)
    with open_store(db, create=True) as store, _progress(console) as bar:
        task = bar.add_task("ingest", total=None)

        def show_progress(progress: IngestProgress) -> None:
            bar.update(task, description=_say_progress(progress.summary))

        summary = run_ingest(inputs, store, coder.code, f"travaux {__version__}", show_progress)
        failed = [(c.report, c.reason) for c in store.codings(status=CodingStatus.FAILED)] if summary.failed else []
    for report, reason in failed:
        warn(f"failed {report}: {reason}")
    if format is Format.JSON:
        show_json({"schema": INGEST_SCHEMA, **asdict(summary), "refusals": refusals.as_json()})
    else:
        show(_say(summary))
    if summary.refused or summary.failed:
        raise typer.Exit(1)


def _progress(console: Console) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal, transient=True)


def _noting(inputs: Iterable[Report | InputError], refusals: Refusals) -> Iterator[Report | InputError]:
    """The inputs as they come; refusals are printed at once."""
    for item in inputs:
        if isinstance(item, InputError):
            refusals.add(item)
        yield item


def _say_progress(s: IngestSummary) -> str:
    return f"{s.read} read, {s.coded} coded, {s.set_aside} set aside, {s.refused} refused"


def _say(s: IngestSummary) -> str:
    rows = [
        (s.read, "read"),
        (s.new, "new"),
        (s.known, "known already"),
        (s.resumed, "left over from an earlier run"),
        (s.coded, "coded"),
        (s.set_aside, "set aside"),
        (s.failed, "failed"),
        (s.refused, "refused"),
        (s.claims, "claims"),
    ]
    return "\n".join(f"{n:7} {what}" for n, what in rows)
