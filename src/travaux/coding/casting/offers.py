"""Which times or places of a report may be those of which of its acts: one for each value, the nearest."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from travaux.coding.casting.features import Scene
from travaux.coding.casting.forest import Column, Numbers
from travaux.coding.casting.hits import Hit, Told

_BACK, _ON = 6, 1
"""Sentences before and behind an act whose times and places may be its own."""


@dataclass(frozen=True, slots=True)
class Offers:
    """Pairs of an act and a time or place, by their numbers among `scenes` and `told.hits`; the acts are in order."""

    scenes: Sequence[Scene]
    told: Told
    pairs: list[tuple[int, int]]
    named: list[tuple[int, str]]
    """The same with the value of each time or place instead of its number."""
    act: Numbers
    hit: Numbers

    def by_act(self, of: Callable[[Scene], float]) -> Column:
        """For each pair a number of its act."""
        return to_column([of(scene) for scene in self.scenes])[self.act]

    def by_hit(self, of: Callable[[Hit], float]) -> Column:
        """For each pair a number of its time or place."""
        return to_column([of(hit) for hit in self.told.hits])[self.hit]

    def parts(self) -> Iterator[slice]:
        """Where the pairs of each act stand that has any."""
        start = 0
        for times in np.bincount(self.act).tolist():
            if times:
                yield slice(start, start + times)
            start += times


def to_column(values: Sequence[float]) -> Column:
    """One number for each pair."""
    return np.fromiter(values, np.float64, len(values))


def find_offers(scenes: Sequence[Scene], told: Told) -> Offers:
    """All that is offered to the acts of a report."""
    hits = told.hits
    pairs = [(n, h) for n, scene in enumerate(scenes) for h in _offer(scene, told)]
    cells = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    return Offers(scenes, told, pairs, [(n, hits[h].name) for n, h in pairs], cells[:, 0], cells[:, 1])


def _offer(scene: Scene, told: Told) -> Iterable[int]:
    """One for each value that may be the act's: the nearest, those before it first."""
    number, place, hits = scene.sentence, scene.trigger.i, told.hits
    best: dict[str, tuple[int, int]] = {}
    for h in told.about(number - _BACK, number + _ON):
        hit = hits[h]
        steps, apart = hit.at - place, abs(hit.sentence - number)
        gap = 1000 * apart + abs(steps) + (500 if steps > 0 and apart else 0)
        other = best.get(hit.name)
        if other is None or gap < other[0]:
            best[hit.name] = gap, h
    return [h for _, h in best.values()]
