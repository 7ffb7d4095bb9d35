"""Changes between two states of the file: new, moved, contradicted, quiet."""

from datetime import date

from tests.claims import access, actors, make, make_report, meeting, move, said_by, when

from travaux.ontology.claim import AnyClaim, Constraint, Demand, Participation, ProposalMention
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import (
    AccessState,
    Act,
    ConstraintType,
    Issue,
    MeetingStatus,
    Modality,
    ProposalState,
    Role,
)
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.changes import Change, ChangeKind, find_changes

DAYS = {"r1": "2025-06-01", "r2": "2025-06-10", "r3": None}
SINCE = date(2025, 6, 5)


def build(claims: list[AnyClaim], *names: str) -> Dossier:
    return build_dossier([make_report(n, DAYS[n]) for n in names], [c for c in claims if c.report in names], World())


def find(*claims: AnyClaim) -> list[Change]:
    return find_changes(build([*claims], "r1", "r3"), build([*claims], "r1", "r2", "r3"), SINCE)


def plan(report: str, state: ProposalState) -> AnyClaim:
    claim: AnyClaim = make(
        ProposalMention, report, 0, authors=actors("Peru"), addressees=actors("Norway"), label="lake plan", state=state
    )
    return claim


def test_what_only_later_reports_tell_is_new() -> None:
    (change,) = find(make(Demand, "r2", 0, by=actors("Norway"), content="leave the islands"))
    assert (change.change, change.about) == (ChangeKind.NEW, "demand")


def test_what_was_told_before_is_not_new() -> None:
    claims = [make(Demand, r, 0, by=actors("Norway"), content="leave the islands") for r in ("r1", "r2")]
    assert find(*claims) == []


def test_a_proposal_that_was_answered_has_moved() -> None:
    changes = find(plan("r1", ProposalState.TABLED), plan("r2", ProposalState.REJECTED))
    (change,) = [c for c in changes if c.about == "proposal"]
    assert (change.change, change.before, change.after) == (ChangeKind.MOVED, "tabled", "rejected")


def test_what_is_denied_since_is_contradicted() -> None:
    told = move(Act.ATTACK, "r1", issues=(Issue.CEASEFIRE,), voice=said_by("Holm"))
    denied = move(
        Act.ATTACK, "r2", issues=(Issue.CEASEFIRE,), modality=Modality.NEGATION, voice=said_by("Lie", denied=True)
    )
    assert ChangeKind.CONTRADICTED in {c.change for c in find(told, denied)}
    assert ChangeKind.CONTRADICTED not in {c.change for c in find(told)}


def test_what_waits_and_is_not_spoken_of_is_quiet() -> None:
    changes = find(
        make(Demand, "r1", 0, by=actors("Norway"), content="leave the islands"),
        plan("r1", ProposalState.TABLED),
        meeting(MeetingStatus.PLANNED, "r1", 60, when=when("2025-06-04")),
        make(Participation, "r1", 90, actor=actors("Norway")[0], role=Role.PARTY),
        access(AccessState.OPEN, "r1", 120),
    )
    assert {c.change for c in changes} == {ChangeKind.QUIET}
    assert {c.about for c in changes} == {"demand", "proposal", "meeting", "party"}
    assert {c.last for c in changes} == {"2025-06-01"}
    (planned,) = [c for c in changes if c.about == "meeting"]
    assert planned.text.endswith("(last told 1 June 2025; due 4 June 2025)")


def test_what_is_undated_is_not_taken_for_new() -> None:
    assert find(make(Demand, "r3", 0, by=actors("Norway"), content="leave the islands")) == []


def test_nothing_changes_where_nothing_is_told() -> None:
    assert find() == []


def test_what_was_quiet_long_before_has_not_gone_quiet_since() -> None:
    claims = [make(Demand, "r1", 0, by=actors("Norway"), content="leave the islands")]
    before, now = build(claims, "r1"), build(claims, "r1", "r2")
    assert [c.change for c in find_changes(before, now, date(2025, 8, 1))] == [ChangeKind.QUIET]
    assert find_changes(before, now, date(2026, 1, 1)) == []


def test_vague_changes_come_last_and_are_marked() -> None:
    vague = make(Demand, "r2", 0, content="leave the islands")
    clear = make(Demand, "r2", 40, by=actors("Norway"), content="open both ports")
    assert [c.to_check for c in find(vague, clear)] == [False, True]


def test_a_new_constraint_of_access_is_a_change() -> None:
    (change,) = find(make(Constraint, "r2", 0, quote="mines close the road", type=ConstraintType.MINES, place="Lima"))
    assert (change.change, change.about) == (ChangeKind.NEW, "constraint")
    assert "in Lima: “mines close the road”" in change.text
