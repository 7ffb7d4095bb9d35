"""Whatever moment an ingest is killed at, no report is half there, and the next run makes the record whole."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from travaux.run.local import IngestSummary, ingest
from travaux.store import Store, open_store

SCRIPT = Path(__file__).with_name("killed_ingest.py")
Record = tuple[list[Any], ...]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = spec_from_file_location("killed_ingest", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def record(store: Store) -> Record:
    """All that a store holds but for its clock times."""
    codings = [(c.report, c.status, c.reason, c.extractor) for c in store.codings()]
    refusals = [(r.place, r.reason) for r in store.refusals()]
    return list(store.reports()), list(store.claims()), codings, refusals, store.search("truce", limit=99)


def run_on(script: ModuleType, path: Path) -> IngestSummary:
    with open_store(path, create=True) as store:
        return ingest(script.inputs(), store, script.code, script.EXTRACTOR, batch=script.BATCH)


@pytest.fixture(scope="module")
def whole(script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The record of an ingest that nobody broke."""
    path = tmp_path_factory.mktemp("whole") / "store.sqlite"
    run_on(script, path)
    with open_store(path, create=False) as store:
        return record(store)


def check_sound(path: Path, whole: Record) -> None:
    """See that the file is in order and holds, of what the whole record holds, only whole reports."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'report_words'").fetchone():
            raw.execute("INSERT INTO report_words(report_words, rank) VALUES ('integrity-check', 1)")
    with open_store(path, create=True) as store:
        reports, claims, codings, refusals, _ = record(store)
    assert [report for report in whole[0] if report in reports] == reports
    assert [r for r in whole[3] if r in refusals] == refusals
    coded = [coding for coding in codings if coding[1] != "pending"]
    assert [coding for coding in whole[2] if coding in coded] == coded
    names = [coding[0] for coding in coded]
    assert claims == [one for one in whole[1] if one[0] in names]


def check_resumed(script: ModuleType, path: Path, whole: Record) -> None:
    """Run again, and see that the record is the whole one, and that a third run finds nothing to do."""
    summary = run_on(script, path)
    assert summary.read == summary.new + summary.known + summary.refused == 11
    assert summary.coded + summary.set_aside + summary.failed == summary.new + summary.resumed
    with open_store(path, create=False) as store:
        assert record(store) == whole
    assert run_on(script, path) == IngestSummary(read=11, known=10, refused=1)


def test_ingest_killed_at_every_statement_resumes(script: ModuleType, whole: Record, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, SCRIPT, "sweep", tmp_path], capture_output=True, text=True, check=True)
    kills = [int(line) for line in done.stdout.splitlines()]
    assert kills == list(range(len(kills)))
    assert len(kills) > 90
    for number in kills:
        path = tmp_path / f"{number}.sqlite"
        if path.exists():
            check_sound(path, whole)
    for number in kills[::9]:
        check_resumed(script, tmp_path / f"{number}.sqlite", whole)


@pytest.mark.parametrize("after", [0, 4, 7])
def test_ingest_killed_while_coding_resumes(script: ModuleType, whole: Record, tmp_path: Path, after: int) -> None:
    path = tmp_path / "store.sqlite"
    with subprocess.Popen(
        [sys.executable, SCRIPT, "run", path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "GATE": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        for _ in range(after):
            process.stdout.readline()
            process.stdin.write("\n")
            process.stdin.flush()
        process.stdout.readline()
        process.kill()
    check_sound(path, whole)
    check_resumed(script, path, whole)


def test_two_ingests_of_the_same_inputs_at_once_make_one_record(
    script: ModuleType, whole: Record, tmp_path: Path
) -> None:
    path = tmp_path / "store.sqlite"
    command = [sys.executable, str(SCRIPT), "run", str(path)]
    started = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in started] == [0, 0]
    with open_store(path, create=False) as store:
        assert record(store) == whole
