"""Ceasefires and positions as reports tell them, in several negotiations."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import ActorRef, CeasefireMention, PositionMention
from travaux.ontology.vocabulary import CeasefireEvent, CeasefirePurpose, Issue, Stance

pytestmark = pytest.mark.model


def ceasefires(coder: Coder, text: str) -> list[CeasefireMention]:
    return of_kind(code(coder, text), CeasefireMention)


def names(actors: tuple[ActorRef, ...]) -> set[str]:
    return {a.name for a in actors}


def test_an_agreed_ceasefire_has_its_sides_length_and_broker(coder: Coder) -> None:
    text = "Armenia and Azerbaijan agreed to a three-day humanitarian ceasefire brokered by Kazakhstan."
    (found,) = ceasefires(coder, text)
    assert found.event is CeasefireEvent.AGREED
    assert names(found.parties) == {"Armenia", "Azerbaijan"}
    assert (found.duration, names(found.mediators)) == ("P3D", {"Kazakhstan"})
    assert found.purposes == (CeasefirePurpose.HUMANITARIAN,)


def test_what_one_side_declares_is_its_own(coder: Coder) -> None:
    (found,) = ceasefires(coder, "Ethiopia declared a unilateral ceasefire for the Easter holiday on Tuesday.")
    assert (found.event, names(found.parties)) == (CeasefireEvent.DECLARED, {"Ethiopia"})
    assert found.purposes == (CeasefirePurpose.HOLIDAY,)
    assert found.when is not None


def test_a_truce_takes_effect_and_ends(coder: Coder) -> None:
    text = "The truce between Kenya and Somalia took effect on Monday. The truce expired on Tuesday."
    assert [c.event for c in ceasefires(coder, text)] == [CeasefireEvent.IN_EFFECT, CeasefireEvent.ENDED]


@pytest.mark.parametrize(
    "text",
    [
        "Norway proposed a ceasefire with Sweden.",
        "Kenya called for a ceasefire in the north.",
        "The envoy hopes to reach a ceasefire between Chad and Sudan.",
        "Peru did not agree to a ceasefire.",
        "A ceasefire could begin next week if both sides agree.",
        "Talks on a ceasefire between Chad and Sudan began on Monday.",
    ],
)
def test_what_is_only_wanted_is_no_ceasefire(coder: Coder, text: str) -> None:
    assert ceasefires(coder, text) == []


def test_a_breach_is_what_somebody_alleges(coder: Coder) -> None:
    found = ceasefires(coder, "Armenia accused Azerbaijan of violating the ceasefire on Monday.")
    assert [(c.event, names(c.parties), names(c.alleged_by)) for c in found] == [
        (CeasefireEvent.BREACH, {"Azerbaijan"}, {"Armenia"})
    ]


def test_a_mechanism_and_a_signature_are_told(coder: Coder) -> None:
    text = "Chad and Sudan signed a ceasefire with a joint monitoring committee."
    (found,) = ceasefires(coder, text)
    assert found.written is True
    assert found.monitoring is not None
    assert "monitoring committee" in found.monitoring


# Positions.


def stances(coder: Coder, text: str) -> list[tuple[set[str], Issue, Stance]]:
    return [(names(c.by), c.issue, c.stance) for c in of_kind(code(coder, text), PositionMention)]


def test_own_words_that_refuse(coder: Coder) -> None:
    found = stances(
        coder, '"We will never withdraw our troops from the valley," said Armenian Prime Minister Nikol Pashinyan.'
    )
    assert [(issue, stance) for _, issue, stance in found] == [(Issue.TROOP_WITHDRAWAL, Stance.REFUSES)]


def test_own_words_that_depend_on_something(coder: Coder) -> None:
    text = "Somalia said there would be no ceasefire until the prisoners are released."
    assert ({"Somalia"}, Issue.CEASEFIRE, Stance.CONDITIONAL) in stances(coder, text)


def test_what_another_will_do_is_no_position(coder: Coder) -> None:
    assert stances(coder, "Norway said Peru would not withdraw its troops.") == []


def test_the_words_of_nobody_known_are_no_position(coder: Coder) -> None:
    assert stances(coder, '"We will never accept a ceasefire," a shopkeeper said.') == []
