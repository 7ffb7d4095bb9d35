"""What a link between a cue and a content, or a cue and a source, costs; the cheapest are made.

A cost is made of what stands between the two (other cues and contents, ends of sentences and paragraphs, words) and of
evidence: the grammar of the cue, the rules' attributions, and the model's own word on which side of its cue a stretch
stands. Every cue first takes the content that costs it least; what is then left goes to the cue that it costs least. One
source may serve several cues.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import inf

from travaux.reading.annotations import AttributionMention
from travaux.reading.attribution.sources import find_source
from travaux.reading.model.board import FAR, Board, Place
from travaux.spans import Span

_CLIMB = 60
"""Words up the parse at most; longer ways are parse errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each circumstance adds to the cost of a link; `data/linking.toml` says what each is for."""

    cue_between: float
    content_between: float
    source_between: float
    sentence: float
    paragraph: float
    word: float
    most_words: float
    rule: float
    rule_against: float
    grammar: float
    side: float
    dearest: float
    dearest_more: float

    @property
    def gain(self) -> float:
        """What a link can gain at most, however far apart, where another cue stands between."""
        return min(0.0, self.rule_against) + min(0.0, self.grammar)

    @property
    def most_cues(self) -> int:
        """With so many other cues between them no link can be cheap enough, whatever it gains."""
        return max(1, int((self.dearest - self.gain) / self.cue_between) + 1) if self.cue_between > 0 else FAR


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions:
    """All of `data/linking.toml`."""

    content: Weights
    source: Weights
    lone_reach: int
    lone_score: float
    sole_words: int
    sole_score: float
    fragment: float
    alike: float
    same: float


@cache
def load_link_options() -> LinkOptions:
    """The options as shipped."""
    data = tomllib.loads(files(__package__).joinpath("data/linking.toml").read_text(encoding="utf8"))
    return LinkOptions(
        content=Weights(**data["content"]),
        source=Weights(**data["source"]),
        lone_reach=data["without_cue"]["source"],
        lone_score=data["without_cue"]["score"],
        sole_words=data["without_rule"]["words"],
        sole_score=data["without_rule"]["score"],
        fragment=data["rules"]["fragment"],
        alike=data["rules"]["alike"],
        same=data["rules"]["same"],
    )


def share_out(board: Board, weights: Weights) -> tuple[list[list[Place]], list[Place]]:
    """The contents of each cue, and the contents that no cue takes."""
    links = sorted(
        (cost, k, n)
        for n in range(len(board.cues))
        for k in board.contents_near(n, weights.most_cues)
        if (cost := _content_cost(board, n, k, weights)) <= weights.dearest
    )
    owner: dict[int, int] = {}
    served: set[int] = set()
    for _, k, n in links:
        if k not in owner and n not in served:
            owner[k] = n
            served.add(n)
    for cost, k, n in links:
        if cost <= weights.dearest_more:
            owner.setdefault(k, n)
    owned: list[list[Place]] = [[] for _ in board.cues]
    for k, n in sorted(owner.items()):
        owned[n].append(board.contents[k])
    return owned, [place for k, place in enumerate(board.contents) if k not in owner]


def _content_cost(board: Board, n: int, k: int, weights: Weights) -> float:
    cue, content = board.cues[n], board.contents[k]
    low, high = min(cue.span.end, content.span.end), max(cue.span.start, content.span.start)
    cues = board.count("cue", low, high)
    between = _tags_between(board, cue.span, content.span, weights)
    if cues > 0 and between + weights.gain > weights.dearest:
        return inf
    cost = _distance(board, cue, content, weights, between)
    if any(_has(rule, content.span) for rule in board.rules_of(n)):
        cost += weights.rule if cues == 0 else 0.0
    elif any(_has(rule, content.span) for other in (n - 1, n + 1) for rule in board.rules_of(other)):
        cost += weights.rule_against
    return cost + (weights.grammar if _governs(board, n, content) else 0.0)


def choose_source(board: Board, n: int, weights: Weights) -> Place | None:
    """The source of a cue, or None where none is near enough."""
    cue = board.cues[n]
    subject = find_source(cue.head)
    best: tuple[float, Place | None] = (weights.dearest, None)
    for j in board.near("source", cue.span):
        source = board.sources[j]
        cost = _distance(board, cue, source, weights, _tags_between(board, cue.span, source.span, weights))
        if any(rule.source is not None and rule.source.span.overlaps(source.span) for rule in board.rules_of(n)):
            cost += weights.rule
        if subject is not None and source.first.i <= subject.head <= source.last.i:
            cost += weights.grammar
        if cost < best[0]:
            best = (cost, source)
    return best[1]


def _distance(board: Board, cue: Place, other: Place, weights: Weights, cost: float) -> float:
    """The cost of what stands between a cue and another tag, and of the side that the model expects it on.

    `cost` is that of the tags between them.
    """
    after = cue.span.start < other.span.start
    left, right = (cue, other) if after else (other, cue)
    low, high = left.span.end, right.span.start
    if low < high:
        cost += weights.sentence * abs(right.begins - left.ends)
        cost += weights.paragraph * board.paragraphs(low, high)
        cost += weights.word * min(weights.most_words, right.first.i - left.last.i - 1)
    if other.tag.after is not None:
        cost += weights.side * (1.0 - other.tag.after if after else other.tag.after)
    return cost


def _tags_between(board: Board, one: Span, other: Span, weights: Weights) -> float:
    """The cost of the cues, contents and sources that stand between two tags."""
    low, high = min(one.end, other.end), max(one.start, other.start)
    if low >= high:
        return 0.0
    cost = weights.cue_between * board.count("cue", low, high)
    cost += weights.content_between * board.count("content", low, high)
    cost += weights.source_between * board.count("source", low, high)
    return cost


def _has(rule: AttributionMention, span: Span) -> bool:
    """Whether a rule's content has at least half of `span`."""
    shared = sum(max(0, min(own.end, span.end) - max(own.start, span.start)) for own in rule.content)
    return 2 * shared >= len(span)


def _governs(board: Board, n: int, content: Place) -> bool:
    """Whether the content's head hangs on the cue, no other cue between, or the cue, as an aside, on the content."""
    cue = board.cues[n]
    token = content.head
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            break
        token = token.head
        if token.i in board.cue_heads:
            return board.cue_heads[token.i] == n
    return content.first.i <= cue.head.head.i <= content.last.i
