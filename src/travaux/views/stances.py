"""Sections of a brief on the bargaining: where each party stands on each issue, and the ceasefires."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from travaux.ontology.dossier import Evidence, Item, PositionItem
from travaux.views.ceasefires import say_breach, say_ceasefire
from travaux.views.desk import Desk, Line
from travaux.views.matrix import make_matrix, say_cell
from travaux.views.sentences import start
from travaux.views.trust import is_trusted
from travaux.views.wording import say_issue

_PAIR = 2


def list_stances(desk: Desk) -> Iterator[Line]:
    """The issue × party matrix, row by row: an issue, and below it each party's words on it that are surely read.

    What one party alone surely says stands with who wants what. Each has the day of its report.
    """
    matrix = make_matrix(desk.dossier)
    for issue in matrix.issues:
        cells = [(cell, p, _latest(p)) for cell in matrix.row(issue) if (p := cell.position) is not None]
        sure = [(cell, p, e) for cell, p, e in cells if e is not None and is_trusted(p)]
        if len(sure) < _PAIR:
            continue
        yield Line(text=f"{start(say_issue(issue))}:")
        for cell, position, latest in sure:
            shown = replace(position, day=desk.days.get(latest.report), changes=(), dissent=())
            yield desk.cite([latest], f"{start(cell.actor)} {say_cell(shown)}.", 1)


def _latest(position: PositionItem) -> Evidence | None:
    """The words in which a party said last where it stands."""
    return next((e for e in position.evidence if e.claim == position.latest), None)


def list_ceasefires(desk: Desk) -> Iterator[Line]:
    """Each ceasefire of which one report names all sides, and the breaches that are alleged by somebody named with it."""
    told = [c for c in desk.dossier.ceasefires if is_trusted(c) and _are_named(c, c.parties)]
    for c in sorted(told, key=lambda c: desk.rank(c, c.parties)):
        yield desk.line(c, say_ceasefire(c))
        for b in (b for b in c.breaches if _are_named(b, (*b.by, *b.alleged_by))):
            yield desk.line(b, say_breach(b), 1)


def _are_named(item: Item, names: Iterable[str]) -> bool:
    """Whether the words of one claim name all of these."""
    wanted = set(names)
    return any(wanted <= set(e.names) for e in item.evidence)
