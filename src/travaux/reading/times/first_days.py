"""Days that have become names: those on which a conflict began that the report is about.

Written for "the October 7 attack", told months later in a report on Israel and Hamas: the year is that in which packs let
their war begin. A day on which two of a report's conflicts began, in different years, stays open.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from travaux.packs.world import Conflict

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def find_first_days(
    conflicts: Iterable[Conflict], named: Collection[str], published: date | None
) -> Mapping[tuple[int, int], int]:
    """The year of each month and day on which a conflict began before the report, two sides of which are `named`."""
    years: dict[tuple[int, int], set[int]] = {}
    for conflict in conflicts:
        if not _DAY.fullmatch(conflict.start) or not _names_two_sides(conflict, named):
            continue
        began = date.fromisoformat(conflict.start)
        if published is None or began <= published:
            years.setdefault((began.month, began.day), set()).add(began.year)
    return {day: next(iter(found)) for day, found in years.items() if len(found) == 1}


def _names_two_sides(conflict: Conflict, named: Collection[str]) -> bool:
    return sum(any(name in named for name in side) for side in conflict.sides) > 1
