"""Worker processes: the same record whatever their number, and one that dies takes only its own report with it."""

import os
import signal
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.run.coders import EXTRACTOR, choose, make
from travaux.errors import InputError, InternalError, TravauxError, UsageError
from travaux.ontology.report import Report
from travaux.run.inputs import ReadAhead, Waiting
from travaux.run.local import IngestSummary, ingest, ingest_pages
from travaux.run.pool import Outcome, Pool, describe_end
from travaux.store import CodingStatus, Store, open_store

TEXT = "Oman proposed a pause and the Council refused."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite", create=True) as opened:
        yield opened


def make_report(name: str, text: str = TEXT) -> Report:
    return Report(id=name, text=text, published=date(2024, 5, 1))


def run(store: Store, inputs: list[Report | InputError], workers: int = 2, **options: Any) -> IngestSummary:
    with Pool(choose(), workers, **options) as pool, ReadAhead(inputs) as pages:
        return ingest_pages(pages, store, pool, batch=3)


def record(store: Store) -> tuple[list[Any], ...]:
    codings = [(c.report, c.status, c.reason, c.extractor) for c in store.codings()]
    return list(store.reports()), list(store.claims()), codings, [(r.place, r.reason) for r in store.refusals()]


def take_all(pool: Pool, reports: list[Report]) -> dict[str, Outcome]:
    for report in reports:
        pool.put(report)
    found: dict[str, Outcome] = {}
    deadline = time.monotonic() + 60
    while len(found) < len(reports) and time.monotonic() < deadline:
        found |= {outcome.report: outcome for outcome in pool.take(1.0)}
    return found


@pytest.mark.parametrize("workers", [1, 3])
def test_the_record_does_not_depend_on_the_number_of_workers(tmp_path: Path, workers: int) -> None:
    inputs: list[Report | InputError] = [make_report(f"r{n}", f"Report {n}: {TEXT}") for n in range(20)]
    inputs[5:5] = [InputError("feed, item 2", "no text"), make_report("bad", "raise it"), make_report("r0", TEXT)]
    inputs.append(make_report("r1", "Report 1: " + TEXT))
    with open_store(tmp_path / "a", create=True) as here, open_store(tmp_path / "b", create=True) as there:
        alone = ingest(inputs, here, make().code, EXTRACTOR, batch=3)
        assert run(there, inputs, workers) == alone
        assert alone == IngestSummary(read=24, new=21, known=1, refused=2, coded=20, failed=1, claims=60)
        assert record(there) == record(here)
        assert run(there, inputs, workers) == IngestSummary(read=24, known=22, refused=2)


def test_the_longest_report_that_waits_is_coded_first() -> None:
    with Pool(choose(), 1) as pool:
        found = take_all(pool, [make_report(f"r{n}", f"Report. {TEXT * n}") for n in (2, 1, 4, 3)])
    assert list(found) == ["r4", "r3", "r2", "r1"]


def test_a_short_report_is_not_passed_over_for_ever() -> None:
    with Pool(choose(), 1) as pool:
        found = take_all(pool, [make_report("short", "Oman."), *(make_report(f"r{n}") for n in range(40))])
    assert list(found).index("short") == 32


def test_a_report_that_kills_its_worker_has_failed_and_the_others_are_coded(store: Store) -> None:
    inputs: list[Report | InputError] = [make_report(f"r{n}") for n in range(9)]
    inputs[2:2] = [make_report("fault", "fault Now"), make_report("leave", "leave Now")]
    summary = run(store, inputs)
    assert summary == IngestSummary(read=11, new=11, coded=9, failed=2, claims=18)
    reasons = {c.report: c.reason for c in store.codings(CodingStatus.FAILED)}
    assert reasons == {
        "fault": "the process that read it ended: it was killed by signal SIGSEGV, a fault in a library",
        "leave": "the process that read it ended: it left with code 3",
    }
    assert run(store, inputs) == IngestSummary(read=11, known=11)


def test_a_report_whose_worker_was_killed_from_outside_is_given_once_more(store: Store, tmp_path: Path) -> None:
    inputs: list[Report | InputError] = [make_report(f"r{n}", f"die {tmp_path}/{n}") for n in range(4)]
    assert run(store, inputs) == IngestSummary(read=4, new=4, coded=4, claims=0)
    assert len(list(tmp_path.glob("[0-3]"))) == 4


def test_a_report_that_takes_too_long_has_failed(store: Store) -> None:
    summary = run(store, [make_report("slow", "wait 60"), make_report("quick")], longest_s=1.5)
    assert (summary.coded, summary.failed) == (1, 1)
    assert store.coding("slow").reason == "the process that read it ended: it took longer than 2 seconds"  # type: ignore[union-attr]


def test_a_worker_that_has_grown_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("travaux.run.pool._MOST_BYTES", 200_000_000)
    with Pool(choose(), 1) as pool:
        assert pool.extractor == EXTRACTOR
        (before,) = [worker.process.pid for worker in pool._workers]
        found = take_all(pool, [make_report(f"r{n}", f"grow {300_000_000 * (n == 1)}") for n in range(4)])
        assert [outcome.failure for outcome in found.values()] == [None] * 4
        (after,) = [worker.process.pid for worker in pool._workers]
        assert before != after


def test_long_reports_and_long_answers_do_not_wait_for_each_other() -> None:
    reports = [make_report(f"r{n}", "Oman " * 8_000) for n in range(3)] + [make_report("s", "Oman " * 3_000)] * 1
    with Pool(choose(), 2) as pool:
        found = take_all(pool, reports)
    assert {name: len(outcome.claims) for name, outcome in found.items()} == {
        "r0": 8000,
        "r1": 8000,
        "r2": 8000,
        "s": 3000,
    }


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("make_misused", UsageError, "^no such model is installed$"),
        ("make_damaged", InputError, "^model/: it lacks a file$"),
        ("make_broken", UsageError, "RuntimeError: a library is missing"),
        ("make_dead", InternalError, "a worker did not start: it was killed by signal SIGKILL"),
    ],
)
def test_a_coder_that_cannot_be_loaded_is_told(name: str, kind: type[TravauxError], message: str) -> None:
    with Pool(choose(name), 2) as pool, pytest.raises(kind, match=message):
        _ = pool.extractor


def test_pool_needs_a_worker() -> None:
    with pytest.raises(UsageError, match="at least 1 worker is needed, not 0"):
        Pool(choose(), 0)


def test_close_ends_workers_in_the_midst_of_a_report() -> None:
    with Pool(choose(), 1) as pool:
        pool.put(make_report("slow", "wait 60"))
        assert pool.extractor == EXTRACTOR
        assert pool.take(0.2) == []
        (process,) = [worker.process.pid for worker in pool._workers]
        assert process is not None
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_no_more_workers_are_started_than_there_is_work_for() -> None:
    with Pool(choose(), 4) as pool:
        take_all(pool, [make_report("r1"), make_report("r2")])
        assert len(pool._workers) == 1
        take_all(pool, [make_report(f"s{n}") for n in range(40)])
        assert 1 < len(pool._workers) <= 4


@pytest.mark.parametrize(
    ("code", "said"), [(1, "it left with code 1"), (-signal.SIGTERM, "signal SIGTERM"), (-99, "signal 99")]
)
def test_describe_end(code: int, said: str) -> None:
    assert said in describe_end(code)


def test_waiting_gives_full_pages_and_the_rest() -> None:
    pages = Waiting(range(5))
    assert [pages.next_page(2) for _ in range(4)] == [[0, 1], [2, 3], [4], None]


def test_read_ahead_gives_what_there_is_and_then_what_went_wrong() -> None:
    def items() -> Iterator[int]:
        yield from range(3)
        time.sleep(0.3)
        yield 3
        raise OSError("the disk went away")

    with ReadAhead(items()) as pages:
        found: list[int] = []
        while len(found) < 4:
            found += pages.next_page(10) or []
        assert found == [0, 1, 2, 3]
        time.sleep(0.2)
        with pytest.raises(OSError, match="went away"):
            pages.next_page(10)


def test_read_ahead_reads_no_more_than_it_may_and_stops_when_left() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for n in range(1000):
            read.append(n)
            yield n

    with ReadAhead(items(), most=4) as pages:
        assert pages.next_page(1) == [0]
        time.sleep(0.3)
        assert len(read) <= 7
    time.sleep(0.3)
    assert not pages._thread.is_alive()
    assert len(read) <= 8
