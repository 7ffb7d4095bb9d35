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
    Route,
    Term,
)
from travaux.ontology.vocabulary import AccessState, Act, ActorKind, SpeakerKind

_OF_ACCESS = (AccessReport, Consignment, Incident, Route)
"""Claims of access, judged together: a point, a siege, an area, a load, harm, a way."""
_STILL = frozenset({AccessState.PLANNED, AccessState.APPROVED, AccessState.UNKNOWN})
_FROM_MOVES = (Response, Assessment, Instrument)
"""Kinds without gold of their own, which moves tell."""
DEEDS = frozenset(
    {Act.ATTACK, Act.DETAIN, Act.RELEASE, Act.DELIVER_AID, Act.WITHDRAW, Act.MOBILIZE, Act.OPEN_ACCESS, Act.CLOSE_ACCESS,
     Act.SUSPEND, Act.RESUME, Act.SANCTION, Act.MEDIATE, Act.VOTE, Act.CEASEFIRE, Act.CONCEDE}
)  # fmt: skip
"""Acts that are done rather than said: readers judged lines of them, whether actor, deed, target and modality are right."""
_SIDES = frozenset(
    {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.IGO, ActorKind.MILITARY, ActorKind.MOVEMENT, ActorKind.AGENCY}
)
_ASKING = frozenset({"questioner", "moderator", "interviewer", "journalist", "reporter"})
"""Voices of a transcript that only ask."""
_WEIGHED, _WEIGHED_TO = "+weighed", "+weighed-to"
"""Marks in the rule of a move of which slots its own words do not fill (`travaux.coding.moves`)."""
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
        if isinstance(claim, Move) and kind_of(claim) in bins:
            key = (claim.span.start, claim.span.end)
            moves[key] = max(bins[kind_of(claim)].rate(list_features(claim)), moves.get(key, 0.0))
    return tuple(_rate(claim, bins, moves) for claim in claims)


def _rate(claim: AnyClaim, bins: Mapping[str, _Bins], moves: Mapping[tuple[int, int], float]) -> AnyClaim:
    if kind_of(claim) in bins:
        return replace(claim, confidence=bins[kind_of(claim)].rate(list_features(claim)))
    if isinstance(claim, _FROM_MOVES):
        return replace(claim, confidence=moves.get((claim.span.start, claim.span.end)))
    return claim


def kind_of(claim: AnyClaim) -> str:
    """The kind by which a claim is rated: its own, save that deeds are apart from what is said, and access is one kind."""
    if isinstance(claim, Move) and claim.act in DEEDS:
        return "deed"
    return "access" if isinstance(claim, _OF_ACCESS) else claim.kind


def list_features(claim: AnyClaim) -> list[str]:
    """What of a claim tells how likely it is right, as names that hold of it."""
    if isinstance(claim, Move) and claim.act in DEEDS:
        return list(_deed_features(claim))
    if isinstance(claim, _OF_ACCESS):
        return list(_access_features(claim))
    return list(_features(claim))


def _deed_features(claim: Move) -> Iterator[str]:
    """Whether the deed's own words tell who did it, and to whom; what it is, and how it is meant."""
    yield from (f"act={claim.act.value}", f"modality={claim.modality.value}", f"one={len(claim.actors) == 1}")
    yield f"told={'noun' if ':noun:' in claim.rule else 'model' if claim.rule.startswith('model') else 'verb'}"
    yield f"weighed={_WEIGHED in claim.rule.removesuffix(_WEIGHED_TO)}"
    yield f"side={bool(claim.actors) and all(a.kind in _SIDES for a in claim.actors)}"
    yield f"own={_stand_in(claim, claim.actors)}"
    yield f"actors={_knows(claim.actors)}"
    if claim.recipients and not claim.rule.endswith(_WEIGHED_TO):
        known = all(a.kind in _SIDES or a.kind is ActorKind.PEOPLE for a in claim.recipients)
        yield from (f"to-side={known}", f"to-own={_stand_in(claim, claim.recipients)}")
    else:
        yield f"to={'weighed' if claim.recipients else 'none'}"
    words = claim.quote[claim.trigger.start - claim.span.start :] if claim.span.covers(claim.trigger) else ""
    yield f"ing={words.partition(' ')[0].lower().endswith('ing')}"
    yield f"hedged={claim.voice.hedge is not None}"


def _access_features(claim: AccessReport | Consignment | Incident | Route) -> Iterator[str]:
    """What is told (a point, a siege, an area by its shape, a load, harm), and whether it is only to come."""
    rule = claim.rule.partition(":")[2]
    told = rule if rule.startswith(("siege", "area")) else "point"
    yield f"told={told if isinstance(claim, AccessReport) else claim.kind}"
    yield f"to-come={isinstance(claim, AccessReport | Route) and claim.state in _STILL}"
    yield f"said={claim.voice.speaker is not None}"


def _stand_in(claim: Move, actors: Sequence[ActorRef]) -> bool:
    """Whether all actors stand in the move's own clause."""
    return bool(actors) and all(a.span is not None and claim.span.covers(a.span) for a in actors)


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
            yield from (
                f"issues={bool(claim.issues)}",
                f"number={min(len(claim.authors), 3)}",
                f"when={claim.when is not None}",
            )
            yield f"known={bool(claim.authors) and all(a.kind in _SIDES or a.country for a in claim.authors)}"
            yield from _told_by(claim)
        case Demand() | Leverage():
            yield from (f"actors={_knows(claim.by)}", f"content={bool(claim.content)}", f"rule={claim.rule}")
            others = claim.of if isinstance(claim, Demand) else claim.on
            yield from (f"to={_knows(others)}", f"known={all(a.kind in _SIDES or a.country for a in claim.by)}")
            yield from _told_by(claim)
            yield f"issue={claim.issue is not None}" if isinstance(claim, Demand) else f"type={claim.type.value}"
        case MeetingMention():
            number = min(len(claim.participants), 3)
            yield from (f"actors={_knows(claim.participants)}", f"number={number}", f"status={claim.status.value}")
            yield from (f"when={claim.when is not None}", f"place={claim.place is not None}")
            named = [a for a in claim.participants if a.by not in {"context", "words", "pronoun"}]
            yield from (f"named={min(len(named), 3)}", f"all-named={len(named) == len(claim.participants)}")
            yield from (f"told={min(len(claim.also), 2)}", f"format={claim.format.value}")
            yield from _told_by(claim)
        case Term():
            yield from (f"rule={claim.rule}", f"issue={claim.issue is not None}", f"deal={claim.deal is not None}")
            yield f"measured={claim.quantity is not None or claim.duration is not None}"
            yield from _told_by(claim)
        case Count():
            yield from (f"rule={claim.rule}", f"unit={claim.unit is not None}")
        case _:
            yield f"rule={claim.rule}"


def _told_by(claim: AnyClaim) -> Iterator[str]:
    """Whether somebody says it, and whether that is one who asks the questions of a briefing."""
    speaker = (claim.voice.speaker or "").lower()
    yield f"said={bool(speaker)}"
    yield f"asked={speaker in _ASKING}"


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
