"""The dossier: the file on a negotiation, a pure function of claims. Every item keeps the claims that it rests on."""

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from travaux.ontology.claim import LATE, RouteStop, When
from travaux.ontology.confirmations import independent_origins
from travaux.ontology.making import quickly_made
from travaux.ontology.vocabulary import (
    AccessState,
    Act,
    ActorKind,
    Basis,
    CeasefirePurpose,
    ConsignmentStage,
    ConstraintType,
    ControlEvent,
    DemandState,
    DemandStrength,
    FacilityKind,
    Issue,
    LeverageKind,
    LeverageOutcome,
    MeetingFormat,
    MeetingStatus,
    Modality,
    ProcessStatus,
    ProposalState,
    ResponseKind,
    Role,
    SegmentKind,
    SpeakerKind,
    Stance,
    TermStatus,
)

SCHEMA = "travaux/1"


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words of one claim, who says them and through whom. `start` and `end` are characters of the report's text."""

    claim: str
    report: str
    start: int
    end: int
    quote: str
    part: SegmentKind
    speaker: str | None
    speaker_kind: SpeakerKind
    on_behalf_of: str | None
    relayed_by: tuple[str, ...]
    hedge: str | None
    denied: bool
    modality: Modality
    origin: str
    """The party that said it first-hand, as the reports tell it; claims with one origin count once."""
    behind: tuple[str, ...] = ()
    """The parties for whom the origin speaks (a state for its ministers); origins with one of them in common count once."""
    quotes: tuple[str, ...] = ()
    """The parties that the report quotes, where it tells this in its own voice: it may have it from them."""
    text: str = ""
    """The first of the reports that share this text: the report itself, where it is no copy."""
    confidence: float | None = None
    """The measured precision of claims like it, 1 where a person confirmed it; None where neither is known."""
    names: tuple[str, ...] = ()
    """Those whom these very words name, of all that the claim has in its slots: canonical names, each once."""
    sentence: str = ""
    """The whole sentence in which the words stand, of claims sure enough to be shown alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How a value was chosen of what the claims tell: by which rule, and which claims tell otherwise."""

    field: str
    """The field of the item that holds the value."""
    rule: str
    """The name of the rule, in the codebook."""
    disagree: tuple[str, ...]
    """The ids of the claims that tell another value for the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every item has. `id` is the smallest id of its claims."""

    id: str
    evidence: tuple[Evidence, ...]
    choices: tuple[Choice, ...] = ()
    """How its state, days and names were chosen, where it has such."""

    @property
    def words(self) -> str:
        """The longest quote that it rests on."""
        return max((e.quote for e in self.evidence), key=len)

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent origins that say so, one name for each, in order of appearance: as many as confirm it."""
        return independent_origins(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """A report as the dossier lists it."""

    id: str
    label: str
    """The id given with it, or the stem of its file."""
    outlet: str | None
    published: str | None
    published_known: str
    headline: str | None
    url: str | None
    language: str | None
    sensitivity: str | None
    embargo_until: str | None
    copy_of: str | None
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A report that is kept and not coded, and why."""

    id: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusItem(Item):
    """Where the negotiation stands, and what shows it."""

    status: ProcessStatus
    since: str | None
    trigger: str
    partly_agreed: tuple[Issue, ...] = ()
    """What the sides agreed on, where that is not the main matter: they are still talking."""
    between: tuple[str, ...] = ()
    """The sides that the words of the trigger name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusInterval(Item):
    """A status from one day until another, what first showed it, and the last day that did.

    Unknown, without evidence, from the last report before a long silence on. Days are ISO; `until` is None where it lasts.
    """

    status: ProcessStatus
    since: str | None
    until: str | None
    last_shown: str | None
    trigger: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Item):
    """An edge of the graph of sources: an outlet, or a voice in it, passes on what another says; so many statements."""

    citing: str
    cited: str
    kind: SpeakerKind
    """What the one cited is; outlets are organisations."""
    statements: int
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Item):
    """An actor and what it is to the negotiation."""

    name: str
    kind: ActorKind
    roles: tuple[Role, ...]
    country: str | None
    office: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseItem(Item):
    """An answer to a proposal, term or demand."""

    by: tuple[str, ...]
    to: tuple[str, ...]
    answer: ResponseKind
    about: str
    target: str | None
    when: When | None
    reason: str = ""
    """Why, in the report's words; empty where it is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermItem(Item):
    """A term of a proposal or framework."""

    issue: Issue | None
    content: str
    obligor: tuple[str, ...]
    beneficiary: tuple[str, ...]
    categories: tuple[str, ...]
    quantity: float | None
    unit: str | None
    qualifier: str | None
    duration: str | None
    deadline: When | None
    condition: str | None
    phase: int | None
    status: TermStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseItem(Item):
    """A phase; without a number, how many phases there are in all (`of`)."""

    number: int | None
    of: int | None
    label: str
    duration: str | None
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeItem(Item):
    """What is given for what."""

    gives: str
    gets: str
    ratio: float | None
    phase: int | None
    status: TermStatus
    giver: tuple[str, ...] = ()
    counterpart: tuple[str, ...] = ()
    """Who gives in return."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkItem(Item):
    """Terms, phases and exchanges that are told together: of a proposal, or of none that the reports name."""

    label: str
    status: TermStatus
    terms: tuple[TermItem, ...]
    phases: tuple[PhaseItem, ...]
    exchanges: tuple[ExchangeItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalChange(Item):
    """A proposal came into a state: by whose words or answer, and on which day that was told."""

    state: ProposalState
    by: tuple[str, ...]
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalItem(Item):
    """A proposal with its state, its content and the answers to it."""

    label: str
    lineage: str | None = None
    authors: tuple[str, ...]
    conveyed_by: tuple[str, ...] = ()
    addressees: tuple[str, ...]
    issues: tuple[Issue, ...]
    state: ProposalState
    responses: tuple[ResponseItem, ...]
    framework: FrameworkItem | None = None
    """Its terms, phases and exchanges, None where none are told."""
    history: tuple[ProposalChange, ...] = ()
    """Every change of its state that is told, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandChange(Item):
    """A demand came into a state: by whose deed or words, and on which day that was told."""

    state: DemandState
    by: tuple[str, ...]
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandItem(Item):
    """A demand and what became of it."""

    by: tuple[str, ...]
    of: tuple[str, ...]
    content: str
    issue: Issue | None
    strength: DemandStrength
    state: DemandState
    when: When | None
    history: tuple[DemandChange, ...] = ()
    """What moved it, oldest first; empty while it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent(Item):
    """Somebody of a party says the opposite of what it says."""

    person: str
    stance: Stance
    quote: str
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionChange(Item):
    """A party says another thing of the same matter than it said before: both quotes, with the days on which they were told."""

    before: Stance
    after: Stance
    before_quote: str
    after_quote: str
    before_day: str | None
    after_day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionItem(Item):
    """Where a party stands on an issue, in its latest words; its evidence is all that it is told to have said."""

    actor: str
    issue: Issue
    stance: Stance
    quote: str
    latest: str
    """The claim that `quote` stands in."""
    spoken_by: str | None
    """Who said so; None where the reporter tells it of the party."""
    day: str | None
    """The day on which it was said, or the report came out."""
    age: int | None
    """Days from then to the newest report; None where either is unknown."""
    dissent: tuple[Dissent, ...] = ()
    changes: tuple[PositionChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody at a meeting, with the office that the report gives."""

    name: str
    office: str | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChange(Item):
    """A meeting was told to be planned, held or cancelled, from this day on (that of the first report that says so)."""

    status: MeetingStatus
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingItem(Item):
    """A meeting or call. Its status is the latest that is told."""

    participants: tuple[Participant, ...]
    place: str | None
    when: When | None
    format: MeetingFormat
    status: MeetingStatus
    round: int | None = None
    heads: tuple[str, ...] = ()
    agenda: str = ""
    """What is talked about, in the words of a report."""
    outcome: str = ""
    """What came of it, in the words of a report."""
    history: tuple[MeetingChange, ...] = ()
    """What was told of it, oldest first: planned, then held or cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverageChange(Item):
    """Leverage came to an outcome: by whose deed or words, and on which day that was told."""

    outcome: LeverageOutcome
    by: tuple[str, ...]
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverageItem(Item):
    """A threat, ultimatum, pressure, sanction or inducement."""

    by: tuple[str, ...]
    on: tuple[str, ...]
    type: LeverageKind
    content: str
    condition: str | None = None
    deadline: When | None = None
    outcome: LeverageOutcome
    when: When | None
    history: tuple[LeverageChange, ...] = ()
    """What showed its outcome, oldest first; empty while it is pending."""
    led_to: tuple[str, ...] = ()
    """The ids of the deeds that the reports say it led to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverageChain(Item):
    """One presses a second to press a third: the links are items of leverage, in their order."""

    links: tuple[str, ...]
    actors: tuple[tuple[str, ...], ...]
    """Who presses whom, from the first to the last: one entry more than links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachItem(Item):
    """A breach of a ceasefire, as the side that alleges it tells it."""

    by: tuple[str, ...]
    alleged_by: tuple[str, ...]
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasefireItem(Item):
    """A ceasefire with the variables of the ETH/PRIO data; None where nothing is said of one."""

    parties: tuple[str, ...]
    side: Literal["unilateral", "bilateral", "multilateral"] | None
    declared: When | None
    effect: When | None
    end: When | None
    ended: bool | None
    """Whether it is told to have ended; None where nothing says so."""
    purposes: tuple[CeasefirePurpose, ...]
    partial: str | None
    """The area, where it does not hold everywhere, in the reports' words."""
    written: bool | None
    fixed_time: str | None
    """Its length as ISO 8601, where it was set beforehand."""
    mediators: tuple[str, ...]
    implement: str | None
    """The words that tell of a mechanism that watches over it."""
    enforcement: str | None
    ddr: bool | None
    permanent: bool | None
    breaches: tuple[BreachItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessStatus(Item):
    """The state of an access point as told."""

    state: AccessState
    reopened: bool
    by: tuple[str, ...]
    direction: str | None
    purpose: tuple[str, ...]
    basis: Basis | None
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlItem(Item):
    """Who controls an access point or a side of it, as told."""

    point: str
    event: ControlEvent
    by: tuple[str, ...]
    formerly: tuple[str, ...]
    side: str | None
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsignmentItem(Item):
    """Aid or goods on their way."""

    cargo: str
    amount: float | None
    unit: str | None
    carrier: tuple[str, ...]
    donor: tuple[str, ...]
    recipient: str | None
    point: str | None
    stage: ConsignmentStage
    total: bool = False
    """Told as a sum up to that time, not as what went at once."""
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPointItem(Item):
    """A crossing, port or corridor with what is told of it, oldest first."""

    name: str
    kind: FacilityKind
    place: str | None
    connects: tuple[str, ...]
    lat: float | None
    lon: float | None
    statuses: tuple[AccessStatus, ...]
    consignments: tuple[ConsignmentItem, ...]
    controls: tuple[ControlItem, ...] = ()
    """Who holds it or a side of it, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteItem(Item):
    """The way of aid, stop by stop; `state` is how far it has come."""

    stops: tuple[RouteStop, ...]
    mode: str | None
    carrier: str | None
    state: AccessState
    by: tuple[str, ...]
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentItem(Item):
    """Harm to aid workers, convoys or facilities, and what came of it."""

    what: str
    harmed: tuple[str, ...]
    by: tuple[str, ...]
    killed: float | None
    injured: float | None
    consequence: str | None
    consequence_kind: str | None
    place: str | None
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintItem(Item):
    """What hinders access, by ACAPS indicator and place."""

    type: ConstraintType
    place: str | None
    by: tuple[str, ...]
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountItem(Item):
    """A number and what it counts; a flow has its period (`per`)."""

    what: str
    value: float
    unit: str | None
    qualifier: str | None
    per: str | None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveItem(Item):
    """An act, once for all the reports that tell it."""

    act: Act
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    modality: Modality
    about: str
    issues: tuple[Issue, ...]
    place: str | None
    when: When | None
    because_of: str | None
    only_named: bool
    """Told by nouns alone ("the Norwegian proposal"), never by a verb: spoken of rather than reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentItem(Item):
    """A signed text or a resolution."""

    label: str
    body: str | None
    action: str
    issues: tuple[Issue, ...]
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentItem(Item):
    """What somebody says of how the talks stand."""

    by: tuple[str, ...]
    tone: Literal["positive", "negative", "mixed", "unclear"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceItem(Item):
    """A voice in the reports: how many statements it makes, and through whom they come."""

    name: str
    kind: SpeakerKind
    statements: int
    chains: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionSide:
    """One side of a contradiction: its words, the independent origins that say so, and since when reports have it."""

    item: str
    says: str
    by: tuple[str, ...]
    since: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction(Item):
    """Claims that cannot both hold, side by side; no verdict."""

    about: str
    sides: tuple[str, ...]
    """The ids of the items that stand against each other."""
    told: tuple[ContradictionSide, ...] = ()
    """The sides in the same order: what each says, and who says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The file on the reports given. Kinds that nothing in the reports supports are empty."""

    __pydantic_config__ = LATE

    schema: str = SCHEMA
    reports: tuple[ReportEntry, ...]
    status: StatusItem | None
    parties: tuple[Party, ...]
    proposals: tuple[ProposalItem, ...]
    demands: tuple[DemandItem, ...]
    responses: tuple[ResponseItem, ...]
    """Answers whose target is unknown; the others stand under their proposal."""
    frameworks: tuple[FrameworkItem, ...] = ()
    """Terms, phases and exchanges of no proposal that the reports name; the others stand under their proposal."""
    meetings: tuple[MeetingItem, ...]
    leverage: tuple[LeverageItem, ...]
    chains: tuple[LeverageChain, ...] = ()
    """Who presses whom to press whom."""
    positions: tuple[PositionItem, ...] = ()
    """One for each party and issue on which the reports tell its stance."""
    ceasefires: tuple[CeasefireItem, ...] = ()
    access_points: tuple[AccessPointItem, ...]
    consignments: tuple[ConsignmentItem, ...]
    """Consignments of which no access point is told."""
    routes: tuple[RouteItem, ...]
    incidents: tuple[IncidentItem, ...]
    constraints: tuple[ConstraintItem, ...] = ()
    counts: tuple[CountItem, ...]
    moves: tuple[MoveItem, ...]
    instruments: tuple[InstrumentItem, ...]
    assessments: tuple[AssessmentItem, ...]
    sources: tuple[SourceItem, ...]
    status_history: tuple[StatusInterval, ...] = ()
    """How it stood from day to day, oldest first."""
    citations: tuple[Citation, ...] = ()
    """Who passes on whose words: the graph of sources."""
    contradictions: tuple[Contradiction, ...]
    set_aside: tuple[SetAside, ...]


DOSSIER: TypeAdapter[Dossier] = TypeAdapter(Dossier)
"""Writes a dossier as JSON."""
