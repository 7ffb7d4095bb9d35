"""Copies and rewrites: reports that share most of their words with an earlier one."""

import re
from collections import defaultdict
from collections.abc import Sequence
from sys import intern

from travaux.ontology.report import Report

_WORD = re.compile(r"\w+")
SHINGLE = 5
"""Words in a shingle."""
SAME = 0.5
"""Share of the shorter report's shingles that two reports have in common to count as one text."""


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = [intern(w) for w in _WORD.findall(text.lower())]
    return frozenset(zip(*(words[i:] for i in range(SHINGLE)), strict=False)) or frozenset({tuple(words)})


def find_copies(reports: Sequence[Report]) -> dict[str, str]:
    """Report → the first of its group, for every report that shares its text with another.

    The first is the one whose outlet the others name, else the earliest published; undated reports come last. Only
    reports with a shingle in common are compared.
    """
    ordered = sorted(reports, key=lambda r: (r.published is None, r.published or 0, r.id))
    shingles = {r.id: _shingles(r.text) for r in ordered}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    groups: dict[str, list[Report]] = {}
    for report in ordered:
        own = shingles[report.id]
        shared: dict[str, int] = defaultdict(int)
        for shingle in own:
            for other in holders[shingle]:
                shared[other] += 1
            holders[shingle].append(report.id)
        best = max(shared.items(), key=lambda kv: (kv[1], kv[0]), default=None)
        same = best is not None and best[1] >= SAME * min(len(own), len(shingles[best[0]]))
        group = groups[best[0]] if same and best is not None else []
        group.append(report)
        groups[report.id] = group
    return {r.id: _first_of(group) for group in groups.values() if len(group) > 1 for r in group}


def _first_of(group: Sequence[Report]) -> str:
    """The report that the others copy: one whose outlet they name and that names none of theirs, else the earliest."""
    named = [
        r for r in group if r.outlet and any(o is not r and o.outlet != r.outlet and r.outlet in o.text for o in group)
    ]
    return (named or group)[0].id
