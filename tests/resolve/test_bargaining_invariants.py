"""What holds of the bargaining, whatever the claims."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims import actors, make, make_report, meeting, move, said_by, when

from travaux.ontology.claim import (
    AnyClaim,
    CeasefireMention,
    Demand,
    Leverage,
    PositionMention,
    ProposalMention,
    claim_id,
)
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import (
    Act,
    CeasefireEvent,
    DemandState,
    Issue,
    LeverageKind,
    LeverageOutcome,
    MeetingStatus,
    Modality,
    ProposalState,
    Stance,
)
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.brief import make_brief, render_brief
from travaux.views.matrix import NO_REPORT, make_matrix, render_matrix

REPORTS = [make_report("r1", "2025-06-10"), make_report("r2", "2025-06-14"), make_report("r3", None)]
SIDES = st.sampled_from([(), actors("Norway"), actors("Peru"), actors("Norway", "Peru")])
WHENS = st.sampled_from([None, when("2025-06-09"), when("2025-06-15"), when("2025-06"), when(None, "soon")])
ISSUES = st.sampled_from([Issue.CEASEFIRE, Issue.NUCLEAR])
ACTS = [Act.ACCEPT, Act.REJECT, Act.PROPOSE, Act.CONCEDE, Act.RELEASE, Act.SUSPEND]
WORDS = st.sampled_from(
    ["leave the talks in Lima", "release all sailors", "the deadline has passed", "drop the demand"]
)


@st.composite
def a_claim(draw: st.DrawFn) -> AnyClaim:
    common: dict[str, Any] = {
        "report": draw(st.sampled_from(REPORTS)).id,
        "start": draw(st.integers(0, 12)) * 30,
        "voice": draw(st.sampled_from([said_by("Holm"), said_by("Lie", denied=True)])),
        "modality": draw(st.sampled_from(list(Modality))),
        "quote": draw(WORDS),
    }
    by, of, told = draw(SIDES), draw(SIDES), draw(WHENS)
    made: list[AnyClaim] = [
        move(draw(st.sampled_from(ACTS)), actors=by, recipients=of, issues=(draw(ISSUES),), when=told, **common),
        meeting(draw(st.sampled_from(list(MeetingStatus))), participants=by, when=told, place="Lima", **common),
        make(Demand, by=by, of=of, content=draw(WORDS), issue=draw(ISSUES), when=told, **common),
        make(Leverage, by=by, on=of, type=draw(st.sampled_from(list(LeverageKind))), content=draw(WORDS), **common),
        make(ProposalMention, authors=by, label="plan", state=draw(st.sampled_from(list(ProposalState))), **common),
        make(PositionMention, by=by, issue=draw(ISSUES), stance=draw(st.sampled_from(list(Stance))), **common),
        make(CeasefireMention, parties=by, alleged_by=of, event=draw(st.sampled_from(list(CeasefireEvent))), **common),
    ]
    return made[draw(st.integers(0, len(made) - 1))]


CLAIMS = st.lists(a_claim(), max_size=14, unique_by=claim_id)


def build(claims: list[AnyClaim]) -> Dossier:
    return build_dossier(REPORTS, claims, World())


@settings(deadline=None, max_examples=60)
@given(CLAIMS)
def test_no_proposal_demand_meeting_or_position_without_evidence(claims: list[AnyClaim]) -> None:
    dossier, ids = build(claims), {claim_id(c) for c in claims}
    items = (*dossier.proposals, *dossier.demands, *dossier.meetings, *dossier.leverage, *dossier.ceasefires)
    for item in (*items, *dossier.positions):
        assert item.evidence
        assert {e.claim for e in item.evidence} <= ids


@settings(deadline=None, max_examples=60)
@given(st.data(), CLAIMS)
def test_the_order_of_arrival_does_not_matter(data: st.DataObject, claims: list[AnyClaim]) -> None:
    assert build(data.draw(st.permutations(claims))) == build(claims)


@settings(deadline=None, max_examples=60)
@given(CLAIMS)
def test_planned_is_never_shown_as_held(claims: list[AnyClaim]) -> None:
    status = {claim_id(c): c.status for c in claims if c.kind == "meeting"}
    dossier = build(claims)
    for item in dossier.meetings:
        if item.status is MeetingStatus.HELD:
            assert MeetingStatus.HELD in {status[e.claim] for e in item.evidence}
    if MeetingStatus.HELD not in status.values():
        page = make_brief(dossier)
        assert "Meetings held" not in {s.title for s in page.sections if any(" met" in line.text for line in s.lines)}
        assert render_brief(page)


@settings(deadline=None, max_examples=60)
@given(CLAIMS)
def test_every_state_but_the_first_has_the_claim_that_moved_it(claims: list[AnyClaim]) -> None:
    dossier, ids = build(claims), {claim_id(c) for c in claims}
    for demand in dossier.demands:
        assert demand.state is (demand.history[-1].state if demand.history else DemandState.OPEN)
    for item in dossier.leverage:
        assert item.outcome is (item.history[-1].outcome if item.history else LeverageOutcome.PENDING)
    for proposal in dossier.proposals:
        assert proposal.state is ProposalState.UNKNOWN or proposal.state in {c.state for c in proposal.history}
    steps = [s.id for d in dossier.demands for s in d.history]
    steps += [s.id for x in dossier.leverage for s in x.history]
    steps += [s.id for p in dossier.proposals for s in p.history]
    assert set(steps) <= ids


@settings(deadline=None, max_examples=60)
@given(CLAIMS)
def test_a_position_quotes_a_claim_and_a_change_two_days(claims: list[AnyClaim]) -> None:
    told = {claim_id(c): c for c in claims}
    for position in build(claims).positions:
        assert position.quote == told[position.latest].quote
        assert not told[position.latest].voice.denied
        for change in position.changes:
            assert change.before is not change.after
            assert (change.before_day or "9999") < (change.after_day or "")


@settings(deadline=None, max_examples=40)
@given(CLAIMS)
def test_a_cell_is_empty_only_where_no_report_tells_it(claims: list[AnyClaim]) -> None:
    dossier = build(claims)
    matrix = make_matrix(dossier)
    known = {(p.actor, p.issue) for p in dossier.positions}
    for cell in matrix.cells:
        assert (cell.position is not None) == ((cell.actor, cell.issue) in known)
    assert render_matrix(matrix).count(NO_REPORT) >= sum(1 for c in matrix.cells if c.position is None)
