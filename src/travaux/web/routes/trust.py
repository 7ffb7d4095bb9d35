"""What is told both ways, and who says it."""

from fastapi import APIRouter, Response

from travaux.web.context import ViewDep
from travaux.web.pages import render

router = APIRouter(prefix="/p/{process}")


@router.get("/contradictions")
def show_contradictions(view: ViewDep) -> Response:
    """Claims that cannot both hold, side by side."""
    part = view.part(view.file.contradictions, 25)
    view.load_texts(part.rows)
    return render(view.request, "contradictions.html", {"part": part})


@router.get("/sources")
def show_sources(view: ViewDep) -> Response:
    """Who speaks, how often, through whom; and who passes on whose words."""
    dossier = view.file.dossier
    part = view.part(dossier.sources)
    citations = sorted(dossier.citations, key=lambda c: (-c.statements, c.citing, c.cited))[:60]
    return render(view.request, "sources.html", {"part": part, "citations": citations})
