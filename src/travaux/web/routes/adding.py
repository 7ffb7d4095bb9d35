"""Adding reports: pasted text, an uploaded file, an address; and what became of them."""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import RedirectResponse

from travaux.errors import InputError, UsageError
from travaux.fetch import Fetcher
from travaux.fetch.addresses import read_address
from travaux.intake.build import Source, make_report
from travaux.intake.fields import Fields
from travaux.intake.kinds import PACKED, SUFFIXES
from travaux.intake.options import IntakeOptions
from travaux.store import CodingStatus
from travaux.store.accounts import Role
from travaux.web import jobs
from travaux.web.acts import Act, ReviewerAct, allow
from travaux.web.context import LibraryDep, read_day
from travaux.web.incoming import IncomingFolder
from travaux.web.library import Library
from travaux.web.pages import render
from travaux.web.workshop import Job, Workshop

router = APIRouter(prefix="/add")
_AGAIN_S = 2
_FAILED = 30
_LONGEST = 500
_PASTE = ("text", "title", "outlet", "published", "url", "byline", "sensitivity", "embargo_until")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Adding:
    """What the routes here share."""

    workshop: Workshop
    incoming: IncomingFolder
    fetcher: Fetcher


def get_adding(request: Request) -> _Adding:
    """The desk's workshop with what it needs."""
    state = request.app.state
    return _Adding(workshop=state.workshop, incoming=state.incoming, fetcher=state.fetcher)


@router.get("", dependencies=[Depends(allow(Role.REVIEWER))])
def show_adding(request: Request, library: LibraryDep) -> Response:
    """The forms, and what was added lately."""
    return _show(request, library)


@router.post("/paste")
def paste(request: Request, act: ReviewerAct, library: LibraryDep) -> Response:
    """Store a pasted text as a report, and have it coded."""
    given = {name: act.get(name) for name in _PASTE}
    try:
        report = make_report(_read_paste(given, act.user.name), IntakeOptions())
        new = library.store.add_report(report)
    except (InputError, UsageError) as error:
        return _show(request, library, error.reason if isinstance(error, InputError) else str(error), given)
    what = f"pasted text: {report.headline or report.text.strip()[:60]}"
    if not new:
        what = f"{what} (known already)"
    job = get_adding(request).workshop.submit(what, act.user.name, jobs.make_coding([report.id]))
    return _go(job)


@router.post("/upload")
def upload(request: Request, act: ReviewerAct, library: LibraryDep) -> Response:
    """Take a file, and have what is in it stored and coded."""
    file = act.file("file")
    most = library.settings.upload_bytes
    try:
        if file is None:
            raise UsageError("no file was chosen. Nothing was kept")
        day = read_day(act.get("published"))
        facts = {
            "by": act.user.name,
            "outlet": _read_line(act, "outlet"),
            "published": day.isoformat() if day else "",
            "sensitivity": _read_line(act, "sensitivity"),
        }
        incoming = get_adding(request).incoming.keep(file.filename or "", file.file, facts, most)
    except UsageError as error:
        return _show(request, library, str(error))
    workshop = get_adding(request).workshop
    return _go(workshop.submit(f"file: {incoming.name}", act.user.name, jobs.make_file(incoming, most)))


@router.post("/address")
def add_address(request: Request, act: ReviewerAct, library: LibraryDep) -> Response:
    """Have a page fetched, stored and coded."""
    adding = get_adding(request)
    try:
        address = read_address(act.get("address"), library.settings.fetch).text
        options = jobs.with_facts(
            IntakeOptions(), outlet=_read_line(act, "outlet"), published=read_day(act.get("published"))
        )
    except UsageError as error:
        return _show(request, library, str(error), {"address": act.get("address")[:_LONGEST]})
    return _go(adding.workshop.submit(address, act.user.name, jobs.make_address(address, adding.fetcher, options)))


@router.post("/again")
def code_again(request: Request, act: ReviewerAct) -> Response:
    """Code what waits, and once more what failed."""
    return _go(get_adding(request).workshop.submit("what waits and what failed", act.user.name, jobs.make_retry()))


@router.get("/jobs/{job}", dependencies=[Depends(allow(Role.REVIEWER))])
def show_job(request: Request, job: str, library: LibraryDep) -> Response:
    """How far a job is; the page asks again by itself until it is over."""
    found = get_adding(request).workshop.find(job)
    if found is None:
        raise UsageError(f"there is no job {job[:40]!r} any more; what it stored is among the reports")
    store = library.store
    reports = [(r, store.coding(r.id)) for r in store.reports(found.reports)]
    answer = render(request, "job.html", {"job": found, "reports": reports})
    if not found.over:
        answer.headers["refresh"] = str(_AGAIN_S)
    return answer


def _show(request: Request, library: Library, fault: str = "", given: dict[str, str] | None = None) -> Response:
    store = library.store
    counts = store.counts()
    failed = list(islice(store.codings(CodingStatus.FAILED), _FAILED))
    context: dict[str, Any] = {
        "fault": fault,
        "given": {**dict.fromkeys((*_PASTE, "address"), ""), **(given or {})},
        "kinds": ", ".join(SUFFIXES),
        "packed": " or ".join(PACKED),
        "most": library.settings.upload_bytes // 1_000_000,
        "jobs": get_adding(request).workshop.jobs()[:20],
        "pending": counts.reports[CodingStatus.PENDING],
        "failed": failed,
        "failures": counts.reports[CodingStatus.FAILED],
        "refusals": list(islice(store.refusals(), _FAILED)) if counts.refused else [],
        "refused": counts.refused,
    }
    return render(request, "add.html", context, 400 if fault else 200)


def _go(job: Job) -> Response:
    return RedirectResponse(f"/add/jobs/{job.id}", status_code=303)


def _read_paste(given: dict[str, str], by: str) -> Source:
    """What a pasted text is made into a report of."""
    url = given["url"].strip()
    if url and not url.lower().startswith(("http://", "https://")):
        raise UsageError(f"{url[:_LONGEST]!r} is no address; write it as https://example.org/page, or leave it out")
    if not given["text"].strip():
        raise UsageError("there is no text. Nothing was kept")
    # Browsers send every line end of a form as two characters.
    text = given["text"].replace("\r\n", "\n")
    published, embargo = read_day(given["published"]), read_day(given["embargo_until"])
    words = {
        name: " ".join(given[name].split())[:_LONGEST] or None for name in ("title", "outlet", "byline", "sensitivity")
    }
    fields = Fields(url=url or None, published=published, embargo_until=embargo, retrieved=date.today(), **words)
    return Source(text=text, place=f"pasted by {by}", given=fields)


def _read_line(act: Act, name: str) -> str:
    return " ".join(act.get(name).split())[:_LONGEST]
