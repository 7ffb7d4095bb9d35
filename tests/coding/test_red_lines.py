"""Demands told by what they are called, kept to or fought for; of whom they are made where the words say it."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Demand
from travaux.ontology.vocabulary import DemandStrength

pytestmark = pytest.mark.model
_LINE, _CONDITION = DemandStrength.RED_LINE, DemandStrength.PRECONDITION


def demands(coder: Coder, text: str) -> list[Demand]:
    return of_kind(code(coder, text), Demand)


@pytest.mark.parametrize(
    ("text", "by", "content", "strength"),
    [
        ("Ethiopia called access to the port a red line.", "Ethiopia", "access to the port", _LINE),
        ("Peru said that the fishing zone was non-negotiable.", "Peru", "the fishing zone", _LINE),
        ("The withdrawal of the troops is a red line for Armenia.", "Armenia", "The withdrawal of the troops", _LINE),
        ("Serbia's red line is the status of the north.", "Serbia", "the status of the north", _LINE),
        ("Norway described a ban on tests as a precondition for talks.", "Norway", "a ban on tests", _CONDITION),
        ("Kenya will never give up the island.", "Kenya", "will never give up the island", _LINE),
    ],
)
def test_what_is_called_a_red_line_is_demanded(
    coder: Coder, text: str, by: str, content: str, strength: DemandStrength
) -> None:
    found = [d for d in demands(coder, text) if d.strength is strength]
    assert [([a.name for a in d.by], d.content) for d in found] == [([by], content)]


def test_what_is_denied_to_be_one_is_none(coder: Coder) -> None:
    assert demands(coder, "Ethiopia said that the port was not a red line.") == []


@pytest.mark.parametrize(
    ("text", "by", "of"),
    [
        ("Kosovo wants recognition from Serbia.", "Kosovo", "Serbia"),
        ("Kenya has been urged by Somalia to respect the border.", "Somalia", "Kenya"),
    ],
)
def test_of_whom_it_is_demanded(coder: Coder, text: str, by: str, of: str) -> None:
    found = demands(coder, text)[0]
    assert ([a.name for a in found.by], [a.name for a in found.of]) == ([by], [of])


def test_who_stands_by_a_demand_makes_it(coder: Coder) -> None:
    found = demands(coder, "Somalia stands by its demand for a withdrawal of the troops.")[0]
    assert ([a.name for a in found.by], found.content) == (["Somalia"], "a withdrawal of the troops")


def test_a_text_demands_for_whoever_made_it(coder: Coder) -> None:
    found = demands(coder, "A Security Council resolution demanded an immediate ceasefire in Chad.")
    assert any("Security Council" in a.name for d in found for a in d.by)


def test_each_deed_that_it_is_time_for_is_a_demand(coder: Coder) -> None:
    text = "“It is time to free the hostages, open the crossing and lift the siege,” António Guterres said."
    assert len(demands(coder, text)) == 3


def test_what_one_will_not_rest_before_is_demanded(coder: Coder) -> None:
    found = demands(coder, "“We will not rest until every prisoner is freed,” President Gustavo Petro said.")
    assert [([a.name for a in d.by], d.content) for d in found] == [(["Gustavo Petro"], "every prisoner is freed")]
