"""Leverage told by what is done: what is cut off, what day is set, whom somebody is to lean on."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Leverage
from travaux.ontology.vocabulary import LeverageKind

pytestmark = pytest.mark.model


def leverage(coder: Coder, text: str) -> list[Leverage]:
    return of_kind(code(coder, text), Leverage)


def test_aid_cut_off_until_something_changes_is_a_sanction(coder: Coder) -> None:
    text = "Norway suspended military aid to Ethiopia until it lifts the blockade."
    (told,) = leverage(coder, text)
    assert told.type is LeverageKind.SANCTION
    assert ([a.name for a in told.by], [a.name for a in told.on]) == (["Norway"], ["Ethiopia"])
    assert told.condition == "until it lifts the blockade"


@pytest.mark.parametrize(
    "text",
    [
        "The bank suspended loans to farmers over the drought.",
        "Norway might suspend aid to Ethiopia.",
        "Norway suspended flights to Ethiopia.",
    ],
)
def test_what_is_not_cut_off_from_a_party_is_no_sanction(coder: Coder, text: str) -> None:
    assert [c for c in leverage(coder, text) if c.type is LeverageKind.SANCTION] == []


def test_a_day_that_is_given_is_an_ultimatum(coder: Coder) -> None:
    (told,) = leverage(coder, "The rebels had given the army until Sunday to leave the town. The day passed quietly.")
    assert told.type is LeverageKind.ULTIMATUM
    assert told.content == "to leave the town"
    assert told.deadline is not None
    assert told.deadline.edtf == "../2025-06-08"


def test_she_gave_her_children_no_ultimatum(coder: Coder) -> None:
    assert leverage(coder, "She waited until Sunday to give the army the keys.") == []


@pytest.mark.parametrize("way", ["use its influence over Armenia", "lean on Armenia", "put pressure on Armenia"])
def test_a_chain_of_pressure_has_its_second_link(coder: Coder, way: str) -> None:
    found = leverage(coder, f"The United States pressed Turkey to {way}.")
    links = [([a.name for a in c.by], [a.name for a in c.on]) for c in found if c.type is LeverageKind.PRESSURE]
    assert (["United States"], ["Turkey"]) in links
    assert (["Turkey"], ["Armenia"]) in links


def test_who_says_it_will_respond_is_who_threatens(coder: Coder) -> None:
    (told,) = leverage(coder, "Peru said it would retaliate if Chile closes the port.")
    assert [a.name for a in told.by] == ["Peru"]
