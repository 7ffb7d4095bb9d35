"""Where the negotiation stands and stood, with the claims that show it; unknown where nothing does."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, groupby, pairwise

from travaux.ontology.claim import ActorRef, Move, Participation, claim_id
from travaux.ontology.dossier import Choice, Party, StatusInterval, StatusItem
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Modality, ProcessStatus, Role
from travaux.resolve.choices import Rule
from travaux.resolve.days import UNDATED, days_between, known
from travaux.resolve.firmness import is_hoped, is_step
from travaux.resolve.joining import Corpus, is_bare

_COLLAPSE = re.compile(
    r"(?<!\bnot )(?<!\bnot yet )(?<!\bnever )(?<!\bno )(?<!n't )(?<!n’t )"
    r"\b(?:collaps|fell apart|broke down|broken down|breakdown)",
    re.IGNORECASE,
)
_FAIL = re.compile(
    r"\b(?:fail|stall|stalemate|deadlock|impasse|no (?:clear |real )?progress|fruitless|stuck"
    r"|without (?:an? )?(?:agreement|deal))",
    re.IGNORECASE,
)
_FIRE = re.compile(
    r"\b(?:ceas|truce|armistice|fir(?:e|ing)\b|hostilit|fight|attack|strike|shell|bomb|pause|lull|calm|arms\b|guns?\b|war\b"
    r"|operation|offensive|blockade)",
    re.IGNORECASE,
)
"""What stops in a ceasefire."""
_PRINCIPLE = re.compile(r"\bin principle\b", re.IGNORECASE)
_COURTESY = re.compile(
    r"\b(?:urgen\w+|importan\w+|must|should|ha(?:s|ve|d) to|needs?|needed"
    r"|in (?:close |regular |constant )?(?:contact|touch)|remain|stay"
    r"|close(?:ly)? (?:coordinat|consult|contact)\w*|coordinat\w+"
    r"|(?:deepen|strengthen|boost|expand|enhanc|broaden)\w* (?:[\w“”‘’-]+ ){0,5}"
    r"(?:ties|relations|cooperation|partnership|links))\b",
    re.IGNORECASE,
)
"""What leaders agree on in every notice of a call: no agreement of the negotiation."""
_TALK = re.compile(r"\b(?:continue|meet|talk|speak|consult|work|discuss|cooperate)\b", re.IGNORECASE)
_DEAL = re.compile(
    r"\b(?:truce|cease-?fire|pause|deals?|accord|pact|agreements?|exchange|swap|declaration|cessation|release)\b",
    re.IGNORECASE,
)
_BARGAIN = re.compile(
    r"\b(?:talks?|negotiat\w+|dialogue|mediat\w+|delegations?|meeting|participation|proposals?|offers?|terms|demands?|conditions?|drafts?"
    r"|truce|cease-?fire|pause|deals?|accord|pact|agreements?|treaty|exchange|swap|guarantees?)\b",
    re.IGNORECASE,
)
"""Words of a negotiation: a refusal without them (of a plan of attack, say) stalls none."""
_TALKS = re.compile(r"\b(?:talks|negotiations|dialogue)\b", re.IGNORECASE)
_TALKING = re.compile(
    r"\b(?:talks|negotiat\w+|dialogue|mediat\w+|delegations?|participation|meetings?|truce|cease-?fire|pause|peace)\b",
    re.IGNORECASE,
)
"""What is suspended where a negotiation is: a treaty on water that one side suspends is none."""
_TELLING = 4
"""Words that tell how a negotiation stands, at least: "talks failed" may be of any talks."""
_TALKED = {Act.ASSESS, Act.MEDIATE, Act.MEET, Act.REJECT, Act.RESUME, Act.SUSPEND}
"""Acts that show how a negotiation stands only where their words speak of one."""
_BROKEN = re.compile(
    r"\b(?:broke(?:n)? down|collapsed|failed|fell apart|unravel\w*|violat\w+|breach\w*)\b", re.IGNORECASE
)
_EARLIER = re.compile(r"\b(?:previous|earlier|past|prior|former|preceding)\b", re.IGNORECASE)
_VISIT = re.compile(r"\b(?:boycott\w*|visit|trip|travel|flight|press|briefing|concert|match|game)\b", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:sides|parties|factions|foes|rivals|delegations|enemies|belligerents|negotiators)\b", re.IGNORECASE
)
"""Words for both sides at once."""
_PAIR = 2
"""It takes two to meet and to agree."""
_NOMINAL = ":noun:"
_BETWEEN = {Role.MEDIATOR, Role.HOST, Role.MESSAGE_CARRIER, Role.GUARANTOR, Role.OBSERVER}
_OFTEN = 0.2
"""Share of the claims on somebody's role that tell it as a mediator, from which on it is no side."""
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
    _Rule(Act.SUSPEND, ProcessStatus.SUSPENDED, 7, _TALKING),
    _Rule(Act.AGREE, ProcessStatus.AGREEMENT_IN_PRINCIPLE, 7, _PRINCIPLE),
    _Rule(Act.AGREE, ProcessStatus.AGREED, 6),
    _Rule(Act.ACCEPT, ProcessStatus.AGREED, 6, _DEAL),
    _Rule(Act.CEASEFIRE, ProcessStatus.IMPLEMENTING, 6, _FIRE),
    _Rule(Act.ASSESS, ProcessStatus.STALLED, 5, _FAIL),
    _Rule(Act.REJECT, ProcessStatus.STALLED, 3),
    _Rule(Act.RESUME, ProcessStatus.TALKS, 4),
    _Rule(Act.MEET, ProcessStatus.TALKS, 2),
    _Rule(Act.MEDIATE, ProcessStatus.TALKS, 1),
)
_RULES_OF = {rule.act: [r for r in _RULES if r.act is rule.act] for rule in _RULES}
_PARTIAL = _Rule(Act.AGREE, ProcessStatus.TALKS, 4)
"""A deal on something else than the main matter: the sides talk, and have agreed on that."""
_WHOLE = re.compile(r"\b(?:peace|truce|cease-?fire|armistice|cessation|comprehensive|final)\b", re.IGNORECASE)
_OF_STATE = {ActorKind.PERSON, ActorKind.AGENCY, ActorKind.MILITARY}
_Sign = tuple[Move, _Rule]
SILENCE = 60
"""Days without a report after which it is not known how things stand."""


@dataclass(slots=True)
class _Run:
    """The days on which one status was shown, with the sign that first showed it, and the signs of another on them."""

    sign: _Sign
    signs: list[_Sign]
    first: str
    last: str
    against: list[Move] = field(default_factory=list)

    def choice(self) -> Choice:
        """The rule by which the status was chosen."""
        others = tuple(dict.fromkeys(claim_id(m) for m in self.against))
        return Choice(field="status", rule=Rule.STRONGEST_SIGN, disagree=others)


def resolve_standing(
    corpus: Corpus, moves: Sequence[Move], parties: Sequence[str], as_of: date | None = None
) -> tuple[StatusItem | None, tuple[StatusInterval, ...]]:
    """The status that the reports show last, and every one before it."""
    runs = _find_runs(corpus, moves, parties)
    return _resolve_status(corpus, runs, parties), _resolve_history(corpus, runs, as_of)


def _resolve_status(corpus: Corpus, runs: Sequence[_Run], parties: Sequence[str]) -> StatusItem | None:
    """The status that the reports show last, day by day."""
    if not runs:
        return None
    run = runs[-1]
    move, rule = run.sign
    same = [m for m, r in run.signs if r is rule or (r.act is rule.act and r is not _PARTIAL)]
    return StatusItem(
        id=min(claim_id(m) for m in same),
        evidence=corpus.evidence([m for m, _ in run.signs]),
        choices=(run.choice(),),
        status=rule.status,
        since=known(run.first),
        trigger=claim_id(move),
        between=_name_sides((*move.actors, *move.recipients), parties),
        partly_agreed=tuple(dict.fromkeys(i for m in same for i in m.issues)) if rule is _PARTIAL else (),
    )


def _resolve_history(corpus: Corpus, runs: Iterable[_Run], as_of: date | None) -> tuple[StatusInterval, ...]:
    """Every status in turn, each until the next; unknown from the last report on where none came out for `SILENCE`.

    `as_of` is the day up to which the file reaches: after the last report, silence until then counts too.
    """
    days = sorted({d for d in corpus.days.values() if d != UNDATED})
    out: list[StatusInterval] = []
    for run in runs:
        move, rule = run.sign
        shown = [m for m, _ in run.signs]
        interval = StatusInterval(
            id=min(claim_id(m) for m in shown),
            evidence=corpus.evidence(shown),
            choices=(run.choice(),),
            status=rule.status,
            since=known(run.first),
            until=None,
            last_shown=known(run.last),
            trigger=claim_id(move),
        )
        out = [*_close_last(out, run.first, days), interval]
    if out and as_of is not None:
        out = _close_last(out, as_of.isoformat(), days, ends=False)
    return tuple(out)


def _close_last(
    out: list[StatusInterval], until: str, days: Sequence[str], *, ends: bool = True
) -> list[StatusInterval]:
    """The intervals, the last one ended at `until`, or earlier where no report came out for long before that day."""
    if not out or until == UNDATED:
        return out
    last = out[-1]
    shown = last.last_shown or last.since
    seen = [d for d in days if shown is not None and shown <= d <= until]
    silence = next((a for a, b in pairwise([*seen, until]) if (days_between(a, b) or 0) > SILENCE), None)
    if silence is None:
        return [*out[:-1], replace(last, until=until)] if ends else out
    gap = StatusInterval(
        id=last.id,
        evidence=(),
        status=ProcessStatus.UNKNOWN,
        since=silence,
        until=until if ends else None,
        last_shown=None,
        trigger=None,
    )
    return [*out[:-1], replace(last, until=silence), gap]


def _find_runs(corpus: Corpus, moves: Sequence[Move], parties: Sequence[str]) -> list[_Run]:
    """The statuses that the reports show, day by day.

    A move counts when it is told as fact in the present (not as background) and its words name a party of the negotiation,
    or nobody, as its actor. On one day the strongest sign wins, the first of equals. A weak sign (a meeting, a rejection)
    does not undo an agreement. Moves come in order.
    """
    main = _find_main(corpus, moves)
    sides = tuple(parties)
    signs = list(chain.from_iterable(corpus.memory.each("signs", moves, _list_signs, sides, main)))
    runs: list[_Run] = []
    for day, group in groupby(signs, key=lambda s: corpus.order(s[0])[0]):
        shown = list(group)
        strongest = min(shown, key=lambda s: -s[1].weight)
        status = runs[-1].sign[1].status if runs else None
        if status in _SETTLED and strongest[1].weight <= _WEAK:
            runs[-1].against += [m for m, r in shown if r.status is not status]
            continue
        if status is not strongest[1].status:
            runs.append(_Run(strongest, [], day, day))
        runs[-1].signs += [s for s in shown if s[1].status is strongest[1].status]
        runs[-1].against += [m for m, r in shown if r.status is not strongest[1].status]
        runs[-1].last = day
    return runs


def _list_signs(moves: Iterable[Move], parties: Sequence[str], main: Issue | None) -> list[_Sign]:
    return [
        (m, _PARTIAL if m.act is Act.AGREE and _is_partial(m, main) else rule)
        for m in moves
        if m.modality is Modality.ASSERTED
        for rule in _RULES_OF.get(m.act, ())
        if _fits(m, rule, parties)
    ]


def _fits(move: Move, rule: _Rule, parties: Sequence[str]) -> bool:
    """Whether a move of the rule's act shows its status: in words of bargaining, and of those who bargain."""
    if (rule.words is not None and not rule.words.search(move.quote)) or is_bare(move.quote):
        return False
    if (_NOMINAL in move.rule and move.act is not Act.ASSESS) or _is_courtesy(move) or _is_past_or_hoped(move):
        return False
    if rule.status is ProcessStatus.IMPLEMENTING and _BROKEN.search(move.quote):
        return False
    if move.act in _TALKED and not (_TALKS if move.act is Act.MEDIATE else _BARGAIN).search(move.quote):
        return False
    if move.act is Act.ASSESS:
        return len(move.quote.split()) >= _TELLING
    told = move.actors if move.act is Act.SUSPEND else (*move.actors, *move.recipients)
    sides = {n for a in told if a.by != "context" for n in (a.name, a.country) if n}
    named = _count_sides(told, parties)
    if move.act is Act.AGREE and named < _PAIR:
        return not named and any(_TOGETHER.search(a.name) for a in move.actors)
    if move.act is Act.ACCEPT:
        return _count_sides(move.actors, parties) >= _PAIR
    if move.act is Act.MEET and move.actors and not _count_sides(move.actors, parties):
        return False  # a third one met both: each talked with that one
    if move.act is Act.RESUME and not sides:
        return True
    return named >= (_PAIR if move.act in {Act.MEET, Act.REJECT, Act.MEDIATE} else 1)


def _find_main(corpus: Corpus, moves: Sequence[Move]) -> Issue | None:
    """The main matter: a ceasefire where one is spoken of at all, else what most acts are about."""
    told: Counter[Issue] = Counter()
    for part in corpus.memory.each("matters", moves, lambda own: Counter(i for m in own for i in m.issues)):
        told.update(part)
    if Issue.CEASEFIRE in told:
        return Issue.CEASEFIRE
    return min(told, key=lambda i: (-told[i], i), default=None)


def _is_partial(move: Move, main: Issue | None) -> bool:
    """Whether what was agreed is told, and is something else than the main matter."""
    return bool(move.issues) and main not in move.issues and not _WHOLE.search(move.quote)


def _name_sides(actors: Iterable[ActorRef], parties: Collection[str]) -> tuple[str, ...]:
    """The parties that these actors are, in order."""
    return tuple(dict.fromkeys(n for a in actors if (n := _party_of(a, parties))))


def _count_sides(actors: Iterable[ActorRef], parties: Collection[str]) -> int:
    """How many parties these actors are: who speaks or fights for a state is that state."""
    return len(_name_sides(actors, parties))


def _party_of(actor: ActorRef, parties: Collection[str]) -> str | None:
    if actor.by == "context":
        return None
    of_state = actor.kind in _OF_STATE and actor.country in parties
    own = actor.country if of_state else actor.name
    return next((n for n in (own, actor.country) if n in parties), None)


def _is_past_or_hoped(move: Move) -> bool:
    """ "Earlier truces had collapsed", "to move on, once agreed, to a lasting peace": not how things stand."""
    if move.act is Act.ASSESS:
        return bool(_EARLIER.search(move.quote))
    return move.act is Act.AGREE and is_hoped(move.quote)


def _is_courtesy(move: Move) -> bool:
    """ "The leaders agreed to stay in contact", "he put off the visit": neither agreed on nor broken off the matter."""
    if move.act is Act.AGREE:
        talk = bool(_TALK.search(move.quote)) and not _DEAL.search(move.quote)
        return talk or bool(_COURTESY.search(move.quote)) or is_step(move.quote)
    return move.act is Act.SUSPEND and bool(_VISIT.search(move.quote))


def list_sides(parties: Sequence[Party], claims: Iterable[Participation]) -> list[str]:
    """The parties that negotiate: those told as such, and not also, more than now and then, as going between others."""
    told: Counter[str] = Counter()
    between: Counter[str] = Counter()
    for claim in claims:
        told[claim.actor.name] += 1
        between[claim.actor.name] += claim.role in _BETWEEN
    return [
        p.name
        for p in parties
        if p.roles[0] in {Role.PARTY, Role.ARMED_GROUP} and between[p.name] < _OFTEN * told[p.name]
    ]
