"""Sides that no pack knows: which names are found, by what they go later, and which bodies are none."""

from datetime import date

import pytest

from travaux.coding.coder import Coder
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Mention
from travaux.reading.mentions.unlisted.find import is_unlisted
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model


def unlisted(coder: Coder, text: str) -> list[Mention]:
    doc = read_report(coder.nlp, Report(id="x", text=text, published=date(2025, 6, 1)))
    return [m for m in doc._.mentions if is_unlisted(m, coder.world)]


def names(coder: Coder, text: str) -> set[str]:
    return {name for m in unlisted(coder, text) for name in m.names}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighters of the Upper River Front took the bridge.", "Upper River Front"),
        ("Peru signed an accord with the Coast People's Army.", "Coast People's Army"),
        (
            "The Liberation Front of the Southern Valleys rejected the offer.",
            "Liberation Front of the Southern Valleys",
        ),
        ("The Federation of Bakers suspended its strike on Monday.", "Federation of Bakers"),
        ("Talks between the District of Lua Guard and Fiji ended.", "District of Lua Guard"),
        ("Two gangs, the Mill Lane Crew and the Dock Boys, declared a truce.", "Dock Boys"),
        ("Peru's Patriotic River Front seized a ferry.", "Patriotic River Front"),
        ("The Lua and Reni clans signed a pact.", "Reni clan"),
        ("Tongan rebels turned down an amnesty.", "tongan rebels"),
    ],
)
def test_a_name_that_bargains_or_fights_is_a_side(coder: Coder, text: str, expected: str) -> None:
    assert expected in names(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "The Chess Federation of Peru signed an agreement with a hotel.",
        "The Institute of the Andes rejected the report.",
        "The Copper Union Ltd refused to pay.",
        "The Council of Elders of Lua brokered a truce between two villages.",
        "The National Guard was sent to the port.",
        "The Supreme Court rejected the appeal.",
        "The Security Council met in New York and rejected the text.",
        "The Peruvian Army attacked the camp.",
        "The Green Valley Alliance opened a shop.",
        "On the Northern Front, soldiers attacked at dawn.",
        "The 3rd Tank Brigade attacked the village.",
    ],
)
def test_other_bodies_are_no_sides(coder: Coder, text: str) -> None:
    assert names(coder, text) == set()


@pytest.mark.parametrize("later", ["The front said no.", "The Front said no.", "The URF said no."])
def test_a_side_goes_by_its_noun_and_its_letters(coder: Coder, later: str) -> None:
    found = unlisted(coder, f"The Upper River Front (URF) rejected the offer. {later}")
    assert found[-1].span.start > 40
    assert found[-1].names == ("Upper River Front",)


def test_the_longer_name_is_the_canonical_one(coder: Coder) -> None:
    text = "The Lua Front of the Hills attacked a post. Peru bombed the Lua Front."
    assert names(coder, text) == {"Lua Front of the Hills"}


def test_who_bears_arms_by_name_is_an_armed_group_and_others_a_movement(coder: Coder) -> None:
    found = unlisted(coder, "Talks between the Dock Workers' Union and the Harbour Militia failed.")
    assert [m.kind for m in found] == [ActorKind.MOVEMENT, ActorKind.ARMED_GROUP]
