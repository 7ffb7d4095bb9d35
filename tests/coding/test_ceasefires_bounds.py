"""From when and until when a ceasefire holds, by how long it is lengthened, and who is said to have broken it."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import CeasefireMention
from travaux.ontology.vocabulary import CeasefireEvent

pytestmark = pytest.mark.model


def ceasefires(coder: Coder, text: str) -> list[CeasefireMention]:
    return of_kind(code(coder, text), CeasefireMention)


def test_the_day_until_which_it_holds_is_not_the_day_of_the_agreement(coder: Coder) -> None:
    (told,) = ceasefires(
        coder, "Peru and Chile agreed on Tuesday to prolong their truce by 90 days, until 3 September."
    )
    assert told.event is CeasefireEvent.EXTENDED
    assert told.duration == "P90D"
    assert told.when is not None
    assert told.when.edtf == "2025-06-10"
    assert told.end is not None
    assert told.end.edtf == "2025-09-03"


def test_the_day_from_which_it_holds_is_not_the_day_of_the_agreement(coder: Coder) -> None:
    (told,) = ceasefires(coder, "Peru and Chile have agreed to a ceasefire from midnight on 20 June.")
    assert told.when is None
    assert told.start is not None
    assert told.start.edtf == "2025-06-20"


@pytest.mark.parametrize(
    "text",
    [
        "Armenia and Azerbaijan traded accusations of breaking the truce on Monday.",
        "Armenia and Azerbaijan accused each other of violating the ceasefire on Monday.",
    ],
)
def test_who_accuse_each_other_are_both_accused_and_accusers(coder: Coder, text: str) -> None:
    (told,) = ceasefires(coder, text)
    assert told.event is CeasefireEvent.BREACH
    assert [a.name for a in told.parties] == [a.name for a in told.alleged_by] == ["Armenia", "Azerbaijan"]


def test_rebels_without_a_name_can_break_a_truce(coder: Coder) -> None:
    (told,) = ceasefires(coder, "The rebels broke the truce by shelling the town, the governor said.")
    assert ([a.name for a in told.parties], [a.name for a in told.alleged_by]) == (["rebels"], ["governor"])


def test_who_watches_over_it(coder: Coder) -> None:
    (told,) = ceasefires(
        coder, "Peru and Chile agreed to a 60-day ceasefire monitored by Brazil and Argentina, which began today."
    )
    assert told.monitoring == "monitored by Brazil and Argentina"


def test_any_party_that_may_break_it_has_not_broken_it(coder: Coder) -> None:
    text = (
        "Armenia and Azerbaijan signed a truce. The envoy spoke of consequences for any party that violates the truce."
    )
    assert [c for c in ceasefires(coder, text) if c.event is CeasefireEvent.BREACH] == []
