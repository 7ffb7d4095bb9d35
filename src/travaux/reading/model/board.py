"""The tags of a Doc laid out for linking: where each stands in the parse, and what stands between any two."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from travaux.reading.annotations import AttributionMention
from travaux.reading.lookup import sentence_number, text_of, tokens_at
from travaux.reading.model.tagging import Tag, Tagging
from travaux.spans import Span

FAR = 1500
"""Characters between a cue and what belongs to it, at most."""


@dataclass(frozen=True, slots=True)
class Place:
    """A tag, or a run of contents that only white space parts, with its first and last token and its head."""

    tag: Tag
    first: Token
    last: Token
    head: Token
    spans: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first character to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)

    @property
    def sentence(self) -> int:
        """The number of the sentence that it begins in."""
        return sentence_number(self.first)


class Board:
    """The cues, sources and contents of a Doc, in order, and the rules' attributions by cue."""

    def __init__(self, doc: Doc, tagging: Tagging) -> None:
        self._doc = doc
        self._text = text_of(doc)
        self.cues = tuple(_places(doc, tagging.cues))
        self.sources = tuple(_places(doc, tagging.sources))
        self.contents = tuple(_runs(self._text, _places(doc, tagging.contents)))
        self.cue_heads = {place.head.i: n for n, place in enumerate(self.cues)}
        kinds = {"cue": self.cues, "source": self.sources, "content": self.contents}
        self._starts = {kind: [place.span.start for place in places] for kind, places in kinds.items()}
        self._breaks = [i for i, mark in enumerate(self._text) if mark == "\n"]
        self._rules: tuple[AttributionMention, ...] = doc._.attributions
        self._by_cue: dict[int, list[AttributionMention]] = {}
        for rule in self._rules:
            n = self.cue_over(rule.cue) if rule.cue is not None else None
            if n is not None:
                self._by_cue.setdefault(n, []).append(rule)

    def is_named(self, rule: AttributionMention) -> bool:
        """Whether a rule's source is a noun or a name, no pronoun."""
        return rule.source is not None and self._doc[rule.source.head].pos_ in {"NOUN", "PROPN"}

    def near(self, kind: str, span: Span, reach: int = FAR) -> range:
        """The indices of the tags of a kind that begin within `reach` characters of `span`."""
        starts = self._starts[kind]
        return range(bisect_left(starts, span.start - reach), bisect_right(starts, span.end + reach))

    def count(self, kind: str, low: int, high: int) -> int:
        """How many tags of a kind begin in [low, high)."""
        starts = self._starts[kind]
        return bisect_left(starts, high) - bisect_left(starts, low)

    def paragraphs(self, low: int, high: int) -> int:
        """How many paragraphs end in [low, high): runs of line breaks."""
        found = self._breaks[bisect_left(self._breaks, low) : bisect_left(self._breaks, high)]
        return sum(1 for i, at in enumerate(found) if i == 0 or self._text[found[i - 1] : at].strip())

    def cue_over(self, span: Span) -> int | None:
        """The tagged cue that shares a character with `span`."""
        at = bisect_left(self._starts["cue"], span.end) - 1
        return at if at >= 0 and self.cues[at].span.overlaps(span) else None

    def rules_of(self, cue: int) -> Sequence[AttributionMention]:
        """The rules' attributions with this cue."""
        return self._by_cue.get(cue, ())

    def rule_over(self, content: Sequence[Span]) -> AttributionMention | None:
        """The rules' attribution whose cue is not tagged and whose content is mostly `content`."""
        for rule in self._rules:
            if rule.content[0].start > content[-1].end:
                break
            if (rule.cue is None or self.cue_over(rule.cue) is None) and _alike(rule.content, content):
                return rule
        return None

    def nearest_source(self, content: Sequence[Span], reach: int) -> Place | None:
        """The tagged source that stands nearest to a content."""
        whole = Span(content[0].start, content[-1].end)
        near = [self.sources[i] for i in self.near("source", whole, reach)]
        return min(near, key=lambda place: gap_between(place.span, whole), default=None)


def gap_between(first: Span, second: Span) -> int:
    """The characters between two spans; 0 where they touch or overlap."""
    return max(0, second.start - first.end, first.start - second.end)


def _alike(first: Iterable[Span], second: Iterable[Span]) -> bool:
    """Whether two contents have half of their characters in common."""
    first, second = tuple(first), tuple(second)
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in first for b in second)
    return 3 * shared >= sum(map(len, first)) + sum(map(len, second))


def _places(doc: Doc, tags: Sequence[Tag]) -> Iterator[Place]:
    for tag in tags:
        tokens = tokens_at(doc, tag.span.start, tag.span.end)
        if tokens is not None:
            yield Place(tag=tag, first=tokens[0], last=tokens[-1], head=tokens.root, spans=(tag.span,))


def _runs(text: str, places: Iterable[Place]) -> Iterator[Place]:
    """The contents, those that only spaces part made one: the sentences of one quotation."""
    run: Place | None = None
    for place in places:
        if run is not None and not (gap := text[run.span.end : place.span.start]).strip() and "\n" not in gap:
            run = Place(tag=run.tag, first=run.first, last=place.last, head=run.head, spans=(*run.spans, *place.spans))
            continue
        if run is not None:
            yield run
        run = place
    if run is not None:
        yield run
