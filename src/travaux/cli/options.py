"""The options that several commands share, and what their values mean."""

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from travaux.errors import UsageError
from travaux.intake.options import IntakeOptions

_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][a-z0-9]{2,8})*", re.IGNORECASE)


class Format(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


class ListFormat(StrEnum):
    """How results that are lists are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


def check_paths(paths: list[str] | None) -> list[str] | None:
    """An empty path, as an unset variable of a shell gives it, would mean the current folder."""
    if "" in (paths or ()):
        raise typer.BadParameter("one of the paths is empty; name a file or folder, or - for standard input")
    return paths


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH", help="Files or folders; - is standard input.", show_default=False, callback=check_paths
    ),
]
Published = Annotated[
    str | None, typer.Option(metavar="DAY", help="The day on which the reports came out (YYYY-MM-DD).")
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="The outlet that published the reports.")]
Language = Annotated[str | None, typer.Option(metavar="CODE", help="The language of the reports (en, fr, …).")]
Sensitivity = Annotated[
    str | None, typer.Option(metavar="MARK", help="A sensitivity mark that travels with the reports.")
]
Embargo = Annotated[str | None, typer.Option(metavar="DAY", help="No export before this day (YYYY-MM-DD).")]
Packs = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="PATH", exists=True, help="A folder of your own packs, or a process file; may be given several times."
    ),
]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="Another English spaCy pipeline, by name or path.")]
Reader = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FOLDER",
        help="The reading model: full, fast (half the layers), none (rules alone), or the folder of another.",
    ),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help="The file as known on that day: reports published by then.")
]
Sure = Annotated[
    bool, typer.Option("--sure", help="Only what can be relied on unread: what the brief would show as sure.")
]
ProcessName = Annotated[
    str | None, typer.Option("--process", metavar="NAME", help="Only what belongs to this negotiation.")
]
Database = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="STORE",
        help="The store: a file, or postgresql+psycopg://USER@HOST/DATABASE.",
        show_default=False,
    ),
]


def make_app() -> typer.Typer:
    """The app of one command: plain help, and errors left to `travaux.cli.app.main`."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


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
    """The intake options that flags give.

    Raises:
        UsageError: a day is none, or the language is not a code.
    """
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise UsageError(f"--language {language!r} is not a language code; write it as en or fr")
    return IntakeOptions(
        published=parse_day(published, "--published"),
        outlet=outlet,
        language=language,
        sensitivity=sensitivity,
        embargo_until=parse_day(embargo, "--embargo-until"),
    )
