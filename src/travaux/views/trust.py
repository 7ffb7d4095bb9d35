"""Which lines a reader may rely on unread: those whose claims are of a kind that was measured to be right often enough."""

from collections.abc import Sequence

from travaux.ontology.dossier import (
    AssessmentItem,
    DemandItem,
    Evidence,
    Item,
    LeverageItem,
    MeetingItem,
    MoveItem,
    ProposalItem,
    ResponseItem,
)

TRUSTED = 0.5
"""The confidence from which a line stands in the brief; what lies below stands under "to check"."""
_BARE = 2
"""Words that are too few to tell anything ("the ceasefire")."""


def rate(evidence: Sequence[Evidence]) -> float | None:
    """The confidence that evidence gives together, None where that of no claim is known.

    Reports with different origins err apart, so that each leaves only its share of the doubt; of one origin the surest
    claim counts.
    """
    best: dict[str, float] = {}
    for e in evidence:
        if e.confidence is not None:
            best[e.origin] = max(e.confidence, best.get(e.origin, 0.0))
    if not best:
        return None
    doubt = 1.0
    for confidence in best.values():
        doubt *= 1 - confidence
    return 1 - doubt


def is_trusted(item: Item) -> bool:
    """Whether an item says something definite, and its claims are right often enough as far as that was measured."""
    confidence = rate(item.evidence)
    return not is_vague(item) and (confidence is None or confidence >= TRUSTED)


def is_vague(item: Item) -> bool:
    """Whether an item leaves open who did it, or what: it tells a desk nothing until somebody has read the words."""
    match item:
        case MoveItem() | LeverageItem():
            actors = item.actors if isinstance(item, MoveItem) else item.by
            return not actors or len(item.words.split()) <= _BARE
        case DemandItem():
            return not item.by or len(item.content.split()) < _BARE
        case ResponseItem():
            return not item.by or (item.target is None and not item.about and len(item.words.split()) <= _BARE)
        case MeetingItem():
            return len(item.participants) < _BARE and (item.when is None or item.place is None)
        case ProposalItem():
            return not item.authors and not item.responses and item.framework is None
        case AssessmentItem():
            return len(item.text.split()) <= _BARE
        case _:
            return False
