"""What has changed since a day: what is new, what moved, what was contradicted, what went quiet."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from travaux.ontology.confirmations import independent_origins
from travaux.ontology.dossier import (
    AccessPointItem,
    DemandItem,
    Dossier,
    Evidence,
    Item,
    MeetingItem,
    Party,
    StatusItem,
)
from travaux.ontology.vocabulary import DemandState, LeverageOutcome, MeetingStatus, ProposalState, Role
from travaux.views.access import say_constraint, say_control_item, say_incident, say_point, say_route
from travaux.views.desk import Desk
from travaux.views.heard import find_last_heard
from travaux.views.sentences import (
    say_conflict,
    say_demand,
    say_instrument,
    say_leverage,
    say_meeting,
    say_proposal,
    say_response,
    say_status,
    start,
)
from travaux.views.standing import find_told
from travaux.views.sure import is_sure, tell_surely
from travaux.views.table import find_seated
from travaux.views.timeline import last_day, make_timeline
from travaux.views.trust import is_trusted
from travaux.views.wording import quote_words, say_edtf


class ChangeKind(StrEnum):
    """How the file changed."""

    NEW = "new"
    MOVED = "moved"
    CONTRADICTED = "contradicted"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change; `before` and `after` are states of what moved, and `last` the day on which what is quiet was last told.

    `to_check` says that it is too vague, or of a kind too often wrong, to be relied on before somebody has read the words;
    what is sure is told by its surest words alone, and `evidence` are those.
    """

    change: ChangeKind
    about: str
    text: str
    item: Item
    before: str | None = None
    after: str | None = None
    last: str | None = None
    evidence: tuple[Evidence, ...]
    to_check: bool

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent origins of what is shown."""
        return independent_origins(self.evidence)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of item: where it stands in a dossier, how it is said, its state, and whether it waits for an answer."""

    name: str
    items: Callable[[Dossier], Iterable[Item]]
    say: Callable[[Any], str]
    state: Callable[[Any], str | None] = lambda _: None
    waits: Callable[[Any], bool] = lambda _: False


_WAITING = {ProposalState.FLOATED, ProposalState.TABLED, ProposalState.UNDER_CONSIDERATION, ProposalState.COUNTERED}


def _status(dossier: Dossier) -> Iterable[StatusItem]:
    return () if dossier.status is None else (dossier.status,)


def _stated_points(dossier: Dossier) -> Iterable[AccessPointItem]:
    """The points of which more is told than who controls them."""
    return [p for p in dossier.access_points if p.statuses or p.consignments]


def _list_parties(dossier: Dossier) -> Iterable[Party]:
    """Those that have a part in the negotiation, and are not only spoken of."""
    return [p for p in dossier.parties if p.roles[0] not in {Role.OTHER_STATE, Role.MEDIA}]


def _access_state(point: AccessPointItem) -> str | None:
    return point.statuses[-1].state.value if point.statuses else None


_KINDS = (
    _Kind("proposal", lambda d: d.proposals, say_proposal, lambda p: p.state.value, lambda p: p.state in _WAITING),
    _Kind(
        "demand",
        lambda d: d.demands,
        say_demand,
        lambda d: d.state.value,
        lambda d: d.state is DemandState.OPEN,
    ),
    _Kind(
        "meeting",
        lambda d: d.meetings,
        say_meeting,
        lambda m: m.status.value,
        lambda m: m.status is MeetingStatus.PLANNED,
    ),
    _Kind(
        "leverage",
        lambda d: d.leverage,
        say_leverage,
        lambda x: x.outcome.value,
        lambda x: x.outcome is LeverageOutcome.PENDING,
    ),
    _Kind("response", lambda d: [*d.responses, *(r for p in d.proposals for r in p.responses)], say_response),
    _Kind("access_point", _stated_points, lambda p: f"{p.name}: {say_point(p)}", _access_state),
    _Kind("control", lambda d: [c for p in d.access_points for c in p.controls], say_control_item),
    _Kind("route", lambda d: d.routes, say_route, lambda r: r.state.value),
    _Kind("incident", lambda d: d.incidents, say_incident),
    _Kind("constraint", lambda d: d.constraints, say_constraint),
    _Kind("instrument", lambda d: d.instruments, say_instrument, lambda i: i.action),
    _Kind("party", _list_parties, lambda p: f"{p.name}: {p.roles[0].value.replace('_', ' ')}"),
    _Kind("assessment", lambda d: d.assessments, lambda a: f"{a.tone}: {quote_words(a.text)}"),
)
_UNDATED = "9999"
ACTIVE = 90
"""Days before the day asked for within which something was told, to be said to have gone quiet since."""


def find_changes(before: Dossier, now: Dossier, since: date) -> list[Change]:
    """What differs between the file as it was known before `since` and as it is now.

    An item is the same in both where they share a claim. Quiet is what waited for an answer, or a party that was heard,
    and of which no report since then speaks.
    """
    days = {r.id: r.published or _UNDATED for r in now.reports}
    out = [*_status_moves(before, now)]
    for kind in _KINDS:
        out += _compare(kind, before, now)
    out += _deeds(before, now)
    known = {c for item in before.contradictions for c in _claims(item)}
    out += [
        Change(
            change=ChangeKind.CONTRADICTED,
            about="contradiction",
            text=say_conflict(c),
            item=c,
            evidence=c.evidence,
            to_check=not is_trusted(c),
        )
        for c in now.contradictions
        if not _claims(c) <= known or not _was_there(c.sides, before)
    ]
    out += _quiet(now, days, since)
    seated = find_seated(now)
    out = [c for c in out if c.change is not ChangeKind.QUIET or _is_seated(c.item, seated)]
    out = [replace(c, to_check=c.to_check or not _is_seated(c.item, seated)) for c in out]
    order = list(ChangeKind)
    return sorted(out, key=lambda c: (order.index(c.change), c.to_check))


def _is_seated(item: Item, seated: frozenset[str]) -> bool:
    """Whether a party is surely told to be at the table, or a person entered it; other items have no seat there."""
    entered = any(e.confidence in {None, 1.0} for e in item.evidence)
    return not isinstance(item, Party) or item.name in seated or entered


def _was_there(sides: Iterable[str], before: Dossier) -> bool:
    return any(set(sides) == set(c.sides) for c in before.contradictions)


def _claims(item: Item) -> set[str]:
    return {e.claim for e in item.evidence}


def _home(items: Iterable[Item]) -> dict[str, Item]:
    """Claim → the item that rests on it."""
    return {claim: item for item in items for claim in _claims(item)}


def _earlier(item: Item, home: Mapping[str, Item]) -> Item | None:
    """The item of the earlier file that shares a claim with this one."""
    return next((home[c] for c in sorted(_claims(item)) if c in home), None)


def _compare(kind: _Kind, before: Dossier, now: Dossier) -> Iterator[Change]:
    home = _home(kind.items(before))
    for item in kind.items(now):
        old = _earlier(item, home)
        if old is None:
            yield _tell(ChangeKind.NEW, kind, item)
        elif (was := kind.state(old)) != (state := kind.state(item)):
            yield _tell(ChangeKind.MOVED, kind, item, f" (was {_word(was)})", before=was, after=state)


def _tell(change: ChangeKind, kind: _Kind, item: Item, more: str = "", **states: str | None) -> Change:
    """A change, told by the surest words of its item where these are sure, and tell the same state."""
    told = tell_surely(item)
    if told is not None and change is ChangeKind.MOVED and kind.state(told) != kind.state(item):
        told = None
    shown = told or item
    text = f"{start(kind.say(shown))}{more}"
    return Change(
        change=change, about=kind.name, text=text, item=item, evidence=shown.evidence, to_check=told is None, **states
    )


def _word(state: str | None) -> str:
    return state.replace("_", " ") if state else "not told"


def _status_moves(before: Dossier, now: Dossier) -> Iterator[Change]:
    was = before.status.status.value if before.status else None
    if now.status is not None and now.status.status.value != was:
        text = f"{say_status(now.status)} (was {_word(was)})"
        after = now.status.status.value
        yield Change(
            change=ChangeKind.MOVED,
            about="status",
            text=text,
            item=now.status,
            before=was,
            after=after,
            evidence=now.status.evidence,
            to_check=not find_told(Desk.of(now, None), now.status),
        )


def _deeds(before: Dossier, now: Dossier) -> Iterator[Change]:
    """New deeds of the timeline; meetings, texts and incidents are told by their own kinds."""
    home = _home(before.moves)
    for event in make_timeline(now):
        if event.kind == "move" and not event.history and _earlier(event.item, home) is None:
            yield Change(
                change=ChangeKind.NEW,
                about="move",
                text=start(f"{event.when}: {event.text}"),
                item=event.item,
                evidence=event.evidence,
                to_check=not event.trusted,
            )


def _quiet(now: Dossier, days: Mapping[str, str], since: date) -> Iterator[Change]:
    """What waited for an answer shortly before, is still as it was, and has not been spoken of since."""
    heard = find_last_heard(now, days)
    start_of_window = (since - timedelta(days=min(ACTIVE, since.toordinal() - 1))).isoformat()
    for kind in _KINDS:
        for item in kind.items(now):
            told = max(_last(item, days), heard.get(item.name, "")) if isinstance(item, Party) else _last(item, days)
            if not start_of_window <= told < since.isoformat() or not is_sure(item):
                continue
            if isinstance(item, DemandItem) and any(
                _asks_the_same(d, item) and _last(d, days) > told for d in now.demands
            ):
                continue
            if kind.waits(item) or (isinstance(item, Party) and _spoke(item)):
                due = (
                    f"; due {say_edtf(last_day(item.when))}"
                    if isinstance(item, MeetingItem) and last_day(item.when)
                    else ""
                )
                yield _tell(ChangeKind.QUIET, kind, item, f" (last told {say_edtf(told)}{due})", last=told)


def _last(item: Item, days: Mapping[str, str]) -> str:
    return max(days[e.report] for e in item.evidence)


def _asks_the_same(one: DemandItem, other: DemandItem) -> bool:
    """Whether two demands are of one party on one issue: told in other words, neither has gone quiet."""
    return one.issue is not None and one.issue is other.issue and bool(set(one.by) & set(other.by))


def _spoke(party: Party) -> bool:
    """Whether a party is one of the negotiation, rather than one that is mentioned."""
    return party.roles[0].value in {"party", "armed_group", "mediator"}
