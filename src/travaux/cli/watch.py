"""`travaux watch`: the feeds that a store follows, and what they bring."""

from collections.abc import Iterable
from dataclasses import asdict
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from travaux.cli.options import Database, ListFormat, Model, Packs, Reader, make_app
from travaux.cli.output import show, show_json, show_jsonl, warn
from travaux.cli.reading import make_coder
from travaux.errors import InputError, UsageError
from travaux.fetch import Fetcher, FetchOptions
from travaux.fetch.addresses import read_address
from travaux.ontology.report import Report
from travaux.run.lending import lend_processes
from travaux.run.local import IngestSummary, ingest
from travaux.run.worker import CoderChoice
from travaux.store import Store, open_store
from travaux.store.feeds import Feed, count_brought, delete_feed, find_feed, list_feeds, put_feed

if TYPE_CHECKING:
    from travaux.run.watch import FeedRun

app = make_app()
WATCH_SCHEMA = "travaux-watch/1"
OPTIONS = FetchOptions()
Feeds = Annotated[str, typer.Argument(metavar="ADDRESS", help="The address of a feed (RSS or Atom).")]


@app.callback()
def watch() -> None:
    """Follow feeds: fetch, store and code the pages of their new entries."""


@app.command()
def add(address: Feeds, db: Database, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Follow a feed. Nothing is fetched before `watch run`."""
    name = read_address(address, OPTIONS).text
    with open_store(db, create=True) as store:
        if find_feed(store, name) is not None:
            raise UsageError(f"{name} is followed already. Nothing was changed")
        put_feed(store, Feed(address=name))
        _show_rows(store, format)


@app.command("list")
def list_(db: Database, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Print the feeds, when each was last asked, how many reports it brought, and what went wrong."""
    with open_store(db, create=False) as store:
        _show_rows(store, format)


@app.command()
def remove(address: Feeds, db: Database, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Follow a feed no more. The reports that it brought stay."""
    with open_store(db, create=False) as store:
        if not delete_feed(store, address):
            raise UsageError(
                f"{store.name} does not follow {address!r}; `watch list` prints the feeds. Nothing was changed"
            )
        _show_rows(store, format)


@app.command()
def run(
    db: Database,
    addresses: Annotated[
        list[str] | None,
        typer.Argument(metavar="ADDRESS", help="Only these feeds; by default all.", show_default=False),
    ] = None,
    packs: Packs = None,
    model: Model = None,
    reader: Reader = None,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Ask the feeds what is new, and take it in. Each site is asked politely, and only what its robots.txt allows."""
    run_feed = import_module("travaux.run.watch").run_feed  # its libraries take a good part of a command's start
    fetcher = Fetcher(OPTIONS)
    with open_store(db, create=False) as store, lend_processes(store) as own:
        coding = _Coding(store, CoderChoice(model=model, packs=(*(packs or ()), *own), reader=reader))
        done = [run_feed(feed, store, fetcher, coding.ingest, _say) for feed in _choose(store, addresses or [])]
    for result in done:
        if result.note is not None:
            warn(f"{result.address}: {result.note}")
    _print_runs(done, format)
    if any(result.note is not None for result in done) or coding.failed:
        raise typer.Exit(1)


class _Coding:
    """Codes what feeds bring; the coder is loaded with the first report."""

    def __init__(self, store: Store, choice: CoderChoice) -> None:
        self._store = store
        self._choice = choice
        self._coder: Any = None
        self.failed = 0

    def ingest(self, items: Iterable[Report | InputError]) -> IngestSummary:
        """Store and code reports."""
        if self._coder is None:
            self._coder = make_coder(self._choice.model, self._choice.packs, self._choice.reader)
        summary = ingest(items, self._store, self._coder.code, self._coder.extractor, batch=4)
        self.failed += summary.failed
        return summary


def _choose(store: Store, addresses: list[str]) -> list[Feed]:
    feeds = list(list_feeds(store))
    for address in addresses:
        if address not in {f.address for f in feeds}:
            raise UsageError(f"{store.name} does not follow {address!r}; `watch add` it first. Nothing was fetched")
    return [f for f in feeds if not addresses or f.address in addresses]


def _say(words: str) -> None:
    warn(words)


def _show_rows(store: Store, format: ListFormat) -> None:  # noqa: A002
    brought = count_brought(store)
    rows = [{**asdict(feed), "reports": brought.get(feed.address, 0)} for feed in list_feeds(store)]
    if format is ListFormat.JSONL:
        show_jsonl({"schema": WATCH_SCHEMA, **row} for row in rows)
    elif format is ListFormat.JSON:
        show_json({"schema": WATCH_SCHEMA, "feeds": rows})
    else:
        show("\n".join(map(_say_row, rows)) or "no feed is followed")


def _say_row(row: dict[str, Any]) -> str:
    asked = f"asked {row['last_checked']}" if row["last_checked"] else "not asked yet"
    title = f"  {row['title']}" if row["title"] else ""
    trouble = f"\n    {row['note']}" if row["note"] else ""
    return f"{row['reports']:5} reports  {row['address']}{title}  ({asked}){trouble}"


def _print_runs(runs: "list[FeedRun]", format: ListFormat) -> None:  # noqa: A002
    rows = [{**asdict(r), "failed": [{"address": a, "reason": why} for a, why in r.failed]} for r in runs]
    if format is ListFormat.JSONL:
        show_jsonl({"schema": WATCH_SCHEMA, **row} for row in rows)
    elif format is ListFormat.JSON:
        show_json({"schema": WATCH_SCHEMA, "runs": rows})
    else:
        lines = [f"{r.new:5} new, {r.known} known, {len(r.failed)} not had  {r.address}" for r in runs]
        show("\n".join(lines) or "no feed is followed")
