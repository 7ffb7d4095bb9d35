"""The board of access: for each point its state on a day, by direction and purpose, and what moved through it.

Three things are kept apart: the state that is told as being so, what is only planned or approved, and what has moved.
A state of which no report has told for a number of days is unknown since the last one that did.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from travaux.ontology.dossier import (
    AccessPointItem,
    AccessStatus,
    ConsignmentItem,
    ConstraintItem,
    Dossier,
    IncidentItem,
    Item,
    RouteItem,
)
from travaux.ontology.vocabulary import AccessState, Basis, ConsignmentStage, FacilityKind, Modality
from travaux.views.control import ControlRow, list_control
from travaux.views.promises import Promise, compare_promises, name_reports, name_sayers

QUIET_AFTER = 14
"""Days without a report after which a state is unknown, unless another number is asked for."""
ANNOUNCED = frozenset({AccessState.PLANNED, AccessState.APPROVED})
PASSABLE = frozenset({AccessState.OPEN, AccessState.RESTRICTED})
SHUT = frozenset({AccessState.CLOSED, AccessState.DESTROYED})
GONE_THROUGH = frozenset({ConsignmentStage.MOVED, ConsignmentStage.RECEIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A state from one day to the next state's (ISO, `until` None: to this day)."""

    state: AccessState
    since: str | None
    dated: bool
    """Whether the reports tell the day; otherwise it is that of the first report that tells the state."""
    until: str | None
    reopened: bool
    status: str
    """The id of the status that tells it."""
    contested: tuple[str, ...] = ()
    """The ids of statuses that tell the opposite for the same day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One direction and purpose of a point: `None` and `()` where the reports make no difference.

    `state` is UNKNOWN where nothing but plans is told, or nothing for too long: then `last_state` is what was told last
    (`since` None: it is told of the past alone).
    `known` and `said_by` say how the state is known and who says it; `announced` is what is planned or approved since.
    """

    direction: str | None
    purpose: tuple[str, ...]
    state: AccessState
    since: str | None
    known: Basis | None
    said_by: tuple[str, ...]
    last_told: str | None
    last_state: AccessState | None
    history: tuple[Period, ...]
    announced: tuple[AccessStatus, ...]
    statuses: tuple[AccessStatus, ...]

    @property
    def change(self) -> tuple[Period, Period] | None:
        """The last change of state: before and after."""
        return (self.history[-2], self.history[-1]) if len(self.history) > 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """A point on the board. What moved and what did not (asked for, approved, loaded, denied, taken) are never mixed."""

    item: AccessPointItem
    name: str
    kind: FacilityKind
    place: str | None
    connects: tuple[str, ...]
    lat: float | None
    lon: float | None
    lanes: tuple[Lane, ...]
    control: tuple[ControlRow, ...]
    moved: tuple[ConsignmentItem, ...]
    not_moved: tuple[ConsignmentItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The board on a day (ISO, None where no report has one); `quiet_after` in days."""

    as_of: str | None
    quiet_after: int
    points: tuple[PointRow, ...]
    moved: tuple[ConsignmentItem, ...]
    """What moved through no point that the reports name."""
    not_moved: tuple[ConsignmentItem, ...]
    routes: tuple[RouteItem, ...]
    incidents: tuple[IncidentItem, ...]
    constraints: tuple[ConstraintItem, ...]
    promises: tuple[Promise, ...]


def make_board(dossier: Dossier, as_of: date | None = None, quiet_after: int = QUIET_AFTER) -> Board:
    """The board of a dossier on a day, by default that of its newest report."""
    days = {r.id: r.published for r in dossier.reports if r.published}
    today = as_of.isoformat() if as_of else max(days.values(), default=None)
    book = _Book(days=days, outlets=name_reports(dossier), today=today, quiet_after=quiet_after)
    moved, waiting = _divide(dossier.consignments)
    return Board(
        as_of=today,
        quiet_after=quiet_after,
        points=tuple(_row(p, book) for p in dossier.access_points),
        moved=moved,
        not_moved=waiting,
        routes=dossier.routes,
        incidents=dossier.incidents,
        constraints=dossier.constraints,
        promises=compare_promises(dossier),
    )


def _divide(loads: Iterable[ConsignmentItem]) -> tuple[tuple[ConsignmentItem, ...], tuple[ConsignmentItem, ...]]:
    rows = tuple(loads)
    return (
        tuple(c for c in rows if c.stage in GONE_THROUGH),
        tuple(c for c in rows if c.stage not in GONE_THROUGH),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """What a row needs to know of the reports: their days and outlets, and the day of the board."""

    days: Mapping[str, str]
    outlets: Mapping[str, str]
    today: str | None
    quiet_after: int


def _row(point: AccessPointItem, book: _Book) -> PointRow:
    moved, waiting = _divide(point.consignments)
    return PointRow(
        item=point,
        name=point.name,
        kind=point.kind,
        place=point.place,
        connects=point.connects,
        lat=point.lat,
        lon=point.lon,
        lanes=tuple(_lane(point, key, moved, book) for key in _keys(point, book.days)),
        control=list_control(point.controls, book.days, book.outlets),
        moved=moved,
        not_moved=waiting,
    )


_Key = tuple[str | None, tuple[str, ...]]
_WHOLE: _Key = (None, ())


def _keys(point: AccessPointItem, days: Mapping[str, str]) -> list[_Key]:
    """The directions and purposes that are told apart, what is told of all of them first.

    A state of the whole point that one of a single way or purpose has overtaken stands in the latter's history alone.
    """
    keys = dict.fromkeys((s.direction, tuple(sorted(s.purpose))) for s in point.statuses)
    conditions = [s for s in point.statuses if s.state not in ANNOUNCED]
    whole = max((_day(s, days) for s in conditions if _is_whole(s)), default=None)
    later = whole is not None and any(_day(s, days) > whole for s in conditions if not _is_whole(s))
    kept = [k for k in keys if k != _WHOLE or not later]
    return sorted(kept, key=lambda k: (k != _WHOLE, k[0] or "", k[1]))


def _is_whole(status: AccessStatus) -> bool:
    return status.direction is None and not status.purpose


def _lane(point: AccessPointItem, key: _Key, moved: Sequence[ConsignmentItem], book: _Book) -> Lane:
    days = book.days
    statuses = tuple(s for s in point.statuses if _concerns(s, key))
    told = [s for s in statuses if s.state not in ANNOUNCED]
    history = _history(told, days)
    now = next((s for s in told if history and s.id == history[-1].status), None)
    last = max((_last_told(i, days) for i in (*(told or statuses), *moved)), default="") or None
    past = now is not None and _is_past(now)
    quiet = now is not None and not past and _days_between(last, book.today) > book.quiet_after
    known = now is not None and not quiet and not past
    return Lane(
        direction=key[0],
        purpose=key[1],
        state=now.state if now is not None and known else AccessState.UNKNOWN,
        since=history[-1].since if known else last if quiet else None,
        known=now.basis if now is not None and known else None,
        said_by=name_sayers(now, book.outlets) if now is not None else (),
        last_told=last,
        last_state=now.state if now is not None and not known else None,
        history=history,
        announced=tuple(s for s in statuses if s.state in ANNOUNCED and _is_pending(s, now, days)),
        statuses=statuses,
    )


def _is_past(status: AccessStatus) -> bool:
    """Whether a state is told of times gone by alone ("the siege that ended", "before the truce"): it says nothing of today."""
    return all(e.modality is Modality.HISTORICAL for e in status.evidence)


def _concerns(status: AccessStatus, key: _Key) -> bool:
    """Whether a status speaks of a lane: its own, or all of the point's."""
    direction, purpose = key
    if key == _WHOLE:
        return _is_whole(status)
    return status.direction in {None, direction} and (
        not status.purpose or (bool(purpose) and _share(set(status.purpose), set(purpose)))
    )


def _share(a: set[str], b: set[str]) -> bool:
    """Whether one set of purposes holds the other."""
    return a <= b or b <= a


def _history(told: Sequence[AccessStatus], days: Mapping[str, str]) -> tuple[Period, ...]:
    """The states one after the other; the same state told again goes on, and of one day the last told is kept.

    Where no day is known, a point that is told as reopened was shut before.
    """
    dated = sorted(
        ((_day(s, days), n, s) for n, s in enumerate(told)), key=lambda r: (r[0], not r[0] and r[2].reopened, r[1])
    )
    out: list[Period] = []
    for day, _, status in dated:
        since = day or None
        last = out[-1] if out else None
        if last is not None and last.state is status.state and not (status.reopened and last.until):
            continue
        against = (
            () if last is None or last.since != since or not _opposed(last.state, status.state) else (last.status,)
        )
        if last is not None:
            out[-1] = _end(last, since, status.id if against else None)
        out.append(
            Period(
                state=status.state,
                since=since,
                dated=bool(_told_day(status)),
                until=None,
                reopened=status.reopened,
                status=status.id,
                contested=against,
            )
        )
    return tuple(out)


def _end(period: Period, until: str | None, against: str | None) -> Period:
    contested = period.contested if against is None else (*period.contested, against)
    return replace(period, until=until, contested=contested)


def _opposed(a: AccessState, b: AccessState) -> bool:
    return (a in PASSABLE and b in SHUT) or (a in SHUT and b in PASSABLE)


def _is_pending(status: AccessStatus, now: AccessStatus | None, days: Mapping[str, str]) -> bool:
    """Whether an announcement is not yet overtaken: told no earlier than the state that is so now began."""
    return now is None or _last_told(status, days) >= _day(now, days)


def _day(status: AccessStatus, days: Mapping[str, str]) -> str:
    """The day from which a status holds: the first one told, else that of the first report.

    "" where none is known, as of what was so before some event: that comes before all else.
    """
    told = _told_day(status)
    if not told and _is_past(status):
        return ""
    return told or min((d for e in status.evidence if (d := days.get(e.report))), default="")


def _told_day(status: AccessStatus) -> str:
    """The first day of the time told, "" where none is told or resolved."""
    return (status.when.edtf or "").split("/")[0].strip("~?%.") if status.when is not None else ""


def _last_told(item: Item, days: Mapping[str, str]) -> str:
    return max((d for e in item.evidence if (d := days.get(e.report))), default="")


def _days_between(first: str | None, last: str | None) -> int:
    if not first or not last:
        return 0
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
