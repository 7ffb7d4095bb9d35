"""Which of the times or places that an act may have lie within others of them: a day in its month, a city in its country."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from travaux.coding.casting.hits import Hit
from travaux.coding.context import Context


def find_outer(context: Context, hits: Iterable[Hit]) -> dict[str, tuple[str, ...]]:
    """For each value what it lies in: the month and year of a day, the country of a place."""
    return {hit.name: _outer(context, hit) for hit in hits}


def find_nested(outer: Mapping[str, Sequence[str]]) -> dict[str, tuple[int, bool]]:
    """For each value how many of the others lie within it, and whether it lies within another."""
    inner = Counter([name for names in outer.values() for name in names if name in outer])
    return {name: (inner[name], not outer.keys().isdisjoint(names)) for name, names in outer.items()}


def _outer(context: Context, hit: Hit) -> tuple[str, ...]:
    if hit.time is not None:
        name = hit.name
        return (name[:7], name[:4]) if len(name) > len("2025-10") else (name[:4],) if len(name) > len("2025") else ()
    world = context.world
    entry = world.entries.get(hit.name)
    country = entry.country if entry is not None else world.capitals.get(hit.name, "")
    return (country,) if country and country != hit.name else ()
