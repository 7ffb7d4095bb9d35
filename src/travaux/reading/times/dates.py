"""Dates of the calendar: days, months, years, decades and centuries, with and without their year."""

import re
from collections.abc import Callable
from datetime import date

from travaux.reading.times.calendar import (
    DAY,
    SEASONS,
    Period,
    Unit,
    century,
    choose,
    day,
    days,
    decade,
    easter,
    join_periods,
    month,
    move_period,
    period_of,
    quarter,
    season,
    year,
)
from travaux.reading.times.rule import Meaning, Rule, Scene, after, before, compile_pattern, last_word, next_word
from travaux.reading.times.words import (
    DAY_NUMBER,
    MONTH,
    MONTH_NAMES,
    ORDINAL,
    SEASON,
    WEEKDAY_ANY,
    WORDS,
    YEAR,
    day_number,
    either,
    month_number,
    weekday_number,
)

_REACH = 8
"""Years around the report in which a date without a year is looked for: every day, also 29 February, comes up."""
_AFTER_EVENT_DATE = 30
"""Days; "the 7 October attack" told later than that after a 7 October may mean one of any year."""
_MODAL_MAY = frozenset(WORDS["after_modal_may"])
_VERB_MARCH = frozenset(WORDS["after_verb_march"])
_AMBIGUOUS = frozenset(WORDS["months_that_are_words"])
_YEAR_WORDS = {key: frozenset(value) for key, value in WORDS["years"].items()}
_EVENTS = frozenset(WORDS["events"]["named_after_days"])
_MONTH_STARTS = [name[:3] for name in MONTH_NAMES]
_PREPOSITION = re.compile(
    r"(?:^|[^a-z])(?:in|since|by|until|till|of|from|late|early|mid-?|last|next|this|between|during|through"
    r"|throughout|around"
    r"|before|after|to|and|for|every|each|previous|following|about|or|as of) (?:the |late |early |mid-)?$"
)
_RELATIVE_YEAR = r"(?:,? (?:of )?(?P<rel>last|this|next|the same|that|the following|the previous) year(?![a-z]))"
_NOT_A_YEAR_AFTER = r"(?! ?(?:people|troops|soldiers|gmt|utc|hours|local|trucks|homes))"
_DAY_HEAD = rf"(?:(?P<wd>{WEEKDAY_ANY})(?: ,|,)? (?:the )?)?"
_SHARED = compile_pattern(
    rf"(?:(?:,)? (?:to|and|until|till|through|or) |[ ]?-[ ]?)(?:the )?(?:(?P<d>{DAY_NUMBER}) )?(?P<m>{MONTH})(?: "
    rf"(?P<d2>{DAY_NUMBER}))?"
    rf"(?: ,|,)? (?P<y>{YEAR})"
)
_YEAR_TAIL = rf"(?:(?:(?: ,|,)? |-)(?P<y>{YEAR}){_NOT_A_YEAR_AFTER}|{_RELATIVE_YEAR})?"


def proper_month(found: re.Match[str], scene: Scene, group: str = "m") -> int | None:
    """The month's number, None where "may" or "march" is the verb ("at least 20 may have died", "marches")."""
    words = scene.text[found.start(group) : found.end(group)]
    if words[0].islower() and not scene.alone:
        return None
    following = next_word(scene, found.end())
    if found[group] == "may" and following in _MODAL_MAY and not scene.alone:
        return None
    if found[group] == "march" and words.isupper() and following in _VERB_MARCH:
        return None
    return month_number(found[group])


def nearest_year(scene: Scene, at: int, make: Callable[[int], Period], *, sure: bool = False) -> Period | None:
    """The period that `make` gives for the year that the tense chooses around the report; None without its date."""
    if scene.published is None:
        return None
    around = range(max(scene.published.year - _REACH, 1), min(scene.published.year + _REACH, 9998) + 1)
    candidates = []
    for number in around:
        try:
            candidates.append(make(number))
        except ValueError:
            continue
    return choose(candidates, scene.published, scene.tense(at), sure=sure or scene.is_sure(at))


def relative_year(words: str, scene: Scene, at: int) -> int | None:
    """The year of "last year", "this year", "the same year" and the like; None where it cannot be known."""
    step = {"last": -1, "this": 0, "next": 1}.get(words)
    if step is not None:
        return scene.published.year + step if scene.published else None
    anchor = scene.anchor(at, frozenset({Unit.DAY, Unit.MONTH, Unit.YEAR}))
    if anchor is None:
        return None
    return anchor.first.year + {"the following": 1, "the previous": -1}.get(words, 0)


def told_near(words: str, tense: str) -> str:
    """A phrase for a date without a year where the report's own date is unknown."""
    side = {"past": "before", "future": "after"}.get(tense)
    return f"the {words} {side} the report" if side else f"{words}, in a year not told"


def _explicit_year(found: re.Match[str], scene: Scene) -> tuple[bool, int | None]:
    """Whether the words say a year, and which."""
    if found["y"]:
        return True, int(found["y"])
    if found["rel"]:
        return True, relative_year(found["rel"], scene, found.start())
    return False, None


def shared_year(scene: Scene, end: int, this: tuple[int, int]) -> int | None:
    """Written for "from 5 March to 7 April 2021": the year that a date or month shares with the one it is joined to."""
    match = _SHARED.match(after(scene, end, 48))
    if match is None:
        return None
    other = month_number(match["m"]), day_number(match["d"] or match["d2"] or "31")
    return int(match["y"]) - (this > other)


def _read_date(found: re.Match[str], scene: Scene) -> Meaning | None:
    number = proper_month(found, scene)
    if number is None or not _clean_left(scene, found.start("d")):
        return None
    of_month = day_number(found["d"])
    said, in_year = _explicit_year(found, scene)
    if not said:
        in_year = shared_year(scene, found.end(), (number, of_month))
    if in_year is not None:
        try:
            return Meaning(rule="date", told=found.group(), period=day(date(in_year, number, of_month)))
        except ValueError:
            return None
    name = f"{of_month} {MONTH_NAMES[number - 1].capitalize()}"
    if said:
        return Meaning(rule="date", told=f"{name} of {found['rel']} year")
    return _date_without_year(found, scene, (number, of_month), name)


def _date_without_year(found: re.Match[str], scene: Scene, which: tuple[int, int], name: str) -> Meaning:
    """Written for "the October 7 attack", said a year later in a report that gives 7 October 2023 elsewhere."""
    at, published = found.start(), scene.published
    known = scene.full_dates.get(which)
    near = nearest_year(scene, at, lambda y: day(date(y, *which)), sure=known is not None)
    if found["wd"] and published:
        near = _on_weekday(published, which, weekday_number(found["wd"])) or near
    fresh = near is not None and published is not None and abs((published - near.first).days) <= _AFTER_EVENT_DATE
    event = next_word(scene, found.end()) in _EVENTS
    if known and not found["wd"] and (event or not fresh):
        near = day(date(known, *which))
    elif event and (not fresh or (near is not None and published is not None and near.first > published)):
        return Meaning(rule="date", told=f"{name}, in a year not told")
    return Meaning(rule="date", told=told_near(name, scene.tense(at)), period=near)


def _on_weekday(published: date, which: tuple[int, int], weekday: int) -> Period | None:
    """Written for "Friday, March 5": the year, within three of the report's, in which that is a Friday."""
    options = []
    for number in range(max(published.year - 3, 1), min(published.year + 3, 9998) + 1):
        try:
            when = date(number, *which)
        except ValueError:
            continue
        if when.weekday() == weekday:
            options.append(day(when))
    return choose(options, published, "")


def _clean_left(scene: Scene, at: int) -> bool:
    """Whether a number that starts at `at` is no part of a longer one or of a code ("1,200", "F-16", "/2024/")."""
    left = scene.plain[max(0, at - 2) : at]
    if left[-1:] == "-":
        return bool(
            re.search(rf"(?:mid|pre|post|late|early|(?:{either(_MONTH_STARTS)})[a-z]*\.?|day)-$", before(scene, at))
        )
    return not re.search(r"(?:\d[.,:]|[\w@#$€£/=&_.])$", left) or left[-1:] == " "


def _read_day_range(found: re.Match[str], scene: Scene) -> Meaning | None:
    number = proper_month(found, scene)
    if number is None or not _clean_left(scene, found.start("d")):
        return None
    low, high = day_number(found["d"]), day_number(found["d2"])
    said, in_year = _explicit_year(found, scene)
    name = f"{low} to {high} {MONTH_NAMES[number - 1].capitalize()}"
    if low >= high:
        return None
    separate = (
        found["sep"].strip() == "and" and high - low > 1 and not before(scene, found.start()).endswith("between ")
    )

    def make(y: int) -> Period:
        return days(date(y, number, low), date(y, number, high))

    try:
        period = make(in_year) if in_year is not None else None if said else nearest_year(scene, found.start(), make)
    except ValueError:
        return None
    told = f"{name} of {found['rel']} year" if found["rel"] else told_near(name, scene.tense(found.start()))
    edtf = f"{{{period.first.isoformat()},{period.last.isoformat()}}}" if period and separate else None
    return Meaning(rule="dates", told=told, period=period, edtf=edtf)


def _read_month_year(found: re.Match[str], scene: Scene) -> Meaning | None:
    number = proper_month(found, scene)
    if number is None:
        return None
    _, in_year = _explicit_year(found, scene)
    name = MONTH_NAMES[number - 1].capitalize()
    told = f"{name} of {found['rel']} year" if found["rel"] else found.group()
    return Meaning(rule="month", told=told, period=None if in_year is None else month(in_year, number))


def _read_month(found: re.Match[str], scene: Scene) -> Meaning | None:
    number = proper_month(found, scene)
    short = len(found["m"].rstrip(".")) < 5 and found["m"] not in MONTH_NAMES
    if number is None or re.match(r" {1,3}\d{1,2}(?!\d)", after(scene, found.end())):
        return None
    if not found["rel"] and not scene.alone:
        bare = not _PREPOSITION.search(before(scene, found.start()))
        if bare and (short or found["m"] in _AMBIGUOUS or not _stands_alone(scene, found.end())):
            return None
        if short and not found["m"].endswith(".") and found["m"] != "sept":
            return None
        if found["m"] in _AMBIGUOUS and _is_name(scene, found.end()):
            return None
    return _month_near(found, scene, number)


def _month_near(found: re.Match[str], scene: Scene, number: int) -> Meaning:
    name = MONTH_NAMES[number - 1].capitalize()
    rel, published = found["rel"] or "", scene.published
    in_year = shared_year(scene, found.end(), (number, 1))
    if in_year:
        return Meaning(rule="month", told=name, period=month(in_year, number))
    if rel.endswith("this"):
        told = f"{name} of the report's year"
        return Meaning(rule="month", told=told, period=month(published.year, number) if published else None)
    if rel.split(" ")[-1] in {"previous", "following", "same", "that"}:
        return _anchored_month(found, scene, number)
    tense = {"last": "past", "past": "past", "next": "future", "coming": "future"}.get(
        rel.split(" ")[-1], scene.tense(found.start())
    )
    near: Period | None = None
    if published:
        options = [month(y, number) for y in range(max(published.year - 2, 1), min(published.year + 2, 9998) + 1)]
        if rel:
            here = period_of(published, Unit.MONTH)
            options = [p for p in options if p != here]
        near = choose(options, published, tense, sure=bool(rel) or scene.is_sure(found.start()))
    return Meaning(rule="month", told=told_near(name, tense), period=near)


def _anchored_month(found: re.Match[str], scene: Scene, number: int) -> Meaning:
    """Written for "In 1914 war broke out. The following April they began to negotiate"."""
    anchor = scene.anchor(found.start(), frozenset({Unit.DAY, Unit.MONTH, Unit.YEAR}))
    period = None
    if anchor:
        step = {"following": 1, "previous": -1}.get(found["rel"].split(" ")[-1], 0)
        same_year = month(anchor.first.year, number)
        ahead = same_year.first > anchor.last and anchor.unit is not Unit.YEAR
        behind = same_year.last < anchor.first and anchor.unit is not Unit.YEAR
        stays = step == 0 or (step == 1 and ahead) or (step == -1 and behind)
        period = same_year if stays else month(anchor.first.year + step, number)
    return Meaning(rule="anchored", told=found.group(), period=period)


def _stands_alone(scene: Scene, end: int) -> bool:
    """Whether what follows a bare month lets it be one: "September's talks", "October," but not "August Wilson"."""
    return not _is_name(scene, end)


def _is_name(scene: Scene, end: int) -> bool:
    following = scene.text[end : end + 3]
    return bool(re.match(r" [A-Z][a-z]", following)) and not scene.text[max(0, end - 3) : end].isupper()


def _read_year(found: re.Match[str], scene: Scene) -> Meaning | None:
    if not _clean_left(scene, found.start("y")) or not _is_year(found, scene):
        return None
    number, told = int(found["y"]), found.group()
    if not found["y2"]:
        return Meaning(rule="year", told=told, period=year(number))
    short = found["y2"]
    last = int(short) if len(short) == 4 else number // 100 * 100 + int(short)
    if len(short) == 2 and last != number + 1:
        in_year = 1 <= int(short) <= 12 and "-" in told
        return Meaning(rule="month", told=told, period=month(number, int(short))) if in_year else None
    if last <= number:
        return None
    return Meaning(rule="years", told=told, period=join_periods(year(number), year(last)))


def _is_year(found: re.Match[str], scene: Scene) -> bool:
    """Whether four digits are a year: "in 2019" and "the 2024 elections", not "2000 trucks" or "resolution 1701"."""
    number, end = int(found["y"]), found.end()
    previous, following = last_word(scene, found.start()), next_word(scene, end)
    if scene.alone and end - found.start() >= len(scene.plain.strip()) - 4:
        return True
    if previous in _YEAR_WORDS["numbered"] or following in _YEAR_WORDS["counted"]:
        return False
    if re.match(r"-[a-z]", after(scene, end)) and not re.match(r"-(?:era|style|type|level)", after(scene, end)):
        return False
    prepositions = {"in", "since", "by", "until", "till", "from", "of", "to", "between", "before", "after", "during"}
    if previous in prepositions or previous == "the":
        return not (number % 100 == 0 and number < 2100 and following.endswith("s") and following not in {"is", "was"})
    if not 1900 <= number <= 2059:
        return False
    plural = following.endswith("s") and following not in {"was", "is", "has", "as", "its", "his", "this", "does"}
    return not plural or previous in _YEAR_WORDS["determiners"] or previous.endswith(("'s", "s'"))


def _read_iso(found: re.Match[str], scene: Scene) -> Meaning | None:
    left = scene.plain[max(0, found.start() - 1) : found.start()]
    if re.match(r"[\w/.=&_+-]", left) or re.match(r"[\d/]|[.]\d", after(scene, found.end())):
        return None
    try:
        when = date(int(found["y"]), int(found["mm"]), int(found["dd"]))
    except ValueError:
        return None
    return Meaning(rule="iso", told=found.group(), period=day(when))


def _read_numeric(found: re.Match[str], scene: Scene) -> Meaning | None:
    """Written for "25/03/2021"; "05/03/2021" may be March or May, and stays open."""
    one, two, in_year = int(found["a"]), int(found["b"]), int(found["y"])
    if not _clean_left(scene, found.start()) or re.match(r"[./-]?\d", after(scene, found.end())):
        return None
    readings = set()
    for number, of_month in ((two, one), (one, two)):
        try:
            readings.add(date(in_year, number, of_month))
        except ValueError:
            continue
    if not readings:
        return None
    if len(readings) > 1:
        either_day = " or ".join(f"{d.day} {MONTH_NAMES[d.month - 1].capitalize()}" for d in sorted(readings))
        return Meaning(rule="numeric", told=f"{either_day} {in_year}")
    return Meaning(rule="numeric", told=found.group(), period=day(readings.pop()))


def _read_decade(found: re.Match[str], scene: Scene) -> Meaning | None:
    if not _clean_left(scene, found.start("y")):
        return None
    number = int(found["y"])
    if len(found["y"]) == 2:
        number += 1900 if number > 20 else 2000
    return Meaning(rule="decade", told=found.group(), period=decade(number))


def _read_century(found: re.Match[str], scene: Scene) -> Meaning | None:  # noqa: ARG001
    words = found["n"]
    number = day_number(words) if words[0].isdigit() or words != "twenty-first" else 21
    if found["bc"] or not 2 <= number <= 30:
        return Meaning(rule="century", told=found.group())
    return Meaning(rule="century", told=found.group(), period=century(number))


def _read_quarter(found: re.Match[str], scene: Scene) -> Meaning | None:
    number = {"1": 1, "f": 1, "2": 2, "s": 2, "3": 3, "t": 3, "4": 4, "l": 4}[found["q"][0]]
    number = 4 if found["q"] in {"fourth", "final"} else number
    said, in_year = _explicit_year(found, scene)
    if not said:
        return None
    if in_year is None:
        return Meaning(rule="quarter", told=found.group())
    if found["kind"] == "half":
        half = join_periods(month(in_year, 1), month(in_year, 6)) if number == 1 else None
        return Meaning(
            rule="half", told=found.group(), period=half or join_periods(month(in_year, 7), month(in_year, 12))
        )
    return Meaning(rule="quarter", told=found.group(), period=quarter(in_year, number))


def _read_season(found: re.Match[str], scene: Scene) -> Meaning | None:
    lead, code = (found["lead"] or "").strip(), SEASONS[found["s"]]
    said, in_year = _explicit_year(found, scene)
    if said:
        return Meaning(rule="season", told=found.group(), period=None if in_year is None else season(in_year, code))
    if not _is_bare_season(found, scene, lead):
        return None
    tense = {"last": "past", "past": "past", "next": "future", "coming": "future"}.get(lead.split(" ")[-1])
    published = scene.published
    told = told_near(found["s"], tense or scene.tense(found.start()))
    if published is None:
        return Meaning(rule="season", told=told)
    options = [season(y, code) for y in range(max(published.year - 2, 1), min(published.year + 2, 9997) + 1)]
    if tense:
        options = [p for p in options if not p.first <= published <= p.last]
    return Meaning(rule="season", told=told, period=choose(options, published, tense or scene.tense(found.start())))


def _is_bare_season(found: re.Match[str], scene: Scene, lead: str) -> bool:
    """Whether a season without a year is one: "in the autumn", not "the spring of hope", "a fall in prices"."""
    if scene.alone:
        return True
    if found["s"] == "fall" and not (lead and re.match(r" ?[,.;)]| when| after|$", after(scene, found.end()))):
        return False
    if lead in {"", "the"}:
        return bool(_PREPOSITION.search(before(scene, found.start()))) and next_word(scene, found.end()) != "of"
    return True


def _read_holiday(found: re.Match[str], scene: Scene) -> Meaning | None:
    if scene.text[found.start()].islower() and not scene.alone:
        return None
    words = re.sub(r" +", " ", found["h"])
    _, in_year = _explicit_year(found, scene)
    make = _holiday_maker(words)
    period = make(in_year) if in_year is not None else None
    if in_year is None and not found["rel"]:
        period = nearest_year(scene, found.start(), make)
    told = told_near(scene.text[found.start("h") : found.end("h")], scene.tense(found.start()))
    return Meaning(rule="holiday", told=told.removeprefix("the "), period=period)


def _holiday_maker(words: str) -> Callable[[int], Period]:
    if words in WORDS["easter"]:
        return lambda y: day(easter(y) + WORDS["easter"][words] * DAY)
    number, of_month = WORDS["holidays"][words]
    return lambda y: day(date(y, number, of_month))


def _read_day_of_month(found: re.Match[str], scene: Scene) -> Meaning | None:
    """Written for "talks resumed on the 15th." and "the 15th of this month"."""
    if not found["rel"] and not before(scene, found.start()).endswith("on "):
        return None
    of_month = day_number(found["d"])
    told = f"the {found['d']} of a month not told"
    if scene.published is None:
        return Meaning(rule="day of month", told=told)
    here = period_of(scene.published, Unit.MONTH)
    options = []
    for step in {"last": (-1,), "this": (0,), "next": (1,)}.get(found["rel"] or "", (-2, -1, 0, 1, 2)):
        start = move_period(here, step)
        if of_month <= start.last.day:
            options.append(day(start.first.replace(day=of_month)))
    tense = "" if found["rel"] else scene.tense(found.start())
    return Meaning(rule="day of month", told=told, period=choose(options, scene.published, tense))


_ORDINAL_DAY = rf"(?:{DAY_NUMBER}|{ORDINAL}(?= of))"
_D2_END = (
    r"(?=[,.;:)'\"]|$| (?:in|at|on|for|by|after|before|when|as|that|with|between|and|but|of|to|visit|summit|meeting"
    r"|talks)(?![a-z]))"
)

RULES = (
    Rule(
        name="iso",
        pattern=r"(?P<y>\d{4})(?P<sep>[-/])(?P<mm>\d\d)(?P=sep)(?P<dd>\d\d)(?:t\d\d:\d\d[\d:.]{0,10}(?:z"
        r"|[+-]\d\d:?\d\d)?)?(?!\d)",
        read=_read_iso,
        example="Published 2024-04-06T10:00Z.",
    ),
    Rule(
        name="numeric",
        pattern=r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)",
        read=_read_numeric,
        example="The permit of 25/03/2021 lapsed.",
    ),
    Rule(
        name="dates",
        pattern=rf"(?P<d>{DAY_NUMBER})(?P<sep>[ ]?-[ ]?| to | and | until | through )(?:the )?(?P<d2>{DAY_NUMBER})"
        rf"(?: of)? "
        rf"(?P<m>{MONTH}){_YEAR_TAIL}",
        read=_read_day_range,
        example="The two sides meet on 5-7 March.",
    ),
    Rule(
        name="dates",
        pattern=rf"(?P<m>{MONTH}) (?P<d>{DAY_NUMBER})(?:(?P<sep>[ ]?-[ ]?| to | through | and (?=\d\d?(?:st|nd|rd"
        rf"|th)?[,.;) ]))"
        rf"(?P<d2>{DAY_NUMBER}){_D2_END}){_YEAR_TAIL}",
        read=_read_day_range,
        example="The leaders gather for a summit June 15-17 in the mountains.",
    ),
    Rule(
        name="date",
        pattern=rf"{_DAY_HEAD}(?P<d>{_ORDINAL_DAY})(?: of)?[ -](?P<m>{MONTH}){_YEAR_TAIL}",
        read=_read_date,
        example="The envoys signed on Friday, 5 March 2021.",
    ),
    Rule(
        name="date",
        pattern=rf"{_DAY_HEAD}\(?(?P<m>{MONTH}) (?:the )?(?P<d>{DAY_NUMBER}){_YEAR_TAIL}",
        read=_read_date,
        example="The envoys signed on March 5, 2021.",
    ),
    Rule(
        name="month",
        pattern=rf"(?P<m>{MONTH})(?:(?:(?: ,|,)?(?: of)? |-)(?P<y>{YEAR}){_NOT_A_YEAR_AFTER}|{_RELATIVE_YEAR})",
        read=_read_month_year,
        example="A truce of March 2021 did not hold.",
    ),
    Rule(
        name="month",
        pattern=rf"(?:(?P<rel>this past|this coming|last|next|this|past|coming|(?:the )?(?:previous|following|same)"
        rf"|that) )?(?P<m>{MONTH})",
        read=_read_month,
        example="Talks have stalled since October.",
    ),
    Rule(
        name="decade",
        pattern=r"(?:the )?(?P<y>1[5-9]\d0|20[0-5]0)'?s(?![a-z])",
        read=_read_decade,
        example="The border dates from the 1990s.",
    ),
    Rule(
        name="decade",
        pattern=r"the '?(?P<y>[2-9]0)'?s(?![a-z])",
        read=_read_decade,
        example="He led the party in the '90s.",
    ),
    Rule(
        name="quarter",
        pattern=rf"(?:the )?(?P<q>first|second|third|fourth|last|final|1st|2nd|3rd|4th) (?P<kind>quarter|half) of"
        rf"(?: (?P<y>{YEAR})|{_RELATIVE_YEAR})",
        read=_read_quarter,
        example="Deliveries fell in the second quarter of 2024.",
    ),
    Rule(
        name="quarter",
        pattern=rf"(?P<kind>q)(?P<q>[1-4])(?: of)?(?: (?P<y>{YEAR})|{_RELATIVE_YEAR})",
        read=_read_quarter,
        example="The deal is due in Q1 2024.",
    ),
    Rule(
        name="season",
        pattern=rf"(?P<lead>last |next |this past |this |the coming |the )?(?P<s>{SEASON})(?:(?: of)? (?P<y>{YEAR})"
        rf"|{_RELATIVE_YEAR})?",
        read=_read_season,
        example="He plans to visit in the autumn.",
    ),
    Rule(
        name="holiday",
        pattern=rf"(?<!orthodox[ ])(?P<h>{either([*WORDS['holidays'], *WORDS['easter']])})(?![a-z])(?! (?:agreement"
        rf"|accord|deal"
        rf"|island|market|tree|card|gift|carol|party))(?:(?:(?: ,|,)? )(?P<y>{YEAR})|{_RELATIVE_YEAR})?",
        read=_read_holiday,
        example="The truce was to last from Christmas Eve to New Year's Day.",
    ),
    Rule(
        name="century",
        pattern=rf"(?:the )?(?P<n>\d{{1,2}}(?:st|nd|rd|th)|twenty-first|{ORDINAL})[ -]centur(?:y|ies)(?P<bc> bce?"
        rf"| b\.c\.)?(?![a-z])",
        read=_read_century,
        example="The claim goes back to the 19th century.",
    ),
    Rule(
        name="day of month",
        pattern=r"the (?P<d>(?:[12]?\d|3[01])(?:st|nd|rd|th))(?: of (?P<rel>last|this"
        r"|next) month|(?=[.,;)]|$))",
        read=_read_day_of_month,
        example="The delegation left on the 15th.",
    ),
    Rule(
        name="year",
        pattern=rf"(?P<y>1[0-9]\d\d|20\d\d)(?![\w%]|[.,:]\d)(?:[-/](?P<y2>\d{{4}}|\d\d)(?![\w%-]"
        rf"|[.,]\d))?{_NOT_A_YEAR_AFTER}",
        read=_read_year,
        example="The two signed a treaty in 2019.",
    ),
)
"""In the order in which they are tried where several match."""
