"""The Word document reopened: its lines are those of the brief, its numbers lead to notes, its notes have the words."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document
from tests.export.materials import TODAY, make_claims, make_reports, material

from travaux.export.brief_pages import brief_of, export_html, export_markdown
from travaux.export.material import ExportMaterial, Record, make_material
from travaux.export.word import NOTES, REPORTS, RESTRICTED, export
from travaux.packs.world import World

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def reopen(given: ExportMaterial, folder: Path) -> Any:
    return Document(str(export(given, folder / "brief.docx").files[0]))


def test_its_headings_and_lines_are_the_brief_s(tmp_path: Path) -> None:
    given = material()
    brief = brief_of(given)
    document = reopen(given, tmp_path)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [*(s.title for s in brief.sections), NOTES, REPORTS]
    bullets = [p for p in document.paragraphs if p.style.name.startswith("List Bullet")]
    lines = [line for s in brief.sections for line in s.lines]
    assert len(bullets) == len(lines)
    for paragraph, line in zip(bullets, lines, strict=True):
        assert paragraph.text.startswith(line.text.removesuffix("; --format json has them all."))
        assert paragraph.style.name == ("List Bullet", "List Bullet 2", "List Bullet 3")[line.indent]


def test_every_number_leads_to_a_note_with_its_words(tmp_path: Path) -> None:
    given = material()
    brief = brief_of(given)
    path = export(given, tmp_path / "brief.docx").files[0]
    with zipfile.ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    anchors = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    bookmarks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert anchors <= set(bookmarks)
    assert bookmarks == [f"note{n.number}" for n in brief.notes]
    told = [p.text for p in Document(str(path)).paragraphs if re.match(r"\[\d+\]\t", p.text)]
    for text, note in zip(told, brief.notes, strict=True):
        assert text.startswith(f"[{note.number}]\t“{note.quote}” ({note.chain}; {note.label}, characters ")


def test_a_note_says_how_sure_it_is_and_who_confirmed_it(tmp_path: Path) -> None:
    text = "\n".join(p.text for p in reopen(material(), tmp_path).paragraphs)
    assert "confidence 0.80" in text
    assert "confirmed by a person" in text


def test_the_reports_stand_in_a_table(tmp_path: Path) -> None:
    (table,) = reopen(material(), tmp_path).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Day", "Outlet", "Report"]
    assert rows[1] == ["10 June 2025", "The Post", "“A plan is turned down” (r1) https://post.example/1"]
    assert len(rows) == 3


def test_the_page_is_a4_with_numbers_and_the_subject(tmp_path: Path) -> None:
    document = reopen(material(), tmp_path)
    (section,) = document.sections
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert section.header.paragraphs[0].text == "negotiation — reports until 12 June 2025"
    foot = section.footer.paragraphs[0]._p.xml
    assert "PAGE" in foot
    assert "NUMPAGES" in foot
    assert document.core_properties.created.date().isoformat() == "2025-06-12"


def test_what_is_restricted_is_marked_on_every_page(tmp_path: Path) -> None:
    reports = [replace(r, sensitivity="restricted") for r in make_reports()]
    record = Record(reports=reports, claims=make_claims(), world=World())
    whole = make_material(record, TODAY, include_restricted=True)
    assert RESTRICTED in reopen(whole, tmp_path).sections[0].header.paragraphs[0].text
    assert RESTRICTED not in reopen(material(), tmp_path).sections[0].header.paragraphs[0].text


def test_characters_that_xml_cannot_hold_are_replaced(tmp_path: Path) -> None:
    first, second = make_reports()
    given = material(reports=[replace(first, headline="bell\x07 and half \ud800 a pair"), second])
    (table,) = reopen(given, tmp_path).tables
    assert "“bell\ufffd and half \ufffd a pair”" in table.rows[1].cells[2].text


@pytest.mark.parametrize("write", [export_markdown, export_html])
def test_markdown_and_html_have_every_note(tmp_path: Path, write: Any) -> None:
    given = material()
    (path,) = write(given, tmp_path / "brief").files
    text = path.read_text(encoding="utf8")
    brief = brief_of(given)
    assert brief.sections[0].title in text
    assert all((f"[^{n.number}]: " in text) or (f'id="note-{n.number}"' in text) for n in brief.notes)
