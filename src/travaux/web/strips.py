"""The access board as strips of days: one cell a day for each lane of a point, with the same in words."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from travaux.ontology.dossier import AccessStatus
from travaux.views.board import ANNOUNCED, Board, Lane, Period, PointRow
from travaux.views.board_text import say_lane
from travaux.views.wording import join_names, say_edtf
from travaux.web.spans import span_days

DAYS = 60
"""Days of a strip."""
_WAYS = {"in": "inwards", "out": "outwards", "both": "both ways"}
NONE, QUIET = "none", "unknown"
"""No report tells a state of the day; the last that did is too long ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A day of a lane and the state that held on it."""

    day: str
    state: str
    contested: bool
    told: bool
    """Whether a report tells of it on that very day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A lane with its days: `label` says them in words."""

    lane: Lane
    way: str
    text: str
    cells: tuple[Cell, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A point with its strips."""

    row: PointRow
    strips: tuple[Strip, ...]


def find_last_day(board: Board) -> date | None:
    """The last day that strips show: that of the board, or the one on which all that is told of points has gone quiet."""
    if board.as_of is None:
        return None
    told = max((lane.last_told for p in board.points for lane in p.lanes if lane.last_told), default=board.as_of)
    return min(date.fromisoformat(board.as_of), date.fromisoformat(told) + timedelta(days=board.quiet_after))


def list_days(last: date | None, number: int = DAYS) -> list[str]:
    """So many days up to the last, oldest first."""
    if last is None:
        return []
    return [(last - timedelta(days=n)).isoformat() for n in reversed(range(min(number, last.toordinal())))]


def make_strip(lane: Lane, days: Sequence[str], board: Board, published: Mapping[str, str | None]) -> Strip:
    """A lane over these days; `published` are the days on which reports came out."""
    cells = tuple(_cells(lane, days, board.quiet_after, published))
    return Strip(lane=lane, way=_say_way(lane), text=say_lane(lane), cells=cells, label=_say_cells(cells))


def _say_way(lane: Lane) -> str:
    purpose = f"for {join_names([p.replace('_', ' ') for p in lane.purpose])}" if lane.purpose else ""
    return " ".join(filter(None, (_WAYS.get(lane.direction or "", ""), purpose)))


def _cells(lane: Lane, days: Sequence[str], quiet_after: int, published: Mapping[str, str | None]) -> Iterator[Cell]:
    told = sorted({d for s in lane.statuses if s.state not in ANNOUNCED for d in _told_on(s, published)})
    announced = {day: s.state.value for s in lane.announced for day in _own_days(s)}
    for day in days:
        period = next((p for p in reversed(lane.history) if _begin(p) <= day), None)
        heard = bisect_right(told, day)
        last = told[heard - 1] if heard else _begin(period) if period else ""
        state = NONE if period is None else period.state.value if _apart(last, day) <= quiet_after else QUIET
        if state in {NONE, QUIET}:
            state = announced.get(day, state)
        contested = period is not None and bool(period.contested) and period.since == day
        yield Cell(day=day, state=state, contested=contested, told=bool(heard) and last == day)


def _begin(period: Period) -> str:
    """The first day of a state; "" where it has held since before all else."""
    days = span_days(period.since or "")
    return days[0] if days else ""


def _own_days(status: AccessStatus) -> Iterator[str]:
    """The first and last day told of a status."""
    for part in (status.when.edtf or "" if status.when is not None else "").split("/"):
        yield from span_days(part.strip("~?%.")) or ()


def _told_on(status: AccessStatus, published: Mapping[str, str | None]) -> Iterator[str]:
    """The days told of a status, and those on which reports tell it."""
    yield from _own_days(status)
    yield from (day for e in status.evidence if (day := published.get(e.report)))


def _apart(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days if first else 0


def _say_cells(cells: Sequence[Cell]) -> str:
    """The days as runs of one state: "open 1 May 2025 to 9 May 2025; closed 10 May 2025"."""
    parts = []
    for state, group in groupby(cells, key=lambda c: c.state):
        run = list(group)
        word = {NONE: "no report", QUIET: "last told too long ago"}.get(state, state)
        first, last = run[0].day, run[-1].day
        parts.append(f"{word} {say_edtf(first) if first == last else f'{say_edtf(first)} to {say_edtf(last)}'}")
    return "; ".join(parts)
