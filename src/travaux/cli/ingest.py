"""`travaux ingest`: reports and their claims into a store; again doubles nothing, and what was interrupted goes on."""

from collections.abc import Sequence
from dataclasses import asdict

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

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
from travaux.intake.sources import iter_reports
from travaux.run.local import IngestProgress, IngestSummary
from travaux.run.local import ingest as run_ingest
from travaux.store import Coding, CodingStatus, Store, open_store

app = make_app()
INGEST_SCHEMA = "travaux-ingest/1"
_INTERRUPTED = 130


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
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Keep these reports and their claims in a store. Known reports are not doubled; an interrupted run goes on."""
    options = make_options(published, outlet, language, sensitivity, embargo_until)
    refusals = Refusals()
    coder = make_coder(model, packs, reader)
    inputs = refusals.note(iter_reports(paths, options))
    with open_store(db, create=True) as store:
        before = _list_failed(store)
        try:
            with _Bar() as bar:
                summary = run_ingest(inputs, store, coder.code, coder.extractor, bar.show)
        except KeyboardInterrupt as error:
            warn(f"interrupted; what {db} holds is whole, and the same call again goes on")
            raise typer.Exit(_INTERRUPTED) from error
        failed = [coding for coding in _list_failed(store) if coding not in before]
    for coding in failed:
        warn(f"failed {coding.report}: {coding.reason}")
    if format is Format.JSON:
        failures = [{"report": coding.report, "reason": coding.reason} for coding in failed]
        left = {"refusals": refusals.refused_rows(), "failures": failures}
        show_json({"schema": INGEST_SCHEMA, **asdict(summary), **left})
    else:
        show(_say(summary))
    if summary.refused or summary.failed:
        raise typer.Exit(1)


def _list_failed(store: Store) -> Sequence[Coding]:
    """The reports on which coding failed, in this run or an earlier one."""
    return list(store.codings(status=CodingStatus.FAILED))


class _Bar(Progress):
    """What is done so far, where standard error is a terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        super().__init__(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._ingest = self.add_task("ingest", total=None)

    def show(self, progress: IngestProgress) -> None:
        """Show what is written."""
        self.update(self._ingest, description=_say_progress(progress.summary))


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
