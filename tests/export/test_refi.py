"""REFI-QDA projects: read by pyrefiqda, held against the order and types that the XSD's models have."""

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from pyrefiqda import RefiProject
from pyrefiqda.models import project as schema
from tests.claims import make, make_report, move, said_by
from tests.export.materials import TODAY, material

from travaux.export.material import ExportMaterial, Record, make_material
from travaux.export.refi import PROJECT_FILE, export, name_code
from travaux.ontology.claim import Passage
from travaux.ontology.vocabulary import Act, Issue, Modality
from travaux.packs.world import World
from travaux.spans import Span

SPACE = "{urn:QDA-XML:project:1.0}"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def given() -> ExportMaterial:
    return material()


@pytest.fixture
def written(given: ExportMaterial, tmp_path: Path) -> Path:
    return export(given, tmp_path / "talks.qdpx").files[0]


def load(path: Path, folder: Path) -> schema.Project:
    return RefiProject.load(path, folder / "unpacked")


def test_every_claim_is_a_passage_with_its_words_in_its_source(
    given: ExportMaterial, written: Path, tmp_path: Path
) -> None:
    project = load(written, tmp_path)
    assert project.sources is not None
    found: dict[str, list[str]] = {}
    for source in project.sources.text_source:
        assert source.plain_text_path is not None
        text = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "unpacked").read_text("utf-8")
        for passage in source.plain_text_selection:
            name = (passage.description or "").partition("\n")[0].removeprefix("claim: ")
            found.setdefault(name, []).append(text[passage.start_position : passage.end_position])
    assert found == {name: [c.quote] for name, c in given.claims_by_id().items()}


def test_a_passage_has_its_kind_issues_and_modality_as_codes(written: Path, tmp_path: Path) -> None:
    project = load(written, tmp_path)
    assert project.code_book is not None
    assert project.sources is not None
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    for code in project.code_book.codes.code:
        names[code.guid] = code.name
        parents |= {inner.name: code.name for inner in code.code}
        names |= {inner.guid: inner.name for inner in code.code}
    assert len(set(names.values())) == len(names)
    assert parents["reject (move)"] == "move"
    assert parents["ceasefire (issue)"] == "issue"
    passages = [p for s in project.sources.text_source for p in s.plain_text_selection]
    codes = {(p.description or "").split("\n")[0]: {names[c.code_ref.target_guid] for c in p.coding} for p in passages}
    assert codes["claim: r1:move:20-40"] == {"reject (move)"}
    assert codes["claim: r1:proposal:40-60"] == {"unknown (proposal)", "ceasefire (issue)"}


def test_cases_are_the_parties_with_their_passages(given: ExportMaterial, written: Path, tmp_path: Path) -> None:
    project = load(written, tmp_path)
    assert project.cases is not None
    assert [c.name for c in project.cases.case] == [p.name for p in given.dossier.parties]
    known = {p.guid for s in project.sources.text_source for p in s.plain_text_selection} if project.sources else set()
    for case in project.cases.case:
        assert case.selection_ref
        assert {r.target_guid for r in case.selection_ref} <= known


def test_elements_are_in_the_order_of_the_schema_and_every_reference_holds(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        root = Xml.fromstring(archive.read(PROJECT_FILE))
        texts = {n for n in archive.namelist() if n.startswith("sources/")}
    guids = [n.get("guid", "") for n in root.iter() if n.get("guid")]
    assert len(set(guids)) == len(guids)
    assert all(GUID.fullmatch(g) for g in guids)
    assert {n.get("targetGUID") for n in root.iter() if n.get("targetGUID")} <= set(guids)
    paths = {n.get("plainTextPath", "").replace("internal://", "sources/") for n in root.iter(f"{SPACE}TextSource")}
    assert paths == texts
    models: dict[str, Any] = {
        "Project": schema.ProjectType,
        "TextSource": schema.TextSourceType,
        "PlainTextSelection": schema.PlainTextSelectionType,
        "Case": schema.CaseType,
    }
    for tag, model in models.items():
        order = [name.replace("_", "").lower() for name in model.model_fields]
        for node in [root] if tag == "Project" else root.iter(f"{SPACE}{tag}"):
            places = [order.index(child.tag.removeprefix(SPACE).lower()) for child in node]
            assert places == sorted(places), tag


def test_further_passages_and_line_ends_keep_their_places(tmp_path: Path) -> None:
    text = "Norway said no.\r\nIts envoy\rsaid no again. \U0001f6a2 Peru said yes.\n"
    again = text.index("said no again")
    claim = make(
        type(move()),
        act=Act.REJECT,
        trigger=Span(0, 6),
        quote=text[:15],
        issues=(Issue.CEASEFIRE,),
        also=(
            Passage(
                span=Span(again, again + 13), quote="said no again", voice=said_by("Bo"), modality=Modality.HISTORICAL
            ),
        ),
    )
    last = text.index("Peru")
    other = make(type(move()), act=Act.ACCEPT, trigger=Span(last, last + 4), start=last, quote=text[last : last + 14])
    record = Record(reports=[make_report("r1", text=text)], claims=[claim, other], world=World())
    summary = export(make_material(record, TODAY), tmp_path / "a.qdpx")
    assert summary.counts["passages"] == 3
    project = load(summary.files[0], tmp_path)
    assert project.sources is not None
    (source,) = project.sources.text_source
    read = RefiProject.resolve_source_path(source.plain_text_path or "", tmp_path / "unpacked").read_bytes().decode()
    assert "\r" not in read
    quotes = [read[p.start_position : p.end_position] for p in source.plain_text_selection]
    assert quotes == ["Norway said no.", "said no again", "Peru said yes."]
    assert "said by: Bo (named)" in (source.plain_text_selection[1].description or "")
    assert len(source.plain_text_selection[1].coding) == 3


def test_a_code_names_kind_and_what_divides_it() -> None:
    assert name_code(move(Act.DELIVER_AID)) == "deliver_aid (move)"
