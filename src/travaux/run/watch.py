"""Follows feeds: asks each for what is new, fetches the pages of its new entries, and codes them into the store."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain

from travaux.errors import InputError, NetworkError, UsageError
from travaux.fetch import FEED_KINDS, Fetcher, Marks, SiteFailingError
from travaux.fetch.feeds import FeedEntry, FeedPage, read_feed
from travaux.intake.fetched import read_fetched
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Known
from travaux.run.local import IngestSummary
from travaux.store import Store
from travaux.store.feeds import Feed, find_feed, find_known_addresses, note_brought, put_feed

Ingest = Callable[[Iterable[Report | InputError]], IngestSummary]
"""Stores and codes reports."""
Tell = Callable[[str], None]
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRun:
    """What one feed brought: reports new to the store, entries known before, and entries that could not be had, and why."""

    address: str
    title: str | None
    new: int = 0
    known: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    """Address and reason."""
    fault: str | None = None
    """Why the feed itself could not be read; None if it could."""

    @property
    def note(self) -> str | None:
        """What went wrong, in a line."""
        if self.fault is not None:
            return self.fault
        if not self.failed:
            return None
        shown = "; ".join(reason for _, reason in self.failed[:_SHOWN])
        return f"{len(self.failed)} entries could not be had: {shown}"


def run_feed(feed: Feed, store: Store, fetcher: Fetcher, ingest: Ingest, tell: Tell | None = None) -> FeedRun:
    """Take in what is new on a feed, and keep what the feed said of its state.

    A feed whose entries were not all had because a site failed is read anew the next time; an entry that its site
    refuses is asked for again only when the feed changes.

    Raises:
        StoreError: the store cannot be written; what was stored before is kept.
    """
    say = tell or (lambda _: None)
    if find_feed(store, feed.address) is None:
        put_feed(store, feed)
    say(f"asking {feed.title or feed.address}")
    marks = Marks(etag=feed.etag, last_modified=feed.last_modified)
    asked = replace(feed, last_checked=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), note=None)
    try:
        answer = fetcher.fetch(feed.address, FEED_KINDS, marks)
        page = None if answer.unchanged else read_feed(answer)
    except (NetworkError, InputError, UsageError) as error:
        _keep(store, replace(asked, note=str(error)))
        return FeedRun(address=feed.address, title=feed.title, fault=str(error))
    if page is None:
        _keep(store, replace(asked, note=feed.note))
        return FeedRun(address=feed.address, title=feed.title)
    run = _Run(store, fetcher, say)
    fresh = run.take(page)
    first = next(fresh, None)  # where nothing is new no coder is loaded
    summary = IngestSummary() if first is None else ingest(chain([first], fresh))
    note_brought(store, feed.address, run.brought)
    kept = Marks() if run.failing else answer.marks
    out = FeedRun(
        address=feed.address,
        title=page.title or feed.title,
        new=summary.new,
        known=run.known + summary.known,
        failed=tuple(run.failed),
    )
    _keep(store, replace(asked, title=out.title, etag=kept.etag, last_modified=kept.last_modified, note=out.note))
    return out


def _keep(store: Store, feed: Feed) -> None:
    """Keep what a feed said of its state, unless somebody left it meanwhile."""
    if find_feed(store, feed.address) is not None:
        put_feed(store, feed)


class _Run:
    """The entries of one feed, fetched one by one."""

    def __init__(self, store: Store, fetcher: Fetcher, tell: Tell) -> None:
        self._store = store
        self._fetcher = fetcher
        self._tell = tell
        self.brought: list[str] = []
        self.failed: list[tuple[str, str]] = []
        self.failing = False
        self.known = 0

    def take(self, page: FeedPage) -> Iterator[Report]:
        """The reports of the entries that the store does not know, oldest first."""
        known = find_known_addresses(self._store, [e.address for e in page.entries])
        fresh = [e for e in page.entries if e.address not in known]
        self.known = len(page.entries) - len(fresh)
        for number, entry in enumerate(reversed(fresh), 1):
            self._tell(f"fetching {number} of {len(fresh)}: {entry.title or entry.address}")
            try:
                report = self._read(entry)
            except SiteFailingError as error:
                self.failing = True
                self.failed.append((entry.address, str(error)))
            except (NetworkError, InputError, UsageError) as error:
                self.failed.append((entry.address, str(error)))
            else:
                self.brought.append(report.id)
                yield report

    def _read(self, entry: FeedEntry) -> Report:
        """The report on an entry's page; where that gives no title or day, those of the feed."""
        report = read_fetched(self._fetcher.fetch(entry.address), date.today())
        if report.published_known in {Known.UNKNOWN, Known.TEXT} and entry.published is not None:
            report = replace(report, published=entry.published, published_known=Known.PAGE)
        return report if report.headline else replace(report, headline=entry.title)
