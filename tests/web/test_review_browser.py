"""Review in Chromium: with the keyboard alone, and without JavaScript."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import SIZES, need_chromium, open_browser, serve_desk
from tests.web.desks import add_people, make_store
from travaux.ontology.review import Verdict
from travaux.store import open_store
from travaux.store.reviews import list_reviews
from travaux.web.settings import Settings

PATHS = ("/review?process=_all", "/add", "/watch", "/account", "/accounts")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    need_chromium()
    with open_browser() as browser:
        yield browser


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return make_store(tmp_path)


@pytest.fixture
def desk(db: Path) -> Iterator[str]:
    with serve_desk(Settings(db=db, wait_s=60, local="Ane")) as address:
        yield address


def decided(db: Path) -> list[tuple[str, Verdict, dict[str, str]]]:
    with open_store(db, create=False) as store:
        return [(r.target, r.verdict, dict(r.changes)) for r in list_reviews(store)]


def rows(page: Page) -> list[str]:
    return [row.locator("mark").first.inner_text() for row in page.locator("[data-row]").all()]


def test_the_keyboard_alone_reviews_claims(browser: Browser, desk: str, db: Path) -> None:
    page = browser.new_page()
    page.goto(f"{desk}/review?process=_all&kind=demand")
    first = page.locator("[data-row]").first
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("[data-row]").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()

    page.keyboard.press("c")  # confirm
    expect(page.locator("[data-done]")).to_contain_text("Ane confirmed the claim")
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(page.locator("[data-row]").first).to_be_focused()

    page.keyboard.press("u")  # and take it back
    expect(page.locator("[data-row]")).to_have_count(2)

    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("e")  # correct: the first field has the cursor; letters are letters there
    field = page.locator("[data-row]").first.locator("details[data-act=correct] input:not([type=hidden])").first
    expect(field).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Chile; Ecuador")
    page.keyboard.press("Enter")
    expect(page.locator("[data-done]")).to_contain_text("Ane corrected the claim")

    page.keyboard.press("r")  # reject what is left
    expect(page.locator("[data-done]")).to_contain_text("Ane rejected the claim")
    expect(page.locator("[data-row]")).to_have_count(0)
    assert [verdict for _, verdict, _ in decided(db)] == [
        Verdict.CONFIRM,
        Verdict.WITHDRAW,
        Verdict.CORRECT,
        Verdict.REJECT,
    ]
    assert decided(db)[2][2] == {"by": "Chile; Ecuador"}
    page.close()


def test_escape_leaves_a_correction_and_letters_in_other_fields_do_nothing(
    browser: Browser, desk: str, db: Path
) -> None:
    page = browser.new_page()
    page.goto(f"{desk}/review?process=_all")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.type("cru")
    page.keyboard.press("Escape")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.locator("#q").focus()
    page.keyboard.type("cru")
    assert decided(db) == []
    page.close()


def test_an_evidence_page_is_reviewed_with_the_same_keys(browser: Browser, desk: str, db: Path) -> None:
    page = browser.new_page()
    page.goto(f"{desk}/evidence/r1%3Ademand%3A0-20?process=_all")
    page.keyboard.press("c")
    expect(page.locator("section[aria-label=Review]")).to_contain_text("Ane confirmed the claim")
    page.keyboard.press("u")
    expect(page.locator("section[aria-label=Review]")).to_contain_text("withdrew")
    assert [verdict for _, verdict, _ in decided(db)] == [Verdict.CONFIRM, Verdict.WITHDRAW]
    page.close()


def test_without_javascript_the_same_forms_do_it(browser: Browser, desk: str, db: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/review?process=_all")
    page.locator("[data-row]").first.get_by_role("button", name="Confirm").click()
    page.locator("[data-done]").get_by_role("button", name="Undo").click()
    page.locator("[data-row]").first.get_by_role("button", name="Reject").click()
    assert [verdict for _, verdict, _ in decided(db)] == [Verdict.CONFIRM, Verdict.WITHDRAW, Verdict.REJECT]
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_no_page_has_a_serious_issue_or_is_wider_than_its_window(browser: Browser, desk: str, size: str) -> None:
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for path in (*PATHS, "/review/claims/r1%3Ademand%3A0-20?process=_all"):
        page.goto(f"{desk}{path}")
        found = Axe().run(page)
        serious = [v for v in found.response["violations"] if v["impact"] in {"serious", "critical"}]
        said += [f"{path}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in serious]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
            said.append(f"{path} is wider than its window")
    page.close()
    assert said == []


def test_signing_in_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "accounts"
    folder.mkdir()
    db = make_store(folder)
    add_people(db)
    with serve_desk(Settings(db=db, wait_s=60)) as desk:
        page = browser.new_page()
        page.goto(f"{desk}/watch")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.get_by_label("Name").focus()
        page.keyboard.type("reviewer")
        page.keyboard.press("Tab")
        page.keyboard.type("three crossings, one river")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Watch list")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.close()
