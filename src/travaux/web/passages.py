"""Cuts a report's text for display: a quote in its paragraph, and a whole text with the words that claims rest on."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_AROUND = 360
"""Characters of its paragraph shown on each side of a quote."""


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
    """A line of a report's text: [start, end) in its characters, and its chunks."""

    start: int
    end: int
    chunks: tuple[Chunk, ...]


def cut_excerpt(text: str, start: int, end: int) -> Excerpt:
    """The quote `text[start:end]` in its paragraph, of which a long one is cut at a word on each side."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before, after = text[first:start], text[end:last]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return Excerpt(before=before.lstrip(), quote=text[start:end], after=after.rstrip())


def cut_paragraphs(text: str, spans: Iterable[tuple[int, int, str]]) -> list[Paragraph]:
    """The lines of a text that are not blank, each cut where a span (start, end, claim) begins or ends."""
    rows = sorted(spans)
    edges = sorted({edge for start, end, _ in rows for edge in (start, end)})
    out, at = [], 0
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip():
            out.append(Paragraph(start=at, end=end, chunks=tuple(_cut(text, at, end, rows, edges))))
        at = end + 1
    return out


def _cut(
    text: str, start: int, end: int, rows: Sequence[tuple[int, int, str]], edges: Sequence[int]
) -> Iterator[Chunk]:
    own = [row for row in rows if row[0] < end and row[1] > start]
    cuts = [start, *edges[bisect_right(edges, start) : bisect_left(edges, end)], end]
    for first, last in pairwise(cuts):
        claims = tuple(dict.fromkeys(c for s, e, c in own if s <= first and e >= last))
        yield Chunk(start=first, text=text[first:last], claims=claims)
