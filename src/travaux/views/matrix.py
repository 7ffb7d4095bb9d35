"""The issue × party matrix: each cell a party's latest words on an issue with their age, or that no report tells any."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from travaux.ontology.dossier import Dossier, PositionItem
from travaux.ontology.vocabulary import ActorKind, Issue, Role, Stance
from travaux.views.sure import mark_unsure
from travaux.views.trust import is_trusted
from travaux.views.wording import quote_words, say_edtf, say_issue, say_span

NO_REPORT = "no report"
_PARTIES = 5
"""Columns at most: the parties first, then those who say most."""
_WORDS = 18
_ISSUE_WIDTH = 16
_CELL_WIDTH = 34
_STANCES = {
    Stance.WANTS: "wants",
    Stance.ACCEPTS: "accepts",
    Stance.CONDITIONAL: "on conditions",
    Stance.REFUSES: "refuses",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One party on one issue; `position` is None where no report tells it."""

    issue: Issue
    actor: str
    position: PositionItem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Issues are rows, parties columns; `cells` has one for each pair, row by row."""

    issues: tuple[Issue, ...]
    actors: tuple[str, ...]
    cells: tuple[Cell, ...]

    def row(self, issue: Issue) -> tuple[Cell, ...]:
        """The cells of one issue, in the order of the parties."""
        return tuple(c for c in self.cells if c.issue is issue)


def make_matrix(dossier: Dossier, parties: int = _PARTIES, *, sure_only: bool = False) -> Matrix:
    """The matrix of a dossier: every issue on which one of its columns has a position, and at most `parties` columns.

    With `sure_only` a position that is to be checked before use is left out of its cell.
    """
    actors = _columns(dossier, parties)
    known = {(p.actor, p.issue): p for p in dossier.positions if is_trusted(p) or not sure_only}
    issues = tuple(i for i in Issue if any((a, i) in known for a in actors))
    cells = tuple(Cell(issue=i, actor=a, position=known.get((a, i))) for i in issues for a in actors)
    return Matrix(issues=issues, actors=actors, cells=cells)


def _columns(dossier: Dossier, most: int) -> tuple[str, ...]:
    """The sides, whether or not they say anything; then who has most positions."""
    sides = [
        p.name
        for p in dossier.parties
        if p.roles[0] in {Role.PARTY, Role.ARMED_GROUP} and p.kind not in {ActorKind.PERSON, ActorKind.PEOPLE}
    ]
    told: dict[str, int] = {}
    for p in dossier.positions:
        told[p.actor] = told.get(p.actor, 0) + len(p.evidence)
    speaking = [s for s in sides if s in told]
    others = sorted((a for a in told if a not in sides), key=lambda a: (-told[a], a))
    silent = [s for s in sides if s not in told][:2] if len(speaking) < 2 else []
    return tuple([*speaking, *silent, *others][:most])


def say_cell(position: PositionItem | None) -> str:
    """What a party says, in which words, through whom and how old they are."""
    if position is None:
        return NO_REPORT
    facts = [position.spoken_by] if position.spoken_by and position.spoken_by != position.actor else []
    facts += [say_age(position)] if position.day else []
    dissent = f"; {len(position.dissent)} of the party say otherwise" if position.dissent else ""
    changed = "; changed" if position.changes else ""
    told = f" ({', '.join(facts)})" if facts else ""
    return f"{_STANCES[position.stance]}: {quote_words(position.quote, _WORDS)}{told}{changed}{dissent}"


def say_age(position: PositionItem) -> str:
    """The day of a position and its distance from the newest report, where both are known."""
    day = say_edtf(position.day) if position.day else ""
    if position.age is None:
        return day
    if position.age <= 0:
        return f"{day}, new"
    return f"{day}, {say_span(position.age)} old"


def render_matrix(matrix: Matrix) -> str:
    """The matrix as a table of plain text, its cells wrapped."""
    if not matrix.issues:
        return "No report tells where any party stands on an issue."
    head = ["issue", *matrix.actors]
    rows = [[say_issue(i), *(_mark_cell(c.position) for c in matrix.row(i))] for i in matrix.issues]
    widths = [_ISSUE_WIDTH, *(_CELL_WIDTH for _ in matrix.actors)]
    rule = "-+-".join("-" * w for w in widths)
    return "\n".join([_render_row(head, widths), rule, *(f"{_render_row(r, widths)}\n{rule}" for r in rows)])


def _mark_cell(position: PositionItem | None) -> str:
    return mark_unsure(say_cell(position), position is None or is_trusted(position))


def _render_row(cells: Sequence[str], widths: Sequence[int]) -> str:
    wrapped = [textwrap.wrap(c, w) or [""] for c, w in zip(cells, widths, strict=True)]
    lines = zip_longest(*wrapped, fillvalue="")
    return "\n".join(" | ".join(part.ljust(w) for part, w in zip(line, widths, strict=True)).rstrip() for line in lines)
