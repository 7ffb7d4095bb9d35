"""What a meeting is about and what came of it, in the words of its own sentence or of the next that goes on about it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as SpacySpan

from travaux.coding.context import Context
from travaux.ontology.claim import MeetingMention
from travaux.ontology.vocabulary import MeetingStatus
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import trim

_REST = r"(?:[^.;]|(?<=\b\w)\.|(?<=\b[MDS][rt])\.|(?<=\bMrs)\.|(?<=\bGen)\.|\.(?=\d))"
"""A character of the rest of a sentence: a full stop behind one letter ("U.S."), a title or in a number ends none."""
_AGENDA = re.compile(
    rf"\b(?:discuss(?:ed|ing)?|negotiate)\s+(?:at length |in detail )?(?P<what>(?!with\b){_REST}+)"
    r"|\b(?:talks|discussions|negotiations|consultations|meeting|summit) (?:on|about|over)\s+"
    r"(?P<on>(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\d|[A-Z][a-z]+\.? \d)"
    rf"{_REST}+)"
    rf"|\bfocus(?:ed|ing|es)? on\s+(?P<focus>{_REST}+)"
    rf"|\bagenda (?:includes?|included|covers?|covered|is|was|lists?)\s+(?P<listed>{_REST}+)"
    r"|(?<![^.;,])(?P<item>[^.;,]{1,200}?) (?:is|are|was|were|will be) on the agenda\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\bwithout (?:an? |any |reaching (?:an? |any )?)?"
    r"(?:agreement|deal|breakthrough|result|progress|accord|resolution|outcome)\b[^,.;]*"
    r"|\b(?:no|little|some|good|significant|clear|tangible|limited)(?: [\w-]+)?"
    r" (?:progress|agreement|breakthrough|deal|results?)"
    r" (?:was|were|has been|had been|have been) (?:made|reached|achieved|found)\b"
    r"|\b(?:made|making|reported) (?:[\w-]+ ){0,2}progress\b[^,.;]*"
    r"|\bended (?:in|with|inconclusively)\b(?! (?:the |a )?(?-i:[A-Z]))[^,.;]*"
    r"|\bfailed to (?:reach|agree|produce|yield|make|bridge|achieve|resolve)\b[^,.;]*"
    rf"|\bagreed (?:to|on|that)\b{_REST}*"
    r"|\breached (?:an? |the )?(?:[\w-]+ ){0,2}(?:agreement|deal|understanding|accord|compromise)\b[^,.;]*"
    r"|\b(?:yielded|produced) (?:no|an?|the|some|little)\b[^,.;]*",
    re.IGNORECASE,
)
_CUT = re.compile(
    r", (?=[^,]*\b(?:said|says|told|according|revealed|announced|added|adding|confirmed|reported|explained)\b)"
    r"|, (?=(?:do|does|did|will|would|can|could|is|are|have|has) (?:you|we|they|he|she|it)\b)"
    r"| and (?=(?:welcomed|called|reaffirmed|agreed|expressed|stressed|urged|reiterated|noted|underscored)\b)"
    r"| (?:during|in) (?:the |their )?(?:meeting|call|talks)\b| (?:next|this) (?:week|weekend|month)\b"
    r"|,? (?:(?:who|which|but|while|after|before|said|says|according|as part of|ahead of|when|where)\b"
    r"|(?:on|in|at|by|during) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
    r"|, and (?=[^,]*\b(?:said|will|would|was|were|has|have)\b)"
)
_GOES_ON = re.compile(
    r"\W{0,3}(?:they\b|both (?:sides|parties|leaders)"
    r"|(?:the|its|their) "
    r"(?:two |talks|meeting|discussions|negotiations|summit|round|agenda|session|leaders|ministers|sides|parties))",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\A(?:(?:(?:it|this|that|them|these|those|so|more|how|what|why)|\w{2,20}ly)\W*\Z"
    r"|(?:and|or|but|during|at|in|with|by|as|after|before|towards?|from|for)\b)"
    r"|\]\(|https?:|[?_*|]",
    re.IGNORECASE,
)
"""Words that tell no matter by themselves, or are no plain text."""
_LONGEST = 160
"""Characters of an agenda or an outcome that still say one thing."""


def tell_matter(context: Context, meeting: MeetingMention) -> MeetingMention:
    """The meeting with its agenda, and with its outcome where it has been held."""
    places = list(_sentences(context, meeting))
    agenda = next((a for s, at in places if (a := _agenda(context, s, at))), None)
    over = meeting.status in {MeetingStatus.HELD, MeetingStatus.ONGOING}
    outcome = next((o for s, at in places if (o := _outcome(context, s, at))), None) if over else None
    return replace(meeting, agenda=agenda, outcome=outcome)


def _sentences(context: Context, meeting: MeetingMention) -> Iterator[tuple[SpacySpan, int]]:
    """The sentences that tell of a meeting, with where in them to look from; each followed by one that goes on about it."""
    for span in (meeting.span, *(p.span for p in meeting.also)):
        tokens = tokens_at(context.doc, span.start, span.end)
        if tokens is None:
            continue
        sent = sentence_of(tokens.root)
        yield sent, span.start
        after = _next(sent)
        if after is not None and _GOES_ON.match(after.text):
            yield after, after.start_char


def _next(sent: SpacySpan) -> SpacySpan | None:
    doc, end = sent.doc, sent.end
    while end < len(doc) and doc[end].is_space:
        if doc[end].text.count("\n") > 1:
            return None
        end += 1
    return sentence_of(doc[end]) if end < len(doc) else None


def _agenda(context: Context, sent: SpacySpan, at: int) -> str | None:
    for found in _AGENDA.finditer(context.report.text, at, sent.end_char):
        name = next(k for k, v in found.groupdict().items() if v is not None)
        words = _short(context, found.start(name), found.end(name))
        if words is not None:
            return words
    return None


def _outcome(context: Context, sent: SpacySpan, at: int) -> str | None:
    found = _OUTCOME.search(context.report.text, at, sent.end_char)
    return _short(context, found.start(), found.end()) if found is not None else None


def _short(context: Context, start: int, end: int) -> str | None:
    """The words up to where the sentence goes on about something else; None where they are too long to be one thing."""
    cut = _CUT.search(context.report.text, start + 1, end)
    span = trim(context.report.text, start, cut.start() if cut is not None else end, drop=' ,;:.“”"\n')
    if span is None or span.end - span.start > _LONGEST:
        return None
    words = " ".join(context.quote(span).split()).removeprefix("on ")
    return words if words and not _BARE.search(words) else None
