"""Feeds followed: each entry once, politely, and what fails is told and tried again where that may help."""

from collections.abc import Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.fetch.sites import Page, Site, home_fetcher, moved, serve
from travaux.errors import InputError
from travaux.fetch import Fetcher
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Known
from travaux.run.local import IngestSummary, ingest
from travaux.run.watch import FeedRun, run_feed
from travaux.store import Store, open_store
from travaux.store.feeds import Feed, count_brought, find_feed, list_brought

PAGE = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>The delegations of the valley towns sat down to {0} on"
    " the shared well, the water board said on Friday.</p><p>Each of the towns had sent three people, and the board took the"
    " chair for the morning and for the afternoon.</p></article></body></html>"
)


def entry(site: Site, name: str, day: str = "Tue, 03 Jun 2025 10:00:00 GMT") -> str:
    return f"<item><title>{name}</title><link>{site.address(f'/{name}')}</link><pubDate>{day}</pubDate></item>"


def write_feed(site: Site, *names: str) -> None:
    rows = "".join(entry(site, n) for n in names)
    body = f'<rss version="2.0"><channel><title>Well News</title>{rows}</channel></rss>'.encode()
    tag = f'"{len(names)}-{"-".join(names)}"'

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers["if-none-match"] == tag:
            Page(b"", 304)(handler)
        else:
            Page(body, kind="application/rss+xml", headers={"etag": tag})(handler)

    site.pages["/feed"] = answer
    for name in names:
        site.pages.setdefault(f"/{name}", Page(PAGE.format(name).encode()))


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "a.sqlite", create=True) as store:
        yield store


@pytest.fixture
def run(store: Store, site: Site) -> Callable[[], FeedRun]:
    fetcher = home_fetcher()

    def take_in(items: Iterable[Report | InputError]) -> IngestSummary:
        return ingest(items, store, lambda report: [], "none/1")

    def run() -> FeedRun:
        address = site.address("/feed")
        return run_feed(find_feed(store, address) or Feed(address=address), store, fetcher, take_in)

    return run


def test_new_entries_are_fetched_stored_and_noted(store: Store, site: Site, run: Callable[[], FeedRun]) -> None:
    write_feed(site, "meet", "talk")
    result = run()
    assert (result.new, result.known, result.failed, result.title, result.note) == (2, 0, (), "Well News", None)
    reports = list(store.reports())
    assert {r.url for r in reports} == {site.address("/meet"), site.address("/talk")}
    assert {(str(r.published), r.published_known) for r in reports} == {("2025-06-03", Known.PAGE)}
    assert {r.headline for r in reports} == {"meet", "talk"}
    assert count_brought(store) == {site.address("/feed"): 2}
    assert set(list_brought(store, site.address("/feed"))) == {r.id for r in reports}


def test_nothing_is_fetched_twice(store: Store, site: Site, run: Callable[[], FeedRun]) -> None:
    write_feed(site, "meet")
    run()
    asked = len(site.asked)
    assert run() == FeedRun(address=site.address("/feed"), title="Well News")  # the feed says that nothing changed
    assert site.paths[asked:] == ["/feed"]
    write_feed(site, "talk", "meet")
    assert (run().new, run().new) == (1, 0)
    assert site.paths.count("/meet") == 1
    assert site.paths.count("/talk") == 1


def test_what_a_site_refuses_is_told_and_the_rest_goes_on(store: Store, site: Site, run: Callable[[], FeedRun]) -> None:
    site.pages["/gone"] = Page(b"", 410)
    site.pages["/inside"] = moved("http://10.0.0.1/")
    write_feed(site, "gone", "inside", "meet")
    result = run()
    assert result.new == 1
    assert [a for a, _ in result.failed] == [site.address("/inside"), site.address("/gone")]
    assert "2 entries could not be had" in (result.note or "")
    kept = find_feed(store, site.address("/feed"))
    assert kept is not None
    assert (kept.note, bool(kept.etag)) == (result.note, True)


def test_what_failed_for_now_is_asked_for_again(store: Store, site: Site, run: Callable[[], FeedRun]) -> None:
    site.pages["/meet"] = Page(b"", 503)
    write_feed(site, "meet")
    assert run().new == 0
    site.pages["/meet"] = Page(PAGE.format("meet").encode())
    result = run()
    assert (result.new, result.note) == (1, None)


def test_a_feed_that_cannot_be_read_is_told(store: Store, site: Site, run: Callable[[], FeedRun]) -> None:
    site.pages["/feed"] = Page(b"<html><body>no feed</body></html>")
    assert "no feed" in (run().fault or "")
    site.pages["/feed"] = Page(b"", 500)
    assert "answers 500" in (run().note or "")
    kept = find_feed(store, site.address("/feed"))
    assert kept is not None
    assert "answers 500" in (kept.note or "")
    assert kept.last_checked is not None
    assert list(store.reports()) == []


def test_no_coder_is_asked_for_where_nothing_is_new(store: Store, site: Site) -> None:
    write_feed(site)

    def never(items: Iterable[Report | InputError]) -> IngestSummary:
        raise AssertionError("a coder was loaded")

    fetcher: Fetcher = home_fetcher()
    assert run_feed(Feed(address=site.address("/feed")), store, fetcher, never).new == 0
