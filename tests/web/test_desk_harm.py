"""A report full of markup, scripts and control characters changes no page."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import HARM, PORT_CLOSED, keep, make_one
from tests.web.pages import FILE_PAGES, Page, read_page
from travaux.coding.coder import Coder
from travaux.ontology.claim import claim_id
from travaux.store import open_store
from travaux.web.app import create_app
from travaux.web.settings import Settings

pytestmark = pytest.mark.model
NAME = '<script>alert("id")</script>&/../x?y#z'
_ALLOWED = {"script": {"src", "defer"}}


@pytest.fixture(scope="module")
def harmed(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    db: Path = tmp_path_factory.mktemp("harm") / "talks.sqlite"
    reports = [
        make_one(HARM, '"><script>alert("outlet")</script>', "2023-05-04", NAME),
        make_one(PORT_CLOSED, "Gulf Ledger", "2023-05-03", "plain"),
    ]
    keep(db, coder, reports)
    return TestClient(create_app(Settings(db=db, wait_s=600)), base_url="http://127.0.0.1")


def _paths(client: TestClient) -> list[str]:
    with open_store(client.app.state.settings.db, create=False) as store:  # type: ignore[attr-defined]
        claims = [claim_id(c) for _, group in store.claims([NAME]) for c in group]
    every = next(a["href"] for a in read_page(client.get("/p/_all/reports").text).find("a") if "alert" in a["href"])
    links = [a["href"] for p in FILE_PAGES for a in read_page(client.get(f"/p/_all/{p}").text).find("a")]
    evidence = sorted({h for h in links if h.startswith("/evidence/")})
    assert claims
    assert any("alert" in h for h in evidence)
    return [every, *evidence[:25], *(f"/p/_all/{p}" for p in FILE_PAGES), "/search?q=Hodeidah", "/search?q=<b>", "/"]


def test_no_page_is_changed(harmed: TestClient) -> None:
    for path in _paths(harmed):
        answer = harmed.get(path)
        assert answer.status_code == 200, path
        page = read_page(answer.text)
        assert page.faults == [], path
        assert _plants(page) == [], path
        assert not any(c in answer.text for c in "\x1b\x07\u202e\u2066"), path


def _plants(page: Page) -> list[str]:
    """Elements that no template has."""
    out = [
        f"<{tag} {attrs}>"
        for tag, attrs in page.elements
        if tag in {"svg", "b"} and attrs.get("class") != "when" and attrs
    ]
    out += [str(attrs) for attrs in page.find("script") if set(attrs) != _ALLOWED["script"]]
    return out + [
        str(attrs) for tag, attrs in page.elements if attrs.get("class") == "planted" or attrs.get("src") == "x"
    ]


def test_its_words_are_shown_as_they_stand(harmed: TestClient) -> None:
    report = read_page(harmed.get(_paths(harmed)[0]).text).text
    assert "<script>alert('read')</script>" in report
    assert "{{ 7*7 }} {% raw %} ${7*7}" in report
    assert "&amp;&lt;i&gt;" in report
    assert "\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}evil" in report


def test_its_drawing_and_its_brief_hold_no_markup_of_its_own(harmed: TestClient) -> None:
    for path in ("/p/_all/timeline.svg?since=2023-01-01", "/p/_all/brief.html"):
        body = harmed.get(path).text
        assert "<script" not in body
        assert "onload=alert" not in body.replace("&gt;&lt;svg onload=alert", "")
