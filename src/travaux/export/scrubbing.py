"""Texts that can be written: halves of surrogate pairs, which no encoding of Unicode has, become the replacement character."""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report

_HALF = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
ValueT = TypeVar("ValueT")


def scrub(reports: Iterable[Report], claims: Iterable[AnyClaim]) -> tuple[list[Report], list[AnyClaim], bool]:
    """The reports and claims as they can be written, and whether any was changed; no length and no offset changes."""
    given = list(reports)
    broken = {r.id for r in given if _is_broken(r)}
    if not broken:
        return given, list(claims), False
    mended = [_mend(r) if r.id in broken else r for r in given]
    return mended, [_mend(c) if c.report in broken else c for c in claims], True


def _is_broken(report: Report) -> bool:
    texts = (report.text, report.headline, report.outlet, report.byline, report.url, report.place, report.usage_terms)
    return any(_HALF.search(text) for text in texts if text)


def _mend(value: ValueT) -> ValueT:
    """The value with all its texts mended."""
    mended: Any = value
    if isinstance(value, Enum):  # a term of a closed set is a string too, and stays what it is
        return value
    if isinstance(value, str):
        mended = _HALF.sub(_REPLACEMENT, value)
    elif isinstance(value, tuple):
        mended = tuple(map(_mend, value))
    elif is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _mend(old) for f in fields(value) if f.init and (old := getattr(value, f.name)) is not None}
        mended = replace(value, **changed)
    return mended  # type: ignore[no-any-return]
