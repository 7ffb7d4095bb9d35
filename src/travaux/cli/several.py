"""Says where a page covers several negotiations, which they are, and how one of them is asked for."""

from collections.abc import Sequence

from travaux.cli.material import Material
from travaux.cli.output import warn
from travaux.ontology.process import ProcessEntry

_NAMED = 6
"""Processes that a warning names."""
_SEVERAL = 2


def name_several(entries: Sequence[ProcessEntry]) -> tuple[str, ...]:
    """The processes that a page covers, each with how much of it tells of it; none where it covers one at most.

    One that has two parties of a larger one is the same negotiation at another time, and makes no page mixed.
    """
    if len(_find_apart(entries)) < _SEVERAL:
        return ()
    return tuple(f"{e.process.name} ({len(e.reports)} report{'s' if len(e.reports) > 1 else ''})" for e in entries)


def _find_apart(entries: Sequence[ProcessEntry]) -> list[set[str]]:
    """The parties of the processes that have not two parties of one before them."""
    apart: list[set[str]] = []
    for entry in entries:
        parties = {p.name for p in entry.process.parties}
        if all(len(parties & other) < _SEVERAL for other in apart):
            apart.append(parties)
    return apart


def warn_of_several(material: Material) -> tuple[str, ...]:
    """Say on standard error which processes are covered, where they are several; their names as a page gives them."""
    entries = material.covered()
    names = name_several(entries)
    if names:
        ids = ", ".join(e.process.id for e in entries[:_NAMED])
        more = f" and {len(entries) - _NAMED} more (travaux process list)" if len(entries) > _NAMED else ""
        warn(
            f"these reports tell of {len(entries)} negotiations, and this is all of them; --process NAME takes one: {ids}{more}"
        )
    return names
