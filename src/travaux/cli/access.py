"""`travaux access`: the board of crossings, ports, corridors and areas."""

from typing import Annotated

import typer

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, make_app
from travaux.cli.output import show, show_json, show_jsonl
from travaux.cli.rows import describe, dump, list_left
from travaux.views.board import QUIET_AFTER, make_board
from travaux.views.board_text import render_board

app = make_app()
ACCESS_SCHEMA = "travaux-access/1"


@app.command()
@with_material
def access(
    material: Material,
    quiet_after: Annotated[
        int,
        typer.Option(metavar="DAYS", min=1, help="Days without a report after which a state is unknown."),
    ] = QUIET_AFTER,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Print the board of access: each point's state on the day, since when and how it is known, and what moved.

    The day is that of --as-of, else that of the newest report.
    """
    dossier = material.dossier()
    board = make_board(dossier, material.as_of, quiet_after)
    if format is ListFormat.JSONL:
        show_jsonl({"schema": ACCESS_SCHEMA, "as_of": board.as_of, **dump(point)} for point in board.points)
    elif format is ListFormat.JSON:
        show_json({"schema": ACCESS_SCHEMA, **describe(material), **dump(board), **list_left(material, dossier)})
    else:
        show(render_board(board))
