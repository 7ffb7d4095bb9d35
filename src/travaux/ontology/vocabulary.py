"""The closed sets of the ontology; what each act means stands in `data/acts.toml`."""

from enum import StrEnum


class Act(StrEnum):
    """The 26 acts of the codebook (`data/acts.toml` defines each and maps it to PLOVER and CAMEO)."""

    PROPOSE = "propose"
    DEMAND = "demand"
    ACCEPT = "accept"
    REJECT = "reject"
    CONCEDE = "concede"
    AGREE = "agree"
    MEET = "meet"
    MEDIATE = "mediate"
    SUSPEND = "suspend"
    RESUME = "resume"
    THREATEN = "threaten"
    PRESS = "press"
    SANCTION = "sanction"
    ACCUSE = "accuse"
    SUPPORT = "support"
    RELEASE = "release"
    CEASEFIRE = "ceasefire"
    WITHDRAW = "withdraw"
    OPEN_ACCESS = "open_access"
    CLOSE_ACCESS = "close_access"
    DELIVER_AID = "deliver_aid"
    ATTACK = "attack"
    DETAIN = "detain"
    MOBILIZE = "mobilize"
    VOTE = "vote"
    ASSESS = "assess"


class Modality(StrEnum):
    """How the act is meant: PLOVER's auxiliary modes, and `asserted` where none applies."""

    ASSERTED = "asserted"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATION = "negation"
    HISTORICAL = "historical"


class Issue(StrEnum):
    """What is negotiated."""

    CEASEFIRE = "ceasefire"
    HOSTAGES_PRISONERS = "hostages_prisoners"
    TROOP_WITHDRAWAL = "troop_withdrawal"
    RETURN_OF_DISPLACED = "return_of_displaced"
    HUMANITARIAN_ACCESS = "humanitarian_access"
    TERRITORY_BORDERS = "territory_borders"
    SECURITY_GUARANTEES = "security_guarantees"
    MONITORING = "monitoring"
    SOVEREIGNTY_RECOGNITION = "sovereignty_recognition"
    GOVERNANCE_ELECTIONS = "governance_elections"
    DISARMAMENT = "disarmament"
    NUCLEAR = "nuclear"
    SANCTIONS = "sanctions"
    ARMS_SUPPLIES = "arms_supplies"
    RECONSTRUCTION = "reconstruction"
    ENERGY_INFRASTRUCTURE = "energy_infrastructure"
    MARITIME_SHIPPING = "maritime_shipping"
    ACCOUNTABILITY = "accountability"
    TALKS_FORMAT = "talks_format"
    TRADE_ECONOMY = "trade_economy"


class SpeakerKind(StrEnum):
    """What kind of voice a claim rests on."""

    NAMED = "named"
    OFFICE = "office"
    ANONYMOUS = "anonymous"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    REPORTER = "reporter"


class ActorKind(StrEnum):
    """What an actor is; PA-X's actor_type, refined where news needs it."""

    STATE = "state"
    IGO = "igo"
    ARMED_GROUP = "armed_group"
    MOVEMENT = "movement"
    POLITICAL_PARTY = "political_party"
    AGENCY = "agency"
    MILITARY = "military"
    NGO = "ngo"
    OUTLET = "outlet"
    FORMAT = "format"
    PERSON = "person"
    PEOPLE = "people"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What an actor is to the negotiation."""

    PARTY = "party"
    ARMED_GROUP = "armed_group"
    MEDIATOR = "mediator"
    HOST = "host"
    GUARANTOR = "guarantor"
    OBSERVER = "observer"
    MESSAGE_CARRIER = "message_carrier"
    DONOR = "donor"
    SPOILER = "spoiler"
    IGO = "igo"
    OTHER_STATE = "other_state"
    AID_ACTOR = "aid_actor"
    MEDIA = "media"


class ProposalState(StrEnum):
    """Where a proposal stands."""

    FLOATED = "floated"
    TABLED = "tabled"
    UNDER_CONSIDERATION = "under_consideration"
    ACCEPTED = "accepted"
    ACCEPTED_WITH_RESERVATIONS = "accepted_with_reservations"
    REJECTED = "rejected"
    COUNTERED = "countered"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"


class ResponseKind(StrEnum):
    """How a party answers a proposal, term or demand."""

    ACCEPT = "accept"
    CONDITIONAL = "conditional"
    COUNTER = "counter"
    REJECT = "reject"
    DEFER = "defer"
    AMBIGUOUS = "ambiguous"


class Stance(StrEnum):
    """What a party's words on an issue do."""

    WANTS = "wants"
    ACCEPTS = "accepts"
    CONDITIONAL = "conditional"
    REFUSES = "refuses"


class CeasefireEvent(StrEnum):
    """What a report tells of a ceasefire; a breach is always alleged by somebody."""

    DECLARED = "declared"
    AGREED = "agreed"
    IN_EFFECT = "in_effect"
    EXTENDED = "extended"
    ENDED = "ended"
    BREACH = "breach"


class CeasefirePurpose(StrEnum):
    """Why fire ceases, as the words tell it; the variables p_* of the ETH/PRIO data."""

    HUMANITARIAN = "humanitarian"
    PEACEPROCESS = "peaceprocess"
    HOLIDAY = "holiday"
    ELECTION = "election"
    OTHER = "other"


class TermStatus(StrEnum):
    """How far a term has come."""

    PROPOSED = "proposed"
    DEMANDED = "demanded"
    HOPED = "hoped"
    AGREED = "agreed"
    IMPLEMENTED = "implemented"


class DemandStrength(StrEnum):
    """How hard a demand is."""

    REQUEST = "request"
    DEMAND = "demand"
    PRECONDITION = "precondition"
    RED_LINE = "red_line"


class DemandState(StrEnum):
    """What became of a demand."""

    OPEN = "open"
    MET = "met"
    PARTLY_MET = "partly_met"
    REFUSED = "refused"
    DROPPED = "dropped"


class MeetingStatus(StrEnum):
    """Whether a meeting took place; planned never counts as held."""

    PLANNED = "planned"
    HELD = "held"
    ONGOING = "ongoing"
    CANCELLED = "cancelled"


class MeetingFormat(StrEnum):
    """How the sides met."""

    IN_PERSON = "in_person"
    PROXIMITY = "proximity"
    SHUTTLE = "shuttle"
    CALL = "call"
    UNKNOWN = "unknown"


class LeverageKind(StrEnum):
    """How one side works on another."""

    THREAT = "threat"
    ULTIMATUM = "ultimatum"
    PRESSURE = "pressure"
    SANCTION = "sanction"
    INDUCEMENT = "inducement"


class LeverageOutcome(StrEnum):
    """What came of it."""

    PENDING = "pending"
    CARRIED_OUT = "carried_out"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class FacilityKind(StrEnum):
    """What an access point is."""

    CROSSING = "crossing"
    PORT = "port"
    AIRPORT = "airport"
    CORRIDOR = "corridor"
    ROUTE = "route"
    PIER = "pier"
    BRIDGE = "bridge"
    STRAIT = "strait"
    AIRDROP_ZONE = "airdrop_zone"
    OTHER = "other"


class AccessState(StrEnum):
    """Whether an access point can be used."""

    OPEN = "open"
    RESTRICTED = "restricted"
    CLOSED = "closed"
    DESTROYED = "destroyed"
    APPROVED = "approved"
    PLANNED = "planned"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """Whether a fact of access was announced or observed."""

    ANNOUNCED = "announced"
    OBSERVED = "observed"


class ControlEvent(StrEnum):
    """What is told of who controls an access point or a side of it."""

    HELD = "held"
    TAKEN = "taken"
    HANDED_OVER = "handed_over"
    LOST = "lost"


class ConsignmentStage(StrEnum):
    """How far a consignment has come; announced never counts as moved."""

    REQUESTED = "requested"
    APPROVED = "approved"
    LOADED = "loaded"
    MOVED = "moved"
    RECEIVED = "received"
    INTERCEPTED = "intercepted"
    DENIED = "denied"


class ConstraintType(StrEnum):
    """What hinders humanitarian access: the nine indicators of the ACAPS humanitarian access methodology."""

    DENIAL_OF_NEEDS = "denial_of_needs"
    OBSTRUCTED_SERVICES = "obstructed_services"
    IMPEDIMENTS_TO_ENTRY = "impediments_to_entry"
    RESTRICTION_OF_MOVEMENT = "restriction_of_movement"
    INTERFERENCE = "interference"
    VIOLENCE = "violence"
    MINES = "mines"
    INSECURITY = "insecurity"
    PHYSICAL_ENVIRONMENT = "physical_environment"


class ProcessStatus(StrEnum):
    """Where a negotiation stands."""

    PRE_TALKS = "pre_talks"
    TALKS = "talks"
    PAUSED = "paused"
    STALLED = "stalled"
    SUSPENDED = "suspended"
    AGREEMENT_IN_PRINCIPLE = "agreement_in_principle"
    AGREED = "agreed"
    IMPLEMENTING = "implementing"
    BREACHED = "breached"
    COLLAPSED = "collapsed"
    UNKNOWN = "unknown"


class SegmentKind(StrEnum):
    """What a stretch of a report's text is."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    LIST_ITEM = "list_item"
    TURN = "turn"
    FURNITURE = "furniture"


CODED_SEGMENTS = frozenset(
    {
        SegmentKind.HEADLINE,
        SegmentKind.SUBHEAD,
        SegmentKind.BODY,
        SegmentKind.CAPTION,
        SegmentKind.LIST_ITEM,
        SegmentKind.TURN,
    }
)
"""The kinds of text that are coded; the rest is kept and passed over."""


class Known(StrEnum):
    """How a fact about a report (its date, its outlet) is known."""

    GIVEN = "given"
    PAGE = "page"
    TEXT = "text"
    UNKNOWN = "unknown"


RUMOURS = frozenset(
    {"posts", "post", "rumours", "rumors", "claims", "users", "hoax", "footage", "videos", "memes", "tweets"}
)
"""Heads of voices that nobody answers for, where they have no name."""
