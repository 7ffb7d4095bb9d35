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
    kinds = [kind_of(claim) for claim in claims]
    rated = [bins[k].rate(list_features(c)) if k in bins else None for k, c in zip(kinds, claims, strict=True)]
    moves: dict[tuple[int, int], float] = {}
    for claim, kind, confidence in zip(claims, kinds, rated, strict=True):
        if isinstance(claim, Move) and MOVE in bins:
            key = (claim.span.start, claim.span.end)
            # of talks the words alone are shown; what is made of the move rests on all that it says
            coded = bins[MOVE].rate(list_move_features(claim)) if kind == TALK else confidence or 0.0
            moves[key] = max(coded, moves.get(key, 0.0))
    return tuple(_rate(claim, confidence, moves) for claim, confidence in zip(claims, rated, strict=True))


def _rate(claim: AnyClaim, rated: float | None, moves: Mapping[tuple[int, int], float]) -> AnyClaim:
    """The claim with its confidence: as one of its kind, else that of the move which its words tell."""
    own = moves.get((claim.span.start, claim.span.end)) if isinstance(claim, _FROM_MOVES) else None
    confidence = rated if rated is not None else own
    sure = confidence is not None and confidence >= SHOWN
    return replace(claim, confidence=confidence, sentence=claim.sentence if sure else "")
