"""What the number of a term counts, and what qualifies it: "over" may belong to the verb before it."""

import pytest

from travaux.coding.amounts import find_amount
from travaux.coding.coder import Coder
from travaux.ontology.report import Report
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("The rebels will hand over 30 soldiers.", 30, None),
        ("The rebels will hand over the 30 soldiers.", 30, None),
        ("The rebels will hand over about 30 soldiers.", 30, "about"),
        ("Both sides will turn over 1,200 bodies.", 1200, None),
        ("Peru would free over 30 fishermen.", 30, "over"),
        ("Kyiv handed back over 30 officers.", 30, "over"),
    ],
)
def test_over_of_a_phrasal_verb_is_no_qualifier(coder: Coder, text: str, value: float, qualifier: str | None) -> None:
    doc = read_report(coder.nlp, Report(id="x", text=text))
    amount = find_amount(doc[:])
    assert amount is not None
    assert (amount.value, amount.qualifier) == (value, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "Three Parties would open the crossing.",
        "Under the plan, Four Countries would open the port.",
        "The truce lasts Seven Days.",
        "Under the plan, a truce of Seven Days would begin.",
        "The plan has Three Phases.",
    ],
)
def test_capitals_make_no_amount_of_parties_and_days(coder: Coder, text: str) -> None:
    assert find_amount(read_report(coder.nlp, Report(id="x", text=text))[:]) is None


def test_a_capitalised_number_counts_people(coder: Coder) -> None:
    amount = find_amount(read_report(coder.nlp, Report(id="x", text="Six Crews would be freed."))[:])
    assert amount is not None
    assert (amount.value, amount.unit) == (6, "crews")
