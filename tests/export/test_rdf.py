"""Linked data: read by rdflib, held by pyshacl against the shapes that are shipped, asked in SPARQL."""

import json
import warnings
from importlib.resources import files
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph
from rdflib.namespace import RDF
from tests.claims import access, actors, make_report, meeting, move, said_by, when
from tests.export.materials import TODAY, material

from travaux.export.material import ExportMaterial, Record, make_material
from travaux.export.rdf import OA, SCHEMA, SEM, TRAVAUX, export_jsonld, export_turtle, make_graph
from travaux.ontology.claim import AnyClaim
from travaux.ontology.vocabulary import AccessState, Act, ActorKind, MeetingStatus
from travaux.packs.world import AccessPoint, Entry, World

SHAPES = files("travaux.export") / "data" / "shapes.ttl"
PREFIXES = f"PREFIX sem: <{SEM}> PREFIX oa: <{OA}> PREFIX schema: <{SCHEMA}> PREFIX travaux: <{TRAVAUX}>\n"


def build(*claims: AnyClaim, world: World | None = None) -> ExportMaterial:
    reports = [make_report("r1", outlet="The Post"), make_report("r2", outlet="Harbour Wire")]
    return make_material(Record(reports=reports, claims=claims, world=world or World()), TODAY)


def ask(graph: Graph, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(str(v) for v in row) for row in graph.query(PREFIXES + query))  # type: ignore[union-attr]


def conforms(graph: Graph) -> tuple[bool, str]:
    good, _, text = pyshacl.validate(graph, shacl_graph=Graph().parse(data=SHAPES.read_text("utf-8"), format="turtle"))
    return bool(good), str(text)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return make_graph(material())


def test_every_export_fulfils_the_shapes(graph: Graph) -> None:
    good, text = conforms(graph)
    assert good, text


def test_the_shapes_see_an_event_without_a_passage(graph: Graph) -> None:
    broken = Graph() + graph
    event = next(broken.subjects(RDF.type, TRAVAUX.Move))
    broken.remove((None, OA.hasBody, event))
    good, text = conforms(broken)
    assert not good
    assert "an event needs a passage that tells it" in text


def test_turtle_and_jsonld_hold_the_same_graph(graph: Graph, tmp_path: Path) -> None:
    given = material()
    turtle = export_turtle(given, tmp_path / "a.ttl").files[0]
    linked = export_jsonld(given, tmp_path / "a.jsonld").files[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own reader of JSON-LD warns of rdflib
        read = Graph().parse(linked, format="json-ld")
    assert set(read) == set(Graph().parse(turtle, format="turtle")) == set(graph)
    assert json.loads(linked.read_text("utf-8"))["@context"]["sem"] == str(SEM)


def test_counts_are_the_records(graph: Graph) -> None:
    dossier = material().dossier
    counted = {
        TRAVAUX.Move: dossier.moves,
        TRAVAUX.Meeting: dossier.meetings,
        TRAVAUX.Proposal: dossier.proposals,
        TRAVAUX.Demand: dossier.demands,
        TRAVAUX.Position: dossier.positions,
        TRAVAUX.Leverage: dossier.leverage,
        SCHEMA.NewsArticle: dossier.reports,
    }
    for kind, items in counted.items():
        assert len(set(graph.subjects(RDF.type, kind))) == len(items), kind


def test_selectors_find_the_words_by_place_and_by_what_stands_around(graph: Graph) -> None:
    found = ask(
        graph,
        "SELECT ?report ?start ?end ?exact ?before ?after WHERE { ?t oa:hasSource/schema:identifier ?report ;"
        " oa:hasSelector ?q, ?p . ?q oa:exact ?exact . ?p oa:start ?start ; oa:end ?end ."
        " OPTIONAL { ?q oa:prefix ?before } OPTIONAL { ?q oa:suffix ?after } }",
    )
    assert found
    texts = {r.id: r.text for r in material().reports}
    for report, start, end, exact, before, after in found:
        assert texts[report][int(start) : int(end)] == exact
        around = f"{'' if before == 'None' else before}{exact}{'' if after == 'None' else after}"
        assert around in texts[report]


def test_a_move_can_be_asked_for_by_who_did_what_to_whom_and_on_whose_word() -> None:
    voice = said_by("Ane Berg", relayed_by=("Coast Radio",))
    graph = make_graph(build(move(Act.REJECT, recipients=actors("Peru"), when=when("2025-06"), voice=voice)))
    rows = ask(
        graph,
        "SELECT ?a ?r ?day ?speaker ?relay WHERE { ?m a travaux:Move ; sem:eventType travaux:act-reject ;"
        " travaux:actor/schema:name ?a ; travaux:recipient/schema:name ?r ; sem:hasTimeStamp ?day ."
        " ?note oa:hasBody ?m ; travaux:speaker/schema:name ?speaker ; travaux:relayedBy ?relay }",
    )
    assert rows == [("Norway", "Peru", "2025-06", "Ane Berg", "Coast Radio")]


def test_planned_meetings_are_scheduled_and_held_ones_are_not() -> None:
    graph = make_graph(
        build(
            meeting(MeetingStatus.HELD, place="Lima", when=when("2025-06-08")),
            meeting(MeetingStatus.PLANNED, "r2", place="Oslo", when=when("2025-06-25")),
        )
    )
    rows = ask(
        graph, "SELECT ?p WHERE { ?m schema:eventStatus schema:EventScheduled ; schema:location/schema:name ?p }"
    )
    assert rows == [("Oslo",)]


def test_contradicting_reports_are_views_according_to_those_who_say_so() -> None:
    world = World()
    world.points["Arica port"] = AccessPoint(name="Arica port", kind="port", lat=-18.47, lon=-70.32)
    for name in ("Norway", "Peru"):
        world.entries[name] = Entry(name=name, kind=ActorKind.STATE, country=name)
    given = build(
        access(AccessState.OPEN, facility="Arica port", when=when("2025-06-09"), voice=said_by("Norway")),
        access(AccessState.CLOSED, "r2", facility="Arica port", when=when("2025-06-09"), voice=said_by("Peru")),
        world=world,
    )
    assert given.dossier.contradictions
    graph = make_graph(given)
    rows = ask(
        graph,
        "SELECT ?who WHERE { ?c a travaux:Contradiction ; travaux:hasView ?v ."
        " ?v a sem:View ; sem:accordingTo/schema:name ?who . ?event sem:hasView ?v }",
    )
    assert rows == [("Norway",), ("Peru",)]
    assert ask(graph, "SELECT ?lat WHERE { ?p a sem:Place ; schema:geo/schema:latitude ?lat }") == [("-18.47",)]
    assert conforms(graph)[0]


def test_a_report_has_its_outlet_and_day() -> None:
    rows = ask(
        make_graph(build(move(Act.REJECT))),
        "SELECT ?day ?outlet WHERE { ?r a schema:NewsArticle ; schema:datePublished ?day ;"
        " schema:publisher/schema:name ?outlet }",
    )
    assert rows == [("2025-06-10", "Harbour Wire"), ("2025-06-10", "The Post")]
