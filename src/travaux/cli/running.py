"""What commands that code into a store have in common: how far they are, and what came of it."""

import time
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from travaux.cli.output import warn
from travaux.run.local import IngestProgress, IngestSummary
from travaux.run.progress import Meter, say_pace
from travaux.store import Coding, CodingStatus, Store

INTERRUPTED = 130
"""The exit code of a run that a person interrupted."""
_EVERY_S = 30.0
"""How often a run tells its pace where standard error is no terminal."""
Workers = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=0,
        help="Processes that code; all cores by default, 0 for none but this one.",
        show_default=False,
    ),
]


def list_failed(store: Store) -> Sequence[Coding]:
    """The reports on which coding failed, in this run or an earlier one."""
    return list(store.codings(status=CodingStatus.FAILED))


class Bar(Progress):
    """How far a run is: a line that changes where standard error is a terminal, else a line now and then."""

    def __init__(self, total: int | None) -> None:
        console = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        super().__init__(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._ingest = self.add_task("ingest", total=None)
        self._meter = Meter(total)
        self._told = time.monotonic()

    def show(self, progress: IngestProgress) -> None:
        """Show what is written, how fast it goes, and how long it will take."""
        pace = self._meter.note(progress)
        if not self.disable:
            self.update(self._ingest, description=say_pace(pace))
        elif time.monotonic() - self._told > _EVERY_S:
            self._told = time.monotonic()
            warn(say_pace(pace))


def say_summary(s: IngestSummary) -> str:
    """The numbers of a run, one a line."""
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
