"""Demands told as what something hangs on, under their name, by what will not be had, and by whom else a clause names."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Demand
from travaux.ontology.vocabulary import DemandState

pytestmark = pytest.mark.model


def demands(coder: Coder, text: str) -> list[tuple[list[str], str]]:
    found = of_kind(code(coder, text), Demand)
    assert all(d.quote == d.span.of(text) for d in found)
    return [([a.name for a in d.by], d.content) for d in found]


@pytest.mark.parametrize(
    ("text", "by", "content"),
    [
        (
            "Norway will help rebuild the port only if Chad withdraws its troops, Jonas Gahr Støre said.",
            "Jonas Gahr Støre",
            "Chad withdraws its troops",
        ),
        (
            "“The siege will only end when the hostages are released,” Nikol Pashinyan said.",
            "Nikol Pashinyan",
            "the hostages are released",
        ),
        ("Pashinyan set out Armenia's terms: Azerbaijan must withdraw from the hills.", "Armenia", "Azerbaijan must"),
        (
            "Ruto insisted that the rebels are excluded from the talks. Kenya's president William Ruto spoke on Monday.",
            "William Ruto",
            "the rebels are excluded from the talks",
        ),
        ("Kenya said it would not allow the rebels to attend the talks.", "Kenya", "would not allow the rebels"),
        (
            "Nikol Pashinyan said it was unacceptable for foreign troops to stay in the valley.",
            "Nikol Pashinyan",
            "unac",
        ),
        (
            "Armenia's conditions must be met before the war can end, Nikol Pashinyan said.",
            "Armenia",
            "conditions must",
        ),
        ("Norway dislikes Chad's demand that it lift the blockade of the port.", "Chad", "it lift the blockade"),
    ],
)
def test_a_demand_and_who_makes_it(coder: Coder, text: str, by: str, content: str) -> None:
    assert any(b == [by] and content in what for b, what in demands(coder, text))


def test_each_deed_that_is_due_is_a_demand(coder: Coder) -> None:
    text = "“Azerbaijan must withdraw its troops and release the prisoners,” Nikol Pashinyan said."
    contents = [what for _, what in demands(coder, text)]
    assert any("withdraw" in c for c in contents)
    assert "release the prisoners" in contents


def test_each_thing_listed_under_terms_is_a_demand(coder: Coder) -> None:
    text = "Pashinyan set out Armenia's terms: Azerbaijan must leave the hills and release the prisoners."
    assert [what for _, what in demands(coder, text)] == ["Azerbaijan must leave the hills", "release the prisoners"]


def test_a_demand_no_longer_made_is_dropped(coder: Coder) -> None:
    text = "Armenia no longer demands that Azerbaijan withdraw its troops."
    assert [d.state for d in of_kind(code(coder, text), Demand)] == [DemandState.DROPPED]


@pytest.mark.parametrize(
    "text",
    [
        "Armenia insisted that the ceasefire was holding.",
        "Armenian Prime Minister Nikol Pashinyan said he wanted Armenia to release the prisoners.",
        "Armenia and Azerbaijan cling to mutually exclusive demands.",
        "Would Norway help only if Chad withdraws its troops?",
    ],
)
def test_what_is_claimed_or_wished_for_ones_own_is_no_demand(coder: Coder, text: str) -> None:
    assert demands(coder, text) == []
