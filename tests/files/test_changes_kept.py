"""What changed since a day is kept beside the file, for that day and for as long as the file is the same."""

from datetime import date
from pathlib import Path

import pytest

from tests.files.test_index import put
from travaux.cli import changes
from travaux.cli.changes import Told, tell_changes
from travaux.cli.material import load_material
from travaux.cli.refusals import Refusals
from travaux.store import Store, open_store

DAY = date(2025, 6, 11)


def tell(path: Path, day: date = DAY) -> Told:
    return tell_changes(load_material(Refusals(), db=str(path), process="norway-and-peru"), day)


def tell_anew(path: Path, other: Path) -> Told:
    """What changed, of a store that nothing was ever asked of before."""
    with open_store(path, create=False) as store, open_store(other, create=True) as copy:
        claims = dict(store.claims())
        for report in store.reports():
            copy.add_report(report)
            copy.put_claims(report.id, claims[report.id], "test")
    return tell(other)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_store(tmp_path / "a.sqlite", create=True) as store:
        put(store, "r0", 1)
        put(store, "r4", 1)
    return tmp_path / "a.sqlite"


def test_what_was_told_is_told_again_without_a_look_at_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tell(path)
    assert first.rows
    assert any("since 2025-06-11" in line for line in first.lines)
    with monkeypatch.context() as patch:
        patch.setattr(changes, "find_changes", None)
        assert tell(path) == first
    assert tell(path, date(2025, 6, 16)) != first


def test_another_report_changes_what_is_told(path: Path, tmp_path: Path) -> None:
    before = tell(path)
    with open_store(path, create=False) as store:
        put(store, "r2", 2)
        put(store, "r0", 0)
    after = tell(path)
    assert after != before
    assert after == tell_anew(path, tmp_path / "b.sqlite")


def test_only_the_claims_of_a_process_are_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, tuple[int, ...]] = {}
    read = Store.claims_at

    def watch(store: Store, places: dict[str, tuple[int, ...]]) -> object:
        asked.update(places)
        return read(store, places)

    monkeypatch.setattr(Store, "claims_at", watch)
    material = load_material(Refusals(), db=str(path), process="norway-and-peru")
    with open_store(path, create=False) as store:
        whole = dict(store.claims())
    assert set(material.claims) == {whole[name][at] for name, places in asked.items() for at in places}
    assert asked


def test_claims_are_had_by_their_places(path: Path) -> None:
    with open_store(path, create=False) as store:
        whole = dict(store.claims())
        some = dict(store.claims_at({"r0": (0, 2), "r4": (), "gone": (1,)}))
    assert some == {"r0": (whole["r0"][0], whole["r0"][2]), "r4": ()}
