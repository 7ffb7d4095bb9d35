"""The day on which a report was written, where its own dateline contradicts the day that came with it.

"JUBA, Feb 23 (Reuters) - …" on a page of 19 January is of 23 February: the day of a page can be that of a photograph, of a
template or of a copy. A dateline months away from the report's day leaves open what "on Monday" means.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from travaux.reading.times.rule import compile_pattern
from travaux.reading.times.words import DAY_NUMBER, MONTH, YEAR, day_number, month_number, plain_text

_DAY = compile_pattern(
    rf"(?<![\w.,-])(?:(?P<d>{DAY_NUMBER}) (?P<m>{MONTH})|(?P<m2>{MONTH}) (?P<d2>{DAY_NUMBER}))(?:(?: ,|,)? (?P<y>{YEAR}))?"
)
_BEHIND = re.compile(r"[ ,)*]{0,8}[(–—:-]")
"""What stands behind a dateline's day: its agency or its dash."""
_LABEL = re.compile(r"publish|updat|modif|issued|posted|created|edited|released|\bdate")
"""Before such a line's day: it is of the page."""
_SLACK = timedelta(days=1)
_NEAREST = timedelta(days=60)
"""A page may carry an old or a coming day; further off, nobody can tell which of the two is wrong, or which year is meant."""


def find_day_of_writing(published: date | None, datelines: Iterable[str]) -> date | None:
    """The day from which times are told: the report's own, or that of its datelines where these agree on another.

    None where the two are too far apart to be of one report, or where no day came with it.
    """
    if published is None:
        return None
    days = {day for words in datelines if (day := _day_of(words, published)) is not None}
    if len(days) != 1:
        return published
    day = days.pop()
    if abs(day - published) <= _SLACK:
        return published
    return day if abs(day - published) <= _NEAREST else None


def _day_of(words: str, published: date) -> date | None:
    """The day of a dateline, in the year next to the report's where it gives none."""
    plain = plain_text(words)
    found = _DAY.search(plain)
    if found is None or not _BEHIND.match(plain, found.end()):
        return None
    if _LABEL.search(plain[: found.start()]) or not re.search(r"[^\W\d_]", plain[: found.start()]):
        return None
    month, day = month_number(found["m"] or found["m2"]), day_number(found["d"] or found["d2"])
    years = [int(found["y"])] if found["y"] else range(max(1, published.year - 1), min(9999, published.year + 1) + 1)
    days = [made for year in years if (made := _make(year, month, day)) is not None]
    return min(days, key=lambda made: abs(made - published), default=None)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
