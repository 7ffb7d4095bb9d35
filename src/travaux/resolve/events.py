"""Moves that tell one event, put together: only those of one time are compared, and of many only those with a mark in common."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Generic, TypeVar

from travaux.ontology.claim import Move, When
from travaux.resolve.joining import UNDATED, Corpus, day_bounds
from travaux.resolve.matching import Marks

ToldT = TypeVar("ToldT")
NEAR = 3
"""Days after an event within which reports tell of it without saying when it was."""
WEEK = timedelta(days=7)
"""A time longer than this tells no two events apart."""
_MANY = 24
"""Events of one time, from which on they are looked up by their marks."""
_LARGE = 16
"""Claims of an event, from which on these are looked up by their marks, and the event at each of its times by none: to keep
the marks of all at each would cost more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness(Generic[ToldT]):
    """When two moves tell one event."""

    block: Callable[[Move], Hashable]
    """Moves of different blocks never do."""
    tell: Callable[[Move], ToldT]
    """What of a move says so; it is worked out once, for each is held against many."""
    same: Callable[[ToldT, ToldT], bool]
    """Whether the first does with the second, which came before."""
    marks: Callable[[ToldT], Marks]
    """What a move looks for, and under what later ones find it: two that are `same` have one of these in common."""


@dataclass(slots=True)
class _Time:
    """The events of one time in one block, by number, each with its place among them; and by mark, where they are many."""

    places: dict[int, int] = field(default_factory=dict)
    large: set[int] = field(default_factory=set)
    by_mark: dict[object, set[int]] | None = None

    def find(self, sought: Collection[object]) -> list[int]:
        """The events that may hold what has one of these marks, in their order."""
        by_mark = self.by_mark or {}
        found = self.large.union(*(by_mark.get(mark, ()) for mark in sought))
        return sorted(found & self.places.keys(), key=self.places.__getitem__)

    def add(self, number: int, marks: Iterable[object]) -> None:
        """Find the event under these marks too."""
        if self.by_mark is not None:
            for mark in marks:
                self.by_mark.setdefault(mark, set()).add(number)


@dataclass(slots=True, eq=False)
class Event(Generic[ToldT]):
    """One event: its moves with what they tell, by mark too where they are many, and the times at which it stands."""

    claims: list[Move] = field(default_factory=list)
    item: object = None
    """Room for what is made of the moves; it is emptied when they change."""
    told: list[ToldT] = field(default_factory=list)
    times: list[_Time] = field(default_factory=list)
    by_mark: dict[object, list[ToldT]] = field(default_factory=dict)


class _Events(Generic[ToldT]):
    """The events of one block, found move by move; what was placed last can be taken back."""

    def __init__(self, like: Likeness[ToldT]) -> None:
        self.events: list[Event[ToldT]] = []
        self._like = like
        self._times: dict[object, _Time] = {}
        self._placed: list[tuple[Move, int, int]] = []
        """Moves in order, each with the number of its event and at how many times that stands since."""
        self._last: tuple[ToldT, Marks] | None = None

    def hold(self, corpus: Corpus, claims: Sequence[Move]) -> None:
        """Hold these moves, in order, and no others: what was placed before the first that is another one stays."""
        same = 0
        for (placed, _, _), claim in zip(self._placed, claims, strict=False):
            if placed is not claim:
                break
            same += 1
        while len(self._placed) > same:
            self._take_back()
        for claim in claims[same:]:
            self._place(claim, *_time_keys(corpus, claim))

    def _place(self, claim: Move, own: Collection[object], looked: Collection[object]) -> None:
        """Put a move to the first event of these times that it tells; if there is none, to a new one."""
        told = self._like.tell(claim)
        number = next((n for n in self._near(told, (*own, *looked)) if self._tells(told, self.events[n])), None)
        if number is None:
            number = len(self.events)
            self.events.append(Event())
        self._join(claim, told, number)
        self._placed.append((claim, number, self._stand(number, own)))

    def _take_back(self) -> None:
        """Undo the last placing. What it left under its marks only makes more events to be looked at."""
        _, number, stands = self._placed.pop()
        event = self.events[number]
        event.claims.pop()
        event.item, told = None, event.told.pop()
        for time in event.times[len(event.times) - stands :]:
            del time.places[number]
            if len(time.places) < _MANY:
                time.by_mark = None
                time.large.clear()
        del event.times[len(event.times) - stands :]
        if len(event.claims) < _LARGE:
            event.by_mark.clear()
        elif event.by_mark:
            for mark in self._marks(told)[1]:
                event.by_mark[mark].pop()
        if not event.claims:
            self.events.pop()

    def _marks(self, told: ToldT) -> Marks:
        """The marks of a move, worked out once while it is placed."""
        if self._last is None or self._last[0] is not told:
            self._last = told, self._like.marks(told)
        return self._last[1]

    def _near(self, told: ToldT, keys: Iterable[object]) -> Iterator[int]:
        """The events of these times that a move may tell, each once."""
        seen: set[int] = set()
        for key in keys:
            if (time := self._times.get(key)) is not None:
                for number in time.places if time.by_mark is None else time.find(self._marks(told)[0]):
                    if number not in seen:
                        seen.add(number)
                        yield number

    def _tells(self, told: ToldT, event: Event[ToldT]) -> bool:
        same = self._like.same
        if not event.by_mark:
            return any(map(partial(same, told), event.told))
        seen: set[int] = set()
        for mark in self._marks(told)[0]:
            for other in event.by_mark.get(mark, ()):
                if id(other) not in seen:
                    seen.add(id(other))
                    if same(told, other):
                        return True
        return False

    def _join(self, claim: Move, told: ToldT, number: int) -> None:
        """Add a move to an event, to be found where the event stands already."""
        event = self.events[number]
        event.claims.append(claim)
        event.told.append(told)
        event.item = None
        if len(event.claims) == _LARGE:
            for time in event.times:
                time.large.add(number)
        if len(event.claims) >= _LARGE:
            for other in [told] if event.by_mark else event.told:
                for mark in self._marks(other)[1]:
                    event.by_mark.setdefault(mark, []).append(other)
        elif any(time.by_mark is not None for time in event.times):
            for time in event.times:
                time.add(number, self._marks(told)[1])

    def _stand(self, number: int, keys: Iterable[object]) -> int:
        """Let an event stand at these times too; how many were new. At one that now has many, all are kept by their marks."""
        event = self.events[number]
        before = len(event.times)
        for key in keys:
            time = self._times.setdefault(key, _Time())
            if number in time.places:
                continue
            time.places[number] = len(time.places)
            event.times.append(time)
            if time.by_mark is not None:
                self._file(time, number)
            elif len(time.places) >= _MANY:
                time.by_mark = {}
                for at in time.places:
                    self._file(time, at)
        return len(event.times) - before

    def _file(self, time: _Time, number: int) -> None:
        told = self.events[number].told
        if len(told) >= _LARGE:
            time.large.add(number)
        else:
            for one in told:
                time.add(number, self._marks(one)[1])


def find_events(corpus: Corpus, claims: Sequence[Move], like: Likeness[ToldT]) -> list[Event[ToldT]]:
    """The events that moves tell: each joins the first event of its block and time with one that it is the same as.

    What is told without a day is of about the day of its report: `NEAR` days apart it is another event. What is told for
    a month or year is one event with what has the same words for its time. Claims come in order, and so do the events.
    """
    blocks: dict[Hashable, list[Move]] = {}
    for own in corpus.memory.each("blocks", claims, lambda part: _split(part, like)):
        for key, group in own.items():
            blocks.setdefault(key, []).extend(group)
    out: list[Event[ToldT]] = []
    for key, group in blocks.items():
        events = corpus.memory.recall(("events", key), lambda: _Events(like))
        events.hold(corpus, group)
        out += events.events
    places = {id(claim): at for at, claim in enumerate(claims)}
    return sorted(out, key=lambda event: places[id(event.claims[0])])


def _split(claims: Iterable[Move], like: Likeness[ToldT]) -> dict[Hashable, list[Move]]:
    out: dict[Hashable, list[Move]] = {}
    for claim in claims:
        out.setdefault(like.block(claim), []).append(claim)
    return out


def _time_keys(corpus: Corpus, claim: Move) -> tuple[list[object], list[object]]:
    """Under what a claim is found by those of its time, and under what else it looks."""
    here: object = ("report", claim.report)
    own, looked = _keys_of(corpus.days[claim.report], claim.when)
    return [here, *own], looked


@lru_cache(maxsize=1 << 14)
def _keys_of(day: str, when: When | None) -> tuple[list[object], list[object]]:
    """The days, or the words for a time, of what a report of this day tells for this time; days as their numbers."""
    bounds = day_bounds(when)
    if bounds is not None and bounds[1] - bounds[0] <= WEEK:
        first, last = bounds[0].toordinal(), bounds[1].toordinal()
        days: list[object] = list(range(first, last + 1))
        return days, [*(("told", last + n) for n in range(NEAR + 1)), *(("told", d) for d in days)]
    if when is not None:
        return [when.edtf or when.reading or when.words], []
    if day == UNDATED:
        return [UNDATED], []
    reported = date.fromisoformat(day).toordinal()
    before = [reported - n for n in range(NEAR + 1)]
    return [("told", reported)], [*before, *(("told", d) for d in before)]
