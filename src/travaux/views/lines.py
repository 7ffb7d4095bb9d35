"""Claims as lines of `travaux code`: the forms that the scorers in the gold's tools read, and gold's words for ours.

This is the one place where the ontology's terms become the gold's.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from travaux.ontology.claim import (
    AccessReport,
    ActorRef,
    AnyClaim,
    Assessment,
    Attribution,
    CeasefireMention,
    Claim,
    Consignment,
    Constraint,
    Control,
    Count,
    Demand,
    Exchange,
    Incident,
    Instrument,
    Leverage,
    MeetingMention,
    Move,
    Participation,
    Phase,
    PositionMention,
    ProposalMention,
    Response,
    Route,
    Term,
    When,
    claim_id,
)
from travaux.ontology.plain_dates import plain_date
from travaux.ontology.vocabulary import DemandState, ProposalState, SpeakerKind
from travaux.spans import Span

Line = dict[str, Any]
LINES_SCHEMA = "travaux-claim/1"
POINT_WORDS = ("crossing", "port", "border", "airport", "bridge", "road", "corridor", "gate", "route", "of", "the")
"""Words that many points have in their names."""
_PROPOSAL_STATES = {
    ProposalState.ACCEPTED_WITH_RESERVATIONS: "accepted",
    ProposalState.WITHDRAWN: "unknown",
    ProposalState.SUPERSEDED: "unknown",
    ProposalState.LAPSED: "unknown",
}


def make_line(claim: AnyClaim, label: str | None = None, published: date | None = None) -> Line:
    """One claim as a JSON object; spans are [start, end), names canonical (but `told`, where an actor has it).

    `label` is what its report is called, by default its id; two reports can have one label, never one id. `date_edtf` is the
    time in EDTF, `date` the same as plain days, months and intervals; what goes on reaches to the day `published`.
    """
    line: Line = {
        "schema": LINES_SCHEMA,
        "id": claim_id(claim),
        "report": label or claim.report,
        "report_id": claim.report,
        "kind": "party" if isinstance(claim, Participation) else claim.kind,
    }
    line |= _MAKERS[type(claim)](claim)
    if "date" in line:
        line |= {"date": plain_date(line["date"], published), "date_edtf": line["date"]}
    line |= {
        "evidence": [_span(claim.span), *(_span(p.span) for p in claim.also)],
        "text": claim.quote,
        "part": claim.part,
        **_voice(claim),
        "rule": claim.rule,
        "confidence": claim.confidence,
    }
    return line


def make_lines(claims: Iterable[AnyClaim], label: str | None = None, published: date | None = None) -> list[Line]:
    """The lines of one report's claims, in their order."""
    return [make_line(c, label, published) for c in claims]


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _names(actors: Iterable[ActorRef]) -> list[str]:
    return [a.told or a.name for a in actors]


def _when(when: When | None) -> Line:
    if when is None:
        return {"date": None, "date_words": None, "date_reading": None}
    return {"date": when.edtf, "date_words": when.words, "date_reading": when.reading or None}


def _voice(claim: Claim) -> Line:
    voice = claim.voice
    return {
        "speaker": voice.speaker,
        "speaker_kind": voice.kind if voice.speaker or isinstance(claim, Attribution) else SpeakerKind.REPORTER,
        "on_behalf_of": voice.on_behalf_of,
        "relayed_by": list(claim.carriers if isinstance(claim, Attribution) else voice.relayed_by),
        "hedge": voice.hedge,
        "denied": voice.denied,
        "modality": claim.modality,
    }


def _attribution(c: Attribution) -> Line:
    return {
        "source": _span(c.source),
        "cue": _span(c.cue),
        "content": [_span(s) for s in c.content],
        "sense": c.sense,
    }


def _move(c: Move) -> Line:
    return {
        "act": c.act,
        "quote": _span(c.span),
        "trigger": _span(c.trigger),
        "actors": _names(c.actors),
        "recipients": _names(c.recipients),
        "about": _span(c.about),
        "issues": list(c.issues),
        "place": c.place,
        "because_of": c.because_of,
        **_when(c.when),
    }


def _party(c: Participation) -> Line:
    return {"name": c.actor.told or c.actor.name, "role": c.role, "office": c.actor.office, "country": c.actor.country}


def _proposal(c: ProposalMention) -> Line:
    return {
        "by": _names(c.authors),
        "to": _names(c.addressees),
        "via": _names(c.conveyed_by),
        "label": c.label,
        "lineage": c.lineage,
        "state": _PROPOSAL_STATES.get(c.state, c.state.value),
        "issues": list(c.issues),
        **_when(c.when),
    }


def _response(c: Response) -> Line:
    return {"by": _names(c.by), "to": _names(c.to), "answer": c.answer, "target": c.target, **_when(c.when)}


def _term(c: Term) -> Line:
    return {
        "issue": c.issue,
        "content": c.content,
        "quantity": c.quantity,
        "unit": c.unit,
        "qualifier": c.qualifier,
        "duration": c.duration,
        "phase": c.phase,
        "status": c.status,
        "by": _names(c.obligor),
        "to": _names(c.beneficiary),
        "categories": list(c.categories),
        "deadline": c.deadline.edtf if c.deadline else None,
        "deadline_words": c.deadline.words if c.deadline else None,
        "condition": c.condition,
        "deal": c.deal,
    }


def _phase(c: Phase) -> Line:
    return {
        "number": c.ordinal_number,
        "of": c.of,
        "duration": c.duration,
        "start": c.start,
        "end": c.end,
        "label": c.label,
        "status": c.status,
        "deal": c.deal,
    }


def _exchange(c: Exchange) -> Line:
    return {
        "gives": c.gives,
        "gets": c.gets,
        "giver": _names(c.giver),
        "counterpart": _names(c.counterpart),
        "ratio": c.ratio,
        "phase": c.phase,
        "status": c.status,
        "deal": c.deal,
    }


def _demand(c: Demand) -> Line:
    state = "met" if c.state is DemandState.PARTLY_MET else c.state.value
    return {
        "by": _names(c.by),
        "of": _names(c.of),
        "content": c.content,
        "issue": c.issue,
        "strength": c.strength,
        "state": state,
        **_when(c.when),
    }


def _meeting(c: MeetingMention) -> Line:
    return {
        "participants": _names(c.participants),
        "place": c.place,
        "status": c.status,
        "format": c.format,
        "round": c.round,
        "heads": _names(c.heads),
        "agenda": c.agenda,
        "outcome": c.outcome,
        **_when(c.when),
    }


def _leverage(c: Leverage) -> Line:
    return {
        "by": _names(c.by),
        "on": _names(c.on),
        "type": c.type,
        "content": c.content,
        "condition": c.condition,
        "deadline": c.deadline.edtf if c.deadline else None,
        **_when(c.when),
    }


def _access(c: AccessReport) -> Line:
    return {
        "facility": _both_names(c),
        "facility_kind": c.facility_kind,
        "state": "reopened" if c.reopened and c.state == "open" else c.state,
        "by": _names(c.by),
        "basis": c.basis,
        "direction": c.direction,
        "purpose": list(c.purpose),
        **_when(c.when),
    }


def _control(c: Control) -> Line:
    return {
        "facility": _both_names(c),
        "facility_kind": c.facility_kind,
        "event": c.event,
        "by": _names(c.by),
        "formerly": _names(c.formerly),
        "side": c.side,
        **_when(c.when),
    }


def _both_names(c: AccessReport | Control) -> str:
    """The point's name, after the report's own where they share no word ("Zikim / Erez West crossing")."""
    shared = set(c.told.lower().split()) & set(c.facility.lower().split())
    return f"{c.told} / {c.facility}" if c.told and not shared - set(POINT_WORDS) else c.facility


def _consignment(c: Consignment) -> Line:
    return {
        "cargo": c.cargo,
        "amount": c.amount,
        "unit": c.unit,
        "carrier": _names(c.carrier),
        "donor": _names(c.donor),
        "recipient": c.recipient,
        "point": c.point,
        "stage": c.stage,
        "total": c.total,
        **_when(c.when),
    }


def _incident(c: Incident) -> Line:
    return {
        "harmed": _names(c.harmed),
        "by": _names(c.by),
        "what": c.what,
        "killed": c.killed,
        "injured": c.injured,
        "consequence": c.consequence,
        "consequence_kind": c.consequence_kind,
        "place": c.place,
        **_when(c.when),
    }


def _constraint(c: Constraint) -> Line:
    return {"type": c.type, "place": c.place, "by": _names(c.by), **_when(c.when)}


def _route(c: Route) -> Line:
    return {
        "stops": [
            {"name": s.name, "point": s.point, "what": list(s.what), "mode": s.mode, "span": _span(s.span)}
            for s in c.stops
        ],
        "mode": c.mode,
        "carrier": c.carrier,
        "state": c.state,
        "by": _names(c.by),
        **_when(c.when),
    }


def _count(c: Count) -> Line:
    value = int(c.value) if c.value == int(c.value) else c.value
    return {"what": c.what, "value": value, "unit": c.unit, "qualifier": c.qualifier, "per": c.per, "place": c.place}


def _assessment(c: Assessment) -> Line:
    return {"by": _names(c.by), "tone": c.tone, **_when(c.when)}


def _instrument(c: Instrument) -> Line:
    return {"label": c.label, "body": c.body, "action": c.action, "issues": list(c.issues), **_when(c.when)}


def _position(c: PositionMention) -> Line:
    return {"by": _names(c.by), "issue": c.issue, "stance": c.stance}


def _ceasefire(c: CeasefireMention) -> Line:
    return {
        "event": c.event,
        "parties": _names(c.parties),
        "alleged_by": _names(c.alleged_by),
        "mediators": _names(c.mediators),
        "purposes": list(c.purposes),
        "written": c.written,
        "duration": c.duration,
        "start": c.start.edtf if c.start else None,
        "end": c.end.edtf if c.end else None,
        "area": c.area,
        "monitoring": c.monitoring,
        "enforcement": c.enforcement,
        "ddr": c.ddr,
        "permanent": c.permanent,
        **_when(c.when),
    }


_MAKERS: dict[type[Claim], Callable[[Any], Line]] = {
    Attribution: _attribution,
    Move: _move,
    Participation: _party,
    ProposalMention: _proposal,
    Response: _response,
    Term: _term,
    Phase: _phase,
    Exchange: _exchange,
    Demand: _demand,
    MeetingMention: _meeting,
    Leverage: _leverage,
    AccessReport: _access,
    Route: _route,
    Control: _control,
    Consignment: _consignment,
    Incident: _incident,
    Constraint: _constraint,
    Count: _count,
    Assessment: _assessment,
    Instrument: _instrument,
    PositionMention: _position,
    CeasefireMention: _ceasefire,
}
