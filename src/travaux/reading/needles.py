"""Words without which a pattern cannot match: to look for a word costs a hundredth of trying a long pattern.

They are read off the pattern itself, so no list has to be kept in step with it: of all sets of words of which each match
holds one, the set that seldom stands in a text by chance (Cox 2012, "Regular expression matching with a trigram index").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from itertools import accumulate, product
from typing import Any

from ahocorasick_rs import AhoCorasick

_PARSER: Any = import_module("re._parser")
_CODES: Any = import_module("re._constants")
_MOST = 200
"""Words of one set at most."""
_FEW = 60
"""Words that are sooner looked for, one after the other, than a pattern is tried on a sentence."""
_CHANCE = 1 / 8
"""How often a character stands at a place by chance, about."""
_ODD = str.maketrans({"ſ": "s", "ı": "i", "İ": "i"})
"""Letters that a pattern without regard to case takes for an ASCII letter which `str.lower` does not make of them."""

Words = frozenset[str]
_NOTHING: Words = frozenset({""})


@dataclass(frozen=True, slots=True)
class _Held:
    """What a part of a pattern matches (`exact`, where these are few strings), or else what any match of it holds."""

    exact: Words | None = None
    holds: Words | None = None

    @property
    def best(self) -> Words | None:
        """A set of words of which each match holds one; None where there is none."""
        return self.holds if self.exact is None else _known(self.exact)


@lru_cache(maxsize=8)
def fold(text: str) -> str:
    """A text in lower case, letter for letter as patterns without regard to case see it."""
    if not text.isascii() and ("ſ" in text or "ı" in text or "İ" in text):
        text = text.translate(_ODD)
    return text.lower()


@cache
def needles_of(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Words, in lower case, of which each match of a pattern holds one; none where that is not known."""
    held = _read(_PARSER.parse(pattern.pattern, pattern.flags)).best
    return tuple(sorted(held or ()))


class Spots:
    """Where in one text a pattern may match, for those who look through it piece by piece."""

    def __init__(self, words: Sequence[str], folded: str) -> None:
        self._all = not words
        self._at = sorted(at for _, at, _ in _finder(tuple(words)).find_matches_as_indexes(folded, overlapping=True))

    def within(self, start: int, end: int) -> bool:
        """Whether the pattern may match in [start, end)."""
        k = bisect_left(self._at, start)
        return self._all or (k < len(self._at) and self._at[k] < end)


@cache
def _finder(words: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(words)


class Sought:
    """A pattern that is looked for in many short texts, few of which hold it."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        words = needles_of(pattern)
        self._words = words if len(words) <= _FEW else ()

    def search(self, text: str) -> re.Match[str] | None:
        """What the pattern finds first in `text`."""
        if self._words:
            folded = fold(text)
            for word in self._words:
                if word in folded:
                    break
            else:
                return None
        return self.pattern.search(text)


class Sieve:
    """Many patterns over the sentences of a report: which of them may match where."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self.patterns = tuple(patterns)
        self._always: list[int] = []
        owners: dict[str, list[int]] = {}
        for n, pattern in enumerate(self.patterns):
            words = needles_of(pattern)
            for word in words:
                owners.setdefault(word, []).append(n)
            if not words:
                self._always.append(n)
        self._owners = list(owners.values())
        self._finder = AhoCorasick(list(owners)) if owners else None

    def sift(self, texts: Sequence[str]) -> list[list[int]]:
        """For each text the numbers of the patterns that may match in it, in their order."""
        folded = [fold(text) for text in texts]
        starts = [0, *accumulate(len(text) + 1 for text in folded)]
        found = [{*self._always} for _ in texts]
        if self._finder is not None:
            for word, at, _ in self._finder.find_matches_as_indexes("\n".join(folded), overlapping=True):
                found[bisect_right(starts, at) - 1].update(self._owners[word])
        return [sorted(numbers) for numbers in found]


def _read(parsed: Iterable[tuple[Any, Any]]) -> _Held:
    """What a sequence of parts holds: the best of the parts, strings that follow each other joined."""
    found: list[Words] = []
    run = _NOTHING
    whole = True
    for code, value in parsed:
        part = _read_part(code, value)
        joined = _join(run, part.exact) if part.exact is not None else None
        if joined is not None:
            run = joined
            continue
        whole = False
        found += [words for words in (_known(run), part.best) if words is not None]
        run = _NOTHING
    if whole:
        return _Held(exact=run)
    last = _known(run)
    return _Held(holds=min([*found, *([last] if last is not None else [])], key=_often, default=None))


def _read_part(code: Any, value: Any) -> _Held:
    if code is _CODES.LITERAL:
        return _Held(exact=frozenset({chr(value).lower()})) if value < 128 else _Held()
    if code is _CODES.IN:
        return _Held(exact=_read_set(value))
    if code in {_CODES.AT, _CODES.ASSERT, _CODES.ASSERT_NOT}:
        return _Held(exact=_NOTHING)
    if code is _CODES.SUBPATTERN:
        return _read(value[-1])
    if code is _CODES.ATOMIC_GROUP:
        return _read(value)
    if code is _CODES.BRANCH:
        return _read_branches([_read(branch) for branch in value[1]])
    if code in {_CODES.MAX_REPEAT, _CODES.MIN_REPEAT, _CODES.POSSESSIVE_REPEAT}:
        return _read_repeat(value[0], value[1], _read(value[2]))
    return _Held()


def _read_set(choices: Sequence[tuple[Any, Any]]) -> Words | None:
    """The characters of a set that names each of them."""
    if all(code is _CODES.LITERAL and value < 128 for code, value in choices):
        return frozenset(chr(value).lower() for _, value in choices)
    return None


def _read_branches(branches: Sequence[_Held]) -> _Held:
    if all(branch.exact is not None for branch in branches):
        return _Held(exact=frozenset(w for branch in branches for w in branch.exact or ()))
    words = [branch.best for branch in branches]
    return _Held(holds=frozenset(w for own in words for w in own or ()) if None not in words else None)


def _read_repeat(least: int, most: Any, part: _Held) -> _Held:
    if (least, most) == (1, 1):
        return part
    if least:
        return _Held(holds=part.best)
    return _Held(exact=part.exact | _NOTHING if most == 1 and part.exact is not None else None)


def _join(left: Words, right: Words) -> Words | None:
    return frozenset(map("".join, product(left, right))) if len(left) * len(right) <= _MOST else None


def _known(words: Words) -> Words | None:
    """The words if each says something; those that hold another one add nothing to it."""
    if "" in words or len(words) > _MOST:
        return None
    return frozenset(w for w in words if not any(other != w and other in w for other in words))


def _often(words: Words) -> float:
    """About how often one of the words stands at a place of a text by chance."""
    return sum(_CHANCE ** len(word) for word in words)
