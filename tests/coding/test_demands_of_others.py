"""A demand that somebody weighs, turns down or deplores is not made by those who do so."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Demand, Term

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "text",
    [
        "“The demands for Peruvian boats to leave the banks are unrealistic,” Ana Rojas, Peru's minister, said.",
        "Peru said demands that it withdraw its troops were unacceptable.",
        "Kari Dahl, the minister, said the request for a longer truce was unreasonable.",
        "Norwegian ministers discussed demands for the release of the crews.",
        "Norway condemned calls for attacks on fishermen.",
        "Calls for a boycott of the talks were denounced by Norway.",
    ],
)
def test_what_is_judged_or_answered_is_anothers(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Demand) == []


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Peru turned down Norway's demand to free the crews of the trawlers.", "Norway"),
    ],
)
def test_who_is_named_as_its_owner_makes_it(coder: Coder, text: str, by: str) -> None:
    assert [a.name for d in of_kind(code(coder, text), Demand) for a in d.by] == [by]


def test_what_is_called_unacceptable_is_the_content_and_not_the_demand(coder: Coder) -> None:
    text = "Norway and Peru are at war over the banks. Peru said demands that it withdraw its troops were unacceptable."
    told = [t.content for t in of_kind(code(coder, text), Term)]
    assert not any("demand" in content or "unacceptable" in content for content in told)


def test_a_word_broken_at_its_hyphen_is_whole(coder: Coder) -> None:
    text = "Norway urged Peru to de-escalate and to free the crews of the trawlers."
    told = [d.content for d in of_kind(code(coder, text), Demand)]
    assert "to de-escalate" in told
    assert not any(content.endswith(" de") for content in told)
    assert all(text.count(content) == 1 for content in told)
