"""A deed that is only asked for, promised or supposed meets no demand."""

import pytest
from tests.claims import actors, make, make_report, move

from travaux.ontology.claim import Demand
from travaux.ontology.vocabulary import Act, DemandState, Issue
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier


@pytest.mark.parametrize(
    ("before", "state"),
    [
        ("", DemandState.MET),
        ("Norway had long demanded it, and on Monday ", DemandState.MET),
        ("The paper repeats the demand that ", DemandState.OPEN),
        ("Norway still hopes that ", DemandState.OPEN),
        ("Nothing will change unless ", DemandState.OPEN),
    ],
)
def test_words_of_asking_before_a_deed(before: str, state: DemandState) -> None:
    words = "Peru withdraws its troops from the valley"
    reports = [make_report("r1", "2025-06-10"), make_report("r2", "2025-06-14", text=f"{before}{words}.")]
    asked = make(
        Demand, by=actors("Norway"), of=actors("Peru"), content="withdraw its troops from the valley",
        issue=Issue.TROOP_WITHDRAWAL,
    )  # fmt: skip
    deed = move(Act.WITHDRAW, "r2", len(before), quote=words, actors=actors("Peru"))
    (item,) = build_dossier(reports, [asked, deed], World()).demands
    assert item.state is state
