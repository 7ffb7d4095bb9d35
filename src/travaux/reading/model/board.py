"""The tags of a Doc laid out for linking: where each stands in the parse, and what stands between any two."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from travaux.reading.annotations import AttributionMention
from travaux.reading.lookup import breaks_in, sentence_number, text_of, tokens_at
from travaux.reading.model.tagging import Tag, Tagging
from travaux.spans import Span

_SIGNED = re.compile(r"[\"'.,!?\s]{0,20}[―—–(\[-]\s*")
"""What stands between a quotation and the name under it."""
_HALF = 0.5
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
    span: Span
    """From the first character to the last."""
    begins: int
    """The number of the sentence that it begins in."""
    ends: int
    """The number of the sentence that it ends in."""

    @property
    def tokens(self) -> SpacySpan:
        """Its tokens."""
        return self.first.doc[self.first.i : self.last.i + 1]


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
        self._content_ends = [place.span.end for place in self.contents]
        self._breaks = breaks_in(self._text)
        self._rules: tuple[AttributionMention, ...] = doc._.attributions
        self._by_cue: dict[int, list[AttributionMention]] = {}
        for rule in self._rules:
            n = self.cue_over(rule.cue) if rule.cue is not None else None
            if n is not None:
                self._by_cue.setdefault(n, []).append(rule)

    def near(self, kind: str, span: Span, reach: int = FAR) -> range:
        """The indices of the tags of a kind that begin within `reach` characters of `span`."""
        starts = self._starts[kind]
        return range(bisect_left(starts, span.start - reach), bisect_right(starts, span.end + reach))

    def contents_near(self, n: int, cues: int) -> range:
        """The indices of the contents near a cue that have fewer than so many `cues` between them and it."""
        near = self.near("content", self.cues[n].span)
        first, last = near.start, near.stop
        if n >= cues:
            first = max(first, bisect_right(self._content_ends, self.cues[n - cues].span.start))
        if n + cues < len(self.cues):
            last = min(last, bisect_right(self._starts["content"], self.cues[n + cues].span.start))
        return range(first, last)

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
            if (rule.cue is None or self.cue_over(rule.cue) is None) and shared_part(rule.content, content) >= _HALF:
                return rule
        return None

    def nearest_source(self, content: Sequence[Span], reach: int) -> Place | None:
        """The tagged source that stands nearest to a content."""
        whole = Span(content[0].start, content[-1].end)
        near = [self.sources[i] for i in self.near("source", whole, reach)]
        return min(near, key=lambda place: gap_between(place.span, whole), default=None)

    def signature(self, content: Sequence[Span]) -> Place | None:
        """The tagged source that a dash or bracket joins to the end of a quotation ("…" — A name)."""
        end = content[-1].end
        at = bisect_left(self._starts["source"], end)
        if at >= len(self.sources) or not _SIGNED.fullmatch(self._text, end, self.sources[at].span.start):
            return None
        return self.sources[at]


def gap_between(first: Span, second: Span) -> int:
    """The characters between two spans; 0 where they touch or overlap."""
    return max(0, second.start - first.end, first.start - second.end)


def shared_part(first: Iterable[Span], second: Iterable[Span]) -> float:
    """The characters that two contents have in common, as a part of all that either has."""
    first, second = tuple(first), tuple(second)
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in first for b in second)
    return shared / max(1, sum(map(len, first)) + sum(map(len, second)) - shared)


def _places(doc: Doc, tags: Sequence[Tag]) -> Iterator[Place]:
    for tag in tags:
        tokens = tokens_at(doc, tag.span.start, tag.span.end)
        if tokens is not None:
            first, last = tokens[0], tokens[-1]
            begins, ends = sentence_number(first), sentence_number(last)
            yield Place(tag, first, last, tokens.root, (tag.span,), tag.span, begins, ends)


def _runs(text: str, places: Iterable[Place]) -> Iterator[Place]:
    """The contents, those that only spaces part made one: the sentences of one quotation."""
    run: Place | None = None
    for place in places:
        if run is not None and not (gap := text[run.span.end : place.span.start]).strip() and "\n" not in gap:
            spans, span = (*run.spans, *place.spans), Span(run.span.start, place.span.end)
            run = replace(run, last=place.last, spans=spans, span=span, ends=place.ends)
            continue
        if run is not None:
            yield run
        run = place
    if run is not None:
        yield run
