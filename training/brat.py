"""Brat standoff files of attributions: spans by role, relation by relation."""

import re
from pathlib import Path

from travaux.spans import Span

_SPAN = re.compile(r"(T\d+)\t(\S+) ([\d ;]+)")
_ROLES = {"Source": "source", "Cue": "cue", "Content": "content"}
_UNCLEAR = frozenset({"Discard", "Discuss"})
"""What the annotators set aside or did not settle: no head learns from it."""
Relation = dict[str, tuple[Span, ...]]


def read_brat(path: Path) -> tuple[list[Relation], list[Span]]:
    """The attributions of one file, and the stretches that were left open."""
    spans: dict[str, tuple[str, tuple[Span, ...]]] = {}
    relations: list[Relation] = []
    for line in path.read_text(encoding="utf8").splitlines():
        if match := _SPAN.match(line):
            spans[match[1]] = (match[2], _read_spans(match[3]))
        elif line.startswith("E") and "\t" in line:
            relation: Relation = {}
            for part in line.split("\t", 1)[1].split():
                kind, own = spans.get(part.partition(":")[2], ("", ()))
                if kind in _ROLES:
                    relation[_ROLES[kind]] = (*relation.get(_ROLES[kind], ()), *own)
            relations.append(relation)
    return relations, [span for kind, own in spans.values() if kind in _UNCLEAR for span in own]


def _read_spans(words: str) -> tuple[Span, ...]:
    pairs = (part.split() for part in words.strip().split(";"))
    return tuple(Span(int(start), int(end)) for start, end in pairs if int(end) > int(start))
