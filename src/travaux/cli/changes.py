"""`travaux changes`: what is new since a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

import typer

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, make_app, parse_day
from travaux.cli.rows import print_list
from travaux.errors import UsageError
from travaux.ontology.dossier import Dossier
from travaux.views.changes import Change, ChangeKind, find_changes
from travaux.views.listing import Lister

app = make_app()


def check_since(value: str) -> str:
    """The day given, checked before anything is read."""
    day = parse_day(value, "--since")
    if day is None or day == date.min:
        raise UsageError(f"--since {value!r} has no day before it")
    return value


_TITLES = {
    ChangeKind.NEW: "New",
    ChangeKind.MOVED: "Moved",
    ChangeKind.CONTRADICTED: "Contradicted",
    ChangeKind.QUIET: "Gone quiet",
}


@app.command()
@with_material
def changes(
    material: Material,
    since: Annotated[
        str,
        typer.Option(metavar="DAY", help="Reports of this day and later are what is new.", callback=check_since),
    ],
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Print what the reports since a day changed: what is new, what moved, what was contradicted, what went quiet."""
    day = date.fromisoformat(since)
    if material.as_of is not None and material.as_of < day:
        raise UsageError(f"--since {since} lies after --as-of {material.as_of}; nothing is known of it then")
    now = material.dossier()
    before = material.until(day - timedelta(days=1), undated=True).dossier()
    found = find_changes(before, now, day)
    rows = [
        {
            "change": c.change.value,
            "about": c.about,
            "id": c.item.id,
            "text": c.text,
            "before": c.before,
            "after": c.after,
            "last_told": c.last,
            "to_check": c.to_check,
            "evidence": c.item.evidence,
        }
        for c in found
    ]
    print_list("changes", material, now, rows, _say(found, now, since), format)


def _say(found: list[Change], now: Dossier, since: str) -> Iterator[str]:
    say = Lister.of(now).say
    for kind, group in groupby(found, key=lambda c: c.change):
        yield f"{_TITLES[kind]} since {since}"
        for c in group:
            yield say(f"{c.text}{' [to check]' if c.to_check else ''}", c.item.evidence, 1)
    if not found:
        yield f"No change since {since}."
