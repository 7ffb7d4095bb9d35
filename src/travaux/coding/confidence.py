"""How often claims like this one were right: the measured precision of its bin.

Each kind that has gold or judged lines is scored by a few features (`travaux.coding.features`, logistic regression), and the
scores fall into bins whose precision was measured on reports that the weights did not see. `python -m eval.confidence` fits
and measures; `data/confidence.toml` keeps the result. A claim that is made from a move (an answer) has the confidence of
that move, and one of a kind that was never measured has none. The sentence of a claim stays with those that are sure.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from travaux.coding.features import MOVE, TALK, kind_of, list_features, list_move_features
from travaux.ontology.claim import AnyClaim, Assessment, Instrument, Move, Response

_FROM_MOVES = (Response, Assessment, Instrument)
"""Kinds that moves tell: what is not measured of them has the confidence of the move."""
SHOWN = 0.85
"""The confidence from which a claim keeps the sentence that it may be shown with."""


@dataclass(frozen=True, slots=True)
class _Bins:
    """The weights of one kind, the least score of each bin after the first, and the precision of each bin."""

    bias: float
    weights: Mapping[str, float]
    edges: tuple[float, ...]
    precision: tuple[float, ...]

    def rate(self, features: Iterable[str]) -> float:
        score = self.bias + sum(self.weights.get(f, 0.0) for f in features)
        return self.precision[bisect_right(self.edges, score)]


@lru_cache(maxsize=1)
def _load_bins() -> dict[str, _Bins]:
    text = (files("travaux.coding") / "data" / "confidence.toml").read_text(encoding="utf8")
    return {
        kind: _Bins(row["bias"], row["weights"], tuple(row["edges"]), tuple(row["precision"]))
        for kind, row in tomllib.loads(text).items()
    }


def rate_claims(claims: Sequence[AnyClaim]) -> tuple[AnyClaim, ...]:
    """The claims of one report, each with its confidence, None where that of its kind was never measured."""
    bins = _load_bins()
    moves: dict[tuple[int, int], float] = {}
    for claim in claims:
        if isinstance(claim, Move) and MOVE in bins:
            key = (claim.span.start, claim.span.end)
            moves[key] = max(_rate_coding(claim, bins), moves.get(key, 0.0))
    return tuple(_rate(claim, bins, moves) for claim in claims)


def _rate_coding(move: Move, bins: Mapping[str, _Bins]) -> float:
    """How often all that a move says is right, where the words alone of one like it are shown."""
    if kind_of(move) == TALK:
        return bins[MOVE].rate(list_move_features(move))
    return bins[kind_of(move)].rate(list_features(move))


def _rate(claim: AnyClaim, bins: Mapping[str, _Bins], moves: Mapping[tuple[int, int], float]) -> AnyClaim:
    confidence = None
    if kind_of(claim) in bins:
        confidence = bins[kind_of(claim)].rate(list_features(claim))
    elif isinstance(claim, _FROM_MOVES):
        confidence = moves.get((claim.span.start, claim.span.end))
    sure = confidence is not None and confidence >= SHOWN
    return replace(claim, confidence=confidence, sentence=claim.sentence if sure else "")
