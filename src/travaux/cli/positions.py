"""`travaux positions`: where each party stands on each issue."""

from collections.abc import Iterator
from typing import Annotated

import typer

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, make_app
from travaux.cli.output import show, show_json
from travaux.cli.rows import describe, dump, list_left, print_list
from travaux.ontology.dossier import Dossier
from travaux.views.listing import Lister
from travaux.views.matrix import make_matrix, render_matrix
from travaux.views.sentences import say_change, say_dissent, say_position

app = make_app()
MATRIX_SCHEMA = "travaux-matrix/1"
AsMatrix = Annotated[bool, typer.Option("--matrix", help="As a table of issues by parties.")]


@app.command()
@with_material
def positions(material: Material, format: ListFormat = ListFormat.TEXT, matrix: AsMatrix = False) -> None:  # noqa: A002, FBT002
    """Print where each party stands on each issue in its latest words, who of it says otherwise, and what changed."""
    dossier = material.dossier()
    if matrix and format is ListFormat.TEXT:
        show(render_matrix(make_matrix(dossier)))
    elif matrix:
        table = dump(make_matrix(dossier))
        show_json({"schema": MATRIX_SCHEMA, **describe(material), **table, **list_left(material, dossier)})
    else:
        print_list("positions", material, dossier, dossier.positions, _say(dossier), format)


def _say(dossier: Dossier) -> Iterator[str]:
    """Each position with its quotes; below it dissent, and each change with both quotes."""
    say = Lister.of(dossier).say
    for p in dossier.positions:
        yield say(say_position(p), p.evidence)
        for change in p.changes:
            yield say(say_change(change), change.evidence, 1)
        for voice in p.dissent:
            yield say(say_dissent(voice), voice.evidence, 1)
