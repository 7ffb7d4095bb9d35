"""Where and when a deed happened: its target, its sentence, the scene told before; the clause it goes with; the readout's day."""

import pytest
from tests.coding.reading import code, moves, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Move
from travaux.ontology.vocabulary import Act

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "act", "place"),
    [
        ("Peru invaded Ecuador on Tuesday.", Act.ATTACK, "Ecuador"),
        ("Rebels shelled the village of Pravdino in the Donetsk region.", Act.ATTACK, "Pravdino"),
        ("Forty trucks of flour entered Gaza on Tuesday.", Act.DELIVER_AID, "Gaza"),
        ("The president of Peru made an official visit to Oslo.", Act.MEET, "Oslo"),
        ("Norway and Peru attended the Geneva talks on Tuesday.", Act.MEET, "Geneva"),
        ("The Norway-Peru talks in Doha ended on Tuesday.", Act.MEET, "Doha"),
        ("The army shelled a convoy near Aleppo. Its jets then bombed a clinic.", Act.ATTACK, "Aleppo"),
    ],
)
def test_a_deed_has_the_place_that_it_reaches(coder: Coder, text: str, act: Act, place: str) -> None:
    found = moves(coder, text, act)
    assert found
    assert {m.place for m in found} == {place}
    for move in found:
        assert move.place_span is not None
        assert 0 <= move.place_span.start < move.place_span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Norway opposes the presence of foreign troops in Mali.", Act.REJECT),
        ("The ministers discussed the fighting in Sudan.", Act.MEET),
        ("Norway praised a plan to rebuild the port in Aden.", Act.SUPPORT),
    ],
)
def test_a_place_that_is_spoken_of_is_no_place_of_the_speaking(coder: Coder, text: str, act: Act) -> None:
    found = moves(coder, text, act)
    assert found
    assert {m.place for m in found} == {None}


@pytest.mark.parametrize(
    ("text", "act", "edtf"),
    [
        ("The feud grew on Tuesday when the army killed nine rebels.", Act.ATTACK, "2025-06-10"),
        ("The feud grew on Tuesday, with Norway accusing Peru of theft.", Act.ACCUSE, "2025-06-10"),
        ("Norway accused Peru on Tuesday and imposed sanctions on its banks.", Act.SANCTION, "2025-06-10"),
        ("Norway said on Tuesday that it had freed the crew.", Act.RELEASE, "2025-06-10"),
    ],
)
def test_a_deed_shares_the_time_of_the_clause_it_goes_with(coder: Coder, text: str, act: Act, edtf: str | None) -> None:
    found = moves(coder, text, act)
    assert found
    assert {m.when.edtf if m.when else None for m in found} == {edtf}


def test_in_the_readout_of_a_call_all_is_said_on_its_day(coder: Coder) -> None:
    text = (
        "Readout of the President's call with the King of Norway\n\n"
        "The President spoke on Tuesday with the King of Norway. He thanked the King for his mediation and urged him to "
        "host a new round of talks."
    )
    said = [m for m in of_kind(code(coder, text), Move) if m.act in {Act.SUPPORT, Act.DEMAND}]
    assert {m.act for m in said} == {Act.SUPPORT, Act.DEMAND}
    assert {m.when.edtf for m in said if m.when} == {"2025-06-10"}
    assert all(m.when for m in said)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The President spoke on Tuesday with the King of Norway. He thanked the King for his mediation.", Act.SUPPORT),
        ("Norway said on Tuesday that the rebels freed the crew.", Act.RELEASE),
    ],
)
def test_a_day_of_the_context_says_so(coder: Coder, text: str, act: Act) -> None:
    (found,) = moves(coder, text, act)
    assert found.when is None or found.when.rule == "context:weekday"
