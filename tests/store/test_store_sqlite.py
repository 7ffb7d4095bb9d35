"""Files that are no store, damaged, locked, read-only, full, or of a newer travaux: a clear error, nothing changed."""

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import event

from travaux.errors import StoreError
from travaux.ontology.report import Report
from travaux.store import Store, open_store
from travaux.store.sqlite import open_sqlite

MakeReport = Callable[..., Report]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def file(tmp_path: Path, make_report: MakeReport) -> Path:
    """A closed store that holds 200 reports."""
    path = tmp_path / "store.sqlite"
    with open_store(path, create=True) as store, store.transaction():
        for n in range(200):
            store.add_report(make_report(f"r{n:03}", f"Report {n}: " + "Egypt proposed a truce. " * 20))
    return path


@pytest.fixture
def immutable(file: Path) -> Iterator[Path]:
    """A store that not even root can write to."""
    chattr = shutil.which("chattr")
    if chattr is None or subprocess.run([chattr, "+i", file], capture_output=True, check=False).returncode:
        pytest.skip("no immutable files here, and root may write to any other")
    yield file
    subprocess.run([chattr, "-i", file], check=True)


def test_open_store_names_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    with pytest.raises(StoreError, match=r"none\.sqlite cannot be opened: there is no such file"):
        open_store(path, create=False)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match="there is no folder"):
        open_store(tmp_path / "no" / "store.sqlite", create=True)
    with pytest.raises(StoreError, match="it is a folder"):
        open_store(tmp_path, create=True)


def test_open_store_makes_a_store_in_an_empty_file_only_if_asked(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    with pytest.raises(StoreError, match="not a travaux store"):
        open_store(path, create=False)
    assert path.stat().st_size == 0
    with open_store(path, create=True) as store:
        assert sum(store.counts().reports.values()) == 0


@pytest.mark.parametrize("name", ["a b.sqlite", "100%25?mode=memory#x.sqlite", ":memory:", "Égypte.sqlite"])
def test_open_store_takes_any_file_name(tmp_path: Path, make_report: MakeReport, name: str) -> None:
    with open_store(tmp_path / name, create=True) as store:
        store.add_report(make_report("r1"))
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with open_store(tmp_path / name, create=False) as store:
        assert store.report("r1") == make_report("r1")


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(
    "content",
    [
        b"x",
        b"Egypt proposed a truce.\n",
        b"Egypt proposed a truce.\n" * 500,
        b"\0" * 5000,
        b"SQLite format 3\0" + b"x" * 99,
    ],
)
def test_open_store_refuses_what_is_no_database(tmp_path: Path, content: bytes, create: bool) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"letter\.txt cannot be opened: .*Nothing was changed"):
        open_store(path, create=create)
    assert path.read_bytes() == content


@pytest.mark.parametrize("table", ["bookmarks (url)", "meta (a, b)", "meta (key, value)"])
def test_open_store_leaves_another_program_s_database_alone(tmp_path: Path, table: str) -> None:
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"CREATE TABLE {table}")
    before = digest(path)
    for create in (True, False):
        with pytest.raises(StoreError, match="the file is not a travaux store"):
            open_store(path, create=create)
    assert digest(path) == before


@pytest.mark.parametrize(
    ("version", "message"), [("99", "a newer travaux made it .schema 99; this one knows 5"), ("?", "not")]
)
def test_open_store_refuses_another_schema(file: Path, version: str, message: str) -> None:
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [version])
    before = digest(file)
    with pytest.raises(StoreError, match=message):
        open_store(file, create=True)
    assert digest(file) == before


def read_all(path: Path) -> str | None:
    """The StoreError that reading everything ends in; None if it is read."""
    try:
        with open_store(path, create=False) as store:
            list(store.reports())
            list(store.claims())
            store.counts()
            store.search("truce")
    except StoreError as error:
        return str(error)
    return None


def test_store_tells_of_a_damaged_file(file: Path) -> None:
    whole = file.read_bytes()
    faults = []
    for start in range(0, len(whole), 4096 * 5):
        file.write_bytes(whole[:start] + b"\xff" * 4096 + whole[start + 4096 :])
        faults.append(read_all(file))
    told = [fault for fault in faults if fault is not None]
    assert len(told) > 5
    assert all("Nothing was changed" in fault for fault in told)
    file.write_bytes(whole[: len(whole) // 2])
    assert "the file is damaged" in (read_all(file) or "")


def test_open_store_refuses_a_read_only_file(immutable: Path) -> None:
    with pytest.raises(StoreError, match="the file is read-only; copy it"):
        open_store(immutable, create=False)
    assert list(immutable.parent.iterdir()) == [immutable]


def test_store_tells_when_it_became_read_only(file: Path, make_report: MakeReport) -> None:
    backend = open_sqlite(file, create=False, wait_s=1)
    backend.engine.dispose()
    event.listen(backend.engine, "connect", lambda raw, _record: raw.execute("PRAGMA query_only = ON"))
    with Store(backend) as store:
        with pytest.raises(StoreError, match=r"cannot keep report 'r999' .*it is read-only"):
            store.add_report(make_report("r999"))
        assert store.report("r001") is not None


def delete_and_pass_over_a_fault(store: Store, too_large: Report) -> None:
    with store.transaction():
        store.delete_report("r001")
        with suppress(StoreError):
            store.add_report(too_large)


def test_store_tells_of_a_full_disk_and_loses_nothing(file: Path, make_report: MakeReport) -> None:
    backend = open_sqlite(file, create=False, wait_s=1)
    limit = ["PRAGMA max_page_count = 1"]  # less than there is: SQLite takes it as "no page more"
    event.listen(backend.engine, "checkout", lambda raw, _record, _proxy: raw.execute(limit[0]))
    with Store(backend) as store:
        before = list(store.reports())
        with pytest.raises(StoreError, match=r"the disk is full.*Nothing of it was written"):
            store.add_report(make_report("r998", "word " * 100_000))
        with pytest.raises(StoreError, match=r"the database failed inside this transaction.*Nothing of it was written"):
            delete_and_pass_over_a_fault(store, make_report("r999", "word " * 100_000))
        assert list(store.reports()) == before
        limit[0] = "PRAGMA max_page_count = 4294967294"
        assert store.add_report(make_report("r999", "word " * 100_000))


def test_open_store_tells_of_a_lock(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="cannot be opened: another process is writing to it"):
            open_store(file, create=False, wait_s=0.05)


def test_open_store_makes_one_store_when_many_processes_ask(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    script = """
import sys
from pathlib import Path
from travaux.ontology.report import Report
from travaux.store import open_store

print("ready", flush=True)
sys.stdin.readline()
with open_store(Path(sys.argv[1]), create=True) as store:
    store.add_report(Report(id=sys.argv[2], text="Egypt proposed."))
"""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, path, str(n)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for n in range(3)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    assert [process.communicate("go\n") and process.returncode for process in started] == [0, 0, 0]
    with open_store(path, create=False) as store:
        assert [report.id for report in store.reports()] == ["0", "1", "2"]


def test_a_store_that_is_open_keeps_its_locks_while_others_open_it(tmp_path: Path) -> None:
    """A process that opens and closes the file by itself would lose SQLite's locks, and its log to the next who leaves."""
    path = tmp_path / "store.sqlite"
    with open_store(path, create=True) as store:
        store.add_report(Report(id="a", text="Peru met Chad."))
        with open_store(path, create=False) as other:
            assert [r.id for r in other.reports()] == ["a"]
        words = f"import sqlite3; c = sqlite3.connect({str(path)!r}); c.execute('DELETE FROM reviews'); c.commit()"
        subprocess.run([sys.executable, "-c", words], check=True)
        assert path.with_name(f"{path.name}-wal").exists()
        assert [r.id for r in store.reports()] == ["a"]
