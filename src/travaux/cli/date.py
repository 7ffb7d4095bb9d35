"""`travaux date`: one time expression, resolved against a date."""

import typer

from travaux.cli.common import Format, Published, parse_day, show, show_json
from travaux.errors import UsageError
from travaux.reading.times.find import resolve_expression

app = typer.Typer()
DATE_SCHEMA = "travaux-date/1"
_TENSES = ("past", "future")


@app.command()
def date(
    text: str = typer.Argument(help='The expression, such as "last Friday".', show_default=False),
    published: Published = None,
    tense: str = typer.Option("", help="How it is told: past or future; by default unknown."),
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Resolve one time expression to EDTF; without --published, what is relative stays so."""
    if tense and tense not in _TENSES:
        raise UsageError(f"--tense {tense!r} is neither past nor future")
    found = resolve_expression(text, parse_day(published, "--published"), tense or None)
    if format is Format.JSON:
        row = {"value": found.edtf, "reading": found.reading, "rule": found.rule} if found else {"value": None}
        show_json({"schema": DATE_SCHEMA, "text": text, **row})
    elif found is None:
        show("no time in these words")
    else:
        show(found.edtf or found.reading or "unknown")
