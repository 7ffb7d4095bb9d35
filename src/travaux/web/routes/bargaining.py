"""The bargaining: what is on the table, positions, demands, leverage."""

from fastapi import APIRouter, Response

from travaux.views.matrix import NO_REPORT, say_age
from travaux.web.context import ViewDep
from travaux.web.pages import render

router = APIRouter(prefix="/p/{process}")


@router.get("/table")
def show_table(view: ViewDep) -> Response:
    """Proposals with their terms, steps and answers."""
    part = view.part(view.file.proposals, 25)
    view.load_texts(part.rows)
    context = {"part": part, "frameworks": view.file.frameworks[:20], "answers": view.file.answers[:20]}
    return render(view.request, "table.html", context)


@router.get("/positions")
def show_positions(view: ViewDep) -> Response:
    """The matrix of issues and parties, and below it each position with its words."""
    cells = [c for c in view.file.matrix.cells if c.position is not None]
    context = {"matrix": view.file.matrix, "cells": cells, "no_report": NO_REPORT, "say_age": say_age}
    view.library.texts({e.report for c in cells if c.position for e in c.position.evidence[-3:]})
    return render(view.request, "positions.html", context)


@router.get("/demands")
def show_demands(view: ViewDep) -> Response:
    """The demand ledger."""
    part = view.part(view.file.demands)
    view.load_texts(part.rows)
    return render(view.request, "demands.html", {"part": part})


@router.get("/leverage")
def show_leverage(view: ViewDep) -> Response:
    """Threats, pressure, sanctions, inducements."""
    part = view.part(view.file.pressure)
    view.load_texts(part.rows)
    return render(view.request, "leverage.html", {"part": part})
