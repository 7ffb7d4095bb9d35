"""Proposals, answers, demands, meetings, leverage: what is one item and what is two."""

from dataclasses import replace

import pytest
from tests.claims import actors, make, make_report, meeting, said_by, when

from travaux.ontology.claim import AnyClaim, Assessment, Demand, Leverage, ProposalMention, Response, When, claim_id
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import (
    DemandStrength,
    LeverageKind,
    MeetingFormat,
    MeetingStatus,
    ProposalState,
    ResponseKind,
)
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier

REPORTS = [make_report(f"r{n}", f"2025-06-1{n}") for n in range(1, 5)]
HELD, PLANNED, CANCELLED = MeetingStatus.HELD, MeetingStatus.PLANNED, MeetingStatus.CANCELLED


def build(*claims: AnyClaim) -> Dossier:
    return build_dossier(REPORTS, claims, World())


def sizes(*claims: AnyClaim) -> list[int]:
    return [len(m.evidence) for m in build(*claims).meetings]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (when("2025-06-09"), when("2025-06-09")),
        (when("2025-06-09"), when("2025-06")),
        (when("2025-06-09"), when("2025-06-08/2025-06-10")),
        (when("2025-06-09~"), when("2025-06-09")),
        (when(None, "Friday"), when(None, "Friday")),
        (None, None),
    ],
)
def test_mentions_with_people_place_and_time_in_common_are_one_meeting(first: When | None, second: When | None) -> None:
    assert sizes(meeting(when=first, place="Oslo"), meeting(report="r2", when=second, place="Oslo")) == [2]


@pytest.mark.parametrize(
    "other",
    [
        {"when": when("2025-06-02")},
        {"place": "Doha"},
        {"participants": actors("Chile", "Brazil")},
        {"status": PLANNED},
        {"status": CANCELLED},
    ],
)
def test_mentions_that_differ_are_two_meetings(other: dict[str, object]) -> None:
    one = {"when": when("2025-06-09"), "place": "Oslo", "status": HELD}
    first, second = meeting(**one), meeting(report="r2", **{**one, **other})  # type: ignore[arg-type]
    assert sizes(first, second) == [1, 1]


def test_a_meeting_keeps_offices_place_format_and_the_most_precise_time() -> None:
    (norway, peru) = actors("Norway", "Peru")
    bare = meeting(participants=(norway, peru), when=when("2025-06"), place="Oslo")
    full = meeting(
        report="r2",
        participants=(replace(norway, office="Minister"), peru),
        when=when("2025-06-09"),
        format=MeetingFormat.IN_PERSON,
    )
    (item,) = build(bare, full).meetings
    assert [(p.name, p.office) for p in item.participants] == [("Norway", "Minister"), ("Peru", None)]
    assert (item.place, item.format) == ("Oslo", MeetingFormat.IN_PERSON)
    assert item.when is not None
    assert item.when.edtf == "2025-06-09"
    assert item.id == min(claim_id(bare), claim_id(full))


def proposal(report: str = "r1", start: int = 0, **fields: object) -> ProposalMention:
    values = {"authors": actors("Peru"), "label": "latest proposal"} | fields
    claim: ProposalMention = make(ProposalMention, report, start, **values)  # type: ignore[arg-type]
    return claim


def response(report: str = "r1", start: int = 0, **fields: object) -> Response:
    values = {"by": actors("Norway"), "to": actors("Peru"), "answer": ResponseKind.REJECT} | fields
    claim: Response = make(Response, report, start, **values)  # type: ignore[arg-type]
    return claim


def test_a_proposal_keeps_its_firmest_state_and_its_answers() -> None:
    tabled = proposal(state=ProposalState.TABLED, addressees=actors("Norway"))
    refused = proposal("r2", label="proposal", addressees=actors("Norway"), state=ProposalState.REJECTED)
    answer = response("r2", target=claim_id(refused))
    dossier = build(tabled, refused, answer)
    (item,) = dossier.proposals
    assert (item.label, item.state) == ("latest proposal", ProposalState.REJECTED)
    assert [(r.by, r.answer) for r in item.responses] == [(("Norway",), ResponseKind.REJECT)]
    assert dossier.responses == ()


def test_an_answer_to_what_is_unknown_stands_apart() -> None:
    dossier = build(proposal(), response("r2", target=None), response("r3", 50, target="r9:proposal:0-20"))
    assert [len(r.evidence) for r in dossier.responses] == [2]
    assert [p.responses for p in dossier.proposals] == [()]


def test_proposals_of_different_authors_are_two() -> None:
    assert len(build(proposal(), proposal("r2", authors=actors("Norway"))).proposals) == 2


def test_proposals_of_unknown_authors_are_one_only_by_their_label() -> None:
    same = build(proposal(authors=()), proposal("r2", authors=()))
    other = build(proposal(authors=()), proposal("r2", authors=(), label="prisoner swap"))
    assert (len(same.proposals), len(other.proposals)) == (1, 2)


def demand(report: str = "r1", **fields: object) -> Demand:
    values = {"by": actors("Norway"), "of": actors("Peru"), "content": "that troops withdraw from the valley"} | fields
    claim: Demand = make(Demand, report, **values)  # type: ignore[arg-type]
    return claim


def test_a_demand_told_twice_is_one_at_its_hardest() -> None:
    soft, hard = demand(), demand("r2", content="troops withdraw from the valley", strength=DemandStrength.RED_LINE)
    (item,) = build(soft, hard).demands
    assert (item.strength, len(item.evidence)) == (DemandStrength.RED_LINE, 2)


@pytest.mark.parametrize("other", [{"by": actors("Chile")}, {"of": actors("Chile")}, {"content": "the release of all"}])
def test_other_demands_are_others(other: dict[str, object]) -> None:
    assert len(build(demand(), demand("r2", **other)).demands) == 2


def leverage(report: str = "r1", **fields: object) -> Leverage:
    values = {"by": actors("Norway"), "on": actors("Peru"), "type": LeverageKind.THREAT, "content": "to leave"} | fields
    claim: Leverage = make(Leverage, report, **values)  # type: ignore[arg-type]
    return claim


def test_a_threat_told_twice_is_one_and_pressure_is_another() -> None:
    dossier = build(leverage(), leverage("r2", content=""), leverage("r3", type=LeverageKind.PRESSURE))
    assert [(item.type, len(item.evidence)) for item in dossier.leverage] == [
        (LeverageKind.THREAT, 2),
        (LeverageKind.PRESSURE, 1),
    ]


def test_opinions_of_two_voices_stay_two() -> None:
    quote = "the talks have failed"
    rows: list[AnyClaim] = [
        make(Assessment, r, 0, quote, tone="negative", voice=said_by(v)) for r, v in (("r1", "Holm"), ("r2", "Lie"))
    ]
    again: AnyClaim = make(Assessment, "r3", 0, quote, tone="negative", voice=said_by("Holm"))
    assert [len(a.evidence) for a in build(*rows, again).assessments] == [2, 1]


@pytest.mark.parametrize(
    ("days", "plans"), [(("2025-01-10", "2025-02-10", "2025-04-01"), 1), (("2025-01-10", "2025-06-10"), 2)]
)
def test_a_plan_of_which_nobody_spoke_for_months_is_another(days: tuple[str, ...], plans: int) -> None:
    reports = [make_report(f"d{n}", day) for n, day in enumerate(days)]
    told = [proposal(f"d{n}") for n in range(len(days))]
    assert len(build_dossier(reports, told, World()).proposals) == plans


def test_an_answer_keeps_the_reason_that_a_report_gives() -> None:
    plan = proposal()
    refusal: Response = make(
        Response, "r2", by=actors("Peru"), answer=ResponseKind.REJECT, target=claim_id(plan), reason="it is too late"
    )
    ((answer,),) = (p.responses for p in build(plan, refusal).proposals)
    assert answer.reason == "it is too late"
