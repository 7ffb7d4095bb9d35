"""The desk on a store of 5,000 reports: how long each page takes once the files of the store are made.

The reports are those of `eval.scale`. Times are seconds of one processor, each the median of several requests, without the
network and the browser.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from starlette.testclient import TestClient

from eval.scale import REPORTS, multiply, read_reports
from travaux.coding.coder import Coder
from travaux.store import open_store
from travaux.web.app import create_app
from travaux.web.library import ALL
from travaux.web.nav import FILE_PAGES
from travaux.web.settings import Settings

PAGE_BAR, FILE_BAR = 0.3, 1.0
"""Seconds within which a page, and the file of a process, is there."""
_TIMES = 5
_LONG_S = 3600.0


def measure_desk(coder: Coder, path: Path, number: int = REPORTS) -> dict[str, float]:
    """For the slowest page and for the slowest file of a process: 1 within the bar, less beyond it.

    The seconds of every page go to standard error. Nothing where the file of reports, which is not distributed, is absent.
    """
    if not path.is_file():
        return {}
    many = multiply([(r, coder.code(r)) for r in read_reports(path)], number)
    with tempfile.TemporaryDirectory() as tmp:
        db = Path(tmp) / "store.sqlite"
        with open_store(db, create=True) as store, store.transaction():
            for report, claims in many:
                store.add_report(report)
                store.put_claims(report.id, claims, "desk")
        with TestClient(create_app(Settings(db=db, wait_s=_LONG_S)), base_url="http://127.0.0.1") as client:
            files, pages = measure_pages(client, many[0][0].id)
    for name, seconds in sorted({**files, **pages}.items(), key=lambda row: -row[1]):
        print(f"desk: {seconds:.3f} s  {name}", file=sys.stderr)
    slowest = max(files.values()), max(pages.values())
    return {"file_in_time": min(1.0, FILE_BAR / slowest[0]), "pages_in_time": min(1.0, PAGE_BAR / slowest[1])}


def measure_pages(client: TestClient, report: str) -> tuple[dict[str, float], dict[str, float]]:
    """The median seconds of the files of processes, and of all other pages, by path."""
    processes = [row["process"]["id"] for row in client.get("/api/v1/processes").raise_for_status().json()["items"][:2]]
    for name in [*processes, ALL]:
        client.get(f"/p/{name}/").raise_for_status()
    files = {f"/p/{name}/": _time(client, f"/p/{name}/") for name in [*processes, ALL]}
    paths = [f"/p/{name}/{entry.path}" for name in [processes[0], ALL] for entry in FILE_PAGES if entry.path]
    paths += [
        "/",
        f"/reports/{report}",
        "/search?q=ceasefire",
        "/search?party=Hamas",
        "/search?q=trucks&issue=humanitarian_access",
    ]
    paths += [f"/p/{processes[0]}/timeline.svg", f"/p/{ALL}/reports?page=40"]
    claim = client.get(f"/api/v1/reports/{report}").raise_for_status().json()["claims"][0]
    span = f"{claim['span']['start']}-{claim['span']['end']}"
    paths.append(f"/evidence/{report}:{claim['kind']}:{span}?process={processes[0]}")
    return files, {path: _time(client, path) for path in paths}


def _time(client: TestClient, path: str) -> float:
    """The median of several requests after a first one, which makes what is kept."""
    client.get(path).raise_for_status()
    seconds = []
    for _ in range(_TIMES):
        started = time.process_time()
        client.get(path).raise_for_status()
        seconds.append(time.process_time() - started)
    return median(seconds)
