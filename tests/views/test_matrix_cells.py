"""The issue × party matrix and the ledger as people read them."""

from dataclasses import replace

import pytest
from tests.claims import actors, make, make_report, move

from travaux.ontology.claim import AnyClaim, Demand, Participation, PositionMention, claim_id
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import Act, DemandState, Issue, Role, Stance
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.spans import Span
from travaux.views.brief import make_brief, render_brief
from travaux.views.matrix import make_matrix, render_matrix, say_cell
from travaux.views.sentences import start
from travaux.views.wording import say_issue

REPORTS = [make_report("r1", "2025-06-10"), make_report("r2", "2025-06-14")]
REFUSAL = "we will never give up the harbour"


def build(*claims: AnyClaim) -> Dossier:
    sides: list[AnyClaim] = [
        make(Participation, "r1", 30 + 40 * n, actor=actors(name)[0], role=Role.PARTY)
        for n, name in enumerate(("Norway", "Peru"))
    ]
    return build_dossier(REPORTS, [*sides, *claims], World())


def position(report: str = "r1") -> PositionMention:
    claim: PositionMention = make(
        PositionMention,
        report,
        quote=REFUSAL,
        by=actors("Norway"),
        issue=Issue.MARITIME_SHIPPING,
        stance=Stance.REFUSES,
    )
    return claim


def test_a_cell_has_words_and_age_and_an_empty_one_says_no_report() -> None:
    late: AnyClaim = make(
        PositionMention,
        "r2",
        by=actors("Peru"),
        issue=Issue.NUCLEAR,
        stance=Stance.WANTS,
        quote="we want a ban on tests",
    )
    matrix = make_matrix(build(position(), late))
    assert matrix.actors == ("Norway", "Peru")
    assert matrix.issues == (Issue.NUCLEAR, Issue.MARITIME_SHIPPING)
    norway, peru = matrix.row(Issue.MARITIME_SHIPPING)
    assert say_cell(norway.position) == f"refuses: “{REFUSAL}” (10 June 2025, 4 days old)"
    assert say_cell(peru.position) == "no report"


def test_the_table_has_a_row_an_issue_and_a_column_a_party() -> None:
    table = render_matrix(make_matrix(build(position())))
    head = table.splitlines()[0]
    assert head.split(" | ")[0].strip() == "issue"
    assert head.index("Norway") < head.index("Peru")
    assert "no report" in table


def test_without_positions_the_matrix_says_so() -> None:
    assert render_matrix(make_matrix(build())) == "No report tells where any party stands on an issue."


def test_the_brief_shows_the_matrix_with_footnotes_where_two_parties_say_where_they_stand() -> None:
    words, others = "we will never give up shipping through the harbour", "we want the shipping of grain to go on"
    own = replace(position(), quote=words, span=Span(0, len(words)), confidence=0.9)
    theirs = replace(own, report="r2", quote=others, span=Span(0, len(others)), by=actors("Peru"), stance=Stance.WANTS)
    page = make_brief(build(own, theirs))
    (section,) = (s for s in page.sections if s.title == "Where each party stands")
    assert [line.text for line in section.lines] == [
        f"{start(say_issue(Issue.MARITIME_SHIPPING))}:",
        f"Norway refuses: “{words}” (10 June 2025, 4 days old).",
        f"Peru wants: “{others}” (14 June 2025, new).",
    ]
    assert section.lines[1].notes
    assert words in render_brief(page)
    alone = make_brief(build(own))
    assert "Where each party stands" not in [s.title for s in alone.sections]


@pytest.mark.parametrize("sure", [None, 0.5])
def test_words_that_are_not_surely_read_or_name_no_issue_are_no_position_in_the_brief(sure: float | None) -> None:
    for claim in (replace(position(), confidence=sure), replace(position(), confidence=0.9)):
        assert "Where each party stands" not in [s.title for s in make_brief(build(claim)).sections]


def test_the_ledger_names_what_moved_a_demand() -> None:
    asked: Demand = make(
        Demand, "r1", by=actors("Norway"), of=actors("Peru"), content="free the sailors", issue=Issue.HOSTAGES_PRISONERS
    )
    freed = move(Act.RELEASE, "r2", quote="Peru let the sailors go free", actors=actors("Peru"))
    dossier = build(asked, freed)
    (row,) = dossier.demands
    assert (row.by, row.of, row.state, row.history[-1].id, row.history[-1].day) == (
        ("Norway",), ("Peru",), DemandState.MET, claim_id(freed), "2025-06-14",
    )  # fmt: skip
    assert "Met by Peru, 14 June 2025: “Peru let the sailors go free”" in render_brief(make_brief(dossier))


def test_without_a_dated_report_no_age_is_told() -> None:
    undated = [make_report("r1", None)]
    claim = make(
        PositionMention, "r1", quote=REFUSAL, by=actors("Norway"), issue=Issue.MARITIME_SHIPPING, stance=Stance.REFUSES
    )
    (told,) = build_dossier(undated, [claim], World()).positions
    assert (told.day, told.age) == (None, None)
    assert say_cell(told) == f"refuses: “{REFUSAL}”"
