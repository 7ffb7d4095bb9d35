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
