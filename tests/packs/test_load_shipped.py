"""The packs as shipped: what a pack says of another entry exists, and what it says can be checked."""

import re

import pytest

from travaux.ontology.vocabulary import ActorKind, FacilityKind
from travaux.packs.load import load_world
from travaux.packs.world import World

_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def states(world: World) -> set[str]:
    return {e.name for e in world.entries.values() if e.kind is ActorKind.STATE}


def test_every_table_has_entries(world: World, states: set[str]) -> None:
    assert len(states) > 190
    kinds = {e.kind for e in world.entries.values()}
    assert kinds >= {ActorKind.IGO, ActorKind.AGENCY, ActorKind.ARMED_GROUP, ActorKind.PERSON, ActorKind.NGO}
    assert world.outlets
    assert world.points
    assert any(e.region for e in world.entries.values())


def test_every_country_named_exists(world: World, states: set[str]) -> None:
    named = {e.country for e in world.entries.values()} | {o.country for o in world.outlets.values()}
    named |= {c for p in world.points.values() for c in p.countries}
    assert named - states - {""} == set()


def test_every_parent_exists(world: World) -> None:
    assert {e.parent for e in world.entries.values()} - set(world.entries) - {""} == set()


def test_every_post_is_of_an_entry_and_names_its_source(world: World) -> None:
    offices = [o for e in world.entries.values() for o in e.offices]
    assert offices
    assert {o.of for o in offices} - set(world.entries) == set()
    assert [o for o in offices if not o.source.strip() or not o.title.strip()] == []


def test_every_date_of_a_post_is_a_day_month_or_year_in_order(world: World) -> None:
    wrong = [
        (e.name, o.title)
        for e in world.entries.values()
        for o in e.offices
        if not (_DATE.fullmatch(o.start) and _DATE.fullmatch(o.end))
        or (o.end and o.start[: len(o.end)] > o.end[: len(o.start)])
    ]
    assert wrong == []


def test_no_form_is_empty_or_has_space_at_its_edge_or_a_curly_apostrophe(world: World) -> None:
    assert "" not in world.forms
    assert [w for w in world.forms if w != w.strip() or "’" in w or "‘" in w] == []


def test_every_form_names_something(world: World) -> None:
    assert [w for w, forms in world.forms.items() if not forms] == []


def test_every_capital_is_that_of_a_state(world: World, states: set[str]) -> None:
    assert set(world.capitals.values()) <= states


def test_every_person_has_a_gender(world: World) -> None:
    assert {e.gender for e in world.entries.values() if e.kind is ActorKind.PERSON} <= {"f", "m"}


def test_every_access_point_has_a_known_kind_a_source_and_a_place_on_earth(world: World) -> None:
    points = world.points.values()
    assert {p.kind for p in points} <= set(FacilityKind)
    assert [p.name for p in points if not p.source] == []
    assert [p.name for p in points if (p.lat is None) != (p.lon is None)] == []
    assert [p.name for p in points if p.lat is not None and not -90 <= p.lat <= 90] == []
    assert [p.name for p in points if p.lon is not None and not -180 <= p.lon <= 180] == []


def test_every_domain_is_a_bare_host(world: World) -> None:
    assert [d for d in world.domains if not re.fullmatch(r"[a-z0-9.-]+\.[a-z0-9-]+", d) or d.startswith("www.")] == []
