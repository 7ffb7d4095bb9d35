"""Small decision trees learnt from coded reports, as data: how likely a row of features fills a slot of an act.

`data/forest.json` (actors and recipients) and `data/settings.json` (dates and places) hold the columns and, for each slot,
the trees one after the other: node n asks whether column `column[n]` is at most `limit[n]` and goes to node `low[n]` or
else `high[n]`; where both are n itself the node is a leaf and `value[n]` its part of the sum. The probability is the
logistic of the sum. `training/casting.py` and `training/settings.py` make the files.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

Row = dict[str, float]
"""Features by name; one that is not in a row is 0 there."""
Table = NDArray[np.float64]
Chances = NDArray[np.float64]
Numbers = NDArray[np.int64]
Column = NDArray[np.float64]
Features = dict[str, Column]
"""Features by name, each with a number for each of the rows."""
Bits = NDArray[np.unsignedinteger[Any]]
_AT_ONCE = 192
"""Rows weighed in one go: what they need then stays in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Rows for pairs of two things, an act and a time that may be its own: `left` and `right` are their numbers.

    A row holds what is told of its left and of its right, a number of each of `columns`, and in `own` what few rows have.
    """

    left: Numbers
    right: Numbers
    of_left: Sequence[Row]
    of_right: Sequence[Row]
    own: dict[int, Row]
    columns: Features

    def rows(self) -> Iterator[Row]:
        """Each row as features by name."""
        pairs = zip(self.left.tolist(), self.right.tolist(), rows_of(self.columns), strict=True)
        for k, (left, right, told) in enumerate(pairs):
            yield self.of_left[left] | self.of_right[right] | self.own.get(k, {}) | told


@dataclass(frozen=True, slots=True)
class _Tests:
    """What the trees ask, each different question once, and what an answer rules out.

    The leaves of a tree are numbered from left to right. A question that is answered with no rules out all leaves below its
    `low`; the first leaf that none rules out is the row's (QuickScorer, Lucchese et al. 2015).
    """

    column: NDArray[np.int64]
    limit: NDArray[np.float64]
    asked: NDArray[np.int64]
    """Of shape (questions of a tree, trees): which question; trees with fewer ask the first and learn nothing."""
    ruled_out: Bits
    """Of the same shape and one more axis of length 1: a bit for each leaf that a no rules out."""
    value: NDArray[np.float64]
    """The leaves of all trees, as many places for each tree."""
    most: int
    """Leaves of the largest tree."""


@dataclass(frozen=True)
class Forest:
    """The trees of one slot in flat arrays, one entry a node; `roots` are the first nodes. No slots: it keeps its tests."""

    roots: NDArray[np.int64]
    column: NDArray[np.int64]
    limit: NDArray[np.float64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    value: NDArray[np.float64]

    def chances(self, table: NDArray[np.float64]) -> Chances:
        """The probability of each row of `table`, of shape (rows, columns)."""
        parts = [self._sum(table[k : k + _AT_ONCE]) for k in range(0, len(table), _AT_ONCE)]
        return 1.0 / (1.0 + np.exp(-np.concatenate(parts or [np.zeros(0)])))

    def _sum(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        tests = self._tests
        no: Bits = (np.ascontiguousarray(table.T).take(tests.column, axis=0) > tests.limit[:, None]).astype(
            tests.ruled_out.dtype
        )
        np.negative(no, out=no)
        out: Bits = np.zeros((len(self.roots), len(table)), dtype=tests.ruled_out.dtype)
        own = np.empty_like(out)
        for asked, leaves in zip(tests.asked, tests.ruled_out, strict=True):
            no.take(asked, axis=0, out=own, mode="clip")
            own &= leaves
            out |= own
        first = np.bitwise_count(out & ~(out + 1))
        places = np.ascontiguousarray(first.T) + tests.most * np.arange(len(self.roots))
        total: NDArray[np.float64] = tests.value.take(places).sum(axis=1)
        return total

    @cached_property
    def _tests(self) -> _Tests:
        trees: list[tuple[list[float], list[tuple[int, int]]]] = [([], []) for _ in self.roots]
        for root, (leaves, questions) in zip(self.roots, trees, strict=True):
            self._walk(int(root), leaves, questions)
        most, longest = (max(map(len, part)) for part in zip(*trees, strict=True))
        numbers: dict[tuple[int, float], int] = {}
        asked = np.zeros((longest, len(trees)), dtype=np.int64)
        ruled_out = np.zeros((longest, len(trees), 1), dtype=np.min_scalar_type((1 << most) - 1))
        value = np.zeros((len(trees), most))
        for tree, (leaves, questions) in enumerate(trees):
            value[tree, : len(leaves)] = leaves
            for n, (node, below) in enumerate(questions):
                question = int(self.column[node]), float(self.limit[node])
                asked[n, tree] = numbers.setdefault(question, len(numbers))
                ruled_out[n, tree] = below
        numbers = numbers or {(0, 0.0): 0}
        column, limit = (np.array(part) for part in zip(*numbers, strict=True))
        return _Tests(column=column, limit=limit, asked=asked, ruled_out=ruled_out, value=value.ravel(), most=most)

    def _walk(self, node: int, leaves: list[float], questions: list[tuple[int, int]]) -> None:
        """Add the leaves below a node from left to right, and its questions with the bits of the leaves below `low`."""
        low, high = int(self.low[node]), int(self.high[node])
        if low == node:
            leaves.append(float(self.value[node]))
            return
        first = len(leaves)
        self._walk(low, leaves, questions)
        questions.append((node, (1 << len(leaves)) - (1 << first)))
        self._walk(high, leaves, questions)


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

    def table_of(self, pairs: Pairs) -> Table:
        """The rows of pairs as one array of shape (rows, columns)."""
        return fill_pairs(pairs, self.columns)

    def add(self, table: Table, features: Features) -> None:
        """Put more features into a table of these columns."""
        fill_columns(table, features, self.columns)


@dataclass(frozen=True, slots=True)
class Setting:
    """What chooses an act's date or place: its forest over its own columns, and how likely a choice must be."""

    columns: dict[str, int]
    forest: Forest
    least: float

    def chances(self, pairs: Pairs) -> Chances:
        """The probability of each row of pairs."""
        return self.forest.chances(fill_pairs(pairs, self.columns))


def fill_table(rows: Sequence[Row], columns: dict[str, int]) -> Table:
    """Rows of features as one array of shape (rows, columns); features that no tree asks for are left out."""
    spare = len(columns)
    out = np.zeros((len(rows), spare + 1))
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    number = int(sizes.sum())
    places = np.fromiter(map(columns.get, chain.from_iterable(rows), repeat(spare)), np.int64, number)
    places += np.repeat((spare + 1) * np.arange(len(rows)), sizes)
    out.ravel()[places] = np.fromiter(chain.from_iterable(map(dict.values, rows)), np.float64, number)
    return out[:, :spare]


def fill_pairs(pairs: Pairs, columns: dict[str, int]) -> Table:
    """As `fill_table`, the rows of pairs; no feature is in two of a row's parts."""
    out = fill_table(pairs.of_left, columns)[pairs.left]
    out += fill_table(pairs.of_right, columns)[pairs.right]
    out[list(pairs.own)] += fill_table(list(pairs.own.values()), columns)
    fill_columns(out, pairs.columns, columns)
    return out


def rows_of(features: Features) -> list[Row]:
    """Each row as features by name."""
    told = zip(*(column.tolist() for column in features.values()), strict=True)
    return [dict(zip(features, row, strict=True)) for row in told]


def fill_columns(table: Table, features: Features, columns: dict[str, int]) -> None:
    """Put features into their columns of a table; those that no tree asks for are left out."""
    for name, column in features.items():
        if name in columns:
            table[:, columns[name]] = column


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
    )
