"""What a text says of its own time and place: datelines, lines that hold only a date, "Published …".

A date counts only with its year: "MOSCOW, Feb 10 (Reuters) -" gives a dateline and no date. A date in figures counts
only where day and month cannot be mistaken for each other.
"""

import re
from datetime import date
from enum import IntEnum

from travaux.months import ANY_MONTH, MONTHS_SHORT
from travaux.ontology.report import Segment
from travaux.ontology.vocabulary import SegmentKind

_MONTH = rf"(?:{ANY_MONTH}|Sept|{'|'.join(MONTHS_SHORT)})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_FULL_DATE = re.compile(
    rf"(?P<m1>{_MONTH})\s+(?P<d1>{_DAY}),?\s+(?P<y1>\d{{4}})\b|\b(?P<d2>{_DAY})\s+(?:of\s+)?(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})\b"
    r"|\b(?P<y3>\d{4})[-./](?P<m3>\d{1,2})[-./](?P<d3>\d{1,2})(?!\d)"
    r"|\b(?P<a4>\d{1,2})[-./](?P<b4>\d{1,2})[-./](?P<y4>\d{4})\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"T?\b\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\b\.?)?\s*"
    r"(?:Z\b|\(?(?:[A-Z]{2,5}(?:[+-]\d{1,2})?)\)?)?(?:[+-]\d{2}:?\d{2})?"
    r"|\b\d{1,2}\s*[ap]\.?m\b\.?\s*(?:[A-Z]{2,4}\b)?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:[\w .'’-]{2,40}[|·•]\s*)?"
    r"(?:(?P<out>(?:first |originally )?(?:published|posted|issued|released|created|date|publication date))"
    r"|(?P<later>(?:last )?(?:updated|modified|edited)(?: date)?))(?:\s+(?:on|at|in|time))?\s*[:|-]?\s*(?=\S)",
    re.IGNORECASE,
)
_FILLER = re.compile(rf"{_WEEKDAY}|\b(?:at|on|and|local time|ago|mins?|hours?|hrs?)\b|[^\w]", re.IGNORECASE)
_LONGEST_LINE = 120
_LABEL_SLACK = 24

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞĢĪİĶŁĻŃŅŇŌŐŘŚŞŠŤŪŮŰŹŻŽ"
_CITIES = rf"[{_UP}][{_UP}.'’-]{{1,40}}(?:[ /][{_UP}][{_UP}.'’-]{{0,40}}){{0,5}}"
_NAME = r"[^\W\d_a-z][\w.'’-]+"
_PLACE = rf"{_NAME}(?:[ /]{_NAME}){{0,3}}"
_REGION = rf"(?:, {_NAME}(?: {_NAME}){{0,2}})?"
_ON = rf"(?:,? (?:on )?(?:{_MONTH} {_DAY}|{_DAY} {_MONTH})(?:,? \d{{4}})?)"
_AGENCY = r"\((?!the )[^\W\d_][\w .,&/'-]{1,40}\)"
_KNOWN_AGENCY = (
    r"\((?:Reuters|AP|AFP|CNN|UPI|Xinhua|ANI|PTI|IANS|TASS|Anadolu|AA|BNO|dpa|DPA|EFE|Kyodo|Bloomberg|SANA|WAFA|KUNA|SPA"
    r"|MENA)\)"
)
_DASH = r"\s*(?:--?|[–—―])\**(?:\s+|(?<=—)(?=\S))"
_PREFIX = re.compile(
    rf"\**(?:"
    rf"(?:{_CITIES}{_REGION}{_ON}?(?: ?{_AGENCY})?{_DASH})"
    rf"|(?:{_CITIES}{_REGION}{_ON}?(?: ?{_AGENCY}):\s)"
    rf"|(?:(?:{_PLACE}{_REGION}{_ON}? ?|{_MONTH} {_DAY} )?{_AGENCY}{_DASH})"
    rf"|(?:(?:{_PLACE}{_REGION}{_ON}? )?{_KNOWN_AGENCY}:?\s?)"
    rf"|(?:{_PLACE}{_REGION}{_ON}{_DASH})"
    rf"|(?:{_PLACE}, {_NAME}(?: {_NAME})?\s[–—]\**\s+(?=[\"“‘']?[{_UP}]))"
    rf"|(?:{_DAY} {_MONTH} \d{{4}}{_DASH}(?!\d))"
    rf")"
)
_NO_PLACE = re.compile(
    r"\**(?:BREAKING|UPDATES?|WATCH|LIVE|EXCLUSIVE|ANALYSIS|OPINION|FACTBOX|FACT|EXPLAINER|VIDEO|PHOTOS?|FILE|NOTE|TIMELINE"
    r"|READ|NEWS|CORRECTED|RELATED|LISTEN|INTERVIEW|COMMENT|EDITORIAL|Q&A|I|A)\b"
)
_LONGEST_PREFIX = 110


class _Weight(IntEnum):
    """How well a line's date serves as the day of publication."""

    UPDATED = 1
    BARE = 2
    DATELINE = 3
    PUBLISHED = 4


def find_prefix(words: str) -> int:
    """How many characters at the start of a paragraph are its dateline ("MOSCOW, Feb 10 (Reuters) - "); 0 if none."""
    found = _PREFIX.match(words[:_LONGEST_PREFIX])
    if found is None or _NO_PLACE.match(words):
        return 0
    rest = words[found.end() :]
    return found.end() if len(rest) >= 20 and not rest[0].islower() else 0


def read_date(words: str) -> date | None:
    """The first full date in `words`, or None if there is none or its figures can be read in two ways."""
    found = _FULL_DATE.search(words)
    if found is None:
        return None
    g = found.groupdict()
    if g["a4"]:
        a, b = int(g["a4"]), int(g["b4"])
        if a <= 12 and b <= 12 and a != b:
            return None
        return _make_date(g["y4"], min(a, b) if max(a, b) > 12 else b, max(a, b))
    month = g["m1"] or g["m2"]
    number = int(g["m3"]) if month is None else MONTHS_SHORT.index(month[:3].capitalize()) + 1
    return _make_date(g["y1"] or g["y2"] or g["y3"], number, int(re.sub(r"\D", "", g["d1"] or g["d2"] or g["d3"])))


def _make_date(year: str, month: int, day: int) -> date | None:
    try:
        return date(int(year), month, day)
    except ValueError:
        return None


def is_dateline(words: str) -> bool:
    """Whether a line holds nothing but a date or a time, or says when it was published or updated."""
    if len(words) > _LONGEST_LINE:
        return False
    label = _LABEL.match(words)
    rest = words[label.end() :] if label else words
    bare = _TIME.sub("", _FULL_DATE.sub("", rest))
    if bare == rest:
        return False
    left = _FILLER.sub("", bare)
    return not left or (label is not None and len(left) <= _LABEL_SLACK and not words.endswith("."))


def _weigh(words: str) -> _Weight:
    label = _LABEL.match(words)
    if label is None:
        return _Weight.BARE if is_dateline(words) else _Weight.DATELINE
    return _Weight.PUBLISHED if label.group("out") else _Weight.UPDATED


def find_published(text: str, segments: tuple[Segment, ...]) -> date | None:
    """The day that a text gives as its own: the best of its datelines near the top, or labelled ones at the end."""
    best: tuple[_Weight, date] | None = None
    body = 0
    for n, segment in enumerate(segments):
        body += segment.kind is SegmentKind.BODY
        if segment.kind is not SegmentKind.DATELINE:
            continue
        words = segment.span.of(text)
        weight, day = _weigh(words), read_date(words)
        near_edge = body <= 2 or (n >= len(segments) - 5 and weight in {_Weight.UPDATED, _Weight.PUBLISHED})
        if day is not None and near_edge and (best is None or weight > best[0]):
            best = weight, day
    return best[1] if best else None


def find_place_line(text: str, segments: tuple[Segment, ...]) -> str | None:
    """The first dateline that opens a paragraph, as printed, without its dash; None if there is none."""
    for segment in segments:
        words = segment.span.of(text)
        if segment.kind is SegmentKind.DATELINE and not is_dateline(words):
            return words.strip(" \t\xa0*-–—―:") or None
    return None
