"""Whether words tell of an agreement that was made, of one that is yet to come, or of the next step of talks alone."""

import re

_HOPED = re.compile(
    r"\b(?:once|if|unless|until|when(?:ever)?|should) (?:\w+ ){0,4}?(?:agree[ds]?|reach(?:ed)?|signed|concluded)\b"
    r"|\b(?:to|on|at|for|of|towards?) (?:reach|achiev|secur|conclud|broker|finali[sz]|sign|clinch|hammer)(?:e|ing)?\b"
    r"|\b(?:would|could|may|might) (?:\w+ ){0,2}(?:agree|reach|sign)\b",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\bagree(?:d|s|ing)? (?:to|on|that \w+ (?:would|will|should)) (?:\w+ ){0,2}?(?:prepar|schedul|draft|present|submit|hold"
    r"|resum|continu|meet|discuss|negotiat|consider|explor|stud(?:y|ies)|set (?:out|up)|work(?:ing)? (?:on|towards?|out))",
    re.IGNORECASE,
)


def is_hoped(quote: str) -> bool:
    """Whether words tell of an agreement that is yet to come: "once agreed", "talks on reaching a deal"."""
    return _HOPED.search(quote) is not None


def is_step(quote: str) -> bool:
    """Whether words tell of an agreement on how the talks go on: "agreed to draft proposals on a truce"."""
    return _STEP.search(quote) is not None
