"""The file of a process on one page, and what changed in it."""

from datetime import date, timedelta
from itertools import groupby

from fastapi import APIRouter, Request, Response

from travaux.views.changes import Change, ChangeKind
from travaux.views.trust import is_trusted
from travaux.web import looks
from travaux.web.context import View, ViewDep, read_day
from travaux.web.library import NotReadyError
from travaux.web.pages import render

router = APIRouter(prefix="/p/{process}")
_TITLES = {
    ChangeKind.NEW: "New",
    ChangeKind.MOVED: "Moved",
    ChangeKind.CONTRADICTED: "Contradicted",
    ChangeKind.QUIET: "Gone quiet",
}
_SHOWN = 100
"""Changes of one kind that are shown."""
_FEW = 8


@router.get("/")
def show_file(view: ViewDep, request: Request) -> Response:
    """Where things stand: the file on one page."""
    look = looks.read_look(request.cookies.get(looks.COOKIE, ""), looks.now())
    news = looks.find_news(view.file, view.library.arrivals(), look)
    file = view.file
    rows = {
        "proposals": [r for r in file.proposals if r.trusted][:4],
        "demands": [r for r in file.demands if r.trusted and r.state == "open"][:6],
        "pressure": [r for r in file.pressure if r.trusted][:5],
        "contradictions": file.contradictions[:4],
        "assessments": [r for r in file.assessments if r.trusted][:4],
        "coming": [c for c in file.coming if c.trusted and not (c.overdue or c.quiet)][:6],
    }
    checks = {
        "proposals": len(file.proposals),
        "demands": sum(r.state == "open" for r in file.demands),
        "pressure": len(file.pressure),
        "coming": sum(not (c.overdue or c.quiet) for c in file.coming),
        "assessments": len(file.assessments),
    }
    changes = _changes_if_there(view, news.since)
    context = {"rows": rows, "checks": checks, "look": look, "news": news, "changes": changes, "trusts": is_trusted}
    answer = render(request, "overview.html", context)
    if not view.as_of:
        _remember(answer, look, request)
    return answer


def _remember(answer: Response, look: looks.Look, request: Request) -> None:
    answer.set_cookie(
        looks.COOKIE,
        look.cookie,
        max_age=looks.MAX_AGE_S,
        path=request.url.path,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def _changes_if_there(view: View, since: str | None) -> list[Change]:
    """The first changes since a day, where they can be told at once."""
    if since is None:
        return []
    try:
        return [
            c for c in view.library.changes(view.process, view.file.as_of, date.fromisoformat(since)) if not c.to_check
        ][:_FEW]
    except NotReadyError:
        return []


@router.get("/changes")
def show_changes(view: ViewDep, since: str = "") -> Response:
    """What the reports since a day changed; by default those of the file's last week of reports."""
    day = read_day(since) or _default_day(view)
    found = view.library.changes(view.process, view.file.as_of, day) if day else []
    groups = [(_TITLES[kind], list(rows)) for kind, rows in groupby(found, key=lambda c: c.change)]
    view.library.texts({e.report for _, rows in groups for c in rows[:_SHOWN] for e in c.item.evidence[:3]})
    context = {"groups": groups, "since": day.isoformat() if day else "", "shown": _SHOWN}
    return render(view.request, "changes.html", context)


def _default_day(view: View) -> date | None:
    """Six days before the newest report; None where no day is known."""
    days = view.file.days
    return max(date.fromisoformat(days[-1]) - timedelta(days=6), date.min + timedelta(days=1)) if days else None
