"""What the phases hold and what is told of all of them together."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Phase, Term

pytestmark = pytest.mark.model

PLAN = (
    "Under the plan, 20 captives would be freed in the first phase and 15 in the second phase. In the third phase, 10 more"
    " captives would go home. In total, 60 captives would be released, the mediators said."
)


def test_each_phase_has_its_share_and_the_sum_has_none(coder: Coder) -> None:
    terms = of_kind(code(coder, PLAN), Term)
    assert {(t.phase, t.quantity) for t in terms} >= {(1, 20.0), (2, 15.0), (None, 60.0)}
    first = next(t for t in terms if t.phase == 1)
    assert first.content == "20 captives would be freed in the first phase"


def test_people_who_are_freed_are_a_matter_of_prisoners(coder: Coder) -> None:
    text = "The plan has two phases. In the first phase the rebels would release 12 soldiers."
    assert [(t.quantity, t.phase) for t in of_kind(code(coder, text), Term)] == [(12.0, 1)]


def test_how_long_all_phases_last_together(coder: Coder) -> None:
    text = (
        "The roadmap has three stages and would last twelve months in all. The first stage would last three months. The second"
        " stage would run for four months. The third stage would take two months."
    )
    lengths = {(p.ordinal_number, p.of): p.duration for p in of_kind(code(coder, text), Phase)}
    assert lengths == {(None, 3): "P12M", (1, None): "P3M", (2, None): "P4M", (3, None): "P2M"}


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The second stage would open once the bank has been unified.", "once the bank has been unified"),
        ("The second phase starts ten days after the first.", "ten days after the first"),
    ],
)
def test_what_opens_a_phase(coder: Coder, text: str, start: str) -> None:
    (phase,) = of_kind(code(coder, f"The plan has two phases. {text}"), Phase)[1:]
    assert phase.start == start


def test_steps_that_are_numbered_are_phases(coder: Coder) -> None:
    text = (
        "Step one: the guns fall silent. Step two: federal troops secure the border. Step three: services are restored."
    )
    phases = of_kind(code(coder, text), Phase)
    assert [(p.ordinal_number, p.label) for p in phases] == [(1, "Step one"), (2, "Step two"), (3, "Step three")]


def test_a_first_step_is_no_phase(coder: Coder) -> None:
    text = "The truce is a first step, the envoy said. The next step is hard. She took two steps back from the table."
    assert of_kind(code(coder, text), Phase) == []
