"""Stretches of the calendar and how EDTF writes them. Weeks run from Monday to Sunday; seasons are northern."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)


class Unit(StrEnum):
    """What kind of stretch a period is; a STRETCH is any other."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    STRETCH = "stretch"


_POINTS = frozenset({Unit.DAY, Unit.MONTH, Unit.YEAR})
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `first` to `last`, both of them in it, and their EDTF."""

    first: date
    last: date
    unit: Unit
    edtf: str


def day(when: date) -> Period:
    """One day."""
    return Period(first=when, last=when, unit=Unit.DAY, edtf=when.isoformat())


def days(first: date, last: date, unit: Unit = Unit.STRETCH) -> Period:
    """The days from `first` to `last`."""
    return Period(first=first, last=last, unit=unit, edtf=f"{first.isoformat()}/{last.isoformat()}")


def week(when: date) -> Period:
    """The week, Monday to Sunday, of a day."""
    monday = when - when.weekday() * DAY
    return days(monday, monday + 6 * DAY, Unit.WEEK)


def weekend(when: date) -> Period:
    """The Saturday and Sunday of a day's week."""
    saturday = when + (5 - when.weekday()) * DAY
    return days(saturday, saturday + DAY, Unit.WEEKEND)


def month(year_number: int, number: int) -> Period:
    """A month; `number` may run over the year's end (13 is the next January)."""
    y, m = year_number + (number - 1) // 12, (number - 1) % 12 + 1
    last = date(y, m, monthrange(y, m)[1])
    return Period(first=last.replace(day=1), last=last, unit=Unit.MONTH, edtf=f"{y:04d}-{m:02d}")


def quarter(year_number: int, number: int) -> Period:
    """A quarter of a year; `number` may run over the year's end. EDTF level 2: 2024-33 is the first of 2024."""
    y, q = year_number + (number - 1) // 4, (number - 1) % 4 + 1
    first, last = month(y, 3 * q - 2).first, month(y, 3 * q).last
    return Period(first=first, last=last, unit=Unit.QUARTER, edtf=f"{y:04d}-{32 + q}")


def season(year_number: int, code: int) -> Period:
    """A season by its EDTF code: 21 spring, from March, to 24 winter, from December into the next year."""
    start = 3 * (code - 20)
    first, last = month(year_number, start).first, month(year_number, start + 2).last
    return Period(first=first, last=last, unit=Unit.SEASON, edtf=f"{year_number:04d}-{code}")


def year(number: int) -> Period:
    """A calendar year."""
    return Period(first=date(number, 1, 1), last=date(number, 12, 31), unit=Unit.YEAR, edtf=f"{number:04d}")


def decade(first_year: int) -> Period:
    """The ten years from a year that ends in 0: 199X."""
    first, last = date(first_year, 1, 1), date(first_year + 9, 12, 31)
    return Period(first=first, last=last, unit=Unit.DECADE, edtf=f"{first_year // 10:03d}X")


def century(number: int) -> Period:
    """The 20th century is 19XX, in the press's loose sense."""
    start = max(100 * (number - 1), 1)
    first, last = date(start, 1, 1), date(100 * number - 1, 12, 31)
    return Period(first=first, last=last, unit=Unit.CENTURY, edtf=f"{number - 1:02d}XX")


def period_of(when: date, unit: Unit) -> Period:
    """The week, month, quarter, year, decade or century that a day lies in, or the weekend of its week."""
    if unit in {Unit.WEEK, Unit.WEEKEND}:
        return week(when) if unit is Unit.WEEK else weekend(when)
    if unit is Unit.MONTH:
        return month(when.year, when.month)
    if unit is Unit.QUARTER:
        return quarter(when.year, (when.month + 2) // 3)
    if unit is Unit.YEAR:
        return year(when.year)
    if unit is Unit.DECADE:
        return decade(when.year // 10 * 10)
    return century(when.year // 100 + 1) if unit is Unit.CENTURY else day(when)


def move_period(period: Period, steps: int) -> Period:
    """The period of the same unit `steps` later (or earlier, if negative)."""
    first = period.first
    if period.unit in {Unit.WEEK, Unit.WEEKEND}:
        return period_of(first + steps * 7 * DAY, period.unit)
    if period.unit is Unit.MONTH:
        return month(first.year, first.month + steps)
    if period.unit is Unit.QUARTER:
        return quarter(first.year, (first.month + 2) // 3 + steps)
    if period.unit is Unit.SEASON:
        return season(first.year + steps, int(period.edtf[-2:]))
    years = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}.get(period.unit)
    if years:
        return period_of(date(first.year + steps * years, 1, 1), period.unit)
    return (
        days(first + steps * DAY, period.last + steps * DAY)
        if period.unit is Unit.STRETCH
        else day(first + steps * DAY)
    )


def move_day(when: date, count: float, unit: str) -> Period:
    """The day, month or year that lies `count` units from a day; weeks lead to a day that is only about right.

    Months lead to a month and years to a year, for "two years ago" names no day.
    """
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    if unit == "decade":
        count, unit = 10 * count, "year"
    if unit == "centur":
        count, unit = 100 * count, "year"
    if unit == "hour":
        return day(when + round(count / 24) * DAY)
    if unit == "day":
        return day(when + round(count) * DAY)
    if unit == "week":
        return approximate(day(when + round(7 * count) * DAY))
    if unit == "month" or count % 1:
        return month(when.year, when.month + round(count * (1 if unit == "month" else 12)))
    return year(when.year + int(count))


def approximate(period: Period) -> Period:
    """The same period marked as approximate, where EDTF can say so (a day, month or year)."""
    if period.unit not in _POINTS or period.edtf.endswith("~"):
        return period
    return replace(period, edtf=period.edtf + "~")


def start_point(period: Period) -> str:
    """The period's beginning as one end of an EDTF interval."""
    return _point(period, period.first, 0)


def end_point(period: Period) -> str:
    """The period's end as one end of an EDTF interval."""
    return _point(period, period.last, -1)


def _point(period: Period, bound: date, side: int) -> str:
    if "/" in period.edtf:
        return period.edtf.split("/")[side]
    if period.unit in _POINTS or period.unit is Unit.SEASON:
        return period.edtf
    if period.unit in {Unit.DECADE, Unit.CENTURY}:
        return f"{bound.year:04d}"
    return bound.isoformat()[:7] if period.unit is Unit.QUARTER else bound.isoformat()


def join_periods(one: Period, two: Period) -> Period:
    """From the beginning of `one` to the end of `two`."""
    edtf = f"{start_point(one)}/{end_point(two)}"
    return Period(first=one.first, last=two.last, unit=Unit.STRETCH, edtf=edtf)


def choose(candidates: Iterable[Period], published: date, tense: str, *, sure: bool = True) -> Period | None:
    """The candidate that a report of that day means: in the past the last, in the future the next.

    Where the tense is unknown the nearest, with what lies ahead counted as twice as far: news tells of what was. A
    tense that is not `sure` gives way where it would lead most of a year off, into another calendar year, and the
    nearest is close: "on Oct. 18" in a report of 11 October is no day of last year.
    """
    options = list(candidates)
    chosen: Period | None = None
    if tense == "past":
        chosen = max((p for p in options if p.first <= published), key=lambda p: p.first, default=None)
    if tense == "future":
        chosen = min((p for p in options if p.last >= published), key=lambda p: p.first, default=None)
    nearest = _nearest(options, published)
    if chosen is None or nearest is None:
        return None if tense else nearest
    far = _distance(chosen, published) > _FAR and chosen.first.year != published.year
    doubtful = not sure and far and _distance(nearest, published) < _NEAR
    return nearest if doubtful else chosen


_FAR, _NEAR = 280, 92


def _nearest(options: list[Period], published: date) -> Period | None:
    return min(options, key=lambda p: _distance(p, published), default=None)


def _distance(period: Period, published: date) -> int:
    if period.first <= published <= period.last:
        return 0
    return (published - period.last).days if period.last < published else 2 * (period.first - published).days


def easter(year_number: int) -> date:
    """Easter Sunday, Gregorian (the anonymous algorithm, as in Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year_number % 19, year_number // 100, year_number % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    n = h + k - 7 * m + 114
    return date(year_number, n // 31, n % 31 + 1)
