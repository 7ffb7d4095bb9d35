"""Whether words of need, relief or war stand near: without any, lorries are trade, and a shut road is a traffic matter."""

import re

from travaux.coding.context import Context
from travaux.spans import Span

_OF_NEED = re.compile(
    r"\b(?:aid|humanitarian|relief|U\.?N\.?|United Nations|Red (?:Cross|Crescent)|starv\w*|hung(?:er|ry)|famine|malnutrition|"
    r"malnourished|besieged|siege|blockade\w*|civilians?|displaced|refugees?|agenc(?:y|ies)|charit(?:y|ies)|NGOs?|in need|"
    r"evacuat\w*|convoys?|enclave)\b"
)
"""Words of need or relief: without any, goods are trade and flights travel, unless they are told to go into an area."""
_FOUGHT_OVER = re.compile(
    r"\b(?:siege|besieged|fighting|wars?|rebels?|militia\w*|army|troops|soldiers|air ?strikes?|bomb\w*|shell\w*|ceasefire|truce|"
    r"evacuat\w*|humanitarian|enclave|blockade\w*|aid|famine|starv\w*|camps?|refugees?|hostages?|offensive|assault|militants?|jihadists?)\b",
    re.IGNORECASE,
)
"""Words of war or need: where none is near, people are trapped by an accident."""


def is_of_need(context: Context, span: Span, around: int) -> bool:
    """Whether people in need or relief are told of in a stretch of the report, or within `around` characters of it."""
    return _OF_NEED.search(context.report.text, max(0, span.start - around), span.end + around) is not None


def is_fought_over(context: Context, span: Span, around: int) -> bool:
    """Whether war or need is told of in a stretch of the report, or within `around` characters of it."""
    return _FOUGHT_OVER.search(context.report.text, max(0, span.start - around), span.end + around) is not None
