"""Sections of a brief on the bargaining: where each party stands on each issue, and the ceasefires."""

from collections.abc import Iterator

from travaux.views.ceasefires import say_breach, say_ceasefire
from travaux.views.desk import Desk, Line
from travaux.views.matrix import NO_REPORT, make_matrix, say_cell
from travaux.views.sentences import say_change, say_dissent, start
from travaux.views.trust import is_trusted
from travaux.views.wording import say_issue


def list_positions(desk: Desk) -> Iterator[Line]:
    """The issue × party matrix, row by row: an issue, and below it each party's words on it or that no report tells any.

    Words that are read rightly too seldom are left out, and so is an issue of which no others are told.
    """
    matrix = make_matrix(desk.dossier)
    for issue in matrix.issues:
        cells = [cell for cell in matrix.row(issue) if cell.position is None or is_trusted(cell.position)]
        if all(cell.position is None for cell in cells):
            continue
        yield Line(text=f"{start(say_issue(issue))}:")
        for cell in cells:
            if cell.position is None:
                yield Line(text=f"{start(cell.actor)}: {NO_REPORT}.", indent=1)
                continue
            latest = [e for e in cell.position.evidence if e.claim == cell.position.latest]
            yield desk.cite(latest, f"{start(cell.actor)} {say_cell(cell.position)}.", 1)
            for change in cell.position.changes[-1:]:
                yield desk.line(change, say_change(change), 2)
            for voice in cell.position.dissent[:2]:
                yield desk.line(voice, say_dissent(voice), 2)


def list_ceasefires(desk: Desk) -> Iterator[Line]:
    """Each ceasefire with what is told of it, and the breaches that are alleged."""
    for c in sorted(filter(is_trusted, desk.dossier.ceasefires), key=lambda c: desk.rank(c, c.parties)):
        yield desk.line(c, say_ceasefire(c))
        for b in c.breaches:
            yield desk.line(b, say_breach(b), 1)
