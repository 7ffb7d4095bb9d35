"""When to look for garbage: not while many objects are made that hold no cycles, and stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 100_000
"""New objects between two searches; at Python's own 700 there are hundreds in a report."""


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles within: among the millions of parts of a large file it would take a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def collect_seldom() -> None:
    """Search seldom from now on, in the whole process: a command's start spends a fifth of its time on the searches else."""
    gc.set_threshold(_SELDOM, *gc.get_threshold()[1:])


def keep_what_is_loaded() -> None:
    """Leave out of every search what there is now, and search seldom: for a process that has loaded all that it needs."""
    gc.freeze()
    collect_seldom()
