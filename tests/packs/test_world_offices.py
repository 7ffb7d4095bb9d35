"""Posts by day, outlets by domain, forms that name several things."""

from datetime import date

import pytest

from travaux.ontology.vocabulary import ActorKind
from travaux.packs.load import load_world
from travaux.packs.world import Conflict, Entry, FormRole, Office, Outlet, World


@pytest.mark.parametrize(
    ("start", "end", "day", "held"),
    [
        ("2021-03-19", "2025-01-20", "2024-04-06", True),
        ("2021-03-19", "2025-01-20", "2021-03-19", True),
        ("2021-03-19", "2025-01-20", "2021-03-18", False),
        ("2021-03-19", "2025-01-20", "2025-01-20", True),
        ("2021-03-19", "2025-01-20", "2025-01-21", False),
        ("2022-03", "2025-01", "2022-03-01", True),
        ("2022-03", "2025-01", "2022-02-28", False),
        ("2022-03", "2025-01", "2025-01-31", True),
        ("2022-03", "2025-01", "2025-02-01", False),
        ("2019", "2020", "2020-12-31", True),
        ("2019", "2020", "2021-01-01", False),
        ("", "2020", "1990-01-01", True),
        ("2019", "", "2099-01-01", True),
        ("", "", "1900-01-01", True),
    ],
)
def test_a_post_is_held_at_the_precision_of_its_dates(start: str, end: str, day: str, held: bool) -> None:
    office = Office(title="Envoy", of="Norway", start=start, end=end)
    assert office.held_on(date.fromisoformat(day)) is held


def _world() -> World:
    world = World()
    paper = Outlet(name="The Fjord", kind="newspaper", domains=("fjord.example", "sub.fjord.example"))
    desk = Outlet(name="Fjord Desk", kind="website", domains=("desk.fjord.example",))
    for outlet in (paper, desk):
        world.outlets[outlet.name] = outlet
        world.add_form(outlet.name, FormRole.NAME, outlet)
        for domain in outlet.domains:
            world.domains[domain] = outlet
    return world


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("fjord.example", "The Fjord"),
        ("www.fjord.example", "The Fjord"),
        ("WWW.Fjord.Example", "The Fjord"),
        ("news.fjord.example", "The Fjord"),
        ("desk.fjord.example", "Fjord Desk"),
        ("live.desk.fjord.example", "Fjord Desk"),
    ],
)
def test_an_outlet_is_found_by_its_domain_the_longest_match_first(domain: str, name: str) -> None:
    outlet = _world().outlet_of_domain(domain)
    assert outlet is not None
    assert outlet.name == name


@pytest.mark.parametrize("domain", ["example", "notfjord.example", "fjord.example.org", "", "fjord"])
def test_a_domain_that_no_outlet_holds_has_none(domain: str) -> None:
    assert _world().outlet_of_domain(domain) is None


def test_an_outlet_is_found_by_name_only_among_outlets() -> None:
    world = _world()
    state = Entry(name="Fjordland", kind=ActorKind.STATE)
    world.add_form("Fjordland", FormRole.NAME, state)
    assert world.find_outlet("Fjordland") is None
    found = world.find_outlet("Fjord Desk")
    assert found is not None
    assert found.name == "Fjord Desk"


def test_a_form_may_name_several_things_and_each_once() -> None:
    world = World()
    state, outlet = Entry(name="Ostrava", kind=ActorKind.STATE), Outlet(name="Ostrava", kind="website")
    for _ in range(2):
        world.add_form("Ostrava", FormRole.NAME, state)
        world.add_form("Ostrava", FormRole.NAME, outlet)
    assert [form.target for form in world.forms["Ostrava"]] == [state, outlet]


def test_no_form_is_made_of_an_empty_string() -> None:
    world = World()
    world.add_form("", FormRole.NAME, Entry(name="Nobody", kind=ActorKind.UNKNOWN))
    assert world.forms == {}


def test_only_a_famous_surname_names_its_person_alone() -> None:
    world = World()
    known = Entry(name="Kari Holm", kind=ActorKind.PERSON, famous=True)
    other = Entry(name="Per Holm", kind=ActorKind.PERSON)
    for person in (other, known):
        world.add_form("Holm", FormRole.SURNAME, person)
    assert world.famous == {"Holm": known}
    assert world.surnames["Holm"] == [other, known]


def test_a_post_is_held_on_the_days_between_its_dates() -> None:
    post = Office(title="Minister", of="Norway", start="2019", end="2020")
    assert [post.held_on(date(year, 5, 1)) for year in (2018, 2019, 2020, 2021)] == [False, True, True, False]
    assert Office(title="Minister", of="Norway", start="2021").held_on(date(2022, 5, 1))


def test_a_state_s_army_is_the_whole_one_that_packs_know() -> None:
    world = World()
    assert world.army_of("Norway") == "Norway"
    for name in ("Norwegian Home Guard", "Norwegian Armed Forces", "Norwegian Army"):
        entry = Entry(name=name, kind=ActorKind.MILITARY, country="Norway")
        world.entries[name] = entry
        world.add_form(name, FormRole.NAME, entry)
    assert world.army_of("Norway") == "Norwegian Armed Forces"
    assert world.army_of("Peru") == "Peru"
    assert world.copy().army_of("Norway") == "Norwegian Armed Forces"


def test_shipped_posts_are_found_by_day() -> None:
    held = [o.of for o in load_world().entries["William Burns"].offices if o.held_on(date(2024, 4, 6))]
    assert "CIA" in held


@pytest.mark.parametrize(
    ("offices", "party"),
    [
        ([("Leader", "Fjord Front", "", "")], "Fjord Front"),
        ([("Leader", "Fjord Front", "2020", ""), ("Minister", "Norway", "2021", "")], "Norway"),
        ([("Leader", "Fjord Front", "2020", "2021")], "Norway"),
        ([("General", "Norwegian Army", "", "")], "Norway"),
        ([], "Norway"),
    ],
)
def test_a_person_acts_for_the_group_unless_a_post_of_a_state_is_held(
    offices: list[tuple[str, str, str, str]], party: str
) -> None:
    world = World()
    for name, kind in (
        ("Norway", ActorKind.STATE),
        ("Fjord Front", ActorKind.ARMED_GROUP),
        ("Norwegian Army", ActorKind.MILITARY),
    ):
        world.entries[name] = Entry(name=name, kind=kind, country="Norway")
    held = tuple(Office(title=title, of=of, start=start, end=end) for title, of, start, end in offices)
    person = Entry(name="Kari Holm", kind=ActorKind.PERSON, country="Norway", offices=held)
    assert world.party_of(person, date(2024, 4, 6)) == party


def test_the_forms_of_a_name_are_known_also_when_more_are_added() -> None:
    world = World()
    entry = Entry(name="Fisheries Relief Fund", kind=ActorKind.NGO)
    world.add_form("Fisheries Relief Fund", FormRole.NAME, entry)
    assert world.words_of(entry.name) == ("Fisheries Relief Fund",)
    world.add_form("FRF", FormRole.NAME, entry)
    assert world.words_of(entry.name) == ("Fisheries Relief Fund", "FRF")
    assert world.copy().words_of("nobody") == ()


def test_opponents_are_those_of_all_conflicts_whenever_they_were_added() -> None:
    world = World()
    assert world.opponents("Ruritania") == frozenset()
    world.add_conflict(Conflict(name="Border war", sides=(("Ruritania", "Blue League"), ("Graustark",))))
    assert world.opponents("Ruritania") == {"Graustark"}
    world.add_conflict(Conflict(name="River dispute", sides=(("Syldavia",), ("Ruritania",), ("Borduria",))))
    assert world.opponents("Ruritania") == {"Graustark", "Syldavia", "Borduria"}
    assert world.opponents("Graustark") == {"Ruritania", "Blue League"}
    assert world.opponents("Blue League") == {"Graustark"}
    world.add_conflict(Conflict(name="Border war", sides=(("Ruritania",), ("Latveria",))))
    assert "Latveria" not in world.opponents("Ruritania")
