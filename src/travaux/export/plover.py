"""PLOVER records, one JSON object a line: each act of the file as event, mode, context, actors and recipients, with its words.

Field names, categories and the rules that turn one category into another are those of the PLOVER manual 0.8: cooperation that
is announced is AGREE, a retreat that is announced CONCEDE, a party's call for an end to the fighting AGREE, a meeting that is
called off REJECT; all who meet are actors. The manual puts its auxiliary modes (historical, future, hypothetical, negation)
among the contexts. What the manual has no field for stands under `travaux`, but
`confidence`, by which pipelines choose what they take.
"""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from travaux.export.actor_codes import code_actor, load_countries
from travaux.export.dates import day_of, find_days
from travaux.export.evidence import confidence_of, describe_evidence
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.writing import write_text
from travaux.ontology.actors import actors_of
from travaux.ontology.claim import ActorRef, AnyClaim, MeetingMention
from travaux.ontology.codebook import load_codebook
from travaux.ontology.dossier import SCHEMA, MoveItem
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, Issue, MeetingFormat, MeetingStatus, Modality, Role

CODEBOOK = "plover-0.8"
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""What JSON allows in a string and some programs take for the end of a line."""
_COOPERATION = {"CONSULT", "SUPPORT", "COOPERATE", "AID"}
_ASKING = {"REQUEST", "REJECT"}
_MUTUAL = {Act.MEET, Act.RESUME, Act.AGREE}
"""Acts of several who all are actors; a visit has a recipient, who hosts it."""
_MULTILATERAL = 3
"""Countries or bodies from which on a meeting is multilateral."""
_SIDES = {Role.PARTY, Role.ARMED_GROUP}


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write a record for every act that PLOVER has a category for."""
    records = list(make_records(material))
    lines = (json.dumps(record, ensure_ascii=False).translate(_LINE_ENDS) for record in records)
    written = write_text(path, "".join(f"{line}\n" for line in lines))
    left = len(material.dossier.moves) - len(records)
    undated = sum(record["date"] is None for record in records)
    notes = [
        f"{left} acts are not in it: PLOVER has no category for an assessment" if left else "",
        f"{undated} records have no date: its day is not told, nor that of a report, or it lies before the report"
        if undated
        else "",
    ]
    return ExportSummary(files=(written,), counts={"events": len(records)}, notes=tuple(filter(None, notes)))


def make_records(material: ExportMaterial) -> Iterable[dict[str, Any]]:
    """The records, in the order of the acts."""
    coder = _Coder(material)
    codebook = load_codebook()
    return (coder.make_record(move) for move in material.dossier.moves if codebook[move.act].plover)


@lru_cache(maxsize=1)
def load_manual() -> Mapping[str, Any]:
    """Categories with quad code, score and modes; what issues say of modes and contexts."""
    return tomllib.loads((files("travaux.export") / "data" / "plover.toml").read_text(encoding="utf8"))


class _Coder:
    """Codes the acts of one file."""

    def __init__(self, material: ExportMaterial) -> None:
        self._material = material
        self._reports = material.reports_by_id()
        self._claims = material.claims_by_id()
        self._sides = {p.name for p in material.dossier.parties if _SIDES.intersection(p.roles)}
        self._meetings: dict[str, list[MeetingMention]] = defaultdict(list)
        for claim in material.claims:
            if isinstance(claim, MeetingMention):
                self._meetings[claim.report].append(claim)

    def make_record(self, move: MoveItem) -> dict[str, Any]:
        """One act as a record of the manual's Table "PLOVER JSON"."""
        first = move.evidence[0]
        report = self._reports[first.report]
        told = day_of(move.when)
        published = min((r.published for e in move.evidence if (r := self._reports[e.report]).published), default=None)
        reported = published.isoformat() if published and move.modality is not Modality.HISTORICAL else None
        day = told or reported
        days = find_days(move.when)
        refs = self._refs(move)
        event = self._category(move)
        actors, recipients = self._roles(move, event, refs, day)
        modes = self._modes(move, event, actors, recipients)
        manual = load_manual()["categories"][event]
        scores = [manual["modes"][m] for m in modes] or [manual["score"]]
        optional = {
            "enddate": days.last.isoformat() if days and days.told and days.last > days.first else None,
            "event_loc": self._place(move),
        }
        return {
            "id": move.id,
            "has_event": True,
            "date": day,
            "actor": actors,
            "recipient": recipients,
            "event": [event],
            **{key: value for key, value in optional.items() if value is not None},
            "event_text": list(dict.fromkeys(e.quote for e in move.evidence)),
            "quad_code": manual["quad"],
            "event_scale": scores[0],
            "mode": modes,
            "context": self._contexts(move, event),
            "text": first.quote,
            "text_info": {"start": first.start, "end": first.end},
            "cite_info": self._citation(report, self._claims.get(first.claim)),
            "coder": "travaux",
            "confidence": confidence_of(move),
            "travaux": {
                "act": move.act.value,
                "cameo_root": load_codebook()[move.act].cameo,
                "auxiliary_mode": move.modality.value,
                "about": move.about or None,
                "issues": [i.value for i in move.issues],
                "when": {"edtf": move.when.edtf, "words": move.when.words} if move.when else None,
                "date_is_of": "event" if told else "report" if day else None,
                "only_named": move.only_named,
                "because_of": move.because_of,
                "origins": list(move.origins),
                "evidence": describe_evidence(self._material, move.evidence),
            },
        }

    def _refs(self, move: MoveItem) -> dict[str, ActorRef]:
        """How the claims behind an act name its actors."""
        claims = (self._claims[e.claim] for e in move.evidence if e.claim in self._claims)
        found: dict[str, ActorRef] = {}
        for claim in claims:
            for ref in actors_of(claim):
                if ref.name not in found or (ref.span is not None and found[ref.name].span is None):
                    found[ref.name] = ref
        return found

    def _category(self, move: MoveItem) -> str:
        event = load_codebook()[move.act].plover
        told = {m.status for m in self._meetings_of(move)} if move.act is Act.MEET else set()
        if told == {MeetingStatus.CANCELLED}:
            return "REJECT"
        if move.modality is Modality.FUTURE or told == {MeetingStatus.PLANNED}:
            return "AGREE" if event in _COOPERATION else "CONCEDE" if event == "RETREAT" else event
        calls = move.act is Act.DEMAND and Issue.CEASEFIRE in move.issues and not move.recipients
        return "AGREE" if calls and self._sides.intersection(move.actors) else event

    def _roles(
        self, move: MoveItem, event: str, refs: Mapping[str, ActorRef], day: str | None
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        on = date.fromisoformat(day) if day else None
        actors = [self._entity(n, move, refs, on) for n in move.actors]
        recipients = [self._entity(n, move, refs, on) for n in move.recipients]
        if move.act in _MUTUAL and not (event == "CONSULT" and self._is_visit(move, actors, recipients)):
            return actors + recipients, []
        return actors, recipients

    def _entity(self, name: str, move: MoveItem, refs: Mapping[str, ActorRef], day: date | None) -> dict[str, Any]:
        """The manual's information object for an entity, with what is known."""
        ref = refs.get(name)
        code = code_actor(name, ref, self._material.world, day)
        office = ref.office if ref is not None else None
        words = name
        if ref is not None and ref.span is not None:
            report = next(
                (self._reports[e.report] for e in move.evidence if refs.get(name) in self._named(e.claim)), None
            )
            words = ref.span.of(report.text) if report is not None else name
        entity = {
            "code": code.country,
            "sector": code.sector,
            "entity_text": words,
            "identifier_text": name,
            "office": office or "",
        }
        return {key: value for key, value in entity.items() if value}

    def _named(self, claim: str) -> Sequence[ActorRef]:
        found = self._claims.get(claim)
        return tuple(actors_of(found)) if found is not None else ()

    def _is_visit(
        self, move: MoveItem, actors: Sequence[Mapping[str, Any]], hosts: Sequence[Mapping[str, Any]]
    ) -> bool:
        """Whether the recipients receive the actors at home."""
        home = self._country(move.place)
        return bool(home) and any(h.get("code") == home for h in hosts) and all(a.get("code") != home for a in actors)

    def _modes(
        self, move: MoveItem, event: str, actors: Sequence[Mapping[str, Any]], recipients: Sequence[Mapping[str, Any]]
    ) -> list[str]:
        """The modes that the words show; none where they do not."""
        entry = load_codebook()[move.act]
        if event != entry.plover:
            return ["meet"] if move.act is Act.MEET and event == "REJECT" else []
        if event in _ASKING:
            asked = load_manual()["asked"]
            return list(dict.fromkeys(asked[i] for i in move.issues if i in asked)) or [
                m for m in [entry.plover_mode] if m
            ]
        if move.act not in {Act.MEET, Act.RESUME}:
            return [entry.plover_mode] if entry.plover_mode else []
        modes = ["visit"] if recipients else []
        if any(m.format is MeetingFormat.CALL for m in self._meetings_of(move)):
            modes.append("phone")
        codes = {e["code"] for e in (*actors, *recipients) if "code" in e}
        return [*modes, "multilateral"] if len(codes) >= _MULTILATERAL else modes

    def _meetings_of(self, move: MoveItem) -> list[MeetingMention]:
        """The meetings that the same words tell."""
        return [
            m for e in move.evidence for m in self._meetings[e.report] if m.span.start < e.end and e.start < m.span.end
        ]

    def _contexts(self, move: MoveItem, event: str) -> list[str]:
        """Contexts of the issues, then the auxiliary mode, but where it made another category of the act."""
        table = load_manual()["contexts"]
        contexts = list(dict.fromkeys(table[i] for i in move.issues if i in table))
        moved = move.modality is Modality.FUTURE and event != load_codebook()[move.act].plover
        return contexts if moved or move.modality is Modality.ASSERTED else [*contexts, move.modality.value]

    def _country(self, place: str | None) -> str:
        """The three letters of the state in which a place lies, "" where the packs do not know it."""
        world = self._material.world
        name = world.capitals.get(place or "", "") or (place or "")
        entry = world.entries.get(name)
        return load_countries().get(entry.country if entry is not None and entry.country else name, ("", ""))[1]

    def _place(self, move: MoveItem) -> dict[str, Any] | None:
        """The manual's location object: the name as coded, and coordinates where a pack has the point."""
        if move.place is None:
            return None
        point = self._material.world.points.get(move.place)
        place: dict[str, Any] = {"extracted_place": move.place, "country_code": self._country(move.place)}
        if point is not None and point.lat is not None:
            place |= {"resolved_place": point.name, "lat": point.lat, "lon": point.lon}
        return {key: value for key, value in place.items() if value != ""}

    def _citation(self, report: Report, claim: AnyClaim | None) -> dict[str, Any]:
        entries = {e.id: e for e in self._material.dossier.reports}
        cite = {
            "corpus": self._material.title,
            "citation": report.id,
            "url": report.url,
            "title": entries[report.id].headline if report.id in entries else report.headline,
            "language": report.language,
            "publication": report.outlet,
            "license": report.usage_terms,
            "coder": claim.extractor if claim is not None else "",
            "codebook": CODEBOOK,
            "version": SCHEMA,
        }
        return {key: value for key, value in cite.items() if value}
