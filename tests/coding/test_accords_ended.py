"""Accords and talks that are brought to an end: the act, and that the year of an accord does not date it."""

import pytest
from tests.coding.reading import moves

from travaux.coding.coder import Coder
from travaux.ontology.vocabulary import Act, Modality

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "text",
    [
        "Chad's president announced on Monday the termination of peace talks with FACT.",
        "Senegal declared the abandonment of negotiations with the MFDC.",
    ],
)
def test_a_declared_end_of_talks_suspends_them(coder: Coder, text: str) -> None:
    (found,) = moves(coder, text, Act.SUSPEND)
    assert found.modality is Modality.ASSERTED


def test_the_year_of_an_accord_does_not_date_its_end(coder: Coder) -> None:
    (found,) = moves(coder, "Chad's government scrapped the 2010 peace agreement with Sudan on Thursday.", Act.SUSPEND)
    assert found.modality is Modality.ASSERTED
    (old,) = moves(coder, "Chad's government scrapped its peace agreement with Sudan in 2010.", Act.SUSPEND)
    assert old.modality is Modality.HISTORICAL
