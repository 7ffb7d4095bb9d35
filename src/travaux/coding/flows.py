"""How a rate is meant ("600 trucks a day"): as it is, as it was before, or as it is promised or needed."""

import re

from travaux.coding.context import Context
from travaux.ontology.vocabulary import Modality
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_WANTED = re.compile(
    r"\b(?:will|would|should|must|shall|to be|need(?:s|ed)?|require[sd]?|call(?:s|ed)? for|promis\w+|pledg\w+|agree[sd]?|"
    r"agreement|deal|plan(?:s|ned)?|goal|target|aim(?:s|ed)?|provid(?:es|ing) for|propos\w+|demand\w*|approv\w+|allow\w*|"
    r"expect\w*|hop(?:es?|ed|ing)|up to|stipulat\w+|commit\w*|authori[sz]\w+|minimum|can)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:before|prior to|until) (?:the )?(?:\w+ )?(?:war|conflict|fighting|siege|blockade|crisis|invasion|attacks?|october)\b|"
    r"\bpre-?war\b|\bused to\b|\bpreviously\b|\bonce\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[;:]|, (?:an?|which|that)\b|, (?:but|and|while|compared|far)\b| but | compared with | down from ")


def read_flow_modality(context: Context, span: Span) -> Modality:
    """ASSERTED for a rate that is, HISTORICAL for one of before the conflict, FUTURE for one promised, planned or needed."""
    tokens = tokens_at(context.doc, span.start, span.end)
    if tokens is None:
        return Modality.ASSERTED
    sent = tokens[0].sent
    text = context.report.text[sent.start_char : sent.end_char].replace("\n", " ")
    at = span.start - sent.start_char
    cuts = [m.start() for m in _SPLIT.finditer(text)]
    start = max((c for c in cuts if c < at), default=0)
    stop = min((c for c in cuts if c >= span.end - sent.start_char), default=len(text))
    part = text[start:stop]
    if _BEFORE.search(part):
        return Modality.HISTORICAL
    return Modality.FUTURE if _WANTED.search(part) else Modality.ASSERTED
