"""Losses that a side tells of its own people, and numbers of some of a known whole."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Count

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("The rebels said that seven of their fighters were killed at Kassala.", "fighters killed", 7),
        ("The navy said it lost four sailors and nine soldiers near Trincomalee.", "soldiers lost", 9),
        ("On Monday they freed 11 of the 30 captives.", "captives freed", 11),
    ],
)
def test_whom_a_number_counts(coder: Coder, text: str, what: str, value: float) -> None:
    found = [(c.what, c.value) for c in of_kind(code(coder, text), Count)]
    assert (what, value) in found


def test_money_takes_no_deed_of_another_verb(coder: Coder) -> None:
    text = "Oman asked the sides to return to Muscat and offered 3 million dollars for the villages."
    (count,) = of_kind(code(coder, text), Count)
    assert count.what == "dollars"


def test_one_of_them_is_no_count(coder: Coder) -> None:
    assert of_kind(code(coder, "One of the soldiers spoke to a reporter."), Count) == []
