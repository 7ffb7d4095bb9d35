"""`travaux forget` and `travaux recode`: reports taken out of a store, and coded anew."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.calls import Call
from travaux.cli.forget import FORGET_SCHEMA
from travaux.cli.recode import RECODE_SCHEMA
from travaux.store import CodingStatus, open_store

pytestmark = pytest.mark.model


@pytest.fixture
def db(call: Call, reports: Path, tmp_path: Path) -> Path:
    """A store of the test negotiations."""
    path = tmp_path / "talks.sqlite"
    assert call("ingest", reports, "--db", path).code == 0
    return path


def ids(db: Path) -> list[str]:
    with open_store(db, create=False) as store:
        return [r.id for r in store.reports()]


def test_a_report_is_forgotten_with_its_claims(call: Call, db: Path) -> None:
    first, *others = ids(db)
    answer = call("forget", first, first, "--db", db)
    assert (answer.code, answer.out, answer.err) == (0, f"forgotten {first}\n", "")
    assert ids(db) == others
    with open_store(db, create=False) as store:
        assert {name for name, _ in store.claims()} <= set(others)


def test_unknown_ids_are_told_and_the_others_forgotten(call: Call, db: Path) -> None:
    first, *others = ids(db)
    answer = call("forget", "nothing-here", first, "--db", db, "--format", "json")
    assert answer.code == 1
    assert answer.json() == {"schema": FORGET_SCHEMA, "forgotten": [first], "unknown": ["nothing-here"]}
    assert "holds no report 'nothing-here'" in answer.err
    assert ids(db) == others


def test_nothing_is_made_where_there_is_no_store(call: Call, tmp_path: Path) -> None:
    for words in (("forget", "a"), ("recode",)):
        answer = call(*words, "--db", tmp_path / "none.sqlite")
        assert (answer.code, answer.out) == (1, "")
        assert "none.sqlite" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_what_this_coder_coded_is_not_coded_again(call: Call, db: Path) -> None:
    answer = call("recode", "--db", db, "--workers", "0", "--format", "json")
    assert answer.code == 0
    assert (answer.json()["schema"], answer.json()["coded"]) == (RECODE_SCHEMA, 0)


def test_what_failed_or_another_coder_coded_is_coded_anew(call: Call, db: Path) -> None:
    first, second, *_ = ids(db)
    with open_store(db, create=False) as store:
        told = [row for row in store.claims() if row[0] in {first, second}]
        store.set_failed(first, "a fault of the coder", "old 1")
        store.put_claims(second, [], "old 1")
    answer = call("recode", "--db", db, "--workers", "0", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    assert (answer.json()["coded"], answer.json()["failures"]) == (2, [])
    with open_store(db, create=False) as store:
        assert [row for row in store.claims() if row[0] in {first, second}] == told
        assert not list(store.codings(status=CodingStatus.FAILED))


def test_no_file_that_is_kept_quotes_what_was_forgotten(call: Call, db: Path) -> None:
    assert call("brief", "--db", db).code == 0
    assert count_made(db) > 0
    assert call("forget", ids(db)[0], "--db", db).code == 0
    assert count_made(db) == 0


def count_made(db: Path) -> int:
    with closing(sqlite3.connect(db)) as raw:
        return int(raw.execute("SELECT count(*) FROM results").fetchone()[0])
