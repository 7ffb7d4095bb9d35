"""FollowTheMoney entities: held against the properties of its schemata, and validated by the library where it is installed."""

import importlib
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from tests.claims import actors, make, make_report, meeting, move, said_by, when
from tests.export.materials import TODAY, material

from travaux.export.ftm import export, make_entities
from travaux.export.material import ExportMaterial, Record, make_material
from travaux.ontology.claim import ActorRef, AnyClaim, Participation
from travaux.ontology.vocabulary import Act, ActorKind, MeetingStatus, Role
from travaux.packs.world import World

_THING = set("name alias summary notes description sourceUrl publisher keywords topics address proof country".split())
_LEGAL = _THING | set("classification status legalForm website jurisdiction".split())
_INTERVAL = set("startDate endDate date summary description recordId sourceUrl proof publisher retrievedAt".split())
_DOCUMENT = set(
    "title author fileName mimeType language date publishedAt bodyText processingAgent retrievedAt notes".split()
)
PROPERTIES = {
    "Article": _THING | _DOCUMENT,
    "Person": _LEGAL | {"position", "nationality", "title"},
    "Organization": _LEGAL,
    "PublicBody": _LEGAL,
    "LegalEntity": _LEGAL,
    "Event": _THING | _INTERVAL | {"location", "involved", "organizer", "important"},
    "Documentation": _INTERVAL | {"document", "entity", "role", "status"},
}
"""The properties of the schemata as followthemoney 4.11 has them, of those that are of use here."""
_ENTITIES = {"proof", "involved", "document", "entity"}
_DATES = {"date", "startDate", "endDate", "publishedAt", "retrievedAt"}


def build(*claims: AnyClaim) -> ExportMaterial:
    report = make_report("r1", outlet="The Post", language="en", url="https://post.example/1")
    return make_material(Record(reports=[report], claims=claims, world=World()), TODAY)


def find(given: ExportMaterial, schema: str) -> list[dict[str, Any]]:
    return [e["properties"] for e in make_entities(given) if e["schema"] == schema]


def test_entities_have_schemata_properties_and_references_that_exist() -> None:
    entities = list(make_entities(material()))
    ids = [e["id"] for e in entities]
    assert len(set(ids)) == len(ids)
    for entity in entities:
        assert set(entity) == {"id", "schema", "properties"}
        assert set(entity["properties"]) <= PROPERTIES[entity["schema"]], entity
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(v, str) and v for v in values)
            if name in _ENTITIES:
                assert set(values) <= set(ids)
            if name in _DATES:
                assert all(re.fullmatch(r"\d{4}(-\d\d){0,2}", v) for v in values)


def test_counts_are_the_records() -> None:
    given = material()
    d = given.dossier
    events = [d.meetings, d.moves, d.proposals, d.demands, d.leverage, d.ceasefires, d.incidents, d.instruments]
    assert len(find(given, "Article")) == len(d.reports)
    assert len(find(given, "Event")) == sum(map(len, events))
    names = {n for s in PROPERTIES for e in find(given, s) if s not in {"Article", "Event"} for n in e.get("name", ())}
    assert {p.name for p in d.parties} <= names


def test_an_event_says_what_who_when_and_on_whose_word() -> None:
    given = build(
        meeting(
            MeetingStatus.PLANNED,
            place="Oslo",
            when=when("2025-06-25/2025-06-26"),
            voice=said_by("Ane Berg", relayed_by=("Coast Radio",)),
        )
    )
    (event,) = find(given, "Event")
    assert event["name"][0].startswith("Norway and Peru are to meet in Oslo")
    assert (event["startDate"], event["endDate"]) == (["2025-06-25"], ["2025-06-26"])
    assert {"meeting", "status: planned"} <= set(event["keywords"])
    assert "Ane Berg" in event["description"][0]
    assert "Coast Radio" in event["description"][0]
    (article,) = [e for e in make_entities(given) if e["schema"] == "Article"]
    assert event["proof"] == [article["id"]]
    assert (article["properties"]["language"], article["properties"]["publisher"]) == (["eng"], ["The Post"])


def test_an_actor_has_the_schema_of_its_kind_and_its_country_as_a_code() -> None:
    person = ActorRef(name="Ane Berg", kind=ActorKind.PERSON, country="Norway", office="envoy", by="pack")
    group = ActorRef(name="Upland Front", kind=ActorKind.ARMED_GROUP, by="pack")
    claims = [
        make(Participation, start=n, actor=a, role=Role.PARTY) for n, a in enumerate((person, group, *actors("Peru")))
    ]
    given = build(*claims, move(Act.REJECT, start=60, recipients=(ActorRef(name="villagers"),)))
    assert find(given, "Person")[0]["position"] == ["envoy"]
    assert find(given, "Person")[0]["country"] == ["no"]
    assert [e["name"] for e in find(given, "Organization")] == [["Upland Front"]]
    assert {e["name"][0]: e["country"] for e in find(given, "PublicBody")}["Peru"] == ["pe"]
    assert [e["name"] for e in find(given, "LegalEntity")] == [["villagers"]]


def test_the_library_validates_every_entity(tmp_path: Path) -> None:
    if "TRAVAUX_CI" not in os.environ:
        pytest.importorskip("followthemoney", reason="the extra ftm is not installed (it needs ICU); CI has it")
    library = importlib.import_module("followthemoney")
    path = export(material(), tmp_path / "a.json").files[0]
    for line in path.read_text(encoding="utf-8").splitlines():
        entity = json.loads(line)
        schema = library.model.get(entity["schema"])
        assert set(entity["properties"]) <= set(schema.properties)
        schema.validate(entity)
        proxy = library.model.get_proxy(entity, cleaned=False)
        assert {n: sorted(proxy.get(n)) for n in entity["properties"]} == {
            n: sorted(v) for n, v in entity["properties"].items()
        }
