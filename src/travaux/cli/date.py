"""`travaux date`: one time expression, resolved against a date."""

from enum import StrEnum
from typing import Annotated

import typer

from travaux.cli.options import Format, Published, make_app, parse_day
from travaux.cli.output import show, show_json, warn
from travaux.reading.times.find import resolve_expression

app = make_app()
DATE_SCHEMA = "travaux-date/1"


class Tense(StrEnum):
    """How a time is told, which decides whether "Friday" is behind or ahead."""

    PAST = "past"
    FUTURE = "future"


@app.command()
def date(
    text: Annotated[str, typer.Argument(metavar="TEXT", help='The expression, such as "last Friday".')],
    published: Published = None,
    tense: Annotated[Tense | None, typer.Option(help="How it is told; by default unknown.")] = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Resolve one time expression to EDTF; without --published, what is relative stays so. 1 where there is no time."""
    found = resolve_expression(text, parse_day(published, "--published"), tense)
    if format is Format.JSON:
        names = ("edtf", "reading", "rule")
        value, reading, rule = (getattr(found, name) if found else None for name in names)
        show_json({"schema": DATE_SCHEMA, "text": text, "value": value, "reading": reading, "rule": rule})
    else:
        show((found.edtf or found.reading if found else None) or "unknown")
    if found is None:
        warn(f"no time is found in {text!r}: give the words of a day, month, year or span, such as 'last Friday'")
        raise typer.Exit(1)
