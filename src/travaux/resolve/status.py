"""Where the negotiation stands, with the claim that shows it; unknown where nothing does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from travaux.ontology.claim import Move, claim_id
from travaux.ontology.dossier import StatusItem
from travaux.ontology.vocabulary import Act, Modality, ProcessStatus
from travaux.resolve.joining import Corpus

_COLLAPSE = re.compile(r"\b(?:collaps|fell apart|broke down|broken down|breakdown)", re.IGNORECASE)
_FAIL = re.compile(
    r"\b(?:fail|stall|stalemate|deadlock|impasse|no (?:clear |real )?progress|fruitless|stuck|without (?:an? )?(?:agreement|deal))",
    re.IGNORECASE,
)
_PRINCIPLE = re.compile(r"\bin principle\b", re.IGNORECASE)


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
    _Rule(Act.REJECT, ProcessStatus.STALLED, 4),
    _Rule(Act.RESUME, ProcessStatus.TALKS, 4),
    _Rule(Act.MEET, ProcessStatus.TALKS, 2),
    _Rule(Act.MEDIATE, ProcessStatus.TALKS, 1),
)


def resolve_status(corpus: Corpus, moves: Sequence[Move], parties: Sequence[str]) -> StatusItem | None:
    """The status that the latest dated report shows most strongly; earlier reports only where it shows nothing.

    A move counts when it is told as fact in the present (not as background) and a party of the negotiation, or nobody,
    is its actor. In one report the strongest sign wins, the first of equals.
    """
    fit = [(m, rule) for m in moves if m.modality is Modality.ASSERTED for rule in _RULES if _fits(m, rule, parties)]
    if not fit:
        return None
    day = max((corpus.order(m)[0] for m, _ in fit if corpus.order(m)[0] != "9999"), default="9999")
    latest = [(m, rule) for m, rule in fit if corpus.order(m)[0] == day] or fit
    move, rule = min(latest, key=lambda mr: (-mr[1].weight, corpus.order(mr[0])))
    same = [m for m, r in latest if r.status is rule.status and r.act is rule.act]
    when = move.when.edtf if move.when and move.when.edtf else None
    return StatusItem(
        id=min(claim_id(m) for m in same),
        evidence=corpus.evidence(same),
        status=rule.status,
        since=when or (day if day != "9999" else None),
        trigger=claim_id(move),
    )


def _fits(move: Move, rule: _Rule, parties: Sequence[str]) -> bool:
    if move.act is not rule.act or (rule.words is not None and not rule.words.search(move.quote)):
        return False
    if move.act in {Act.ASSESS, Act.MEDIATE}:
        return True
    sides = {n for a in (*move.actors, *move.recipients) for n in (a.name, a.country) if n}
    if move.act in {Act.REJECT, Act.AGREE, Act.MEET, Act.SUSPEND, Act.CEASEFIRE}:
        return len(sides & set(parties)) >= (1 if move.act in {Act.REJECT, Act.SUSPEND, Act.CEASEFIRE} else 2)
    return not sides or bool(sides & set(parties))
