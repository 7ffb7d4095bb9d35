"""What is remembered is what would be made anew, and it is made again only of other things."""

from hypothesis import given
from hypothesis import strategies as st

from travaux.memory import Memory, Parts


class Thing:
    """Equal to every other, so that only a look at the object itself tells two apart."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing)

    def __hash__(self) -> int:
        return 0


def test_lists_are_the_same_by_their_objects_and_all_else_by_value() -> None:
    memory, made = Memory(), list[object]()
    a, b = Thing(), Thing()

    def make(things: list[Thing], day: str) -> int:
        made.append(day)
        return len(things)

    assert memory.recall("x", make, [a, b], "Monday") == 2
    assert memory.recall("x", make, [a, b], "Mon" + "day") == 2
    assert made == ["Monday"]
    memory.recall("x", make, [b, a], "Monday")
    memory.recall("x", make, [b, a], "Tuesday")
    assert memory.recall("x", make, [b], "Tuesday") == 1
    assert made == ["Monday", "Monday", "Tuesday", "Tuesday"]


def test_what_was_not_asked_for_is_let_go() -> None:
    memory = Memory()
    memory.recall("old", len, [1])
    memory.recall("used", len, [1])
    memory.end(0)
    memory.recall("used", len, [1])
    memory.table("rows")[1] = "a row"
    memory.end(0)
    assert (memory.knows("old"), memory.knows("used")) == (False, True)
    assert memory.table("rows") == {}


def test_rows_of_objects_stay_while_they_are_about_as_many_as_the_file_has() -> None:
    memory = Memory()
    memory.table("rows").update({1: "a", 2: "b"})
    memory.end(2)
    assert memory.table("rows") == {1: "a", 2: "b"}


@given(st.lists(st.lists(st.integers(), max_size=4), max_size=5), st.integers(0, 4))
def test_what_is_picked_part_by_part_is_what_is_picked_of_all(parts: list[list[int]], changed: int) -> None:
    memory, asked = Memory(), list[int]()

    def holds(number: int) -> bool:
        asked.append(number)
        return number % 2 == 0

    for _ in range(2):
        whole = Parts(parts)
        assert whole == [n for part in parts for n in part]
        assert memory.pick("even", whole, holds) == [n for n in whole if n % 2 == 0]
        memory.end(len(whole))
    assert len(asked) == sum(map(len, parts))
    if changed < len(parts):
        asked.clear()
        parts = [[*part, 8] if at == changed else part for at, part in enumerate(parts)]
        assert memory.pick("even", Parts(parts), holds) == [n for part in parts for n in part if n % 2 == 0]
        assert asked == parts[changed]


def test_what_has_no_parts_is_one() -> None:
    assert Memory().pick("even", [1, 2, 4], lambda n: n % 2 == 0) == [2, 4]
