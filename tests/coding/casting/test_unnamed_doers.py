"""Harm whose doer no words name: neither the victims, nor who tells of it, nor the place, nor whoever is near did it."""

import pytest
from tests.coding.reading import moves

from travaux.coding.coder import Coder
from travaux.ontology.claim import Move
from travaux.ontology.vocabulary import Act

pytestmark = pytest.mark.model

_WAR = "Peru and Chile have been at war for two years, and Peru attacked a town in Chile on Sunday."


def doers(move: Move) -> set[str]:
    return {a.name for a in move.actors}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (f"Nine were killed in the south on Tuesday. {_WAR}", Act.ATTACK),
        (f"The clinic was hit by strikes on Tuesday. {_WAR}", Act.ATTACK),
        (f"A Chilean sergeant was shot dead in Valdivia. {_WAR}", Act.ATTACK),
        ("Two nurses were abducted in the north of Fiji on Friday, the UN said.", Act.DETAIN),
        ("Three Kenyan reporters were detained in Lima, Kenya said.", Act.DETAIN),
        ("Norway said that four of its sailors had been kidnapped off the coast of Fiji.", Act.DETAIN),
        ("Norway's embassy came under attack on Friday.", Act.ATTACK),
        ("Five Norwegian soldiers were killed in a bomb attack in Fiji.", Act.ATTACK),
        ("Six convicts were freed on Friday, Norwegian officials said.", Act.RELEASE),
    ],
)
def test_no_words_say_who_did_it(coder: Coder, text: str, act: Act) -> None:
    assert doers(moves(coder, text, act)[0]) == set()


@pytest.mark.parametrize(
    ("text", "act", "doer"),
    [
        ("Nine people were killed in a Peruvian strike on a market in Chile on Tuesday.", Act.ATTACK, "Peru"),
        ("Nine people were killed on Tuesday by the Peruvian army.", Act.ATTACK, "Peru"),
        ("Peru attacked Chile at dawn. Twelve Chilean soldiers were killed by Peruvian shells.", Act.ATTACK, "Peru"),
        ("Nine Peruvian students were arrested on Friday by Peru.", Act.DETAIN, "Peru"),
    ],
)
def test_words_that_name_the_doer_are_kept(coder: Coder, text: str, act: Act, doer: str) -> None:
    assert doers(moves(coder, text, act)[-1]) == {doer}


def test_in_a_war_the_other_side_did_it(coder: Coder) -> None:
    text = (
        "Russia and Ukraine fought all night. Russia shelled Kharkiv on Monday and Ukraine answered on Tuesday. Russia"
        " attacked Ukraine again at dawn. Some 300 Ukrainian soldiers have been killed since May, Ukraine said."
    )
    assert doers(moves(coder, text, Act.ATTACK)[-1]) == {"Russia"}


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian and Norwegian officials said the warring sides had agreed to a truce of ten days in Sudan.",
        "This is the accord reached between the parties to the war in Sudan, announced by Peru and Norway after talks in Oslo.",
        "According to Peruvian officials, the rebels agreed on a truce of ten days.",
    ],
)
def test_who_tells_of_a_deal_of_others_makes_none(coder: Coder, text: str) -> None:
    assert not doers(moves(coder, text, Act.AGREE)[0]) & {"Peru", "Norway"}
