"""Search over reports and claims, with facets."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from travaux.ontology.vocabulary import Issue
from travaux.views.search import make_snippet
from travaux.views.wording import say_issue
from travaux.web.context import LibraryDep, read_day
from travaux.web.index import COUNTED, FACETS, Asked, Found, FoundReport
from travaux.web.library import Library, NotReadyError
from travaux.web.margin import name_kind
from travaux.web.pages import humanize, render

router = APIRouter()
SIZE = 25
_REPORTS = 10
"""Reports shown beside the claims."""
_MOST = 2000
"""Reports asked for by words."""


@router.get("/search")
def search(request: Request, library: LibraryDep, q: str = "", since: str = "", until: str = "") -> Response:
    """Reports and claims that hold all the words and fit every facet."""
    slots = {f: v for f in FACETS if (v := request.query_params.get(f, ""))}
    asked = Asked(words=split_words(q), slots=slots, since=read_day(since), until=read_day(until))
    empty = not (asked.words or slots or asked.since or asked.until)
    number = request.query_params.get("page", "1")
    page = max(int(number), 1) if number.isdecimal() and len(number) < 7 else 1
    found = None if empty else library.index().find_claims(asked, (page - 1) * SIZE, SIZE)
    reports = [] if empty or page > 1 else find_reports(library, asked)
    texts = library.texts({r.id for r in reports[:_REPORTS]})
    context: dict[str, Any] = {
        "query": q,
        "asked": asked,
        "found": found,
        "number": page,
        "pages": max(-(-found.total // SIZE), 1) if found else 1,
        "reports": [(r, make_snippet(texts.get(r.id, ""), asked.words)) for r in reports[:_REPORTS]],
        "more_reports": max(len(reports) - _REPORTS, 0),
        "facets": _shown(found, slots) if found else {},
        "since": since,
        "until": until,
        "link": _Link(q, since, until, slots),
        "name": _Namer(library),
        "counted": COUNTED,
    }
    return render(request, "search.html", context)


def split_words(text: str) -> tuple[str, ...]:
    """The words of a query that hold a letter or digit."""
    return tuple(w for w in text.replace("\0", " ").split() if any(map(str.isalnum, w)))[:20]


def find_reports(library: Library, asked: Asked) -> list[FoundReport]:
    """Reports that fit, the best first where words are asked for. Facets that only claims have give none."""
    if set(asked.slots) - {"outlet", "process"}:
        return []
    among = library.store.search(" ".join(asked.words), _MOST) if asked.words else None
    return library.index().find_reports(asked, among)


def _shown(found: Found, slots: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    """Facets with more than one value, or with the one that was asked for."""
    return {f: list(rows) for f, rows in found.facets.items() if len(rows) > 1 or f in slots}


class _Namer:
    """What a value of a facet is called on a page."""

    def __init__(self, library: Library) -> None:
        try:
            self._processes = {e.process.id: e.process.name for e in library.processes().entries}
        except NotReadyError:
            self._processes = {}

    def __call__(self, facet: str, value: str) -> str:
        """The name of a value."""
        match facet:
            case "process":
                return self._processes.get(value, value)
            case "issue":
                return say_issue(Issue(value)) if value in set(Issue) else humanize(value)
            case "kind":
                return name_kind(value)
            case "act":
                return humanize(value)
            case _:
                return value


class _Link:
    """Addresses of this search with one facet set or taken away, or another page."""

    def __init__(self, q: str, since: str, until: str, slots: Mapping[str, str]) -> None:
        self._given = {"q": q, "since": since, "until": until, **slots}

    def __call__(self, **changes: object) -> str:
        """The address with these values; "" takes one away."""
        told = {k: v for k, v in {**self._given, **changes}.items() if v not in {"", None}}
        return f"/search?{urlencode(told, errors='replace')}"
