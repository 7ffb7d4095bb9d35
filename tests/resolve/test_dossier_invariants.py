"""What holds of every dossier, whatever the claims and the order in which they come."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims import access, actors, make, make_report, meeting, move, one_of_each, said_by, text_of, when

from travaux.ontology.claim import AnyClaim, Attribution, Count, Demand, ProposalMention, Response, claim_id
from travaux.ontology.dossier import DOSSIER, Dossier, Item
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import (
    AccessState,
    Act,
    MeetingStatus,
    Modality,
    ProposalState,
    ResponseKind,
    SpeakerKind,
)
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.spans import Span

WORLD = World()
REPORTS = [
    make_report("r1", "2025-06-10", outlet="A"),
    make_report("r2", "2025-06-11", outlet="B"),
    make_report("r3", None),
    make_report("r4", "2025-06-11", outlet="D"),
]


def items(value: Any) -> Iterator[Item]:
    """Every item of a dossier, the inner ones too."""
    if isinstance(value, Item):
        yield value
    if isinstance(value, tuple):
        for part in value:
            yield from items(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from items(getattr(value, field.name))


WHENS = st.sampled_from(
    [None, when("2025-06-09"), when("2025-06"), when("2025-06-09/2025-06-12"), when(None, "Friday")]
)
LATE = {ProposalState.SUPERSEDED, ProposalState.LAPSED}
STATES = [s for s in ProposalState if s not in LATE]
SIDES = st.sampled_from([(), actors("Norway"), actors("Peru"), actors("Norway", "Peru")])
VOICES = st.sampled_from([said_by("Holm"), said_by("an aide", SpeakerKind.ANONYMOUS), said_by("Lie", denied=True)])


@st.composite
def a_claim(draw: st.DrawFn) -> AnyClaim:
    report, start = draw(st.sampled_from(REPORTS)).id, draw(st.integers(0, 12)) * 10
    common: dict[str, Any] = {"report": report, "start": start, "voice": draw(VOICES), "when": draw(WHENS)}
    by, to = draw(SIDES), draw(SIDES)
    kind = draw(st.integers(0, 6))
    place = draw(st.sampled_from([None, "Geneva", "Doha"]))
    modality = draw(st.sampled_from(list(Modality)))
    if kind == 0:
        act = draw(st.sampled_from([Act.REJECT, Act.MEET, Act.AGREE, Act.SUSPEND]))
        return move(act, actors=by, recipients=to, place=place, modality=modality, **common)
    if kind == 1:
        return meeting(draw(st.sampled_from(list(MeetingStatus))), participants=by, place=place, **common)
    if kind == 2:
        return access(draw(st.sampled_from(list(AccessState))), by=by, **common)
    if kind == 3:
        state = draw(st.sampled_from(STATES))
        claim: AnyClaim = make(ProposalMention, authors=by, addressees=to, label="plan", state=state, **common)
        return claim
    if kind == 4:
        answer: AnyClaim = make(Response, by=by, to=to, answer=draw(st.sampled_from(list(ResponseKind))), **common)
        return answer
    if kind == 5:
        demand: AnyClaim = make(Demand, by=by, of=to, content=draw(st.sampled_from(["leave now", "stay"])), **common)
        return demand
    common.pop("when")
    count: AnyClaim = make(Count, what="people", value=float(draw(st.integers(1, 3))), **common)
    return count


CLAIMS = st.lists(a_claim(), max_size=12, unique_by=claim_id)


@settings(deadline=None, max_examples=60)
@given(st.data(), CLAIMS)
def test_the_order_of_arrival_does_not_matter(data: st.DataObject, claims: list[AnyClaim]) -> None:
    shuffled = data.draw(st.permutations(claims))
    reports = data.draw(st.permutations(REPORTS))
    assert build_dossier(reports, shuffled, WORLD) == build_dossier(REPORTS, claims, WORLD)


@settings(deadline=None, max_examples=60)
@given(CLAIMS)
def test_every_item_has_evidence_and_the_smallest_id_of_its_claims(claims: list[AnyClaim]) -> None:
    ids = {claim_id(c) for c in claims}
    dossier = build_dossier(REPORTS, claims, WORLD)
    for item in items(dossier):
        assert item.evidence
        assert {e.claim for e in item.evidence} <= ids
        assert item.id in {e.claim for e in item.evidence}
        if item not in dossier.contradictions:
            assert item.id == min(e.claim for e in item.evidence)


@settings(deadline=None, max_examples=60)
@given(CLAIMS)
def test_no_claim_is_lost(claims: list[AnyClaim]) -> None:
    dossier = build_dossier(REPORTS, claims, WORLD)
    assert {e.claim for item in items(dossier) for e in item.evidence} == {claim_id(c) for c in claims}


@settings(deadline=None, max_examples=60)
@given(CLAIMS)
def test_planned_never_counts_as_held(claims: list[AnyClaim]) -> None:
    told = {claim_id(c): c for c in claims if c.kind == "meeting"}
    for item in build_dossier(REPORTS, claims, WORLD).meetings:
        mentions = [told[e.claim] for e in item.evidence]
        assert item.status in {m.status for m in mentions}
        assert item.history[-1].status is item.status
        assert {m.status for m in mentions} == {h.status for h in item.history}
        planned = {m.report for m in mentions if m.status is MeetingStatus.PLANNED}
        assert planned.isdisjoint(m.report for m in mentions if m.status is not MeetingStatus.PLANNED)


@settings(deadline=None, max_examples=60)
@given(CLAIMS)
def test_a_denial_never_deletes_what_it_denies(claims: list[AnyClaim]) -> None:
    told = [c for c in claims if not c.voice.denied and c.modality is not Modality.NEGATION]
    whole = {e.claim for item in items(build_dossier(REPORTS, claims, WORLD)) for e in item.evidence}
    assert {claim_id(c) for c in told} <= whole


@settings(deadline=None, max_examples=60)
@given(CLAIMS)
def test_a_dossier_survives_json(claims: list[AnyClaim]) -> None:
    dossier = build_dossier(REPORTS, claims, WORLD)
    assert DOSSIER.validate_json(DOSSIER.dump_json(dossier)) == dossier


def build(*claims: AnyClaim, reports: list[Report] | None = None) -> Dossier:
    return build_dossier(reports or REPORTS, claims, WORLD)


def test_nothing_gives_an_empty_dossier_of_unknown_status() -> None:
    dossier = build_dossier([], [], WORLD)
    assert dossier.status is None
    assert list(items(dossier)) == []


def test_a_claim_of_every_kind_is_kept() -> None:
    dossier = build(*one_of_each())
    kinds = {e.claim.split(":")[1] for item in items(dossier) for e in item.evidence}
    told = {c.kind for c in one_of_each()}
    assert kinds == told


def test_reports_set_aside_are_listed_and_not_counted() -> None:
    dossier = build(reports=[make_report("r1"), make_report("r9", set_aside="not English", place="nine.txt")])
    assert [r.id for r in dossier.reports] == ["r1"]
    assert [(s.id, s.place, s.reason) for s in dossier.set_aside] == [("r9", "nine.txt", "not English")]


def test_a_claim_given_twice_is_one() -> None:
    claim = move()
    dossier = build(claim, claim)
    assert [len(m.evidence) for m in dossier.moves] == [1]


def test_a_source_is_counted_by_statement() -> None:
    rows: list[AnyClaim] = [
        make(Attribution, "r1", n, content=(Span(n, n + 20),), voice=said_by("Holm", relayed_by=("Reuters",)))
        for n in (0, 30)
    ]
    (source,) = build(*rows).sources
    assert (source.name, source.statements, source.chains) == ("Holm", 2, ("A < Reuters",))


@pytest.mark.parametrize("state", sorted(LATE))
def test_every_state_of_a_proposal_can_be_resolved(state: ProposalState) -> None:
    claim: AnyClaim = make(ProposalMention, authors=actors("Peru"), label="plan", state=state)
    (proposal,) = build(claim).proposals
    assert proposal.state is state


def test_the_order_of_claims_with_one_beginning_does_not_matter() -> None:
    words = text_of("r1")
    a = move(quote=words[:20], when=when("2025-06-09"), recipients=actors("Peru"))
    b = move(quote=words[:35], when=when("2025-06-08"), recipients=actors("Peru"))
    assert build(a, b) == build(b, a)
