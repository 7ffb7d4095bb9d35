"""The same as JSON: what the pages show, under /api/v1. Models are those of the ontology."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import APIRouter, Depends, Query, Response
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field, TypeAdapter

from travaux.ontology.claim import AnyClaim
from travaux.ontology.dossier import (
    AccessPointItem,
    Dossier,
    Item,
    ReportEntry,
    SourceItem,
    StatusInterval,
)
from travaux.ontology.process import Process, ProcessEntry
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, Issue
from travaux.views.changes import Change
from travaux.views.sure import tell_surely
from travaux.web.coming import Coming
from travaux.web.context import LibraryDep
from travaux.web.file import File
from travaux.web.index import Asked, FoundClaim, FoundReport
from travaux.web.library import Library
from travaux.web.rated import (
    RatedContradiction,
    RatedDemand,
    RatedLeverage,
    RatedMeeting,
    RatedPosition,
    RatedProposal,
    list_rated,
)
from travaux.web.routes.reports import find_claim
from travaux.web.routes.search import find_reports, split_words

_BEARER = HTTPBearer(
    auto_error=False,
    description="A token of `travaux account token`; needed where the desk has accounts, unless a browser is signed in.",
)
router = APIRouter(
    prefix="/api/v1",
    tags=["file"],
    dependencies=[Depends(_BEARER)],
    responses={401: {"description": "The desk has accounts, and nobody is signed in."}},
)
SCHEMA: Literal["travaux-desk/1"] = "travaux-desk/1"
T = TypeVar("T")
_LIMIT = 100
_MOST = 1000
_Answers = dict[int | str, dict[str, Any]]
_NONE: _Answers = {404: {"description": "There is no such process, report or claim."}}
_WAIT: _Answers = {503: {"description": "The file is being made; ask again after the seconds of Retry-After."}}
_BAD: _Answers = {
    400: {"description": "The question has no answer: a day without one before it, a value that is none."}
}
ANSWERS: _Answers = {**_NONE, **_WAIT, **_BAD}


class Document(BaseModel):
    """What every answer says of itself."""

    schema_: str = Field(default=SCHEMA, alias="schema")
    process: str | None = None
    as_of: str | None = None


class Listing(Document, Generic[T]):
    """A part of a list: `total` is the length of the whole, `offset` where this part begins."""

    total: int
    offset: int
    items: list[T]


class FileSummary(Document):
    """A file in short: where it stands, over which days, and how much of each kind there is."""

    name: str
    boundary: Process | None
    status: str
    since: str | None
    first_day: str | None
    last_day: str | None
    counts: dict[str, int]
    status_history: list[StatusInterval]


class ChangeEntry(BaseModel):
    """One change."""

    change: str
    about: str
    text: str
    before: str | None
    after: str | None
    last_told: str | None
    to_check: bool
    trusted: bool
    """The opposite of `to_check`."""
    id: str


class ReportDocument(Document):
    """A report with its claims as reviews leave them."""

    report: Report
    claims: list[AnyClaim]


class ClaimDocument(Document):
    """A claim with its report's facts, and the words in their report."""

    claim: AnyClaim
    outlet: str | None
    published: date | None
    url: str | None


class SearchDocument(Listing[FoundClaim]):
    """Claims that fit, and the reports where none but words, outlet and days are asked for."""

    reports: list[FoundReport]
    facets: dict[str, list[tuple[str, int]]]


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def answer(model: Any, value: Any) -> Response:
    """A value as the JSON of its model; the model writes it, so that it is not checked a second time."""
    if model not in _ADAPTERS:
        _ADAPTERS[model] = TypeAdapter(model)
    body = _ADAPTERS[model].dump_json(value, by_alias=True, warnings=False)
    return Response(body, media_type="application/json")


AsOf = Annotated[date | None, Query(description="The file as known on this day: reports published by then.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many items to pass over.")]
Limit = Annotated[int, Query(ge=1, le=_MOST, description="How many items at most.")]


class _Part(BaseModel):
    """Which part of a list is asked for."""

    offset: Offset = 0
    limit: Limit = _LIMIT
    sure: Annotated[bool, Query(description="Only what can be relied on unread.")] = False


PartDep = Annotated[_Part, Depends()]


def get_file(process: str, library: LibraryDep, as_of: AsOf = None) -> File:
    """The file of a process; `_all` is that of all reports."""
    return library.file(process, as_of)


FileDep = Annotated[File, Depends(get_file)]


def _list(kind: Any, file: File, rows: Sequence[Any], offset: int, limit: int) -> Response:
    part = list(rows[offset : offset + limit])
    about = _describe(file)
    made = Listing[kind].model_construct(total=len(rows), offset=offset, items=part, **about)
    return answer(Listing[kind], made)


def _list_rated(file: File, rows: Sequence[Item], part: _Part) -> Response:
    total, items = list_rated(rows, part.offset, part.limit, sure_only=part.sure)
    made = Listing[Any].model_construct(total=total, offset=part.offset, items=items, **_describe(file))
    return answer(Listing[Any], made)


def _describe(file: File) -> dict[str, Any]:
    return {
        "schema_": SCHEMA,
        "process": file.process.id if file.process else None,
        "as_of": file.as_of.isoformat() if file.as_of else None,
    }


@router.get("/processes", response_model=Listing[ProcessEntry], responses=_WAIT)
def processes(library: LibraryDep, offset: Offset = 0, limit: Limit = _LIMIT) -> Response:
    """The processes of the store with the reports that touch each, the largest first."""
    entries = library.processes().entries
    part = list(entries[offset : offset + limit])
    made = Listing[ProcessEntry].model_construct(total=len(entries), offset=offset, items=part, schema_=SCHEMA)
    return answer(Listing[ProcessEntry], made)


@router.get("/processes/{process}", response_model=FileSummary, responses=ANSWERS)
def summary(file: FileDep) -> Response:
    """Where a file stands, and how much is in it."""
    dossier, names = (
        file.dossier,
        ("proposals", "demands", "positions", "meetings", "leverage", "access_points", "routes"),
    )
    counts = {
        n: len(getattr(dossier, n)) for n in ("reports", *names, "incidents", "moves", "contradictions", "sources")
    }
    made = FileSummary.model_construct(
        **_describe(file),
        name=file.name,
        boundary=file.process,
        status=dossier.status.status.value if dossier.status else "unknown",
        since=dossier.status.since if dossier.status else None,
        first_day=file.days[0] if file.days else None,
        last_day=file.days[-1] if file.days else None,
        counts=counts,
        status_history=list(dossier.status_history),
    )
    return answer(FileSummary, made)


@router.get("/processes/{process}/dossier", response_model=Dossier, responses=ANSWERS)
def dossier(file: FileDep) -> Response:
    """The whole file, as `travaux read` prints it."""
    return answer(Dossier, file.dossier)


@router.get("/processes/{process}/changes", response_model=Listing[ChangeEntry], responses=ANSWERS)
def changes(process: str, library: LibraryDep, since: date, part: PartDep, as_of: AsOf = None) -> Response:
    """What the reports since a day changed."""
    file = library.file(process, as_of)
    found = library.changes(process, as_of, since)
    kept = [c for c in found if not (part.sure and c.to_check)]
    return _list(ChangeEntry, file, [_entry(c) for c in kept], part.offset, part.limit)


def _entry(c: Change) -> ChangeEntry:
    return ChangeEntry(
        change=c.change.value,
        about=c.about,
        text=c.text,
        before=c.before,
        after=c.after,
        last_told=c.last,
        to_check=c.to_check,
        trusted=not c.to_check,
        id=c.item.id,
    )


@router.get("/processes/{process}/next", response_model=Listing[Coming], responses=ANSWERS)
def coming(file: FileDep, part: PartDep) -> Response:
    """What is next, the nearest day first; overdue last."""
    rows = [c for c in file.coming if c.trusted or not part.sure]
    return _list(Coming, file, rows, part.offset, part.limit)


@router.get("/processes/{process}/proposals", response_model=Listing[RatedProposal], responses=ANSWERS)
def proposals(file: FileDep, part: PartDep) -> Response:
    """Proposals with terms, phases, answers and history."""
    return _list_rated(file, file.dossier.proposals, part)


@router.get("/processes/{process}/positions", response_model=Listing[RatedPosition], responses=ANSWERS)
def positions(file: FileDep, part: PartDep) -> Response:
    """Where each party stands on each issue; pairs that are missing have no report."""
    return _list_rated(file, file.dossier.positions, part)


@router.get("/processes/{process}/demands", response_model=Listing[RatedDemand], responses=ANSWERS)
def demands(file: FileDep, part: PartDep) -> Response:
    """Demands and what became of them."""
    return _list_rated(file, file.dossier.demands, part)


@router.get("/processes/{process}/leverage", response_model=Listing[RatedLeverage], responses=ANSWERS)
def leverage(file: FileDep, part: PartDep) -> Response:
    """Threats, ultimatums, pressure, sanctions, inducements."""
    return _list_rated(file, file.dossier.leverage, part)


@router.get("/processes/{process}/meetings", response_model=Listing[RatedMeeting], responses=ANSWERS)
def meetings(file: FileDep, part: PartDep) -> Response:
    """Meetings and calls, planned, held and cancelled."""
    return _list_rated(file, file.dossier.meetings, part)


@router.get("/processes/{process}/access", response_model=Listing[AccessPointItem], responses=ANSWERS)
def access(file: FileDep, part: PartDep) -> Response:
    """Access points with what is told of each, oldest first."""
    points = file.dossier.access_points
    rows = [told for p in points if (told := tell_surely(p)) is not None] if part.sure else points
    return _list(AccessPointItem, file, rows, part.offset, part.limit)


@router.get("/processes/{process}/contradictions", response_model=Listing[RatedContradiction], responses=ANSWERS)
def contradictions(file: FileDep, part: PartDep) -> Response:
    """Claims that cannot both hold."""
    return _list_rated(file, file.dossier.contradictions, part)


@router.get("/processes/{process}/sources", response_model=Listing[SourceItem], responses=ANSWERS)
def sources(file: FileDep, offset: Offset = 0, limit: Limit = _LIMIT) -> Response:
    """Who speaks, how often, through whom."""
    return _list(SourceItem, file, file.dossier.sources, offset, limit)


@router.get("/processes/{process}/reports", response_model=Listing[ReportEntry], responses=ANSWERS)
def reports(file: FileDep, offset: Offset = 0, limit: Limit = _LIMIT) -> Response:
    """The reports of a file, oldest first."""
    return _list(ReportEntry, file, file.dossier.reports, offset, limit)


@router.get("/processes/{process}/evidence/{claim:path}", response_model=Listing[Item], responses=ANSWERS)
def evidence(file: FileDep, claim: str) -> Response:
    """The items of a file that rest on a claim, each with all its evidence."""
    return _list(Item, file, file.items.get(claim, ()), 0, _MOST)


@router.get("/claims/{claim:path}", response_model=ClaimDocument, responses=ANSWERS)
def claim_document(claim: str, library: LibraryDep) -> Response:
    """A claim as reviews leave it."""
    report, found = find_claim(library, claim)
    made = ClaimDocument.model_construct(
        schema_=SCHEMA, claim=found, outlet=report.outlet, published=report.published, url=report.url
    )
    return answer(ClaimDocument, made)


@router.get("/reports/{report:path}", response_model=ReportDocument, responses=ANSWERS)
def report_document(report: str, library: LibraryDep) -> Response:
    """A report with its claims."""
    found, claims = library.report(report)
    return answer(ReportDocument, ReportDocument.model_construct(schema_=SCHEMA, report=found, claims=list(claims)))


class _Slots(BaseModel):
    """What is looked for: words that must all be there, days of reports, and facets with values that `facets` lists."""

    q: str = ""
    since: date | None = None
    until: date | None = None
    process: str = ""
    party: str = ""
    act: Act | None = None
    issue: Issue | None = None
    speaker: str = ""
    kind: str = ""
    outlet: str = ""


@router.get("/search", response_model=SearchDocument, responses={**_WAIT, **_BAD})
def search(
    library: LibraryDep,
    slots: Annotated[_Slots, Depends()],
    offset: Offset = 0,
    limit: Limit = _LIMIT,
) -> Response:
    """Claims, and reports, that hold all the words and fit every facet."""
    given = {k: v for k, v in slots.model_dump(mode="json", exclude={"since", "until", "q"}).items() if v}
    asked = Asked(words=split_words(slots.q), slots=given, since=slots.since, until=slots.until)
    found = library.index().find_claims(asked, offset, limit)
    made = SearchDocument.model_construct(
        schema_=SCHEMA,
        total=found.total,
        offset=offset,
        items=list(found.claims),
        reports=_first_reports(library, asked, limit),
        facets=dict(found.facets),
    )
    return answer(SearchDocument, made)


def _first_reports(library: Library, asked: Asked, limit: int) -> list[FoundReport]:
    return find_reports(library, asked)[:limit]
