"""`travaux ingest`: reports and claims into a store."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calls import TRAVAUX, Answer, Call
from tests.cli.inputs import BAD
from tests.cli.negotiations import FRENCH, many
from travaux.cli.ingest import INGEST_SCHEMA
from travaux.store import CodingStatus, open_store

pytestmark = pytest.mark.model


def record(path: Path) -> tuple[list[Any], ...]:
    """All that a store holds but for its clock times."""
    with open_store(path, create=False) as store:
        codings = [(c.report, c.status, c.reason, c.extractor) for c in store.codings()]
        return list(store.reports()), list(store.claims()), codings, [(r.place, r.reason) for r in store.refusals()]


def check_sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_ingest_json_counts_what_became_of_the_inputs(call: Call, reports: Path, tmp_path: Path) -> None:
    (reports / "vallee.txt").write_text(FRENCH, encoding="utf-8")
    (reports / "empty.txt").touch()
    answer = call("ingest", reports, "--db", tmp_path / "talks.sqlite", "--format", "json")
    assert answer.code == 1
    summary = answer.json()
    assert summary["schema"] == INGEST_SCHEMA
    told = ("read", "new", "known", "refused", "coded", "set_aside", "failed")
    assert [summary[name] for name in told] == [6, 5, 0, 1, 4, 1, 0]
    assert summary["claims"] > 0
    assert [Path(r["place"]).name for r in summary["refusals"]] == ["empty.txt"]
    assert summary["failures"] == []
    assert "set aside" in answer.err
    assert "empty.txt: it is empty" in answer.err


def test_ingest_text_counts_too(call: Call, reports: Path, tmp_path: Path) -> None:
    answer = call("ingest", reports, "--db", tmp_path / "talks.sqlite")
    assert answer.code == 0
    assert "      4 new\n" in answer.out
    assert "      0 refused\n" in answer.out
    assert answer.err == ""


def test_ingest_sets_another_language_aside_without_failing(call: Call, tmp_path: Path) -> None:
    answer = call("ingest", "-", "--db", tmp_path / "talks.sqlite", "--format", "json", stdin=FRENCH.encode())
    assert answer.code == 0
    assert answer.json()["set_aside"] == 1


def test_ingest_again_doubles_nothing(call: Call, reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "talks.sqlite"
    call("ingest", reports, "--db", db)
    before = record(db)
    answer = call("ingest", reports, "--db", db, "--format", "json")
    assert answer.code == 0
    assert answer.json()["known"] == 4
    assert answer.json()["new"] == answer.json()["coded"] == 0
    assert record(db) == before


def test_ingest_bit_by_bit_gives_the_record_of_one_run(call: Call, reports: Path, tmp_path: Path) -> None:
    whole, bits = tmp_path / "whole.sqlite", tmp_path / "bits.sqlite"
    call("ingest", reports, "--db", whole)
    for path in sorted(reports.iterdir(), reverse=True):
        assert call("ingest", path, "--db", bits).code == 0
    assert record(bits) == record(whole)


def test_ingest_records_a_report_that_fails_and_goes_on(call: Call, reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "talks.sqlite"
    (reports / "fall.txt").write_text("The envoys stumble over the last clause of the accord.", encoding="utf-8")
    answer = call("ingest", reports, "--db", db, "--format", "json")
    assert answer.code == 1
    summary = answer.json()
    assert (summary["coded"], summary["failed"]) == (4, 1)
    (failure,) = summary["failures"]
    assert "ValueError: no verb" in failure["reason"]
    assert f"travaux: failed {failure['report']}: ValueError: no verb in it" in answer.err
    with open_store(db, create=False) as store:
        assert store.counts().reports[CodingStatus.FAILED] == 1


def test_ingest_does_not_tell_an_old_failure_again(call: Call, tmp_path: Path) -> None:
    db = tmp_path / "talks.sqlite"
    call("ingest", "-", "--db", db, stdin=b"The envoys stumble over the last clause of the accord.")
    good = b"Norway rejected the plan of Qatar, a diplomat said."
    answer = call("ingest", "-", "--db", db, "--format", "json", stdin=good)
    assert answer.code == 0
    assert answer.json()["failures"] == []


def test_ingest_keeps_each_refusal_with_its_reason(call: Call, reports: Path, tmp_path: Path) -> None:
    db, folder = tmp_path / "talks.sqlite", tmp_path / "bad"
    folder.mkdir()
    for name, (make, _) in BAD.items():
        make(folder / name)
    paths = [folder / name for name in BAD]
    answer = call("ingest", *paths, reports, "--db", db, "--format", "json")
    assert answer.code == 1
    assert answer.json()["refused"] == len(BAD)
    assert answer.json()["coded"] == 4
    with open_store(db, create=False) as store:
        places = sorted(r.place for r in store.refusals())
    assert places == sorted(r["place"] for r in answer.json()["refusals"])


def test_ingest_refuses_a_file_that_is_no_store(call: Call, reports: Path) -> None:
    path = reports / "river.txt"
    text = path.read_text(encoding="utf-8")
    answer = call("ingest", reports, "--db", path)
    assert answer.code == 1
    assert answer.out == ""
    assert "river.txt cannot be opened" in answer.err
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("place", ["nowhere/talks.sqlite", "."])
def test_ingest_says_where_no_store_can_be_made(call: Call, reports: Path, tmp_path: Path, place: str) -> None:
    answer = call("ingest", reports, "--db", tmp_path / place)
    assert answer.code == 1
    assert "Nothing was changed" in answer.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["reports"]


def count_coded(db: Path) -> int:
    if not db.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as raw:
            return int(raw.execute("SELECT count(*) FROM reports WHERE status = 'coded'").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # the tables are not there yet, or being made


@contextmanager
def heeding_interrupts() -> Iterator[None]:
    """Let processes that are started heed SIGINT even where these tests run in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def interrupt_ingest(db: Path, lines: list[str], coded: int) -> Answer:
    """Ingest `lines` from a stream that does not end, and interrupt it when so many are coded."""
    words = [str(TRAVAUX), "ingest", "-", "--db", str(db)]
    pipe = subprocess.PIPE
    with heeding_interrupts(), subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        process.stdin.write("".join(lines).encode())
        process.stdin.flush()
        deadline = time.monotonic() + 60
        while count_coded(db) < coded and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
        return Answer(code=process.returncode, out=out.decode(), err=err.decode())


def test_ingest_interrupted_leaves_a_sound_store_and_goes_on(call: Call, tmp_path: Path) -> None:
    db, whole, path = tmp_path / "talks.sqlite", tmp_path / "whole.sqlite", tmp_path / "many.jsonl"
    lines = many(40)  # which are coded while the stream gives no more
    path.write_text("".join(lines), encoding="utf-8")
    answer = interrupt_ingest(db, lines, coded=16)
    assert answer.code == 130, answer.err
    assert "Traceback" not in answer.err
    assert f"interrupted; what {db} holds is whole" in answer.err
    check_sound(db)
    with open_store(db, create=False) as store:
        assert store.counts().reports[CodingStatus.CODED] >= 16
    assert call("ingest", path, "--db", db).code == 0
    check_sound(db)
    assert call("ingest", path, "--db", whole).code == 0
    reports, claims, codings, refusals = record(db)
    others, *rest = record(whole)
    assert [r.id for r in reports] == [r.id for r in others]
    assert [claims, codings, refusals] == rest


def test_an_ingest_of_nothing_leaves_no_store(call: Call, tmp_path: Path) -> None:
    db = tmp_path / "talks.sqlite"
    answer = call("ingest", tmp_path / "nosuch.jsonl", "--db", db)
    assert answer.code == 1
    assert "nosuch.jsonl" in answer.err
    assert "no store was made" in answer.err
    assert list(tmp_path.iterdir()) == []
