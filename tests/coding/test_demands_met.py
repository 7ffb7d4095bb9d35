"""A demand to free people, and how many of them the same report says were freed."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Demand
from travaux.ontology.vocabulary import DemandState

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("deed", "state"),
    [
        ("On Friday the Houthis released nine of them.", DemandState.PARTLY_MET),
        ("On Friday the Houthis released 21 sailors.", DemandState.MET),
        ("On Friday Oman released nine sailors of its own.", DemandState.OPEN),
        ("The Houthis may release nine of them on Friday.", DemandState.OPEN),
    ],
)
def test_a_number_freed_meets_a_demand_in_whole_or_part(coder: Coder, deed: str, state: DemandState) -> None:
    text = f"Saudi Arabia demanded that the Houthis release 21 sailors. {deed}"
    demands = of_kind(code(coder, text), Demand)
    assert [d.state for d in demands if "21 sailors" in d.quote] == [state]
