"""How long: durations in words as ISO 8601."""

import re
from fractions import Fraction

from travaux.reading.times.rule import compile_pattern
from travaux.reading.times.words import HEDGE, QUANTITY, count_of, plain_text

_LETTERS = {
    "second": ("T", "S"),
    "minute": ("T", "M"),
    "hour": ("T", "H"),
    "day": ("", "D"),
    "week": ("", "W"),
    "month": ("", "M"),
    "year": ("", "Y"),
}
_MANY = {"fortnight": (2, "week"), "decade": (10, "year"), "centur": (100, "year"), "weekend": (2, "day")}
_SMALLER = {"year": (12, "month"), "day": (24, "hour"), "hour": (60, "minute"), "minute": (60, "second")}
_ORDER = ["year", "month", "week", "day", "hour", "minute", "second"]
_PARTS = compile_pattern(
    rf"(?:(?:for|of|lasting|a period of|within|{HEDGE}) |(?:a|an|the) (?=\d|[a-z]+-)){{0,3}}{QUANTITY}"
)
_JOINT = re.compile(r"(?:-long| long|'s?|,)? {0,2}(?:and|,)? {0,2}")


def parse_duration(words: str) -> str | None:
    """The ISO 8601 duration of "six-week", "42-day", "two and a half months", "a year" or "10 days and 12 hours".

    Halves go to the next smaller unit where that is exact ("two and a half years" is P2Y6M, a month and a half P1.5M).
    None for words that name no one length ("several weeks", "three to four days").
    """
    plain = plain_text(words.strip(" .,;"))[:80]
    parts: dict[str, Fraction] = {}
    at = 0
    while at < len(plain):
        found = _PARTS.match(plain, at)
        read = read_quantity(found) if found else None
        if found is None or read is None:
            return None
        unit, count = read
        if unit in parts:
            return None
        parts[unit] = count
        joint = _JOINT.match(plain, found.end())
        at = joint.end() if joint else found.end()
    return _write(parts) if parts else None


def read_quantity(found: re.Match[str]) -> tuple[str, Fraction] | None:
    """Unit and count of a match of QUANTITY, in the units of ISO 8601; None where the count is none."""
    number = count_of(found["n"])
    if number is None:
        return None
    count = Fraction(number).limit_denominator(10)
    if found["half"] or found["tail"]:
        count += Fraction(1, 2)
    times, unit = _MANY.get(found["unit"], (1, found["unit"]))
    return unit, count * times


def _write(parts: dict[str, Fraction]) -> str:
    whole = dict(parts)
    for unit, count in parts.items():
        times, smaller = _SMALLER.get(unit, (0, ""))
        rest = count % 1 * times
        if rest and rest.denominator == 1 and smaller not in parts:
            whole[unit], whole[smaller] = Fraction(int(count)), rest
    out = {"": "", "T": ""}
    for unit in _ORDER:
        if whole.get(unit):
            side, letter = _LETTERS[unit]
            count = whole[unit]
            out[side] += f"{int(count) if count.denominator == 1 else float(count):g}{letter}"
    return f"P{out['']}" + (f"T{out['T']}" if out["T"] else "")
