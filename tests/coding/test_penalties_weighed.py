"""Penalties that are only weighed are threats, fighting on is leverage, and what is awaited of others is no stance of theirs."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Leverage
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import LeverageKind
from travaux.resolve.dossier import build_dossier

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "text",
    [
        "Canada is considering sanctions against Georgia.",
        "Canada may impose sanctions on Georgia.",
        "Canada is weighing sanctions on Georgia, diplomats said.",
    ],
)
def test_a_penalty_that_is_weighed_is_a_threat(coder: Coder, text: str) -> None:
    (found,) = of_kind(code(coder, text), Leverage)
    assert found.type is LeverageKind.THREAT
    assert [a.name for a in found.by] == ["Canada"]
    assert [a.name for a in found.on] == ["Georgia"]


@pytest.mark.parametrize(
    "text",
    [
        "Lawmakers urged Canada to consider sanctions against Georgia.",
        "Canada is not considering sanctions against Georgia.",
        "If Canada is considering sanctions, it has not told its partners.",
    ],
)
def test_a_penalty_that_others_call_for_or_nobody_weighs_is_none(coder: Coder, text: str) -> None:
    assert [c for c in of_kind(code(coder, text), Leverage) if c.type is LeverageKind.THREAT] == []


def test_who_fights_on_until_another_yields_presses_and_the_other_takes_no_stance(coder: Coder) -> None:
    text = "The Karen National Union said it was not invited and would go on fighting until Myanmar agrees to direct talks."
    report = Report(id="x", text=text, outlet="The Post")
    claims = coder.code(report)
    (found,) = of_kind(claims, Leverage)
    assert [a.name for a in found.by] == ["KNU"]
    assert found.condition == "until Myanmar agrees to direct talks"
    positions = build_dossier([report], claims, coder.world).positions
    assert "Myanmar" not in {p.actor for p in positions}
