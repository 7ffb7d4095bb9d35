"""Small imprints of texts: by these a text is held against many that are not at hand, to find those that may be its copies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from travaux.ontology.report import Report
from travaux.origins.copies import SAME, SHINGLE, WORD, list_runs

_LOW = np.uint32(0xFFFF)
"""The low bits of a code: most codes that a text has not are known by these alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """The shingles of one text, the same whatever other texts there are."""

    number: int
    """How many there are."""
    codes: NDArray[np.uint32]
    """32 bits of each, sorted, each code once: seldom fewer than the shingles."""


class _Hashes(dict[str, int]):
    """A number of 64 bits for each word."""

    def __missing__(self, word: str) -> int:
        self[word] = number = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())
        return number


def make_sketches(reports: Sequence[Report]) -> dict[str, Sketch]:
    """The sketch of each report."""
    hashes = _Hashes()
    return {r.id: _sketch(r.text, hashes) for r in reports}


def _sketch(text: str, hashes: _Hashes) -> Sketch:
    found = WORD.findall(text.lower())
    words = np.fromiter(map(hashes.__getitem__, found), dtype=np.uint64, count=len(found))
    shingles = list_runs(words, min(SHINGLE, len(words)))
    return Sketch(len(shingles), np.unique(shingles.astype(np.uint32)))


class Shelf:
    """Sketches that are looked through."""

    def __init__(self, sketches: Mapping[str, Sketch]) -> None:
        rows = [sketches[name] for name in sketches]
        self._names = list(sketches)
        self._numbers = np.array([s.number for s in rows], dtype=np.int64)
        self._codes = np.concatenate([np.empty(0, dtype=np.uint32), *(s.codes for s in rows)])
        self._ends = np.cumsum([len(s.codes) for s in rows])

    def find(self, sketch: Sketch) -> set[str]:
        """All texts that share as many shingles with one as a copy does, and now and then another.

        Shingles of a text that have one code may hide as many that are shared.
        """
        marked = np.zeros(_LOW + 1, dtype=bool)
        marked[sketch.codes & _LOW] = True
        maybe = np.flatnonzero(marked[self._codes & _LOW])
        shared = maybe[np.isin(self._codes[maybe], sketch.codes)]
        owners = np.searchsorted(self._ends, shared, side="right")
        common = np.bincount(owners, minlength=len(self._names))
        hidden = sketch.number - len(sketch.codes)
        enough = (common + hidden >= SAME * np.minimum(self._numbers, sketch.number)) & (common > 0)
        return {self._names[i] for i in np.flatnonzero(enough)}
