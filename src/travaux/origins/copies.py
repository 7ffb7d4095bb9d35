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
Codes = NDArray[np.uint64]
"""Words, or runs of words, each as one number."""
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
    for later, first in _alike(texts):
        text, other = texts[later], texts[first]
        common = _common(text.shingles, other.shingles)
        short, long = sorted((len(text.shingles), len(other.shingles)))
        one_outlet = text.report.outlet is not None and text.report.outlet == other.report.outlet
        if common >= (SAME_OUTLET * long if one_outlet else SAME * short):
            both = _common(text.quoted_shingles, other.quoted_shingles)
            share = (common - both) / max(short - both, 1)
            if share >= SAME:
                yield later, first, 1 + share


def _alike(texts: Sequence[_Text]) -> list[tuple[int, int]]:
    """The pairs of texts that may have so much in common, the later text first.

    Texts that share half of the shorter one share one of the rarer half of its shingles, or the next one: by these alone
    others are looked up, so that the set phrases of all reports lead to none.
    """
    ids, counts = _number([t.shingles for t in texts])
    holders: dict[int, list[int]] = defaultdict(list)
    rarest: list[list[int]] = []
    for at, own in enumerate(ids):
        shared = own[counts[own] > 1]
        for shingle in shared.tolist():
            holders[shingle].append(at)
        needed = len(own) - int(np.ceil(SAME * len(own))) + 1
        alone = len(own) - len(shared)
        by_rarity = shared[np.argsort(counts[shared], kind="stable")]
        rarest.append(by_rarity[: max(0, needed - alone)].tolist())
    pairs = {(max(at, o), min(at, o)) for at, own in enumerate(rarest) for s in own for o in holders[s] if o != at}
    return sorted(pairs)


def _number(arrays: Sequence[Codes]) -> tuple[list[NDArray[np.int64]], NDArray[np.int64]]:
    """The codes of each array as small numbers, and how many arrays hold each."""
    if not arrays:
        return [], np.empty(0, dtype=np.int64)
    _, ids, counts = np.unique(np.concatenate(arrays), return_inverse=True, return_counts=True)
    return np.split(ids, np.cumsum([len(a) for a in arrays])[:-1]), counts


def _rewrites(texts: Sequence[_Text]) -> Iterator[tuple[int, int, float]]:
    """A text, an earlier one of these days that another outlet tells in other words, and the share that they keep."""
    near = _of_the_days(texts)
    known = sorted({at for later, others in near.items() for at in (later, *others)})
    ids, counts = _number([texts[at].pairs for at in known])
    shared = dict(zip(known, (own[counts[own] > 1] for own in ids), strict=True))
    marked = np.zeros(len(counts), dtype=bool)
    for later, others in near.items():
        marked[shared[later]] = True
        for other in others:
            a, b = texts[later], texts[other]
            short, long = sorted((len(a.pairs), len(b.pairs)))
            if not short or long > LENGTHS * short or min(len(shared[later]), len(shared[other])) < PAIRS * short:
                continue
            common = int(np.count_nonzero(marked[shared[other]]))
            if common >= PAIRS * short and (share := _rewritten(a, b, common)) >= PAIRS:
                yield later, other, share
        marked[shared[later]] = False


def _of_the_days(texts: Sequence[_Text]) -> dict[int, list[int]]:
    """Text → the earlier ones of other outlets that came out within `DAYS` before it."""
    by_day: dict[int, list[int]] = defaultdict(list)
    out: dict[int, list[int]] = {}
    for at, text in enumerate(texts):
        day = text.report.published
        if day is None:
            continue
        others = (o for back in range(DAYS + 1) for o in by_day.get(day.toordinal() - back, ()))
        if found := [o for o in others if texts[o].report.outlet != text.report.outlet]:
            out[at] = found
        by_day[day.toordinal()].append(at)
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
