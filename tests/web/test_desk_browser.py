"""The desk in Chromium: no serious issue of accessibility on any page, at both widths, and what needs a browser to be seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.browser import PATIENCE_MS, SIZES, need_chromium, open_browser, serve_desk
from tests.web.pages import FILE_PAGES
from travaux.web.settings import Settings

pytestmark = pytest.mark.model
FILE = "/p/port-talks/"
PATHS = (
    "/", "/search?q=port", *(f"{FILE}{p}" for p in FILE_PAGES), "/p/tigray-war/", "/p/tigray-war/positions",
    "/reports/port-closed", f"{FILE}?as_of=2023-05-05", "/p/nowhere/",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(whole_store: Path) -> Iterator[str]:
    need_chromium()
    with serve_desk(Settings(db=whole_store, wait_s=600)) as address:
        yield address


@pytest.fixture(scope="module")
def browser(desk: str) -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


def open_context(browser: Browser, size: str, **options: object) -> BrowserContext:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture(params=["desktop light", "phone dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    size, scheme = request.param.split()
    context = open_context(browser, size, color_scheme=scheme)
    yield context.new_page()
    context.close()


def test_no_page_has_a_serious_issue_or_complains(page: Page, desk: str) -> None:
    """Issues of axe; messages on the console (a policy that bars something); a page wider than its window."""
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(f"{page.url}: {message.text}") if "404" not in message.text else None
    )
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    first = alone = None
    for path in PATHS:
        page.goto(f"{desk}{path}")
        if path == f"{FILE}demands":
            first = page.locator("a[href^='/evidence/']").first.get_attribute("href")
        if path == f"{FILE}table":
            alone = page.locator("article.card").first.get_attribute("id")
        said += check_page(page, path)
    assert first is not None
    for path in (first, f"{FILE}table?proposal={alone}"):
        page.goto(f"{desk}{path}")
        said += check_page(page, path)
    assert said == []


def check_page(page: Page, path: str) -> list[str]:
    """What is wrong with the page that is open, every line of it opened."""
    page.evaluate("document.querySelectorAll('details').forEach((d, n) => { d.open = n < 12; })")
    found = Axe().run(page).response["violations"]
    out = [
        f"{path}: {v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}"
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*out, f"{path}: {wide} px wider than its window"] if wide > 0 else out


def test_the_slider_moves_the_day(browser: Browser, desk: str) -> None:
    context = open_context(browser, "desktop")
    page = context.new_page()
    page.goto(f"{desk}{FILE}reports")
    slide = page.get_by_label("Day of the file")
    expect(slide).to_be_visible()
    slide.focus()
    with page.expect_navigation():
        page.keyboard.press("Home")
    expect(page).to_have_url(f"{desk}{FILE}reports?as_of=2023-05-03")
    expect(page.get_by_role("status")).to_contain_text("As known on 3 May 2023")
    expect(page.get_by_label("Day of the file")).to_be_visible()
    context.close()


def test_all_works_without_javascript(browser: Browser, desk: str) -> None:
    context = open_context(browser, "desktop", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}{FILE}demands")
    expect(page.get_by_label("Day of the file")).to_be_hidden()
    page.get_by_text("independent origin").first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_label("As known on").fill("2023-05-05")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(f"{desk}{FILE}demands?as_of=2023-05-05")
    page.get_by_label("Search reports and claims").fill("truce")
    page.get_by_role("button", name="Search").first.click()
    expect(page.get_by_role("heading", name="Search", exact=True)).to_be_visible()
    context.close()


def test_keyboard_alone_reads_a_line(browser: Browser, desk: str) -> None:
    context = open_context(browser, "desktop")
    page = context.new_page()
    page.goto(f"{desk}{FILE}demands")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    expect(page.locator("details[open] mark").first).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_label("Search reports and claims")).to_be_focused()
    context.close()


def test_margin_and_text_point_to_each_other(browser: Browser, desk: str) -> None:
    context = open_context(browser, "desktop")
    page = context.new_page()
    page.goto(f"{desk}/reports/port-closed")
    page.locator(".margin li").first.hover()
    expect(page.locator("mark.lit").first).to_be_visible()
    context.close()


def test_the_drawing_is_seen(browser: Browser, desk: str) -> None:
    context = open_context(browser, "desktop")
    page = context.new_page()
    page.goto(f"{desk}/p/tigray-war/timeline")
    assert page.evaluate("document.querySelector('.chart img').naturalWidth") > 400
    context.close()
