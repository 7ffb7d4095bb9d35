"""What of a claim tells how likely it is right: features by which `travaux.coding.confidence` rates claims of a kind."""

import re
from collections.abc import Iterator, Sequence

from travaux.coding.shown import is_progressive, tells_alone, tells_as_done, tells_of_talks
from travaux.coding.sure import (
    ASKING,
    KNOWN,
    SIDES,
    STILL,
    count_telling,
    is_background,
    is_clear,
    is_habit,
    is_hearsay,
    is_sure_access,
    is_sure_demand,
    is_sure_instrument,
    is_sure_leverage,
    is_sure_meeting,
    is_sure_proposal,
    names_somebody,
    stand_in,
)
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
    Act,
    ActorKind,
    Modality,
    SpeakerKind,
)

MOVE, TALK, DEED = "move", "talk", "deed"
"""Kinds of moves: rated by all that they say; by the sentence that tells of a negotiation; by that which tells a deed."""
OF_ACCESS = (AccessReport, Consignment, Incident, Route)
"""Claims of access, judged together: a point, a siege, an area, a load, harm, a way."""
DEEDS = frozenset(
    {Act.ATTACK, Act.DETAIN, Act.RELEASE, Act.DELIVER_AID, Act.WITHDRAW, Act.MOBILIZE, Act.OPEN_ACCESS, Act.CLOSE_ACCESS,
     Act.SUSPEND, Act.RESUME, Act.SANCTION, Act.MEDIATE, Act.VOTE, Act.CEASEFIRE, Act.CONCEDE}
)  # fmt: skip
"""Acts that are done rather than said: readers judged lines of them, whether actor, deed and modality are right."""
_WEIGHED, _WEIGHED_TO = "+weighed", "+weighed-to"
"""Marks in the rule of a move of which slots its own words do not fill (`travaux.coding.moves`)."""
_PRONOUNS = {"it", "that", "this", "them", "you", "so", "us", "him", "her", "these", "those", "one", "what"}
_LENGTHS = ((4, "few"), (9, "some"), (20, "many"))
"""Words of a quote: fewer than this many are called so."""
_TELLING = 4
"""Words of a quote from which on it tells a deed or a state by itself."""
_PAIR = 2
_OF_DEALS = frozenset({"term-held", "term-deal-of", "term-handover"})
"""Rules that find terms in the words of their deal."""
_TALKS = re.compile(
    r"\b(?:talks?|negotiat\w+|dialogue|deals?|agreements?|cease-?fire|truce|peace|proposals?|mediat\w+)\b",
    re.IGNORECASE,
)
"""What an assessment must speak of to tell where a negotiation stands."""


def kind_of(claim: AnyClaim) -> str:
    """The kind by which a claim is rated: its own, save that deeds and talks are apart, and access is one kind."""
    if isinstance(claim, Move):
        return DEED if claim.act in DEEDS else TALK if tells_of_talks(claim) else MOVE
    return "access" if isinstance(claim, OF_ACCESS) else claim.kind


def list_features(claim: AnyClaim) -> list[str]:
    """What of a claim tells how likely it is right, as names that hold of it."""
    if isinstance(claim, Move) and kind_of(claim) != MOVE:
        return list(_deed_features(claim) if claim.act in DEEDS else _talk_features(claim))
    if isinstance(claim, OF_ACCESS):
        return list(_access_features(claim))
    return [*_common_features(claim), *_own_features(claim)]


def list_move_features(claim: Move) -> list[str]:
    """What tells of any move how likely all that it says is right."""
    return [*_common_features(claim), *_move_features(claim)]


def _talk_features(claim: Move) -> Iterator[str]:
    """How a sentence that tells of a negotiation was found, and whether its own words name who acts in it."""
    yield from (f"act={claim.act.value}", f"modality={claim.modality.value}", f"actors={_knows(claim.actors)}")
    yield f"told={'model' if claim.rule.startswith('model') else claim.rule.split(':')[1] if ':' in claim.rule else 'other'}"
    own = stand_in(claim, claim.actors)
    known = [a for a in claim.actors if a.by in KNOWN]
    named = own and bool(known) and all(a in known or a.by == "words" for a in claim.actors)
    yield from (f"own={own}", f"named={named}", f"said={claim.voice.speaker is not None}", f"part={claim.part.value}")
    yield f"sure={named or (claim.act is Act.ASSESS and not claim.actors and names_somebody(claim.sentence))}"


def _deed_features(claim: Move) -> Iterator[str]:
    """Whether the deed's own words tell who did it, and to whom; what it is, and how it is meant."""
    yield from (f"act={claim.act.value}", f"modality={claim.modality.value}", f"one={len(claim.actors) == 1}")
    yield f"told={'noun' if ':noun:' in claim.rule else 'model' if claim.rule.startswith('model') else 'verb'}"
    weighed = _WEIGHED in claim.rule.removesuffix(_WEIGHED_TO)
    able = SIDES | {ActorKind.PERSON} if claim.act is Act.MEDIATE else SIDES
    side = bool(claim.actors) and all(a.kind in able for a in claim.actors)
    own = stand_in(claim, claim.actors)
    yield from (f"weighed={weighed}", f"side={side}", f"own={own}", f"actors={_knows(claim.actors)}")
    if claim.recipients and not claim.rule.endswith(_WEIGHED_TO):
        known = all(a.kind in SIDES or a.kind is ActorKind.PEOPLE for a in claim.recipients)
        yield from (f"to-side={known}", f"to-own={stand_in(claim, claim.recipients)}")
    else:
        yield f"to={'weighed' if claim.recipients else 'none'}"
    words = claim.quote[claim.trigger.start - claim.span.start :] if claim.span.covers(claim.trigger) else ""
    ing = words.partition(" ")[0].lower().endswith("ing") and not is_progressive(claim)
    habit = is_habit(claim.quote)
    plain = ":verb:" in claim.rule and not claim.rule.startswith("model") and not (ing or habit or weighed)
    clear = side and own and plain and is_clear(claim, claim.actors)
    yield from (f"ing={ing}", f"hedged={claim.voice.hedge is not None}", f"habit={habit}", f"clear={clear}")
    yield from (f"long={len(claim.quote.split()) > _TELLING}", f"talks={tells_of_talks(claim)}")
    yield from (f"said={claim.voice.speaker is not None}", f"part={claim.part.value}")
    told = claim.modality is Modality.ASSERTED and claim.act is not Act.MEDIATE
    done = tells_of_talks(claim) or (told and tells_as_done(claim))
    yield f"sure={clear and done and tells_alone(claim) and not is_background(claim.sentence)}"


def _access_features(claim: AccessReport | Consignment | Incident | Route) -> Iterator[str]:
    """What is told (a point, a siege, an area by its shape, a load, harm), and whether it is only to come."""
    rule = claim.rule.partition(":")[2]
    told = rule if rule.startswith(("siege", "area")) else "point"
    yield f"told={told if isinstance(claim, AccessReport) else claim.kind}"
    yield f"to-come={isinstance(claim, AccessReport | Route) and claim.state in STILL}"
    yield f"said={claim.voice.speaker is not None}"
    yield f"long={len(claim.quote.split()) >= _TELLING}"
    if isinstance(claim, AccessReport):
        yield from (f"state={claim.state.value}", f"reopened={claim.reopened}")
    yield f"sure={is_sure_access(claim)}"


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
            yield f"sure={claim.deal is not None and claim.rule in _OF_DEALS and len(claim.content.split()) >= _PAIR}"
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
                f"clear={is_clear(claim, claim.by)}",
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
                f"clear={is_clear(claim, claim.by)}",
                f"actors={_knows(claim.by)}",
            )
        case CeasefireMention():
            yield from (f"event={claim.event.value}", f"clear={is_clear(claim, claim.parties)}")
            yield f"number={min(len(claim.parties), 2)}"
        case Instrument():
            yield from (f"action={claim.action}", f"body={claim.body is not None}", f"when={claim.when is not None}")
            yield f"sure={is_sure_instrument(claim)}"
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
    yield f"known={bool(claim.authors) and all(a.kind in SIDES or a.country for a in claim.authors)}"
    yield from _told_by(claim)
    yield from (f"clear={is_clear(claim, claim.authors)}", f"label={min(count_telling(claim), 3)}")
    yield f"sure={is_sure_proposal(claim)}"


def _wish_features(claim: Demand | Leverage) -> Iterator[str]:
    yield from (f"actors={_knows(claim.by)}", f"content={bool(claim.content)}", f"rule={claim.rule}")
    others = claim.of if isinstance(claim, Demand) else claim.on
    yield from (f"to={_knows(others)}", f"known={all(a.kind in SIDES or a.country for a in claim.by)}")
    yield from _told_by(claim)
    yield f"issue={claim.issue is not None}" if isinstance(claim, Demand) else f"type={claim.type.value}"
    told = claim.modality is Modality.ASSERTED and claim.voice.speaker is None
    yield from (f"clear={is_clear(claim, claim.by)}", f"told={told}", f"hearsay={is_hearsay(claim)}")
    yield f"sure={is_sure_demand(claim) if isinstance(claim, Demand) else is_sure_leverage(claim)}"


def _meeting_features(claim: MeetingMention) -> Iterator[str]:
    number = min(len(claim.participants), 3)
    yield from (f"actors={_knows(claim.participants)}", f"number={number}", f"status={claim.status.value}")
    yield from (f"when={claim.when is not None}", f"place={claim.place is not None}")
    named = [a for a in claim.participants if a.by not in {"context", "words", "pronoun"}]
    yield from (f"named={min(len(named), 3)}", f"all-named={len(named) == len(claim.participants)}")
    yield from (f"told={min(len(claim.also), 2)}", f"format={claim.format.value}")
    yield from _told_by(claim)
    yield from (f"own={stand_in(claim, claim.participants)}", f"sure={is_sure_meeting(claim)}")


def _told_by(claim: AnyClaim) -> Iterator[str]:
    """Whether somebody says it, and whether that is one who asks the questions of a briefing."""
    speaker = (claim.voice.speaker or "").lower()
    yield f"said={bool(speaker)}"
    yield f"asked={speaker in ASKING}"


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
