"""Numbers in words and figures."""

import re

from spacy.tokens import Token

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty"""
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "dozen": 12,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
NUMBER_WORDS: dict[str, float] = {
    **{w: float(n) for n, w in enumerate(_UNITS.split())},
    **{w: float(n) for n, w in zip(range(30, 100, 10), _TENS.split(), strict=True)},
    **{w: float(n) for w, n in _SCALES.items()},
}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def read_number(token: Token) -> float | None:
    """The value of a number token with the number words before it ("two hundred", "1.5 million"); None if it is none."""
    parts = [*[c for c in token.children if c.dep_ in {"compound", "nummod", "quantmod"} and c.i < token.i], token]
    return read_words([part.lower_ for part in parts])


def read_words(words: list[str]) -> float | None:
    """The value of number words in their order; words that are none ("some", "about") are passed over."""
    total, current = 0.0, None
    for part in words:
        word = part.strip("-$€£")
        if _DIGITS.fullmatch(word):
            current = float(word.replace(",", ""))
        elif word in NUMBER_WORDS:
            value = NUMBER_WORDS[word]
            current = (current or 1) * value if value >= 100 or word == "dozen" else (current or 0) + value
        elif "-" in word and all(p in NUMBER_WORDS for p in word.split("-")):
            current = float(sum(NUMBER_WORDS[p] for p in word.split("-")))
    return None if current is None else total + current
