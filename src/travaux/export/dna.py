"""A project of the Discourse Network Analyzer 3 (`.dna`, SQLite), and the event list that DNA writes of one.

A statement of DNA is a passage in which a person, for an organisation, is for or against a concept: here every stance behind a
position, its issue being the concept. The statement type has DNA's four variables, then further ones for what else is kept of
a passage. Passwords are hashed as jasypt's StrongPasswordEncryptor does, by which DNA checks them: a salt of 16 bytes, then
100,000 rounds of SHA-256 over salt and password.
"""

import base64
import csv
import hashlib
import io
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from travaux.export.java_text import count_units, make_java_text
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.stances import TakenStance, list_stances
from travaux.export.writing import write_text, write_with
from travaux.ontology.report import Report
from travaux.views.wording import say_issue

PASSWORD = "travaux"  # noqa: S105 -- what the coder of a project is given where nobody asks for another
VERSION, RELEASED = "3.1.0", "2024-01-01"
_SALT_BYTES, _ROUNDS, _LONGEST = 16, 100_000, 190
_CODER = "travaux"
_SHORT, _BOOLEAN, _INTEGER, _LONG = "short text", "boolean", "integer", "long text"
_TABLES = {_SHORT: "DATASHORTTEXT", _BOOLEAN: "DATABOOLEAN", _INTEGER: "DATAINTEGER", _LONG: "DATALONGTEXT"}
_UNKNOWN = -1
"""DNA's numbers cannot be missing."""
VARIABLES = (
    ("person", _SHORT),
    ("organization", _SHORT),
    ("concept", _SHORT),
    ("agreement", _BOOLEAN),
    ("stance", _SHORT),
    ("modality", _SHORT),
    ("speaker", _SHORT),
    ("relayed by", _SHORT),
    ("review", _SHORT),
    ("confidence in percent", _INTEGER),
    ("claim", _LONG),
)
"""The variables of a statement and their types."""
_ATTRIBUTES = ("Type", "Alias", "Notes")
_EVENT_HEAD = (
    "statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position", "text",
    "coder", "document_id", "document_title", "document_author", "document_source", "document_section", "document_type",
)  # fmt: skip
_EVENT_TAIL = ("stance", "modality", "speaker", "relayed_by", "confidence", "review", "claim", "report")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A stance as DNA has it, with its place in a document, in units of UTF-16."""

    id: int
    document: int
    start: int
    stop: int
    values: Mapping[str, str | int]


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write a project whose one coder, `travaux`, has the password that `--set password=` gives."""
    statements = list(make_statements(material))
    written = write_with(path, lambda place: _write(place, material, statements))
    return ExportSummary(files=(written,), counts=_count(material, statements), notes=_notes(material))


def export_events(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the event list: one statement a row, with its text and document."""
    statements = list(make_statements(material))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow([*_EVENT_HEAD, *_EVENT_TAIL])
    reports = material.reports_by_id()
    titles = _titles(material)
    for statement, taken in zip(statements, list_stances(material), strict=True):
        report = reports[taken.evidence.report]
        writer.writerow(_event(report, titles[report.id], statement, taken))
    written = write_text(path, out.getvalue())
    return ExportSummary(files=(written,), counts=_count(material, statements), notes=_notes(material))


def make_statements(material: ExportMaterial) -> Iterator[Statement]:
    """The statements by document and place in it, numbered from 1."""
    documents = {r.id: number for number, r in enumerate(_documents(material), 1)}
    reports = material.reports_by_id()
    for number, taken in enumerate(list_stances(material), 1):
        e = taken.evidence
        report = reports[e.report]
        yield Statement(
            id=number,
            document=documents[e.report],
            start=count_units(report, e.start),
            stop=count_units(report, e.end),
            values={
                "person": taken.person,
                "organization": taken.party,
                "concept": say_issue(taken.issue),
                "agreement": int(taken.agrees),
                "stance": taken.stance.value,
                "modality": e.modality.value,
                "speaker": e.speaker or "",
                "relayed by": " > ".join(e.relayed_by),
                "review": material.review_of(e.claim).value,
                "confidence in percent": _UNKNOWN if e.confidence is None else round(100 * e.confidence),
                "claim": e.claim,
            },
        )


@lru_cache(maxsize=8)
def hash_password(password: str) -> str:
    """The hash by which DNA checks a password. Its salt is made of the password, so that equal projects are equal files."""
    message = unicodedata.normalize("NFC", password).encode()
    salt = hashlib.sha256(b"travaux " + message).digest()[:_SALT_BYTES]
    digest = hashlib.sha256(salt + message).digest()
    for _ in range(_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()


def _documents(material: ExportMaterial) -> list[Report]:
    """The coded reports, oldest first, as the dossier has them."""
    reports = material.reports_by_id()
    return [reports[entry.id] for entry in material.dossier.reports]


def _titles(material: ExportMaterial) -> dict[str, str]:
    return {entry.id: entry.headline or entry.label for entry in material.dossier.reports}


def _write(place: Path, material: ExportMaterial, statements: Sequence[Statement]) -> None:
    place.unlink()
    with closing(sqlite3.connect(place)) as project, project:
        project.executescript((files("travaux.export") / "data" / "dna.sql").read_text(encoding="utf8"))
        _write_frame(project, material.options.get("password") or PASSWORD)
        _write_documents(project, material)
        entities = _write_entities(project, material, statements)
        project.executemany(
            "INSERT INTO STATEMENTS (ID, StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?, 1, ?, ?, ?, 1)",
            [(s.id, s.document, s.start, s.stop) for s in statements],
        )
        for number, (variable, kind) in enumerate(VARIABLES, 1):
            column = "Entity" if kind == _SHORT else "Value"
            rows = [
                (s.id, number, entities.get((number, _cut(v)), v)) for s in statements for v in [s.values[variable]]
            ]
            project.executemany(
                f"INSERT INTO {_TABLES[kind]} (StatementId, VariableId, {column}) VALUES (?, ?, ?)",  # noqa: S608
                rows,
            )


def _write_frame(project: sqlite3.Connection, password: str) -> None:
    """Settings, the coder, and the two types of statements that every project of DNA has."""
    project.executemany("INSERT INTO SETTINGS VALUES (?, ?)", [("version", VERSION), ("date", RELEASED)])
    project.execute(
        "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (1, ?, 255, 255, 0, ?)",
        (_CODER, hash_password(password)),
    )
    types = [(1, "DNA Statement", 239, 208, 51), (2, "Annotation", 211, 211, 211)]
    project.executemany("INSERT INTO STATEMENTTYPES VALUES (?, ?, ?, ?, ?)", types)
    variables = [(i, name, kind, 1) for i, (name, kind) in enumerate(VARIABLES, 1)]
    variables.append((len(VARIABLES) + 1, "note", _LONG, 2))
    project.executemany("INSERT INTO VARIABLES VALUES (?, ?, ?, ?)", variables)
    attributes = [(i, a) for a in _ATTRIBUTES for i, (_, kind) in enumerate(VARIABLES, 1) if kind == _SHORT]
    project.executemany("INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (?, ?)", attributes)


def _write_documents(project: sqlite3.Connection, material: ExportMaterial) -> None:
    titles = _titles(material)
    rows = [
        (
            number,
            _cut(titles[r.id]),
            make_java_text(r.text),
            _cut(r.byline or ""),
            _cut(r.outlet or ""),
            "\n".join(filter(None, [f"travaux report {r.id}", r.url, "" if r.published else "date not known"])),
            _epoch(r.published or r.retrieved),
        )
        for number, r in enumerate(_documents(material), 1)
    ]
    project.executemany(
        "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Author, Source, Notes, Date) VALUES (?, ?, ?, 1, ?, ?, ?, ?)",
        rows,
    )


def _write_entities(
    project: sqlite3.Connection, material: ExportMaterial, statements: Sequence[Statement]
) -> dict[tuple[int, str], int]:
    """The values of short texts, the empty one first for each variable, and what kind of actor each is."""
    kinds = {p.name: p.kind.value for p in material.dossier.parties}
    ids: dict[tuple[int, str], int] = {}
    short = [(i, name) for i, (name, kind) in enumerate(VARIABLES, 1) if kind == _SHORT]
    for number, name in short:
        for value in ["", *sorted({_cut(str(s.values[name])) for s in statements} - {""})]:
            ids[number, value] = len(ids) + 1
    project.executemany(
        "INSERT INTO ENTITIES (ID, VariableId, Value, Red, Green, Blue) VALUES (?, ?, ?, 0, 0, 0)",
        [(i, number, value) for (number, value), i in ids.items()],
    )
    variables = project.execute("SELECT ID, VariableId, AttributeVariable FROM ATTRIBUTEVARIABLES").fetchall()
    rows = [
        (entity, attribute, kinds.get(value, "") if name == "Type" and value else "")
        for (number, value), entity in ids.items()
        for attribute, of, name in variables
        if of == number
    ]
    project.executemany(
        "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) VALUES (?, ?, ?)", rows
    )
    return ids


def _event(report: Report, title: str, statement: Statement, taken: TakenStance) -> list[str | int | float]:
    e = taken.evidence
    day = report.published or report.retrieved
    values = statement.values
    return [
        statement.id, f"{day} 00:00:00" if day else "", taken.person, taken.party, values["concept"], values["agreement"],
        statement.start, statement.stop, e.quote, _CODER, statement.document, title, report.byline or "",
        report.outlet or "", "", "", taken.stance.value, e.modality.value, e.speaker or "", values["relayed by"],
        "" if e.confidence is None else e.confidence, values["review"], e.claim, e.report,
    ]  # fmt: skip


def _count(material: ExportMaterial, statements: Sequence[Statement]) -> dict[str, int]:
    return {"documents": len(material.dossier.reports), "statements": len(statements)}


def _notes(material: ExportMaterial) -> tuple[str, ...]:
    undated = sum(r.published is None and r.retrieved is None for r in _documents(material))
    note = f"{undated} reports have no day: DNA needs one, and has the first of 1970 for them"
    return (note,) if undated else ()


def _cut(text: str | int) -> str:
    """A text as long as DNA's short fields can be."""
    return str(text)[:_LONGEST]


def _epoch(day: date | None) -> int:
    """Seconds from 1970 to the beginning of a day, UTC; 0 where it is not known."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else 0
