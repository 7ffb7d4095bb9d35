"""From tagged sources, cues and contents to attributions: which content and which source belong to which cue.

Every cue takes the content that costs it least, and what is then left goes to the cue that it costs least; likewise a
cue takes its cheapest source, and one source may serve several cues. A cost is made of what stands between the two (other
cues and contents, ends of sentences and paragraphs, words) and of evidence: the grammar of the cue, the rules'
attributions, and the model's own word on which side of the cue a stretch stands. The weights are in `data/linking.toml`.
"""

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from travaux.reading.annotations import AttributionMention, Phrase
from travaux.reading.attribution.sources import find_source
from travaux.reading.lookup import sentence_number, text_of, tokens_at
from travaux.reading.model.tagging import Tag, Tagging
from travaux.spans import Span, merge_spans


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


@cache
def load_weights() -> tuple[Weights, Weights]:
    """The weights of links to contents and of links to sources."""
    data = tomllib.loads(files(__package__).joinpath("data/linking.toml").read_text(encoding="utf8"))
    return Weights(**data["content"]), Weights(**data["source"])


@dataclass(frozen=True, slots=True)
class _Place:
    """A tag with its words in the Doc: tokens [first, last] and the head of the stretch."""

    tag: Tag
    first: Token
    last: Token
    head: Token

    @property
    def span(self) -> Span:
        return self.tag.span


class _Board:
    """The tags of a Doc, and what stands between any two of them."""

    def __init__(self, doc: Doc, tagging: Tagging) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.cues = _places(doc, tagging.cues)
        self.sources = _places(doc, tagging.sources)
        self.contents = _places(doc, tagging.contents)
        self._starts = {
            name: [place.span.start for place in places]
            for name, places in (("cue", self.cues), ("source", self.sources), ("content", self.contents))
        }
        self._breaks = [i for i, mark in enumerate(self.text) if mark == "\n"]
        self._by_cue = _rules_by_cue(doc._.attributions, self.cues)

    def near(self, cue: _Place, places: Sequence[_Place], kind: str) -> Iterator[int]:
        """The indices of the tags that are near enough to a cue to be linked to it."""
        starts = self._starts[kind]
        low = bisect_left(starts, cue.span.start - _FAR)
        high = bisect_right(starts, cue.span.end + _FAR)
        return (i for i in range(low, high) if not places[i].span.overlaps(cue.span))

    def count(self, kind: str, low: int, high: int) -> int:
        """How many tags of a kind begin in [low, high)."""
        starts = self._starts[kind]
        return bisect_left(starts, high) - bisect_left(starts, low)

    def paragraphs(self, low: int, high: int) -> int:
        """How many paragraphs end in [low, high): runs of line breaks."""
        found = self._breaks[bisect_left(self._breaks, low) : bisect_left(self._breaks, high)]
        return sum(1 for i, at in enumerate(found) if i == 0 or self.text[found[i - 1] : at].strip())

    def rules_of(self, cue: int) -> list[AttributionMention]:
        """The rules' attributions with this cue."""
        return self._by_cue.get(cue, [])

    def rules_of_others(self, cue: int) -> Iterator[AttributionMention]:
        """The rules' attributions with the cues beside this one."""
        for other in (cue - 1, cue + 1):
            yield from self._by_cue.get(other, [])


_FAR = 1500
"""Characters between a cue and what belongs to it, at most."""


def _places(doc: Doc, tags: Sequence[Tag]) -> tuple[_Place, ...]:
    out = []
    for tag in tags:
        tokens = tokens_at(doc, tag.span.start, tag.span.end)
        if tokens is not None:
            out.append(_Place(tag, tokens[0], tokens[-1], tokens.root))
    return tuple(out)


def _rules_by_cue(
    attributions: Sequence[AttributionMention], cues: Sequence[_Place]
) -> dict[int, list[AttributionMention]]:
    starts = [place.span.start for place in cues]
    out: dict[int, list[AttributionMention]] = {}
    for attribution in attributions:
        if attribution.cue is not None:
            at = bisect_left(starts, attribution.cue.end) - 1
            if at >= 0 and cues[at].span.overlaps(attribution.cue):
                out.setdefault(at, []).append(attribution)
    return out


def link_attributions(doc: Doc, tagging: Tagging) -> tuple[AttributionMention, ...]:
    """The attributions of `doc` that the tags make up, in the order of the text.

    `doc` has a parse; what the rules found stands in `doc._.attributions` and is used as evidence.
    """
    board = _Board(doc, tagging)
    content_weights, source_weights = load_weights()
    owned = _share_out(board, content_weights)
    out = []
    for n, cue in enumerate(board.cues):
        if owned[n]:
            source = _choose_source(board, n, source_weights)
            out.append(_mention(board, cue, source, owned[n]))
    return tuple(out)


def _share_out(board: _Board, weights: Weights) -> list[list[_Place]]:
    """The contents of each cue: first the cheapest for each, then each of the rest to the cue that it costs least."""
    links = sorted(
        (cost, k, n)
        for n, cue in enumerate(board.cues)
        for k in board.near(cue, board.contents, "content")
        if (cost := _content_cost(board, n, k, weights)) <= weights.dearest
    )
    owner: dict[int, int] = {}
    served: set[int] = set()
    for _, k, n in links:
        if k not in owner and n not in served:
            owner[k] = n
            served.add(n)
    for _, k, n in links:
        owner.setdefault(k, n)
    out: list[list[_Place]] = [[] for _ in board.cues]
    for k, n in sorted(owner.items()):
        out[n].append(board.contents[k])
    return out


def _content_cost(board: _Board, n: int, k: int, weights: Weights) -> float:
    cue, content = board.cues[n], board.contents[k]
    cost = _distance(board, cue, content, weights)
    if any(_has(rule, content.span) for rule in board.rules_of(n)):
        cost += weights.rule
    elif any(_has(rule, content.span) for rule in board.rules_of_others(n)):
        cost += weights.rule_against
    if _governs(board, cue, content):
        cost += weights.grammar
    return cost


def _distance(board: _Board, cue: _Place, other: _Place, weights: Weights) -> float:
    """The cost of what stands between a cue and another tag, and of the side that the model expects it on."""
    after = cue.span.start < other.span.start
    left, right = (cue, other) if after else (other, cue)
    low, high = left.span.end, right.span.start
    cost = 0.0
    if low < high:
        cost += weights.cue_between * board.count("cue", low, high)
        cost += weights.content_between * board.count("content", low, high)
        cost += weights.source_between * board.count("source", low, high)
        cost += weights.sentence * abs(sentence_number(right.first) - sentence_number(left.last))
        cost += weights.paragraph * board.paragraphs(low, high)
        cost += weights.word * min(weights.most_words, right.first.i - left.last.i - 1)
    if other.tag.after is not None:
        cost += weights.side * (1.0 - other.tag.after if after else other.tag.after)
    return cost


def _has(rule: AttributionMention, span: Span) -> bool:
    """Whether a rule's content has at least half of `span`."""
    shared = sum(max(0, min(own.end, span.end) - max(own.start, span.start)) for own in rule.content)
    return 2 * shared >= len(span)


def _governs(board: _Board, cue: _Place, content: _Place) -> bool:
    """Whether the content's head hangs on the cue, no other cue between, or the cue as an aside on the content."""
    cues = {place.head.i for place in board.cues if abs(place.head.i - content.head.i) < _SENTENCE}
    for token in content.head.ancestors:
        if token.i in cues:
            return token.i == cue.head.i
    return content.first.i <= cue.head.head.i <= content.last.i


_SENTENCE = 200


def _choose_source(board: _Board, n: int, weights: Weights) -> _Place | None:
    cue = board.cues[n]
    grammatical = find_source(cue.head)
    costs = []
    for j in board.near(cue, board.sources, "source"):
        source = board.sources[j]
        cost = _distance(board, cue, source, weights)
        if any(rule.source is not None and rule.source.span.overlaps(source.span) for rule in board.rules_of(n)):
            cost += weights.rule
        if grammatical is not None and source.first.i <= grammatical.head <= source.last.i:
            cost += weights.grammar
        costs.append((cost, j))
    if not costs or min(costs)[0] > weights.dearest:
        return None
    return board.sources[min(costs)[1]]


def _mention(board: _Board, cue: _Place, source: _Place | None, contents: Sequence[_Place]) -> AttributionMention:
    content = merge_spans(place.span for place in contents)
    return AttributionMention(
        source=Phrase(span=source.span, head=source.head.i) if source is not None else None,
        cue=cue.span,
        content=content,
        quoted="indirect",
        sense="says",
        rule="model",
    )
