"""Find the time expressions of a text and say, as EDTF, when they mean.

One pass looks for the words that an expression can begin with; there the rules are tried in their order. The rules take
text apart without a parser; the tense of the governing clause, which decides whether "Friday" is behind or ahead, comes
from the caller.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from travaux.reading.annotations import TimeMention
from travaux.reading.times import counted, dates, deictic
from travaux.reading.times.around import Found, join, put_bound, put_shades, set_night
from travaux.reading.times.rule import Meaning, Noted, Rule, Scene, compile_pattern
from travaux.reading.times.words import DAY_NUMBER, MONTH, OPENERS, YEAR, day_number, month_number, plain_text
from travaux.spans import Span

RULES: tuple[Rule, ...] = (*dates.RULES, *deictic.RULES, *counted.RULES)
_COMPILED = tuple((rule, compile_pattern(rule.pattern)) for rule in RULES)
_EDGE = r"(?<![\w@#$€£/])(?<!\d[.,:])"


_ANY = compile_pattern(_EDGE + OPENERS)
_FULL_DATE = compile_pattern(
    rf"(?<![\w.,-])(?:(?P<d>{DAY_NUMBER}) (?:of )?(?P<m>{MONTH})|(?P<m2>{MONTH}) (?P<d2>{DAY_NUMBER}))(?: ,|,)? "
    rf"(?P<y>{YEAR})"
)


def find_times(
    text: str,
    published: date | None,
    tense_at: Callable[[int], str] | None = None,
    first_days: Mapping[tuple[int, int], int] | None = None,
) -> tuple[TimeMention, ...]:
    """The time expressions of `text`, in its order, resolved from the day on which it was published.

    `tense_at` says for a character "past" or "future", as the governing clause has it, or "" where it is not known.
    `first_days` has the year of days by which the report's conflicts are called, by month and day.
    Where `published` is None, an expression relative to it has no EDTF and its reading says how it relates.
    """
    return _scan(text, _Given(published, tense_at, first_days or {}), alone=False)


def resolve_expression(text: str, published: date | None, tense: str | None = None) -> TimeMention | None:
    """What one expression ("last Friday", "Friday , July 21 , 2017") means in a report of that day; None for no time.

    `tense` is "past", "future" or None.
    """
    mentions = _scan(text, _Given(published, lambda _: tense or ""), alone=True)
    return max(mentions, key=lambda m: (m.edtf is not None, len(m.span)), default=None)


@dataclass(frozen=True, slots=True)
class _Given:
    """What is known beside the text."""

    published: date | None
    tense_at: Callable[[int], str] | None = None
    first_days: Mapping[tuple[int, int], int] = field(default_factory=dict)


def _scan(text: str, given: _Given, *, alone: bool) -> tuple[TimeMention, ...]:
    plain = plain_text(text)
    scene = Scene(
        text=text,
        plain=plain,
        published=given.published,
        tense_at=given.tense_at,
        full_dates={**given.first_days, **_find_full_dates(plain)},
        alone=alone,
    )
    out: list[Found] = []
    at = 0
    while match := _ANY.search(plain, at):
        found = _read_at(match, scene)
        if found is None:
            at = match.start() + 1
            continue
        _take(found, out, scene)
        at = found.end
    return tuple(_mention(found, text) for found in out)


def _find_full_dates(plain: str) -> dict[tuple[int, int], int]:
    """The year of each day and month that the text gives with one year only."""
    years: dict[tuple[int, int], set[int]] = {}
    for match in _FULL_DATE.finditer(plain):
        key = month_number(match["m"] or match["m2"]), day_number(match["d"] or match["d2"])
        years.setdefault(key, set()).add(int(match["y"]))
    once = {key: next(iter(found)) for key, found in years.items() if len(found) == 1}
    return {(m, d): y for (m, d), y in once.items() if d <= monthrange(y, m)[1]}


def _read_at(match: re.Match[str], scene: Scene) -> Found | None:
    """The reading of the first rule that has one at the place of an opener."""
    for rule, pattern in _COMPILED:
        found = pattern.match(scene.plain, match.start())
        if found is None:
            continue
        meaning = _read(rule, found, scene)
        if meaning:
            return Found(start=found.start(), end=found.end(), meaning=meaning)
    return None


def _read(rule: Rule, found: re.Match[str], scene: Scene) -> Meaning | None:
    """A rule's reading; a day that the calendar has not ("9000 years ago") leaves the time open."""
    try:
        return rule.read(found, scene)
    except (OverflowError, ValueError):
        return Meaning(rule=rule.name, told=found.group())


def _take(found: Found, out: list[Found], scene: Scene) -> None:
    """Add `found` to what was found, with what stands around it, or joined to the one before."""
    try:
        shaded = put_shades(found, scene)
        if shaded.meaning.side == "offset" and out and out[-1].start >= shaded.start:
            out.pop()
        found = _kept_after(out, shaded, found)
        joined = join(out[-1], found, scene) if out else None
        if joined:
            out.pop()
        found = joined or found
        found = _kept_after(out, put_bound(found, scene), found)
        night = set_night(out[-1], found, scene) if out else None
        if night:
            out[-1] = night
    except OverflowError:
        pass
    out.append(found)
    if found.meaning.period:
        scene.noted.append(Noted(start=found.start, period=found.meaning.period))


def _kept_after(out: list[Found], extended: Found, found: Found) -> Found:
    """The extended form, unless it runs into the expression before."""
    return found if out and extended.start < out[-1].end else extended


def _mention(found: Found, text: str) -> TimeMention:
    words, value = text[found.start : found.end], found.meaning.value
    span = Span(found.start, found.end)
    return TimeMention(span=span, edtf=value, reading=words if value else found.meaning.told, rule=found.meaning.rule)
