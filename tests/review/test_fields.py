"""Fields of claims as people read and write them."""

import pytest

from tests.claims import actors, make, move, one_of_each, said_by, when
from travaux.ontology.claim import AnyClaim, Demand, Term
from travaux.ontology.vocabulary import Act
from travaux.review.correct import correct_claim, list_fields
from travaux.review.fields import find_changes, write_fields


@pytest.mark.parametrize("claim", one_of_each(), ids=lambda c: c.kind)
def test_every_field_is_written_and_can_be_given_back(claim: AnyClaim) -> None:
    fields = write_fields(claim)
    assert sorted(f.name for f in fields) == sorted(list_fields(claim))
    given = {f.name: f.value for f in fields}
    assert find_changes(claim, given) == {}
    again = correct_claim(claim, {name: value for name, value in given.items() if value})
    assert {f.name: f.value for f in write_fields(again)} == given
    for field in fields:
        assert not field.choices or field.value in field.choices, field.name


def test_values_are_written_as_correct_takes_them() -> None:
    claim = move(
        Act.REJECT, actors=actors("Norway", "Chile"), when=when("2025-06-09"), voice=said_by("Ane", denied=True)
    )
    told = {f.name: f for f in write_fields(claim)}
    assert (told["actors"].value, told["actors"].several) == ("Norway; Chile", True)
    assert (told["act"].value, "accept" in told["act"].choices) == ("reject", True)
    assert (told["when"].value, told["speaker"].value, told["denied"].value) == ("2025-06-09", "Ane", "yes")
    assert {f.name: f.value for f in write_fields(make(Term, quantity=33.0))}["quantity"] == "33"


def test_only_what_differs_is_a_change() -> None:
    claim = make(Demand, by=actors("Norway"), content="leave  the islands")
    assert find_changes(claim, {"content": "leave the islands ", "by": "Norway", "report": "r9", "nonsense": "x"}) == {}
    assert find_changes(claim, {"content": "leave", "by": "Norway; Chile"}) == {
        "content": "leave",
        "by": "Norway; Chile",
    }
    assert find_changes(claim, {"by": ""}) == {"by": ""}
    assert correct_claim(claim, {"by": ""}).by == ()  # type: ignore[union-attr]
