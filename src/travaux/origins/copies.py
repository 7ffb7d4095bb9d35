"""Copies and rewrites: reports that tell one text, word for word, cut, or put in other words by another desk."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, pairwise
from sys import intern

from travaux.ontology.report import Report

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[“\"„«][^”\"“»]{20,2000}[”\"“»]")
"""What others say: reports that quote one voice are not therefore one text."""
_EMPTY = frozenset(
    (
        "the a an of to in on for and or by with from at as its his her their this that is are was were be been will would"
        " it they has have had not but also after before said which who"
    ).split()
)
SHINGLE = 5
"""Words in a shingle."""
SAME = 0.5
"""Share of the shorter report's shingles that two reports have in common to count as one text."""
SAME_OUTLET = 0.9
"""The same for both reports where one outlet published them: notices in its set phrases are not therefore one text."""
PAIRS = 0.33
WORDS = 0.6
"""Shares of the shorter one's pairs of stems, and of its stems, that a rewrite keeps."""
DAYS = 3
"""A rewrite comes out within so many days."""
LENGTHS = 3.0
"""A rewrite is at most so many times as long as what it rewrites: a long report holds more than one story."""


@dataclass(frozen=True, eq=False)
class _Text:
    """What is compared of a report."""

    report: Report

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        words = _words(self.report.text)
        return _shingles(words) or (frozenset({tuple(words)}) if words else frozenset())

    @cached_property
    def quoted_shingles(self) -> frozenset[tuple[str, ...]]:
        return frozenset(chain.from_iterable(_shingles(_words(q)) for q in _QUOTED.findall(self.report.text)))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words that carry meaning, cut to six letters."""
        return frozenset(_stems(self.report.text))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        return _pairs(self.report.text)

    @cached_property
    def quoted(self) -> frozenset[tuple[str, str]]:
        """The pairs that stand in quotation marks."""
        return frozenset(chain.from_iterable(_pairs(q) for q in _QUOTED.findall(self.report.text)))


def _words(text: str) -> list[str]:
    return [intern(w) for w in _WORD.findall(text.lower())]


def _shingles(words: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*(words[i:] for i in range(SHINGLE)), strict=False))


def _stems(text: str) -> list[str]:
    return [intern(w[:6]) for w in _WORD.findall(text.lower()) if w not in _EMPTY]


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    stems = _stems(text)
    return frozenset(pairwise(stems))


def find_copies(reports: Sequence[Report]) -> dict[str, str]:
    """Report → the first of its group, for every report that shares its text with another.

    The first is the one whose outlet the others name, else the earliest published; undated reports come last. Only
    reports with a shingle in common, or published within `DAYS` of each other, are compared.
    """
    ordered = sorted((_Text(r) for r in reports), key=lambda t: _by_day(t.report))
    near: dict[date, list[_Text]] = defaultdict(list)
    holders: dict[tuple[str, ...], list[_Text]] = defaultdict(list)
    groups: dict[str, list[Report]] = {}
    for text in ordered:
        found = _best(chain(_with_shingles(text, holders), _rewrites(text, near)))
        group = groups[found.report.id] if found is not None else []
        group.append(text.report)
        groups[text.report.id] = group
        for shingle in text.shingles:
            holders[shingle].append(text)
        if text.report.published is not None:
            near[text.report.published].append(text)
    return {r.id: _first_of(group) for group in groups.values() if len(group) > 1 for r in group}


def _by_day(report: Report) -> tuple[bool, date, str]:
    return report.published is None, report.published or date.max, report.id


def _best(found: Iterable[tuple[float, _Text]]) -> _Text | None:
    """The text that is most like it, the first of equals."""
    best = max(found, key=lambda pair: (pair[0], pair[1].report.id), default=None)
    return best[1] if best is not None else None


def _with_shingles(text: _Text, holders: Mapping[tuple[str, ...], list[_Text]]) -> Iterable[tuple[float, _Text]]:
    """Earlier reports with the same words in the same order."""
    shared = Counter(chain.from_iterable(holders[s] for s in text.shingles if s in holders))
    for other, common in shared.items():
        short, long = sorted((len(text.shingles), len(other.shingles)))
        one_outlet = text.report.outlet is not None and text.report.outlet == other.report.outlet
        if common >= (SAME_OUTLET * long if one_outlet else SAME * short):
            both = len(text.quoted_shingles & other.quoted_shingles)
            share = (common - both) / max(short - both, 1)
            if share >= SAME:
                yield 1 + share, other


def _rewrites(text: _Text, near: Mapping[date, list[_Text]]) -> Iterable[tuple[float, _Text]]:
    """Earlier reports of these days that another outlet tells in other words, in the same order."""
    day = text.report.published
    if day is None:
        return
    for back in range(DAYS + 1):
        for other in near.get(date.fromordinal(day.toordinal() - back), ()):
            if other.report.outlet != text.report.outlet and (share := _rewritten(text, other)) >= PAIRS:
                yield share, other


def _rewritten(a: _Text, b: _Text) -> float:
    """The share of the shorter one's pairs that the other keeps, without what both quote; 0 where it is no rewrite.

    What one quotes and the other tells in its own voice counts: a statement and its report.
    """
    short, long = sorted((len(a.pairs), len(b.pairs)))
    common = a.pairs & b.pairs
    if not short or long > LENGTHS * short or len(common) < PAIRS * short:
        return 0.0
    if len(a.stems & b.stems) < WORDS * min(len(a.stems), len(b.stems)):
        return 0.0
    both = len(a.quoted & b.quoted)
    return (len(common) - both) / max(short - both, 1)


def _first_of(group: Sequence[Report]) -> str:
    """The report that the others copy: one whose outlet they name and that names none of theirs, else the earliest."""
    named = [
        r for r in group if r.outlet and any(o is not r and o.outlet != r.outlet and r.outlet in o.text for o in group)
    ]
    return (named or group)[0].id
