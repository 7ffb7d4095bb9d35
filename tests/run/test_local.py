"""What a run does with each input, and what it leaves behind when it is broken off."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from travaux.errors import InputError, StoreError, UsageError
from travaux.ontology.claim import AnyClaim, Assessment
from travaux.ontology.report import Report
from travaux.run.inputs import Waiting
from travaux.run.local import IngestProgress, IngestSummary, InPlace, ingest, ingest_pages, recode
from travaux.run.pool import Outcome
from travaux.spans import Span
from travaux.store import CodingStatus, Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite", create=True) as opened:
        yield opened


def make_report(name: str, text: str = "Egypt proposed.", set_aside: str | None = None) -> Report:
    return Report(id=name, text=text, published=date(2024, 5, 1), set_aside=set_aside)


def assess(report: Report, quote: str = "") -> Assessment:
    return Assessment(report=report.id, span=Span(0, 5), quote=quote or report.text[:5])


class Coder:
    """Gives each report one claim, and remembers which it was asked to code."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, report: Report) -> Sequence[AnyClaim]:
        self.asked.append(report.id)
        if report.text.startswith("raise"):
            raise LookupError("no such frame: \ud800")
        return [assess(report, "Qatar" if report.text.startswith("wrong") else "")]


MIXED: list[Report | InputError] = [
    make_report("a"),
    InputError("feed, item 2", "no text"),
    make_report("b", "raise it"),
    make_report("c", "1 2 3 4", set_aside="a table"),
    make_report("a"),
    make_report("d", "wrong quote"),
    make_report("a", "Another text."),
    make_report("e", "a\0b"),
    make_report("f"),
]


def test_ingest_puts_every_input_in_its_place(store: Store) -> None:
    code = Coder()
    summary = ingest(MIXED, store, code, "x 1")
    assert summary == IngestSummary(read=9, new=5, known=1, refused=3, coded=2, set_aside=1, failed=2, claims=2)
    assert code.asked == ["a", "b", "d", "f"]
    assert {c.report: (c.status.value, c.reason) for c in store.codings()} == {
        "a": ("coded", None),
        "b": ("failed", "LookupError: no such frame: \\ud800"),
        "c": ("set_aside", "a table"),
        "d": ("failed", "InternalError: quote 'Qatar' is not at [0, 5) of its report"),
        "f": ("coded", None),
    }
    places = {refusal.place: refusal.reason.split(";")[0] for refusal in store.refusals()}
    assert places == {
        "feed, item 2": "no text",
        "report 'a'": "another text is stored under the id 'a'",
        "report 'e'": "its text holds '\\x00' at character 1, which is no text and cannot be stored",
    }


def test_ingest_of_the_same_again_changes_nothing(store: Store) -> None:
    ingest(MIXED, store, Coder(), "x 1")
    before = (list(store.reports()), list(store.claims()), list(store.codings()), list(store.refusals()))
    again = Coder()
    summary = ingest(MIXED, store, again, "x 1")
    assert summary == IngestSummary(read=9, known=6, refused=3)
    assert again.asked == []
    assert (list(store.reports()), list(store.claims()), list(store.codings()), list(store.refusals())) == before


@given(batch=st.integers(1, 12), order=st.permutations(MIXED[:6]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ingest_gives_one_record_for_every_order_and_batch(
    tmp_path_factory: pytest.TempPathFactory, batch: int, order: list[Report | InputError]
) -> None:
    path = tmp_path_factory.mktemp("any") / "store.sqlite"
    with open_store(path, create=True) as store:
        summary = ingest(order, store, Coder(), "x 1", batch=batch)
        assert summary == IngestSummary(read=6, new=4, known=1, refused=1, coded=1, set_aside=1, failed=2, claims=1)
        assert list(store.claims()) == [("a", (assess(make_report("a")),))]
        assert [r.id for r in store.reports()] == ["a", "b", "c", "d"]


def test_ingest_codes_what_was_left_pending_first(store: Store) -> None:
    for name in ("b", "a"):
        store.add_report(make_report(name))
    code = Coder()
    summary = ingest([make_report("0"), make_report("a")], store, code, "x 1")
    assert code.asked == ["a", "b", "0"]
    assert summary == IngestSummary(read=2, new=1, known=1, resumed=2, coded=3, claims=3)


def test_ingest_codes_an_input_again_that_another_extractor_coded(store: Store) -> None:
    ingest([make_report("a"), make_report("b"), make_report("c", "raise it")], store, Coder(), "x 1")
    code = Coder()
    summary = ingest([make_report("a"), make_report("a")], store, code, "x 2")
    assert summary == IngestSummary(read=2, known=2, resumed=1, coded=1, claims=1)
    assert {c.report: c.extractor for c in store.codings()} == {"a": "x 2", "b": "x 1", "c": "x 1"}


def test_recode_codes_what_failed_or_another_extractor_coded(store: Store) -> None:
    ingest(MIXED, store, Coder(), "x 1")
    same, other = Coder(), Coder()
    assert recode(store, InPlace(same, "x 1", 16)) == IngestSummary(resumed=2, failed=2)
    assert same.asked == ["b", "d"]
    assert recode(store, InPlace(other, "x 2", 1), batch=1) == IngestSummary(resumed=4, coded=2, failed=2, claims=2)
    assert other.asked == ["a", "b", "d", "f"]


def test_ingest_takes_a_coder_that_is_a_generator(store: Store) -> None:
    def code(report: Report) -> Iterator[AnyClaim]:
        yield assess(report)
        if report.id == "b":
            raise ValueError("late")

    summary = ingest([make_report("a"), make_report("b")], store, code, "x 1")  # type: ignore[arg-type]
    assert summary == IngestSummary(read=2, new=2, coded=1, failed=1, claims=1)
    assert [name for name, _ in store.claims()] == ["a"]


def test_ingest_survives_a_coder_that_runs_out_of_stack_or_gives_no_claims(store: Store) -> None:
    def code(report: Report) -> Sequence[AnyClaim]:
        return None if report.id == "a" else code(report)  # type: ignore[return-value]

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(400)
    try:
        summary = ingest([make_report("a"), make_report("b")], store, code, "x 1")
    finally:
        sys.setrecursionlimit(limit)
    assert summary == IngestSummary(read=2, new=2, failed=2)
    reasons = [coding.reason or "" for coding in store.codings(CodingStatus.FAILED)]
    assert [reason.split(":")[0] for reason in reasons] == ["TypeError", "RecursionError"]


def test_ingest_tells_its_progress(store: Store) -> None:
    told: list[IngestProgress] = []
    summary = ingest(MIXED, store, Coder(), "x 1", told.append, batch=3)
    assert told[-1] == IngestProgress(summary=summary)
    assert [progress.report for progress in told if progress.report] == ["a", "b", "d", "f"]
    done = [p.summary.coded + p.summary.failed + p.in_hand for p in told]
    assert done == sorted(done)


class SlowCoders(InPlace):
    """Coders that note how many reports they have when they are asked for one."""

    def __init__(self) -> None:
        super().__init__(Coder(), "x 1", 9)
        self.had: list[int] = []

    def take(self, patience_s: float | None) -> Sequence[Outcome]:
        if patience_s == 0:
            return []
        self.had.append(len(self._waiting))
        return super().take(patience_s)


def test_ingest_gives_coders_more_before_they_have_none(store: Store) -> None:
    coders = SlowCoders()
    ingest_pages(Waiting([make_report(f"r{n}") for n in range(20)]), store, coders, batch=4)
    assert coders.had[1:13] == [8, 7, 6, 9, 8, 7, 6, 9, 8, 7, 6, 9]
    assert [coding.status for coding in store.codings()] == [CodingStatus.CODED] * 20


class BreakOff(BaseException):
    """Ends a run from within, as an interrupt does."""


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize("stop", [KeyboardInterrupt, BreakOff])
def test_ingest_broken_off_while_coding_goes_on_next_time(store: Store, at: int, stop: type[BaseException]) -> None:
    inputs = [make_report(f"r{n}") for n in range(5)]

    def code(report: Report) -> Sequence[AnyClaim]:
        if report.id == f"r{at}":
            raise stop
        return [assess(report)]

    with pytest.raises(stop):
        ingest(inputs, store, code, "x 1", batch=2)
    done = at // 2 * 2
    assert [name for name, _ in store.claims()] == [f"r{n}" for n in range(done)]
    assert list(store.pending()) == [f"r{n}" for n in range(done, min(done + 2, 5))]
    summary = ingest(inputs, store, Coder(), "x 1", batch=2)
    assert (summary.read, summary.coded) == (5, 5 - done)
    assert list(store.claims()) == [(r.id, (assess(r),)) for r in inputs]


def test_ingest_broken_off_by_its_inputs_or_progress_leaves_a_sound_store(store: Store) -> None:
    def inputs() -> Iterator[Report | InputError]:
        yield from map(make_report, "abc")
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        ingest(inputs(), store, Coder(), "x 1", batch=2)
    assert [name for name, _ in store.claims()] == ["a", "b"]

    def refuse(_: IngestProgress) -> None:
        raise RuntimeError("no terminal")

    with pytest.raises(RuntimeError, match="no terminal"):
        ingest(map(make_report, "cdef"), store, Coder(), "x 1", refuse, batch=2)
    assert list(store.pending()) == ["c", "d"]


def test_ingest_stops_when_the_store_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with open_store(path, create=True) as store, open_store(path, create=False, wait_s=0.05) as other:
        ingest([make_report("a")], other, Coder(), "x 1")
        with store.transaction(), pytest.raises(StoreError, match="another process is writing"):
            ingest([make_report("b")], other, Coder(), "x 1")
        assert list(store.pending()) == []
        assert ingest([make_report("b")], other, Coder(), "x 1").coded == 1


def test_ingest_survives_a_report_deleted_while_it_was_coded(store: Store) -> None:
    def code(report: Report) -> Sequence[AnyClaim]:
        store.delete_report("a")
        return [assess(report)]

    summary = ingest([make_report("a"), make_report("b")], store, code, "x 1")
    assert (summary.coded, summary.failed) == (1, 1)
    assert [coding.report for coding in store.codings()] == ["b"]


def test_ingest_needs_a_batch_of_one_or_more(store: Store) -> None:
    with pytest.raises(UsageError, match="at least 1 report, not 0"):
        ingest([make_report("a")], store, Coder(), "x 1", batch=0)
    assert list(store.reports()) == []
