"""Linked data: what was done and who met in the Simple Event Model, evidence as W3C Web Annotations, schema.org for the rest.

Turtle and JSON-LD hold the same graph. `data/shapes.ttl` has SHACL shapes that every export fulfils. Contradicting reports
stand side by side as views, each according to those who say so.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, XSD

from travaux.export.grounds import read_days
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.writing import write_text
from travaux.ontology.claim import When
from travaux.ontology.dossier import (
    AccessPointItem,
    AccessStatus,
    Contradiction,
    Dossier,
    Evidence,
    Item,
    MeetingItem,
    MoveItem,
    Party,
    PositionItem,
    ReportEntry,
)
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import ActorKind, MeetingStatus
from travaux.views.access import say_control_item
from travaux.views.ceasefires import say_ceasefire
from travaux.views.sentences import (
    say_demand,
    say_instrument,
    say_leverage,
    say_meeting,
    say_position,
    say_proposal,
    say_response,
    start,
)
from travaux.views.wording import join_names, say_move

SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
TRAVAUX = Namespace("https://travaux.invalid/ns#")
RECORD = Namespace("https://travaux.invalid/id/")
_PREFIXES = {
    "sem": SEM,
    "oa": OA,
    "schema": SCHEMA,
    "travaux": TRAVAUX,
    "record": RECORD,
    "dcterms": DCTERMS,
    "prov": PROV,
    "rdfs": RDFS,
    "xsd": XSD,
}
_AROUND = 32
"""Characters before and after a quote that its selector keeps, so that it is found where the text has moved."""
_SCHEMA_TYPES = {
    ActorKind.PERSON: SCHEMA.Person,
    ActorKind.STATE: SCHEMA.Country,
    ActorKind.AGENCY: SCHEMA.GovernmentOrganization,
    ActorKind.MILITARY: SCHEMA.GovernmentOrganization,
    ActorKind.POLITICAL_PARTY: SCHEMA.PoliticalParty,
    ActorKind.NGO: SCHEMA.NGO,
    ActorKind.OUTLET: SCHEMA.NewsMediaOrganization,
}
_MEETING_STATES = {MeetingStatus.PLANNED: SCHEMA.EventScheduled, MeetingStatus.CANCELLED: SCHEMA.EventCancelled}
_EDTF_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def export_turtle(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the graph as Turtle."""
    graph = make_graph(material)
    return _write(graph, path, graph.serialize(format="turtle"))


def export_jsonld(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the graph as JSON-LD."""
    graph = make_graph(material)
    context = {prefix: str(space) for prefix, space in _PREFIXES.items()}
    document = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=True))
    return _write(graph, path, json.dumps(_sort(document), ensure_ascii=False, indent=1) + "\n")


def _write(graph: Graph, path: Path, text: str) -> ExportSummary:
    write_text(path, text)
    kinds = {"articles": SCHEMA.NewsArticle, "actors": SEM.Actor, "events": SEM.Event, "annotations": OA.Annotation}
    counts = {name: len(set(graph.subjects(RDF.type, kind))) for name, kind in kinds.items()}
    return ExportSummary(files=(path,), counts={"triples": len(graph), **counts})


def _sort(node: Any) -> Any:
    """The document in one order, whatever order the graph's sets had."""
    if isinstance(node, dict):
        return {key: node[key] if key == "@context" else _sort(node[key]) for key in sorted(node)}
    if isinstance(node, list):
        return sorted((_sort(part) for part in node), key=lambda part: json.dumps(part, sort_keys=True))
    return node


def make_graph(material: ExportMaterial) -> Graph:
    """The graph of an export."""
    maker = _Maker(material)
    dossier = material.dossier
    for report in dossier.reports:
        maker.add_report(report)
    for party in dossier.parties:
        maker.add_party(party)
    for kind, item, label in _all_items(dossier):
        maker.add_item(kind, item, label)
    for point in dossier.access_points:
        maker.add_point(point)
    for number, conflict in enumerate(dossier.contradictions, 1):
        maker.add_contradiction(number, conflict)
    return maker.graph


class _Maker:
    """Adds the parts of one export to a graph; every node has a name of its own, none is blank."""

    def __init__(self, material: ExportMaterial) -> None:
        self.graph = Graph()
        for prefix, space in _PREFIXES.items():
            self.graph.bind(prefix, space, override=True)
        self._reports: Mapping[str, Report] = material.reports_by_id()
        self._items: dict[str, list[URIRef]] = {}

    def add_report(self, entry: ReportEntry) -> None:
        """A report as a news article of its outlet."""
        node, report = _id("report", entry.id), self._reports[entry.id]
        self._type(node, SCHEMA.NewsArticle, PROV.Entity)
        self._say(node, RDFS.label, entry.label)
        self._say(node, SCHEMA.headline, entry.headline)
        self._say(node, SCHEMA.datePublished, _time(entry.published))
        self._say(node, SCHEMA.inLanguage, entry.language)
        self._say(node, SCHEMA.url, Literal(entry.url, datatype=XSD.anyURI) if entry.url else None)
        self._say(node, SCHEMA.author, report.byline)
        self._say(node, SCHEMA.usageInfo, report.usage_terms)
        self._say(node, SCHEMA.identifier, entry.id)
        if entry.outlet:
            outlet = self._actor(entry.outlet)
            self._type(outlet, SCHEMA.NewsMediaOrganization)
            self._say(node, SCHEMA.publisher, outlet)
        if entry.copy_of:
            self._say(node, PROV.wasRevisionOf, _id("report", entry.copy_of))

    def add_party(self, party: Party) -> None:
        """An actor with its kind and what it is to the negotiation."""
        node = self._actor(party.name)
        self._type(node, _SCHEMA_TYPES.get(party.kind, SCHEMA.Organization))
        self._say(node, TRAVAUX.kind, party.kind.value)
        for role in party.roles:
            self._say(node, TRAVAUX.role, role.value)
        self._say(node, SCHEMA.jobTitle, party.office)
        self._say(node, TRAVAUX.country, party.country)
        self._add_evidence(node, party.evidence)

    def add_item(self, kind: str, item: Item, label: str) -> None:
        """An item: in the Simple Event Model where it is something that happens, with its values and its evidence."""
        # One passage may tell the positions of several parties: then their items have one id.
        name = f"{item.id} {item.actor}" if isinstance(item, PositionItem) else item.id
        node = _id(kind, name)
        self._items.setdefault(item.id, []).append(node)
        self._type(node, TRAVAUX[kind.capitalize()])
        self._say(node, RDFS.label, start(label))
        self._say(node, TRAVAUX.independentOrigins, Literal(len(item.origins)))
        if kind in _EVENTS:
            self._type(node, SEM.Event)
            self._add_time(node, item)
            self._add_place(node, getattr(item, "place", None))
        for field, term in _ACTORS.items():
            for name in getattr(item, field, ()):
                actor = self._actor(name)
                self._say(node, TRAVAUX[term], actor)
                if kind in _EVENTS:
                    self._say(node, SEM.hasActor, actor)
        self._add_values(node, item)
        if isinstance(item, PositionItem):
            self._say(node, TRAVAUX.by, self._actor(item.actor))
        if isinstance(item, MeetingItem):
            self._add_meeting(node, item)
        if isinstance(item, MoveItem):
            self._say(node, SEM.eventType, TRAVAUX[f"act-{item.act.value}"])
            self._type(TRAVAUX[f"act-{item.act.value}"], SEM.EventType)
        self._add_evidence(node, item.evidence)

    def add_point(self, point: AccessPointItem) -> None:
        """A crossing, port or corridor as a place, with what is told of its state as events there."""
        node = self._place(point.name)
        self._say(node, TRAVAUX.facility, point.kind.value)
        if point.lat is not None and point.lon is not None:
            where = _id("coordinates", point.name)
            self._type(where, SCHEMA.GeoCoordinates)
            self._say(node, SCHEMA.geo, where)
            self._say(where, SCHEMA.latitude, Literal(point.lat))
            self._say(where, SCHEMA.longitude, Literal(point.lon))
        for status in point.statuses:
            self.add_item("access", status, f"{point.name}: {_say_status(status)}")
            self._add_place(_id("access", status.id), point.name)
        for control in point.controls:
            self.add_item("control", control, say_control_item(control))
            self._add_place(_id("control", control.id), point.name)
        for consignment in point.consignments:
            self._add_place(_id("consignment", consignment.id), point.name)

    def add_contradiction(self, number: int, conflict: Contradiction) -> None:
        """Views of the same matter, each according to those who hold it."""
        node = _id("contradiction", f"{number}-{conflict.id}")
        self._type(node, TRAVAUX.Contradiction)
        self._say(node, RDFS.label, conflict.about)
        for at, side in enumerate(conflict.told, 1):
            view = _id("view", f"{number}-{conflict.id}-{at}")
            self._type(view, SEM.View)
            self._say(node, TRAVAUX.hasView, view)
            self._say(view, RDFS.label, side.says)
            for item in self._items.get(side.item, ()):
                self._say(item, SEM.hasView, view)
            for name in side.by:
                actor = self._actor(name)
                self._type(actor, SEM.Authority)
                self._say(view, SEM.accordingTo, actor)
        self._add_evidence(node, conflict.evidence)

    def _add_meeting(self, node: URIRef, item: MeetingItem) -> None:
        self._type(node, SCHEMA.Event)
        self._say(node, SCHEMA.eventStatus, _MEETING_STATES.get(item.status))
        self._say(node, SCHEMA.startDate, _time(read_days(item.when)[0]))
        self._say(node, SCHEMA.location, self._place(item.place) if item.place else None)
        for person in item.participants:
            actor = self._actor(person.name)
            self._say(node, SEM.hasActor, actor)
            self._say(node, SCHEMA.attendee, actor)

    def _add_values(self, node: URIRef, item: Any) -> None:
        """The closed values of an item, as words."""
        for field in _VALUES:
            value = getattr(item, field, None)
            for one in value if isinstance(value, tuple) else (value,):
                self._say(node, TRAVAUX[_camel(field)], None if one is None else str(one))

    def _add_time(self, node: URIRef, item: Any) -> None:
        when: When | None = next((w for f in ("when", "declared", "effect") if (w := getattr(item, f, None))), None)
        first, last = read_days(when)
        if first and first == last:
            self._say(node, SEM.hasTimeStamp, _time(first))
        else:
            self._say(node, SEM.hasBeginTimeStamp, _time(first))
            self._say(node, SEM.hasEndTimeStamp, _time(last))
        self._say(node, TRAVAUX.edtf, when.edtf if when else None)
        self._say(node, TRAVAUX.timeWords, when.words if when else None)

    def _add_place(self, node: URIRef, name: str | None) -> None:
        if name:
            self._say(node, SEM.hasPlace, self._place(name))

    def _add_evidence(self, node: URIRef, evidence: Iterable[Evidence]) -> None:
        """Annotations of the reports: the passage, where it stands, who says it and through whom."""
        for e in evidence:
            note = _id("annotation", f"{e.claim} {e.start}-{e.end}")
            self._say(note, OA.hasBody, node)
            if (note, RDF.type, OA.Annotation) in self.graph:
                continue
            self._type(note, OA.Annotation)
            self._say(note, OA.motivatedBy, OA.identifying)
            self._say(note, DCTERMS.identifier, e.claim)
            self._add_target(note, e)
            if e.speaker:
                self._say(note, TRAVAUX.speaker, self._actor(e.speaker))
            self._say(note, TRAVAUX.speakerKind, e.speaker_kind.value)
            self._say(note, TRAVAUX.relayedBy, " < ".join(e.relayed_by))
            self._say(note, TRAVAUX.hedge, e.hedge)
            self._say(note, TRAVAUX.modality, e.modality.value)
            self._say(note, TRAVAUX.denied, Literal(e.denied))
            self._say(note, TRAVAUX.origin, e.origin)
            self._say(note, TRAVAUX.confidence, None if e.confidence is None else Literal(e.confidence))

    def _add_target(self, note: URIRef, e: Evidence) -> None:
        text = self._reports[e.report].text
        target, words, place = (URIRef(f"{note}{part}") for part in ("#target", "#quote", "#position"))
        self._say(note, OA.hasTarget, target)
        self._type(target, OA.SpecificResource)
        self._say(target, OA.hasSource, _id("report", e.report))
        self._say(target, OA.hasSelector, words)
        self._say(target, OA.hasSelector, place)
        self._type(words, OA.TextQuoteSelector)
        self._say(words, OA.exact, e.quote)
        self._say(words, OA.prefix, text[max(0, e.start - _AROUND) : e.start])
        self._say(words, OA.suffix, text[e.end : e.end + _AROUND])
        self._type(place, OA.TextPositionSelector)
        self._say(place, OA.start, Literal(e.start, datatype=XSD.nonNegativeInteger))
        self._say(place, OA.end, Literal(e.end, datatype=XSD.nonNegativeInteger))

    def _actor(self, name: str) -> URIRef:
        node = _id("actor", name)
        self._type(node, SEM.Actor)
        self._say(node, SCHEMA.name, name)
        return node

    def _place(self, name: str) -> URIRef:
        node = _id("place", name)
        self._type(node, SEM.Place, SCHEMA.Place)
        self._say(node, SCHEMA.name, name)
        return node

    def _type(self, node: URIRef, *types: URIRef) -> None:
        for kind in types:
            self.graph.add((node, RDF.type, kind))

    def _say(self, node: URIRef, term: URIRef, value: URIRef | Literal | str | None) -> None:
        """Add a triple, unless there is nothing to say."""
        if value is not None and value != "":
            self.graph.add((node, term, value if isinstance(value, URIRef | Literal) else Literal(value)))


def _all_items(dossier: Dossier) -> Iterator[tuple[str, Item, str]]:
    """The items but the states of access points, with their kind and a sentence."""
    yield from (("move", m, say_move(m)) for m in dossier.moves)
    yield from (("meeting", m, say_meeting(m)) for m in dossier.meetings)
    yield from (("proposal", p, say_proposal(p)) for p in dossier.proposals)
    yield from (("response", r, say_response(r)) for p in dossier.proposals for r in p.responses)
    yield from (("response", r, say_response(r)) for r in dossier.responses)
    yield from (("demand", d, say_demand(d)) for d in dossier.demands)
    yield from (("position", p, say_position(p)) for p in dossier.positions)
    yield from (("leverage", x, say_leverage(x)) for x in dossier.leverage)
    yield from (("ceasefire", c, say_ceasefire(c)) for c in dossier.ceasefires)
    yield from (("incident", i, f"{join_names(i.harmed) or 'aid'}: {i.what}") for i in dossier.incidents)
    yield from (("instrument", i, say_instrument(i)) for i in dossier.instruments)
    inside = (c for p in dossier.access_points for c in p.consignments)
    consignments = (*inside, *dossier.consignments)
    yield from (("consignment", c, f"{c.cargo or 'goods'}: {c.stage.value}") for c in consignments)


def _say_status(status: AccessStatus) -> str:
    by = f", {join_names(status.by)}" if status.by else ""
    return f"{'reopened' if status.reopened else status.state.value}{by}"


_EVENTS = {"move", "meeting", "ceasefire", "incident", "access", "control", "consignment", "instrument"}
_ACTORS = {
    "actors": "actor",
    "recipients": "recipient",
    "authors": "author",
    "conveyed_by": "conveyedBy",
    "addressees": "addressee",
    "by": "by",
    "formerly": "formerly",
    "to": "to",
    "of": "of",
    "on": "on",
    "parties": "party",
    "mediators": "mediator",
    "carrier": "carrier",
    "donor": "donor",
}
"""Field of an item → the term of this vocabulary for the actors in it."""
_VALUES = (
    "act", "modality", "issues", "issue", "status", "state", "strength", "answer", "stance", "type", "outcome", "format", "stage",
    "action", "event", "side", "direction", "purpose", "basis", "killed", "injured", "amount", "unit", "round", "fixed_time",
)  # fmt: skip


def _camel(field: str) -> str:
    """A field as a term: `fixed_time` is fixedTime; a list has the name of one of its values."""
    first, *rest = ("issue" if field == "issues" else field).split("_")
    return first + "".join(part.capitalize() for part in rest)


def _time(day: str | None) -> Literal | None:
    """A year, month or day as the type that XML Schema has for it."""
    return Literal(day, datatype=_EDTF_TYPES[len(day)]) if day else None


def _id(kind: str, name: str) -> URIRef:
    return RECORD[f"{kind}/{quote(name, safe=':')}"]
