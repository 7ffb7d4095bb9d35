"""What of a claim tells how likely it is right: features by which `travaux.coding.confidence` rates claims of a kind."""

import re
from collections.abc import Iterator, Sequence

from travaux.ontology.claim import (
    AccessReport,
    ActorRef,
    AnyClaim,
    Assessment,
    CeasefireMention,
    Consignment,
    Count,
    Demand,
    Incident,
    Instrument,
    Leverage,
    MeetingMention,
    Move,
    PositionMention,
    ProposalMention,
    Response,
    Route,
    Term,
)
from travaux.ontology.vocabulary import (
    AccessState,
    Act,
    ActorKind,
    MeetingStatus,
    Modality,
    ProposalState,
    SegmentKind,
    SpeakerKind,
)

OF_ACCESS = (AccessReport, Consignment, Incident, Route)
"""Claims of access, judged together: a point, a siege, an area, a load, harm, a way."""
_STILL = frozenset({AccessState.PLANNED, AccessState.APPROVED, AccessState.UNKNOWN})
DEEDS = frozenset(
    {Act.ATTACK, Act.DETAIN, Act.RELEASE, Act.DELIVER_AID, Act.WITHDRAW, Act.MOBILIZE, Act.OPEN_ACCESS, Act.CLOSE_ACCESS,
     Act.SUSPEND, Act.RESUME, Act.SANCTION, Act.MEDIATE, Act.VOTE, Act.CEASEFIRE, Act.CONCEDE}
)  # fmt: skip
"""Acts that are done rather than said: readers judged lines of them, whether actor, deed and modality are right."""
_SIDES = frozenset(
    {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.IGO, ActorKind.MILITARY, ActorKind.MOVEMENT, ActorKind.AGENCY}
)
_ASKING = frozenset({"questioner", "moderator", "interviewer", "journalist", "reporter"})
"""Voices of a transcript that only ask."""
_WEIGHED, _WEIGHED_TO = "+weighed", "+weighed-to"
"""Marks in the rule of a move of which slots its own words do not fill (`travaux.coding.moves`)."""
_PRONOUNS = {"it", "that", "this", "them", "you", "so", "us", "him", "her", "these", "those", "one", "what"}
_LENGTHS = ((4, "few"), (9, "some"), (20, "many"))
"""Words of a quote: fewer than this many are called so."""
_TELLING = 4
"""Words of a quote from which on it tells a deed or a state by itself."""
_TOLD_IN = frozenset({SegmentKind.BODY, SegmentKind.LIST_ITEM, SegmentKind.SUBHEAD})
"""Parts of a report that tell what happened; a caption describes a picture, and in a transcript voices are often confused."""
_HELD = "term-held"
_OF_DEALS = frozenset({"term-deal-of", "term-handover", "term-said"})
"""Rules that find terms in the words of their deal."""
_SENT = re.compile(r"\b(?:sen[dt]s?|sending|dispatch\w*)\b", re.IGNORECASE)
"""Who sends somebody to a meeting is not there."""
_PAIR = 2
_NEAR = 80
"""Characters within which a name stands by the words that tell what its bearer does."""
_PLAIN = re.compile(
    r"\b(?:urg|call|demand|ask|press(?!\w* for\b)|appeal|plead|request|threat|warn|vow|repeat)\w* .{8}",
    re.IGNORECASE | re.DOTALL,
)
"""How words begin that say outright that somebody wants or threatens something ("insisted" may only assert)."""
_KNOWN = frozenset({"pack", "name", "surname", "office", "description"})
"""Ways in which words lead to a name of their own, rather than to one that stands elsewhere."""
_HABITS = re.compile(r"\b(?:often|frequently|routinely|regularly|typically|usually|always|never|no)\b", re.IGNORECASE)
"""Words that make a deed a habit, or none."""
_TALKS = re.compile(
    r"\b(?:talks?|negotiat\w+|dialogue|deals?|agreements?|cease-?fire|truce|peace|proposals?|mediat\w+)\b",
    re.IGNORECASE,
)
"""What an assessment must speak of to tell where a negotiation stands."""
_ANSWERED = frozenset({ProposalState.ACCEPTED, ProposalState.REJECTED, ProposalState.COUNTERED})
_SMALL = frozenset(
    "the a an of to in on for and or its his her their our this that plan plans deal proposal offer idea talks".split()
)
"""Words of a label that do not tell one proposal from another."""


def kind_of(claim: AnyClaim) -> str:
    """The kind by which a claim is rated: its own, save that deeds are apart from what is said, and access is one kind."""
    if isinstance(claim, Move) and claim.act in DEEDS:
        return "deed"
    return "access" if isinstance(claim, OF_ACCESS) else claim.kind


def list_features(claim: AnyClaim) -> list[str]:
    """What of a claim tells how likely it is right, as names that hold of it."""
    if isinstance(claim, Move) and claim.act in DEEDS:
        return list(_deed_features(claim))
    if isinstance(claim, OF_ACCESS):
        return list(_access_features(claim))
    return [*_common_features(claim), *_own_features(claim)]


def _deed_features(claim: Move) -> Iterator[str]:
    """Whether the deed's own words tell who did it, and to whom; what it is, and how it is meant."""
    yield from (f"act={claim.act.value}", f"modality={claim.modality.value}", f"one={len(claim.actors) == 1}")
    yield f"told={'noun' if ':noun:' in claim.rule else 'model' if claim.rule.startswith('model') else 'verb'}"
    weighed = _WEIGHED in claim.rule.removesuffix(_WEIGHED_TO)
    side = bool(claim.actors) and all(a.kind in _SIDES for a in claim.actors)
    own = _stand_in(claim, claim.actors)
    yield from (f"weighed={weighed}", f"side={side}", f"own={own}", f"actors={_knows(claim.actors)}")
    if claim.recipients and not claim.rule.endswith(_WEIGHED_TO):
        known = all(a.kind in _SIDES or a.kind is ActorKind.PEOPLE for a in claim.recipients)
        yield from (f"to-side={known}", f"to-own={_stand_in(claim, claim.recipients)}")
    else:
        yield f"to={'weighed' if claim.recipients else 'none'}"
    words = claim.quote[claim.trigger.start - claim.span.start :] if claim.span.covers(claim.trigger) else ""
    ing = words.partition(" ")[0].lower().endswith("ing")
    habit = _HABITS.search(claim.quote) is not None
    plain = ":verb:" in claim.rule and not claim.rule.startswith("model") and not (ing or habit or weighed)
    clear = side and own and plain and _is_clear(claim, claim.actors)
    yield from (f"ing={ing}", f"hedged={claim.voice.hedge is not None}", f"habit={habit}", f"clear={clear}")
    yield f"long={len(claim.quote.split()) > _TELLING}"
    yield from (f"said={claim.voice.speaker is not None}", f"part={claim.part.value}")
    yield f"sure={clear and claim.part in _TOLD_IN}"


def _access_features(claim: AccessReport | Consignment | Incident | Route) -> Iterator[str]:
    """What is told (a point, a siege, an area by its shape, a load, harm), and whether it is only to come."""
    rule = claim.rule.partition(":")[2]
    told = rule if rule.startswith(("siege", "area")) else "point"
    yield f"told={told if isinstance(claim, AccessReport) else claim.kind}"
    yield f"to-come={isinstance(claim, AccessReport | Route) and claim.state in _STILL}"
    yield f"said={claim.voice.speaker is not None}"
    yield f"long={len(claim.quote.split()) >= _TELLING}"
    still = isinstance(claim, AccessReport | Route) and claim.state in _STILL
    if isinstance(claim, AccessReport):
        yield from (f"state={claim.state.value}", f"reopened={claim.reopened}")
        sure = told == "point" and not still
    else:
        sure = isinstance(claim, Incident) and claim.place is not None and len(claim.quote.split()) >= _PAIR
    yield f"sure={sure and claim.voice.speaker is None}"


def _common_features(claim: AnyClaim) -> Iterator[str]:
    words = len(claim.quote.split())
    yield f"words={next((name for limit, name in _LENGTHS if words < limit), 'most')}"
    yield f"part={claim.part.value}"
    yield f"modality={claim.modality.value}"
    yield f"voice={claim.voice.kind.value if claim.voice.speaker else SpeakerKind.REPORTER.value}"


def _own_features(claim: AnyClaim) -> Iterator[str]:
    """What only claims of its kind have."""
    match claim:
        case Move():
            yield from _move_features(claim)
        case ProposalMention():
            yield from _proposal_features(claim)
        case Demand() | Leverage():
            yield from _wish_features(claim)
        case MeetingMention():
            yield from _meeting_features(claim)
        case Term():
            yield from (f"rule={claim.rule}", f"issue={claim.issue is not None}", f"deal={claim.deal is not None}")
            yield f"measured={claim.quantity is not None or claim.duration is not None}"
            yield from _told_by(claim)
            yield f"sure={claim.rule == _HELD or (claim.rule in _OF_DEALS and claim.deal is not None)}"
        case Count():
            yield from (f"rule={claim.rule}", f"unit={claim.unit is not None}")
        case _:
            yield from _spoken_features(claim)


def _spoken_features(claim: AnyClaim) -> Iterator[str]:
    """What is said of the talks, of an issue, of a ceasefire; an answer; a text."""
    match claim:
        case Response():
            yield from (
                f"answer={claim.answer.value}",
                f"clear={_is_clear(claim, claim.by)}",
                f"actors={_knows(claim.by)}",
            )
            yield from (f"about={claim.about is not None}", f"target={claim.target is not None}")
            yield from _told_by(claim)
        case Assessment():
            yield from (f"tone={claim.tone}", f"own={bool(claim.by) and claim.by[0].name == claim.voice.speaker}")
            yield f"talks={_TALKS.search(claim.quote) is not None}"
        case PositionMention():
            yield from (
                f"stance={claim.stance.value}",
                f"clear={_is_clear(claim, claim.by)}",
                f"actors={_knows(claim.by)}",
            )
        case CeasefireMention():
            yield from (f"event={claim.event.value}", f"clear={_is_clear(claim, claim.parties)}")
            yield f"number={min(len(claim.parties), 2)}"
        case Instrument():
            yield from (f"action={claim.action}", f"body={claim.body is not None}", f"when={claim.when is not None}")
        case _:
            yield f"rule={claim.rule}"


def _move_features(claim: Move) -> Iterator[str]:
    parts = claim.rule.split(":")
    told = parts[1] if len(parts) > 1 else claim.rule
    yield from (f"act={claim.act.value}", f"told={told}", f"act={claim.act.value},told={told}")
    yield from (f"actors={_knows(claim.actors)}", f"recipients={_knows(claim.recipients)}")
    yield from (f"about={_say_content(claim)}", f"when={claim.when is not None}", f"issues={bool(claim.issues)}")


def _proposal_features(claim: ProposalMention) -> Iterator[str]:
    yield from (f"rule={claim.rule}", f"actors={_knows(claim.authors)}", f"state={claim.state.value}")
    number = min(len(claim.authors), 3)
    yield from (f"issues={bool(claim.issues)}", f"number={number}", f"when={claim.when is not None}")
    yield f"known={bool(claim.authors) and all(a.kind in _SIDES or a.country for a in claim.authors)}"
    yield from _told_by(claim)
    telling = len([w for w in claim.label.split() if w.lower() not in _SMALL])
    clear = _is_clear(claim, claim.authors)
    yield from (f"clear={clear}", f"label={min(telling, 3)}")
    tabled = claim.state is ProposalState.TABLED and telling > _PAIR
    told = telling > 0 or (claim.state is ProposalState.ACCEPTED and number >= _PAIR)
    yield f"sure={clear and (tabled or (told and claim.state in _ANSWERED))}"


def _wish_features(claim: Demand | Leverage) -> Iterator[str]:
    yield from (f"actors={_knows(claim.by)}", f"content={bool(claim.content)}", f"rule={claim.rule}")
    others = claim.of if isinstance(claim, Demand) else claim.on
    yield from (f"to={_knows(others)}", f"known={all(a.kind in _SIDES or a.country for a in claim.by)}")
    yield from _told_by(claim)
    yield f"issue={claim.issue is not None}" if isinstance(claim, Demand) else f"type={claim.type.value}"
    plain, clear = _PLAIN.search(claim.quote) is not None, _is_clear(claim, claim.by)
    single = len(claim.by) == 1 or all(a.by != "description" for a in claim.by)
    told = claim.modality is Modality.ASSERTED and claim.voice.speaker is None
    named = all(a.kind in _SIDES or a.kind is ActorKind.PERSON for a in claim.by) and all(
        a.kind in _SIDES for a in others
    )
    yield from (f"plain={plain}", f"clear={clear}", f"told={told}", f"named={named}")
    once = _HABITS.search(claim.quote) is None and clear and named
    yield f"sure={plain and told and bool(claim.by) and single and (once or isinstance(claim, Demand))}"


def _meeting_features(claim: MeetingMention) -> Iterator[str]:
    number = min(len(claim.participants), 3)
    yield from (f"actors={_knows(claim.participants)}", f"number={number}", f"status={claim.status.value}")
    yield from (f"when={claim.when is not None}", f"place={claim.place is not None}")
    named = [a for a in claim.participants if a.by not in {"context", "words", "pronoun"}]
    yield from (f"named={min(len(named), 3)}", f"all-named={len(named) == len(claim.participants)}")
    yield from (f"told={min(len(claim.also), 2)}", f"format={claim.format.value}")
    yield from _told_by(claim)
    able = [a for a in named if _stand_in(claim, [a]) and _can_meet(a)]
    held = number == _PAIR or claim.status is MeetingStatus.HELD
    sure = held and len(able) == len(claim.participants) >= _PAIR and _SENT.search(claim.quote) is None
    yield from (f"own={min(len(able), 2)}", f"sure={sure}")


def _can_meet(actor: ActorRef) -> bool:
    """Whether somebody is one who meets others, known by a name: "the two sides" may be anybody's."""
    able = actor.kind is ActorKind.PERSON or (actor.kind in _SIDES and actor.kind is not ActorKind.AGENCY)
    return able and actor.by != "description"


def _told_by(claim: AnyClaim) -> Iterator[str]:
    """Whether somebody says it, and whether that is one who asks the questions of a briefing."""
    speaker = (claim.voice.speaker or "").lower()
    yield f"said={bool(speaker)}"
    yield f"asked={speaker in _ASKING}"


def _is_clear(claim: AnyClaim, actors: Sequence[ActorRef]) -> bool:
    """Whether words in the claim or by it name all of these."""
    return bool(actors) and all(a.by in _KNOWN and _is_near(claim, a) for a in actors)


def _is_near(claim: AnyClaim, actor: ActorRef) -> bool:
    if actor.span is None:
        return False
    return max(claim.span.start - actor.span.end, actor.span.start - claim.span.end) <= _NEAR


def _stand_in(claim: AnyClaim, actors: Sequence[ActorRef]) -> bool:
    """Whether all actors stand in the claim's own words."""
    return bool(actors) and all(a.span is not None and claim.span.covers(a.span) for a in actors)


def _knows(actors: Sequence[ActorRef]) -> str:
    """How actors are known: the surest way among them, or none."""
    ways = [a.by for a in actors]
    return next(
        (w for w in ("pack", "name", "surname", "office", "pronoun", "context") if w in ways),
        "words" if ways else "none",
    )


def _say_content(move: Move) -> str:
    if move.about is None:
        return "none"
    about = move.quote[move.about.start - move.span.start : move.about.end - move.span.start].lower()
    return "pronoun" if about in _PRONOUNS else "words"
