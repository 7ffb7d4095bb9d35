"""The day on which something was said or done, as far as its report tells."""

import re
from datetime import date

from travaux.ontology.claim import AnyClaim, When
from travaux.resolve.joining import Corpus

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
UNDATED = "9999"
"""Sorts what has no day last."""


def day_of(corpus: Corpus, claim: AnyClaim) -> str:
    """The day of a claim (ISO): the one that it tells, else the one on which its report came out, else UNDATED."""
    when: When | None = getattr(claim, "when", None)
    if when is not None and when.edtf is not None:
        told = when.edtf.split("/")[0].strip("~?%")
        if _DAY.fullmatch(told):
            return told
    return corpus.days[claim.report]


def known(day: str) -> str | None:
    """A day, None for UNDATED."""
    return None if day == UNDATED else day


def days_between(first: str | None, last: str | None) -> int | None:
    """Whole days from one day to another; None where either is unknown."""
    if first is None or last is None:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def newest_day(corpus: Corpus) -> str | None:
    """The day on which the newest dated report came out, of those that were read."""
    read = (r.id for r in corpus.reports.values() if r.set_aside is None)
    return max((corpus.days[r] for r in read if corpus.days[r] != UNDATED), default=None)
