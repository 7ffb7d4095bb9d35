"""A framework as a table by phase."""

from dataclasses import replace

import pytest
from tests.claims import make, make_report

from travaux.ontology.claim import AnyClaim, Phase, Term
from travaux.ontology.vocabulary import Issue, TermStatus
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.brief import make_brief, render_brief
from travaux.views.frameworks import rows_of, say_framework, say_length


@pytest.mark.parametrize(
    ("length", "said"),
    [("P6W", "6 weeks"), ("P1D", "1 day"), ("PT48H", "48 hours"), ("P1Y6M", "P1Y6M"), (None, "")],
)
def test_lengths_are_said_plainly(length: str | None, said: str) -> None:
    assert say_length(length) == said


def test_rows_go_by_phase_and_what_spans_all_comes_last() -> None:
    truce: Term = make(Term, "r1", 0, issue=Issue.CEASEFIRE, content="a truce", duration="P6W", status=TermStatus.HOPED)
    first = replace(make(Phase, "r1", 20, ordinal_number=1, duration="P6W"), start="once signed")
    batch: Term = make(
        Term,
        "r1",
        40,
        issue=Issue.HOSTAGES_PRISONERS,
        content="33 sailors",
        quantity=33.0,
        unit="sailors",
        qualifier="at least",
        phase=1,
        status=TermStatus.HOPED,
    )
    claims: list[AnyClaim] = [truce, batch, first]
    dossier = build_dossier([make_report("r1")], claims, World())
    frameworks = {f.status: f for f in dossier.frameworks}
    rows = [text for f in frameworks.values() for _, text in rows_of(f)]
    assert "phase 1 | 6 weeks, begins once signed" in rows
    assert "phase 1 | hostages and prisoners: “33 sailors” (at least 33 sailors)" in rows
    assert "all     | ceasefire: “a truce” (6 weeks)" in rows
    assert say_framework(frameworks[TermStatus.HOPED]).endswith("hoped for, not agreed.")
    assert "phase 1 | 6 weeks" not in render_brief(make_brief(dossier)), "a plan without a name of its own is no line"
