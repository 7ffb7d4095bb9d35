"""Quotation marks of a paragraph as stretches of quoted words.

Works on straightened text: one pass over the marks of a paragraph, in linear time, whatever the marks do. A mark left
open runs to the paragraph's end (the printers' custom when the next paragraph goes on quoting).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from travaux.spans import Span

_DOUBLE = re.compile(r"\"|''|``")
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[,:;—–-])|\A)'(?=[A-Z\[]|[a-z]\w*\W)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,?!…—-])'(?!\w)")
_LONGEST_SINGLE = 1500
"""Characters between single marks, which apostrophes would else make endless."""
_WORD = re.compile(r"\w+(?:['-]\w+)*")
_ELISIONS = frozenset(["tis", "twas", "em", "til", "cause", "round", "n", "bout", "cuz"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Quoted words with their marks; `closed` is False where the closing mark is missing."""

    span: Span
    inner: Span
    closed: bool

    def last(self, text: str) -> str:
        """The last character inside the mark that is no space and no mark of a quote within."""
        return text[self.inner.start : self.inner.end].rstrip(" \n\t'\"`")[-1:]

    def words(self, text: str) -> int:
        """How many words stand between the marks."""
        return sum(1 for _ in _WORD.finditer(text, self.inner.start, self.inner.end))


def find_quotes(text: str, paragraph: Span) -> tuple[Quote, ...]:
    """The quotes of one paragraph, in order: double marks, or single ones where there are no double ones."""
    quotes = tuple(_double_quotes(text, paragraph))
    return quotes or tuple(_single_quotes(text, paragraph))


def _double_quotes(text: str, paragraph: Span) -> Iterator[Quote]:
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
        if opened is None:
            opened = mark
        elif _opens(text, mark, paragraph) and mark.start() > opened.end():
            yield from _quote(opened.start(), opened.end(), mark.start(), mark.start())
            opened = mark
        else:
            yield from _quote(opened.start(), opened.end(), mark.start(), mark.end())
            opened = None
    if opened is not None and not _measures(text, opened):
        yield from _quote(opened.start(), opened.end(), paragraph.end, paragraph.end)


def _quote(start: int, inner_start: int, inner_end: int, end: int) -> Iterator[Quote]:
    if inner_end > inner_start:
        yield Quote(span=Span(start, end), inner=Span(inner_start, inner_end), closed=end > inner_end)


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a mark met inside a quote begins a new one: a space before it and a capital after it."""
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
    return mark.end() < paragraph.end and before in " \t\n([{—" and after.isupper()


def _measures(text: str, mark: re.Match[str]) -> bool:
    """A lone mark after a digit is inches or seconds."""
    return mark.start() > 0 and text[mark.start() - 1].isdigit()


def _single_quotes(text: str, paragraph: Span) -> Iterator[Quote]:
    at = paragraph.start
    closers = _Closers(text, paragraph)
    while True:
        opened = _SINGLE_OPEN.search(text, at, paragraph.end)
        if opened is None:
            return
        word = _WORD.match(text, opened.end())
        closed = None if word and word[0].lower() in _ELISIONS else closers.after(opened.end())
        if closed is None:
            at = opened.end()
            if word and word[0].lower() in _ELISIONS:
                continue
            return
        yield from _quote(opened.start(), opened.end(), closed, closed + 1)
        at = closed + 1


class _Closers:
    """The marks of a paragraph that can close a single quote, found in one pass."""

    def __init__(self, text: str, paragraph: Span) -> None:
        marks = [m.start() for m in _SINGLE_CLOSE.finditer(text, paragraph.start, paragraph.end)]
        self._all = marks
        self._sure = [m for m in marks if text[m - 1] != "s"]

    def after(self, start: int) -> int | None:
        """The mark that closes a quote: the first that is no plural possessive ("the voters' choice"), else the first."""
        for marks in (self._sure, self._all):
            k = bisect_left(marks, start)
            if k < len(marks) and marks[k] < start + _LONGEST_SINGLE:
                return marks[k]
        return None
