"""Which moves may be shown by the sentence that they stand in: it must tell by itself what it is about, and whose word it is.

A line that shows a sentence says no more than the sentence. It misleads where the sentence points out of itself ("He
rejected it"), where it asks, or where somebody speaks in it whom it does not name.
"""

import re

from travaux.coding.sure import is_carried, points_out, sought
from travaux.ontology.claim import Move
from travaux.ontology.vocabulary import Act, Modality, SegmentKind

TALKS = frozenset(
    {Act.PROPOSE, Act.DEMAND, Act.ACCEPT, Act.REJECT, Act.CONCEDE, Act.AGREE, Act.MEET, Act.MEDIATE, Act.SUSPEND, Act.RESUME,
     Act.PRESS, Act.THREATEN, Act.SUPPORT, Act.CEASEFIRE, Act.ASSESS}
)  # fmt: skip
"""Acts of bargaining: a sentence that tells one, and speaks of talks or a deal, tells of the negotiation."""
_QUOTED = re.compile(r"“[^”]{0,600}”|\"[^\"]{0,600}\"")
_INFINITIVE = frozenset({"to", "not"})
_BEING = frozenset("is are was were be been being got has have had".split())
_AUXILIARIES = 3
"""Words before a verb among which it is told not to be done."""
_BY = re.compile(r"\b\w{2,20}(?:ed|en|ld|ung|uck|own|ught) by\b")
_OUTSIDE = 2
"""Words outside quotation marks by which a sentence can name whom it quotes."""
_PART = frozenset({SegmentKind.BODY, SegmentKind.LIST_ITEM})
_TOLD = frozenset({Modality.ASSERTED, Modality.NEGATION, Modality.FUTURE})


def tells_alone(claim: Move) -> bool:
    """Whether the sentence of a move tells by itself who does what, in a voice that it names."""
    words = claim.sentence
    if not words or "?" in words or claim.part not in _PART or points_out(words):
        return False
    outside = _QUOTED.sub("", words)
    if is_carried(claim):
        return False
    if claim.voice.speaker is None and len(outside.split()) < _OUTSIDE:
        return False
    return sought("personal", exact=True).search(outside) is None


def tells_as_done(claim: Move) -> bool:
    """Whether the verb of a deed is one that tells it: not "to secure their release", nor "hostages held by" somebody."""
    if sought("with_thought").search(claim.sentence[: max(claim.sentence.find(claim.quote), 0)]):
        return False
    at = claim.trigger.start - claim.span.start
    words = [w.lower() for w in claim.quote[: max(at, 0)].split()]
    if at < 0 or _INFINITIVE & set(words[-_AUXILIARIES:]):
        return False
    passive = _BY.search(claim.quote, at)
    return passive is None or bool(_BEING & {w.lower() for w in claim.quote[: passive.start()].split()})


def is_progressive(claim: Move) -> bool:
    """Whether a form of "be" stands right before the verb of a move: "are mediating"."""
    before = claim.quote[: max(claim.trigger.start - claim.span.start, 0)].lower().split()
    return bool(before) and before[-1] in _BEING


def tells_of_talks(claim: Move) -> bool:
    """Whether the sentence of a move tells of a negotiation: an act of bargaining, as fact, in words of talks or a deal.

    How talks stand may be told of nobody ("the talks have stalled").
    """
    fact = claim.act in TALKS and claim.modality in _TOLD
    known = bool(claim.actors) or (claim.act is Act.ASSESS and speaks_of_talks(claim.quote))
    return fact and known and tells_alone(claim) and speaks_of_talks(claim.sentence)


def speaks_of_talks(words: str) -> bool:
    """Whether words are those of a negotiation."""
    return sought("talks").search(words) is not None
