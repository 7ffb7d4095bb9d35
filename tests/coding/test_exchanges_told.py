"""What one side gives for what the other gives: in one clause, in two, and in two sentences."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Exchange

pytestmark = pytest.mark.model


def test_in_return_joins_two_clauses(coder: Coder) -> None:
    text = "Under the draft, Eritrea would hand over the town, and Ethiopia would in return open the road to Assab."
    (exchange,) = of_kind(code(coder, text), Exchange)
    assert (exchange.gives, exchange.gets) == (
        "Eritrea would hand over the town",
        "Ethiopia would in return open the road to Assab",
    )
    assert [a.name for a in exchange.giver] == ["Eritrea"]
    assert [a.name for a in exchange.counterpart] == ["Ethiopia"]
    assert exchange.gives_span.of(text) == exchange.gives
    assert exchange.gets_span.of(text) == exchange.gets


def test_in_return_joins_two_sentences(coder: Coder) -> None:
    text = "The rebels pledged to stop taking hostages. In return, the Philippine government will set up a fund for villages."
    (exchange,) = of_kind(code(coder, text), Exchange)
    assert exchange.gives == "The rebels pledged to stop taking hostages"
    assert exchange.gets == "the Philippine government will set up a fund for villages"


@pytest.mark.parametrize(
    "text",
    [
        "The king asked for nothing in return. He will travel home on Monday.",
        "The envoy left Muscat on Sunday. In return, critics grumbled.",
        "Would the rebels free the crew? What will they get in return?",
    ],
)
def test_no_pledge_on_both_sides_is_no_exchange(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Exchange) == []


def test_so_many_for_so_many(coder: Coder) -> None:
    text = "In the first phase, 60 wounded Armenians would be swapped for 75 Azerbaijanis."
    (exchange,) = of_kind(code(coder, text), Exchange)
    assert (exchange.gives, exchange.gets, exchange.phase) == ("60 wounded Armenians", "75 Azerbaijanis", 1)


def test_a_rate_behind_an_exchange_is_its_own(coder: Coder) -> None:
    text = "Chad would free detained officers in exchange for the withdrawal of the fighters, at a rate of two for every village."
    first = of_kind(code(coder, text), Exchange)[0]
    assert first.gets == "the withdrawal of the fighters"
    assert [a.name for a in first.giver] == ["Chad"]
