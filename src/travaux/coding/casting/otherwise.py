"""What a time may mean for an act beside what its words say: the trees choose.

"since 2011, when the war began"         the war began in 2011
"since the envoy came in May 2024"       what has been so since then began then and goes on
"said this week"                         what is told as past lies in the days of the week up to the report's
"the overnight strikes"                  what is dated by one day, the report's
"""

import re
from collections.abc import Iterator
from datetime import date

from spacy.tokens import Token

from travaux.reading.annotations import TimeMention

_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
_POINTS = frozenset({"date", "month", "year", "weekday", "ago", "iso"})
_STEPS = 8
"""Heads up which "since" is looked for."""


def read_otherwise(time: TimeMention, word: Token, published: date | None) -> Iterator[tuple[str, str]]:
    """The other values of a time, as EDTF, each after its kind; `word` is the head of the time's words."""
    edtf = time.edtf or ""
    if time.rule == "since" and edtf.endswith("/.."):
        yield "since-start", edtf.removesuffix("/..")
    elif time.rule in _POINTS and "/" not in edtf and _is_within_since(word):
        yield "since-clause", f"{edtf}/.."
    days = _DAYS.fullmatch(edtf)
    if days is None or published is None:
        return
    first, last = (date.fromisoformat(end) for end in days.groups())
    if time.rule == "week" and first < published < last:
        yield "week-so-far", f"{first.isoformat()}/{published.isoformat()}"
    elif time.rule == "overnight":
        yield "night-day", last.isoformat()


def _is_within_since(word: Token) -> bool:
    """Whether a time stands in what "since" opens: "since the envoy came in May", "since the launch of talks in May"."""
    for _ in range(_STEPS):
        if word.lower_ == "since" or any(c.lower_ == "since" and c.dep_ == "mark" for c in word.lefts):
            return True
        if word.head.i == word.i:
            return False
        word = word.head
    return False
