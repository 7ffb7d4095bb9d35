"""Which acts show how a negotiation stands: its signs, each with a weight."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Modality, ProcessStatus
from travaux.resolve.firmness import is_headlined, is_hoped, is_plain, is_step, is_sure
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
_ENDED = re.compile(
    r"\b(?:terminat\w+|abrogat\w+|repudiat\w+|annul\w*|abandonment|tore up|torn up|tear(?:ing|s)? up|ripped up)\b"
    r"[^.;]{0,60}\b(?:peace|truce|cease-?fire|armistice|talks|negotiations|dialogue)\b"
    r"|\b(?:end(?:ed|s|ing)?|scrapp?(?:ed|s|ing)?|void(?:ed|s)?|revok\w+|renounc\w+|denounc\w+|quit|cancel\w*)\b"
    r"(?: [\w’'-]+){0,4}? (?:truce|cease-?fire|armistice|peace (?:agreement|accord|deal|treaty|pact|process))\b",
    re.IGNORECASE,
)
"""Words of an accord, or of talks, that a side brings to an end for good."""
_PEACE = re.compile(r"\b(?:peace|truce|cease-?fire|armistice|cessation of hostilities)\b", re.IGNORECASE)
_DECLARED = re.compile(
    r"\b(?:announc|declar|confirm|order|decree|proclaim)\w*\b[^.;]{0,80}\b(?:terminat|suspen|abandon|abrogat|cancel)\w+ of\b",
    re.IGNORECASE,
)
"""A noun for a deed that its doer declares: "announced the suspension of the talks"."""
_CEASES = re.compile(
    r"(?<!plan for a )(?<!proposal for a )(?<!talks on a )\b(?:truce|cease-?fire|armistice|cessation of hostilities"
    r"|(?:end|halt) (?:to|in) (?:the )?(?:hostilities|fighting)|peace (?:agreement|accord|deal|treaty|pact))\b"
    r"(?! (?:plans?|proposals?|talks|negotiations|offers?|terms|monitor\w*|commissions?|committees?|mechanisms?|observers?))",
    re.IGNORECASE,
)
"""What only those who fight can agree on between them."""
_IN_FORCE = re.compile(
    r"\b(?:truce|cease-?fire|armistice|cessation|pause)\b[^.;]{0,60}"
    r"\b(?:(?:took|takes|taken|taking|went|gone|came|come|coming) (?:in)?(?:to )?(?:effect|force)|began|begun)\b",
    re.IGNORECASE,
)
_MIGHT = re.compile(
    r"\b(?:could|may|might|would|should|can|if|unless|fear\w*|risk\w*|warn\w*|threat\w*|avert\w*|avoid\w*|prevent\w*"
    r"|danger of|on the (?:brink|verge|point) of|about to|close to|nearly|almost|all but|as good as)\b(?!-)",
    re.IGNORECASE,
)
"""Words before that of a deed, by which it is only feared or near."""
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


@dataclass(frozen=True, slots=True)
class SignRule:
    """A move of this act, told as fact, shows this status with this weight; the words must fit where given."""

    act: Act
    status: ProcessStatus
    weight: int
    words: re.Pattern[str] | None = None


_RULES = (
    SignRule(Act.ASSESS, ProcessStatus.COLLAPSED, 8, _COLLAPSE),
    SignRule(Act.SUSPEND, ProcessStatus.COLLAPSED, 8, _ENDED),
    SignRule(Act.SUSPEND, ProcessStatus.SUSPENDED, 7, _TALKING),
    SignRule(Act.AGREE, ProcessStatus.AGREEMENT_IN_PRINCIPLE, 7, _PRINCIPLE),
    SignRule(Act.AGREE, ProcessStatus.AGREED, 6),
    SignRule(Act.ACCEPT, ProcessStatus.AGREED, 6, _DEAL),
    SignRule(Act.CEASEFIRE, ProcessStatus.IMPLEMENTING, 6, _FIRE),
    SignRule(Act.ASSESS, ProcessStatus.STALLED, 5, _FAIL),
    SignRule(Act.REJECT, ProcessStatus.STALLED, 3),
    SignRule(Act.RESUME, ProcessStatus.TALKS, 4),
    SignRule(Act.MEET, ProcessStatus.TALKS, 2),
    SignRule(Act.MEDIATE, ProcessStatus.TALKS, 1),
)
_RULES_OF = {rule.act: [r for r in _RULES if r.act is rule.act] for rule in _RULES}
PARTIAL = SignRule(Act.AGREE, ProcessStatus.TALKS, 4)
"""A deal on something else than the main matter: the sides talk, and have agreed on that."""
_WHOLE = re.compile(r"\b(?:peace|truce|cease-?fire|armistice|cessation|comprehensive|final)\b", re.IGNORECASE)
_LESSER = re.compile(
    r"\b(?:declarations?|statements?|communiqu[eé]s?|commitments?|memorand(?:um|a)|protocols?|letters? of intent)\b",
    re.IGNORECASE,
)
"""What the sides may sign long before they agree on the main matter."""
_OF_STATE = {ActorKind.PERSON, ActorKind.AGENCY, ActorKind.MILITARY}
_IN_ARMS = {ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.POLITICAL_PARTY}
_OPPOSED = _IN_ARMS | {ActorKind.ORGANISATION, ActorKind.STATE}
_ACTING = _IN_ARMS | _OF_STATE | {ActorKind.STATE}
Sign = tuple[Move, SignRule]


def list_signs(
    moves: Iterable[Move], parties: Sequence[str], main: Issue | None, third: Collection[str] = ()
) -> list[Sign]:
    """The signs among these moves; `parties` negotiate about `main`, and `third` go between them.

    A move counts when it is told as fact in the present (not as background) and its words name a party of the negotiation,
    or nobody, as its actor. Of these, only what `is_firm` shows a status.
    """
    return [
        (m, PARTIAL if m.act is Act.AGREE and _is_partial(m, main) else rule)
        for m in moves
        if m.modality is Modality.ASSERTED
        for rule in _RULES_OF.get(m.act, ())
        if _fits(m, rule, parties, third)
    ]


def is_firm(sign: Sign, parties: Collection[str]) -> bool:
    """Whether a status can rest on a sign: it is told by a claim that is relied on unread, in a headline, or plainly."""
    move, rule = sign
    return is_sure(move) or is_headlined(move, parties) or is_plain(move, rule.status, parties)


def _fits(move: Move, rule: SignRule, parties: Sequence[str], third: Collection[str]) -> bool:
    """Whether a move of the rule's act shows its status: in words of bargaining, and of those who bargain."""
    if (rule.words is not None and not rule.words.search(move.quote)) or is_bare(move.quote):
        return False
    if _is_only_named(move) or _is_courtesy(move) or _is_past_or_hoped(move) or _is_feared(move):
        return False
    if rule.status is ProcessStatus.IMPLEMENTING and _BROKEN.search(move.quote):
        return False
    if move.act in _TALKED and not (_TALKS if move.act is Act.MEDIATE else _BARGAIN).search(move.quote):
        return False
    if move.act is Act.ASSESS:
        return len(move.quote.split()) >= _TELLING
    return _is_of_those_who_bargain(move, parties, third)


def _is_only_named(move: Move) -> bool:
    """A noun tells of a deed that is spoken of, unless its doer declares it."""
    declared = move.act is Act.SUSPEND and _DECLARED.search(move.quote)
    return _NOMINAL in move.rule and move.act is not Act.ASSESS and not declared


def _is_of_those_who_bargain(move: Move, parties: Sequence[str], third: Collection[str]) -> bool:
    told = move.actors if move.act is Act.SUSPEND else (*move.actors, *move.recipients)
    sides = {n for a in told if a.by != "context" for n in (a.name, a.country) if n}
    named = _count_sides(told, parties)
    if move.act is Act.AGREE and named < _PAIR:
        together = not named and any(_TOGETHER.search(a.name) for a in move.actors)
        return together or _is_agreed_by_foes(move, parties, third)
    if move.act is Act.ACCEPT:
        return _count_sides(move.actors, parties) >= _PAIR
    if move.act is Act.MEET and move.actors and not _count_sides(move.actors, parties):
        return False  # a third one met both: each talked with that one
    if move.act is Act.RESUME and not sides:
        return True
    if move.act is Act.CEASEFIRE and sides <= set(third):
        return bool(parties) and _IN_FORCE.search(move.quote) is not None
    if move.act is Act.CEASEFIRE and named < _PAIR and any(_is_stranger(a, parties, third) for a in told):
        return False  # a party and somebody else: another war
    if move.act is Act.SUSPEND and not named:
        return _PEACE.search(move.quote) is not None and any(_acts(a, third) for a in move.actors)
    return named >= (_PAIR if move.act in {Act.MEET, Act.REJECT, Act.MEDIATE} else 1)


def _is_stranger(actor: ActorRef, parties: Sequence[str], third: Collection[str]) -> bool:
    """Whether an actor is a state of its own, and neither a party nor one that goes between them."""
    known = {actor.name, actor.country} & {*parties, *third}
    return actor.kind is ActorKind.STATE and actor.by != "context" and not known


def _acts(actor: ActorRef, third: Collection[str]) -> bool:
    """Whether an actor can leave or end a peace accord, though nothing else tells it as a party."""
    known = actor.by not in {"context", "words"} and actor.kind in _ACTING
    return known and actor.name not in third and actor.country not in third


def _is_agreed_by_foes(move: Move, parties: Sequence[str], third: Collection[str]) -> bool:
    """Whether two agree on what only foes can, a truce say: a party and another side, or two states."""
    sides = [
        a for a in move.actors if a.by not in {"context", "words"} and a.name not in third and a.country not in third
    ]
    party = {n for a in sides if a.kind not in _IN_ARMS and (n := _party_of(a, parties))}
    party |= {a.name for a in sides if a.name in parties}
    others = {a.name for a in sides if a.kind in _OPPOSED} - party
    return bool(party) and bool(others) and _CEASES.search(move.quote) is not None


def find_main(corpus: Corpus, moves: Sequence[Move]) -> Issue | None:
    """The main matter: a ceasefire where one is spoken of at all, else what most acts are about."""
    told: Counter[Issue] = Counter()
    for part in corpus.memory.each("matters", moves, lambda own: Counter(i for m in own for i in m.issues)):
        told.update(part)
    if Issue.CEASEFIRE in told:
        return Issue.CEASEFIRE
    return min(told, key=lambda i: (-told[i], i), default=None)


def _is_partial(move: Move, main: Issue | None) -> bool:
    """Whether what was agreed is told, and is something else than the main matter."""
    told = bool(move.issues) or (main is Issue.CEASEFIRE and _LESSER.search(move.quote) is not None)
    return told and main not in move.issues and not _WHOLE.search(move.quote)


def name_sides(actors: Iterable[ActorRef], parties: Collection[str]) -> tuple[str, ...]:
    """The parties that these actors are, in order."""
    return tuple(dict.fromkeys(n for a in actors if (n := _party_of(a, parties))))


def _count_sides(actors: Iterable[ActorRef], parties: Collection[str]) -> int:
    """How many parties these actors are: who speaks or fights for a state is that state."""
    return len(name_sides(actors, parties))


def _party_of(actor: ActorRef, parties: Collection[str]) -> str | None:
    if actor.by == "context":
        return None
    if actor.kind in _IN_ARMS:
        return actor.name if actor.name in parties else None
    of_state = actor.kind in _OF_STATE and actor.country in parties
    own = actor.country if of_state else actor.name
    return next((n for n in (own, actor.country) if n in parties), None)


def _is_past_or_hoped(move: Move) -> bool:
    """ "Earlier truces had collapsed", "to move on, once agreed, to a lasting peace": not how things stand."""
    if move.act is Act.ASSESS:
        return bool(_EARLIER.search(move.quote))
    return move.act is Act.AGREE and is_hoped(move.quote)


def _is_feared(move: Move) -> bool:
    """ "The talks could collapse", "on the brink of a breakdown": what is told before the deed's own word makes it none."""
    lead = move.quote[: max(move.trigger.start - move.span.start, 0)]
    return _MIGHT.search(lead) is not None


def _is_courtesy(move: Move) -> bool:
    """ "The leaders agreed to stay in contact", "he put off the visit": neither agreed on nor broken off the matter."""
    if move.act is Act.AGREE:
        talk = bool(_TALK.search(move.quote)) and not _DEAL.search(move.quote)
        return talk or bool(_COURTESY.search(move.quote)) or is_step(move.quote)
    return move.act is Act.SUSPEND and bool(_VISIT.search(move.quote))
