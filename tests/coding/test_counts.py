"""Numbers of people and goods, with what they count and how nearly."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Count

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "what", "qualifier"),
    [
        ("Fifty or more trucks crossed the river on Thursday.", "trucks", "or more"),
        ("Some 30 families fled the valley.", "families fled", "some"),
        ("Gunmen kidnapped 12 students.", "students kidnapped", None),
    ],
)
def test_a_count_says_of_what_and_how_nearly(coder: Coder, text: str, what: str, qualifier: str | None) -> None:
    (count,) = of_kind(code(coder, text), Count)
    assert (count.what, count.qualifier) == (what, qualifier)


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("The Houthis will hand over eight captives on Monday.", 8, None),
        ("The Sudanese army turned over 12 bodies to the Red Crescent.", 12, None),
        ("The militia agreed to hand over some 30 prisoners.", 30, "some"),
        ("Fighters of the front took over 14 villages last week.", 14, None),
        ("Fighters of the front took over 400 hostages last week.", 400, "over"),
        ("Trucks carrying over 200 tonnes of flour reached Goma.", 200, "over"),
        ("Colombia released over 40 fighters and 12 soldiers.", 40, "over"),
    ],
)
def test_over_that_belongs_to_the_verb_says_nothing_of_the_number(
    coder: Coder, text: str, value: float, qualifier: str | None
) -> None:
    told = [c.qualifier for c in of_kind(code(coder, text), Count) if c.value == value]
    assert told == [qualifier]
