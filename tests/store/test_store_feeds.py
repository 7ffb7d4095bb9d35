"""The feeds of a store and what they brought, on every backend."""

from collections.abc import Callable
from dataclasses import replace

from travaux.ontology.report import Report
from travaux.store import Store
from travaux.store.feeds import (
    Feed,
    count_brought,
    delete_feed,
    find_feed,
    list_brought,
    list_feeds,
    note_brought,
    put_feed,
)

RIVER = Feed(address="https://river.example/rss", title="River news", etag='"7"', last_modified="Wed, 1 May 2024")
PORT = Feed(address="https://port.example/atom")


def test_put_feed_keeps_the_last_that_is_known(store: Store) -> None:
    assert put_feed(store, RIVER)
    assert put_feed(store, PORT)
    later = replace(RIVER, etag='"8"', note="it answered 503", last_checked="2024-05-02T08:00:00Z")
    assert not put_feed(store, later)
    assert find_feed(store, RIVER.address) == later
    assert list(list_feeds(store)) == [PORT, later]
    assert find_feed(store, "https://other.example") is None


def test_note_brought_counts_each_report_once(store: Store, make_report: Callable[..., Report]) -> None:
    put_feed(store, RIVER)
    put_feed(store, PORT)
    for name in ("a", "b", "c"):
        store.add_report(make_report(name))
    state = store.state()
    assert note_brought(store, RIVER.address, ["a", "b", "a", "unknown"]) == 2
    assert note_brought(store, RIVER.address, ["b", "c"]) == 1
    assert note_brought(store, "https://other.example", ["a"]) == 0
    assert sorted(list_brought(store, RIVER.address)) == ["a", "b", "c"]
    assert len(list_brought(store, RIVER.address, limit=1)) == 1
    assert count_brought(store) == {RIVER.address: 3}
    assert store.state() == state
    put_feed(store, replace(RIVER, title="New name"))
    assert len(list_brought(store, RIVER.address)) == 3


def test_what_a_feed_brought_goes_with_the_feed_or_the_report(store: Store, make_report: Callable[..., Report]) -> None:
    put_feed(store, RIVER)
    for name in ("a", "b"):
        store.add_report(make_report(name))
    note_brought(store, RIVER.address, ["a", "b"])
    store.delete_report("a")
    assert list_brought(store, RIVER.address) == ("b",)
    assert delete_feed(store, RIVER.address)
    assert not delete_feed(store, RIVER.address)
    assert count_brought(store) == {}
    assert store.report("b") is not None
