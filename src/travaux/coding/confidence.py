"""How often claims like this one were right: the measured precision of its bin.

Each kind that has gold is scored by a few features (logistic regression), and the scores fall into bins whose precision
was measured on reports that the weights did not see. `python -m eval.confidence` fits and measures; `data/confidence.toml`
keeps the result. A claim that is made from a move (an answer, a deed of aid) has the confidence of that move, and one of a
kind without gold has none.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from travaux.ontology.claim import (
    AccessReport,
    ActorRef,
    AnyClaim,
    Assessment,
    Consignment,
    Count,
    Demand,
    Incident,
    Instrument,
    Leverage,
    MeetingMention,
    Move,
    ProposalMention,
    Response,
    Term,
)
from travaux.ontology.vocabulary import SpeakerKind

_FROM_MOVES = (Response, Assessment, Consignment, Incident, Instrument)
"""Kinds without gold of their own, which moves tell."""
_PRONOUNS = {"it", "that", "this", "them", "you", "so", "us", "him", "her", "these", "those", "one", "what"}
_LENGTHS = ((4, "few"), (9, "some"), (20, "many"))
"""Words of a quote: fewer than this many are called so."""


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
        if isinstance(claim, Move) and "move" in bins:
            key = (claim.span.start, claim.span.end)
            moves[key] = max(bins["move"].rate(list_features(claim)), moves.get(key, 0.0))
    return tuple(_rate(claim, bins, moves) for claim in claims)


def _rate(claim: AnyClaim, bins: Mapping[str, _Bins], moves: Mapping[tuple[int, int], float]) -> AnyClaim:
    if claim.kind in bins:
        return replace(claim, confidence=bins[claim.kind].rate(list_features(claim)))
    if isinstance(claim, _FROM_MOVES):
        return replace(claim, confidence=moves.get((claim.span.start, claim.span.end)))
    return claim


def list_features(claim: AnyClaim) -> list[str]:
    """What of a claim tells how likely it is right, as names that hold of it."""
    return list(_features(claim))


def _features(claim: AnyClaim) -> Iterator[str]:
    words = len(claim.quote.split())
    yield f"words={next((name for limit, name in _LENGTHS if words < limit), 'most')}"
    yield f"part={claim.part.value}"
    yield f"modality={claim.modality.value}"
    yield f"voice={claim.voice.kind.value if claim.voice.speaker else SpeakerKind.REPORTER.value}"
    parts = claim.rule.split(":")
    match claim:
        case Move():
            told = parts[1] if len(parts) > 1 else claim.rule
            yield from (f"act={claim.act.value}", f"told={told}", f"act={claim.act.value},told={told}")
            yield from (f"actors={_knows(claim.actors)}", f"recipients={_knows(claim.recipients)}")
            yield f"about={_say_content(claim)}"
            yield f"when={claim.when is not None}"
            yield f"issues={bool(claim.issues)}"
        case ProposalMention():
            yield from (f"rule={claim.rule}", f"actors={_knows(claim.authors)}", f"state={claim.state.value}")
        case Demand() | Leverage():
            yield from (f"actors={_knows(claim.by)}", f"content={bool(claim.content)}")
            yield f"issue={claim.issue is not None}" if isinstance(claim, Demand) else f"type={claim.type.value}"
        case MeetingMention():
            number = min(len(claim.participants), 3)
            yield from (f"actors={_knows(claim.participants)}", f"number={number}", f"status={claim.status.value}")
            yield from (f"when={claim.when is not None}", f"place={claim.place is not None}")
        case Term():
            yield from (f"rule={claim.rule}", f"issue={claim.issue is not None}", f"deal={claim.deal is not None}")
        case AccessReport():
            yield from (f"rule={claim.rule}", f"state={claim.state.value}")
        case Count():
            yield from (f"rule={claim.rule}", f"unit={claim.unit is not None}")
        case _:
            yield f"rule={claim.rule}"


def _knows(actors: Sequence[ActorRef]) -> str:
    """How actors are known: the surest way among them, or none."""
    ways = [a.by for a in actors]
    return next(
        (w for w in ("pack", "name", "surname", "office", "pronoun", "context") if w in ways),
        "words" if ways else "none",
    )


def _say_content(move: Move) -> str:
    if move.about is None:
        return "none"
    about = move.quote[move.about.start - move.span.start : move.about.end - move.span.start].lower()
    return "pronoun" if about in _PRONOUNS else "words"
