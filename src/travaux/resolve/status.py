"""Where the negotiation stands, with the claim that shows it; unknown where nothing does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from travaux.ontology.claim import Move, claim_id
from travaux.ontology.dossier import StatusItem
from travaux.ontology.vocabulary import Act, Modality, ProcessStatus
from travaux.resolve.joining import Corpus, is_bare

_COLLAPSE = re.compile(r"\b(?:collaps|fell apart|broke down|broken down|breakdown)", re.IGNORECASE)
_FAIL = re.compile(
    r"\b(?:fail|stall|stalemate|deadlock|impasse|no (?:clear |real )?progress|fruitless|stuck"
    r"|without (?:an? )?(?:agreement|deal))",
    re.IGNORECASE,
)
_PRINCIPLE = re.compile(r"\bin principle\b", re.IGNORECASE)
_WEAK = 3
"""A sign of at most this weight does not undo an agreement: sides that have agreed go on meeting."""
_SETTLED = {ProcessStatus.AGREED, ProcessStatus.AGREEMENT_IN_PRINCIPLE, ProcessStatus.IMPLEMENTING}


@dataclass(frozen=True, slots=True)
class _Rule:
    """A move of this act, told as fact, shows this status with this weight; the words must fit where given."""

    act: Act
    status: ProcessStatus
    weight: int
    words: re.Pattern[str] | None = None


_RULES = (
    _Rule(Act.ASSESS, ProcessStatus.COLLAPSED, 8, _COLLAPSE),
    _Rule(Act.SUSPEND, ProcessStatus.SUSPENDED, 7),
    _Rule(Act.AGREE, ProcessStatus.AGREEMENT_IN_PRINCIPLE, 7, _PRINCIPLE),
    _Rule(Act.AGREE, ProcessStatus.AGREED, 6),
    _Rule(Act.CEASEFIRE, ProcessStatus.IMPLEMENTING, 6),
    _Rule(Act.ASSESS, ProcessStatus.STALLED, 5, _FAIL),
    _Rule(Act.REJECT, ProcessStatus.STALLED, 3),
    _Rule(Act.RESUME, ProcessStatus.TALKS, 4),
    _Rule(Act.MEET, ProcessStatus.TALKS, 2),
    _Rule(Act.MEDIATE, ProcessStatus.TALKS, 1),
)
_Sign = tuple[Move, _Rule]


def resolve_status(corpus: Corpus, moves: Sequence[Move], parties: Sequence[str]) -> StatusItem | None:
    """The status that the reports show last, day by day.

    A move counts when it is told as fact in the present (not as background) and a party of the negotiation, or nobody,
    is its actor. On one day the strongest sign wins, the first of equals. A weak sign (a meeting, a rejection) does not
    undo an agreement.
    """
    signs = [
        (m, rule)
        for m in sorted(moves, key=corpus.order)
        if m.modality is Modality.ASSERTED
        for rule in _RULES
        if _fits(m, rule, parties)
    ]
    current: _Sign | None = None
    run: list[_Sign] = []
    for _, group in groupby(signs, key=lambda s: corpus.order(s[0])[0]):
        day = list(group)
        strongest = min(day, key=lambda s: -s[1].weight)
        settled = current is not None and current[1].status in _SETTLED
        if settled and strongest[1].weight <= _WEAK:
            continue
        if current is None or current[1].status is not strongest[1].status:
            current, run = strongest, []
        run += [s for s in day if s[1].status is strongest[1].status]
    return _item(corpus, current, run) if current else None


def _item(corpus: Corpus, sign: _Sign, run: list[_Sign]) -> StatusItem:
    """The status with the sign that first showed it, and all that have shown it since."""
    move, rule = sign
    same = [m for m, r in run if r.act is rule.act]
    published = corpus.order(move)[0]
    return StatusItem(
        id=min(claim_id(m) for m in same),
        evidence=corpus.evidence(same),
        status=rule.status,
        since=published if published != "9999" else None,
        trigger=claim_id(move),
    )


def _fits(move: Move, rule: _Rule, parties: Sequence[str]) -> bool:
    if is_bare(move.quote):
        return False
    if move.act is not rule.act or (rule.words is not None and not rule.words.search(move.quote)):
        return False
    if move.act in {Act.ASSESS, Act.MEDIATE}:
        return True
    sides = {n for a in (*move.actors, *move.recipients) for n in (a.name, a.country) if n}
    needed = 2 if move.act is Act.MEET else 1
    return len(sides & set(parties)) >= needed or (move.act is Act.RESUME and not sides)
