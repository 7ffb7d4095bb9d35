"""`travaux positions`: where each party stands on each issue."""

from collections.abc import Iterator
from typing import Annotated

import typer

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, Sure, make_app
from travaux.cli.output import show, show_json
from travaux.cli.rows import Entry, describe, dump, list_left, print_list
from travaux.ontology.dossier import Dossier, Evidence, PositionItem
from travaux.views.listing import Lister
from travaux.views.matrix import make_matrix, render_matrix
from travaux.views.sentences import say_change, say_dissent, say_position
from travaux.views.sure import dump_rated, explain_mark, is_sure, list_sure_parts, sort_surest_first, tell_surely

app = make_app()
MATRIX_SCHEMA = "travaux-matrix/1"
AsMatrix = Annotated[bool, typer.Option("--matrix", help="As a table of issues by parties.")]


@app.command()
@with_material
def positions(
    material: Material,
    matrix: AsMatrix = False,  # noqa: FBT002
    sure: Sure = False,  # noqa: FBT002
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Print where each party stands on each issue in its latest words, who of it says otherwise, and what changed."""
    dossier = material.dossier()
    if matrix:
        _print_matrix(material, dossier, format, sure=sure)
        return
    lister = Lister.of(dossier)
    entries = [
        Entry(
            row=dump_rated(p, sure_only=sure),
            text="\n".join(_say(p, lister, sure_only=sure)),
            trusted=tell_surely(p) is not None,
        )
        for p in sort_surest_first(dossier.positions)
    ]
    print_list("positions", material, dossier, entries, format, sure=sure)


def _print_matrix(material: Material, dossier: Dossier, format: ListFormat, *, sure: bool) -> None:  # noqa: A002
    made = make_matrix(dossier, sure_only=sure)
    told = [c.position for c in make_matrix(dossier).cells if c.position is not None]
    if format is ListFormat.TEXT:
        explained = explain_mark(sum(not is_sure(p) for p in told), len(told), left_out=sure)
        show("\n\n".join(filter(None, [render_matrix(made), explained])))
        return
    table = dump(made)
    for cell, row in zip(made.cells, table["cells"], strict=True):
        row["position"] = None if cell.position is None else dump_rated(cell.position, sure_only=sure)
    show_json({"schema": MATRIX_SCHEMA, **describe(material), **table, **list_left(material, dossier)})


def _day(lister: Lister, e: Evidence) -> str:
    report = lister.reports.get(e.report)
    return (report.published if report else None) or ""


def _say(position: PositionItem, lister: Lister, *, sure_only: bool) -> Iterator[str]:
    """A position with its quotes; below it dissent, and each change with both quotes."""
    told = tell_surely(position)
    shown = told or position
    latest = sorted(shown.evidence, key=lambda e: (e.claim == position.latest, _day(lister, e)), reverse=True)
    yield lister.say(say_position(shown), latest, sure=told is not None)
    rows = [*((c, say_change(c)) for c in position.changes), *((v, say_dissent(v)) for v in position.dissent)]
    yield from lister.say_parts(rows, list_sure_parts(position), sure_only=sure_only)
