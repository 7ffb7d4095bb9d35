"""Cuts a report's text for display: a quote in its paragraph, and a whole text with the words that claims rest on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_AROUND = 360
"""Characters of its paragraph shown on each side of a quote."""
_BLANK = re.compile(r"\n[ \t]*\n")
_LINE_END = re.compile(r"\n")
_ENDS = tuple(".!?:;\"”’')]")
_PAIRS, _BROKEN = 3, 0.25
"""Lines that must follow each other before they are looked at, and the share of them that break a sentence, in text whose
lines are broken at a width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A quote with what stands before and after it in its paragraph."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A stretch of text that all of `claims`, and no other, rest on; empty where none does."""

    start: int
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a report's text: [start, end) in its characters, and its chunks."""

    start: int
    end: int
    chunks: tuple[Chunk, ...]


def cut_excerpt(text: str, start: int, end: int) -> Excerpt:
    """The quote `text[start:end]` in its paragraph, of which a long one is cut at a word on each side."""
    first, last = _find_paragraph(text, start, end)
    before, after = text[first:start], text[end:last]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return Excerpt(before=before.lstrip(), quote=text[start:end], after=after.rstrip())


def _find_paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The first and last character of the paragraphs in which a quote stands."""
    if is_broken(text):
        before = list(_BLANK.finditer(text, 0, start))[-1:]
        after = _BLANK.search(text, end)
        return before[0].end() if before else 0, after.start() if after else len(text)
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last


@lru_cache(maxsize=512)
def is_broken(text: str) -> bool:
    """Whether the lines of a text are broken at a width, so that blank lines, and not line ends, part its paragraphs."""
    pairs = [(a.rstrip(), b.lstrip()) for a, b in pairwise(text.split("\n")) if a.strip() and b.strip()]
    broken = sum(not a.endswith(_ENDS) and b[0].islower() for a, b in pairs)
    return len(pairs) >= _PAIRS and broken >= _BROKEN * len(pairs)


def cut_paragraphs(text: str, spans: Iterable[tuple[int, int, str]]) -> list[Paragraph]:
    """The paragraphs of a text that are not blank, each cut where a span (start, end, claim) begins or ends."""
    rows = sorted(spans)
    edges = sorted({edge for start, end, _ in rows for edge in (start, end)})
    ends = [m.span() for m in (_BLANK if is_broken(text) else _LINE_END).finditer(text)]
    starts = [0, *(end for _, end in ends)]
    return [
        Paragraph(start=start, end=end, chunks=tuple(_cut(text, start, end, rows, edges)))
        for start, end in zip(starts, [*(start for start, _ in ends), len(text)], strict=True)
        if text[start:end].strip()
    ]


def _cut(
    text: str, start: int, end: int, rows: Sequence[tuple[int, int, str]], edges: Sequence[int]
) -> Iterator[Chunk]:
    own = [row for row in rows if row[0] < end and row[1] > start]
    cuts = [start, *edges[bisect_right(edges, start) : bisect_left(edges, end)], end]
    for first, last in pairwise(cuts):
        claims = tuple(dict.fromkeys(c for s, e, c in own if s <= first and e >= last))
        yield Chunk(start=first, text=text[first:last], claims=claims)
