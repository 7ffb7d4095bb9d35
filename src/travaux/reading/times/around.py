"""What stands around a time and changes it: "early", "since", "two days after"; and two times that make one."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from travaux.reading.times.calendar import (
    DAY,
    Period,
    Unit,
    approximate,
    day,
    days,
    end_point,
    join_periods,
    month,
    move_day,
    move_period,
    period_of,
    start_point,
)
from travaux.reading.times.deictic import shade
from travaux.reading.times.durations import read_quantity
from travaux.reading.times.rule import Meaning, Scene, after, before, compile_pattern, same_sentence
from travaux.reading.times.words import QUANTITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A time expression at [start, end); `bound` says that nothing more can join it."""

    start: int
    end: int
    meaning: Meaning
    bound: bool = False


_SHADES = compile_pattern(
    r"(?<![a-z-])(?:(?P<mid>(?:the )?middle of (?:the )?|mid(?:-| (?:to late )?)|mid-to-late[- ])"
    r"|(?P<start>(?:the )?(?:very )?(?:start|beginning|turn|first (?:days|weeks)) of )"
    r"|(?P<end>(?:the )?(?:very )?(?:end|close|last (?:days|weeks)) of |end )"
    r"|(?P<hours>(?:the )?(?:early|small|late|wee|pre-dawn|night-time|morning|evening) hours of |the (?:morning"
    r"|evening|night|afternoon|day)"
    r" of |the night (?:to|into|of) )"
    r"|(?P<early>(?:very )?early(?: in| on|-)? ?)|(?P<late>late(?: in| on|-)? ?)"
    r"|(?P<earlier>earlier(?: in| on)? (?:the )?)|(?P<later>later(?: in| on)? (?:the )?)"
    r"|(?P<about>(?:on or )?(?:about|around|circa|roughly|approximately)(?: the)? |some ?time (?:in|around|during) )"
    r"|(?P<hedge>(?:nearly|almost|some|(?:just |well |little )?(?:over|under|more than|less than)|at least|up to) )"
    r"|(?P<eve>the eve of )|(?P<week>the week (?:of|beginning|starting|commencing) )"
    rf"|(?P<offset>(?:{QUANTITY}|the (?P<one>day|week|month|year)) (?P<way>before|after|prior to|following|ahead of"
    rf"|from) (?:the )?))$"
)
_BOUNDS = compile_pattern(
    r"(?<![a-z-])(?:(?P<since>(?:ever )?since(?: at least)?(?: about| around)?(?: the)? )"
    r"|(?P<until>(?:up )?(?:until|till)(?: at least)?(?: the)? |up to (?:the )?|through )"
    r"|(?P<by>(?:by|no later than|not later than)(?: the)? )|(?P<before>(?:before|prior to) (?:the )?)|"
    r"(?P<after>after (?:the )?))$"
)
_OPEN_END = re.compile(
    r"(?: ?[,.;:)!?]|$| (?:and|or|but|when|if|as|while|because|unless|in|at|the|he|she|it|they|we)\b)"
)
_ONWARDS = re.compile(r" {1,2}(?:on|onwards?|forward)(?=[ ,.;]|$)(?! the)")
_TOLD_SIDES = {
    "mid": "the middle of {}",
    "start": "the start of {}",
    "end": "the end of {}",
    "early": "early in {}",
    "late": "late in {}",
    "earlier": "earlier in {}",
    "later": "later in {}",
    "about": "about {}",
    "hedge": "about {}",
    "week": "the week of {}",
    "eve": "the day before {}",
    "hours": "{}",
}
_WITHOUT_EXTENSION = frozenset({"duration", "set", "clock", "event", "indefinite", "numeric"})
_COUNTED = frozenset({"ago", "ahead", "anchored"})
_AND = re.compile(r" ?(?P<word>to|until|till|through|and|or|-) ?(?:the |on |early |late )?$")
_OPENERS = re.compile(r"(?P<word>between|from)(?: the| early| late)? {1,2}$")
_MOVED = re.compile(r"(?:postpon|mov|reschedul|delay|brought forward|push|shift|defer)[^.]{0,30}$")
_AT = re.compile(
    r",? ?(?:at|by|around|from|before|after|until|on|of|just after|shortly after|about)?(?: around| about| the)? ?$"
)
_OVERNIGHT = re.compile(r",? ?(?P<word>on|from|into|between|to|of)?(?: the)? ?$")


def put_shades(found: Found, scene: Scene) -> Found:
    """`found` with what narrows or moves it from before: "late last year", "two days after Monday's meeting"."""
    if found.meaning.rule in _WITHOUT_EXTENSION:
        return found
    for _ in range(2):
        match = _SHADES.search(before(scene, found.start, 48))
        if match is None or (match["hedge"] and found.meaning.rule not in _COUNTED):
            return found
        found = _put_shade(found, match, scene)
    return found


def _put_shade(found: Found, match: re.Match[str], scene: Scene) -> Found:
    start, meaning = found.start - len(match.group()), found.meaning
    if match["offset"]:
        return replace(found, start=start, meaning=_offset(meaning, match))
    side = next(name for name in _TOLD_SIDES if match[name])
    period = _shaded(meaning.period, side, scene.published) if meaning.period and not meaning.edtf else meaning.period
    plain_day = meaning.rule in {"weekday", "deictic", "date"} and side not in {"about", "week", "eve"}
    told = meaning.told if plain_day else _TOLD_SIDES[side].format(meaning.told)
    return replace(found, start=start, meaning=replace(meaning, period=period, told=told, side=side))


def _shaded(period: Period, side: str, published: date | None) -> Period:
    if side == "eve":
        return day(period.first - DAY)
    if side == "week":
        return period_of(period.first, Unit.WEEK)
    if side in {"about", "hedge"}:
        return approximate(period)
    return shade(period, side, published)


def _offset(meaning: Meaning, match: re.Match[str]) -> Meaning:
    """Written for "two days after Monday's meeting"."""
    words = match.group().strip()
    sign = 1 if match["way"] in {"after", "following", "from"} else -1
    read = None if match["one"] else read_quantity(match)
    unit, count = (match["one"], 1.0) if match["one"] else (read[0], float(read[1])) if read else ("", 0.0)
    told = f"{words} {meaning.told}"
    exact = (
        meaning.period
        and meaning.period.unit is Unit.DAY
        and unit not in {"", "second", "minute", "hour"}
        and count < 5000
    )
    period = move_day(meaning.period.first, sign * count, unit) if meaning.period and exact else None
    return Meaning(rule=meaning.rule, told=told, period=period, side="offset")


def put_bound(found: Found, scene: Scene) -> Found:
    """`found` with "since", "until", "by", "before" or "after" before it, as an open interval where it makes one."""
    if found.meaning.rule in _WITHOUT_EXTENSION or found.meaning.edtf or found.bound:
        return found
    left = before(scene, found.start, 24)
    match = _BOUNDS.search(left)
    if match is None:
        return _put_onwards(found, scene, left)
    name = next(key for key in ("since", "until", "by", "before", "after") if match[key])
    if name in {"before", "after"} and not _OPEN_END.match(after(scene, found.end)):
        return found
    start, meaning = found.start - len(match.group()), found.meaning
    if meaning.rule in {"past", "next", "overnight"}:
        return found
    period = _sharp(meaning.period, meaning.side)
    edtf = _BOUND_FORMS[name](period) if period else None
    told = f"{match.group().strip()} {meaning.told}".replace(" the the ", " the ")
    meaning = replace(meaning, rule=name, told=told, period=period, edtf=edtf)
    return replace(found, start=start, meaning=meaning, bound=True)


_BOUND_FORMS: dict[str, Callable[[Period], str]] = {
    "since": lambda p: f"{start_point(p)}/..",
    "after": lambda p: f"{end_point(p)}/..",
    "until": lambda p: f"../{end_point(p)}",
    "before": lambda p: f"../{start_point(p)}",
    "by": lambda p: p.edtf,
}


def _sharp(period: Period | None, side: str) -> Period | None:
    """Written for "by the end of October": as a bound the end of a period is its last day, the start its first."""
    if period is None or side not in {"start", "end"}:
        return period
    return day(period.last if side == "end" else period.first)


def _put_onwards(found: Found, scene: Scene, left: str) -> Found:
    """Written for "from 1 August onwards"."""
    match = _ONWARDS.match(after(scene, found.end)) if re.search(r"from (?:the )?$", left) else None
    if match is None:
        return found
    meaning = found.meaning
    edtf = f"{start_point(meaning.period)}/.." if meaning.period else None
    meaning = replace(meaning, rule="since", told=f"from {meaning.told} on", edtf=edtf)
    return replace(found, end=found.end + match.end(), meaning=meaning, bound=True)


def join(one: Found, two: Found, scene: Scene) -> Found | None:
    """The one time that two neighbours make: a day with its clock time, a night and its day, a range; None if none."""
    between = scene.plain[one.end : two.start]
    if len(between) > 16 or "\n" in between or one.bound:
        return None
    rules = (one.meaning.rule, two.meaning.rule)
    if "clock" in rules:
        return _join_clock(one, two, between)
    if rules[0] == "overnight" and _is_day(two):
        return _join_overnight(one, two, between)
    match = _AND.match(between)
    if match is None or not _are_alike(one, two):
        return None
    return _join_range(one, two, match["word"], scene)


def _is_day(found: Found) -> bool:
    return found.meaning.rule in {"weekday", "date", "deictic", "iso"}


def _join_clock(one: Found, two: Found, between: str) -> Found | None:
    """Written for "at 10 a.m. on Friday" and "on Friday at 10 a.m."."""
    days_of = [f for f in (one, two) if _is_day(f)]
    if not days_of or not _AT.match(between):
        return None
    return replace(days_of[0], start=one.start, end=two.end)


def _join_overnight(one: Found, two: Found, between: str) -> Found | None:
    """Written for "overnight on Tuesday" and "overnight into Saturday"."""
    match = _OVERNIGHT.match(between)
    if match is None:
        return None
    meaning = two.meaning
    if match["word"] in {"into", "to"} and meaning.period:
        meaning = replace(meaning, period=days(meaning.period.first - DAY, meaning.period.first))
    return replace(two, start=one.start, meaning=meaning)


def set_night(one: Found, two: Found, scene: Scene) -> Found | None:
    """Written for "fired drones overnight, killing six, Ukraine said on Saturday": the night that ends on that day."""
    said = one.meaning.rule == "overnight" and two.meaning.rule == "weekday" and two.meaning.period
    if not said or not _SAID.search(before(scene, two.start, 32)) or not same_sentence(scene, one.end, two.start):
        return None
    last = two.meaning.period.first if two.meaning.period else date.max
    return replace(one, meaning=replace(one.meaning, period=days(last - DAY, last)))


_SAID = re.compile(r"(?:said|says|reported|announced|wrote|confirmed)(?: early)?(?: on)? $")


def _are_alike(one: Found, two: Found) -> bool:
    """Whether two times can be the ends of one range; a month may run to a day ("from late January to February 6")."""
    if (
        one.meaning.rule in _WITHOUT_EXTENSION
        or two.meaning.rule in _WITHOUT_EXTENSION
        or one.meaning.edtf
        or two.meaning.edtf
    ):
        return False
    if one.meaning.period and two.meaning.period:
        units = {one.meaning.period.unit, two.meaning.period.unit}
        return Unit.STRETCH not in units and (len(units) == 1 or units == {Unit.MONTH, Unit.DAY})
    return one.meaning.period is two.meaning.period is None and one.meaning.rule == two.meaning.rule


def _join_range(one: Found, two: Found, word: str, scene: Scene) -> Found | None:
    left = before(scene, one.start, 64)
    opener = _OPENERS.search(left)
    kind = opener["word"] if opener else ""
    if word != "-" and kind == "from" and _MOVED.search(left):
        return None
    if word in {"and", "or"} and kind != "between" and not _are_consecutive(one, two):
        return None
    return _ranged(one, two, scene) if kind != "between" or word == "and" else None


def _are_consecutive(one: Found, two: Found) -> bool:
    first, second = one.meaning.period, two.meaning.period
    if first is None or second is None:
        return False
    return move_period(first, 1).first == second.first or (
        one.meaning.rule == "weekday" and (second.first - first.first).days % 7 == 1
    )


def _ranged(one: Found, two: Found, scene: Scene) -> Found | None:
    told = f"from {one.meaning.told} to {two.meaning.told}"
    first, second = one.meaning.period, two.meaning.period
    if first is None or second is None:
        return replace(one, end=two.end, meaning=Meaning(rule="range", told=told), bound=True)
    first, second = _in_order(one, two, scene)
    if first.first > second.first:
        return None
    return replace(
        one, end=two.end, meaning=Meaning(rule="range", told=told, period=join_periods(first, second)), bound=True
    )


def _in_order(one: Found, two: Found, scene: Scene) -> tuple[Period, Period]:
    """Both periods, the second after the first: weekdays move by weeks, dates share the year that one of them says."""
    first, second = one.meaning.period, two.meaning.period
    if first is None or second is None:
        raise ValueError("a range needs both its ends")
    if one.meaning.rule == two.meaning.rule == "weekday":
        if second.first < first.first:
            later = day(second.first + 7 * DAY)
            ahead = scene.published is not None and later.first > scene.published and scene.tense(one.start) == "past"
            return (day(first.first - 7 * DAY), second) if ahead else (first, later)
        return first, second
    years = [bool(re.search(r"\d{4}", scene.plain[f.start : f.end])) for f in (one, two)]
    if years == [False, True]:
        moved = _with_year(first, second.first.year)
        return (moved if moved.first <= second.first else _with_year(first, second.first.year - 1)), second
    if second.first < first.first or years == [True, False]:
        moved = _with_year(second, first.first.year)
        second = moved if moved.first >= first.first else _with_year(second, first.first.year + 1)
    return first, second


def _with_year(period: Period, number: int) -> Period:
    if period.unit is Unit.MONTH:
        return month(number, period.first.month)
    if period.unit is Unit.DAY:
        return day(period.first.replace(year=number))
    return period
