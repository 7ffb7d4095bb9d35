"""EDTF as the plain days, months, years and intervals that people code by hand."""

import re
from datetime import date

_UNSURE = re.compile(r"[~?%]")
_PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
_DECADE = re.compile(r"\d{3}X")
_SEASON = re.compile(r"(?P<year>\d{4})-2(?P<season>[1-4])")
_MONTH = len("2025-10")


def plain_date(edtf: str | None, published: date | None) -> str | None:
    """A day, month, year or interval of these; None where there is none to give (a century).

    What is about a day is that day, a decade is the interval of its years, and a season that of its months, in the north
    ("2016-22" is June to August 2016). What began and goes on ("2025-10-07/..") reaches to the day of the report, where
    that is known and later; to its month, where the beginning is less exact than a day.
    """
    if edtf is None:
        return None
    ends = [_UNSURE.sub("", end) for end in edtf.split("/")]
    if len(ends) == 1 and (_DECADE.fullmatch(ends[0]) or _SEASON.fullmatch(ends[0])):
        ends *= 2
    ends = [_first(ends[0]), *map(_last, ends[1:])]
    if ends[0] in {"", ".."}:
        ends = ends[1:]
    elif len(ends) > 1 and ends[1] in {"", ".."}:
        day = published.isoformat() if published is not None else ""
        last = day if len(ends[0]) == len(day) else day[:_MONTH]
        ends = [ends[0], last] if day[: len(ends[0])] > ends[0] else ends[:1]
    if not ends or not all(_PLAIN.fullmatch(end) for end in ends):
        return None
    return "/".join(dict.fromkeys(ends))


def _first(point: str) -> str:
    """The first year of a decade, the first month of a season, else the point itself."""
    if season := _SEASON.fullmatch(point):
        return f"{season['year']}-{3 * int(season['season']):02d}"
    return point.replace("X", "0") if _DECADE.fullmatch(point) else point


def _last(point: str) -> str:
    """The last year of a decade, the last month of a season (winter ends in the next year), else the point itself."""
    if season := _SEASON.fullmatch(point):
        year, month = divmod(3 * int(season["season"]) + 1, 12)
        return f"{int(season['year']) + year:04d}-{month + 1:02d}"
    return point.replace("X", "9") if _DECADE.fullmatch(point) else point
