"""Codes the reports that a command names, with progress on standard error."""

import gc
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from travaux.cli.refusals import Refusals
from travaux.cli.screen import Screen
from travaux.errors import InputError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report

if TYPE_CHECKING:
    from travaux.coding.coder import Coder

_FEW = 3


def code_paths(
    paths: list[str], options: IntakeOptions, refusals: Refusals, coder: "Coder", screen: Screen | None = None
) -> Iterator[tuple[Report, tuple[AnyClaim, ...]]]:
    """Each report of `paths` with its claims; one that cannot be coded is refused, and the rest goes on."""
    found = iter_reports(paths, options)
    inputs = refusals.note(screen.sift(found) if screen is not None else found)
    for report in track([item for item in inputs if isinstance(item, Report)]):
        try:
            claims = coder.code(report)
        except Exception as error:  # noqa: BLE001 -- the guard of a run: recorded against the report, the run goes on
            reason = f"travaux failed on it ({type(error).__name__}: {error}); please report this with the text"
            refusals.add(InputError(report.place or report.id, reason))
        else:
            yield report, claims


def track(reports: list[Report]) -> Iterator[Report]:
    """The reports, with a progress bar if there are several and a person sees standard error, but no results yet."""
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Left to itself Rich sends what is printed under a bar to the bar's own stream: results would be on standard error.
    with Progress(
        *columns,
        console=console,
        disable=not console.is_terminal or len(reports) < _FEW,
        transient=True,
        redirect_stdout=False,
    ) as bar:
        task = bar.add_task("reading", total=len(reports))
        for report in reports:
            yield report
            bar.advance(task)


def make_coder(model: str | None, packs: Iterable[Path] | None, reader: str | None = None) -> "Coder":
    """A coder with the models and packs of the flags.

    spaCy takes longer to import than all the rest: it waits until a command is sure to need it, so that help and wrong
    usage answer at once.
    """
    make = cast("type[Coder]", import_module("travaux.coding.coder").Coder)
    coder = make(model, tuple(packs or ()), reader)
    # Models and packs stay: the collector need not walk through their quarter of a million objects again and again.
    gc.freeze()
    return coder
