"""Which texts hold a code: the codes that several of many texts have, as small numbers, each with its holders."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint64]
"""Words, or runs of words, each as one number."""
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Holders:
    """Texts and codes both have numbers from nought; a code that one text has alone has none."""

    sizes: Numbers
    """How many codes each text has."""
    shared: list[Numbers]
    """Text → the codes that another has too."""
    owners: Numbers
    """The texts that hold each code, code after code."""
    starts: Numbers
    """Where those of each code begin, and the end of the last."""

    def find(self, text: int, share: float) -> Numbers:
        """The texts that may have this share of its codes in common with this one, each once; and this one itself.

        Who has so many has one of any others and one more: of these the rarest are looked up, those that it has alone first.
        """
        size, own = int(self.sizes[text]), self.shared[text]
        needed = size - int(np.ceil(share * size)) + 1 - (size - len(own))
        if needed <= 0 or not len(own):
            return np.empty(0, dtype=np.int64)
        begin, number = self.starts[own], self.starts[own + 1] - self.starts[own]
        if needed < len(own):
            rarest = np.argpartition(number, needed)[:needed]
            begin, number = begin[rarest], number[rarest]
        before = np.cumsum(number) - number
        places = np.repeat(begin - before, number) + np.arange(int(number.sum()))
        return np.unique(self.owners[places])


def find_holders(texts: Sequence[Codes]) -> Holders:
    """The holders of the codes of texts, of which each has each code once."""
    sizes = np.array([len(t) for t in texts], dtype=np.int64)
    codes = np.concatenate([np.empty(0, dtype=np.uint64), *texts])
    order = np.argsort(codes)
    ranked = codes[order]
    first = np.append(np.ones(min(len(codes), 1), dtype=bool), ranked[1:] != ranked[:-1])
    alone = first & np.append(first[1:], np.ones(min(len(codes), 1), dtype=bool))
    held, begins = order[~alone], first[~alone]
    numbers = np.full(len(codes), -1, dtype=np.int64)
    numbers[held] = np.cumsum(begins) - 1
    parts = np.split(numbers, np.cumsum(sizes)[:-1]) if len(texts) else []
    return Holders(
        sizes=sizes,
        shared=[part[part >= 0] for part in parts],
        owners=np.repeat(np.arange(len(texts)), sizes)[held],
        starts=np.append(np.flatnonzero(begins), len(held)),
    )


class Marker:
    """Counts what codes of one text others have: the codes of one are marked, and taken off again."""

    def __init__(self, holders: Holders) -> None:
        self._holders = holders
        self._marked = np.zeros(len(holders.starts), dtype=bool)
        self._own = np.empty(0, dtype=np.int64)

    def mark(self, text: int) -> None:
        """Mark the codes of this text in place of those of the last."""
        self._marked[self._own] = False
        self._own = self._holders.shared[text]
        self._marked[self._own] = True

    def count(self, other: int) -> int:
        """How many of the marked ones this text has."""
        return int(np.count_nonzero(self._marked[self._holders.shared[other]]))
