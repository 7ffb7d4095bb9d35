"""Small decision trees learnt from coded reports, as data: how likely a row of features fills a slot of an act.

`data/forest.json` (actors and recipients) and `data/settings.json` (dates and places) hold the columns and, for each slot,
the trees one after the other: node n asks whether column `column[n]` is at most `limit[n]` and goes to node `low[n]` or
else `high[n]`; where both are n itself the node is a leaf and `value[n]` its part of the sum. The probability is the
logistic of the sum. `training/casting.py` and `training/settings.py` make the files.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Row = dict[str, float]
Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forest:
    """The trees of one slot in flat arrays, one entry a node; `roots` are the first nodes."""

    roots: NDArray[np.int64]
    column: NDArray[np.int64]
    limit: NDArray[np.float64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    value: NDArray[np.float64]
    depth: int

    def chances(self, table: NDArray[np.float64]) -> Chances:
        """The probability of each row of `table`, of shape (rows, columns)."""
        cells, width = np.ascontiguousarray(table).ravel(), table.shape[1]
        ways = np.stack((self.high, self.low), axis=1).ravel()
        at = np.repeat(self.roots[None, :], len(table), axis=0)
        rows = width * np.arange(len(table))[:, None]
        for _ in range(self.depth):
            lower = cells.take(rows + self.column.take(at)) <= self.limit.take(at)
            at = ways.take(2 * at + lower)
        shares: Chances = 1.0 / (1.0 + np.exp(-self.value.take(at).sum(axis=1)))
        return shares


@dataclass(frozen=True, slots=True)
class Slot:
    """What fills one slot: the forests of the first and the second look, and how likely somebody must be to be chosen."""

    first: Forest
    second: Forest
    least: float
    part: float
    """Of the likeliest one's probability, the part that others must have to stand beside it."""
    spare: float
    """From which probability on a slot that nobody else fills is left to those whom the rules put there."""


@dataclass(frozen=True, slots=True)
class Forests:
    """The forests of both slots over the same columns."""

    columns: dict[str, int]
    actor: Slot
    recipient: Slot

    def table(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Rows of features as one array of shape (rows, columns)."""
        return fill_table(rows, self.columns)


@dataclass(frozen=True, slots=True)
class Setting:
    """What chooses an act's date or place: its forest over its own columns, and how likely a choice must be."""

    columns: dict[str, int]
    forest: Forest
    least: float

    def chances(self, rows: Sequence[Row]) -> Chances:
        """The probability of each row."""
        return self.forest.chances(fill_table(rows, self.columns))


def fill_table(rows: Sequence[Row], columns: dict[str, int]) -> NDArray[np.float64]:
    """Rows of features as one array of shape (rows, columns); features that no tree asks for are left out."""
    out = np.zeros((len(rows), len(columns)))
    places, values = [], []
    for first, row in zip(range(0, out.size, len(columns)), rows, strict=True):
        for name, value in row.items():
            column = columns.get(name)
            if column is not None:
                places.append(first + column)
                values.append(value)
    out.put(places, values)
    return out


@cache
def load_forests() -> Forests:
    """The forests of actors and recipients as shipped."""
    data = _load("forest.json")
    return Forests(
        columns=_number(data["columns"]), actor=_read_slot(data["actor"]), recipient=_read_slot(data["recipient"])
    )


@cache
def load_setting(slot: str) -> Setting:
    """The forest of dates ("date") or places ("place") as shipped."""
    data = _load("settings.json")[slot]
    return Setting(columns=_number(data["columns"]), forest=_read_forest(data), least=data["least"])


def _load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files(__package__).joinpath("data", name).read_text(encoding="utf8"))
    return data


def _number(columns: Sequence[str]) -> dict[str, int]:
    return {name: n for n, name in enumerate(columns)}


def _read_slot(data: dict[str, Any]) -> Slot:
    return Slot(
        first=_read_forest(data["first"]),
        second=_read_forest(data["second"]),
        least=data["least"],
        part=data["part"],
        spare=data["spare"],
    )


def _read_forest(data: dict[str, Any]) -> Forest:
    return Forest(
        roots=np.array(data["roots"], dtype=np.int64),
        column=np.array(data["column"], dtype=np.int64),
        limit=np.array(data["limit"], dtype=np.float64),
        low=np.array(data["low"], dtype=np.int64),
        high=np.array(data["high"], dtype=np.int64),
        value=np.array(data["value"], dtype=np.float64),
        depth=data["depth"],
    )
