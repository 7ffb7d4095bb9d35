"""Reports and claims made by hand, for the rooms behind coding."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from travaux.ontology.claim import (
    REPORTER,
    AccessReport,
    ActorRef,
    AnyClaim,
    Assessment,
    Attribution,
    CeasefireMention,
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
    RouteStop,
    Term,
    Voice,
    When,
)
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import (
    AccessState,
    Act,
    ActorKind,
    CeasefireEvent,
    ConsignmentStage,
    ConstraintType,
    ControlEvent,
    Issue,
    LeverageKind,
    MeetingStatus,
    ResponseKind,
    Role,
    SpeakerKind,
    Stance,
)
from travaux.spans import Span

WORDS = "Norway turned down the plan of Peru in Geneva and the envoys met while trucks crossed the river at dawn "
"""The words that every report made here is of; `text_of` makes them its own."""


def text_of(name: str) -> str:
    """A text that no other report shares a run of words with."""
    return " ".join(f"{word}{name}" for word in WORDS.split() * 3)


def make_report(name: str, day: str | None = "2025-06-10", text: str | None = None, **fields: Any) -> Report:
    published = date.fromisoformat(day) if day else None
    return Report(id=name, text=text_of(name) if text is None else text, published=published, **fields)


def actors(*names: str) -> tuple[ActorRef, ...]:
    return tuple(ActorRef(name=n, kind=ActorKind.STATE, by="pack", country=n) for n in names)


def when(edtf: str | None, words: str = "then", reading: str = "") -> When:
    return When(edtf=edtf, words=words, reading=reading)


def said_by(name: str, kind: SpeakerKind = SpeakerKind.NAMED, **fields: Any) -> Voice:
    return Voice(speaker=name, kind=kind, **fields)


def ground(report: str, start: int, quote: str | None, voice: Voice) -> dict[str, Any]:
    text = text_of(report)
    words = quote or text[start : start + 20]
    return {"report": report, "span": Span(start, start + len(words)), "quote": words, "voice": voice}


def make(kind: type[Any], report: str = "r1", start: int = 0, quote: str | None = None, **fields: Any) -> Any:
    """A claim of `kind` at `start` of a report; its quote is what the report's words are there, or as given."""
    return kind(**ground(report, start, quote, fields.pop("voice", REPORTER)), **fields)


def move(act: Act = Act.REJECT, report: str = "r1", start: int = 0, **fields: Any) -> Move:
    fields.setdefault("actors", actors("Norway"))
    claim: Move = make(Move, report, start, act=act, trigger=Span(start, start + 3), **fields)
    return claim


def meeting(
    status: MeetingStatus = MeetingStatus.HELD, report: str = "r1", start: int = 0, **fields: Any
) -> MeetingMention:
    fields.setdefault("participants", actors("Norway", "Peru"))
    claim: MeetingMention = make(MeetingMention, report, start, status=status, **fields)
    return claim


def access(state: AccessState = AccessState.OPEN, report: str = "r1", start: int = 0, **fields: Any) -> AccessReport:
    fields.setdefault("facility", "Tumbes crossing")
    claim: AccessReport = make(AccessReport, report, start, state=state, **fields)
    return claim


def one_of_each(report: str = "r1") -> list[AnyClaim]:
    """A claim of every kind."""
    proposal: ProposalMention = make(
        ProposalMention, report, 40, authors=actors("Peru"), label="plan", issues=(Issue.CEASEFIRE,)
    )
    target = f"{report}:proposal:40-60"
    claims: Sequence[AnyClaim] = [
        make(Attribution, report, 0, content=(Span(0, 20),), voice=said_by("Norway", SpeakerKind.ORGANISATION)),
        move(Act.REJECT, report, 20, recipients=actors("Peru"), when=when("2025-06-09")),
        make(Participation, report, 30, actor=actors("Norway")[0], role=Role.PARTY),
        proposal,
        make(Response, report, 40, by=actors("Norway"), to=actors("Peru"), answer=ResponseKind.REJECT, target=target),
        make(Term, report, 50, content="a truce", duration="P6W"),
        make(Phase, report, 52, ordinal_number=1, duration="P6W", label="first phase"),
        make(Exchange, report, 55, gives="ten", gives_span=Span(55, 60), gets="two", gets_span=Span(60, 65)),
        make(Demand, report, 60, by=actors("Norway"), of=actors("Peru"), content="leave"),
        meeting(MeetingStatus.HELD, report, 70, place="Geneva"),
        make(Leverage, report, 80, by=actors("Peru"), type=LeverageKind.THREAT, content="to leave"),
        access(AccessState.OPEN, report, 90),
        make(Control, report, 93, facility="Tumbes crossing", event=ControlEvent.HELD, by=actors("Peru")),
        make(Consignment, report, 95, cargo="12 trucks", amount=12.0, unit="trucks", stage=ConsignmentStage.MOVED),
        make(Route, report, 97, stops=(RouteStop(name="Tumbes"), RouteStop(name="Arica")), state=AccessState.PLANNED),
        make(Incident, report, 99, what="a convoy was hit"),
        make(Constraint, report, 101, type=ConstraintType.MINES, place="Tumbes"),
        make(Count, report, 105, what="people", value=12.0),
        make(Assessment, report, 110, tone="negative"),
        make(PositionMention, report, 112, by=actors("Norway"), issue=Issue.CEASEFIRE, stance=Stance.REFUSES),
        make(CeasefireMention, report, 113, event=CeasefireEvent.AGREED, parties=actors("Norway", "Peru")),
        make(Instrument, report, 115, label="resolution 12", body="UN Security Council", action="adopted"),
    ]
    return [replace(c) for c in claims]
