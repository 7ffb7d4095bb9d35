"""Every value that was chosen names its rule and the claims that tell otherwise."""

from typing import Any

import pytest
from tests.claims import access, actors, make, make_report, meeting, move, one_of_each, when

from travaux.ontology.claim import AnyClaim, Demand, Participation, ProposalMention, claim_id
from travaux.ontology.dossier import DOSSIER, Choice, Dossier, Item
from travaux.ontology.vocabulary import AccessState, Act, DemandState, MeetingStatus, ProposalState, Role
from travaux.packs.world import World
from travaux.resolve.choices import Rule
from travaux.resolve.dossier import build_dossier

REPORTS = [make_report(f"r{n}", f"2025-06-1{n}") for n in range(1, 5)]
PARTIES: list[AnyClaim] = [
    make(Participation, "r1", 200 + n, actor=actors(name)[0], role=Role.PARTY)
    for n, name in enumerate(["Norway", "Peru"])
]


def build(*claims: AnyClaim) -> Dossier:
    return build_dossier(REPORTS, [*PARTIES, *claims], World())


def choice(item: Item | None, field: str) -> Choice:
    assert item is not None
    (found,) = (c for c in item.choices if c.field == field)
    return found


def test_the_status_lists_the_signs_of_another_on_its_days() -> None:
    refused = move(Act.REJECT, "r1", 40, quote="Peru turned down the offer", actors=actors("Peru", "Norway"))
    agreed = move(Act.AGREE, "r1", 0, actors=actors("Norway", "Peru"))
    found = build(agreed, refused)
    expected = Choice(field="status", rule=Rule.STRONGEST_SIGN, disagree=(claim_id(refused),))
    assert choice(found.status, "status") == expected
    assert choice(found.status_history[0], "status") == expected


def test_a_plan_that_came_true_does_not_disagree() -> None:
    plan = meeting(MeetingStatus.PLANNED, "r1", when=when("2025-06-12"), place="Oslo")
    held = meeting(MeetingStatus.HELD, "r3", when=when("2025-06-12"), place="Oslo")
    (found,) = build(plan, held).meetings
    assert found.status is MeetingStatus.HELD
    assert choice(found, "status") == Choice(field="status", rule=Rule.LATEST_TOLD, disagree=())


def test_the_place_and_time_of_a_meeting_name_their_rules() -> None:
    (found,) = build(meeting(MeetingStatus.HELD, "r1", when=when("2025-06-10"), place="Oslo")).meetings
    assert {c.field: c.rule for c in found.choices} == {
        "status": Rule.LATEST_TOLD,
        "when": Rule.MOST_PRECISE,
        "participants": Rule.NAMES_BEFORE_WORDS,
        "place": Rule.DATED_PLACE,
    }


def test_a_proposal_told_otherwise_on_the_last_day_lists_it() -> None:
    def plan(report: str, start: int, state: ProposalState) -> AnyClaim:
        fields: dict[str, Any] = {
            "authors": actors("Peru"),
            "addressees": actors("Norway"),
            "label": "lake plan",
            "state": state,
        }
        claim: AnyClaim = make(ProposalMention, report, start, **fields)
        return claim

    tabled = plan("r1", 0, ProposalState.TABLED)
    refused, taken = plan("r2", 0, ProposalState.REJECTED), plan("r2", 40, ProposalState.ACCEPTED)
    (found,) = build(tabled, refused, taken).proposals
    assert found.state is ProposalState.REJECTED
    assert choice(found, "state") == Choice(field="state", rule=Rule.FIRMEST_ANSWER, disagree=(claim_id(taken),))


def test_a_demand_that_was_met_lists_who_still_tells_it_as_refused() -> None:
    def wish(report: str, state: DemandState) -> AnyClaim:
        fields: dict[str, Any] = {
            "by": actors("Norway"),
            "of": actors("Peru"),
            "content": "leave the northern islands",
            "state": state,
        }
        claim: AnyClaim = make(Demand, report, 0, **fields)
        return claim

    met, late = wish("r2", DemandState.MET), wish("r3", DemandState.OPEN)
    (found,) = build(wish("r1", DemandState.OPEN), met, late).demands
    assert found.state is DemandState.MET
    assert choice(found, "state") == Choice(field="state", rule=Rule.LATEST_DEED, disagree=(claim_id(late),))


@pytest.mark.parametrize(("report", "disagrees"), [("r1", False), ("r3", True)])
def test_an_older_state_of_a_point_is_history(report: str, disagrees: bool) -> None:
    shut = access(AccessState.CLOSED, report, 0, facility="North Gate")
    opened = access(AccessState.OPEN, "r3", 40, facility="North Gate")
    (found,) = build(shut, opened).access_points
    last = choice(found, "statuses")
    assert last.rule == Rule.LATEST_DAY
    assert (len(last.disagree) == 1) is disagrees


def test_all_that_is_resolved_names_a_rule_and_disagreement_is_grounded() -> None:
    claims = [c for report in ("r1", "r2") for c in one_of_each(report)]
    dossier = build_dossier(REPORTS, claims, World())
    resolved = [
        *dossier.meetings,
        *dossier.proposals,
        *dossier.demands,
        *(p for p in dossier.access_points if p.statuses),
    ]
    assert resolved
    assert all(item.choices for item in resolved)
    known = {claim_id(c) for c in claims}
    assert {i for item in resolved for c in item.choices for i in c.disagree} <= known
    assert DOSSIER.validate_json(DOSSIER.dump_json(dossier)) == dossier
