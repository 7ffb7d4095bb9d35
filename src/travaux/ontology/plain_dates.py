"""EDTF as the plain days, months, years and intervals that people code by hand."""

import re
from datetime import date

_UNSURE = re.compile(r"[~?%]")
_PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
_DECADE = re.compile(r"\d{3}X")


def plain_date(edtf: str | None, published: date | None) -> str | None:
    """A day, month, year or interval of these; None where there is none to give (a season, a century).

    What is about a day is that day, and a decade is the interval of its years. What began and goes on ("2025-10/..")
    reaches to the day of the report, where that is known and later.
    """
    if edtf is None:
        return None
    ends = [_UNSURE.sub("", end) for end in edtf.split("/")]
    if _DECADE.fullmatch(ends[0]):
        ends[:1] = [ends[0].replace("X", "0"), *(ends[:1] if len(ends) == 1 else ())]
    if _DECADE.fullmatch(ends[-1]):
        ends[-1] = ends[-1].replace("X", "9")
    if ends[0] in {"", ".."}:
        ends = ends[1:]
    elif len(ends) > 1 and ends[1] in {"", ".."}:
        day = published.isoformat() if published is not None else ""
        ends = [ends[0], day] if day[: len(ends[0])] > ends[0] else ends[:1]
    if not ends or not all(_PLAIN.fullmatch(end) for end in ends):
        return None
    return "/".join(dict.fromkeys(ends))
