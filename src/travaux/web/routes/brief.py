"""The brief: a page to read, to print and to send."""

from fastapi import APIRouter, Response

from travaux.views.brief import make_brief
from travaux.views.pages import render_html
from travaux.web.context import View, ViewDep
from travaux.web.pages import render

router = APIRouter(prefix="/p/{process}")


@router.get("/brief")
def show_brief(view: ViewDep) -> Response:
    """The brief with footnotes that open their evidence."""
    return render(view.request, "brief.html", {"brief": view.file.brief})


@router.get("/brief.html")
def send_brief(view: ViewDep) -> Response:
    """The brief as one file that loads nothing; without what is under embargo."""
    text = render_html(make_brief(view.outbound().dossier, view.as_of or None))
    return attach(view, text.encode("utf-8", "replace"), "html", "text/html; charset=utf-8")


def attach(view: View, body: bytes, suffix: str, kind: str) -> Response:
    """A file to keep, named after its process and day."""
    name = f"{view.process.strip('_')}{f'-{view.as_of}' if view.as_of else ''}.{suffix}"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in name)
    return Response(body, media_type=kind, headers={"content-disposition": f'attachment; filename="{safe}"'})
