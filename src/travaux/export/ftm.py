"""FollowTheMoney entities for Aleph and its kin: reports as articles, actors, what they did and met as events.

One JSON entity a line, as `alephclient write-entities` and `ftm` read them. Every event has its reports as `proof`, and a
Documentation joins each report to the actors that it tells of.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import travaux
from travaux.export.actor_codes import load_countries
from travaux.export.grounds import read_days
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.writing import write_text
from travaux.ontology.actors import actors_of
from travaux.ontology.claim import ActorRef, When
from travaux.ontology.dossier import Dossier, Evidence, IncidentItem, Item, Party
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import World
from travaux.views.ceasefires import say_ceasefire
from travaux.views.sentences import say_demand, say_instrument, say_leverage, say_meeting, say_proposal, start
from travaux.views.wording import join_names, quote_words, say_chain, say_move

Entity = dict[str, Any]
_SCHEMATA = {
    ActorKind.PERSON: "Person",
    ActorKind.STATE: "PublicBody",
    ActorKind.AGENCY: "PublicBody",
    ActorKind.MILITARY: "PublicBody",
    ActorKind.IGO: "PublicBody",
    ActorKind.ARMED_GROUP: "Organization",
    ActorKind.MOVEMENT: "Organization",
    ActorKind.POLITICAL_PARTY: "Organization",
    ActorKind.NGO: "Organization",
    ActorKind.OUTLET: "Organization",
    ActorKind.FORMAT: "Organization",
    ActorKind.ORGANISATION: "Organization",
}
_OTHER = "LegalEntity"
_LANGUAGES = {"en": "eng", "fr": "fra", "es": "spa", "ar": "ara", "ru": "rus", "uk": "ukr", "de": "deu", "he": "heb"}


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the entities, one a line."""
    entities = list(make_entities(material))
    write_text(path, "".join(json.dumps(e, ensure_ascii=False, sort_keys=True) + "\n" for e in entities))
    counts: dict[str, int] = {}
    for entity in entities:
        counts[entity["schema"]] = counts.get(entity["schema"], 0) + 1
    note = "Positions, terms, counts and contradictions have no schema in FollowTheMoney; their reports are in it."
    return ExportSummary(files=(path,), counts=counts, notes=(note,))


def make_entities(material: ExportMaterial) -> Iterator[Entity]:
    """Reports, actors, events, and what joins reports to actors."""
    maker = _Maker(material)
    yield from (maker.article(r) for r in material.reports if r.set_aside is None)
    yield from maker.actors()
    yield from maker.events(material.dossier)
    yield from maker.documentations(material.dossier.parties)


class _Maker:
    """Makes the entities of one export; ids are digests of what an entity is of."""

    def __init__(self, material: ExportMaterial) -> None:
        self._world: World = material.world
        self._reports = material.reports_by_id()
        self._outlets = {r.id: r.outlet for r in material.reports}
        self._parties: Mapping[str, Party] = {p.name: p for p in material.dossier.parties}
        self._refs: dict[str, ActorRef] = {}
        for claim in material.claims:
            for ref in actors_of(claim):
                self._refs.setdefault(ref.name, ref)
        self._named: dict[str, None] = dict.fromkeys(self._parties)
        for names in (_who(item) for item in _all_events(material.dossier)):
            self._named.update(dict.fromkeys(names))

    def article(self, report: Report) -> Entity:
        """A report as an Article with its text."""
        return _entity(
            "Article",
            _key("report", report.id),
            title=[report.headline or report.label],
            fileName=[f"{report.label}.txt"],
            mimeType=["text/plain"],
            author=[report.byline],
            publisher=[report.outlet],
            publishedAt=[report.published.isoformat() if report.published else None],
            retrievedAt=[report.retrieved.isoformat() if report.retrieved else None],
            sourceUrl=[report.url if (report.url or "").startswith(("http://", "https://")) else None],
            language=[_LANGUAGES.get((report.language or "").split("-")[0])],
            bodyText=[report.text],
            notes=[report.usage_terms, f"copy of {report.copy_of}" if report.copy_of else None],
            processingAgent=[f"travaux {travaux.__version__}"],
        )

    def actors(self) -> Iterator[Entity]:
        """Everybody who is told to take part, or to do, suffer or meet something."""
        for name in self._named:
            party, ref = self._parties.get(name), self._refs.get(name)
            kind = party.kind if party else ref.kind if ref else ActorKind.UNKNOWN
            country = (party.country if party else None) or (ref.country if ref else None)
            office = (party.office if party else None) or (ref.office if ref else None)
            schema = _SCHEMATA.get(kind, _OTHER)
            yield _entity(
                schema,
                _key("actor", name),
                name=[name],
                alias=[ref.told if ref else None],
                country=[self._code(name if kind is ActorKind.STATE else country)],
                position=[office] if schema == "Person" else [],
                classification=[] if schema == "Person" else [kind.value],
                summary=["; ".join(party.roles) if party else None],
                proof=self._proof(party.evidence if party else ()),
            )

    def events(self, dossier: Dossier) -> Iterator[Entity]:
        """Each meeting, move, proposal, demand, lever, ceasefire, incident and instrument, told as one sentence."""
        for item in _all_events(dossier):
            kind = type(item).__name__.removesuffix("Item").lower()
            when: When | None = next((w for f in ("when", "declared", "effect") if (w := getattr(item, f, None))), None)
            first, last = read_days(when)
            place = getattr(item, "place", None)
            reports = dict.fromkeys(e.report for e in item.evidence)
            yield _entity(
                "Event",
                _key(kind, item.id),
                name=[start(_say(item))],
                summary=[quote_words(item.words)],
                description=[self._tell(e) for e in item.evidence],
                date=[first] if first == last else [],
                startDate=[] if first == last else [first],
                endDate=[] if first == last else [last],
                location=[place],
                involved=[_key("actor", n) for n in _who(item)],
                keywords=[kind, *_keywords(item)],
                proof=self._proof(item.evidence),
                publisher=[self._outlets.get(r) for r in reports],
                recordId=[item.id],
            )

    def documentations(self, parties: Sequence[Party]) -> Iterator[Entity]:
        """The reports that tell of each party, with the words of the first passage."""
        for party in parties:
            passages: dict[str, list[Evidence]] = {}
            for e in party.evidence:
                passages.setdefault(e.report, []).append(e)
            for report, told in passages.items():
                yield _entity(
                    "Documentation",
                    _key("documentation", f"{report} {party.name}"),
                    document=[_key("report", report)],
                    entity=[_key("actor", party.name)],
                    role=["; ".join(party.roles)],
                    summary=[self._tell(told[0])],
                )

    def _tell(self, e: Evidence) -> str:
        """A passage with who says it and through whom."""
        doubt = "; denied" if e.denied else ""
        return f"{quote_words(e.quote)} ({say_chain(e, self._outlets.get(e.report))}{doubt})"

    def _proof(self, evidence: Iterable[Evidence]) -> list[str]:
        return [_key("report", r) for r in dict.fromkeys(e.report for e in evidence) if r in self._reports]

    def _code(self, country: str | None) -> str | None:
        """A state's code of two letters; None for what is none."""
        return load_countries().get(country or "", ("", ""))[0].lower() or None


def _all_events(dossier: Dossier) -> Iterator[Item]:
    yield from dossier.meetings
    yield from dossier.moves
    yield from dossier.proposals
    yield from dossier.demands
    yield from dossier.leverage
    yield from dossier.ceasefires
    yield from dossier.incidents
    yield from dossier.instruments


def _say(item: Any) -> str:
    say: dict[str, Callable[[Any], str]] = {
        "MeetingItem": say_meeting,
        "MoveItem": say_move,
        "ProposalItem": say_proposal,
        "DemandItem": say_demand,
        "LeverageItem": say_leverage,
        "CeasefireItem": say_ceasefire,
        "IncidentItem": _say_incident,
        "InstrumentItem": say_instrument,
    }
    return say[type(item).__name__](item)


def _say_incident(item: IncidentItem) -> str:
    place = f" ({item.place})" if item.place else ""
    return f"incident: {join_names(item.harmed) or 'aid'}{place}: {item.what}"


def _who(item: Any) -> list[str]:
    """The actors that an item names, each once."""
    names: list[str] = []
    for name in (
        "actors",
        "recipients",
        "authors",
        "conveyed_by",
        "addressees",
        "by",
        "of",
        "on",
        "parties",
        "mediators",
    ):
        names += getattr(item, name, ())
    names += [p.name for p in getattr(item, "participants", ())]
    return list(dict.fromkeys(names))


def _keywords(item: Any) -> list[str]:
    """An item's closed values: act, modality, status, issues."""
    found: list[str] = []
    for name in ("act", "modality", "status", "state", "strength", "type", "outcome", "format", "action"):
        if isinstance(value := getattr(item, name, None), StrEnum):
            found.append(f"{name}: {value}")
    several = getattr(item, "issues", ()) or ((item.issue,) if getattr(item, "issue", None) else ())
    return found + [f"issue: {issue}" for issue in several]


def _entity(schema: str, key: str, **properties: Iterable[str | None]) -> Entity:
    """An entity with the properties that have values, each value once."""
    told = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in told.items() if values}}


def _key(kind: str, name: str) -> str:
    return (
        f"travaux-{hashlib.sha1(f'{kind} {name}'.encode('utf-8', 'surrogatepass'), usedforsecurity=False).hexdigest()}"
    )
