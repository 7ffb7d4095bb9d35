"""The brief: a page to read, to print and to send."""

from dataclasses import replace

from fastapi import APIRouter, Response

from travaux.export.material import ExportMaterial
from travaux.views.brief import Brief, make_brief
from travaux.views.pages import render_html
from travaux.web.context import View, ViewDep
from travaux.web.pages import render

router = APIRouter(prefix="/p/{process}")
_ON_SCREENS = "; --format json has them all."


@router.get("/brief")
def show_brief(view: ViewDep) -> Response:
    """The brief with footnotes that open their evidence."""
    return render(view.request, "brief.html", {"brief": for_readers(view.file.brief)})


@router.get("/brief.html")
def send_brief(view: ViewDep) -> Response:
    """The brief as one file that loads nothing; without what is under embargo."""

    def write(material: ExportMaterial) -> bytes:
        return render_html(for_readers(make_brief(material.dossier, view.as_of or None))).encode("utf-8", "replace")

    return attach(view, view.outbound("brief", write), "html", "text/html; charset=utf-8")


def attach(view: View, body: bytes, suffix: str, kind: str) -> Response:
    """A file to keep, named after its process and day."""
    name = f"{view.process.strip('_')}{f'-{view.as_of}' if view.as_of else ''}.{suffix}"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in name)
    return Response(body, media_type=kind, headers={"content-disposition": f'attachment; filename="{safe}"'})


def for_readers(brief: Brief) -> Brief:
    """A brief without what tells how the command line prints more of it."""
    sections = (
        replace(s, lines=tuple(replace(line, text=line.text.replace(_ON_SCREENS, ".")) for line in s.lines))
        for s in brief.sections
    )
    return replace(brief, sections=tuple(sections))
