"""Times told from the report's own day or from a day named before: weekdays, today, this week, the following month."""

import re
from datetime import date

from travaux.reading.times.calendar import (
    DAY,
    Period,
    Unit,
    approximate,
    day,
    days,
    move_period,
    period_of,
    week,
    weekend,
)
from travaux.reading.times.rule import Meaning, Rule, Scene, before, last_word, next_word
from travaux.reading.times.words import PART, WEEKDAY, WEEKDAY_NAMES, WORDS, weekday_number

_FIXED = {
    "today": (0, "the day of the report"),
    "tonight": (0, "the night of the report"),
    "yesterday": (-1, "the day before the report"),
    "tomorrow": (1, "the day after the report"),
    "the day before yesterday": (-2, "two days before the report"),
    "the day after tomorrow": (2, "two days after the report"),
    "this morning": (0, "the morning of the report"),
    "this afternoon": (0, "the afternoon of the report"),
    "this evening": (0, "the evening of the report"),
    "last night": (-1, "the night before the report"),
    "last evening": (-1, "the evening before the report"),
}
_STEPS = {"last": -1, "this": 0, "next": 1, "current": 0, "the current": 0, "coming": 1, "the coming": 1}
_ANCHORED_STEPS = {
    "following": 1,
    "next": 1,
    "ensuing": 1,
    "previous": -1,
    "preceding": -1,
    "that": 0,
    "same": 0,
    "very": 0,
}
_ANCHOR_UNITS = {
    Unit.DAY: frozenset({Unit.DAY}),
    Unit.WEEK: frozenset({Unit.DAY, Unit.WEEK}),
    Unit.WEEKEND: frozenset({Unit.DAY, Unit.WEEK, Unit.WEEKEND}),
    Unit.MONTH: frozenset({Unit.DAY, Unit.MONTH}),
    Unit.QUARTER: frozenset({Unit.DAY, Unit.MONTH, Unit.QUARTER}),
    Unit.YEAR: frozenset({Unit.DAY, Unit.MONTH, Unit.YEAR, Unit.SEASON, Unit.QUARTER}),
    Unit.DECADE: frozenset({Unit.YEAR, Unit.DECADE}),
    Unit.CENTURY: frozenset({Unit.CENTURY}),
}
_NOT_WEEKDAY = {key: frozenset(words) for key, words in WORDS["not_a_weekday"].items()}
_NAMED_BEFORE = re.compile("(?:" + "|".join(WORDS["not_a_weekday"]["before_phrases"]) + ") $")
_UNIT = r"(?P<unit>week|weekend|month|quarter|year|decade|century)(?![a-z])(?!-)"


def _read_weekday(found: re.Match[str], scene: Scene) -> Meaning | None:
    if _names_something_else(found, scene):
        return None
    number, rel = weekday_number(found["wd"]), (found["rel"] or "").removeprefix("the ")
    name = WEEKDAY_NAMES[number].capitalize()
    if found["plural"]:
        return Meaning(rule="set", told=f"on {name}s")
    week_word = found["week"] or found["week0"]
    if week_word:
        return _in_week(scene, number, name, week_word)
    if rel in {"previous", "preceding", "following", "next following", "same"} or rel == "that":
        return _anchored_weekday(found, scene, number, rel)
    tense = scene.tense(found.start())
    if tense == "past" and found["part"]:
        tense = ""
    told, period = weekday_near(scene.published, number, rel, tense)
    return Meaning(rule="weekday", told=told, period=period)


def weekday_near(published: date | None, number: int, rel: str, tense: str) -> tuple[str, Period | None]:
    """The weekday that "Friday", "last Friday", "this Friday" or "next Friday" means, and a phrase without the date.

    Written for "CNN reported on Friday": in the past the last Friday before or on the report's day. "Next" is the next
    calendar week's, "last" the latest before the report's day; an unknown tense is the past, except after "this" and
    for tomorrow's weekday: a paper of Monday that says "Tuesday" seldom means six days ago, and "Tuesday morning" never,
    for it has come already further east.
    """
    name = WEEKDAY_NAMES[number].capitalize()
    forward = (
        rel in {"next", "coming", "this coming"}
        or (not rel and tense == "future")
        or (rel == "this" and tense != "past")
    )
    side = "after" if forward else "before"
    told = f"the {name} of the week after the report" if rel == "next" else f"the {name} {side} the report"
    if published is None:
        return told, None
    if rel == "next":
        return told, day(week(published).first + (7 + number) * DAY)
    ahead, behind = (number - published.weekday()) % 7, (published.weekday() - number) % 7
    if forward or (ahead == 1 and not rel and not tense):
        return told, day(published + (ahead or 7 * rel.endswith("coming")) * DAY)
    return told, day(published - (behind or 7 * (rel in {"last", "past", "this past"})) * DAY)


def _names_something_else(found: re.Match[str], scene: Scene) -> bool:
    """Whether the weekday is part of a name: the Sunday Times, Bloody Sunday, Mail on Sunday."""
    if (
        last_word(scene, found.start()) in _NOT_WEEKDAY["before"]
        or next_word(scene, found.end()) in _NOT_WEEKDAY["after"]
    ):
        return True
    lower = scene.text[found.start("wd")].islower()
    return (lower and not scene.alone) or bool(_NAMED_BEFORE.search(before(scene, found.start())))


def _in_week(scene: Scene, number: int, name: str, word: str) -> Meaning:
    """Written for "struck bombers on Monday last week"."""
    step = _STEPS[word]
    where = ("the week before the report", "the week of the report", "the week after the report")[step + 1]
    period = day(week(scene.published).first + (7 * step + number) * DAY) if scene.published else None
    return Meaning(rule="weekday", told=f"the {name} of {where}", period=period)


def _anchored_weekday(found: re.Match[str], scene: Scene, number: int, rel: str) -> Meaning:
    """Written for "signed on 5 March; the following Monday it was annulled"."""
    anchor = scene.anchor(found.start(), _ANCHOR_UNITS[Unit.DAY])
    period = None
    if anchor and rel in {"previous", "preceding"}:
        period = day(anchor.first - ((anchor.first.weekday() - number) % 7 or 7) * DAY)
    elif anchor and "following" in rel:
        period = day(anchor.first + ((number - anchor.first.weekday()) % 7 or 7) * DAY)
    elif anchor and anchor.first.weekday() == number:
        period = anchor
    return Meaning(rule="anchored", told=found.group(), period=period)


def _read_fixed(found: re.Match[str], scene: Scene) -> Meaning | None:
    step, told = _FIXED[re.sub(r" +", " ", found["f"])]
    period = day(scene.published + step * DAY) if scene.published else None
    return Meaning(rule="deictic", told=told, period=period)


def _read_overnight(found: re.Match[str], scene: Scene) -> Meaning | None:
    """Written for "Russia had launched 472 drones overnight": the night that ends on the report's day."""
    if next_word(scene, found.end()) in {"success", "sensation", "stay", "train", "bag"}:
        return None
    period = days(scene.published - DAY, scene.published) if scene.published else None
    return Meaning(rule="overnight", told="the night before the report", period=period)


def _read_unit(found: re.Match[str], scene: Scene) -> Meaning | None:
    rel, unit = re.sub(r" +", " ", found["rel"]), Unit(found["unit"])
    if unit is Unit.WEEKEND:
        return Meaning(
            rule="weekend", told=_told_unit(rel, unit, scene, found), period=_weekend_near(rel, scene, found)
        )
    if rel in {"past", "this past", "the past", "the last"}:
        return _past_unit(found, scene, unit)
    if rel == "the next":
        return _next_unit(found, scene, unit)
    if rel.split(" ")[-1] in _ANCHORED_STEPS and rel not in _STEPS:
        return _anchored_unit(found, scene, unit, _ANCHORED_STEPS[rel.split(" ")[-1]])
    step = _STEPS[rel] + _is_next_week(rel, unit, scene, found.start())
    period = move_period(period_of(scene.published, unit), step) if scene.published else None
    return Meaning(rule=unit.value, told=_told_unit(rel, unit, scene, found), period=period)


def _is_next_week(rel: str, unit: Unit, scene: Scene, at: int) -> bool:
    """Written for "This week's talks are expected to", of a Sunday: the week that is about to begin."""
    sunday = scene.published is not None and scene.published.weekday() == 6
    return rel == "this" and unit is Unit.WEEK and sunday and scene.tense(at) == "future"


def _told_unit(rel: str, unit: Unit, scene: Scene, found: re.Match[str]) -> str:
    step = _STEPS.get(rel)
    if unit is Unit.WEEKEND and rel == "this" and scene.tense(found.start()) == "future":
        return "the weekend of the report or the one after it"
    if step is None:
        step = -1 if "past" in rel else 0
    return f"the {unit} " + ("before", "of", "after")[step + 1] + " the report"


def _weekend_near(rel: str, scene: Scene, found: re.Match[str]) -> Period | None:
    """The weekend that is meant; "this weekend" in midweek is the last one in the past and else the coming one."""
    published = scene.published
    if published is None:
        return None
    here = weekend(published)
    inside = published >= here.first
    if rel in {"that", "the same", "same", "the following", "following", "the previous", "previous"}:
        anchor = scene.anchor(found.start(), _ANCHOR_UNITS[Unit.WEEKEND])
        step = _ANCHORED_STEPS[rel.rsplit(" ", maxsplit=1)[-1]]
        return move_period(weekend(anchor.first), step) if anchor else None
    if "next" in rel:
        return move_period(here, 1)
    if "coming" in rel:
        return move_period(here, 1) if inside else here
    if "last" in rel or "past" in rel:
        return move_period(here, -1)
    tense = scene.tense(found.start())
    behind = tense == "past" or (rel in {"the", ""} and tense == "" and published.weekday() < 2)
    return move_period(here, -1) if behind and not inside else here


def _read_the_weekend(found: re.Match[str], scene: Scene) -> Meaning | None:
    """Written for "strikes carried out at the weekend"."""
    if not scene.alone and not re.search(
        r"(?:at|over|during|on|of|by|since|until|through|for|in) $", before(scene, found.start())
    ):
        return None
    told = f"the weekend {'after' if scene.tense(found.start()) == 'future' else 'before'} the report"
    return Meaning(rule="weekend", told=told, period=_weekend_near("the", scene, found))


def _past_unit(found: re.Match[str], scene: Scene, unit: Unit) -> Meaning | None:
    """Written for "a sharp surge over the past month": up to the report, unlike "last month"."""
    if next_word(scene, found.end()) == "of":
        return None
    published = scene.published
    return Meaning(
        rule="past", told=f"the {unit} up to the report", period=back_from(published, unit) if published else None
    )


def back_from(published: date, unit: Unit) -> Period:
    """The week, month or longer unit that ends on the report's day."""
    if unit is Unit.WEEK:
        return days(published - 7 * DAY, published)
    then = move_period(
        period_of(published, Unit.MONTH), {Unit.MONTH: -1, Unit.QUARTER: -3, Unit.YEAR: -12}.get(unit, -120)
    )
    first = then.first.replace(day=min(published.day, then.last.day))
    return days(first, published)


def _next_unit(found: re.Match[str], scene: Scene, unit: Unit) -> Meaning | None:
    """Written for "over the next year"; without such a preposition "the next year" follows one named before."""
    if last_word(scene, found.start()) not in {"in", "over", "within", "for", "during", "throughout"}:
        return _anchored_unit(found, scene, unit, 1)
    published = scene.published
    length = {Unit.WEEK: 7, Unit.MONTH: 30, Unit.QUARTER: 91, Unit.YEAR: 365}.get(unit, 3652)
    period = days(published, published + length * DAY) if published else None
    return Meaning(rule="next", told=f"the {unit} from the report on", period=period)


def _read_two_away(found: re.Match[str], scene: Scene) -> Meaning:
    """Written for "the week before last"."""
    step = -2 if found["way"].startswith("before") else 2
    told = f"two {found['unit']}s {'before' if step < 0 else 'after'} the report"
    period = move_period(period_of(scene.published, Unit(found["unit"])), step) if scene.published else None
    return Meaning(rule="unit", told=told, period=period)


def _read_edge(found: re.Match[str], scene: Scene) -> Meaning:
    """Written for "by the end of the year" and "earlier in the week": the report's own year, month or week."""
    unit = Unit(found["unit"] or found["unit2"] or found["unit3"])
    side = found["side"] or found["part"] or "end"
    told = f"{side} in the {unit} of the report" if found["part"] else f"the {side} of the {unit} of the report"
    side = _EDGES.get(side, side)
    period = shade(period_of(scene.published, unit), side, scene.published) if scene.published else None
    return Meaning(rule="edge", told=told, period=period, side=side)


_EDGES = {"beginning": "start", "turn": "start", "close": "end", "middle": "mid"}


def shade(period: Period, side: str, published: date | None) -> Period:
    """`period` narrowed by "early", "earlier", "start", "mid", "late", "later" or "end".

    A year begins and ends on a day; of anything else EDTF can only say that it is approximate. "Earlier this week" runs
    up to the report's day and "later this week" from it.
    """
    if period.unit is Unit.DAY:
        return period
    if side in {"start", "end"} and period.unit is Unit.YEAR:
        return approximate(day(period.first if side == "start" else period.last))
    if side in {"earlier", "later"}:
        inside = published is not None and period.first <= published <= period.last
        if published is None or not inside or period.unit is not Unit.WEEK:
            return period
        first, last = (period.first, published) if side == "earlier" else (published, period.last)
        return days(first, last) if first < last else day(first)
    return approximate(period)


def _anchored_unit(found: re.Match[str], scene: Scene, unit: Unit, step: int) -> Meaning:
    anchor = scene.anchor(found.start(), _ANCHOR_UNITS[unit])
    period = move_period(period_of(anchor.first, unit), step) if anchor else None
    return Meaning(rule="anchored", told=found.group(), period=period)


def _read_anchored_day(found: re.Match[str], scene: Scene) -> Meaning | None:
    """Written for "In a speech a day earlier" and "the following day": from the last day that the text named."""
    words = found.group()
    if words.startswith("that day") and next_word(scene, found.end()) in {"when", "that", "will", "came", "comes"}:
        return None
    back = re.search(r"before|previous|preceding|day earlier", words)
    onward = re.search(r"following|next|day (?:later|after)", words)
    step = -1 if back else 1 if onward else 0
    if found["unit"]:
        return _anchored_unit(found, scene, Unit(found["unit"]), 1 if found["way"] == "after" else -1)
    anchor = scene.anchor(found.start(), _ANCHOR_UNITS[Unit.DAY])
    told = words
    if _FROM_REPORT.match(words):
        told = f"{words} than the report" if words.endswith("earlier") else "the day of the report"
        anchor = anchor or (day(scene.published) if scene.published else None)
    return Meaning(rule="anchored", told=told, period=day(anchor.first + step * DAY) if anchor else None)


_FROM_REPORT = re.compile(r"(?:a|one) day earlier|(?:later|earlier) (?:in|on) the day")
"""Where no day was named, the report tells of its own: "In a speech a day earlier", "At a lunch later in the day"."""


def _read_indefinite(found: re.Match[str], scene: Scene) -> Meaning:  # noqa: ARG001
    return Meaning(rule="indefinite", told=found.group())


RULES = (
    Rule(
        name="weekday",
        pattern=rf"(?:(?P<week0>last|next|this) week on )?(?:(?P<rel>last|next|this past|this coming|this|past|"
        rf"(?:the )?(?:coming|previous"
        rf"|preceding|following|same)|that) )?(?P<wd>{WEEKDAY})(?P<plural>s(?![a-z]))?(?![a-z])(?P<part> {PART})?(?:,? "
        rf"(?:of )?(?P<week>last|this"
        rf"|next) week(?!-?end))?",
        read=_read_weekday,
        example="Hamas rejected the proposal, according to a CNN report on Friday.",
    ),
    Rule(
        name="deictic",
        pattern=rf"(?P<f>the day before yesterday|the day after tomorrow|today|tonight|yesterday|tomorrow"
        rf"|this morning|this afternoon"
        rf"|this evening|last night|last evening)(?![a-z])(?: {PART})?",
        read=_read_fixed,
        example="Talks resume tomorrow.",
    ),
    Rule(
        name="overnight",
        pattern=r"overnight(?![a-z-])",
        read=_read_overnight,
        example="Russia launched 472 drones overnight.",
    ),
    Rule(
        name="unit",
        pattern=rf"(?P<rel>this past|this coming|(?:the )?(?:coming|current|previous|preceding|following|same"
        rf"|ensuing)|the (?:last|past|next)"
        rf"|this|last|next|past|that) {_UNIT}",
        read=_read_unit,
        example="CIA Director William Burns was expected to meet them in Egypt this weekend.",
    ),
    Rule(
        name="unit",
        pattern=r"the (?P<unit>week|weekend|month|year) (?P<way>before last|after next)(?![a-z])",
        read=_read_two_away,
        example="They met in Doha the week before last.",
    ),
    Rule(
        name="edge",
        pattern=r"(?:the )?(?P<side>start|beginning|middle|end|close|turn) of (?:the|this) (?P<unit>week|month|year"
        r"|quarter|decade|century)"
        r"(?![a-z-])(?! of)|(?P<part>early|earlier|late|later|mid) (?:in )?the (?P<unit2>week|month|year)(?![a-z-])"
        r"(?! of)"
        r"|(?P<unit3>year|month)(?:'s)?[ -]end(?![a-z])",
        read=_read_edge,
        example="The resolution must be renewed by the end of the year.",
    ),
    Rule(
        name="weekend",
        pattern=r"(?:the )?weekend(?![a-z-])",
        read=_read_the_weekend,
        example="Strikes were carried out at the weekend.",
    ),
    Rule(
        name="anchored",
        pattern=r"(?:(?:the )?(?:following|next|previous|preceding|same|very same|very next) (?:day|morning|evening"
        r"|night|afternoon)"
        r"|that (?:same )?(?:day|night|evening|afternoon)|(?:a|one) day (?:later|earlier|after(?=[,.;)]|$)|before"
        r"(?=[,.;)]|$))"
        r"|the (?:day|(?P<unit>week|month|year)) (?P<way>before|after|earlier)(?=[,.;)]|$)|(?:later|earlier) (?:in"
        r"|on) (?:the|that) (?:same )?(?:day|night|evening)"
        r"|(?:later|earlier) (?:that|the same) (?:day|night|evening))(?![a-z])",
        read=_read_anchored_day,
        example="On 5 March he resigned. The following day the talks broke down.",
    ),
    Rule(
        name="indefinite",
        pattern=r"(?:the )?(?:coming|recent) (?:hours|days|weeks|months|years)(?![a-z])",
        read=_read_indefinite,
        example="A decision is expected in the coming days.",
    ),
)
"""In the order in which they are tried where several match."""
