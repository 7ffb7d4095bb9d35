"""No pattern of the package takes undue time on a text that was made to hold it up."""

import functools
import gc
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

import travaux

_EXTRAS = (
    "travaux.run.ray",
    "travaux.run.staged",
    "travaux.store.migrations",
    "travaux.export.ftm",
    "travaux.store.postgres",
)
_DEEP = 6
_FIRST = 800
"""Characters of the first text; on one that takes longer than `_QUICK_S` longer ones are tried."""
_QUICK_S = 0.001
_DOUBLED = 3
_TIMES = 3.0
"""Twice the text may take so many times as long: somewhat more than twice, for the clock is coarse; four times is a square."""
UNITS = ("a", "A", " ", ".", "'", "a ", "A ", "1,", "a-", "A.", "*a", "have ", "not ", "the ", "aid ", "<a b='")


def import_all() -> None:
    for module in pkgutil.walk_packages(travaux.__path__, "travaux."):
        if not module.name.startswith(_EXTRAS):
            import_module(module.name)


def walk(value: Any, seen: set[int], depth: int = 0) -> Iterator["re.Pattern[Any]"]:
    """The patterns within a value."""
    if id(value) in seen or depth > _DEEP:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
        return
    inner: list[Any] = []
    if isinstance(value, dict):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, (list, tuple, set, frozenset)):
        inner = list(value)
    elif is_dataclass(value) and not isinstance(value, type):
        inner = [getattr(value, f.name, None) for f in fields(value)]
    for part in inner:
        yield from walk(part, seen, depth + 1)


def find_patterns() -> list["re.Pattern[Any]"]:
    """All patterns that the modules hold, with those that functions without arguments make."""
    seen: set[int] = set()
    found: dict[tuple[Any, int], re.Pattern[Any]] = {}
    for name, module in sorted(sys.modules.items()):
        if name.startswith("travaux."):
            for value in list(vars(module).values()):
                made = value
                if isinstance(value, functools._lru_cache_wrapper) and ".web." not in value.__module__:
                    try:
                        made = value()
                    except TypeError:
                        continue
                found |= {(p.pattern, p.flags): p for p in walk(made, seen)}
    return sorted(found.values(), key=lambda p: (str(p.pattern), p.flags))


def take_time(pattern: "re.Pattern[Any]", text: str) -> float:
    """Seconds of the processor to find all matches, the less of two tries."""
    data: Any = text.encode() if isinstance(pattern.pattern, bytes) else text

    def once() -> float:
        began = time.process_time()
        for _ in pattern.finditer(data):
            pass
        return time.process_time() - began

    first = once()
    return first if first < _QUICK_S or first > 1 else min(first, once())


def make_texts(pattern: "re.Pattern[Any]") -> Iterator[str]:
    """What may hold a pattern up: a unit again and again, and the same after the literal words of the pattern."""
    words = re.findall(
        r"(?<![\\\w])[A-Za-z]{3,}(?: [A-Za-z]+)*(?![\w\]])", pattern.pattern if isinstance(pattern.pattern, str) else ""
    )
    yield from UNITS
    for word in dict.fromkeys(words[:2] + words[-2:]):
        yield f"{word} "


def find_slow(pattern: "re.Pattern[Any]") -> str | None:
    """A unit whose repetition takes a pattern undue time, and how long."""
    for unit in make_texts(pattern):
        spent = [take_time(pattern, unit * (_FIRST // len(unit)))]
        while spent[-1] > _QUICK_S and len(spent) < _DOUBLED and (len(spent) == 1 or spent[-1] > _TIMES * spent[-2]):
            spent.append(take_time(pattern, unit * (_FIRST * 2 ** len(spent) // len(unit))))
        if len(spent) == _DOUBLED and spent[-1] > _TIMES * spent[-2]:
            told = ", ".join(f"{s:.3f}" for s in spent)
            return (
                f"{pattern.pattern[:200]!r} on {unit!r}: {told} s for {_FIRST:,} characters and twice as many each time"
            )
    return None


WINDOWS = {"travaux.coding.facilities._BEFORE": 90, "travaux.intake.dateline._PREFIX": 110}
"""Patterns that see only so many characters."""


def test_patterns_that_see_little_take_little_time() -> None:
    for name, size in WINDOWS.items():
        module, _, called = name.rpartition(".")
        pattern = getattr(import_module(module), called)
        for unit in make_texts(pattern):
            assert take_time(pattern, unit * (size // len(unit))) < 0.1, (name, unit)


def test_every_pattern_takes_time_in_step_with_its_text() -> None:
    import_all()
    patterns = find_patterns()
    assert len(patterns) > 300
    gc.disable()
    try:
        windows = {getattr(import_module(n.rpartition(".")[0]), n.rpartition(".")[2]).pattern for n in WINDOWS}
        slow = [told for p in patterns if p.pattern not in windows and (told := find_slow(p)) is not None]
    finally:
        gc.enable()
    assert not slow, "\n".join(slow)
