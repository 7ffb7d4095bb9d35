"""Review in Chromium: with the keyboard alone, and without JavaScript."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import SIZES, need_chromium, open_browser, serve_desk
from tests.web.desks import DEMAND, PASSWORD, add_people, make_store
from travaux.ontology.claim import claim_id
from travaux.ontology.review import Decision, Target, Verdict
from travaux.store import open_store
from travaux.store.reviews import add_review, list_reviews
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


def test_the_keyboard_alone_parts_and_joins_claims(browser: Browser, desk: str, db: Path) -> None:
    page = browser.new_page()
    page.goto(f"{desk}/review?process=_all&kind=demand")
    page.keyboard.press("j")
    page.keyboard.press("m")  # the forms for it stand on the page of the claim
    expect(page.get_by_role("heading", name="Review of a claim")).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_role("button", name="Not the same thing").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-done]")).to_contain_text("Ane put apart two claims")
    page.keyboard.press("m")
    expect(page.locator("details[data-act=join]")).to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.closest('details').dataset.act") == "join"
    other = next(name for name in ("r1:demand:0-20", "r3:demand:0-20") if quote(name, safe="") not in page.url)
    page.locator("#other").focus()
    page.keyboard.type(other)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Decided already")).to_be_visible()
    assert [verdict for _, verdict, _ in decided(db)] == [Verdict.REJECT]
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
        said += find_faults(page, path)
    page.close()
    assert said == []


def find_faults(page: Page, name: str) -> list[str]:
    """Serious issues of the page that is open, all that it holds opened; and whether it is wider than its window."""
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    found = Axe().run(page)
    serious = [v for v in found.response["violations"] if v["impact"] in {"serious", "critical"}]
    said = [f"{name}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in serious]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        said.append(f"{name} is wider than its window")
    narrow = "[...document.querySelectorAll('blockquote')].some(q => q.offsetWidth > 0 && q.offsetWidth < 160)"
    if page.evaluate(narrow):
        said.append(f"{name} squeezes the words it quotes")
    return said


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "dark"), ("phone", "light")])
def test_what_follows_on_a_form_has_no_serious_issue(browser: Browser, tmp_path: Path, size: str, scheme: Any) -> None:
    """The sign-in and its fault, accounts, a token, a job that failed, a feed with trouble, and two who decided alike."""
    db = make_store(tmp_path)
    add_people(db)
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    claim = "/review/claims/r1%3Ademand%3A0-20?process=_all"
    with serve_desk(Settings(db=db, wait_s=60)) as desk:
        page.goto(f"{desk}/accounts")
        said = find_faults(page, "sign-in")
        for words in ("not the password", PASSWORD):
            page.get_by_label("Name").fill("admin")
            page.get_by_label("Password").fill(words)
            page.get_by_role("button", name="Sign in").click()
            said += find_faults(page, f"after {words}")
        expect(page.get_by_role("heading", name="Accounts")).to_be_visible()
        page.goto(f"{desk}/account")
        page.get_by_role("button", name="Make a token").click()
        expect(page.get_by_role("status")).to_contain_text("shown once")
        said += find_faults(page, "token")
        page.goto(f"{desk}/watch")
        page.get_by_label("Address of the feed").fill("http://127.0.0.1/feed")
        page.get_by_role("button", name="Follow it").click()
        expect(page.get_by_text("with trouble")).to_be_visible()
        said += find_faults(page, "job")
        page.goto(f"{desk}/watch")
        expect(page.get_by_text("this machine itself")).to_be_visible()
        said += find_faults(page, "watch")
        page.goto(f"{desk}/add")
        page.get_by_label("Address of one article").fill("http://user:word@site.example/")
        page.get_by_role("button", name="Fetch the page").click()
        said += find_faults(page, "add")
        page.goto(f"{desk}{claim}")
        with open_store(db, create=False) as store:
            same = {"kind": Target.CLAIM, "reviewer": "Oda", "reason": "read it", "claim": DEMAND}
            add_review(store, Decision(target=claim_id(DEMAND), verdict=Verdict.CONFIRM, **same))
        page.keyboard.press("r")
        expect(page.get_by_role("heading", name="Decided already")).to_be_visible()
        said += find_faults(page, "conflict")
        page.goto(f"{desk}{claim}")
        said += find_faults(page, "decided")
    context.close()
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
