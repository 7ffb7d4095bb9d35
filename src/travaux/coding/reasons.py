"""Why an answer was given, in the words that give the reason: "rejected the plan because it leaves out the port"."""

import re

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.reading.lookup import sentence_of
from travaux.spans import trim

_CUE = r"because of|because|on the grounds that|on the grounds of|on grounds of|citing|arguing that|arguing|due to|owing to"
_BEHIND = re.compile(
    rf"(?:^|[\s,—–])(?:{_CUE}|(?:saying|claiming|insisting|explaining|complaining)(?: that)?)\s+(?P<reason>[^;]+)",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"^\W*(?:{_CUE})\s+(?P<reason>[^,;]+),", re.IGNORECASE)
_TURN = re.compile(r",? (?:but|while|whereas|although|though) |, and (?=\w+ (?:has|have|had|said|will|would)\b)")
_LONGEST = 240
"""Characters of the longest reason that is kept."""


def find_reason(context: Context, answer: Token) -> str | None:
    """The reason that the sentence of an answer's verb gives, in its own words; None where it gives none."""
    sent = sentence_of(answer)
    text = context.report.text
    start, end = answer.idx + len(answer), sent.end_char
    turn = _TURN.search(text, start, end)
    found = _BEHIND.search(text, start, turn.start() if turn else end)
    if found is None:
        start = sent.start_char
        found = _BEFORE.match(text[start : answer.idx])
        offset = start
    else:
        offset = 0
    if found is None:
        return None
    span = trim(text, offset + found.start("reason"), offset + found.end("reason"), drop=' ,.;“”"\n')
    if span is None or span.end - span.start > _LONGEST or " " not in context.quote(span):
        return None
    return context.quote(span)
