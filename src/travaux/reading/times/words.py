"""The shared vocabulary of the time rules: words.toml as values, and the pieces that their patterns are made of."""

import re
import tomllib
from importlib.resources import files
from typing import Any

from travaux.months import MONTHS, MONTHS_SHORT

WORDS: dict[str, Any] = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
MONTH_NAMES = [name.lower() for name in MONTHS]
WEEKDAY_NAMES: list[str] = WORDS["weekdays"]
NUMBERS: dict[str, int] = WORDS["numbers"]
ORDINALS: dict[str, int] = WORDS["ordinals"]


def either(words: list[str]) -> str:
    """A pattern for one of `words`, longest first."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=len, reverse=True)) + ")"


# All patterns run over `plain` text: lower case, straight apostrophes and hyphens. A blank stands for one to three.
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|jun(?:e|\.)?|jul(?:y|\.)?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z0-9_])"
)
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
WEEKDAY_ANY = rf"(?:{WEEKDAY}|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.?)(?![a-z])"
DAY_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
ORDINAL = either(list(ORDINALS))
YEAR = r"(?:1[0-9]|20)\d\d(?![\w%]|[.,:]\d)"
PART = r"(?:morning|afternoon|evening|night|noon|midday|midnight|lunchtime|dawn|overnight)(?![a-z])"
SEASON = r"(?:spring|summer|autumn|fall|winter)(?![a-z])"
UNIT = r"(?:second|minute|hour|day|week|weekend|fortnight|month|year|decade|centur(?=y|ies))"
_ONES = either([w for w, n in NUMBERS.items() if 1 <= n <= 9 and len(w) > 2 and w != "couple"])
_TENS = either([w for w, n in NUMBERS.items() if n >= 20])
_TEENS = either([w for w, n in NUMBERS.items() if 10 <= n < 20])
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}}|\.\d)?(?![\d%])|{_TENS}[- ]{_ONES}|{_TENS}|{_TEENS}|{_ONES}"
    r"|half an?|an?(?: (?:full|single|whole))?)"
)
VAGUE = r"(?:several|a few|few|many|some|dozens of|hundreds of|a number of|recent|numerous)"
HEDGE = (
    r"(?:about|around|roughly|approximately|nearly|almost|some|over|more than|less than|at least|just over|just under"
    r"|little more than|well over|up to|circa)"
)
QUANTITY = (
    rf"(?P<n>{NUMBER}|(?:a |the )?couple(?: of)?)(?P<half>[- ]and[- ]a[- ]half)?(?: more| full| straight| consecutive)?"
    rf"[ -]{{1,3}}(?P<unit>{UNIT})(?:s|ies|y)?(?P<tail> and a half)?(?![a-z])"
)
VAGUE_QUANTITY = rf"(?P<vague>{VAGUE}) (?P<unit>{UNIT})(?:s|ies)(?![a-z])"
_LEADS = ["last", "past", "next", "coming", "current", "previous", "preceding", "following", "same", "ensuing"]
_EDGES = [
    "start",
    "beginning",
    "middle",
    "end",
    "close",
    "turn",
    "outbreak",
    "onset",
    "height",
    "eve",
    "aftermath",
    "wake",
]
_UNITS = [
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "fortnight",
    "month",
    "year",
    "decade",
    "centur",
    "night",
    "morning",
    "evening",
    "afternoon",
]
OPENERS = (
    rf"(?:\d|(?:mon|tue|wed|thu|fri|sat|sun|{'|'.join(MONTHS_SHORT).lower()})|{_TENS}|{_TEENS}"
    rf"|{_ONES}[ -]"
    rf"|an? (?:{either([*_UNITS, 'couple', 'few', 'full', 'single', 'whole', 'number of'])})|half a|couple of"
    rf"|{either(_LEADS)} |(?:this|that) |(?:start|beginning|middle|end|close|turn|early|earlier|late|later|mid)[ ]"
    rf"(?:of|in|on|that|the)"
    rf"|the (?:{either([*_LEADS, *_EDGES, *_UNITS, *ORDINALS])}|very|spring|summer|autumn|fall|winter|final|couple"
    rf"|recent|'?\d)"
    rf"|{ORDINAL} |twenty-first|spring|summer|autumn|fall|winter|today|tonight|yesterday|tomorrow|overnight|weekend"
    rf"|year|month"
    r"|noon|midnight|midday|q[1-4]|several|few|many|some|dozens|hundreds|recent|numerous|every|each|once|twice|per "
    r"|daily|weekly"
    rf"|nightly|hourly|annually|since|before|during|throughout"
    rf"|{either([*WORDS['holidays'], *WORDS['easter'], *WORDS['events']['feasts']])})"
)
"""How an expression of any rule begins: what the one pass over the text looks for."""


def month_number(word: str) -> int:
    """1 to 12 for "march", "mar." or "sept"."""
    return next(i for i, name in enumerate(MONTH_NAMES, 1) if name.startswith(word[:3]))


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for "friday", "fri." or "tues"."""
    return next(i for i, name in enumerate(WEEKDAY_NAMES) if name.startswith(word[:3]))


def day_number(word: str) -> int:
    """5 for "5", "05", "5th" or "fifth"."""
    return ORDINALS.get(word) or int(re.sub(r"\D", "", word))


def count_of(words: str) -> float | None:
    """The number that "42", "1,200", "forty-two", "a full", "half an" or "a couple of" says; None for "several"."""
    word = words.replace(",", "").strip()
    if word[:1].isdigit():
        return float(word)
    if word.startswith("half"):
        return 0.5
    total, parts = 0, re.split(r"[- ]", word)
    for part in parts:
        if part in NUMBERS and not (part in {"a", "an"} and len(parts) > 1 and "couple" in parts):
            total += NUMBERS[part]
    return float(total) or None


_PLAIN = str.maketrans("’‘–—‑−\u00a0\u202f\u200b\u200c\u200d\u2060\ufeff", "''----       ")


def plain_text(text: str) -> str:
    """`text` in lower case with straight apostrophes, plain hyphens and plain blanks, each character in its place.

    Brackets become blanks: "[Ten] years ago".
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    low = low.replace("\t", " ").replace("[", " ").replace("]", " ")
    if low.isascii():
        return low
    return low.translate(_PLAIN)
