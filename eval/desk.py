"""The desk on a store of 5,000 reports: how long each page takes once the files of the store are made.

`travaux serve` runs on the store, and the pages are asked for over the network of this machine, one after the other. Times are
those of the clock, each the median of several requests. The store is made of real reports by `eval.multiply`, or is a copy of the
one that TRAVAUX_DESK_STORE names.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

import httpx

from eval.multiply import multiply, write_store
from travaux.coding.coder import Coder
from travaux.errors import InputError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.web.library import ALL
from travaux.web.nav import FILE_PAGES

Seconds = tuple[float, float]
"""Of a page: the median by the clock, and the mean of a processor's: where that is much less, the machine does other things."""
REPORTS = 5000
PAGE_BAR, FILE_BAR = 0.3, 1.0
"""Seconds within which a page, and the file of a process, is there."""
STORE = "TRAVAUX_DESK_STORE"
_TIMES = 7
_LONG_S = 1800.0
_ASK_S = 0.5
_SEARCHES = (
    "q=ceasefire",
    "q=trucks&issue=humanitarian_access",
    "party=Israel",
    "act=meet",
    "act=reject&since=2024-01-01",
)
_DESK = ("/", "/add", "/watch", "/account", "/accounts", "/api/v1/processes", "/api/v1/search?q=ceasefire")


def measure_desk(coder: Coder, path: Path, number: int = REPORTS) -> dict[str, float]:
    """For the slowest page and for the slowest file of a process: 1 within the bar, less beyond it.

    The seconds of every page go to standard error. Nothing where the file of reports, which is not distributed, is absent.
    """
    given = os.environ.get(STORE)
    if given is None and not path.is_file():
        return {}
    with tempfile.TemporaryDirectory() as tmp:
        db = Path(tmp) / "store.sqlite"
        if given is not None:
            shutil.copy(given, db)
        else:
            reports = (r for r in iter_reports([str(path)], IntakeOptions()) if not isinstance(r, InputError))
            real = [(r, () if r.set_aside else tuple(coder.code(r))) for r in reports]
            made, claims = write_store(db, multiply(real, number))
            print(f"desk: {made} reports, {claims} claims", file=sys.stderr)
        with serve(db) as desk:
            files, pages = measure_pages(desk)
    for name, (seconds, busy) in sorted({**files, **pages}.items(), key=lambda row: -row[1][0]):
        print(f"desk: {seconds:.3f} s, {busy:.3f} s of a processor  {name}", file=sys.stderr)
    slowest = max(row[0] for row in files.values()), max(row[0] for row in pages.values())
    print(f"desk: the slowest file {slowest[0]:.3f} s, the slowest page {slowest[1]:.3f} s", file=sys.stderr)
    return {"file_in_time": min(1.0, FILE_BAR / slowest[0]), "pages_in_time": min(1.0, PAGE_BAR / slowest[1])}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A desk that is served, by the process of that id."""

    client: httpx.Client
    process: int

    def measure_work(self) -> float:
        """The seconds of a processor that it has used; 0 where the system does not tell."""
        path = Path(f"/proc/{self.process}/stat")
        if not path.exists():
            return 0.0
        fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serve(db: Path) -> Iterator[Desk]:
    """A desk on a store, in a process of its own, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("travaux")), "serve", "--db", str(db), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        address, own = f"http://127.0.0.1:{port}", {"connection": "close"}
        with httpx.Client(base_url=address, headers=own, timeout=_LONG_S, trust_env=False) as client:
            yield Desk(client=client, process=process.pid)
    finally:
        process.kill()  # it may be in the middle of a file, which nobody waits for any more
        process.wait(timeout=60)


def measure_pages(desk: Desk) -> tuple[dict[str, Seconds], dict[str, Seconds]]:
    """The seconds of the files of processes, and of all other pages, by path."""
    client = desk.client
    processes = [row["process"]["id"] for row in _ask(client, "/api/v1/processes").json()["items"][:2]]
    files = {f"/p/{name}/": _time(desk, f"/p/{name}/") for name in [*processes, ALL]}
    pages = [f"/p/{processes[0]}/{entry.path}" for entry in FILE_PAGES if entry.path]
    pages += [f"/p/{ALL}/{entry.path}" for entry in FILE_PAGES if entry.path not in {"", "changes"}]
    pages += [f"/p/{processes[0]}/{more}" for more in ("timeline.svg", "brief.html", "next.ics", "demands?page=2")]
    pages += [*_DESK, *(f"/search?{query}" for query in _SEARCHES), *_list_single(client, processes[0])]
    return files, {path: _time(desk, path) for path in pages}


def _list_single(client: httpx.Client, process: str) -> Iterator[str]:
    """The pages of one report, of one claim, and of review."""
    items = _ask(client, f"/api/v1/processes/{process}/meetings?limit=1").json()["items"]
    if not items:
        raise LookupError(f"{process} has no meeting whose pages could be asked for")
    told = items[0]["evidence"][0]
    claim, report = quote(told["claim"], safe=""), quote(told["report"], safe="")
    yield from (f"/reports/{report}?process={process}", f"/evidence/{claim}?process={process}")
    yield from (f"/review?process={process}", f"/review?process={process}&kind=demand")
    yield f"/review/claims/{claim}?process={process}"


def _ask(client: httpx.Client, path: str) -> Any:
    """The answer of a desk, once it has started and made what it is asked for."""
    until = time.monotonic() + _LONG_S
    while time.monotonic() < until:
        try:
            answer = client.get(path)
        except httpx.TransportError:  # it starts, or has much to do
            answer = None
        if answer is not None and answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            return answer.raise_for_status()
        time.sleep(_ASK_S)
    raise TimeoutError(f"{path} is not there after {_LONG_S:.0f} s")


def _time(desk: Desk, path: str) -> Seconds:
    """The seconds of several requests after a first one, which makes what is kept."""
    _ask(desk.client, path)
    seconds, before = [], desk.measure_work()
    for _ in range(_TIMES):
        started = time.perf_counter()
        desk.client.get(path).raise_for_status()
        seconds.append(time.perf_counter() - started)
    return median(seconds), (desk.measure_work() - before) / _TIMES
