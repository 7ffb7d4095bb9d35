"""Which lines a reader may rely on unread: those whose claims are of a kind that was measured to be right often enough."""

import re
from collections.abc import Sequence

from travaux.ontology.confirmations import independent_origins
from travaux.ontology.dossier import (
    AssessmentItem,
    CeasefireItem,
    ConstraintItem,
    Contradiction,
    DemandItem,
    Evidence,
    Item,
    LeverageItem,
    MeetingItem,
    MoveItem,
    PositionChange,
    PositionItem,
    ProposalItem,
    ResponseItem,
)
from travaux.ontology.vocabulary import RUMOURS, Act, Modality, SpeakerKind
from travaux.views.lead import TRUSTED
from travaux.views.wording import say_issue

_BARE = 2
"""Words that are too few to tell anything ("the ceasefire")."""
_POINTING = set(
    "it that this them you so us him her these those one what all any to do make be have the a an in of for on".split()
)
"""Words that tell nothing out of their place: "to do", "that", "for us to do"."""
_DEICTIC = set("i you we me us my your our i’m i'm i’ve you’re you're we’re we're we’ve inaudible here".split())
"""Words that mean somebody or something else once they are taken out of their talk."""
_COURTESY = re.compile(
    r"to (?:\w+ )?(?:deepen|strengthen|boost|expand|enhanc|broaden)\w* "
    r"|to (?:continu|stay|remain|keep|maintain|work)\w* (?:\w+ ){0,3}(?:coordinat|contact|touch|engag|consult|together|close)",
    re.IGNORECASE,
)
"""What leaders agree on in every call ("to remain in close contact"): no proposal."""
_OF_MOVES = ":move:"
"""In the id of a claim on an act: of one that is shown by its sentence it is less sure where its actor stands."""
_STEM = 5
"""Letters by which a word of an issue's name is known again ("withdraw" for "withdrawal")."""
_OF_MATTER = {Act.REJECT, Act.ACCEPT, Act.PROPOSE, Act.AGREE}
"""Acts that tell nothing without what they are about ("Lima has refused")."""
_ACTS = {act.value for act in Act}
_ASKING = {"questioner", "moderator", "interviewer", "journalist", "reporter", "inaudible"}
"""Voices of a transcript that are no actors."""


def rate(evidence: Sequence[Evidence]) -> float | None:
    """The confidence that evidence gives together, None where that of no claim is known.

    Reports with different origins err apart, so that each leaves only its share of the doubt; of one origin the surest
    claim counts.
    """
    rated = [(e.confidence, e.origin) for e in evidence if e.confidence is not None]
    if not rated:
        return None
    surest, origin = max(rated)
    doubt = 1 - surest
    for other in set(independent_origins(evidence)) - {origin}:
        doubt *= 1 - max((confidence for confidence, own in rated if own == other), default=0.0)
    return 1 - doubt


def is_trusted(item: Item) -> bool:
    """Whether an item says something definite, and its surest claim is right often enough as far as that was measured.

    Claims of one kind err alike, so that several do not make up for none that is sure. A position is as sure as its latest
    words, which are what a line shows of it; a change, or what is told both ways, as the less sure of its two sides. How
    often constraints are right nobody has measured.
    """
    match item:
        case PositionItem():
            return any(_is_stand(e, item) for e in item.evidence if e.claim == item.latest)
        case PositionChange():
            return all(map(_is_sure, item.evidence))
        case Contradiction():
            return _is_contested(item)
        case ConstraintItem() if all(e.confidence is None for e in item.evidence):
            return False
        case _:
            pass
    confidence = max((e.confidence for e in item.evidence if e.confidence is not None), default=None)
    return not is_vague(item) and (confidence is None or confidence >= TRUSTED)


def _is_sure(e: Evidence) -> bool:
    return e.confidence is None or e.confidence >= TRUSTED


def _is_stand(latest: Evidence, position: PositionItem) -> bool:
    """Whether words surely tell where somebody stands, and name the issue themselves."""
    words = latest.quote.lower()
    named = any(word[:_STEM] in words for word in say_issue(position.issue).split() if len(word) >= _STEM)
    return named and _OF_MOVES not in latest.claim and _is_sure(latest)


def _is_contested(conflict: Contradiction) -> bool:
    """Whether sure words tell a deed on either side: numbers are mostly of two things."""
    told = conflict.about.partition(":")[0] in _ACTS
    sides = {e.denied or e.modality is Modality.NEGATION for e in conflict.evidence if _is_sure(e)}
    return told and len(sides) > 1


def is_vague(item: Item) -> bool:
    """Whether an item leaves open who did it, or what: it tells a desk nothing until somebody has read the words."""
    if item.evidence and all(_asks(e) or _is_rumour(e) for e in item.evidence):
        return True
    match item:
        case MoveItem():
            bare = len(item.words.split()) <= _BARE or _is_pointing(item.about) or _lacks_matter(item)
            return _is_nobody(item.actors) or bare or (item.act is Act.PROPOSE and _is_only_names(item.about))
        case LeverageItem():
            return _is_nobody(item.by) or len(item.words.split()) <= _BARE or _is_only_names(item.content)
        case DemandItem():
            bare = len(item.content.split()) < _BARE or _is_pointing(item.content)
            return _is_nobody(item.by) or bare or _is_talk(item.content)
        case ResponseItem():
            bare = item.target is None and not item.about and len(item.words.split()) <= _BARE
            return _is_nobody(item.by) or bare or _is_pointing(item.about)
        case CeasefireItem():
            alone = len(item.parties) < _BARE and item.side != "unilateral"
            told = (item.declared, item.effect, item.end, item.fixed_time, item.partial, item.ended, *item.breaches)
            return alone or all(value is None for value in told)
        case MeetingItem():
            return len(item.participants) < _BARE and (item.when is None or item.place is None)
        case ProposalItem():
            bare = not item.authors and not item.responses and item.framework is None
            return bare or _is_talk(item.label) or bool(_COURTESY.match(item.label))
        case AssessmentItem():
            return len(item.text.split()) <= _BARE or "you" in _split(item.text)
        case _:
            return False


def _lacks_matter(move: MoveItem) -> bool:
    """Whether an act that tells nothing without its matter is told by who did it and a verb alone."""
    words = move.words.split()
    return move.act in _OF_MATTER and not move.about and len(words) <= _BARE + 1 and words[-1].endswith("ed")


def _asks(e: Evidence) -> bool:
    """Whether these are the words of who asks the questions: what is asked is not said to be so."""
    return (e.speaker or "").lower() in _ASKING


def _is_rumour(e: Evidence) -> bool:
    """Whether nobody answers for words: unnamed posts, rumours, claims that go round."""
    unnamed = e.speaker_kind in {SpeakerKind.DOCUMENT, SpeakerKind.ANONYMOUS}
    return unnamed and not RUMOURS.isdisjoint(_split(e.speaker or ""))


def _is_nobody(names: Sequence[str]) -> bool:
    return not names or all(name.lower() in _ASKING for name in names)


def _is_pointing(content: str) -> bool:
    """Whether content is told, in words that only point to it."""
    words = _split(content)
    return bool(words) and all(word in _POINTING for word in words)


def _is_only_names(content: str) -> bool:
    """Whether content says with whom, and not what ("the Peruvian fleet" says, "Peru, Chile and Lima" does not)."""
    words = [w for w in content.replace(",", " ").split() if w.lower() not in {"the", "and", "of", "with", "or"}]
    return bool(words) and all(w[:1].isupper() for w in words)


def _is_talk(content: str) -> bool:
    """Whether words are a piece of talk, which tells nothing to who did not hear it: a question, "what we need"."""
    return "?" in content or any(word in _DEICTIC for word in _split(content))


def _split(content: str) -> list[str]:
    return [word.strip("“”‘’\"'(),.;:!?") for word in content.lower().split()]
