"""A war at home whose sides a report calls only "the warring sides": those whom packs know, where there is one such war."""

import pytest
from tests.coding.reading import code, moves, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Participation
from travaux.ontology.vocabulary import Act, Role

pytestmark = pytest.mark.model

_SIDES = {"Sudanese Armed Forces", "Rapid Support Forces"}


def test_the_parties_to_the_conflict_of_a_state_are_those_of_its_war(coder: Coder) -> None:
    (move,) = moves(coder, "A truce was agreed by the parties to the conflict in Sudan on Monday.", Act.AGREE)
    assert {a.name for a in move.actors} == _SIDES


@pytest.mark.parametrize(
    "text",
    [
        "The political parties of Sudan have agreed on a budget.",
        "The warring sides in Iceland have agreed on a truce of ten days.",
        "Both sides of the debate in Sudan agreed on a date.",
    ],
)
def test_other_sides_are_not_guessed(coder: Coder, text: str) -> None:
    assert not {a.name for act in Act for m in moves(coder, text, act) for a in m.actors} & _SIDES


def test_who_announces_the_truce_of_a_war_is_no_party(coder: Coder) -> None:
    text = (
        "Norwegian and Kenyan officials said the warring sides in Sudan had agreed to a truce. The army will hold its fire,"
        " Norway and Kenya said."
    )
    roles = {p.actor.name: p.role for p in of_kind(code(coder, text), Participation)}
    assert Role.PARTY not in (roles.get("Norway"), roles.get("Kenya"))
