"""How much, how many and how long a stretch of words says."""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.numbers import NUMBER_WORDS, read_number, read_words
from travaux.coding.qualifiers import is_of_verb
from travaux.coding.words import load_term_words
from travaux.reading.lookup import text_of
from travaux.reading.times.durations import parse_duration
from travaux.reading.times.words import MONTH_NAMES

_UNITS = "second|minute|hour|day|week|month|year|fortnight|decade"
_LENGTH = re.compile(
    r"\b(?:(?:half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|sixty|ninety|\d[\d,.]{0,15})"
    rf"(?:[- ](?:one|two|five|and a half|full|more|consecutive))?)[- ‑]?(?:{_UNITS})s?\b",
    re.IGNORECASE,
)
_LONG = re.compile(rf"\b({_UNITS})[- ‑]?long\b", re.IGNORECASE)
"""One of a unit: "a month-long truce"."""
_OF_A_WAR = re.compile(
    r"^(?:[- ‑](?:long|old))?\s+(?:[\w-]+\s+){0,2}?(?:wars?|conflict|invasion|siege|occupation|blockade|offensive|fighting"
    r"|insurgency"
    r"|crisis|standoff|rule|dispute|uprising|campaign|hiatus|gap)\b",
    re.IGNORECASE,
)
"""What follows a length that is the age of a war and none of a deal: "the four-year war"."""
_HALF = re.compile(r"\bhalf (?:of )?(?:the |its |their )?$", re.IGNORECASE)
_RATE = re.compile(rf"^\s*(?:an?|per|each|every)\s+(?:{_UNITS})", re.IGNORECASE)
_BY_TIME = re.compile(
    r"\b(?:within|after|in|by|every|per|over (?:the|a) (?:past|last))\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:\d[\d,.]{0,15}(?:bn|mn?|tn|k)?|(?:m|b|tr)illion|thousand|hundred)(?: (?!and|or)[a-z]{1,30}){0,3} $",
    re.IGNORECASE,
)
"""Before "a year" that is a rate: "£90m a year", "2,000 refugees a year"."""
_QUALIFIER = re.compile(
    r"\b(at least|at most|up to|no more than|more than|no fewer than|no less than|not less than|as many as|a minimum of"
    r"|a maximum of|over|nearly|almost|about|around|approximately|roughly|some"
    r"|fewer than|less than|an estimated)"
    r"(?: approximately| about)?(?: the)?\s*$",
    re.IGNORECASE,
)
_TIME_WORDS = {"pm", "am", "p.m.", "a.m.", "percent", "%", "time"} | {
    form for word in (*_UNITS.split("|"), "phase", "stage", "round") for form in (word, f"{word}s")
}
_WHO_DEALS = frozenset(
    """side party delegation leader country team neighbour neighbor state
    sides parties delegations leaders countries teams neighbours neighbors states
    """.split()
)
"""Those who make a deal, which is no number of it ("the two sides"); a capitalised plural ("Parties") is its own lemma."""


_COUNTING = frozenset({"nummod", "pobj", "dobj", "nsubj", "nsubjpass", "attr", "quantmod"})
"""What a number is in its clause where it counts."""
_ONE_FOR_ONE = re.compile(
    r"\b(?:an? )?(?P<n>\d[\d,]{0,15}|hundred|thousand|dozen)(?: [a-z]+){0,3}[ -]for[ -](?:an? )?(?P=n)\b", re.IGNORECASE
)
"""A swap of equal numbers: "200-for-200", "1,000 prisoners for 1,000", "a thousand for a thousand"."""
_FORMAT = re.compile(r"(?P<n>\d[\d,]{0,15}|hundred|thousand|dozen)[ -]for[ -](?P=n)\b", re.IGNORECASE)
_RANGE = re.compile(
    r"\b(?P<low>an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d[\d,.]{0,8})[- ]{0,3}(?:to|or|and|–|-)"
    rf"[- ]{{0,3}}(?P<high>[\w,.]{{1,10}})[- ‑](?P<unit>{_UNITS})s?\b",
    re.IGNORECASE,
)
"""A length between two: "three to five years", "a three- to five-year plan"."""
_MONTHS = frozenset(MONTH_NAMES)
_MONEY = re.compile(
    r"(?P<sign>(?:US|A|C|NZ)?[$€£¥₹])\s?(?P<n>\d[\d,]{0,15}(?:\.\d{1,4})?)\s?-?(?P<scale>bn|b|billion|mn|m|million|tn|trillion|k|thousand)?\b",
    re.IGNORECASE,
)
_SCALES = {"k": 1e3, "th": 1e3, "m": 1e6, "mn": 1e6, "mi": 1e6, "b": 1e9, "bn": 1e9, "bi": 1e9, "tn": 1e12, "tr": 1e12}
"""What a number is multiplied by, by the first two letters of the word behind it."""
_A_TIME = re.compile(
    r"^(?:(?: [\w-]+){0,4}? an?|(?: [\w-]+){0,9}? (?:per|each|every)) (?P<unit>day|week|month|year)\b"
    r"|^(?: [\w-]+){0,9}? (?P<ly>daily|weekly|monthly|annually)\b",
    re.IGNORECASE,
)
_AT_A_TIME = re.compile(r"\b(?P<ly>daily|weekly|monthly|annual|yearly)\b(?: [\w-]+){0,3} $", re.IGNORECASE)
_DAYS = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: ?(?:to|and|-|–) ?\d{{1,2}}(?:st|nd|rd|th)?)? (?:{'|'.join(MONTH_NAMES)})\b",
    re.IGNORECASE,
)
"""Days of a month: "from 8 to 10 May"."""
_UNIT_OF = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "annual": "year",
    "yearly": "year",
}


_STRONG = re.compile(r"\b(?P<n>\d[\d,]{0,9}\d|\d)[- ‑]strong\b")
_PERCENT = re.compile(r"\b(?P<n>\d{1,3}(?:\.\d{1,3})?) ?(?:%|per ?cent\b|percentage points?\b)", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\bfrom (?:the current )?\d{1,3}(?:\.\d{1,3})? ?(?:%|per ?cent\b) (?:down |up )?to (?P<n>\d{1,3}(?:\.\d{1,3})?)\b",
    re.IGNORECASE,
)
_FEW = 6
_VAGUE = {"dozens": (12, 200), "scores": (20, 400), "hundreds": (100, 5000), "thousands": (1000, 50000)}
"""Words for a number that is not told, with what it can be."""
_ASIDE = 80
"""Characters behind a side of an exchange in which its number may be told by the way."""
_GIVE_OR_TAKE = re.compile(
    r"\b(?:give or take|perhaps|maybe|about|around|some|roughly)(?: about| around)? (?P<n>\d[\d,]{0,12}\d|\d)\b"
    r"(?! (?:day|week|month|year|hour|per))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the noun that it counts and the word that qualifies it ("up to")."""

    value: float
    unit: str
    qualifier: str | None


def find_duration(words: str) -> str | None:
    """The first length of time in the words as ISO 8601; a rate ("a day") and a deadline ("within 30 days") are none.

    One that lies between two lengths has both, as EDTF writes a range: "three to five years" is P3Y..P5Y.
    """
    between = _RANGE.search(words)
    for found in _LENGTH.finditer(words):
        if between is not None and found.end() == between.end() and not _OF_A_WAR.match(words[found.end() :]):
            low, high = (parse_duration(f"{between[side]} {between['unit']}") for side in ("low", "high"))
            if low and high and low != high:
                return f"{low}..{high}"
        if _RATE.match(found[0]) and not found[0].lower().startswith(("a year", "one")) and "-" not in found[0]:
            continue
        if found[0].lower().startswith(("a ", "an ")) and _COUNTED.search(words[: found.start()]):
            continue
        if _BY_TIME.search(words[: found.start()]) or _OF_A_WAR.match(words[found.end() :]):
            continue
        length = parse_duration(found[0])
        if length:
            return length
    found_long = _LONG.search(words)
    if found_long is None or _OF_A_WAR.match(words[found_long.end() :]):
        return None
    return parse_duration(f"one {found_long[1]}")


def find_amount(tokens: SpacySpan) -> Amount | None:
    """The first number in the tokens that counts people, things or money; "600 lorries a day" counts "lorries a day"."""
    told = (_find_money(tokens), _find_counted(tokens), _find_strength(tokens))
    first = min((a for a in told if a is not None), key=lambda a: a[0], default=None) or _find_percent(tokens)
    if first is None:
        return None
    at, amount = first
    rate = _find_rate(tokens, at)
    return replace(amount, unit=f"{amount.unit} a {rate}".strip()) if rate else amount


def _find_rate(tokens: SpacySpan, at: int) -> str | None:
    """The length by which an amount at a character of the document is reckoned: "day" of "600 lorries a day", "daily"."""
    start = at - tokens.start_char
    number, _, ahead = re.split(r"[,;](?!\d)", tokens.text[start:])[0].partition(" ")
    found = _A_TIME.match(f" {ahead}") if number else None
    if found is not None:
        return _UNIT_OF.get((found["ly"] or "").lower()) or found["unit"].lower()
    before = _AT_A_TIME.search(tokens.text[:start])
    return _UNIT_OF[before["ly"].lower()] if before is not None else None


def _find_money(tokens: SpacySpan) -> tuple[int, Amount] | None:
    """ "£90m", "$1.5 billion": its value, with the sign as its unit."""
    found = _MONEY.search(tokens.text)
    if found is None:
        return None
    scale = _SCALES.get((found["scale"] or "").lower()[:2], 1.0)
    value = round(float(found["n"].rstrip(",").replace(",", "")) * scale, 2)
    first = next((t.i for t in tokens if t.idx >= tokens.start_char + found.start()), tokens.start)
    return tokens.start_char + found.start(), Amount(value, found["sign"], find_qualifier(tokens, first))


def _find_strength(tokens: SpacySpan) -> tuple[int, Amount] | None:
    """ "A 30,000-strong border guard": how many it has."""
    found = _STRONG.search(tokens.text)
    if found is None:
        return None
    noun = next((t.lower_ for t in tokens if t.idx > tokens.start_char + found.end() and t.pos_ == "NOUN"), "")
    return tokens.start_char + found.start(), Amount(float(found["n"].replace(",", "")), noun, None)


def _find_percent(tokens: SpacySpan) -> tuple[int, Amount] | None:
    """ "From 46% to 20%", "a 25% levy", "cap enrichment at 3.67 percent": the share that is come to, else the only one."""
    found = _FROM_TO.search(tokens.text) or _PERCENT.search(tokens.text)
    if found is None:
        return None
    return tokens.start_char + found.start(), Amount(float(found["n"]), "percent", None)


def _find_counted(tokens: SpacySpan) -> tuple[int, Amount] | None:
    text = text_of(tokens.doc)
    for token in tokens:
        spelled = token.is_title and token.lower_ in NUMBER_WORDS and token.pos_ == "PROPN"
        spelled = spelled and token.head.pos_ == "NOUN" and token.head.i > token.i
        if not spelled and (token.pos_ != "NUM" or token.dep_ not in _COUNTING):
            continue
        noun = token.head if spelled or token.dep_ in {"nummod", "quantmod"} else token
        nearby = {t.lemma_.lower() for t in token.doc[token.i + 1 : token.i + 3]} | {noun.lemma_.lower()}
        before = token.doc[token.i - 1].lower_ if token.i else ""
        if noun.lemma_.lower() in _WHO_DEALS or _RANGE.match(text, token.idx):
            continue
        if (
            nearby & _TIME_WORDS
            or {"per", "cent"} <= nearby
            or before in _MONTHS
            or nearby & _MONTHS
            or noun.pos_ not in {"NOUN", "PROPN", "NUM"}
        ):
            continue
        if _FORMAT.match(text, token.idx):
            swapped = _counted(tokens, token)
            return (token.idx, swapped) if swapped is not None else None
        if (token.i and token.nbor(-1).is_currency) or _DAYS.match(text, token.idx):
            continue
        value = NUMBER_WORDS[token.lower_] if spelled else read_number(token)
        if value is not None and _HALF.search(token.doc[max(0, token.i - 3) : token.i].text + " "):
            value = value / 2
        if value is not None and not (1900 < value < 2100 and token.text.isdigit()):
            unit = noun.lower_ if noun is not token else _noun_behind(token)
            return token.idx, Amount(value, unit, find_qualifier(tokens, token.i))
    return None


def _noun_behind(number: Token) -> str:
    """ "40 of its own prisoners", "70 captured guards": the noun of a number that the parse takes for one; empty if none."""
    behind = number.doc[number.i + 1 : number.i + _FEW]
    for token in behind:
        after = token.nbor(1).pos_ if token.i + 1 < len(token.doc) else ""
        if token.pos_ == "NOUN" and after != "NOUN":
            return token.lower_
        if not (
            token.pos_ in {"NOUN", "ADJ", "DET"} or token.lower_ in {"of", "its", "their", "his"} or token.tag_ == "VBN"
        ):
            return ""
    return ""


def _counted(tokens: SpacySpan, token: Token) -> Amount | None:
    """ "A 200-for-200 prisoner swap": so many of those who are swapped, on either side."""
    value = read_words([token.lower_.split("-")[0]])
    people = next((t.lower_ for t in tokens if t.lemma_.lower() in load_term_words().goods), "")
    return Amount(value, people, None) if value is not None else None


def find_swap(head: Token) -> Amount | None:
    """What each side hands over in an exchange that its sentence calls "1,000 for 1,000"."""
    if head.lemma_.lower() not in {"exchange", "swap", "release"}:
        return None
    found = _ONE_FOR_ONE.search(head.sent.text)
    value = read_words([found["n"].lower()]) if found is not None else None
    return Amount(value, "", None) if value is not None else None


def find_aside(tokens: SpacySpan) -> Amount | None:
    """ "Hundreds of prisoners for the crews, give or take 800": the number that an aside gives to a word that gives none."""
    vague = next((t for t in tokens if t.lower_ in _VAGUE), None)
    if vague is None:
        return None
    low, high = _VAGUE[vague.lower_]
    behind = tokens.doc[tokens.end : max(tokens.end, tokens[-1].sent.end)].text
    told = (float(m["n"].replace(",", "")) for m in _GIVE_OR_TAKE.finditer(behind[:_ASIDE]))
    value = next((n for n in told if low <= n < high), None)
    people = next((t.lower_ for t in tokens if t.i > vague.i and t.pos_ == "NOUN"), "")
    return Amount(value, people, "about") if value is not None else None


def find_qualifier(tokens: SpacySpan, i: int) -> str | None:
    """The word that qualifies the number at token `i`: "at least"."""
    start = max(tokens.sent.start if tokens.doc.has_annotation("SENT_START") else 0, i - 4)
    start = next((k + 1 for k in range(i - 1, start - 1, -1) if is_of_verb(tokens.doc, k)), start)
    found = _QUALIFIER.search(tokens.doc[start:i].text)
    return found[1].lower() if found else None
