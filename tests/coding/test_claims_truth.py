"""What reads like a deed or like access and is none, and slots that a report leaves open."""

import pytest
from tests.coding.reading import code, moves, of_kind

from travaux.coding.coder import Coder
from travaux.coding.moves import WEIGHED, mark_weighed, sure_actors
from travaux.ontology.claim import AccessReport, Count, Incident, Move
from travaux.ontology.vocabulary import AccessState, Act, Modality

pytestmark = pytest.mark.model


def access(coder: Coder, text: str) -> list[tuple[str, AccessState]]:
    return [(a.facility, a.state) for a in of_kind(code(coder, text), AccessReport)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway paused weapons deliveries to Peru last week.",
        "The bus overturned near Arica. Four people were trapped inside the vehicle for an hour.",
        "Strikers began a blockade of a motorway junction in Arica on Monday.",
        "The body was taken to the forensic medicine facility in Arica.",
        "Two airlines said they were suspending flights to Peru after the storm.",
        "The ministry will set up a new border force with its allies.",
        "Police warned drivers to avoid the area surrounding Arica station.",
        "Under the plan, the families in Arica would be screened and not permitted to leave.",
    ],
)
def test_what_is_no_access(coder: Coder, text: str) -> None:
    assert access(coder, text) == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The envoys spoke of a mechanism for delivering aid in Kadugli.", AccessState.PLANNED),
        ("They stressed the importance of sparing civilians, and delivering food to Kadugli.", AccessState.PLANNED),
        ("The envoy asked Norway to stop the war, and surge humanitarian aid into Kadugli.", AccessState.PLANNED),
        ("She wants a truce that allows for a surge in humanitarian aid to Kadugli.", AccessState.PLANNED),
    ],
)
def test_aid_that_is_only_meant_has_not_gone_in(coder: Coder, text: str, state: AccessState) -> None:
    assert access(coder, text) == [("entry of aid into Kadugli", state)]


def test_a_siege_that_was_eased_still_restricts(coder: Coder) -> None:
    assert ("siege of Putre", AccessState.RESTRICTED) in access(coder, "The army partially eased the siege of Putre.")


def test_a_town_with_its_region_is_the_one_besieged(coder: Coder) -> None:
    assert access(coder, "Arica, Tarapaca has been under siege since May.")[0][0] == "siege of Arica"


def test_the_place_of_talks_is_not_where_aid_goes(coder: Coder) -> None:
    text = (
        "The two armies met for talks in the Omani city of Salalah. The Salalah declaration is to enable the delivery of "
        "humanitarian assistance. The Salalah talks go on while civilians suffer."
    )
    assert all("Salalah" not in name for name, _ in access(coder, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Strikes on power stations are deepening the humanitarian crisis.", []),
        ("He dressed the children's wounds before an ambulance came.", []),
        ("Some 15 of the 20 clinics in Arica have been hit by shells.", [("15 of the 20 clinics", "attacked")]),
        ("Mass looting has hit aid warehouses in Arica.", [("aid warehouses", "looted")]),
        ("Raids raise the risk for aid workers in Arica.", []),
    ],
)
def test_harm_to_aid_is_told_of_those_who_suffer_it(coder: Coder, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(i.harmed[0].name, i.what) for i in of_kind(code(coder, text), Incident)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "A Boeing 747 aircraft landed in Arica.",
        "One in five residents goes without a doctor.",
        "The yard built a 5,000-tonne destroyer.",
        "Children died in at least one of the raids.",
    ],
)
def test_numbers_that_count_nobody(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Count) == []


def test_a_passive_without_an_agent_has_no_sure_actor(coder: Coder) -> None:
    text = "Norway and Peru are at war. Oslo's minister Jonas Hagen said that six farmers were killed on Monday."
    (move,) = moves(coder, text, Act.ATTACK)
    assert sure_actors(move) == ()


def test_an_actor_that_the_words_name_is_sure(coder: Coder) -> None:
    (move,) = moves(coder, "Norwegian troops attacked Peru on Monday.", Act.ATTACK)
    assert [a.name for a in sure_actors(move)] == ["Norway"]
    assert not move.rule.endswith(WEIGHED)


def test_a_slot_that_was_filled_from_elsewhere_is_marked(coder: Coder) -> None:
    (told,) = moves(coder, "Norwegian troops attacked Peru on Monday.", Act.ATTACK)
    (other,) = moves(coder, "Chilean troops attacked Peru on Monday.", Act.ATTACK)
    assert mark_weighed(other, told).rule == f"{other.rule}{WEIGHED}"
    assert mark_weighed(told, told) == told


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("Peru fired a missile over Chile on Monday.", Act.MOBILIZE, Modality.ASSERTED),
        ("Peru fired two rockets into the sea on Monday.", Act.MOBILIZE, Modality.ASSERTED),
        ("Peru fired two rockets at Chile on Monday.", Act.ATTACK, Modality.ASSERTED),
        ("The general announced he was lifting the blockade of Putre.", Act.OPEN_ACCESS, Modality.FUTURE),
        ("The general is lifting the blockade of Putre.", Act.OPEN_ACCESS, Modality.ASSERTED),
    ],
)
def test_a_deed_is_what_its_words_say(coder: Coder, text: str, act: Act, modality: Modality) -> None:
    found = [(m.act, m.modality) for m in of_kind(code(coder, text), Move)]
    assert (act, modality) in found
