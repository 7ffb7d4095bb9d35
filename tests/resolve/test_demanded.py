"""One demand in other words is one; what differs in its deed, thing, place, number or direction is another."""

from itertools import product
from time import perf_counter
from typing import Any

import pytest
from tests.claims import actors, make, make_report

from travaux.ontology.claim import ActorRef, Demand, claim_id
from travaux.ontology.dossier import DemandItem
from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import World
from travaux.resolve.demanded import read_wanted
from travaux.resolve.dossier import build_dossier

SECONDS = 5.0
REPORTS = [make_report(f"r{n}", f"2025-06-{10 + n}") for n in range(4)]


def list_items(*told: tuple[tuple[ActorRef, ...], str], **fields: Any) -> tuple[DemandItem, ...]:
    fields = {"of": actors("Peru")} | fields
    claims = [make(Demand, f"r{n}", 0, by=by, content=content, **fields) for n, (by, content) in enumerate(told)]
    return build_dossier(REPORTS, claims, World()).demands


def count(*contents: str, **fields: Any) -> int:
    return len(list_items(*((actors("Norway"), c) for c in contents), **fields))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("to withdraw its troops from the valley", "that the army leave the valley"),
        ("a full pullout of the army", "to pull back its soldiers before the winter"),
        ("Peruvian forces withdraw from Arequipa", "to cede the Arequipa region, which it took in spring"),
        ("to leave the two towns", "that Peru hand over both towns it has seized, a territory rich in copper"),
        ("to free the captured fishermen", "the release of the trawlers' crews without delay"),
        ("an immediate truce", "that Peru stop the fighting at once"),
        ("to let relief convoys pass", "unhindered humanitarian access to all villages"),
        ("that it lay down its arms", "the disarmament of the coast guard"),
        ("to come back to the negotiating table", "that Peru resume talks"),
        ("stronger sanctions on copper", "to adopt further sanctions"),
        ("to show restraint", "that the coast guard be told to exercise caution"),
        ("to lift the blockade", "an end to the siege of the port"),
    ],
)
def test_one_demand_in_other_words(one: str, other: str) -> None:
    assert count(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("to withdraw its troops from Arequipa", "to withdraw its troops from Tacna"),
        ("that its troops leave the north", "that its troops leave the south"),
        ("to withdraw its troops", "not to withdraw its troops"),
        ("to withdraw its troops", "to withdraw its complaint"),
        ("to free 40 captured sailors", "to free 12 captured sailors"),
        ("to free the hostages", "to free the prisoners"),
        ("a permanent ceasefire", "a 10-day ceasefire for the harvest"),
        ("to extend the ceasefire", "to respect the ceasefire"),
        ("to stop attacks on shipping", "to stop attacks on power plants"),
        ("to lift the sanctions", "to tighten the sanctions"),
        ("to open the port", "to open the border crossing"),
        ("to hold talks", "to hold elections"),
        ("peace", "that peace and justice be served by a court for the islands"),
    ],
)
def test_two_demands(one: str, other: str) -> None:
    assert count(one, other) == 2


def test_what_names_no_place_joins_the_only_demand_that_does() -> None:
    assert count("to withdraw its troops", "that the army leave Tacna") == 1
    items = ("that the army leave Tacna", "that the army leave Arequipa", "to pull out its troops")
    assert count(*items) == 3


def test_a_demand_put_to_others_is_another() -> None:
    other = make(Demand, "r1", 0, by=actors("Norway"), of=actors("Chile"), content="that the army leave")
    one = make(Demand, "r0", 0, by=actors("Norway"), of=actors("Peru"), content="to withdraw its troops")
    assert len(build_dossier(REPORTS, [one, other], World()).demands) == 2


def test_a_call_to_nobody_may_be_of_another_war() -> None:
    assert count("an immediate truce", "that the fighting stop", of=()) == 2
    assert count("an immediate truce around Tacna", "that the fighting stop in Tacna", of=()) == 1


def test_what_a_person_put_apart_stays_apart() -> None:
    one = make(Demand, "r0", 0, by=actors("Norway"), of=actors("Peru"), content="to withdraw its troops")
    apart = (claim_id(one),)
    other = make(Demand, "r1", 0, by=actors("Norway"), of=actors("Peru"), content="that the army leave", apart=apart)
    assert len(build_dossier(REPORTS, [one, other], World()).demands) == 2


def person(name: str, office: str) -> tuple[ActorRef, ...]:
    return (ActorRef(name=name, kind=ActorKind.PERSON, by="pack", country="Norway", office=office),)


@pytest.mark.parametrize(
    "office", ["prime minister", "Foreign Minister", "King", "President", "the Norwegian president"]
)
def test_who_holds_an_office_of_a_state_demands_for_it(office: str) -> None:
    contents = "to withdraw its troops", "that the army leave"
    (item,) = list_items((person("Kari Dahl", office), contents[0]), (actors("Norway"), contents[1]))
    assert (item.by, item.content) == (("Norway",), "to withdraw its troops")


@pytest.mark.parametrize(
    "office",
    [
        "opposition leader",
        "former prime minister",
        "UN Secretary-General",
        "adviser to the king",
        "football federation president",
        "Peruvian president",
    ],
)
def test_others_demand_for_themselves(office: str) -> None:
    contents = "to withdraw its troops", "that the army leave"
    assert len(list_items((person("Kari Dahl", office), contents[0]), (actors("Norway"), contents[1]))) == 2


def test_names_of_those_who_ask_and_are_asked_are_no_places() -> None:
    demand = make(Demand, by=actors("Norway"), of=actors("Peru"), content="that Peruvian troops leave Tacna by May 3")
    assert read_wanted(demand).names == {"tacna"}


def test_a_state_and_who_holds_its_office_demand_as_the_state_alone() -> None:
    both = (*actors("Norway"), *person("Kari Dahl", "prime minister"))
    contents = "to withdraw its troops", "that the army leave"
    assert len(list_items((both, contents[0]), (actors("Norway"), contents[1]))) == 1


def test_days_of_the_week_are_no_places() -> None:
    demand = make(Demand, by=actors("Norway"), of=actors("Peru"), content="that the army leave Tacna by Friday")
    assert read_wanted(demand).names == {"tacna"}
    assert count("to withdraw its troops by Friday", "that the army leave by Monday") == 1


def test_capitals_of_a_headline_make_no_names() -> None:
    assert count("Full Pullout of the Army Before Winter", "to withdraw its troops from Tacna") == 1
    assert count("Withdrawal from Arequipa", "Withdrawal from Tacna") == 2
    demand = make(Demand, by=actors("Norway"), content="that Kenya and Fiji send their Blue Berets to Tacna")
    assert "tacna" in read_wanted(demand).names


def test_many_demands_of_one_party_are_told_apart_in_time() -> None:
    syllables = [a + b for a, b in product("bdfgklmnprst", "aeiou")]
    places = [f"{a}{b}".title() for a, b in product(syllables[:30], syllables[30:])][:600]
    contents = [f"that the {place} army leave the town of {place} for the {place} hills" for place in places]
    claims = [make(Demand, f"r{n}", 0, by=actors("Norway"), content=c) for n, c in enumerate(contents)]
    reports = [make_report(c.report, "2025-06-10") for c in claims]
    started = perf_counter()
    assert len(build_dossier(reports, claims, World()).demands) == len(places)
    assert perf_counter() - started < SECONDS
