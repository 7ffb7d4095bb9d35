"""What happened and what is next: the timeline, its drawing, and the calendar to subscribe to."""

import hashlib
import tempfile
from datetime import date, timedelta
from pathlib import Path

from fastapi import APIRouter, Request, Response

from travaux.export.material import ExportMaterial
from travaux.export.registry import find_format, load_exporter
from travaux.web.charts import KINDS, draw_timeline, make_marks
from travaux.web.context import View, ViewDep, read_day
from travaux.web.pages import render
from travaux.web.routes.brief import attach

router = APIRouter(prefix="/p/{process}")
_WINDOW = timedelta(days=120)
"""Days before the newest event that the drawing shows at least, unless others are asked for."""
_AHEAD = timedelta(days=30)
_MARGIN = timedelta(days=7)
_EVENTS = 60
_SHOWN = 80
"""Events that the drawing reaches back to."""
_PAST = 20
"""Of what is overdue, has gone quiet or was held, so many are shown."""
_LONGEST = timedelta(days=1100)


@router.get("/next")
def show_next(view: ViewDep) -> Response:
    """Meetings, announced deeds and deadlines to come; what is overdue; meetings held."""
    coming = [c for c in view.file.coming if not (c.overdue or c.quiet)]
    overdue = [c for c in view.file.coming if c.overdue][-_PAST:]
    quiet = [c for c in view.file.coming if c.quiet][:_PAST]
    part = view.part(coming)
    view.library.texts({e.report for c in (*part.rows, *overdue, *quiet) for e in c.evidence[:3]})
    context = {"part": part, "overdue": overdue, "quiet": quiet, "held": view.file.meetings[:_PAST]}
    return render(view.request, "next.html", context)


@router.get("/next.ics")
def send_calendar(view: ViewDep) -> Response:
    """Meetings and deadlines as a calendar to subscribe to; without what is under embargo."""
    return attach(view, view.outbound("calendar", _write_calendar), "ics", "text/calendar; charset=utf-8")


def _write_calendar(material: ExportMaterial) -> bytes:
    export = load_exporter(find_format("ics"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.ics"
        export(material, path)
        return path.read_bytes()


@router.get("/timeline")
def show_timeline(view: ViewDep, since: str = "", until: str = "", sure: str = "") -> Response:
    """What happened, as a drawing and as a table; with `sure` the table leaves out what is to be checked."""
    first, last = _find_window(view, since, until)
    shown = [e for e in view.file.timeline if e.trusted or not sure]
    rows = [e for e in shown if not e.day or first <= e.day <= f"{last}~"]
    part = view.part(list(reversed(rows)), _EVENTS)
    marks = make_marks(view.file, first, last)
    view.library.texts({e.report for event in part.rows for e in event.evidence[:3]})
    context = {
        "part": part,
        "since": first,
        "until": last,
        "marks": len(marks),
        "kinds": KINDS,
        "sure": "1" if sure else "",
    }
    return render(view.request, "timeline.html", context)


@router.get("/timeline.svg")
def draw(view: ViewDep, request: Request, since: str = "", until: str = "", scheme: str = "light") -> Response:
    """The drawing, kept for as long as the file stands."""
    first, last = _find_window(view, since, until)
    scheme = "dark" if scheme == "dark" else "light"
    tag = hashlib.sha256(f"{view.file.version} {first} {last} {scheme}".encode()).hexdigest()[:24]
    headers = {"etag": f'"{tag}"', "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == f'"{tag}"':
        return Response(status_code=304, headers=headers)
    svg = view.library.drawings.get(tag, lambda: draw_timeline(make_marks(view.file, first, last), first, last, scheme))
    return Response(svg, media_type="image/svg+xml", headers=headers)


def _find_window(view: View, since: str, until: str) -> tuple[str, str]:
    """The days asked for; by default from some months before the last events to some days after the file's day."""
    first, last = read_day(since), read_day(until)
    if last is None:
        today = date.fromisoformat(view.file.desk.today) if view.file.desk.today else date.today()
        ahead = _AHEAD if any(c.day > today.isoformat() for c in view.file.coming) else _MARGIN
        last = min(today, date.max - ahead) + ahead
    if first is None:
        first = _find_start(view, last)
    return min(first, last).isoformat(), last.isoformat()


def _find_start(view: View, last: date) -> date:
    """Some days before the first of the last events, or before the file's first event where that is not long ago."""
    full = [e.day for e in view.file.timeline if len(e.day) == len("2025-01-01") and e.day <= last.isoformat()]
    if not full:
        return max(last, date.min + _WINDOW) - _WINDOW
    newest = date.fromisoformat(full[-1])
    start = min(date.fromisoformat(full[-_SHOWN:][0]), max(newest, date.min + _WINDOW) - _WINDOW)
    start = max(start, date.fromisoformat(full[0]), max(newest, date.min + _LONGEST) - _LONGEST)
    return max(start, date.min + _MARGIN) - _MARGIN
