"""Talks that somebody offers to host, calls together or is ready for; and what is no such offer."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import ProposalMention
from travaux.ontology.vocabulary import ProposalState

pytestmark = pytest.mark.model


def proposals(coder: Coder, text: str) -> list[ProposalMention]:
    return of_kind(code(coder, text), ProposalMention)


@pytest.mark.parametrize(
    ("text", "by", "to", "label"),
    [
        (
            "Norway's premier, Jonas Gahr Støre, said he wanted to host a summit between Peru and Chile.",
            "Jonas Gahr Støre",
            {"Peru", "Chile"},
            "to host a summit between Peru and Chile",
        ),
        (
            "The king of Norway will convene a congress of the coastal peoples in Bergen in May.",
            "Norway",
            set(),
            "convene a congress of the coastal peoples in Bergen in May",
        ),
        (
            "Peru's president, Ana Ruiz, has challenged her Chilean counterpart to meet her.",
            "Peru",
            set(),
            "to meet her",
        ),
        (
            "Kenya was ready for talks with Somalia, its foreign minister said.",
            "Kenya",
            {"Somalia"},
            "talks with Somalia",
        ),
    ],
)
def test_talks_are_floated_by_who_offers_them(coder: Coder, text: str, by: str, to: set[str], label: str) -> None:
    (found,) = proposals(coder, text)
    assert {a.name for a in found.authors} == {by}
    assert {a.name for a in found.addressees} == to
    assert (found.label, found.state) == (label, ProposalState.FLOATED)
    assert found.label_span is not None
    assert found.label_span.of(text) == label


@pytest.mark.parametrize(
    "text",
    [
        "Kenya was not ready for talks with Somalia.",
        "The envoy asked whether Kenya was ready for talks.",
        "Norway will host a concert in May.",
        "Is Kenya ready for talks?",
    ],
)
def test_what_is_denied_or_asked_is_no_offer_of_talks(coder: Coder, text: str) -> None:
    assert proposals(coder, text) == []


@pytest.mark.parametrize(
    ("text", "to", "state"),
    [
        ("Peru's rebels said they would not attend Norway's peace conference.", set(), ProposalState.REJECTED),
        ("Fiji dismissed the Norwegian-hosted peace talks as a show.", {"Fiji"}, ProposalState.REJECTED),
        ("Fiji refused to take part in Norway's congress.", {"Fiji"}, ProposalState.REJECTED),
        (
            "Fiji has not ruled out attending a Norwegian-hosted peace conference in Bergen.",
            {"Fiji"},
            ProposalState.UNDER_CONSIDERATION,
        ),
    ],
)
def test_talks_that_others_stay_away_from_are_their_hosts(
    coder: Coder, text: str, to: set[str], state: ProposalState
) -> None:
    (found,) = proposals(coder, text)
    assert ({a.name for a in found.authors}, found.state) == ({"Norway"}, state)
    assert {a.name for a in found.addressees} == to


@pytest.mark.parametrize("text", ["Fiji will attend Norway's peace conference.", "Fiji rejected its own conference."])
def test_who_comes_to_talks_turns_nothing_down(coder: Coder, text: str) -> None:
    assert proposals(coder, text) == []
