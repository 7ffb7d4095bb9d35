"""A run on a small Ray cluster gives the record of a run in this process, bit for bit, also when a worker dies."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.run.coders import choose
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.run.inputs import Waiting
from travaux.run.local import IngestSummary, ingest_pages
from travaux.run.pool import Pool
from travaux.store import open_store

if find_spec("ray") is None:
    if "TRAVAUX_CI" in os.environ:
        pytest.fail("Ray is not installed")
    pytest.skip("Ray is not installed", allow_module_level=True)
from tests.run.on_ray import make_inputs
from travaux.run.staged import CODED, REPORTS, read_coded, read_reports

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("on_ray.py")


@dataclass(frozen=True, slots=True)
class There:
    """What the runs on the cluster gave."""

    folder: Path
    told: dict[str, Any]

    def summary(self, name: str) -> IngestSummary:
        return IngestSummary(**self.told[name])


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> There:
    folder = tmp_path_factory.mktemp("ray")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, str(SCRIPT), str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment, cwd=ROOT, timeout=400)
    assert done.returncode == 0, done.stderr[-4000:]
    return There(folder, json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture(scope="module", params=["wait 0.01", "wait 0.4"])
def here(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The summary and record of a run on this machine without Ray."""
    path = tmp_path_factory.mktemp("here") / "store.sqlite"
    with open_store(path, create=True) as store, Pool(choose(), 2) as pool:
        summary = ingest_pages(Waiting(make_inputs(request.param)), store, pool)
    return request.param, summary, record(path)


def record(path: Path) -> tuple[list[Any], ...]:
    with open_store(path, create=False) as store:
        codings = [(c.report, c.status, c.reason, c.extractor) for c in store.codings()]
        return list(store.reports()), list(store.claims()), codings, [(r.place, r.reason) for r in store.refusals()]


def test_ray_gives_the_record_of_a_local_run(there: There, here: Any) -> None:
    order, summary, local = here
    name = "whole" if order == "wait 0.01" else "killed"
    assert there.summary(name) == summary
    assert record(there.folder / f"{name}.sqlite") == local
    assert (summary.coded, summary.failed, summary.set_aside, summary.refused) == (24, 2, 1, 1)
    assert there.told["kills"] == 1


def test_ray_again_changes_nothing(there: There) -> None:
    assert there.summary("again") == IngestSummary(read=29, known=28, refused=1)


def test_ray_takes_up_what_another_run_left(there: There) -> None:
    summary = there.summary("resumed")
    assert (summary.resumed, summary.coded) == (3, 24)
    assert record(there.folder / "resumed.sqlite") == record(there.folder / "whole.sqlite")


def test_parquet_files_hold_the_reports_and_what_came_of_each(there: There) -> None:
    reports, claims, codings, _ = record(there.folder / "whole.sqlite")
    stage, _ = sorted((there.folder / "stage").iterdir(), key=lambda folder: folder.stat().st_ctime)
    assert {r.id: r for r in read_reports(str(stage / "reports-0"))} == {r.id: r for r in reports if not r.set_aside}
    table = pq.read_table(stage / "reports-0")
    assert table.schema.equals(REPORTS)
    assert sorted(table.column("id").to_pylist()) == sorted(r.id for r in reports if r.set_aside is None)
    assert pq.read_table(stage / "claims-0").schema.names == CODED.names
    coded = {outcome.report: outcome for outcome in read_coded(str(stage / "claims-0"))}
    assert {name: outcome.claims for name, outcome in coded.items() if outcome.claims} == dict(claims)
    failed = {name: outcome.failure for name, outcome in coded.items() if outcome.failure}
    assert sorted(failed) == ["bad", "fault"] == sorted(name for name, status, *_ in codings if status == "failed")


def test_sources_are_read_coded_and_kept_on_the_cluster_as_here(there: There) -> None:
    """Two files; the gate drops what is about something else, and one report of those coded is not wanted."""
    told, first, again = there.told["kept"]
    assert [(row["reports"], row["dropped"], row["set_aside"], len(row["refused"])) for row in told] == [
        (3, 3, 1, 1),
        (2, 2, 1, 1),
    ]
    assert (first, again) == (4, 0)
    reports, claims, codings, _ = record(there.folder / "kept.sqlite")
    assert sorted(r.id for r in reports) == ["t-Arusha", "t-Baidoa", "t-Goma", "t-Kisumu"]
    sources = [str(there.folder / f"{name}.jsonl") for name in "ab"]
    here = [r for r in iter_reports(sources) if isinstance(r, Report) and r.id in {kept.id for kept in reports}]
    assert sorted(reports, key=lambda r: r.id) == sorted(here, key=lambda r: r.id)
    assert {name: list(found) for name, found in claims} == {r.id: choose().load().code(r) for r in here}
    assert {status for _, status, *_ in codings} == {"coded"}
