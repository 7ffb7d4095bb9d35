"""Readouts: who met or called whom, told from the body alone and held against the title, which names them.

A title that begins with "Readout" says who had a call or a meeting with whom; the body is coded without it. Right is a
report with a meeting that was held, in the title's format, on the report's day or the day that the body gives, and with
everybody whom the title names.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from travaux.coding.coder import Coder
from travaux.intake.build import Source, make_report
from travaux.intake.fields import Fields
from travaux.intake.options import IntakeOptions
from travaux.ontology.claim import MeetingMention
from travaux.ontology.vocabulary import MeetingFormat, MeetingStatus

_TITLE = re.compile(r"Readout of (?P<who>.+?)[’']s? (?P<kind>[\w ]*?\b(?:Call|Meeting))s? with (?P<whom>.+)")
_AND = re.compile(r"(?<!,) and (?=[A-Z])")
_NAME = re.compile(r"[^\W\d_][\w’']*")
_TAIL = re.compile(r" (?:of|for|from|with|held|taken)\b.*", re.IGNORECASE)
_TITLES = re.compile(r"(?:UN|US|Special|Deputy|Chief|Head|Member|Envoy|Secretary|Minister|President|Advisor|\s)+$")
"""Words that are no name: the person of "Member of the Cabinet N." is the last word."""
_SUFFIXES = re.compile(r",? (?:Jr|Sr)\.?$")
_DAYS = timedelta(days=2)
"""A readout comes out on the day of the meeting or soon after it, and the body then says on which day it was."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a title says: key words of each of the people, and the format."""

    people: tuple[str, ...]
    format: MeetingFormat


def measure_readouts(coder: Coder, path: Path, misses: Callable[[str], None] | None = None) -> dict[str, float]:
    """The shares of readouts whose people, format and day come out right, and all three in one meeting.

    Nothing where the file, which is not distributed, is absent.
    """
    if not path.is_file():
        return {}
    right = {"people": 0, "format": 0, "day": 0, "all": 0}
    rows = list(_read(path))
    for row, wanted in rows:
        found = _code(coder, row)
        judged = [_judge(m, row, wanted) for m in found]
        best = max(judged, key=lambda j: sum(j.values()), default={})
        for name in ("people", "format", "day"):
            right[name] += best.get(name, False)
        whole = bool(best) and all(best.values())
        right["all"] += whole
        if misses is not None and not whole:
            told = [(m.format.value, m.when and m.when.edtf, [p.name for p in m.participants]) for m in found]
            misses(f"{row['title']}: {best}\n    {told}")
    return {name: n / len(rows) for name, n in right.items()}


def _read(path: Path) -> Iterator[tuple[Row, Wanted]]:
    """The readouts of a file whose titles name who met or called whom."""
    for line in path.read_text(encoding="utf8").splitlines():
        row: Row = json.loads(line)
        wanted = read_title(row.get("title") or "")
        if wanted is not None:
            yield row, wanted


def read_title(title: str) -> Wanted | None:
    """Who and how, from a title; None where it names no call or meeting with anybody."""
    found = _TITLE.match(title)
    if found is None:
        return None
    people = [found["who"], *_AND.split(found["whom"])]
    keys = tuple(dict.fromkeys(key for p in people if (key := _key(p))))
    called = "Call" in found["kind"]
    return Wanted(people=keys, format=MeetingFormat.CALL if called else MeetingFormat.IN_PERSON)


def _key(words: str) -> str:
    """The word by which one is known: the surname of "President X Y of Z", the noun of "Families of …"."""
    name = _SUFFIXES.sub("", _TAIL.sub("", words)).strip()
    name = words if _TITLES.fullmatch(name) else name
    parts = _NAME.findall(name)
    return parts[-1].removesuffix("’s").lower() if parts else ""


def _code(coder: Coder, row: Row) -> Sequence[MeetingMention]:
    given = Fields(id=row["id"], outlet=row["outlet"], published=date.fromisoformat(row["published"]), language="en")
    report = make_report(Source(text=row["text"], place=row["id"], given=given), IntakeOptions())
    return [c for c in coder.code(report) if isinstance(c, MeetingMention) and c.status is MeetingStatus.HELD]


def _judge(meeting: MeetingMention, row: Row, wanted: Wanted) -> dict[str, bool]:
    told = {w.lower() for p in meeting.participants for w in _NAME.findall(p.name)}
    return {
        "people": all(key in told for key in wanted.people),
        "format": meeting.format is wanted.format,
        "day": _on_day(meeting, date.fromisoformat(row["published"])),
    }


def _on_day(meeting: MeetingMention, published: date) -> bool:
    """Whether the meeting is dated to the report's day, or shortly before it."""
    if meeting.when is None or meeting.when.edtf is None:
        return False
    days = {(published - n * timedelta(days=1)).isoformat() for n in range(_DAYS.days + 1)}
    return meeting.when.edtf.strip("~?%")[:10] in days
