"""`travaux changes`: what is new since a day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated, Any

import typer

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, Sure, make_app, parse_day
from travaux.cli.output import show
from travaux.cli.rows import Entry, dump, print_list
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
    sure: Sure = False,  # noqa: FBT002
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Print what the reports since a day changed: what is new, what moved, what was contradicted, what went quiet."""
    day = date.fromisoformat(since)
    if material.as_of is not None and material.as_of < day:
        raise UsageError(f"--since {since} lies after --as-of {material.as_of}; nothing is known of it then")
    told = tell_changes(material, day)
    entries = [
        Entry(row=row, text=text, trusted=not row["to_check"]) for row, text in zip(told.rows, told.lines, strict=True)
    ]
    if not entries and format is ListFormat.TEXT:
        show(f"No change since {since}.")
    else:
        print_list("changes", material, told, entries, format, sure=sure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What changed, as rows of JSON and as lines of text, and the reports that were set aside."""

    rows: list[Any]
    lines: list[str]
    set_aside: list[Any]


def tell_changes(material: Material, day: date) -> Told:
    """What changed since a day; a store keeps it until the file changes, or another day is asked for."""

    def tell() -> str:
        now = material.dossier()
        before = material.until(day - timedelta(days=1), undated=True).dossier()
        found = find_changes(before, now, day)
        lines = list(_say(found, now, day.isoformat()))
        return json.dumps({"rows": dump([_row(c) for c in found]), "lines": lines, "set_aside": dump(now.set_aside)})

    return Told(**json.loads(material.remember("changes", tell, day.isoformat())))


def _row(change: Change) -> dict[str, Any]:
    return {
        "change": change.change.value,
        "about": change.about,
        "id": change.item.id,
        "text": change.text,
        "before": change.before,
        "after": change.after,
        "last_told": change.last,
        "to_check": change.to_check,
        "evidence": change.evidence,
    }


def _say(found: list[Change], now: Dossier, since: str) -> Iterator[str]:
    """A text for each change, the first of a kind below its heading; of each kind those to be checked come last."""
    say = Lister.of(now).say
    for kind, group in groupby(found, key=lambda c: c.change):
        heading = f"{_TITLES[kind]} since {since}\n"
        for c in group:
            yield heading + say(c.text, c.evidence, 1, sure=not c.to_check)
            heading = ""
