"""Reports with their claims in the margin, and what one claim rests on."""

from typing import Any

from fastapi import APIRouter, Request, Response

from travaux.errors import UsageError
from travaux.ontology.claim import AnyClaim, claim_id
from travaux.ontology.vocabulary import SegmentKind
from travaux.store.reviews import list_reviews
from travaux.web.context import LibraryDep, View, ViewDep, get_view
from travaux.web.library import ALL, Library, NotReadyError
from travaux.web.margin import describe_claim, is_only_said, make_margin, name_kind, name_report
from travaux.web.pages import render
from travaux.web.passages import cut_excerpt
from travaux.web.reviewing import make_panel

router = APIRouter()


@router.get("/p/{process}/reports")
def list_reports(view: ViewDep) -> Response:
    """The reports of a file, the newest first, and those set aside."""
    rows = sorted(view.file.dossier.reports, key=lambda r: (r.published or "", r.id), reverse=True)
    context = {"part": view.part(rows), "set_aside": view.file.dossier.set_aside}
    return render(view.request, "reports.html", context)


@router.get("/reports/{report:path}")
def show_report(request: Request, report: str, library: LibraryDep, process: str = "", claim: str = "") -> Response:
    """A report's text with the words that claims rest on, and the claims beside them."""
    found, claims = library.report(report)
    name = process or find_process(library, report)
    _view_if_there(request, library, name, "")
    spans = [(c.span.start, c.span.end, claim_id(c)) for c in claims]
    context: dict[str, Any] = {
        "report": found,
        "claims": claims,
        "margin": make_margin(found, claims, spans),
        "wanted": claim,
        "process": name,
        "coding": library.store.coding(report),
        "furniture": [s.span for s in found.segments if s.kind is SegmentKind.FURNITURE],
        "is_only_said": is_only_said,
        "title": name_report(found),
    }
    return render(request, "report.html", context)


@router.get("/evidence/{claim:path}")
def show_evidence(request: Request, claim: str, library: LibraryDep, process: str = "", as_of: str = "") -> Response:
    """The words of a claim in the report, who says them through whom, who else says so, and what contradicts it."""
    report, found = find_claim(library, claim)
    name = process or find_process(library, report.id)
    view = _view_if_there(request, library, name, as_of)
    items = view.file.items.get(claim, ()) if view else ()
    passages = [(found.span, found.voice), *((p.span, p.voice) for p in found.also)]
    context: dict[str, Any] = {
        "claim": found,
        "id": claim,
        "report": report,
        "process": name,
        "fields": describe_claim(found),
        "passages": [(cut_excerpt(report.text, span.start, span.end), voice) for span, voice in passages],
        "items": items,
        "conflicts": view.file.conflicts.get(claim, ()) if view else (),
        "reviews": [r for r in list_reviews(library.store) if claim in r.target.split(" ")],
        "file_view": view,
        "kind": name_kind(found.kind),
        "title": name_report(report),
        "coding": library.store.coding(report.id),
        "panel": make_panel(library.store, claim, view.file if view else None),
    }
    return render(request, "evidence.html", context)


def _view_if_there(request: Request, library: Library, process: str, as_of: str) -> View | None:
    """The file that a claim is seen from; the words are shown without it, too."""
    try:
        return get_view(request, process, library, as_of)
    except NotReadyError:
        return None


def find_claim(library: Library, claim: str) -> tuple[Any, AnyClaim]:
    """A claim by its id, as reviews leave it, with its report.

    Raises:
        UsageError: there is none.
    """
    head = claim.rpartition(":")[0].rpartition(":")[0]
    if head:
        try:
            report, claims = library.report(head)
        except UsageError:
            pass
        else:
            found = next((c for c in claims if claim_id(c) == claim), None)
            if found is not None:
                return report, found
    raise UsageError(f"there is no claim {claim!r} in this store")


def find_process(library: Library, report: str) -> str:
    """The process that most of a report's claims belong to; all reports, where it touches none or that is not yet known."""
    try:
        entries = library.processes().entries
    except NotReadyError:
        return ALL
    told = [(r.claims, len(e.reports), e.process.id) for e in entries for r in e.reports if r.report == report]
    return max(told)[2] if told else ALL
