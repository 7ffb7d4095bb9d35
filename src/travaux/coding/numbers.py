"""Numbers in words and figures."""

import re

from spacy.tokens import Token

NUMBER_WORDS: dict[str, float] = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "thousand": 1000,
    "dozen": 12,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
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
