"""DNA projects: opened by sqlite3, their password checked as jasypt does, their passages read as Java counts characters."""

import base64
import csv
import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.claims import actors, make, make_report, move, said_by, text_of
from tests.export.materials import TODAY, material

from travaux.export.dna import VARIABLES, export, export_events, hash_password
from travaux.export.material import ExportMaterial, Record, make_material
from travaux.ontology.claim import ActorRef, PositionMention
from travaux.ontology.vocabulary import Act, ActorKind, Issue, SpeakerKind, Stance
from travaux.packs.world import World
from travaux.spans import Span

TABLES = {
    "SETTINGS": "Property Value",
    "DOCUMENTS": "ID Title Text Coder Author Source Section Notes Type Date",
    "STATEMENTTYPES": "ID Label Red Green Blue",
    "VARIABLES": "ID Variable DataType StatementTypeId",
    "VARIABLELINKS": "ID SourceVariableId TargetVariableId",
    "REGEXES": "Label Red Green Blue",
    "CODERRELATIONS": "ID Coder OtherCoder viewStatements editStatements viewDocuments editDocuments",
    "STATEMENTS": "ID StatementTypeId DocumentId Start Stop Coder",
    "DATABOOLEAN": "ID StatementId VariableId Value",
    "DATAINTEGER": "ID StatementId VariableId Value",
    "DATASHORTTEXT": "ID StatementId VariableId Entity",
    "DATALONGTEXT": "ID StatementId VariableId Value",
    "ENTITIES": "ID VariableId Value Red Green Blue ChildOf",
    "ATTRIBUTEVARIABLES": "ID VariableId AttributeVariable",
    "ATTRIBUTEVALUES": "ID EntityId AttributeVariableId AttributeValue",
}
"""The tables of DNA 3 and their columns, as its source creates them; CODERS is looked at below."""
CODER = (
    "ID Name Red Green Blue Refresh FontSize Password PopupWidth ColorByCoder PopupDecoration PopupAutoComplete"
    " PermissionAddDocuments PermissionEditDocuments PermissionDeleteDocuments PermissionImportDocuments"
    " PermissionAddStatements PermissionEditStatements PermissionDeleteStatements PermissionEditAttributes"
    " PermissionEditRegex PermissionEditStatementTypes PermissionEditCoders PermissionEditCoderRelations"
    " PermissionViewOthersDocuments PermissionEditOthersDocuments PermissionViewOthersStatements"
    " PermissionEditOthersStatements"
)


def stances() -> ExportMaterial:
    """Two reports; in the first, characters that take two units in Java, and line ends of two characters."""
    head = "🚚🚢\r\n"
    first = make_report("r1", text=f"{head}{text_of('r1')}", outlet="The Post", byline="A. Writer")
    second = make_report("r2", None, headline="T" * 300)
    spoken = said_by("Ane Berg", SpeakerKind.OFFICE, on_behalf_of="Norway", relayed_by=("Coast Radio", "Fjord Press"))
    told: list[Any] = [
        make(
            PositionMention,
            "r1",
            10,
            by=actors("Norway"),
            issue=Issue.CEASEFIRE,
            stance=Stance.REFUSES,
            confidence=0.625,
        ),
        make(PositionMention, "r1", 60, by=actors("Peru"), issue=Issue.CEASEFIRE, stance=Stance.CONDITIONAL),
    ]
    moved = [replace(c, span=Span(c.span.start + len(head), c.span.end + len(head))) for c in told]
    person = ActorRef(name="Ane Berg", kind=ActorKind.PERSON, country="Norway")
    moved += [
        *(
            make(PositionMention, "r2", 10, by=(person,), issue=issue, stance=Stance.ACCEPTS, voice=spoken, ordinal=n)
            for n, issue in enumerate((Issue.CEASEFIRE, Issue.MONITORING))
        ),
        move(Act.ATTACK, "r2", 60),
    ]
    return make_material(Record(reports=[first, second], claims=moved, world=World()), TODAY)


@pytest.fixture(scope="module")
def given() -> ExportMaterial:
    return stances()


@pytest.fixture(scope="module")
def project(given: ExportMaterial, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("dna") / "talks.dna"
    export(replace(given, options={"password": "Grüße"}), path)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def test_it_has_dna_s_tables_and_columns_and_whole_links(project: sqlite3.Connection) -> None:
    for table, columns in {**TABLES, "CODERS": CODER}.items():
        assert [row["name"] for row in project.execute(f"PRAGMA table_info({table})")] == columns.split(), table
    assert project.execute("PRAGMA foreign_key_check").fetchall() == []
    assert project.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert project.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone()[0].startswith("3.")


def check_password(password: str, stored: str) -> bool:
    """As jasypt's StandardStringDigester checks one: SHA-256, a salt of 16 bytes in front, 100,000 rounds, base64."""
    data = base64.b64decode(stored, validate=True)
    salt, digest = data[:16], data[16:]
    made = password.encode("utf-8")
    made = hashlib.sha256(salt + made).digest()
    for _ in range(99_999):
        made = hashlib.sha256(made).digest()
    return made == digest


def test_the_coder_s_password_passes_dna_s_check(project: sqlite3.Connection) -> None:
    (coder,) = project.execute("SELECT * FROM CODERS").fetchall()
    assert coder["Name"] == "travaux"
    assert check_password("Grüße", coder["Password"])
    assert not check_password("travaux", coder["Password"])
    assert check_password("travaux", hash_password("travaux"))


def read_statements(project: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every statement with its values, as DNA's own queries put them together."""
    names = {row["ID"]: row["Variable"] for row in project.execute("SELECT * FROM VARIABLES")}
    query = "SELECT S.*, D.Text AS Whole FROM STATEMENTS S JOIN DOCUMENTS D ON D.ID = S.DocumentId ORDER BY S.ID"
    found = []
    for row in project.execute(query).fetchall():
        values: dict[str, Any] = {}
        for table, column in (("DATABOOLEAN", "Value"), ("DATAINTEGER", "Value"), ("DATALONGTEXT", "Value")):
            for v in project.execute(f"SELECT * FROM {table} WHERE StatementId = ?", (row["ID"],)):
                values[names[v["VariableId"]]] = v[column]
        joined = (
            "SELECT D.VariableId, E.Value FROM DATASHORTTEXT D"
            " JOIN ENTITIES E ON E.ID = D.Entity AND E.VariableId = D.VariableId WHERE D.StatementId = ?"
        )
        values |= {names[v["VariableId"]]: v["Value"] for v in project.execute(joined, (row["ID"],))}
        java = row["Whole"].encode("utf-16-le")
        passage = java[2 * row["Start"] : 2 * row["Stop"]].decode("utf-16-le")
        found.append({"passage": passage, "document": row["DocumentId"], **values})
    return found


def test_statements_are_the_stances_with_their_words(project: sqlite3.Connection) -> None:
    told = read_statements(project)
    assert all(set(s) == {"passage", "document", *(name for name, _ in VARIABLES)} for s in told)
    rows = [(s["document"], s["organization"], s["person"], s["concept"], s["agreement"], s["stance"]) for s in told]
    assert rows == [
        (1, "Norway", "", "ceasefire", 0, "refuses"),
        (1, "Peru", "", "ceasefire", 1, "conditional"),
        (2, "Norway", "Ane Berg", "ceasefire", 1, "accepts"),
        (2, "Norway", "Ane Berg", "monitoring", 1, "accepts"),
    ]
    assert [s["passage"] for s in told[:3]] == [text_of("r1")[10:30], text_of("r1")[60:80], text_of("r2")[10:30]]
    assert (told[0]["confidence in percent"], told[1]["confidence in percent"]) == (62, -1)
    assert told[2]["relayed by"] == "Coast Radio > Fjord Press"
    assert told[2]["claim"].startswith("r2:position:")


def test_every_short_text_has_its_empty_entity_first(project: sqlite3.Connection) -> None:
    short = [row["ID"] for row in project.execute("SELECT ID FROM VARIABLES WHERE DataType = 'short text'")]
    for variable in short:
        values = [
            r["Value"]
            for r in project.execute("SELECT Value FROM ENTITIES WHERE VariableId = ? ORDER BY ID", (variable,))
        ]
        assert values[0] == ""
        assert len(set(values)) == len(values)
    entities = project.execute("SELECT COUNT(*) FROM ENTITIES").fetchone()[0]
    assert project.execute("SELECT COUNT(*) FROM ATTRIBUTEVALUES").fetchone()[0] == 3 * entities


def test_documents_fit_dna_s_fields(project: sqlite3.Connection) -> None:
    first, second = project.execute("SELECT * FROM DOCUMENTS ORDER BY ID").fetchall()
    assert (first["Source"], first["Author"]) == ("The Post", "A. Writer")
    assert datetime.fromtimestamp(first["Date"], UTC).date().isoformat() == "2025-06-10"
    assert "\r" not in first["Text"]
    assert (len(second["Title"]), second["Date"]) == (190, 0)
    assert "date not known" in second["Notes"]


def test_what_dna_cannot_hold_is_said(given: ExportMaterial, tmp_path: Path) -> None:
    summary = export(given, tmp_path / "talks.dna")
    assert dict(summary.counts) == {"documents": 2, "statements": 4}
    assert summary.notes == ("1 reports have no day: DNA needs one, and has the first of 1970 for them",)


def test_the_event_list_has_the_same_statements(given: ExportMaterial, tmp_path: Path) -> None:
    (path,) = export_events(given, tmp_path / "events.csv").files
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert list(rows[0])[:10] == [
        "statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position", "text",
        "coder",
    ]  # fmt: skip
    assert [r["text"] for r in rows[:2]] == [text_of("r1")[10:30], text_of("r1")[60:80]]
    assert [r["agreement"] for r in rows] == ["0", "1", "1", "1"]
    assert [r["time"] for r in rows] == ["2025-06-10 00:00:00"] * 2 + [""] * 2
    java = given.reports_by_id()["r1"].text.encode("utf-16-le")
    assert (
        java[2 * int(rows[0]["start_position"]) : 2 * int(rows[0]["stop_position"])].decode("utf-16-le")
        == rows[0]["text"]
    )
    assert (rows[0]["confidence"], rows[1]["confidence"]) == ("0.625", "")


def test_the_whole_file_has_a_statement_for_every_stance_behind_a_position(tmp_path: Path) -> None:
    whole = material()
    summary = export(whole, tmp_path / "talks.dna")
    told = [e for p in whole.dossier.positions for e in p.evidence]
    assert summary.counts["statements"] == len(told) > 0
