"""A store gives one record, whatever came first, twice, or only for a while."""

import random
from pathlib import Path

import pytest

from tests.claims import make_report, one_of_each
from travaux.ontology.claim import AnyClaim
from travaux.ontology.dossier import Dossier
from travaux.ontology.process import ProcessEntry
from travaux.ontology.report import Report
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.resolve.processes import assign_processes
from travaux.run.local import ingest
from travaux.store import Store, open_store

NAMES = ["r1", "r2", "r3", "r4", "r5"]
TEXTS = {"r5": "r1"}
"""A report that copies another."""
REPORTS = [
    make_report(n, f"2025-06-1{i}", make_report(TEXTS.get(n, n)).text, outlet=f"Outlet {i % 2}")
    for i, n in enumerate(NAMES)
]


def code(report: Report) -> list[AnyClaim]:
    """Claims of every kind, as if the text were that of the report's own name."""
    made = one_of_each(report.id)
    return [c for c in made if report.text[c.span.start : c.span.end] == c.quote]


def record(store: Store) -> tuple[Dossier, tuple[ProcessEntry, ...]]:
    reports = list(store.reports())
    claims = [c for _, group in store.claims() for c in group]
    return build_dossier(reports, claims, World()), assign_processes(reports, claims, World()).processes


def fill(path: Path, reports: list[Report], batch: int = 2) -> Store:
    store = open_store(path, create=True)
    ingest(reports, store, code, "test", batch=batch)
    return store


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dossier, tuple[ProcessEntry, ...]]:
    with fill(tmp_path_factory.mktemp("straight") / "a.sqlite", REPORTS) as store:
        return record(store)


@pytest.mark.parametrize("seed", range(20))
def test_any_order_of_arrival_gives_the_same_record(
    straight: tuple[Dossier, tuple[ProcessEntry, ...]], seed: int, tmp_path: Path
) -> None:
    mixed = random.Random(seed).sample(REPORTS, len(REPORTS))
    with fill(tmp_path / "b.sqlite", mixed, batch=1 + seed % 3) as store:
        assert record(store) == straight
    assert straight[0].moves
    assert any(r.copy_of for r in straight[0].reports)


def test_what_comes_twice_changes_nothing(straight: tuple[Dossier, tuple[ProcessEntry, ...]], tmp_path: Path) -> None:
    with fill(tmp_path / "c.sqlite", [*REPORTS, *reversed(REPORTS)]) as store:
        before = store.state()
        ingest(REPORTS, store, code, "test")
        assert store.state() == before
        assert record(store) == straight


@pytest.mark.parametrize("gone", NAMES)
def test_a_deleted_report_leaves_the_record_as_if_it_had_never_come(gone: str, tmp_path: Path) -> None:
    with (
        fill(tmp_path / "d.sqlite", REPORTS) as store,
        fill(tmp_path / "e.sqlite", [r for r in REPORTS if r.id != gone]) as other,
    ):
        assert store.delete_report(gone)
        assert record(store) == record(other)
