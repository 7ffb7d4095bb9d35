"""Codes the reports that a command names, with progress on standard error."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from travaux.cli.common import Refusals
from travaux.coding.coder import Coder
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report


def code_paths(
    paths: Iterable[str], options: IntakeOptions, refusals: Refusals, coder: Coder
) -> Iterator[tuple[Report, tuple[AnyClaim, ...]]]:
    """Each report of `paths` with its claims."""
    reports = list(refusals.sift(iter_reports(paths, options)))
    for report in track(reports):
        yield report, coder.code(report)


def track(reports: list[Report]) -> Iterator[Report]:
    """The reports, with a progress bar where standard error is a terminal and there are several."""
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=console, disable=not console.is_terminal or len(reports) < 3, transient=True
    ) as bar:
        task = bar.add_task("reading", total=len(reports))
        for report in reports:
            yield report
            bar.advance(task)


def make_coder(model: str | None, packs: list[Path] | None) -> Coder:
    """A coder with the model and packs of the flags."""
    return Coder(model, tuple(packs or ()))
