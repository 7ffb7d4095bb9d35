"""Frameworks: what stands under a proposal, what is one term, and which numbers cannot all hold."""

from typing import Any

import pytest
from tests.claims import actors, make, make_report, meeting, when

from travaux.ontology.claim import AnyClaim, Exchange, Phase, ProposalMention, Term, claim_id
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import Issue, MeetingStatus, TermStatus
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.spans import Span

REPORTS = [make_report("r1", "2025-06-11"), make_report("r2", "2025-06-12")]


def build(*claims: AnyClaim) -> Dossier:
    return build_dossier(REPORTS, claims, World())


def term(start: int, report: str = "r1", **fields: Any) -> Term:
    claim: Term = make(Term, report, start, **({"issue": Issue.HOSTAGES_PRISONERS, "content": "sailors"} | fields))
    return claim


def phase(start: int, number: int | None, report: str = "r1", **fields: Any) -> Phase:
    claim: Phase = make(Phase, report, start, ordinal_number=number, **fields)
    return claim


def abouts(*claims: AnyClaim) -> list[str]:
    return [c.about for c in build(*claims).contradictions]


def test_terms_of_a_proposal_stand_under_it() -> None:
    proposal: ProposalMention = make(ProposalMention, "r1", 0, authors=actors("Peru"), label="plan")
    dossier = build(proposal, term(20, deal=claim_id(proposal)), phase(40, 1, deal=claim_id(proposal), duration="P6W"))
    (item,) = dossier.proposals
    assert item.framework is not None
    assert [t.content for t in item.framework.terms] == ["sailors"]
    assert [p.duration for p in item.framework.phases] == ["P6W"]
    assert dossier.frameworks == ()


def test_terms_of_no_proposal_are_a_framework_by_status() -> None:
    hoped = term(0, status=TermStatus.HOPED, content="a lull", issue=Issue.CEASEFIRE)
    agreed = term(20, status=TermStatus.AGREED, content="a swap")
    demanded = term(40, status=TermStatus.DEMANDED, content="a retreat")
    found = build(hoped, agreed, demanded).frameworks
    assert [(f.status, [t.content for t in f.terms]) for f in found] == [
        (TermStatus.HOPED, ["a lull"]),
        (TermStatus.AGREED, ["a swap"]),
    ]


def test_the_same_term_in_two_reports_is_one() -> None:
    (framework,) = build(
        term(0, quantity=33.0, unit="sailors"), term(0, "r2", quantity=33.0, unit="sailors")
    ).frameworks
    assert [len(t.evidence) for t in framework.terms] == [2]


def test_other_numbers_are_other_terms() -> None:
    (framework,) = build(
        term(0, quantity=33.0, unit="sailors"), term(0, "r2", quantity=34.0, unit="sailors")
    ).frameworks
    assert len(framework.terms) == 2


def test_phases_stand_in_order_with_their_exchanges() -> None:
    swap: Exchange = make(
        Exchange, "r1", 60, gives="one", gives_span=Span(60, 63), gets="two", gets_span=Span(64, 67), ratio=2.0, phase=1
    )
    (framework,) = build(phase(40, 2), phase(0, 1), swap).frameworks
    assert [p.number for p in framework.phases] == [1, 2]
    assert [(e.ratio, e.phase) for e in framework.exchanges] == [(2.0, 1)]


@pytest.mark.parametrize(
    ("total", "parts", "conflict"),
    [
        ({"quantity": 50.0}, ({"quantity": 20.0}, {"quantity": 20.0}), True),
        ({"quantity": 50.0}, ({"quantity": 20.0}, {"quantity": 30.0}), False),
        ({"quantity": 50.0, "qualifier": "at least"}, ({"quantity": 30.0}, {"quantity": 30.0}), False),
        ({"quantity": 50.0}, ({"quantity": 20.0, "qualifier": "about"}, {"quantity": 20.0}), False),
        ({"quantity": 50.0}, ({"quantity": 20.0, "qualifier": "up to"}, {"quantity": 20.0}), True),
    ],
)
def test_phases_that_do_not_add_up_are_a_conflict(
    total: dict[str, Any], parts: tuple[dict[str, Any], ...], conflict: bool
) -> None:
    claims = [term(0, unit="sailors", content="sailors in all", **total)]
    claims += [
        term(20 + 20 * n, unit="sailors", phase=n + 1, content=f"batch {n}", **part) for n, part in enumerate(parts)
    ]
    assert len(abouts(*claims)) == int(conflict)


def test_a_phase_with_two_lengths_is_a_conflict() -> None:
    assert abouts(phase(0, 1, duration="P6W"), phase(20, 1, "r2", duration="P40D")) == ["phase 1 lasts P6W, and P40D"]


def test_a_phase_beyond_the_last_is_a_conflict() -> None:
    assert abouts(phase(0, None, of=2, label="two-phase plan"), phase(20, 3)) == ["2 phases, and a phase 3"]


def test_a_meeting_held_and_still_to_come_is_a_conflict() -> None:
    at = {"participants": actors("Norway", "Peru"), "place": "Oslo"}
    due = {**at, "when": when("2025-06-14"), "quote": "the Oslo meeting is due"}
    held = meeting(MeetingStatus.HELD, "r1", 0, when=when("2025-06-12"), **at)
    assert abouts(held, meeting(MeetingStatus.PLANNED, "r1", 40, **due)) == [
        "meeting of Norway, Peru: held, and still to come"
    ]
    assert abouts(held, meeting(MeetingStatus.PLANNED, "r2", 40, **due)) == []
