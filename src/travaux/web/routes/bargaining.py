"""The bargaining: what is on the table, positions, demands, leverage."""

from typing import Any

from fastapi import APIRouter, Response

from travaux.errors import UsageError
from travaux.views.matrix import NO_REPORT, say_age
from travaux.views.trust import is_trusted
from travaux.web.context import ViewDep
from travaux.web.pages import render

router = APIRouter(prefix="/p/{process}")
_PROPOSALS = 15
"""Proposals of one page."""
_INNER = 6
"""Answers, steps and terms of each that are shown; a page of its own has all."""
_LOOSE = 15
"""Terms and answers of no proposal that are shown."""


@router.get("/table")
def show_table(view: ViewDep, proposal: str = "") -> Response:
    """Proposals with their terms, steps and answers; the first of each, or all of the one proposal asked for."""
    context: dict[str, Any]
    if proposal:
        row = next((r for r in view.file.proposals if r.id == proposal), None)
        if row is None:
            raise UsageError(f"there is no proposal {proposal[:80]!r} in this file")
        context = {"part": view.part([row]), "frameworks": (), "answers": (), "most": len(row.inner), "alone": True}
    else:
        part = view.part(view.file.proposals, _PROPOSALS)
        first = part.number == 1
        frameworks, answers = (view.file.frameworks[:_LOOSE], view.file.answers[:_LOOSE]) if first else ((), ())
        context = {"part": part, "frameworks": frameworks, "answers": answers, "most": _INNER, "alone": False}
    view.load_texts(context["part"].rows)
    return render(view.request, "table.html", context)


@router.get("/positions")
def show_positions(view: ViewDep) -> Response:
    """The matrix of issues and parties, and below it each position with its words."""
    cells = [c for c in view.file.matrix.cells if c.position is not None]
    context = {
        "matrix": view.file.matrix,
        "cells": cells,
        "no_report": NO_REPORT,
        "say_age": say_age,
        "trusts": is_trusted,
    }
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
