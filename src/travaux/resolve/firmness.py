"""Whether words tell of what was done, surely or plainly, of what is yet to come, or of the next step of talks alone."""

import re
from collections.abc import Collection

from travaux.ontology.claim import AnyClaim, Move
from travaux.ontology.vocabulary import ProcessStatus, SegmentKind

SURE = 0.85
"""The confidence from which a claim is relied on unread."""
_HOPED = re.compile(
    r"\b(?:once|if|unless|until|when(?:ever)?|should) (?:\w+ ){0,4}?(?:agree[ds]?|reach(?:ed)?|signed|concluded)\b"
    r"|\b(?:to|on|at|for|of|towards?) (?:reach|achiev|secur|conclud|broker|finali[sz]|sign|clinch|hammer)(?:e|ing)?\b"
    r"|\b(?:would|could|may|might) (?:\w+ ){0,2}(?:agree|reach|sign)\b",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\bagree(?:d|s|ing)? (?:to|on|that \w+ (?:would|will|should)) (?:\w+ ){0,2}?(?:prepar|schedul|draft|present|submit|hold"
    r"|resum|continu|meet|discuss|negotiat|consider|explor|stud(?:y|ies)|set (?:out|up)|work(?:ing)? (?:on|towards?|out))"
    r"|\b(?:approach|agenda|format|timetable|timeline|schedule|venue|date|procedures?|modalities|next steps?)"
    r" (?:(?:was|were|been|being|be|as) )?agreed\b"
    r"|\bagree(?:d|s|ing)? (?:on |upon )?(?:(?:a|an|the|its|their) )?(?:[\w-]+ ){0,2}?"
    r"(?:approach|agenda|format|timetable|timeline|schedule|venue|date|procedures?|modalities|next steps?)\b",
    re.IGNORECASE,
)
_TALKS = r"(?:talks|negotiations|negotiating|dialogue|round|mediation)"
_TRUCE = r"(?:cease-?fire|truce|armistice)"
_BOTH = re.compile(
    r"\b(?:the two|both|the warring|the rival) (?:sides|parties|delegations|governments|armies)\b", re.IGNORECASE
)
_PLAIN = {
    status: re.compile(words, re.IGNORECASE)
    for status, words in {
        ProcessStatus.STALLED: rf"\b{_TALKS}\b[^.;:]{{0,60}}\b(?:failed|stalled|broke up|ended without)\b",
        ProcessStatus.COLLAPSED: rf"\b{_TALKS}\b[^.;:]{{0,60}}\b(?:collapsed|broke down|fell apart)\b",
        ProcessStatus.TALKS: rf"{_BOTH.pattern} (?:held|opened|resumed|began) [^.;:]{{0,60}}\b(?:talks|negotiations)\b",
        ProcessStatus.AGREED: rf"{_BOTH.pattern} (?:agreed|signed) [^.;:]{{0,40}}\b{_TRUCE}\b",
        ProcessStatus.IMPLEMENTING: rf"\b{_TRUCE}\b[^.;:]{{0,60}}\b(?:took effect|took hold|came into (?:force|effect))\b",
    }.items()
}
"""Words that say by themselves how talks stand."""
_LOOSE = re.compile(
    r"\b(?:if|unless|could|might|may|would|should|earlier|previous|past|last (?:year|month)|repeatedly|almost|nearly|not|never"
    r"|fears?|feared|warn\w*|threat\w*|since|after|before|until|when)\b|\b(?:19|20)\d\d\b|n't\b|n’t\b",
    re.IGNORECASE,
)
"""Words by which it only might be so, or was so at another time."""


def is_hoped(quote: str) -> bool:
    """Whether words tell of an agreement that is yet to come: "once agreed", "talks on reaching a deal"."""
    return _HOPED.search(quote) is not None


def is_step(quote: str) -> bool:
    """Whether words tell of an agreement on how the talks go on: "agreed to draft proposals on a truce"."""
    return _STEP.search(quote) is not None


def is_sure(claim: AnyClaim) -> bool:
    """Whether a claim is of a kind that was measured to be right often enough; one entered by a person has no measure."""
    return claim.confidence is None or claim.confidence >= SURE


def is_plain(claim: AnyClaim, status: ProcessStatus, sides: Collection[str]) -> bool:
    """Whether a claim's own words say a status plainly, in the report's voice, of a side that they name or of both."""
    voice = claim.voice
    if voice.speaker is not None or voice.denied or voice.hedge or voice.relayed_by:
        return False
    return says_plainly(claim.quote, status, sides)


def says_plainly(quote: str, status: ProcessStatus, sides: Collection[str]) -> bool:
    """Whether words say a status by themselves, of one of the `sides` or of both."""
    plain = _PLAIN.get(status)
    if plain is None or not plain.search(quote) or _LOOSE.search(quote):
        return False
    return _BOTH.search(quote) is not None or any(side in quote for side in sides)


def is_headlined(move: Move, sides: Collection[str]) -> bool:
    """Whether a headline tells a move of two of the `sides`, whom it names, in the report's voice."""
    voice = move.voice
    if move.part is not SegmentKind.HEADLINE or voice.speaker is not None or voice.denied or voice.hedge:
        return False
    told = {a.name for a in (*move.actors, *move.recipients) if a.by != "context"}
    return len(told & set(sides)) > 1
