"""Counted time: so long ago, so long after, over the past weeks; durations, frequencies, clock times, events."""

import re

from travaux.reading.times.calendar import (
    DAY,
    Period,
    Unit,
    approximate,
    days,
    join_periods,
    month,
    move_day,
    period_of,
)
from travaux.reading.times.durations import read_quantity
from travaux.reading.times.rule import Meaning, Rule, Scene, after, before, last_word
from travaux.reading.times.words import (
    HEDGE,
    MONTH,
    NUMBER,
    PART,
    QUANTITY,
    UNIT,
    VAGUE_QUANTITY,
    WEEKDAY,
    WORDS,
    either,
)

_ANY_DATED = frozenset({Unit.DAY, Unit.MONTH, Unit.YEAR})
_BEFORE_DURATION = frozenset(WORDS["before_duration"]["words"])
_EVENT = either(WORDS["events"]["nouns"])
_NOT_A_DATE = (
    rf"(?!(?:the |last |next |this )?(?:{WEEKDAY}|{MONTH}|\d|christmas|easter|new year|yesterday|today|tomorrow))"
)
_CLOCK = (
    r"(?:(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)? ?[ap]\.?m(?:\.|(?![a-z]))|(?:[01]?\d|2[0-4])[:.][0-5]\d(?= (?:local|gmt"
    r"|utc|bst|est|edt"
    r"|cet|cest|et|hours|a\.?m|p\.?m|on|this|yesterday|today)| ?\(|z)|(?:[01]\d|2[0-4])[0-5]\d(?=z| ?(?:gmt|utc"
    r"|hours|local time|h ))"
    r"|noon|midnight|midday)"
)
_ZONE = r"(?: ?(?:local time|(?:gmt|utc|bst|est|edt|cet|cest|et|ist|msk)(?:[+-]\d{1,2})?|z|hours))"


def _amount(found: re.Match[str]) -> tuple[str, float] | None:
    """Unit and count of a QUANTITY."""
    read = read_quantity(found)
    if read is None or read[1] > 5000:
        return None
    return read[0], float(read[1])


def _is_loose(found: re.Match[str]) -> bool:
    """Written for "a couple of days ago", which is about two."""
    return "couple" in found["n"]


def _read_ago(found: re.Match[str], scene: Scene) -> Meaning | None:
    """Written for "began nearly four years ago": a count of years gives a year, of weeks a day that is about right."""
    amount, words = _amount(found), found.group().removesuffix(" ago")
    told = f"{words} before the report"
    if amount is None or amount[0] in {"second", "minute"}:
        return Meaning(rule="ago", told=told)
    unit, count = amount
    if scene.published is None:
        return Meaning(rule="ago", told=told)
    period = move_day(scene.published, -count, unit)
    if unit == "hour" and count % 24:
        period = days(scene.published - (int(count // 24) + 1) * DAY, scene.published)
    return Meaning(rule="ago", told=told, period=approximate(period) if _is_loose(found) else period)


def _read_ahead(found: re.Match[str], scene: Scene) -> Meaning | None:
    """Written for "will report in three weeks' time" and "a month from now"."""
    amount = _amount(found)
    told = re.sub(r"^in |'? time$| from now$", "", found.group()) + " after the report"
    if amount is None or scene.published is None or amount[0] in {"second", "minute"}:
        return Meaning(rule="ahead", told=told)
    period = move_day(scene.published, amount[1], amount[0])
    return Meaning(rule="ahead", told=told, period=approximate(period) if _is_loose(found) else period)


def _read_stretch(found: re.Match[str], scene: Scene) -> Meaning | None:
    """Written for "in the past six weeks" and "over the next 10 days": up to the report, or from it on."""
    if re.match(r" of (?!fighting|violence|war|talks|airstrikes|protests)", after(scene, found.end())):
        return None
    forward = found["dir"] in {"next", "coming"}
    if found["dir"] in {"previous", "preceding", "following"}:
        return _from_anchor(found, scene, forward=found["dir"] == "following")
    words = found.group()[found.end("dir") - found.start() :].strip()
    told = f"the {words} {'after' if forward else 'before'} the report"
    amount = _amount(found)
    period = None
    if amount and scene.published and amount[0] not in {"second", "minute"}:
        period = _stretch(scene, *amount, forward=forward)
    return Meaning(rule="next" if forward else "past", told=told, period=period)


def _stretch(scene: Scene, unit: str, count: float, *, forward: bool) -> Period | None:
    """Days in days, months in months, years in years: "over the past three years" names no day."""
    if scene.published is None:
        return None
    sign = 1 if forward else -1
    if unit in {"month", "year"}:
        here = period_of(scene.published, Unit(unit) if count % 1 == 0 else Unit.MONTH)
        months = round(sign * count * (12 if unit == "year" else 1))
        there = move_day(scene.published, sign * count, unit)
        if unit == "month" or count % 1:
            there = month(scene.published.year, scene.published.month + months)
        return join_periods(*((here, there) if forward else (there, here)))
    length = {"hour": 1 / 24, "day": 1, "week": 7}[unit] * count
    there_day = scene.published + sign * max(1, int(length)) * DAY
    return days(min(scene.published, there_day), max(scene.published, there_day))


def _from_anchor(found: re.Match[str], scene: Scene, *, forward: bool) -> Meaning:
    anchor, amount = scene.anchor(found.start(), frozenset({Unit.DAY})), _amount(found)
    period = None
    if anchor and amount and amount[0] in {"day", "week"}:
        length = round(amount[1] * (7 if amount[0] == "week" else 1)) * DAY
        period = days(anchor.first, anchor.first + length) if forward else days(anchor.first - length, anchor.first)
    return Meaning(rule="anchored", told=found.group(), period=period)


def _read_later(found: re.Match[str], scene: Scene) -> Meaning | None:
    """Written for "arrested on 3 May and freed two weeks later": from another date of its sentence, else open."""
    amount = _amount(found)
    anchor = scene.anchor(found.start(), _ANY_DATED, in_sentence=True)
    if amount is None or anchor is None or amount[0] in {"second", "minute", "hour"} or _is_finer(amount[0], anchor):
        return Meaning(rule="anchored", told=found.group())
    sign = -1 if found["dir"] in {"earlier", "before", "previously", "prior", "beforehand"} else 1
    period = move_day(anchor.first, sign * amount[1], amount[0])
    return Meaning(rule="anchored", told=found.group(), period=approximate(period) if _is_loose(found) else period)


def _is_finer(unit: str, anchor: Period) -> bool:
    """Whether a count in `unit` says more than its anchor can bear: two days after a month is no day."""
    return {"day": 0, "week": 0, "month": 1, "year": 2}[unit] < {Unit.DAY: 0, Unit.MONTH: 1}.get(anchor.unit, 2)


def _read_event(found: re.Match[str], scene: Scene) -> Meaning:  # noqa: ARG001
    return Meaning(rule="event", told=found.group())


def _read_duration(found: re.Match[str], scene: Scene) -> Meaning | None:
    """Written for "a six-week ceasefire"; "one day he will pay" and "a second ship" are none."""
    words, following = found["n"], after(scene, found.end(), 5)
    if re.match(r"-?s?[ -]old", following) or re.search(r"(?:\d[.,]|[\w$€£#-])$", before(scene, found.start(), 2)):
        return None
    single = words in {"a", "an", "one"}
    if single and found["unit"] == "second":
        return None
    if single and not scene.alone and last_word(scene, found.start()) not in _BEFORE_DURATION and not found["half"]:
        bare = not following.startswith(("-long", " long")) and not re.match(rf"{NUMBER}-", found.group())
        if bare and not found["tail"]:
            return Meaning(rule="set", told=found.group()) if _is_rate(found, scene) else None
    return Meaning(rule="duration", told=found.group())


def _is_rate(found: re.Match[str], scene: Scene) -> bool:
    """Written for "100 trucks a day" and "three times a week"."""
    left = before(scene, found.start())
    return found["n"] == "a" and bool(re.search(r"(?:[a-z]{2,}s|once|twice|food|aid|water|fuel|people) $", left))


def _read_vague(found: re.Match[str], scene: Scene) -> Meaning:  # noqa: ARG001
    return Meaning(rule="duration", told=found.group())


def _read_indefinite(found: re.Match[str], scene: Scene) -> Meaning:  # noqa: ARG001
    told = re.sub(r"(.*) ago$", r"\1 before the report", found.group())
    return Meaning(rule="indefinite", told=told)


def _read_set(found: re.Match[str], scene: Scene) -> Meaning | None:
    if scene.text[found.start() : found.end()].istitle() and " " not in found.group() and not scene.alone:
        return None
    return Meaning(rule="set", told=found.group())


def _read_clock(found: re.Match[str], scene: Scene) -> Meaning | None:
    if re.search(r"(?:\d[.,:]|[\w$€£#.-])$", before(scene, found.start(), 2)):
        return None
    return Meaning(rule="clock", told=found.group())


RULES = (
    Rule(
        name="clock",
        pattern=rf"{_CLOCK}{_ZONE}?(?: ?\((?:{_CLOCK}|\d{{2}}:?\d\d){_ZONE}?\))?(?![a-z0-9])",
        read=_read_clock,
        example="The guns fell silent at 06:00 local time (04:00 GMT).",
    ),
    Rule(
        name="ago",
        pattern=rf"{QUANTITY} ago(?![a-z])",
        read=_read_ago,
        example="Moscow launched its invasion nearly four years ago.",
    ),
    Rule(
        name="ahead",
        pattern=rf"{QUANTITY}(?:'? time| from now)(?![a-z])",
        read=_read_ahead,
        example="The panel will report in three weeks' time.",
    ),
    Rule(
        name="later",
        pattern=rf"{QUANTITY} (?P<dir>later|earlier|afterwards?|beforehand|previously|(?:after|before|prior)"
        rf"(?=[,.;)]|$))(?![a-z])",
        read=_read_later,
        example="He was arrested on 3 May and freed two weeks later.",
    ),
    Rule(
        name="event",
        pattern=rf"{QUANTITY} (?:after|before|into|since|prior to|ahead of|following|in advance of|on from)"
        rf"(?= [a-z'\"])"
        rf" {_NOT_A_DATE}(?:the |this |his |its |their )?[a-z'-]{{1,20}}",
        read=_read_event,
        example="Two days after the announcement Israel is still blocking food.",
    ),
    Rule(
        name="past",
        pattern=rf"(?:the |these |this )?(?P<dir>past|last|previous|preceding|next|coming|following) "
        rf"(?:{HEDGE} )?{QUANTITY}",
        read=_read_stretch,
        example="93 trucks entered in the past six weeks.",
    ),
    Rule(
        name="indefinite",
        pattern=rf"(?:the )?(?:past|last|previous|next|coming|following) {VAGUE_QUANTITY}",
        read=_read_indefinite,
        example="The price has risen in the past few days.",
    ),
    Rule(
        name="indefinite",
        pattern=rf"{VAGUE_QUANTITY} (?:ago|later|earlier|from now)(?![a-z])",
        read=_read_indefinite,
        example="Another man was killed in Somalia a few weeks later.",
    ),
    Rule(
        name="set",
        pattern=rf"(?:every|each)(?: (?:other|single|second|few|{NUMBER}))? (?:{UNIT}(?:s|ies|y)?|{WEEKDAY}|{PART}"
        rf"|hours|january|april)(?![a-z])"
        r"|(?:once|twice|(?:three|four|five|several|many|\d{1,2}) times) (?:a|an|per|every|each) (?:day|week|month"
        r"|year|hour)(?![a-z])"
        r"|per (?:day|week|month|year|hour)(?![a-z])|(?:daily|weekly|monthly|nightly|hourly|annually|yearly)(?![a-z-])",
        read=_read_set,
        example="Some 500 trucks must enter every day.",
    ),
    Rule(
        name="event",
        pattern=rf"the (?:eve|aftermath|wake|day|morning|night|evening) of {_NOT_A_DATE}(?:the |a |an |his |its "
        rf"|their )?[a-z'-]{{1,20}}",
        read=_read_event,
        example="On the eve of peace talks drones struck four airfields.",
    ),
    Rule(
        name="event",
        pattern=rf"the (?:start|beginning|outbreak|onset|height|end|first (?:day|week|month|year)s?) of "
        rf"(?:[a-z'-]{{1,20}} ){{0,3}}{_EVENT}(?![a-z])",
        read=_read_event,
        example="They fled at the start of the war.",
    ),
    Rule(
        name="event",
        pattern=rf"(?:since|before|during|throughout) (?:the|this|its|his|their) (?!(?:previous|last|following|past"
        rf"|next|same|coming|early|late) )(?:[a-z'-]{{1,20}} ){{0,2}}{_EVENT}(?: (?:began|started|broke out|erupted))?"
        r"(?![a-z])",
        read=_read_event,
        example="Some 600 trucks crossed daily before the war.",
    ),
    Rule(
        name="event",
        pattern=rf"the (?:day|week|month|year|night|morning|evening) (?:before|after) {_NOT_A_DATE}(?:the |his "
        rf"|its |their )?[a-z'-]{{1,20}}",
        read=_read_event,
        example="The speech came the day after Xi arrived in Moscow.",
    ),
    Rule(
        name="event",
        pattern=rf"{either(WORDS['events']['feasts'])}(?![a-z])",
        read=_read_event,
        example="A truce for Ramadan is discussed.",
    ),
    Rule(
        name="duration",
        pattern=rf"{QUANTITY}",
        read=_read_duration,
        example="The text speaks of a six-week ceasefire.",
    ),
    Rule(
        name="duration",
        pattern=VAGUE_QUANTITY,
        read=_read_vague,
        example="Talks have gone on for several weeks.",
    ),
)
"""In the order in which they are tried where several match."""
