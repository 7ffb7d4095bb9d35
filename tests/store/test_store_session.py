"""Transactions: together or not at all, and what a second writer sees."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from travaux.errors import StoreError, UsageError
from travaux.ontology.report import Report
from travaux.store import Store

MakeReport = Callable[..., Report]
OpenNamed = Callable[..., Store]


def ids(store: Store) -> list[str]:
    return [report.id for report in store.reports()]


class StopHereError(Exception):
    """Raised by a test inside a transaction."""


def test_transaction_writes_all_or_nothing(store: Store, make_report: MakeReport) -> None:
    with store.transaction():
        store.add_report(make_report("r1"))
        store.put_claims("r1", [], "x 1")
        assert ids(store) == ["r1"]
    with suppress(StopHereError), store.transaction():
        store.add_report(make_report("r2"))
        store.delete_report("r1")
        store.refuse("a", "b")
        assert ids(store) == ["r2"]
        raise StopHereError
    assert ids(store) == ["r1"]
    assert store.counts().refused == 0
    store.add_report(make_report("r3"))
    assert ids(store) == ["r1", "r3"]


def test_transaction_goes_on_after_a_part_of_it_was_refused(store: Store, make_report: MakeReport) -> None:
    with store.transaction():
        store.add_report(make_report("r1"))
        with pytest.raises(UsageError):
            store.put_claims("r9", [], "x 1")
        with suppress(StopHereError), store.transaction():
            store.add_report(make_report("r2"))
            raise StopHereError
        store.add_report(make_report("r3"))
    assert ids(store) == ["r1", "r3"]


def test_writing_waits_for_another_writer_and_then_gives_up(open_named: OpenNamed, make_report: MakeReport) -> None:
    one, two = open_named("shared"), open_named("shared", wait_s=0.05)
    with one.transaction():
        one.add_report(make_report("r1"))
        assert ids(two) == []
        with pytest.raises(StoreError, match=r"cannot keep report 'r2' .*another process is writing.*Nothing of it"):
            two.add_report(make_report("r2"))
    assert ids(two) == ["r1"]
    assert two.add_report(make_report("r2"))
    assert ids(one) == ["r1", "r2"]
