"""`travaux search`: reports and claims in a store that hold some words, or tell of a party, act, issue or speaker."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from travaux.cli.material import Material, load_material
from travaux.cli.options import AsOf, Database, ListFormat, Packs, ProcessName, make_app, parse_day
from travaux.cli.output import show, show_json, show_jsonl
from travaux.cli.refusals import Refusals
from travaux.cli.rows import describe
from travaux.errors import UsageError
from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, Issue
from travaux.store import open_store
from travaux.views.lines import make_line
from travaux.views.search import Query, find_claims, fits_report, make_snippet
from travaux.views.wording import quote_words

app = make_app()
SEARCH_SCHEMA = "travaux-search/1"


@app.command()
def search(  # noqa: PLR0913, PLR0917 -- each is a flag
    db: Database,
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="Words that must all be there.")] = None,
    party: Annotated[str | None, typer.Option(metavar="NAME", help="Claims in which this actor has a part.")] = None,
    act: Annotated[Act | None, typer.Option(metavar="ACT", help="Moves of this act (see the codebook).")] = None,
    issue: Annotated[
        Issue | None, typer.Option(metavar="ISSUE", help="Claims on this issue (see the codebook).")
    ] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Claims that this voice makes.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Reports of this outlet.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Reports of this day and later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Reports of this day and earlier.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="So many reports, and so many claims, at most.")] = 50,
    process: ProcessName = None,
    as_of: AsOf = None,
    packs: Packs = None,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Find reports and claims in a store: all the words must be there, and every limit must hold."""
    query = Query(
        words=tuple(words or ()),
        party=party,
        act=act,
        issue=issue,
        speaker=speaker,
        outlet=outlet,
        since=parse_day(since, "--since"),
        until=parse_day(until, "--until"),
    )
    if query == Query():
        raise UsageError("name words to look for, or a party, act, issue, speaker, outlet or day")
    material = load_material(Refusals(), db=db, process=process, as_of=as_of, packs=packs)
    reports = _find_reports(query, material, db)
    ids = {r.id: r for r in material.reports if fits_report(query, r)}
    claims = list(find_claims(query, (c for c in material.claims if c.report in ids)))
    shown = () if query.of_claims else reports
    _show_found(material, query, shown[:limit], [(c, ids[c.report]) for c in claims[:limit]], format)


def _find_reports(query: Query, material: Material, db: str) -> list[Report]:
    """Reports that hold the words, best first; without words, those that fit, in their order."""
    fitting = {r.id: r for r in material.reports if fits_report(query, r)}
    if not query.words:
        return list(fitting.values())
    with open_store(db, create=False) as store:
        found = store.search(" ".join(query.words), limit=len(material.reports) + 1)
    return [fitting[i] for i in found if i in fitting]


def _show_found(
    material: Material,
    query: Query,
    reports: Sequence[Report],
    claims: Sequence[tuple[AnyClaim, Report]],
    format: ListFormat,  # noqa: A002
) -> None:
    report_rows = [_make_row(r, query) for r in reports]
    claim_rows = [make_line(c, r.id) for c, r in claims]
    if format is ListFormat.JSON:
        show_json({"schema": SEARCH_SCHEMA, **describe(material), "reports": report_rows, "claims": claim_rows})
    elif format is ListFormat.JSONL:
        show_jsonl({**row, "schema": SEARCH_SCHEMA, "found": "report"} for row in report_rows)
        show_jsonl({**row, "schema": SEARCH_SCHEMA, "found": "claim"} for row in claim_rows)
    else:
        show(
            "\n".join([*(_say_report(r) for r in report_rows), *(_say_claim(row) for row in claim_rows)])
            or "nothing found"
        )


def _make_row(report: Report, query: Query) -> dict[str, Any]:
    return {
        "id": report.id,
        "label": report.label,
        "outlet": report.outlet,
        "published": report.published.isoformat() if report.published else None,
        "headline": report.headline,
        "url": report.url,
        "snippet": make_snippet(report.text, query.words),
    }


def _say_report(row: dict[str, Any]) -> str:
    cells = [row["id"], row["published"] or "undated", row["outlet"] or "", row["headline"] or ""]
    return f"report  {'  '.join(c for c in cells if c)}\n        {row['snippet']}"


def _say_claim(row: dict[str, Any]) -> str:
    start, end = row["evidence"][0]
    voice = f"  ({row['speaker']})" if row["speaker"] else ""
    act = f" {row['act']}" if row.get("act") else ""
    return f"{row['kind']}{act}  {row['report']} {start}–{end}  {quote_words(row['text'])}{voice}"
