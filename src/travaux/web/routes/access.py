"""The access board: a row a crossing, a cell a day; routes, incidents, constraints, promise and fact."""

from collections import Counter

from fastapi import APIRouter, Response

from travaux.views.access import say_consignment, say_incident
from travaux.views.board_text import say_promise
from travaux.views.control import say_control, say_control_details
from travaux.web.context import Part, ViewDep, read_day
from travaux.web.pages import render
from travaux.web.strips import Crossing, find_last_day, list_days, make_strip

router = APIRouter(prefix="/p/{process}")
_POINTS = 12
"""Points of one page."""
_LOADS = 8
"""Consignments below a point that are shown."""


@router.get("/access")
def show_access(view: ViewDep, until: str = "") -> Response:
    """The board of access; its strips end on the day that is asked for."""
    board, published = view.file.board, view.file.desk.days
    days = list_days(read_day(until) or find_last_day(board))
    points = view.part(board.points, _POINTS)
    first = f"strips {days[-1:]} {points.number}"
    crossings = view.file.remember(
        first,
        lambda: [
            Crossing(row=p, strips=tuple(make_strip(x, days, board, published) for x in p.lanes)) for p in points.rows
        ],
    )
    part = Part(rows=crossings, number=points.number, pages=points.pages, total=points.total)
    constraints = Counter((c.type.value, c.place or "") for c in board.constraints)
    context = {
        "board": board,
        "days": days,
        "part": part,
        "routes": board.routes[:40],
        "incidents": board.incidents[:60],
        "constraints": sorted(constraints.items(), key=lambda row: (-row[1], row[0]))[:60],
        "promises": [(p, say_promise(p)) for p in board.promises if p.facts or p.quantity is not None][:30],
        "loads": [*board.moved, *board.not_moved][:60],
        "shown": _LOADS,
        "say_control": say_control,
        "say_control_details": say_control_details,
        "say_load": say_consignment,
        "say_incident": say_incident,
    }
    return render(view.request, "access.html", context)
