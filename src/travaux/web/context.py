"""What a route gets of a request: the library, and the file of the process that the address names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Generic, TypeVar, cast
from urllib.parse import urlencode

from fastapi import Depends, Request

from travaux.errors import UsageError
from travaux.export.material import ExportMaterial
from travaux.ontology.dossier import Evidence
from travaux.views.listing import vary
from travaux.views.wording import say_chain
from travaux.web.file import File
from travaux.web.library import Library
from travaux.web.pages import address
from travaux.web.passages import Excerpt, cut_excerpt
from travaux.web.rows import Row

PAGE = 50
"""Rows of one page of a list."""
QUOTES = 3
"""Quotes below a line; the others stand on the page of its evidence."""
_INNER = 40
"""Rows below a row whose texts are read with its own."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One piece of evidence for display."""

    claim: str
    chain: str
    excerpt: Excerpt
    label: str
    day: str | None
    href: str
    report_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[T]):
    """One page of a list: pages are numbered from 1."""

    rows: Sequence[T]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, kw_only=True)
class View:
    """One request for a page of a file."""

    request: Request
    library: Library
    file: File
    process: str

    @cached_property
    def stale(self) -> bool:
        """Whether a newer file is being made."""
        return self.file.state != self.library.state()

    @property
    def as_of(self) -> str:
        """The day as of which it is shown, "" for now."""
        return self.file.as_of.isoformat() if self.file.as_of else ""

    @cached_property
    def span(self) -> tuple[str, str]:
        """The first and last day of reports of the whole file, for the slider; "" where none is known."""
        whole = self.library.peek(self.process) or self.file
        return (whole.days[0], whole.days[-1]) if whole.days else ("", "")

    def href(self, page: str, /, **query: object) -> str:
        """The address of a page of this file, as of the same day."""
        if self.as_of:
            query.setdefault("as_of", self.as_of)
        told = urlencode({k: v for k, v in query.items() if v not in {None, ""}})
        return f"{address('p', self.process)}/{page}{'?' if told else ''}{told}"

    def evidence_href(self, claim: str) -> str:
        """The address of what a claim rests on, seen from this file."""
        query = {"process": self.process} | ({"as_of": self.as_of} if self.as_of else {})
        return f"{address('evidence', claim)}?{urlencode(query)}"

    def outbound(self, view: str, write: Callable[[ExportMaterial], bytes]) -> bytes:
        """What `write` makes of what of this file may leave the house today, kept under the name of the view."""
        return self.library.outbound(view, self.process, self.file.as_of, write)

    def part(self, rows: Sequence[T], size: int = PAGE) -> Part[T]:
        """The page of a list that the request asks for; the last one, if it asks for one beyond."""
        return paginate(self.request, rows, size)

    def load_texts(self, rows: Iterable[Row]) -> "View":
        """Read the texts behind rows at once, before each is quoted by itself."""
        wanted = {e.report for row in rows for r in (row, *row.inner[:_INNER]) for e in vary(r.evidence)[:QUOTES]}
        self.library.texts(wanted)
        return self

    def quotes(self, evidence: Sequence[Evidence], most: int = QUOTES) -> list[Quote]:
        """Quotes in their paragraphs: of different origins before more of the same."""
        shown = vary(evidence)[:most]
        texts = self.library.texts({e.report for e in shown})
        return [self._quote(e, texts[e.report]) for e in shown if e.report in texts]

    def _quote(self, e: Evidence, text: str) -> Quote:
        entry = self.file.reports.get(e.report)
        return Quote(
            claim=e.claim,
            chain=say_chain(e, entry.outlet if entry else None),
            excerpt=cut_excerpt(text, e.start, e.end),
            label=entry.headline or entry.label if entry else e.report,
            day=entry.published if entry else None,
            href=self.evidence_href(e.claim),
            report_href=f"{address('reports', e.report)}?{urlencode({'process': self.process, 'claim': e.claim})}",
        )


def paginate(request: Request, rows: Sequence[T], size: int = PAGE) -> Part[T]:
    """The page of a list that a request asks for with `page`."""
    asked = request.query_params.get("page", "")
    pages = max(-(-len(rows) // size), 1)
    number = min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 9 else 1
    return Part(rows=rows[(number - 1) * size : number * size], number=number, pages=pages, total=len(rows))


def get_library(request: Request) -> Library:
    """The library of the desk."""
    return cast("Library", request.app.state.library)


LibraryDep = Annotated[Library, Depends(get_library)]


def get_view(request: Request, process: str, library: LibraryDep, as_of: str = "") -> View:
    """The file that an address names, for a page; a form may send an empty day.

    Raises:
        UsageError: `as_of` is no day.
    """
    view = View(request=request, library=library, file=library.file(process, read_day(as_of)), process=process)
    request.state.page = {"view": view, "as_of": view.as_of}
    return view


def read_day(text: str) -> date | None:
    """A day of a form; None for an empty field.

    Raises:
        UsageError: it is no day.
    """
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(f"{text!r} is not a day; write it as 2024-04-06") from error


ViewDep = Annotated[View, Depends(get_view)]
