"""What the commands share: their options, how results and refusals are printed, and the exit code."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from travaux.errors import InputError, UsageError
from travaux.intake.options import IntakeOptions
from travaux.ontology.report import Report


class Format(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


class ListFormat(StrEnum):
    """How results that are lists are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


Paths = Annotated[list[str], typer.Argument(help="Files or folders; - is standard input.", show_default=False)]
Published = Annotated[str | None, typer.Option(help="The day on which the reports came out (YYYY-MM-DD).")]
Outlet = Annotated[str | None, typer.Option(help="The outlet that published the reports.")]
Language = Annotated[str | None, typer.Option(help="The language of the reports (two letters).")]
Sensitivity = Annotated[str | None, typer.Option(help="A sensitivity mark that travels with the reports.")]
Embargo = Annotated[str | None, typer.Option(help="No export before this day (YYYY-MM-DD).")]
Packs = Annotated[list[Path] | None, typer.Option(help="A folder of your own packs; may be repeated.")]
Model = Annotated[str | None, typer.Option(help="Another English spaCy pipeline, by name or path.")]
Database = Annotated[Path, typer.Option("--db", help="The store, a SQLite file.")]


def parse_day(value: str | None, flag: str) -> date | None:
    """A day given on the command line.

    Raises:
        UsageError: it is no day.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{flag} {value!r} is not a day; write it as 2024-04-06") from error


def make_options(
    published: str | None, outlet: str | None, language: str | None, sensitivity: str | None, embargo: str | None
) -> IntakeOptions:
    """The intake options that flags give."""
    return IntakeOptions(
        published=parse_day(published, "--published"),
        outlet=outlet,
        language=language,
        sensitivity=sensitivity,
        embargo_until=parse_day(embargo, "--embargo-until"),
    )


class Refusals:
    """Collects what could not be read, says so at once on standard error, and sets the exit code."""

    def __init__(self) -> None:
        self.rows: list[InputError] = []

    def sift(self, inputs: Iterable[Report | InputError]) -> Iterator[Report]:
        """The reports among `inputs`; each refusal is printed."""
        for item in inputs:
            if isinstance(item, Report):
                yield item
            else:
                self.add(item)

    def add(self, error: InputError) -> None:
        """Print and keep one refusal."""
        self.rows.append(error)
        warn(f"refused {error.place}: {error.reason}")

    def as_json(self) -> list[dict[str, str]]:
        """The refusals for a JSON document."""
        return [{"place": e.place, "reason": e.reason} for e in self.rows]

    def finish(self) -> None:
        """Leave with 1 if anything was refused."""
        if self.rows:
            raise typer.Exit(1)


def warn(message: str) -> None:
    """One line on standard error."""
    print(f"travaux: {message}", file=sys.stderr)  # noqa: T201


def show(text: str) -> None:
    """Results on standard output."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def show_json(document: Any) -> None:  # noqa: ANN401
    """One JSON document on standard output."""
    show(json.dumps(document, ensure_ascii=False, indent=1))


def show_jsonl(rows: Iterable[Any]) -> None:
    """One JSON object a line on standard output."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
