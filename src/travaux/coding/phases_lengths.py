"""How long phases last: "would last six weeks", "the second 45 days", "phase two (a month)", "twelve months in all"."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from operator import itemgetter

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.amounts import find_duration
from travaux.coding.context import Context
from travaux.coding.phases_named import PHASES, WITHIN, read_phase
from travaux.reading.lookup import sentence_of

_IN_ALL = re.compile(r"\b(?:in (?:all|total)|altogether|overall|all told)\b", re.IGNORECASE)
_LASTS = re.compile(
    r"(?P<cue>\b(?:last(?:s|ing|ed)?|runs?|is|of|be|takes?|for)(?: for)?(?: about| up to| around| an initial)?)\s+"
    r"(?=[\w-]+[ -](?:\w+[ -])?(?:day|week|month|year))",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"(?:an? |the )?[\w-]{1,40}[- ](?:day|week|month|year)(?:-long)?\s+"
    r"(?!in\b|long\b|of\b|and\b|from\b|with\b|after\b|period|phase|stage)[a-z]+",
    re.IGNORECASE,
)
"""The length of something else: "the start of a three-year plan"."""
_IN_DURATION = re.compile(r"[\w-]{1,40} (?:days?|weeks?|months?|years?)\s+(?:in duration|long)", re.IGNORECASE)
_RIGHT_BEHIND = re.compile(
    r"(?:one\b)?[ ,]{0,2}(?:(?:is|would be|will be) )?(?:(?:shorter|longer|for|of|lasting)\b[ ,:]{0,2})?"
    r"(?:(?:about|up to|around|only|another|a further|some) )?"
    r"(?P<length>[\w-]{1,20}[ -](?:\w{1,10} )?(?:day|week|month|year)s?\b(?! (?:later|after|from|into|before)\b))",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\((?P<length>[\w -]{3,30}(?:day|week|month|year)s?)\)", re.IGNORECASE)
_IT_LASTS = re.compile(
    r"(?:it|this|that) (?:would|will|shall|should|is to|was to|is expected to|is due to) (?:last|run|take)\b(?: for)?",
    re.IGNORECASE,
)


def find_length(words: str) -> str | None:
    """How long the words say that the phase lasts: "would last six weeks", "is 42 days", "six weeks in duration"."""
    for found in _LASTS.finditer(words):
        behind = words[found.end("cue") : found.end("cue") + 40].lstrip()
        if _OF_ANOTHER.match(behind):
            continue
        length = find_duration(behind)
        if length:
            return length
    found_in = _IN_DURATION.search(words)
    return find_duration(found_in[0]) if found_in else None


def find_bare_length(phase: SpacySpan, told: str) -> str | None:
    """The length that stands right behind a phase: "the second 45 days", "phase two (six weeks)", "the last, a month"."""
    found = _BRACKETED.match(told)
    spelled = any(t.lemma_.lower() in PHASES for t in phase)
    if found is None and not spelled and phase.doc[max(0, phase.start - 2)].lower_ not in WITHIN:
        found = _RIGHT_BEHIND.match(told)
    return find_duration(found["length"]) if found is not None else None


def find_length_after(sent: SpacySpan, numbers: Mapping[int, int]) -> str | None:
    """ "Phase two starts in May. It is to last four months": how long the one phase of a sentence lasts, as the next says."""
    behind = sentence_of(sent.doc[sent.end]).text.strip() if sent.end < len(sent.doc) else ""
    goes_on = _IT_LASTS.match(behind)
    if goes_on is None or len({numbers[i] for i in range(sent.start, sent.end) if i in numbers}) != 1:
        return None
    return find_duration(behind[goes_on.end() :][:40])


def find_whole_length(context: Context, token: Token) -> str | None:
    """How long all phases last together: "would take a year in all", in the sentence that counts them or one after it."""
    told = context.once("whole lengths", _find_whole_lengths)
    k = bisect_right(told, token.i, key=itemgetter(0))
    return told[k][1] if k < len(told) else None


def _find_whole_lengths(context: Context) -> list[tuple[int, str]]:
    """The length that each sentence on all phases gives, with the token behind the sentence."""
    spots = context.spots(_IN_ALL)
    may = (s for s in context.doc.sents if spots.within(s.start_char, s.end_char))
    sents = (s for s in may if _IN_ALL.search(s.text) and not any(read_phase(t) for t in s))
    return [(s.end, length) for s in sents if (length := find_length(s.text)) is not None]
