"""EDTF times as calendar days, for formats that know no others."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from travaux.ontology.claim import When

_PART = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?[~?%]?")
_DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days from `first` to `last`, both among them."""

    first: date
    last: date
    told: bool
    """The day itself, or both ends, are told; else a month or year is, and these are its first and last days."""
    about: bool
    """Told as approximate or uncertain."""

    @property
    def one(self) -> bool:
        """Whether it is a single day that is told."""
        return self.told and self.first == self.last


def find_days(when: When | None) -> Days | None:
    """The days of a time; None where it has no calendar, or one end is open."""
    if when is None or when.edtf is None:
        return None
    start, _, end = when.edtf.partition("/")
    first, last = _read(start), _read(end or start)
    if first is None or last is None or first[0] > last[1]:
        return None
    about = any(mark in when.edtf for mark in "~?%")
    return Days(first=first[0], last=last[1], told=first[2] and last[2], about=about)


def day_of(when: When | None) -> str | None:
    """The ISO day on which something was, where it is a single one that is told, or else the first of those that are."""
    days = find_days(when)
    return days.first.isoformat() if days is not None and days.told else None


def _read(part: str) -> tuple[date, date, bool] | None:
    """First and last day of one end of a time, and whether it is a day."""
    found = _PART.fullmatch(part)
    if found is None:
        return None
    year, month, day = (int(found[name]) if found[name] else 0 for name in ("year", "month", "day"))
    try:
        if day:
            return date(year, month, day), date(year, month, day), True
        if month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1]), False
        return date(year, 1, 1), date(year, _DECEMBER, 31), False
    except ValueError:  # a season, as month 21, or no such day
        return None
