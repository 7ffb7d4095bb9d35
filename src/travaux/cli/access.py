"""`travaux access`: the board of crossings, ports, corridors and areas."""

from typing import Annotated

import typer

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, Sure, make_app
from travaux.cli.output import show, show_json, show_jsonl
from travaux.cli.rows import describe, list_left
from travaux.views.board import QUIET_AFTER, make_board
from travaux.views.board_sure import dump_board, dump_point, keep_sure
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
    sure: Sure = False,  # noqa: FBT002
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Print the board of access: each point's state on the day, since when and how it is known, and what moved.

    The day is that of --as-of, else that of the newest report.
    """
    dossier = material.dossier()
    board = make_board(dossier, material.as_of, quiet_after)
    kept = keep_sure(board) if sure else board
    if format is ListFormat.JSONL:
        show_jsonl({"schema": ACCESS_SCHEMA, "as_of": board.as_of, **dump_point(point)} for point in kept.points)
    elif format is ListFormat.JSON:
        show_json({"schema": ACCESS_SCHEMA, **describe(material), **dump_board(kept), **list_left(material, dossier)})
    else:
        show(render_board(board, sure_only=sure))
