"""Claims: what one report says, each grounded in its words and with the chain of voices behind it.

A claim never says that something is so; it says that this report, through these voices, tells it so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from travaux.ontology.vocabulary import (
    AccessState,
    Act,
    ActorKind,
    Basis,
    CeasefireEvent,
    CeasefirePurpose,
    ConsignmentStage,
    ConstraintType,
    ControlEvent,
    DemandState,
    DemandStrength,
    FacilityKind,
    Issue,
    LeverageKind,
    MeetingFormat,
    MeetingStatus,
    Modality,
    ProposalState,
    ResponseKind,
    Role,
    SegmentKind,
    SpeakerKind,
    Stance,
    TermStatus,
)
from travaux.spans import Span, check_grounded


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRef:
    """An actor as a claim names it.

    `name` is canonical (packs, or the report's fullest form), `span` the words that stand for it here, `by` how the
    words led to the name: pack | name | surname | office | description | pronoun | context | words, or `part` for people of
    a party whom words only describe.
    """

    name: str
    kind: ActorKind = ActorKind.UNKNOWN
    span: Span | None = None
    by: str = "words"
    office: str | None = None
    """The office in the report's own wording ("CIA Director")."""
    country: str | None = None
    """The state that the actor acts for or belongs to."""
    told: str | None = None
    """The name that the report spells out, where it never uses the canonical one ("Tamil Tigers" for "LTTE")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as told: `edtf` where it can be resolved, else None, and always its words.

    `reading` is a phrase for people when the day cannot be known ("the Friday before the report").
    """

    edtf: str | None
    words: str
    reading: str = ""
    span: Span | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says it: the innermost speaker, and the carriers between the publishing outlet and that speaker."""

    speaker: str | None = None
    kind: SpeakerKind = SpeakerKind.REPORTER
    speaker_span: Span | None = None
    on_behalf_of: str | None = None
    relayed_by: tuple[str, ...] = ()
    """Outermost first, without the publishing outlet."""
    relay_spans: tuple[Span, ...] = ()
    hedge: str | None = None
    denied: bool = False


REPORTER = Voice()
"""The publishing outlet's own voice, without a hedge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a report with its words and who says them."""

    span: Span
    quote: str
    voice: Voice = REPORTER
    modality: Modality = Modality.ASSERTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What all claims have. `id` is stable when the extractor changes: report, kind, span and ordinal."""

    report: str
    span: Span
    quote: str
    voice: Voice = REPORTER
    modality: Modality = Modality.ASSERTED
    part: SegmentKind = SegmentKind.BODY
    because_of: str | None = None
    rule: str = ""
    extractor: str = ""
    confidence: float | None = None
    """The measured precision of claims like it; None where it was not measured."""
    also: tuple["Passage", ...] = ()
    """Further stretches of the report that tell the same, each in its own voice."""
    sentence: str = ""
    """The whole sentence in which the words stand, of claims sure enough to be shown alone: a fragment can mislead."""
    ordinal: int = 0
    sensitivity: str | None = None
    """A mark that a person set on this claim; that of its report stands with the report."""
    embargo_until: date | None = None
    """No export before this day, as a person set it."""
    together: tuple[str, ...] = ()
    """Claims of which a person says that they tell the same thing as this one."""
    apart: tuple[str, ...] = ()
    """Claims of which a person says that they tell another thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(Claim):
    """Somebody says something: source, cue and content, content in one piece or more."""

    kind: Literal["attribution"] = "attribution"
    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...] = ()
    sense: str = "says"
    """What the cue does: says | denies | writes | thinks | wants | cites | asks | acts; nobody says what one wants or does."""
    carriers: tuple[str, ...] = ()
    """The carriers of `voice.relayed_by` as the report writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Claim):
    """An act of the codebook."""

    kind: Literal["move"] = "move"
    act: Act
    trigger: Span
    actors: tuple[ActorRef, ...] = ()
    recipients: tuple[ActorRef, ...] = ()
    about: Span | None = None
    issues: tuple[Issue, ...] = ()
    place: str | None = None
    place_span: Span | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Claim):
    """An actor has a role in the negotiation."""

    kind: Literal["participation"] = "participation"
    actor: ActorRef
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalMention(Claim):
    """A proposal, offer, plan or draft is spoken of, in a state."""

    kind: Literal["proposal"] = "proposal"
    authors: tuple[ActorRef, ...] = ()
    conveyed_by: tuple[ActorRef, ...] = ()
    addressees: tuple[ActorRef, ...] = ()
    label: str = ""
    label_span: Span | None = None
    lineage: str | None = None
    """How the words place it among proposals: "latest", "revised", "counter"."""
    issues: tuple[Issue, ...] = ()
    state: ProposalState = ProposalState.UNKNOWN
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Claim):
    """A party answers a proposal, term or demand; `target` is the claim answered, None when that is unknown."""

    kind: Literal["response"] = "response"
    by: tuple[ActorRef, ...] = ()
    to: tuple[ActorRef, ...] = ()
    answer: ResponseKind
    target: str | None = None
    about: Span | None = None
    when: When | None = None
    reason: str | None = None
    """Why, in the report's words, where it tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Claim):
    """A term of a deal, offer or framework."""

    kind: Literal["term"] = "term"
    issue: Issue | None = None
    content: str = ""
    obligor: tuple[ActorRef, ...] = ()
    beneficiary: tuple[ActorRef, ...] = ()
    categories: tuple[str, ...] = ()
    """Kinds of people that the words set apart: "sick", "elderly", "wounded"."""
    quantity: float | None = None
    unit: str | None = None
    qualifier: str | None = None
    duration: str | None = None
    """ISO 8601: "six-week" is P6W."""
    deadline: When | None = None
    condition: str | None = None
    phase: int | None = None
    status: TermStatus = TermStatus.PROPOSED
    deal: str | None = None
    """The proposal claim of this report that it belongs to, None where the words name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Claim):
    """A phase of a framework. Without an ordinal, the number of phases that it has in all (`of`)."""

    kind: Literal["phase"] = "phase"
    ordinal_number: int | None = None
    of: int | None = None
    duration: str | None = None
    """ISO 8601."""
    start: str | None = None
    """What it begins with or waits for, in the report's words."""
    end: str | None = None
    label: str = ""
    status: TermStatus = TermStatus.PROPOSED
    deal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange(Claim):
    """One thing for another: "33 hostages for 90 prisoners", "three prisoners for each hostage"."""

    kind: Literal["exchange"] = "exchange"
    gives: str
    gives_span: Span
    gets: str
    gets_span: Span
    ratio: float | None = None
    """How many are got for each one given, where the words say "for each"."""
    phase: int | None = None
    status: TermStatus = TermStatus.PROPOSED
    deal: str | None = None
    giver: tuple[ActorRef, ...] = ()
    """Who gives, where the words say."""
    counterpart: tuple[ActorRef, ...] = ()
    """Who gives in return, where the words say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand(Claim):
    """A party wants something of another."""

    kind: Literal["demand"] = "demand"
    by: tuple[ActorRef, ...] = ()
    of: tuple[ActorRef, ...] = ()
    content: str = ""
    content_span: Span | None = None
    issue: Issue | None = None
    strength: DemandStrength = DemandStrength.DEMAND
    state: DemandState = DemandState.OPEN
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMention(Claim):
    """A meeting or call is spoken of."""

    kind: Literal["meeting"] = "meeting"
    participants: tuple[ActorRef, ...] = ()
    place: str | None = None
    when: When | None = None
    format: MeetingFormat = MeetingFormat.UNKNOWN
    status: MeetingStatus
    round: int | None = None
    """Which of a series: "the second round" is 2."""
    heads: tuple[ActorRef, ...] = ()
    """Who heads a delegation."""
    agenda: str | None = None
    """What is to be talked about, in the report's words."""
    outcome: str | None = None
    """What came of it, in the report's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leverage(Claim):
    """A threat, ultimatum, pressure, sanction or inducement."""

    kind: Literal["leverage"] = "leverage"
    by: tuple[ActorRef, ...] = ()
    on: tuple[ActorRef, ...] = ()
    type: LeverageKind
    content: str = ""
    content_span: Span | None = None
    condition: str | None = None
    deadline: When | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessReport(Claim):
    """The state of a crossing, port, corridor or route as told."""

    kind: Literal["access"] = "access"
    facility: str
    told: str = ""
    """The report's own name for the point, where that is another ("Zikim" for Erez West)."""
    facility_kind: FacilityKind = FacilityKind.OTHER
    facility_span: Span | None = None
    state: AccessState
    reopened: bool = False
    by: tuple[ActorRef, ...] = ()
    direction: str | None = None
    purpose: tuple[str, ...] = ()
    basis: Basis | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Claim):
    """Who holds, runs or guards an access point, or one side of it, as told; or that it changed hands."""

    kind: Literal["control"] = "control"
    facility: str
    told: str = ""
    """The report's own name for the point."""
    facility_kind: FacilityKind = FacilityKind.OTHER
    facility_span: Span | None = None
    event: ControlEvent
    by: tuple[ActorRef, ...] = ()
    """Who holds it, or has it from then on; nobody where only a loss is told."""
    formerly: tuple[ActorRef, ...] = ()
    """Who had it before, where that is told."""
    side: str | None = None
    """Which side of it, in the report's words ("Egyptian"); None for the whole, or where no side is told."""
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignment(Claim):
    """Aid or goods on their way, in the units of the source."""

    kind: Literal["consignment"] = "consignment"
    cargo: str = ""
    amount: float | None = None
    unit: str | None = None
    carrier: tuple[ActorRef, ...] = ()
    donor: tuple[ActorRef, ...] = ()
    recipient: str | None = None
    """For whom or whither, in the report's words."""
    point: str | None = None
    stage: ConsignmentStage
    total: bool = False
    """Told as a sum up to that time ("821 trucks so far"), not as what went at once."""
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStop:
    """A place on a route, as named, and what happens there ("inspection", "transfer"); its point where it is one."""

    name: str
    point: str | None = None
    what: tuple[str, ...] = ()
    span: Span | None = None
    mode: str | None = None
    """How it is reached from the stop before: truck | bus | ship | air | rail, None where it is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Claim):
    """The way of aid, stop by stop in its order; each pair of stops is a leg.

    `state` is how far the route has come: planned and approved are no movement. Evidence may run over sentences ("From
    there they will continue …").
    """

    kind: Literal["route"] = "route"
    stops: tuple[RouteStop, ...]
    mode: str | None = None
    """truck | bus | ship | air | rail; None where it is not told, or where legs differ (`RouteStop.mode`)."""
    carrier: str | None = None
    """Who or what travels, in the report's words ("Jordanian army trucks")."""
    state: AccessState = AccessState.UNKNOWN
    by: tuple[ActorRef, ...] = ()
    """Who approved or runs it."""
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Claim):
    """Aid workers, convoys or facilities come to harm."""

    kind: Literal["incident"] = "incident"
    harmed: tuple[ActorRef, ...] = ()
    by: tuple[ActorRef, ...] = ()
    what: str = ""
    killed: float | None = None
    injured: float | None = None
    consequence: str | None = None
    consequence_kind: str | None = None
    """suspension | withdrawal | inquiry | evacuation, None where none is told."""
    place: str | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint(Claim):
    """Something hinders aid from reaching people, or people from reaching aid."""

    kind: Literal["constraint"] = "constraint"
    type: ConstraintType
    place: str | None = None
    """The point or area that it is told of."""
    by: tuple[ActorRef, ...] = ()
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Claim):
    """A number of people, trucks, tonnes or money.

    A flow is a count with a period (`per` = hour | day | week | month | year, `unit` "trucks/day"), whether it is told as
    it is, was, is needed or was agreed: it is never added to what moved, so it is no Consignment.
    """

    kind: Literal["count"] = "count"
    what: str
    value: float
    unit: str | None = None
    qualifier: str | None = None
    per: str | None = None
    place: str | None = None
    """Where, if the words say so: "in the camp", "reached the valley"."""
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Claim):
    """What somebody says of the negotiation: progress, doubt, stalemate."""

    kind: Literal["assessment"] = "assessment"
    by: tuple[ActorRef, ...] = ()
    tone: Literal["positive", "negative", "mixed", "unclear"] = "unclear"
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Claim):
    """A signed text or a resolution."""

    kind: Literal["instrument"] = "instrument"
    label: str
    body: str | None = None
    """Who adopted or signed it."""
    action: Literal["adopted", "vetoed", "signed", "drafted", "cited"] = "cited"
    issues: tuple[Issue, ...] = ()
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionMention(Claim):
    """Somebody's own words on an issue that are no act: what their side wants, takes, refuses or makes depend on something."""

    kind: Literal["position"] = "position"
    by: tuple[ActorRef, ...]
    issue: Issue
    stance: Stance
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasefireMention(Claim):
    """A ceasefire that was declared or agreed, holds or ended, or whose breach somebody alleges. None where it is not told."""

    kind: Literal["ceasefire"] = "ceasefire"
    event: CeasefireEvent
    parties: tuple[ActorRef, ...] = ()
    """Who ceases fire; of a breach, who is said to have broken it."""
    alleged_by: tuple[ActorRef, ...] = ()
    mediators: tuple[ActorRef, ...] = ()
    purposes: tuple[CeasefirePurpose, ...] = ()
    written: bool | None = None
    duration: str | None = None
    """ISO 8601."""
    start: When | None = None
    end: When | None = None
    area: str | None = None
    """Where fire ceases, where it does not everywhere, in the report's words."""
    monitoring: str | None = None
    """The words that tell of a body or mission that watches over it."""
    enforcement: str | None = None
    """The words that tell who is to enforce it."""
    ddr: bool = False
    """Disarmament or demobilisation is told as part of it."""
    permanent: bool | None = None
    when: When | None = None


AnyClaim = Annotated[
    Attribution
    | Move
    | Participation
    | ProposalMention
    | Response
    | Term
    | Phase
    | Exchange
    | Demand
    | MeetingMention
    | Leverage
    | AccessReport
    | Control
    | Route
    | Consignment
    | Incident
    | Constraint
    | Count
    | Assessment
    | Instrument
    | PositionMention
    | CeasefireMention,
    Field(discriminator="kind"),
]
LATE = ConfigDict(defer_build=True)
"""For adapters: they are built when they are first used, for that takes a good part of a second."""
CLAIMS: TypeAdapter[list[AnyClaim]] = TypeAdapter(list[AnyClaim], config=LATE)
"""Reads and writes lists of claims as JSON, for the store."""


def claim_id(claim: AnyClaim) -> str:
    """The claim's id: report, kind, span, and the ordinal among claims of that kind on that span."""
    tail = f"-{claim.ordinal}" if claim.ordinal else ""
    return f"{claim.report}:{claim.kind}:{claim.span.start}-{claim.span.end}{tail}"


def check_claims(text: str, claims: Iterable[AnyClaim]) -> None:
    """Raise InternalError unless every claim's quote is what its report's `text` holds at its span."""
    for claim in claims:
        check_grounded(text, claim.span, claim.quote)
