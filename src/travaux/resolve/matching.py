"""Finds what may tell the same by the words that both have, so that not every claim is compared with every other."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import ceil
from typing import Generic, TypeVar

from travaux.ontology.claim import Claim
from travaux.resolve.joining import content_words, find_linked, is_apart

ClaimT = TypeVar("ClaimT", bound=Claim)
Marks = tuple[Collection[object], Collection[object]]


@dataclass(slots=True)
class _Block(Generic[ClaimT]):
    """The claims of one block by their words and by their rarest ones, each with the number of its group."""

    by_word: dict[str, list[tuple[int, ClaimT]]] = field(default_factory=lambda: defaultdict(list))
    by_rare: dict[str, list[tuple[int, ClaimT]]] = field(default_factory=lambda: defaultdict(list))

    def near(self, words: Iterable[str], rare: Iterable[str]) -> dict[int, dict[int, ClaimT]]:
        """The claims that may be alike, by the number of their group."""
        out: dict[int, dict[int, ClaimT]] = defaultdict(dict)
        for rows, own in ((self.by_word, rare), (self.by_rare, words)):
            for word in own:
                for number, claim in rows.get(word, ()):
                    out[number][id(claim)] = claim
        return out

    def add(self, number: int, claim: ClaimT, words: Iterable[str], rare: Iterable[str]) -> None:
        for word in words:
            self.by_word[word].append((number, claim))
        for word in rare:
            self.by_rare[word].append((number, claim))


class Ranks(dict[str, int]):
    """Words with their place, the rarest first; a word that is met later is rarer still."""

    def __missing__(self, word: str) -> int:
        self[word] = place = -len(self)
        return place


def rank_words(texts: Iterable[Iterable[str]]) -> Ranks:
    """The words of texts, each with its place among them."""
    counts = Counter(chain.from_iterable(texts))
    return Ranks((word, at) for at, word in enumerate(sorted(counts, key=lambda w: (counts[w], w))))


def pick_rare(words: Collection[str], ranks: Mapping[str, int], share: float) -> list[str]:
    """The rarest words of a text, of which any longer one that has this share of its words has at least one."""
    ordered = sorted(words, key=ranks.__getitem__)
    return ordered[: len(ordered) - ceil(share * len(ordered)) + 1]


def group_alike(
    claims: Iterable[ClaimT],
    block: Callable[[ClaimT], object],
    same: Callable[[ClaimT, ClaimT], bool],
    words: Callable[[ClaimT], str],
    share: float,
) -> list[list[ClaimT]]:
    """Claims that tell one thing, together, as `group_claims` has it; `same` needs `words` that are `alike` by `share`.

    Of two texts that are alike, the longer one has some of the rarest words of the shorter: by these alone claims are
    looked up.
    """
    given = list(claims)
    ranks = rank_words(content_words(words(c)) for c in given)
    blocks: dict[object, _Block[ClaimT]] = defaultdict(_Block)
    out: list[list[ClaimT]] = []
    homes: list[_Block[ClaimT]] = []
    for claim in given:
        own = content_words(words(claim))
        rare = pick_rare(own, ranks, share)
        linked = find_linked(claim, out) if claim.together else None
        number = None if linked is None else next(n for n, group in enumerate(out) if group is linked)
        if number is None:
            near = blocks[block(claim)].near(own, rare)
            number = _first(claim, [{n: rows.values() for n, rows in near.items()}], out, same)
        if number is None:
            number = len(out)
            out.append([])
            homes.append(blocks[block(claim)])
        out[number].append(claim)
        homes[number].add(number, claim, own, rare)
    return out


def _first(
    claim: ClaimT,
    near: Sequence[Mapping[int, Iterable[ClaimT]]],
    groups: Sequence[list[ClaimT]],
    same: Callable[[ClaimT, ClaimT], bool],
) -> int | None:
    """The number of the first group with a claim that is the same as this one; `near` are claims by the number of theirs."""
    for number in sorted(set().union(*near)):
        found = (other for rows in near for other in rows.get(number, ()))
        if any(same(claim, other) for other in found) and not is_apart(claim, groups[number]):
            return number
    return None


def mark_words(words: Collection[str], ranks: Mapping[str, int], share: float) -> Marks:
    """What two texts have in common of which the shorter has this share of its words in the other: a word rare in one."""
    rare = pick_rare(words, ranks, share)
    sought: list[object] = [*(("rare", w) for w in words), *(("word", w) for w in rare)]
    held: list[object] = [*(("rare", w) for w in rare), *(("word", w) for w in words)]
    return sought, held


def group_marked(
    claims: Iterable[ClaimT],
    block: Callable[[ClaimT], object],
    same: Callable[[ClaimT, ClaimT], bool],
    marks: Callable[[ClaimT], Marks],
) -> list[list[ClaimT]]:
    """Claims that tell one thing, together, as `group_claims` has it.

    `marks` are what a claim looks for, and under what later ones of its block find it: those that are `same` have one of
    these in common.
    """
    rows: dict[tuple[object, object], dict[int, list[ClaimT]]] = defaultdict(dict)
    out: list[list[ClaimT]] = []
    homes: list[object] = []
    for claim in claims:
        key, (sought, held) = block(claim), marks(claim)
        linked = find_linked(claim, out) if claim.together else None
        number = None if linked is None else next(n for n, group in enumerate(out) if group is linked)
        if number is None:
            near = [found for mark in sought if (found := rows.get((key, mark)))]
            number = _first(claim, near, out, same)
        if number is None:
            number = len(out)
            out.append([])
            homes.append(key)
        out[number].append(claim)
        for mark in held:
            rows[homes[number], mark].setdefault(number, []).append(claim)
    return out


class ByWord(Generic[ClaimT]):
    """Claims by who acts in them and by the words of their quotes; only of actors who will be asked for.

    What is found shares a word with a text that is asked for. With a `share` it may be missing where the shorter of the two
    has less of its words in the other.
    """

    def __init__(
        self,
        claims: Iterable[ClaimT],
        actors: Callable[[ClaimT], Iterable[str]],
        asked: Collection[str],
        share: float = 0.0,
    ) -> None:
        given = list(claims)
        self._share = share
        self._ranks = rank_words(content_words(c.quote) for c in given)
        self._rows: dict[tuple[str, object], list[ClaimT]] = defaultdict(list)
        for claim in given:
            told = [name for name in dict.fromkeys(actors(claim)) if name in asked]
            held = self._mark(claim.quote)[1] if told else ()
            for name in told:
                for mark in held:
                    self._rows[name, mark].append(claim)

    def find(self, actors: Iterable[str], texts: Iterable[str]) -> Iterator[ClaimT]:
        """The claims of these actors with words of these texts, some of them several times."""
        marks = dict.fromkeys(mark for text in dict.fromkeys(texts) for mark in self._mark(text)[0])
        for name in actors:
            for mark in marks:
                yield from self._rows.get((name, mark), ())

    def _mark(self, text: str) -> Marks:
        words = content_words(text)
        if not self._share:
            return words, words
        return mark_words(words, self._ranks, self._share)
