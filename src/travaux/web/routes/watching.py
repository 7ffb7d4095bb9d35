"""The watch list: the feeds that are followed, and what each brought."""

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from travaux.errors import UsageError
from travaux.fetch.addresses import read_address
from travaux.store.feeds import Feed, count_brought, delete_feed, find_feed, list_brought, list_feeds, put_feed
from travaux.web import jobs
from travaux.web.acts import ReviewerAct
from travaux.web.context import LibraryDep
from travaux.web.library import Library
from travaux.web.pages import render
from travaux.web.routes.adding import get_adding

router = APIRouter(prefix="/watch")
_SHOWN = 10


@router.get("")
def show_watched(request: Request, library: LibraryDep) -> Response:
    """The feeds with what they brought lately."""
    return _show(request, library)


@router.post("")
def follow_feed(request: Request, act: ReviewerAct, library: LibraryDep) -> Response:
    """Follow a feed, and ask it at once."""
    adding = get_adding(request)
    try:
        address = read_address(act.get("address"), library.settings.fetch).text
        if find_feed(library.store, address) is not None:
            raise UsageError(f"{address} is followed already")
    except UsageError as error:
        return _show(request, library, str(error), act.get("address")[:500])
    put_feed(library.store, Feed(address=address))
    job = adding.workshop.submit(f"feed: {address}", act.user.name, jobs.make_feeds([address], adding.fetcher))
    return RedirectResponse(f"/add/jobs/{job.id}", status_code=303)


@router.post("/remove")
def leave_feed(act: ReviewerAct, library: LibraryDep) -> Response:
    """Follow a feed no more; the reports that it brought stay."""
    if not delete_feed(library.store, act.get("address")):
        raise UsageError("there is no such feed on the watch list")
    return RedirectResponse("/watch", status_code=303)


@router.post("/run")
def run_feeds(request: Request, act: ReviewerAct, library: LibraryDep) -> Response:
    """Ask one feed, or all, for what is new."""
    one = act.get("address")
    addresses = [f.address for f in list_feeds(library.store) if one in {"", f.address}]
    if not addresses:
        raise UsageError("there is no such feed on the watch list")
    adding = get_adding(request)
    what = f"feed: {one}" if one else "all feeds"
    job = adding.workshop.submit(what, act.user.name, jobs.make_feeds(addresses, adding.fetcher))
    return RedirectResponse(f"/add/jobs/{job.id}", status_code=303)


def _show(request: Request, library: Library, fault: str = "", address: str = "") -> Response:
    store = library.store
    counts = count_brought(store)
    rows: list[tuple[Feed, int, list[Any]]] = []
    for feed in list_feeds(store):
        ids = list_brought(store, feed.address, _SHOWN)
        found = {r.id: r for r in store.reports(ids)}
        rows.append((feed, counts.get(feed.address, 0), [found[i] for i in ids if i in found]))
    return render(request, "watch.html", {"rows": rows, "fault": fault, "given": address}, 400 if fault else 200)
