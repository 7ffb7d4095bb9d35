"""What the making of a file leaves for the next time: what rests on the very same things is not made again.

A file is a pure function of reports and claims. Between two makings of it most claims are the very same objects, and so is
whatever was worked out of these alone. Nothing here changes what comes out; without a memory all of it is worked out anew.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import is_
from typing import Any, TypeVar, cast

T = TypeVar("T")
U = TypeVar("U")
_SPARE = 1.5
"""How many times as much as a file holds is remembered of single objects, before that is let go."""


class Parts(list[T]):
    """What reports hold, in order, with that of each as a list that nobody changes: the same object while it is the same."""

    __slots__ = ("parts",)

    def __init__(self, parts: Iterable[list[T]]) -> None:
        self.parts = [part for part in parts if part]
        super().__init__(chain.from_iterable(self.parts))


@dataclass(slots=True)
class _Made:
    given: tuple[object, ...]
    value: Any
    turn: int
    owns: bool = False
    """Whether the rows of tables on the objects of the value go with it."""


class Memory:
    """What was made before, by name, with what it was made of."""

    def __init__(self) -> None:
        self._made: dict[Hashable, _Made] = {}
        self._tables: dict[str, dict[int, Any]] = {}
        self._turn = 0

    def recall(self, name: Hashable, make: Callable[..., T], *given: object) -> T:
        """What was made of the same before, else what `make` now makes of what is given.

        Lists are the same where they hold the very same objects, all else where it is equal. Nobody changes them, nor what
        was made.
        """
        made = self._made.get(name)
        if made is None or not _are_same(made.given, given):
            made = self._made[name] = _Made(given, make(*given), self._turn)
        made.turn = self._turn
        return cast("T", made.value)

    def recall_own(self, name: Hashable, make: Callable[..., list[T]], *given: object) -> list[T]:
        """As `recall`, of objects on which tables have rows: these go with the objects."""
        before = self._made.get(name)
        value = self.recall(name, make, *given)
        if before is not None and before.value is not value:
            self._forget(before.value)
        self._made[name].owns = True
        return value

    def knows(self, name: Hashable) -> bool:
        """Whether anything was made under this name the last time."""
        return name in self._made

    def table(self, name: str) -> dict[int, Any]:
        """What was worked out of single objects, by their numbers; each row holds its object, so that no other has its number."""
        return self._tables.setdefault(name, {})

    def each(self, name: Hashable, held: Sequence[T], make: Callable[..., Any], *given: object) -> Iterator[Any]:
        """What is made of each part, and of what else is given, in order; of what has no parts, of the whole of it."""
        parts = held.parts if isinstance(held, Parts) else [list(held)]
        for part in parts:
            yield self.recall((name, id(part)), make, part, *given)

    def items(self, name: Hashable, groups: Iterable[list[T]], make: Callable[[list[T]], U]) -> list[U]:
        """What is made of each group."""
        return [self.recall((name, id(group)), make, group) for group in groups]

    def pick(self, name: Hashable, held: Sequence[T], holds: Callable[[T], bool]) -> list[T]:
        """Those of which something holds that hangs on each alone, in order."""
        return list(chain.from_iterable(self.each(name, held, lambda part: [one for one in part if holds(one)])))

    def end(self, objects: int) -> None:
        """Let go of what was not asked for since the last end; `objects` are as many as the file now rests on."""
        for made in self._made.values():
            if made.owns and made.turn != self._turn:
                self._forget(made.value)
        self._made = {name: made for name, made in self._made.items() if made.turn == self._turn}
        for table in self._tables.values():
            if len(table) > _SPARE * objects:
                table.clear()
        self._turn += 1

    def _forget(self, objects: Iterable[object]) -> None:
        for table in self._tables.values():
            for one in objects:
                table.pop(id(one), None)


def _are_same(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    return len(a) == len(b) and all(map(_is_same, a, b))


def _is_same(a: object, b: object) -> bool:
    if a is b:
        return True
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(is_, a, b))
    return a == b
