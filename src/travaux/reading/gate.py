"""The relevance gate: whether a report may be about a negotiation at all, told from its words before anything is parsed.

A linear model over the small words of a report (names begin with a capital and have no say, so that it knows no conflict),
beside a list of words of negotiation: a report that uses several of these passes whatever else it holds. Training and the
reports that it learnt from are told in `training/gate.py`, what it keeps and drops in `eval/gate.py`.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt

from travaux.errors import InputError
from travaux.ontology.report import Report

WORD = re.compile(r"\b[a-z]{3,24}\b")
LONGEST = 20_000
"""Characters of a report that are looked at."""
_DATA = "gate.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A report that the gate held back: where it is, and how far it fell short."""

    report: str
    place: str
    url: str | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Weights by word; a report's score is their sum over its distinct words, divided by the root of their number."""

    weights: dict[str, float]
    bias: float
    strong: frozenset[str]
    enough: int
    """So many strong words let a report pass."""

    def score(self, text: str) -> float:
        """How far above (or below) the gate a text stands."""
        words = find_words(text)
        if len(words & self.strong) >= self.enough:
            return 1.0
        get = self.weights.get
        return self.bias + sum(get(w, 0.0) for w in words) / sqrt(len(words) or 1)

    def admits(self, report: Report) -> bool:
        """Whether a report is to be coded; what intake set aside is not the gate's matter."""
        return report.set_aside is not None or self.score(report.text) >= 0


def find_words(text: str) -> set[str]:
    """The distinct words of a text that begin small."""
    return set(WORD.findall(text, 0, LONGEST))


@cache
def load_gate() -> Gate:
    """The gate that came with the package."""
    raw = tomllib.loads(files(__package__).joinpath(_DATA).read_text(encoding="utf8"))
    return Gate(weights=raw["weights"], bias=raw["bias"], strong=frozenset(raw["strong"].split()), enough=raw["enough"])


def sift(
    items: Iterable[Report | InputError], gate: Gate, on_drop: Callable[[Dropped], None]
) -> Iterator[Report | InputError]:
    """The items that the gate lets through; each that it does not is told to `on_drop`."""
    for item in items:
        if isinstance(item, Report) and not gate.admits(item):
            on_drop(Dropped(report=item.id, place=item.place, url=item.url, score=round(gate.score(item.text), 3)))
        else:
            yield item
