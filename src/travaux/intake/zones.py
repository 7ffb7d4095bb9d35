"""What a page's lines are by where they stand: the menus before an article and the headlines of others after it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from travaux.ontology.vocabulary import SegmentKind

_BODY_LENGTH = 80
_FEWEST_BODY = 3
_FEWEST_TEASERS = 3
_NEAR = 3
_LONG_RUN = 6
_MIXED_RUN = 8
_TEASER_END = ("...", "…", "….")
_LONGEST_HEADLINE = 170
_TEASER = re.compile(r"[^\W\d_A-Z](?:\.\.\.|…)\Z")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_FINAL = (".", "!", ":", ";", ".”", '."', ".’", ".)", "!”", '!"', "?”", '?"', ".**", "._", ".'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph, or part of one, and what it is so far."""

    start: int
    end: int
    kind: SegmentKind
    note: str = ""
    listed: bool = False
    """Whether a list mark stood before it."""
    marked: bool = False
    """Whether it is set off as a heading is."""
    ends_text: bool = False
    """Whether the article is over at this line."""


_LOOSE = frozenset({SegmentKind.BODY, SegmentKind.SUBHEAD, SegmentKind.LIST_ITEM})


def _is_body(text: str, piece: Piece) -> bool:
    """Whether a piece is surely text of an article: a paragraph of some length that ends as a sentence does."""
    words = text[piece.start : piece.end]
    return (
        piece.kind is SegmentKind.BODY
        and len(words) >= _BODY_LENGTH
        and words.endswith(_FINAL)
        and not words.endswith("...")
    )


def _is_other_headline(text: str, piece: Piece) -> bool:
    """Whether a piece may be the headline or the teaser of another article."""
    words = text[piece.start : piece.end]
    if piece.kind not in _LOOSE:
        return False
    teaser = words.endswith(_TEASER_END) and not piece.listed
    return teaser or (len(words) <= _LONGEST_HEADLINE and not words.endswith(_FINAL))


def _drop(piece: Piece, note: str) -> Piece:
    return replace(piece, kind=SegmentKind.FURNITURE, note=note)


def mark_surroundings(text: str, pieces: list[Piece]) -> list[Piece]:
    """Mark as furniture the menus and other articles' headlines at both ends of a page.

    Only where there are signs of a page: lines that the rules know as furniture, next to them.
    """
    body = _find_body(text, pieces)
    out = list(pieces)
    _mark_linked(text, out)
    _mark_teasers(text, out)
    if len(body) < _FEWEST_BODY:
        return out
    for n in _find_after_end(pieces, body):
        if _is_other_headline(text, pieces[n]):
            out[n] = _drop(pieces[n], "after the end")
    for zone in (range(body[0]), range(body[-1] + 1, len(pieces))):
        _mark_zone(text, out, zone)
    return out


def _find_body(text: str, pieces: list[Piece]) -> list[int]:
    """The places of the article's paragraphs: a sentence alone among headlines is a teaser or a notice."""
    found = [n for n, p in enumerate(pieces) if _is_body(text, p)]
    near = {n for a, b in pairwise(found) if b - a <= _NEAR for n in (a, b)}
    return [n for n in found if n in near]


def _find_after_end(pieces: list[Piece], body: list[int]) -> Iterator[int]:
    """The places after the line that ends the article, if it comes after some of its text."""
    end = next((n for n in range(body[_FEWEST_BODY - 1], len(pieces)) if pieces[n].ends_text), None)
    return iter(range(end + 1, len(pieces))) if end is not None else iter(())


def _mark_zone(text: str, out: list[Piece], zone: range) -> None:
    """Headlines before and after all body text are furniture where the zone holds a page's lines."""
    known = sum(out[n].kind is SegmentKind.FURNITURE for n in zone)
    others = [n for n in zone if _is_other_headline(text, out[n])]
    mixed = len(others) >= _MIXED_RUN and 2 * sum(not out[n].listed for n in others) >= _MIXED_RUN
    if (known < 2 or 5 * known < len(zone)) and not (known and mixed):
        _mark_long_run(text, out, zone)
        return
    told = _long_words(text[out[zone.stop].start :]) if zone.start == 0 and others else frozenset()
    for n in others:
        if not (out[n].marked and zone.start) and not _sums_up(text, out[n], told):
            out[n] = _drop(out[n], "related")


def _long_words(text: str) -> frozenset[str]:
    return frozenset(w.lower() for w in _LONG_WORD.findall(text))


def _sums_up(text: str, piece: Piece, told: frozenset[str]) -> bool:
    """Whether a line before the text is its own standfirst: most of its words come again in the text."""
    words = _long_words(text[piece.start : piece.end])
    return len(words) >= 3 and 10 * len(words & told) >= 7 * len(words)


def _mark_long_run(text: str, out: list[Piece], zone: range) -> None:
    """Six headlines without list marks in a row, outside the text, are a menu or a list of other articles."""
    for other, group in groupby(zone, key=lambda n: _is_other_headline(text, out[n]) and not out[n].listed):
        run = list(group)
        if other and len(run) >= _LONG_RUN:
            for n in run:
                out[n] = _drop(out[n], "related")


def _mark_linked(text: str, out: list[Piece]) -> None:
    """A headline right before an address that stands alone is the link's text."""
    for n, piece in enumerate(out[1:], 1):
        if piece.note == "link" and not piece.listed and _is_other_headline(text, out[n - 1]) and not out[n - 1].listed:
            out[n - 1] = _drop(out[n - 1], "related")


def _mark_teasers(text: str, out: list[Piece]) -> None:
    """Paragraphs cut off in the middle, three or more of them, are the beginnings of other articles."""
    cut = [
        n
        for n, p in enumerate(out)
        if p.kind is SegmentKind.BODY and _TEASER.search(text, max(p.start, p.end - 40), p.end)
    ]
    if len(cut) >= _FEWEST_TEASERS:
        for n in cut:
            out[n] = _drop(out[n], "teaser")
