"""The classes of claims that readers found right often enough to be relied on unread, kind by kind.

A claim is of its class where its own words, or those of its sentence, name who acts, tell the act plainly and as fact, and
leave nobody out whose word it is. What each class was measured to be is in `data/confidence.toml`.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from travaux.ontology.claim import (
    AccessReport,
    ActorRef,
    AnyClaim,
    Consignment,
    Demand,
    Incident,
    Instrument,
    Leverage,
    MeetingMention,
    ProposalMention,
    Route,
)
from travaux.ontology.vocabulary import AccessState, ActorKind, LeverageKind, MeetingStatus, Modality, ProposalState
from travaux.reading.needles import Sought

SIDES = frozenset(
    {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.IGO, ActorKind.MILITARY, ActorKind.MOVEMENT, ActorKind.AGENCY}
)
ASKING = frozenset({"questioner", "moderator", "interviewer", "journalist", "reporter"})
"""Voices of a transcript that only ask."""
KNOWN = frozenset({"pack", "name", "surname", "office", "description"})
"""Ways in which words lead to a name of their own, rather than to one that stands elsewhere."""
STILL = frozenset({AccessState.PLANNED, AccessState.APPROVED, AccessState.UNKNOWN})
_PAIR = 2
_NEAR = 80
"""Characters within which a name stands by the words that tell what its bearer does."""
_ANSWERED = frozenset({ProposalState.ACCEPTED, ProposalState.REJECTED, ProposalState.COUNTERED})
_BETWEEN = 1
"""Words between the verb and what is wanted, of nobody named ("asked for more")."""
_NAME = re.compile(r"\w{3,30}")
_QUOTED = re.compile(r"[“\"]")
_GENITIVES = ("'s ", "’s ", "' ", "’ ")
_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_ADDRESSED = re.compile(r"^(?!(?:to|that|for)\b)(?=[^,]{0,80}, )(?:.{0,80}[, ](?:and )?[A-Z]\w+)$")
"""A list of names is of those who are asked, and not what they are asked for."""
_LED_IN = re.compile(r"((?:[^,“”\"]{1,80}, ){1,2})(he|she|it|they)\b(?! (?:is|was|has been) \w+ that)")
_LEAD = 8
"""Words before a verb of asking, at most."""
_SOON = 3
"""Words behind a name within which a verb is its bearer's."""
_CONTENT = 3
"""Words of what is demanded, at least, that tell it."""


@lru_cache(maxsize=1)
def load_words() -> dict[str, list[str]]:
    """The word lists of `data/sure.toml`."""
    words: dict[str, list[str]] = tomllib.loads(
        (files("travaux.coding") / "data" / "sure.toml").read_text(encoding="utf8")
    )
    return words


@cache
def pattern(name: str, *, exact: bool = False) -> re.Pattern[str]:
    """One list of them as a pattern of whole words, in either case unless `exact`."""
    flags = re.DOTALL if exact else re.DOTALL | re.IGNORECASE
    return re.compile(rf"\b(?:{'|'.join(load_words()[name])})(?!\w)", flags)


@cache
def sought(name: str, *, exact: bool = False) -> Sought:
    """That pattern, to be looked for in a sentence or a part of one."""
    return Sought(pattern(name, exact=exact))


def _tells(name: str, words: str) -> bool:
    return sought(name).search(words) is not None


def points_out(words: str) -> bool:
    """Whether a sentence points out of itself: to the one before, or to a speaker or a matter that another one names."""
    return points_back(words) or _tells("within", words)


def points_back(words: str) -> bool:
    """Whether who acts or speaks in a sentence is told by a pronoun for somebody whom another one names."""
    return _points().match(words) is not None or _tells("left", words) or _is_led_in(words)


@lru_cache(maxsize=1)
def _points() -> re.Pattern[str]:
    """Beginnings that point to the sentence before."""
    words = load_words()
    return re.compile(
        rf"[“\"‘']?(?:(?:{'|'.join(words['joining'])}),? )?(?:{'|'.join(words['pointing'])})\b", re.IGNORECASE
    )


def names_somebody(words: str) -> bool:
    """Whether a sentence holds a name, of whomever: talks of nobody ("the talks have failed") may be any talks."""
    return any(w[:1].isupper() and not pattern("days").match(w) for w in words.replace("“", "").split()[1:])


def _is_led_in(words: str) -> bool:
    """Whether a pronoun is the subject behind the words that lead a sentence in, and these name nobody: "In May, it fell"."""
    found = _LED_IN.match(words)
    if found is None:
        return False
    return found[2] in {"he", "she"} or not names_somebody(found[1])


def is_habit(words: str) -> bool:
    """Whether words make a deed a habit, or none."""
    return _tells("habits", words)


def is_background(words: str) -> bool:
    """Whether a sentence tells what has long been so, or guesses."""
    return _tells("background", words) or _tells("guess", _QUOTATION.sub("", words))


def is_sure_proposal(claim: ProposalMention) -> bool:
    """Whether words name who offers what, or who answered it, as fact."""
    telling = count_telling(claim)
    if not is_clear(claim, claim.authors) or not stand_in(claim, claim.authors) or is_asked(claim) or is_carried(claim):
        return False
    if (
        not claim.sentence
        or _tells("view", claim.quote)
        or claim.label.startswith("that ")
        or _tells("participle", claim.label)
        or _tells("asked", claim.label)
        or is_hearsay(claim)
    ):
        return False
    if _tells("violent", claim.quote):
        return False
    if claim.state is ProposalState.TABLED:
        offered = _tells("offered", claim.quote) and not _tells("signed", claim.sentence)
        return offered and telling > _PAIR and claim.modality is Modality.ASSERTED
    if claim.state is ProposalState.ACCEPTED:
        if claim.modality is Modality.HISTORICAL or _tells("part", claim.sentence):
            return False
        pair = len(claim.authors) >= _PAIR and all(a.by != "description" for a in claim.authors)
        return pair and _tells("agreed", claim.quote) and not _tells("yet", claim.quote)
    answered = claim.state is not ProposalState.REJECTED or _tells("refused", claim.quote)
    if not all(_made(claim, a) for a in claim.authors) or points_back(claim.sentence):
        return False
    return telling > 0 and claim.state in _ANSWERED and answered and not _tells("unreal", claim.sentence)


def _made(claim: ProposalMention, author: ActorRef) -> bool:
    """Whether words tie an offer to somebody: "Norway's offer", "tabled by Norway", "Norway offered"; not "invited Norway"."""
    if author.span is None:
        return False
    start, end = author.span.start - claim.span.start, author.span.end - claim.span.start
    if pattern("made").match(claim.quote, end) or pattern("made_by").search(claim.quote[:start]):
        return True
    offered = pattern("offered").search(claim.quote, end)
    return offered is not None and len(claim.quote[end : offered.start()].split()) < _SOON


def count_telling(claim: ProposalMention) -> int:
    """How many words of a label tell this proposal from others."""
    return len([w for w in claim.label.split() if w.lower() not in load_words()["small"]])


def _asks(claim: Demand) -> bool:
    """Whether words begin with a verb of asking, and go on with what is wanted, or with those of whom it is.

    "Urged the opening of the port to feed the town" asks for the opening.
    """
    found = pattern("ask").search(claim.quote)
    if found is None or len(claim.quote[: found.start()].split()) > _LEAD or len(claim.quote) - found.end() <= _CONTENT:
        return False
    if _tells("noun", claim.quote[: found.start()]):
        return False
    if _tells("denied", claim.sentence[: max(claim.sentence.find(claim.quote), 0)]) or _ADDRESSED.search(claim.content):
        return False
    if claim.content.lower().startswith("to "):
        return bool(claim.of)
    between = claim.quote[found.end() : max(claim.quote.find(claim.content, found.end()), 0)]
    return bool(claim.of) or len(between.split()) <= _BETWEEN


def is_sure_demand(claim: Demand) -> bool:
    """Whether a verb of asking tells it as fact, of somebody whom its sentence names, in the report's own voice."""
    plain = _asks(claim) and not _tells("participle", claim.quote) and not claim.rule.endswith("-tagged")
    single = len(claim.by) == 1 or all(a.by != "description" for a in claim.by)
    single = single and not any(a.kind is ActorKind.PERSON and _owns(claim, a) for a in claim.by)
    told = claim.modality is Modality.ASSERTED and claim.voice.speaker is None and not is_hearsay(claim)
    content = len(claim.content.split()) >= _CONTENT
    return plain and told and single and content and bool(claim.by) and all(in_sentence(claim, a) for a in claim.by)


def is_sure_leverage(claim: Leverage) -> bool:
    """Whether a verb of threatening tells it once and as fact, of sides that its words name."""
    plain = _tells("threaten", claim.quote) and len(claim.quote.split()) > _CONTENT and not is_habit(claim.quote)
    plain = plain and not claim.rule.endswith("-tagged")
    told = claim.modality is Modality.ASSERTED and claim.voice.speaker is None and not is_hearsay(claim)
    named = all(a.kind in SIDES or a.kind is ActorKind.PERSON for a in claim.by) and all(
        a.kind in SIDES for a in claim.on
    )
    whom = (claim.type is not LeverageKind.PRESSURE or bool(claim.on)) and not _tells("notice", claim.quote)
    return plain and told and named and whom and is_clear(claim, claim.by) and bool(claim.sentence)


def is_sure_meeting(claim: MeetingMention) -> bool:
    """Whether words tell the meeting itself, and name all who meet."""
    able = [a for a in claim.participants if stand_in(claim, [a]) and _can_meet(a)]
    held = len(claim.participants) == _PAIR or claim.status is MeetingStatus.HELD
    way = _tells("apart", claim.quote) or (
        claim.status is not MeetingStatus.PLANNED and _tells("on_the_way", claim.quote)
    )
    plain = _tells("met", claim.quote) and not (way or _tells("sent", claim.quote))
    return (
        bool(claim.sentence)
        and held
        and plain
        and len(able) == len(claim.participants) >= _PAIR
        and not (is_asked(claim) or is_carried(claim))
    )


def _can_meet(actor: ActorRef) -> bool:
    """Whether somebody is one who meets others, known by a name: "the two sides" may be anybody's."""
    able = actor.kind is ActorKind.PERSON or (actor.kind in SIDES and actor.kind is not ActorKind.AGENCY)
    return able and actor.by in KNOWN - {"description"}


def is_sure_access(claim: AccessReport | Consignment | Incident | Route) -> bool:
    """Whether a point's state is told as it is, by a verb of its own; or harm to aid, with its place."""
    if claim.voice.speaker is not None or is_hearsay(claim):
        return False
    if isinstance(claim, AccessReport):
        point = not claim.rule.partition(":")[2].startswith(("siege", "area"))
        told = _tells("state", claim.quote) and not _tells("yet", claim.quote)
        return point and claim.state not in STILL and told
    if not isinstance(claim, Incident) or any(a.kind not in SIDES for a in claim.by):
        return False
    own = bool(claim.sentence) and not _QUOTED.search(claim.sentence)
    return own and claim.place is not None and len(claim.quote.split()) >= _PAIR


def is_sure_instrument(claim: Instrument) -> bool:
    """Whether a named text is told to have been signed or adopted."""
    done = claim.action in {"adopted", "vetoed", "signed"} and claim.modality is Modality.ASSERTED
    told = _tells("signed", claim.quote) and not (_tells("yet", claim.quote) or is_hearsay(claim))
    return done and told and bool(claim.sentence) and not is_carried(claim)


def is_hearsay(claim: AnyClaim) -> bool:
    """Whether the sentence around a claim leaves it to others, though the claim has no speaker and no outlet behind it."""
    return claim.voice.speaker is None and not claim.voice.relayed_by and _tells("hearsay", claim.sentence)


def is_carried(claim: AnyClaim) -> bool:
    """Whether the speaker of a claim is taken from another sentence: its own names nobody who says it, and is no quotation."""
    speaker, words = claim.voice.speaker, claim.sentence
    return bool(speaker) and not _QUOTATION.fullmatch(words) and not names_speaker(speaker or "", words)


def names_speaker(speaker: str, words: str) -> bool:
    """Whether a sentence names its speaker and lets him speak, or says that somebody says it."""
    own = words.lower()
    named = any(name.lower() in own for name in _NAME.findall(speaker))
    return (named and (_tells("speaks", own) or bool(_QUOTED.search(own)))) or (
        _tells("says", own) and not _tells("somebody", own)
    )


def is_asked(claim: AnyClaim) -> bool:
    """Whether only somebody says it who asks the questions of a briefing."""
    return (claim.voice.speaker or "").lower() in ASKING


def is_clear(claim: AnyClaim, actors: Sequence[ActorRef]) -> bool:
    """Whether words in the claim or by it name all of these."""
    return bool(actors) and all(a.by in KNOWN and _is_near(claim, a) for a in actors)


def _is_near(claim: AnyClaim, actor: ActorRef) -> bool:
    if actor.span is None:
        return False
    return max(claim.span.start - actor.span.end, actor.span.start - claim.span.end) <= _NEAR


def stand_in(claim: AnyClaim, actors: Sequence[ActorRef]) -> bool:
    """Whether all actors stand in the claim's own words."""
    return bool(actors) and all(a.span is not None and claim.span.covers(a.span) for a in actors)


def _owns(claim: AnyClaim, actor: ActorRef) -> bool:
    """Whether somebody stands in the sentence as the owner of another: "one of Lind's envoys"."""
    at = claim.sentence.find(claim.quote)
    if actor.span is None or at < 0:
        return False
    return claim.sentence[at + actor.span.end - claim.span.start :].startswith(_GENITIVES)


def in_sentence(claim: AnyClaim, actor: ActorRef) -> bool:
    """Whether an actor is named by words of its own in the claim's sentence."""
    at = claim.sentence.find(claim.quote)
    if actor.span is None or at < 0 or actor.by in {"context", "pronoun"}:
        return False
    start = claim.span.start - at
    return start <= actor.span.start and actor.span.end <= start + len(claim.sentence)
