"""The brief as a Word document (DOCX) to print: A4, headings, bullets, and at the end the words that every line rests on.

Each line carries the numbers of its notes, which lead to the words, the chain of voices and the report. A list of the reports
comes last. Where the file was written with what is restricted, every page says so.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from travaux.export.brief_pages import brief_of, count_brief
from travaux.export.material import ExportMaterial, ExportSummary, ReviewState
from travaux.export.withholding import count_barred
from travaux.export.writing import write_bytes
from travaux.ontology.dossier import ReportEntry
from travaux.views.brief import Brief, say_support
from travaux.views.desk import Line, Note
from travaux.views.wording import say_edtf

NOTES, REPORTS = "Notes: the words and who says them", "Reports"
RESTRICTED = "Contains material that is under embargo or marked as sensitive"
_BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")
_FONT, _SIZE, _SMALL = "Calibri", 10.5, 9
_INK, _GREY = RGBColor(0x1B, 0x1B, 0x1B), RGBColor(0x59, 0x59, 0x59)
_FOR_SCREENS = "; --format json has them all."
_HOW = (
    "Each line rests on the notes whose numbers stand behind it: the exact words, who says them, through whom, and where."
    " What is planned is not told as held, and what is announced not as moved. What no report tells is not guessed."
)
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the brief with its notes and the list of reports."""
    brief = brief_of(material)
    document = _Page(material, brief).build()
    whole = io.BytesIO()
    document.save(whole)
    written = write_bytes(path, _settle(whole.getvalue()))
    return ExportSummary(files=(written,), counts=count_brief(brief) | {"reports": len(material.dossier.reports)})


class _Page:
    """Builds the document of one brief."""

    def __init__(self, material: ExportMaterial, brief: Brief) -> None:
        self._material = material
        self._brief = brief
        self._claims = material.claims_by_id()
        self._document: Any = Document()

    def build(self) -> Any:
        """The whole document."""
        self._set_up()
        sides, _, extent = self._brief.title.rpartition(" (")
        self._document.add_heading(_clean(sides), level=0)
        self._document.add_paragraph(_clean(extent.removesuffix(")"))).paragraph_format.space_after = Pt(6)
        self._small(_HOW)
        for section in self._brief.sections:
            self._document.add_heading(section.title, level=1)
            for line in section.lines:
                self._line(line)
        if self._brief.notes:
            self._document.add_heading(NOTES, level=1)
            for note in self._brief.notes:
                self._note(note)
        self._reports(self._material.dossier.reports)
        return self._document

    def _set_up(self) -> None:
        """Paper, fonts, the head and foot of every page, and what the file says of itself."""
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.3)
        section.top_margin = section.bottom_margin = Cm(2.0)
        for name in ("Normal", "Title", "Heading 1", *_BULLETS):
            style = self._document.styles[name]
            style.font.name, style.font.color.rgb = _FONT, _INK
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
        self._document.styles["Normal"].font.size = Pt(_SIZE)
        self._document.styles["Title"].font.size = Pt(18)
        self._document.styles["Heading 1"].font.size = Pt(13)
        for name in _BULLETS:
            self._document.styles[name].paragraph_format.space_after = Pt(2)
        self._frame(section)
        day = self._material.until
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = self._brief.title, "travaux", ""
        properties.language = "en"
        when = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) if day else _EARLIEST
        properties.created = properties.modified = when

    def _frame(self, section: Any) -> None:
        marked = count_barred(self._material.reports, self._material.claims, self._material.day)
        head = section.header.paragraphs[0]
        day = self._material.until
        head.text = f"{self._material.title}{f' — reports until {say_edtf(day)}' if day else ''}"
        if marked:
            self._shrink(head.add_run(f"    {RESTRICTED}")).bold = True
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _add_field(foot, "PAGE")
        foot.add_run(" / ")
        _add_field(foot, "NUMPAGES")
        for run in (*head.runs, *foot.runs):
            self._shrink(run)

    def _line(self, line: Line) -> None:
        style = _BULLETS[min(line.indent, len(_BULLETS) - 1)]
        paragraph = self._document.add_paragraph(style=style)
        paragraph.add_run(_clean(line.text.removesuffix(_FOR_SCREENS)))
        for number in line.notes:
            _add_link(paragraph, f"[{number}]", f"note{number}")
        if support := say_support(line).strip():
            self._shrink(paragraph.add_run(f" {support}"))

    def _note(self, note: Note) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(1), Cm(-1)
        _add_bookmark(paragraph, f"[{note.number}]\t", f"note{note.number}", note.number)
        told = "; ".join(
            filter(None, [note.chain, f"{note.label}, characters {note.start}–{note.end}", self._weight(note)])
        )
        paragraph.add_run(_clean(f"“{note.quote}” "))
        paragraph.add_run(_clean(f"({told})")).font.color.rgb = _GREY
        for run in paragraph.runs:
            run.font.size = Pt(_SMALL)

    def _weight(self, note: Note) -> str:
        """How sure the reading is, and whether a person confirmed it."""
        claim = self._claims.get(note.claim)
        review = self._material.review_of(note.claim)
        sure = f"confidence {claim.confidence:.2f}" if claim is not None and claim.confidence is not None else ""
        by = f"{review.value} by a person" if review is not ReviewState.UNREVIEWED else ""
        return ", ".join(filter(None, [sure, by]))

    def _reports(self, reports: Sequence[ReportEntry]) -> None:
        if not reports:
            return
        self._document.add_heading(REPORTS, level=1)
        table = self._document.add_table(rows=1, cols=3)
        table.style = "Table Grid"
        labels = {r.id: r.label for r in reports}
        rows = [("Day", "Outlet", "Report"), *(_describe(r, labels) for r in reports)]
        for at, row in enumerate(rows):
            cells = table.rows[0].cells if at == 0 else table.add_row().cells
            for cell, width, text in zip(cells, (Cm(2.8), Cm(4.2), Cm(9.4)), row, strict=True):
                cell.width = width
                run = cell.paragraphs[0].add_run(_clean(text))
                run.font.size, run.bold = Pt(_SMALL), at == 0
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def _small(self, text: str) -> None:
        self._shrink(self._document.add_paragraph().add_run(text)).italic = True

    @staticmethod
    def _shrink(run: Any) -> Any:
        run.font.size, run.font.color.rgb = Pt(_SMALL), _GREY
        return run


def _describe(report: ReportEntry, labels: Mapping[str, str]) -> tuple[str, str, str]:
    title = f"“{report.headline}” " if report.headline else ""
    copy = f", copy of {labels.get(report.copy_of, report.copy_of)}" if report.copy_of else ""
    address = f" {report.url}" if report.url else ""
    return (
        say_edtf(report.published) if report.published else "not known",
        report.outlet or "not known",
        f"{title}({report.label}{copy}){address}",
    )


def _clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return "".join(
        c if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "\ufffd"
        for c in text
    )


def _add_field(paragraph: Any, name: str) -> None:
    """A number that the program reckons: of the page, or of all."""
    run = paragraph.add_run()
    for tag, text in (("begin", ""), ("w:instrText", name), ("separate", ""), ("w:t", "1"), ("end", "")):
        element = OxmlElement(tag if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), tag)
        run._r.append(element)


def _add_link(paragraph: Any, text: str, anchor: str) -> None:
    """A raised number that leads to a bookmark."""
    run = paragraph.add_run(text)
    run.font.superscript = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.append(run._r)
    paragraph._p.append(link)


def _add_bookmark(paragraph: Any, text: str, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), str(number))
    paragraph._p.append(start)
    paragraph.add_run(text)
    paragraph._p.append(end)


def _settle(data: bytes) -> bytes:
    """The archive with one fixed time for all its parts, so that the same brief gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as settled:
        parts: Iterable[str] = given.namelist()
        for name in parts:
            settled.writestr(zipfile.ZipInfo(name, _EARLIEST.timetuple()[:6]), given.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
