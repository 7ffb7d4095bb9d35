"""The brief as Markdown and as one HTML file, as `travaux brief` prints them."""

from collections.abc import Callable
from pathlib import Path

from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.writing import write_text
from travaux.views.brief import Brief, make_brief
from travaux.views.pages import render_html, render_markdown


def export_markdown(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the brief as Markdown with footnotes."""
    return _write(material, path, render_markdown)


def export_html(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the brief as an HTML file that needs nothing beside it."""
    return _write(material, path, render_html)


def brief_of(material: ExportMaterial) -> Brief:
    """The brief of the file, as of its day."""
    return make_brief(material.dossier, material.as_of.isoformat() if material.as_of else None)


def count_brief(brief: Brief) -> dict[str, int]:
    """What stands on the page."""
    return {
        "sections": len(brief.sections),
        "lines": sum(len(s.lines) for s in brief.sections),
        "notes": len(brief.notes),
    }


def _write(material: ExportMaterial, path: Path, render: Callable[[Brief], str]) -> ExportSummary:
    brief = brief_of(material)
    return ExportSummary(files=(write_text(path, render(brief)),), counts=count_brief(brief))
