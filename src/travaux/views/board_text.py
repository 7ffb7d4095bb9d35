"""The board of access in words."""

from collections.abc import Iterator, Sequence, Set
from datetime import date

from travaux.ontology.dossier import ConsignmentItem, CountItem, Dossier, Item
from travaux.ontology.vocabulary import AccessState, Basis
from travaux.views.access import say_consignment, say_incident, say_route
from travaux.views.board import ANNOUNCED, Board, Lane, Period, PointRow, make_board
from travaux.views.board_sure import is_sure_control, is_sure_lane, keep_sure
from travaux.views.control import say_control, say_control_details
from travaux.views.promises import Promise, Verdict
from travaux.views.sure import explain_mark, is_sure, mark_unsure
from travaux.views.wording import join_names, quote_words, say_edtf, say_when

SHOWN = 6
"""Loads of one kind shown under a point in text; the others are counted."""
_WAYS = {"in": "inwards", "out": "outwards", "both": "both ways"}


_Line = tuple[str, bool | None]
"""A line, and whether it can be relied on unread; None of a heading or a number."""


def render_board(board: Board, *, sure_only: bool = False) -> str:
    """The whole board as text, what is to be checked before use marked, or left out."""
    day = f" as of {say_edtf(board.as_of)}" if board.as_of else ""
    title = f"Access{day}"
    note = f"A state that no report has told for {board.quiet_after} days is unknown."
    rated = [sure for _, lines in _list_sections(board) for _, sure in lines if sure is not None]
    out = [title, "=" * len(title), note]
    for heading, lines in _list_sections(keep_sure(board) if sure_only else board):
        if lines:
            out += ["", heading, "-" * len(heading), *(mark_unsure(text, sure is not False) for text, sure in lines)]
    if not any(lines for _, lines in _list_sections(board)):
        out += ["", "These reports tell nothing of access."]
    explained = explain_mark(rated.count(False), len(rated), left_out=sure_only)
    return "\n".join([*out, *(["", explained] if explained else [])])


def _list_sections(board: Board) -> list[tuple[str, list[_Line]]]:
    return [
        ("Points", [line for point in board.points for line in _point_lines(point)]),
        ("Moved, point not told", _load_lines(board.moved)),
        ("Not moved, point not told", _load_lines(board.not_moved)),
        ("Routes", [(say_route(r), is_sure(r)) for r in board.routes]),
        ("Incidents", [(say_incident(i), is_sure(i)) for i in board.incidents]),
        ("Constraints", _constraint_lines(board)),
        ("Promise and fact", [line for p in board.promises for line in _promise_lines(p)]),
    ]


def _point_lines(point: PointRow) -> list[_Line]:
    """A point: its heading, its lanes, and what moved through it and what did not."""
    kind = point.kind.value.replace("_", " ")
    ends = f", {' – '.join(point.connects)}" if point.connects else ""
    lines: list[_Line] = [(f"{_capital(point.name)} ({kind}{ends})", None)]
    for lane in point.lanes:
        lines += [
            (f"  {say_lane(lane)}", is_sure_lane(lane)),
            *((f"    {text}", sure) for text, sure in _details(lane)),
        ]
    if not point.lanes:
        lines.append(("  state not told", None))
    for row in point.control:
        lines.append((f"  {say_control(row)}", is_sure_control(row, point)))
        lines += [(f"    {text}", None) for text in say_control_details(row)]
    lines += [(f"  {text}", sure) for text, sure in (*_load_lines(point.moved), *_load_lines(point.not_moved))]
    return lines


def say_lane(lane: Lane) -> str:
    """The state of a lane today, since when, how it is known and who says it."""
    way = _say_way(lane)
    if lane.state is AccessState.UNKNOWN and lane.last_state is not None:
        last = _say_state(lane.history[-1]) if lane.history else lane.last_state.value
        if lane.since is None:
            return f"{way}not told for today; told of the past: {last}"
        return f"{way}unknown since {say_edtf(lane.last_told or '')}; told last: {last}"
    if not lane.history:
        return f"{way}state unknown" if lane.announced else f"{way}state not told"
    now = lane.history[-1]
    since = f" {'since' if now.dated else 'by'} {say_edtf(now.since)}" if now.since else ""
    known = f", {'told as seen' if lane.known is Basis.OBSERVED else 'announced'}" if lane.known else ""
    by = f"{' by' if known else ', says'} {join_names(lane.said_by)}" if lane.said_by else ""
    both = "; also told otherwise for that day" if now.contested else ""
    return f"{way}{'reopened' if now.reopened and now.state is AccessState.OPEN else now.state.value}{since}{known}{by}{both}"


def _say_way(lane: Lane) -> str:
    way = _WAYS.get(lane.direction or "", "")
    purpose = f"for {join_names([p.replace('_', ' ') for p in lane.purpose])}" if lane.purpose else ""
    words = " ".join(filter(None, (way, purpose)))
    return f"{words}: " if words else ""


def _details(lane: Lane) -> Iterator[_Line]:
    change = lane.change
    if change is not None:
        yield f"last change: {_say_state(change[0])} → {_say_state(change[1])}", None
    for status in lane.announced:
        when = f", {words}" if (words := say_when(status.when)) else ""
        by = f" by {join_names(status.by)}" if status.by else ""
        yield f"{status.state.value}{by}{when}, not told as done: {quote_words(status.words)}", is_sure(status)


def _say_state(period: Period) -> str:
    since = f" ({'' if period.dated else 'by '}{say_edtf(period.since)})" if period.since else ""
    return f"{period.state.value}{since}"


def _load_lines(loads: Sequence[ConsignmentItem]) -> list[_Line]:
    """Loads, the latest first; beyond a few they are counted."""
    latest = sorted(loads, key=lambda c: (c.when.edtf or "") if c.when else "", reverse=True)
    lines: list[_Line] = [(say_consignment(c), is_sure(c)) for c in latest[:SHOWN]]
    return lines if len(loads) <= SHOWN else [*lines, (f"… and {len(loads) - SHOWN} more", None)]


def _constraint_lines(board: Board) -> list[_Line]:
    """Constraints by type, the places that they are told of."""
    out: list[_Line] = []
    for kind in dict.fromkeys(c.type for c in board.constraints):
        rows = [c for c in board.constraints if c.type is kind]
        places = list(dict.fromkeys(c.place for c in rows if c.place))
        where = f": {join_names(places)}" if places else ""
        out.append((f"{_capital(kind.value.replace('_', ' '))} ({len(rows)}){where}", any(map(is_sure, rows))))
    return out


def _promise_lines(promise: Promise) -> Iterator[_Line]:
    sure = [is_sure(promise.term), *(is_sure(fact.item) for fact in promise.facts)]
    yield from zip(say_promise(promise), sure, strict=True)


def say_promise(promise: Promise) -> list[str]:
    """A promise with what is reported beside it, each with who says it."""
    term = promise.term
    amount = ""
    if promise.quantity is not None:
        rate = f" a {promise.per}" if promise.per else ""
        amount = f" ({_number(promise.quantity)} {promise.unit or ''}{rate})"
    by = join_names(promise.said_by)
    lines = [
        f"{term.status.value}: {quote_words(term.content or term.words)}{amount}, according to {by}: {promise.verdict.value}"
    ]
    for fact in promise.facts:
        rate = f" a {fact.per}" if fact.per else ""
        day = f", {say_edtf(fact.day)}" if fact.day else ""
        verdict = f", {fact.verdict.value}" if fact.verdict is not Verdict.NOT_OBSERVED else ""
        kind = "reported rate" if isinstance(fact.item, CountItem) else fact.item.stage.value
        who = join_names(fact.said_by)
        lines.append(f"  {kind}: {_number(fact.value)} {fact.unit}{rate}{day}, according to {who}{verdict}")
    return lines


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def board_lines(dossier: Dossier, today: str = "") -> Iterator[tuple[Item, str, int]]:
    """The board on a day for a brief: the item that a line rests on, the line, and how deep it stands.

    A point that is only told as part of a route stands with the route alone; what is told of the past alone stands nowhere.
    """
    board = make_board(dossier, date.fromisoformat(today) if today else None)
    told = {(e.report, e.start, e.end) for r in dossier.routes for e in r.evidence}
    for point in board.points:
        if _is_told_elsewhere(point, told) or _is_of_the_past(point):
            continue
        yield point.item, f"{_capital(point.name)}: {_brief_state(point)}", 0
        for load in (*point.moved, *point.not_moved):
            yield load, _capital(say_consignment(load)), 1
    for load in (*board.moved, *board.not_moved):
        yield load, _capital(say_consignment(load)), 0
    for route in board.routes:
        yield route, say_route(route), 0
    for incident in board.incidents:
        yield incident, say_incident(incident), 0
    for promise in board.promises:
        if promise.facts:
            first, *rest = say_promise(promise)
            yield promise.term, f"Promise and fact: {first}", 0
            for fact, line in zip(promise.facts, rest, strict=True):
                yield fact.item, line.strip(), 1


def _is_told_elsewhere(point: PointRow, told: Set[tuple[str, int, int]]) -> bool:
    return all((e.report, e.start, e.end) in told for e in point.item.evidence)


def _is_of_the_past(point: PointRow) -> bool:
    loads = point.moved or point.not_moved
    return bool(point.lanes) and not loads and all(map(_is_past, point.lanes))


def _is_past(lane: Lane) -> bool:
    return lane.last_state is not None and lane.since is None and not lane.announced


def _brief_state(point: PointRow) -> str:
    """The lanes of a point in one line: its states today, then what is only announced."""
    parts = [say_lane(lane) for lane in point.lanes if lane.history and not _is_past(lane)]
    seen: set[str] = set()
    for lane in point.lanes:
        for status in lane.announced:
            if status.id not in seen and status.state in ANNOUNCED:
                seen.add(status.id)
                when = f", {words}" if (words := say_when(status.when)) else ""
                parts.append(f"{_say_way(lane)}{status.state.value}{when}, not told as done")
    if not parts and not any(row.now for row in point.control):
        return "state not told"
    return "; ".join([*parts, *(say_control(row) for row in point.control if row.now)])
