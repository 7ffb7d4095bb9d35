"""Copies and rewrites: reports that tell one text, word for word, cut, or put in other words by another desk."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from travaux.ontology.report import Report
from travaux.origins.holders import Codes, Marker, find_holders

WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[“\"„«][^”\"“»]{20,2000}[”\"“»]")
"""What others say: reports that quote one voice are not therefore one text."""
_EMPTY = frozenset(
    (
        "the a an of to in on for and or by with from at as its his her their this that is are was were be been will would"
        " it they has have had not but also after before said which who"
    ).split()
)
_STEM = 6
"""Letters to which a word is cut."""
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
Match = tuple[str, str, float]
"""A report, an earlier one that it may be a copy of, and how much alike they are: it hangs on these two alone."""
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD)
"""Odd numbers: runs of words mixed with them are told apart as well as 64 bits can."""


class _Numbers(dict[str, int]):
    """A number for each word, given when it is first asked for."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


class _Vocabulary:
    """Numbers of words and of their stems, the same in all texts that are compared."""

    def __init__(self) -> None:
        self._words = _Numbers()
        self._stems = _Numbers()
        self._stem_of = np.empty(0, dtype=np.int64)

    def words(self, text: str) -> Codes:
        """The words of a text, in their order."""
        found = WORD.findall(text.lower())
        return np.fromiter(map(self._words.__getitem__, found), dtype=np.uint64, count=len(found))

    def stems(self, words: Codes) -> Codes:
        """The stems of those of the words that carry meaning."""
        known = len(self._stem_of)
        if known < len(self._words):
            new = (-1 if w in _EMPTY else self._stems[w[:_STEM]] for w in islice(self._words, known, None))
            self._stem_of = np.append(self._stem_of, np.fromiter(new, dtype=np.int64))
        found = self._stem_of[words]
        return found[found >= 0].astype(np.uint64)


@dataclass(frozen=True, eq=False)
class _Text:
    """What is compared of a report; all but `words` hold each code once, sorted."""

    report: Report
    vocabulary: _Vocabulary

    @cached_property
    def words(self) -> Codes:
        """All of its words, in their order."""
        return self.vocabulary.words(self.report.text)

    @cached_property
    def shingles(self) -> Codes:
        return list_runs(self.words, min(SHINGLE, len(self.words)))

    @cached_property
    def stems(self) -> Codes:
        """The words that carry meaning, cut short."""
        return np.unique(self.vocabulary.stems(self.words))

    @cached_property
    def pairs(self) -> Codes:
        return list_runs(self.vocabulary.stems(self.words), 2)

    @cached_property
    def quoted_shingles(self) -> Codes:
        return _join(list_runs(q, SHINGLE) for q in self._quotes)

    @cached_property
    def quoted_pairs(self) -> Codes:
        return _join(list_runs(self.vocabulary.stems(q), 2) for q in self._quotes)

    @cached_property
    def _quotes(self) -> list[Codes]:
        """The words of what stands in quotation marks."""
        return [self.vocabulary.words(q) for q in _QUOTED.findall(self.report.text)]


def list_runs(words: Codes, length: int) -> Codes:
    """The runs of so many words, each once."""
    number = len(words) - length + 1
    if number < 1 or length < 1:
        return np.empty(0, dtype=np.uint64)
    mixed = np.zeros(number, dtype=np.uint64)
    for at in range(length):
        mixed = (mixed ^ words[at : at + number]) * np.uint64(_MIX[at])
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def _join(parts: Iterable[Codes]) -> Codes:
    return np.unique(np.concatenate([np.empty(0, dtype=np.uint64), *parts]))


def _common(a: Codes, b: Codes) -> int:
    return len(np.intersect1d(a, b, assume_unique=True))


def find_copies(reports: Sequence[Report], matches: Iterable[Match] | None = None) -> dict[str, str]:
    """Report → the first of its group, for every report that shares its text with another.

    The first is the one whose outlet the others name, else the earliest published; undated reports come last. `matches` are
    those of these reports, and of others, where they are known.
    """
    ordered = sorted(reports, key=_by_day)
    by_id = {r.id: r for r in ordered}
    earlier: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for later, first, share in find_matches(reports) if matches is None else matches:
        if later in by_id and first in by_id:
            earlier[later].append((share, first))
    groups: dict[str, list[Report]] = {}
    for report in ordered:
        # The text that is most like it, the first of equals.
        found = max(earlier.get(report.id, ()), default=None)
        group = groups[found[1]] if found is not None else []
        group.append(report)
        groups[report.id] = group
    out: dict[str, str] = {}
    for group in {id(group): group for group in groups.values() if len(group) > 1}.values():
        out |= dict.fromkeys((r.id for r in group), _first_of(group))
    return out


def find_matches(reports: Sequence[Report]) -> list[Match]:
    """The reports that share their text with an earlier one, with each of these.

    Only reports with shingles in common, or published within `DAYS` of each other, are compared.
    """
    vocabulary = _Vocabulary()
    texts = [_Text(r, vocabulary) for r in sorted(reports, key=_by_day)]
    found = chain(_with_shingles(texts), _rewrites(texts))
    return [(texts[later].report.id, texts[first].report.id, share) for later, first, share in found]


def _by_day(report: Report) -> tuple[bool, date, str]:
    return report.published is None, report.published or date.max, report.id


def _with_shingles(texts: Sequence[_Text]) -> Iterator[tuple[int, int, float]]:
    """A text, an earlier one with the same words in the same order, and how much of the shorter one they share."""
    for later, first, common in sorted(_alike(texts)):
        text, other = texts[later], texts[first]
        short = min(len(text.shingles), len(other.shingles))
        both = _common(text.quoted_shingles, other.quoted_shingles)
        share = (common - both) / max(short - both, 1)
        if share >= SAME:
            yield later, first, 1 + share


def _alike(texts: Sequence[_Text]) -> Iterator[tuple[int, int, int]]:
    """The pairs of texts that have so much in common, the later text first, with the number of their common shingles.

    The longer of the two is looked up by the shorter one's rarer shingles, so that the set phrases of all reports lead to
    none.
    """
    holders = find_holders([t.shingles for t in texts])
    marker, sizes, outlets = Marker(holders), holders.sizes, _number_outlets(texts)
    for short in range(len(texts)):
        found = holders.find(short, SAME)
        longer = (sizes[found] > sizes[short]) | ((sizes[found] == sizes[short]) & (found > short))
        one_outlet = (outlets[found] == outlets[short]) & (outlets[found] >= 0)
        needed = np.where(one_outlet, SAME_OUTLET * sizes[found], SAME * sizes[short])
        found, needed = (rows[longer & (needed <= sizes[short])] for rows in (found, needed))
        if len(found):
            marker.mark(short)
        for long, least in zip(found.tolist(), needed.tolist(), strict=True):
            if (common := marker.count(long)) >= least:
                yield max(short, long), min(short, long), common


def _number_outlets(texts: Sequence[_Text]) -> NDArray[np.int64]:
    """The outlets of texts as numbers; -1 for one that is unknown."""
    numbers = _Numbers()
    return np.array([-1 if t.report.outlet is None else numbers[t.report.outlet] for t in texts], dtype=np.int64)


def _rewrites(texts: Sequence[_Text]) -> Iterator[tuple[int, int, float]]:
    """A text, an earlier one of these days that another outlet tells in other words, and the share that they keep."""
    near = _of_the_days(texts)
    empty = np.empty(0, dtype=np.uint64)
    told = {at for later, others in near.items() for at in (later, *others.tolist())}
    holders = find_holders([t.pairs if at in told else empty for at, t in enumerate(texts)])
    marker, sizes = Marker(holders), holders.sizes
    shared = np.array([len(own) for own in holders.shared], dtype=np.int64)
    for later, others in near.items():
        short, long = np.minimum(sizes[others], sizes[later]), np.maximum(sizes[others], sizes[later])
        enough = np.minimum(shared[others], shared[later]) >= PAIRS * short
        found = others[enough & (short > 0) & (long <= LENGTHS * short)]
        if len(found):
            marker.mark(later)
        for other in found.tolist():
            a, b = texts[later], texts[other]
            common = marker.count(other)
            if common >= PAIRS * min(len(a.pairs), len(b.pairs)) and (share := _rewritten(a, b, common)) >= PAIRS:
                yield later, other, share


def _of_the_days(texts: Sequence[_Text]) -> dict[int, NDArray[np.int64]]:
    """Text → the earlier ones of other outlets that came out within `DAYS` before it; those without a day come last."""
    days = np.array([d.toordinal() for t in texts if (d := t.report.published)], dtype=np.int64)
    outlets = _number_outlets(texts)
    firsts = np.searchsorted(days, days - DAYS).tolist()
    out: dict[int, NDArray[np.int64]] = {}
    for at, first in enumerate(firsts):
        others = first + np.flatnonzero(outlets[first:at] != outlets[at])
        if len(others):
            out[at] = others
    return out


def _rewritten(a: _Text, b: _Text, common: int) -> float:
    """The share of the shorter one's pairs that the other keeps, without what both quote; 0 where it is no rewrite.

    What one quotes and the other tells in its own voice counts: a statement and its report.
    """
    if _common(a.stems, b.stems) < WORDS * min(len(a.stems), len(b.stems)):
        return 0.0
    both = _common(a.quoted_pairs, b.quoted_pairs)
    return (common - both) / max(min(len(a.pairs), len(b.pairs)) - both, 1)


def _first_of(group: Sequence[Report]) -> str:
    """The report that the others copy: one whose outlet they name and that names none of theirs, else the earliest."""
    outlets = {r.outlet for r in group if r.outlet}
    named = {outlet for outlet in outlets if any(o.outlet != outlet and outlet in o.text for o in group)}
    return next((r for r in group if r.outlet in named), group[0]).id
