"""Threats, pressure and penalties told in passing: by a right that is reserved, a penalty floated, a blockade, a refusal."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Leverage
from travaux.ontology.vocabulary import LeverageKind

pytestmark = pytest.mark.model


def used(coder: Coder, text: str) -> list[tuple[LeverageKind, list[str], str]]:
    found = of_kind(code(coder, text), Leverage)
    assert all(c.quote == c.span.of(text) for c in found)
    return [(c.type, [a.name for a in c.by], c.quote) for c in found]


@pytest.mark.parametrize(
    ("text", "kind", "by"),
    [
        ("Chad's government said it reserved the right to respond if its towns were hit.", LeverageKind.THREAT, "Chad"),
        ("Norway floated the idea of raising tariffs on Chad.", LeverageKind.THREAT, "Norway"),
        ("Norway would veto the resolution on Chad, diplomats said.", LeverageKind.THREAT, "Norway"),
        ("The ELN will not take part in any talks without the mediators.", LeverageKind.THREAT, "ELN"),
        ("Norway said it was ready to impose sanctions on Chad.", LeverageKind.THREAT, "Norway"),
        ("Norway warned Chad that it would not stand by.", LeverageKind.THREAT, "Norway"),
        (
            "“Fiji will strike back if its ships are hit,” Fijian Prime Minister Sitiveni Rabuka said.",
            LeverageKind.THREAT,
            "Sitiveni Rabuka",
        ),
        ("Norway halted arms shipments to Chad last week.", LeverageKind.SANCTION, "Norway"),
        ("Chad imposed a blockade on Sudan in May.", LeverageKind.SANCTION, "Chad"),
        ("Much of the ELN has been lobbying Norway not to lend money to Colombia.", LeverageKind.PRESSURE, "ELN"),
        ("Fiji, pressured by Norway to sign the deal, agreed.", LeverageKind.PRESSURE, "Norway"),
        (
            "Nikol Pashinyan wanted Armenia to supply Norway with copper in return for loans.",
            LeverageKind.INDUCEMENT,
            "Nikol Pashinyan",
        ),
    ],
)
def test_who_uses_what(coder: Coder, text: str, kind: LeverageKind, by: str) -> None:
    assert any(k is kind and b == [by] for k, b, _ in used(coder, text))


def test_the_words_reach_to_what_is_meant_and_leave_out_another_verb(coder: Coder) -> None:
    text = "Norway cut its budget in May and put pressure on Chad to open the port."
    ((_, _, quote),) = used(coder, text)
    assert quote == "put pressure on Chad to open the port"


@pytest.mark.parametrize(
    "text",
    [
        "Chad's government said it did not reserve the right to respond.",
        "Norway floated the idea of a summit with Chad.",
        "Chad did not impose a blockade on Sudan.",
    ],
)
def test_what_is_denied_or_harms_nobody_is_no_leverage(coder: Coder, text: str) -> None:
    assert used(coder, text) == []
