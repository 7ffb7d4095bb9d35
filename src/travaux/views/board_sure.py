"""What of the board of access can be relied on unread, as in every other list: its lines in text, and its rows as JSON."""

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from travaux.ontology.dossier import Item
from travaux.views.board import Board, Lane, PointRow
from travaux.views.control import ControlRow
from travaux.views.promises import Promise
from travaux.views.sure import dump_rated, is_sure

_ANY: TypeAdapter[Any] = TypeAdapter(Any)
_LISTS = ("moved", "not_moved", "routes", "incidents", "constraints")


def is_sure_lane(lane: Lane) -> bool:
    """Whether the state that a lane shows is surely told; where nothing but plans is told, one of these."""
    if not lane.history:
        return any(map(is_sure, lane.announced))
    return any(s.id == lane.history[-1].status and is_sure(s) for s in lane.statuses)


def is_sure_control(row: ControlRow, point: PointRow) -> bool:
    """Whether who holds a side is surely told; where nobody is told to hold it, one of the plans and denials."""
    if row.now is None:
        return any(map(is_sure, (*row.planned, *row.denied)))
    return any(c.id == row.now.control and is_sure(c) for c in point.item.controls)


def keep_sure(board: Board) -> Board:
    """The board without what is to be checked before use; a point of which nothing is left does not stand on it."""
    points = (_keep_sure(p) for p in board.points)
    promises = (_with_sure_facts(p) for p in board.promises if is_sure(p.term))
    kept: dict[str, Any] = {name: tuple(filter(is_sure, getattr(board, name))) for name in _LISTS}
    return replace(
        board,
        points=tuple(p for p in points if p.lanes or p.control or p.moved or p.not_moved),
        promises=tuple(promises),
        **kept,
    )


def _keep_sure(point: PointRow) -> PointRow:
    lanes = (replace(x, announced=tuple(filter(is_sure, x.announced))) for x in point.lanes if is_sure_lane(x))
    return replace(
        point,
        lanes=tuple(lanes),
        control=tuple(row for row in point.control if is_sure_control(row, point)),
        moved=tuple(filter(is_sure, point.moved)),
        not_moved=tuple(filter(is_sure, point.not_moved)),
    )


def _with_sure_facts(promise: Promise) -> Promise:
    return replace(promise, facts=tuple(f for f in promise.facts if is_sure(f.item)))


def dump_point(point: PointRow) -> dict[str, Any]:
    """A point as JSON: its lanes, sides and loads, and the item itself, with `trusted`."""
    lanes = [
        {**_dump(x), "announced": _dump_all(x.announced), "statuses": _dump_all(x.statuses), "trusted": is_sure_lane(x)}
        for x in point.lanes
    ]
    control = [
        {
            **_dump(x),
            "planned": _dump_all(x.planned),
            "denied": _dump_all(x.denied),
            "trusted": is_sure_control(x, point),
        }
        for x in point.control
    ]
    loads = {"moved": _dump_all(point.moved), "not_moved": _dump_all(point.not_moved)}
    return {**_dump(point), "item": dump_rated(point.item), "lanes": lanes, "control": control, **loads}


def dump_board(board: Board) -> dict[str, Any]:
    """The board as JSON, every row of it with `trusted`."""
    promises = [{**_dump(p), "trusted": is_sure(p.term)} for p in board.promises]
    lists = {name: _dump_all(getattr(board, name)) for name in _LISTS}
    return {**_dump(board), "points": [dump_point(p) for p in board.points], **lists, "promises": promises}


def _dump_all(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    return [dump_rated(item) for item in items]


def _dump(value: Any) -> dict[str, Any]:
    row: dict[str, Any] = _ANY.dump_python(value, mode="json")
    return row
