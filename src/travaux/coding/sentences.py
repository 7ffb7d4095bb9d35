"""The whole sentence in which a claim's words stand, as it may be shown by itself.

A fragment can mislead: "Israel defeat that attack" loses who helped, "Ukraine attacked two factories" who says so. A
sentence that the parse cut in two is put together again; one that is no sentence (a heading, a list, markup) gives none.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Span as SpacySpan

from travaux.coding.context import Context
from travaux.coding.grounding import ClaimT
from travaux.coding.sure import sought
from travaux.ontology.claim import AnyClaim
from travaux.ontology.vocabulary import RUMOURS, SpeakerKind
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.reading.times.words import MONTH_NAMES
from travaux.spans import Span

_FEWEST, _MOST = 5, 60
"""Words of a sentence that can be shown by itself."""
_STEPS = 3
"""Sentences of the parse that one sentence of the text is cut into, at most, on either side."""
_START = re.compile(r"[“‘\"'(\[]{0,2}[A-Z0-9À-ÞİŞŁŚŻČŠŽ]")
_END = re.compile(r"[.!?…][”’\"')\]]{0,2}$")
_SHORT = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Prof|St|Jr|Sr|No|vs|[A-Z]|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$"
)
"""Ends that a full stop does not make the end of a sentence."""
_TAIL = 12
"""Characters that tell whether words end as a sentence does: more than either pattern needs."""
_CUT = re.compile(r"(?:[,”\"] (?:added|adds|said|says|told)|\b(?:and|or|but|of|the|an|with))\.$")
"""Ends of a sentence of which a piece is lost."""
_ENTRY = re.compile(rf"(?:{'|'.join(MONTH_NAMES).title()}) [A-ZÀ-Þ]")
"""A sentence with the month of its entry in a chronicle before it: it tells of that month, not of the report's."""
_MARKUP = re.compile(r"https?://|\]\(|\*\*|__|[|#=]{2}|[|•·]")
_BULLET = re.compile(r"^(?:[*•–—-]\s{1,4})+")
_DATELINE = re.compile(r"^[A-Z][^\n()]{0,50}\([A-Z][\w .]{1,20}\) ?[–—-]{1,2} ")
"""Where and through which agency, before the first sentence."""
_LINE = re.compile(r"\n")
_WRAPPED = range(50, 100)
"""Characters of a line that is broken for its length, in a report of which no line is longer."""

_TALE = 600
"""Characters before a sentence in which a year tells the time of its tale."""
_FAR = 1500
"""Characters within which a quotation over several paragraphs is looked for."""
_SPOKEN = re.compile(
    r"\b(?:(?:said|says|wrote|writes|tweet(?:ed|s)|post(?:ed|s)|statement|summary|update)(?: \w{1,20}){0,4}"
    r"|(?:told|asked)(?: \w{1,20}){1,4}|reads?|according to [^.:]{1,60}): {0,2}(?![“\"‘'])"
)
"""Words behind which somebody else speaks to the end of the paragraph, without a quotation mark."""
_POSTED = re.compile(r"pic\.twitter\.com|\(@\w{2,20}\)")
"""A post on a network, put in as it was written."""
_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:s\b|\b)")
_NOW = re.compile(
    r"\b(?:(?:yester|to|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|this (?:week|month|year)|last (?:week|month)|now|recently"
    r"|ha(?:s|ve) (?:\w+ )?\w+(?:ed|en|wn|ne|de|id|ut|ld|ght)|is|are|ago)\b"
)
"""Words that tell a sentence to be of the report's own time."""


def tell_sentences(context: Context, claims: Iterable[AnyClaim]) -> list[AnyClaim]:
    """The claims, each with the sentence that its words stand in, "" where that cannot be shown by itself."""
    found: dict[Span, str] = {}
    out = []
    for claim in claims:
        if claim.span not in found:
            found[claim.span] = find_sentence(context, claim.span)
        out.append(claim if _is_rumour(claim) else _with(claim, found[claim.span]))
    return out


def _is_rumour(claim: AnyClaim) -> bool:
    """Whether nobody answers for a claim: unnamed posts, rumours, what users say."""
    unnamed = claim.voice.kind in {SpeakerKind.DOCUMENT, SpeakerKind.ANONYMOUS}
    return unnamed and not RUMOURS.isdisjoint((claim.voice.speaker or "").lower().split())


def _with(claim: ClaimT, sentence: str) -> ClaimT:
    return replace(claim, sentence=sentence) if sentence else claim


def find_sentence(context: Context, span: Span) -> str:
    """The report's characters of the one sentence that holds a span; "" where there is none that can be shown."""
    doc, text = context.doc, context.report.text
    tokens = tokens_at(doc, span.start, span.end)
    if tokens is None:
        return ""
    first, last = sentence_of(tokens[0]), sentence_of(tokens[-1])
    low, high = _find_paragraph(context, span)
    known: dict[tuple[int, ...], str] = context.once("whole sentences", lambda _: {})
    key = first.start, last.end, low, high  # several claims stand in most sentences
    if key not in known:
        known[key] = _put_together(context, (first, last), (low, high))
    whole = known[key]
    told = bool(whole) and span.of(text).strip() in whole
    return whole if told and not _is_of_a_tale(context, span, whole) else ""


def _put_together(context: Context, parts: tuple[SpacySpan, SpacySpan], paragraph: tuple[int, int]) -> str:
    """The sentence that begins with one of the parse's and ends with another; "" where it cannot be shown by itself."""
    doc, text = context.doc, context.report.text
    (first, last), (low, high) = parts, paragraph
    for _ in range(_STEPS):
        before = text[low : first.start_char].rstrip()
        if not before or first.start_char <= low or (_ends(before) and _START.match(first.text.lstrip())):
            break
        first = sentence_of(doc[first.start - 1])
    for _ in range(_STEPS):
        if last.end_char >= high or last.end >= len(doc) or _ends(last.text.rstrip()):
            break
        last = sentence_of(doc[last.end])
    start = max(first.start_char, low)
    whole = text[start : min(last.end_char, high)].strip()
    if _is_open(text, low, start) or _opens(whole) or _is_of_another_voice(context, low, start, high):
        return ""
    whole = _balance(_DATELINE.sub("", _BULLET.sub("", whole)))
    stands = "\n\n" not in whole and _can_stand(whole) and sought("history").search(whole) is None
    return whole if stands else ""


def _is_open(text: str, low: int, start: int) -> bool:
    """Whether a quotation is open behind what stands before a sentence: its speaker is told in another one.

    One with a mark at each paragraph goes on until it is closed.
    """
    before = text[max(0, start - _FAR) : start]
    return before.rfind("“") > before.rfind("”") or text.count('"', low, start) % 2 == 1


def _opens(whole: str) -> bool:
    """Whether a sentence begins a quotation that goes on behind it: who speaks is told in another one."""
    return whole[:1] in {"“", '"'} and (whole.count("“") > whole.count("”") or whole.count('"') % 2 == 1)


def _is_of_another_voice(context: Context, low: int, start: int, high: int) -> bool:
    """Whether a paragraph is somebody's words without quotation marks: behind "told me:", below a line that ends so, a post."""
    text = context.report.text
    above = text[max(0, low - _FAR) : low].rstrip()
    if above.endswith(":") and text[low : low + 1] not in {"“", '"'}:
        return True
    spoken = ":" in text[low:start] and _SPOKEN.search(text, low, start) is not None
    return spoken or (context.spots(_POSTED).within(low, high) and _POSTED.search(text, low, high) is not None)


def _find_paragraph(context: Context, span: Span) -> tuple[int, int]:
    """Where the paragraph of a span begins and ends; lines broken for their length do not end it."""
    text = context.report.text
    wrapped = context.once("wrapped", _is_wrapped)
    low, high = text.rfind("\n", 0, span.start) + 1, len(text)
    while wrapped and low > 0:
        before = text.rfind("\n", 0, low - 1) + 1
        if len(text[before : low - 1].strip()) not in _WRAPPED:
            break
        low = before
    for line in _LINE.finditer(text, span.end):
        if not wrapped or len(text[text.rfind("\n", 0, line.start()) + 1 : line.start()].strip()) not in _WRAPPED:
            high = line.start()
            break
    return low, high


def _is_wrapped(context: Context) -> bool:
    """Whether the lines of a report are broken for their length."""
    lines = context.report.text.split("\n")
    return len(lines) > 1 and max(len(line) for line in lines) <= _WRAPPED.stop


def _is_of_a_tale(context: Context, span: Span, sentence: str) -> bool:
    """Whether a sentence stands, in a tense of the past, in a tale of years before the report."""
    published, text = context.report.published, context.report.text
    told = _YEAR.findall(text, max(0, span.start - _TALE), span.end) if published is not None else []
    if published is None or not told or int(told[-1][:4]) >= published.year - 1:
        return False
    return _NOW.search(sentence) is None


def _ends(words: str) -> bool:
    """Whether words end as a sentence does."""
    end = words[-_TAIL:]
    return _END.search(end) is not None and _SHORT.search(end) is None


def _balance(words: str) -> str:
    """Words without a quotation mark at their end that has no other."""
    if words.endswith("”") and words.count("”") > words.count("“"):
        words = words[:-1]
    if words.count('"') % 2 and words[-1:] == '"':
        words = words[:-1]
    return words


def _can_stand(words: str) -> bool:
    """Whether words are one sentence, whole and without markup."""
    even = words.count("“") == words.count("”") and words.count('"') % 2 == 0
    number = len(words.split())
    return _FEWEST <= number <= _MOST and even and _is_told(words)


def _is_told(words: str) -> bool:
    whole = (
        _START.match(words) is not None and _ENTRY.match(words) is None and _ends(words) and _CUT.search(words) is None
    )
    return whole and _MARKUP.search(words) is None
