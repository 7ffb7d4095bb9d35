"""The agency that a report credits with its text: in the outlet's name, the byline, the dateline or the last lines."""

import re
from collections.abc import Iterable

from travaux.ontology.report import Report
from travaux.packs.world import World

_BRACKET = re.compile(r"\(([^()]{2,60})\)")
_NAMES = re.compile(r"\s{0,9}(?:[,;/|·–—-]|\band\b)\s*")
_COPYRIGHT = re.compile(r"^(?:copyright|©|\(c\))[\s©]*(?:\d{4})?[,\s]*(?:by\s+)?(?:the\s+)?", re.IGNORECASE)
_SOURCE = re.compile(r"^(?:source|agencies|by|from|via)\s*:?\s+", re.IGNORECASE)
_HEAD = 160
"""Characters at the start of a text in which a dateline stands."""
_TAIL = 3
"""Lines at the end of a text in which a credit stands."""
_LONGEST = 40
"""Characters of a line that is nothing but a credit."""


def find_credit(report: Report, world: World) -> str | None:
    """The one agency that the report gives as its source; None where there is none, or more than one."""
    for names in (_in_outlet(report), _in_byline(report), _in_head(report), _in_tail(report)):
        agencies = {found for name in names if (found := _agency(name, world)) is not None}
        if agencies:
            return agencies.pop() if len(agencies) == 1 else None
    return None


def _agency(name: str, world: World) -> str | None:
    outlet = world.find_outlet(name.strip(" .*_")) or world.find_outlet(f"The {name.strip(' .*_')}")
    return outlet.name if outlet is not None and outlet.kind == "agency" else None


def _in_outlet(report: Report) -> Iterable[str]:
    """ "Dayton Daily News (AP)"."""
    return [name for inner in _BRACKET.findall(report.outlet or "") for name in _NAMES.split(inner)]


def _in_byline(report: Report) -> Iterable[str]:
    return [_SOURCE.sub("", name) for name in _NAMES.split(report.byline or "") if name]


def _in_head(report: Report) -> Iterable[str]:
    """ "GENEVA (Reuters) - "."""
    head = report.text[:_HEAD]
    return [m[1] for m in _BRACKET.finditer(head) if re.match(r"\s*[-–—:]", head[m.end() :])]


def _in_tail(report: Report) -> Iterable[str]:
    """A line that is nothing but a credit, or claims the rights in the text."""
    for line in report.text.rstrip().splitlines()[-_TAIL:]:
        words = line.strip(" ()[]–—-|")
        if match := _COPYRIGHT.match(words):
            yield re.split(r"\.|,| All rights", words[match.end() :])[0]
        elif len(words) <= _LONGEST:
            yield from _NAMES.split(_SOURCE.sub("", words))
