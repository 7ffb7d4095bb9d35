"""Makes the pictures of the tour (docs/tour) from the example reports: `make tour`."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from playwright.sync_api import Browser
from tests.web.browser import PATIENCE_MS, open_browser, serve_desk

from travaux.cli import main
from travaux.store import open_store
from travaux.store.feeds import Feed, put_feed
from travaux.web.settings import Settings

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "tour"
FILE = "/p/tigray-talks/"
Shot: TypeAlias = tuple[str, str, tuple[int, int], str]
LIMIT = 150_000
"""Bytes of a picture at most."""
_WIDE, _NARROW = (1000, 640), (390, 700)
MERGED = ("tigray-war", "ethiopia-tplf-dispute-after-the-pretoria-agreement", "--name", "Tigray talks")
"""The two processes that are found in the example reports, and what they are called as one."""
SHOTS: tuple[Shot, ...] = (
    ("processes", "/", (1000, 420), ""),
    ("overview", FILE, (1000, 850), ""),
    ("changes", f"{FILE}changes?since=2022-11-05", (1000, 800), ""),
    ("table", f"{FILE}table", _WIDE, "article:nth-of-type(2) > details"),
    ("positions", f"{FILE}positions", (1240, 600), ""),
    ("demands", f"{FILE}demands", _WIDE, "tbody tr:nth-of-type(1) details"),
    ("next", f"{FILE}next", _WIDE, ""),
    ("timeline", f"{FILE}timeline", (1000, 820), ""),
    ("access", f"{FILE}access", _WIDE, ""),
    ("contradictions", f"{FILE}contradictions", (1000, 560), ".side details"),
    ("report", "", _WIDE, ""),
    ("evidence", "", _WIDE, ""),
    ("search", "/search?q=Tigray", _WIDE, ""),
    ("brief", f"{FILE}brief", _WIDE, ""),
    ("review", "/review?process=tigray-talks", _WIDE, ""),
    ("review-claim", "", _WIDE, "details >> nth=0"),
    ("add", "/add", (1000, 760), ""),
    ("watch", "/watch", (1000, 420), ""),
    ("phone", FILE, _NARROW, ""),
    ("phone-review", "/review?process=tigray-talks", _NARROW, ""),
)
"""Name, address, size of the window, and which lines are opened; addresses that are missing are looked up."""

_LOOKED_UP = {
    "report": (f"{FILE}reports", "/reports/"),
    "evidence": (f"{FILE}contradictions", "/evidence/"),
    "review-claim": ("/review?process=tigray-talks", "/review/claims/"),
}
"""Where such an address is found, and how it begins."""


def make_tour() -> None:
    """Take all pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp:
        db = Path(tmp) / "talks.sqlite"
        with open_store(db, create=True) as store:
            asked = "2022-11-17T08:30:00Z"
            feed = Feed(address="https://courier.example/feed.xml", title="Highland Courier", last_checked=asked)
            put_feed(store, feed)
        _call("ingest", str(ROOT / "examples" / "reports"), "--db", str(db))
        with open_browser() as browser:
            _take(browser, db, SHOTS[:1])
            _call("process", "merge", *MERGED, "--db", str(db))
            _take(browser, db, SHOTS[1:])


def _call(*words: str) -> None:
    try:
        main(list(words))
    except SystemExit as leaving:
        if leaving.code:
            raise


def _take(browser: Browser, db: Path, shots: tuple[Shot, ...]) -> None:
    with serve_desk(Settings(db=db, wait_s=600)) as address:
        for name, path, size, opened in shots:
            _shoot(browser, address + (path or _find(browser, address, name)), FOLDER / f"{name}.png", size, opened)


def _find(browser: Browser, address: str, name: str) -> str:
    """The address of the first report, of what the first contradiction rests on, or of the first claim to review."""
    place, kind = _LOOKED_UP[name]
    page = browser.new_page()
    page.goto(address + place)
    link = page.locator(f"main a[href^='{kind}']").last.get_attribute("href") or "/"
    page.close()
    return link


def _shoot(browser: Browser, address: str, path: Path, size: tuple[int, int], opened: str) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="en-GB", timezone_id="UTC")
    page.set_default_timeout(PATIENCE_MS)
    page.clock.set_fixed_time(datetime(2022, 11, 17, 9, tzinfo=UTC))
    page.goto(address)
    if opened:
        page.locator(opened).evaluate_all("all => all.forEach(details => { details.open = true; })")
    page.screenshot(path=path, animations="disabled")
    page.close()
    if path.stat().st_size > LIMIT:
        raise SystemExit(f"{path} has {path.stat().st_size} bytes, more than {LIMIT}")


if __name__ == "__main__":
    make_tour()
