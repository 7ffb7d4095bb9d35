"""The pages of the desk: what each shows, that it loads nothing from elsewhere, and what is refused."""

import re
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from tests.web.pages import FILE_PAGES, read_page
from travaux.web.security import POLICY, name_host

pytestmark = pytest.mark.model
TIGRAY, PORT = "/p/tigray-war/", "/p/port-talks/"
OTHERS = (
    "/",
    "/search",
    "/search?q=truce",
    "/p/_all/",
    f"{TIGRAY}?as_of=2022-11-01",
    f"{TIGRAY}changes?since=2022-11-10",
)


@pytest.mark.parametrize("path", [*(f"{TIGRAY}{p}" for p in FILE_PAGES), *(f"{PORT}{p}" for p in FILE_PAGES), *OTHERS])
def test_every_page_is_whole_titled_and_its_own(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    page = read_page(answer.text)
    assert page.faults == []
    assert len(page.find("h1")) == len(page.find("main")) == len(page.find("title")) == 1
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", [*(f"{PORT}{p}" for p in FILE_PAGES), "/"])
def test_links_of_a_page_lead_somewhere(client: TestClient, path: str) -> None:
    hrefs = {a["href"].partition("#")[0] for a in read_page(client.get(path).text).find("a")}
    for href in sorted(hrefs - {""})[:60]:
        assert client.get(href).status_code == 200, href


@pytest.mark.parametrize("name", ["timeline", "demands", "table", "positions", "next", "leverage", "changes"])
def test_a_page_marks_what_is_to_be_checked_and_says_what_that_means(client: TestClient, name: str) -> None:
    page = client.get(f"/p/_all/{name}").text
    rows = page.partition("<h1>")[2]
    assert rows.count('class="check"') <= 1 or "to be relied on before somebody has read the words" in rows


def test_the_timeline_can_leave_out_what_is_to_be_checked(client: TestClient) -> None:
    days = "since=2000-01-01&until=2030-01-01"
    whole, sure = (client.get(f"/p/_all/timeline?{days}{more}").text for more in ("", "&sure=1"))
    assert whole.count('class="check"') > sure.count('class="check"') == 1
    assert whole.count("<tr>") > sure.count("<tr>")


def test_a_line_opens_its_words_in_their_paragraph(client: TestClient) -> None:
    body = client.get(f"{PORT}demands").text
    assert re.search(r"<mark>[^<]*reopen the port within ten days", body)
    href = next(a["href"] for a in read_page(body).find("a") if a["href"].startswith("/evidence/"))
    page = read_page(client.get(href).text)
    assert "port-closed:" in unquote(href)
    assert "Gulf Ledger" in page.text
    assert "independent origin" in page.text


def test_a_report_shows_its_claims_in_the_margin(client: TestClient) -> None:
    page = read_page(client.get("/reports/port%2Fopen").text)
    marks = [attrs for attrs in page.find("mark") if attrs.get("data-claims")]
    notes = [attrs for attrs in page.find("li") if "data-claim" in attrs]
    assert {name for m in marks for name in m["data-claims"].split(" ")} >= {n["data-claim"] for n in notes}
    assert notes
    first = notes[0]["data-claim"]
    wanted = read_page(client.get("/reports/port%2Fopen", params={"claim": first}).text)
    assert any(attrs.get("class") == "wanted" for attrs in wanted.find("mark"))


def test_the_board_has_a_cell_a_day_and_says_the_same_in_words(client: TestClient) -> None:
    page = read_page(client.get(f"{PORT}access?until=2023-05-20").text)
    strips = [attrs["aria-label"] for tag, attrs in page.elements if attrs.get("role") == "img"]
    cells = [
        attrs["class"].split()[1]
        for tag, attrs in page.elements
        if tag == "span" and "cell c-" in attrs.get("class", "") and "title" in attrs
    ]
    assert len(cells) == 60 * len(strips)
    assert any("closed 3 May 2023 to 8 May 2023" in s and "open 9 May 2023" in s for s in strips), strips
    assert {"c-closed", "c-open", "c-none"} <= set(cells)


def test_as_of_shows_what_was_known_then(client: TestClient) -> None:
    early = read_page(client.get(f"{PORT}reports?as_of=2023-05-05").text)
    assert "Gulf Ledger" in early.text
    assert "Aden Observer" not in early.text
    links = {a["href"] for a in early.find("a") if a["href"].startswith(PORT)}
    assert f"{PORT}table?as_of=2023-05-05" in links
    assert "No report of this process had come out by then" in client.get(f"{PORT}?as_of=2001-01-01").text


def test_changes_since_a_day(client: TestClient) -> None:
    text = read_page(client.get(f"{PORT}changes?since=2023-05-09").text).text
    assert "What changed since 9 May 2023" in text
    assert "proposal by Yemen's government for a six-month truce" in text


def test_a_proposal_has_a_page_of_its_own_with_all_that_belongs_to_it(client: TestClient) -> None:
    page = read_page(client.get(f"{PORT}table").text)
    (name, *_) = [attrs["id"] for tag, attrs in page.elements if tag == "article"]
    alone = read_page(client.get(f"{PORT}table", params={"proposal": name}).text)
    assert [attrs["id"] for tag, attrs in alone.elements if tag == "article"] == [name]
    assert "One proposal" in alone.text
    assert client.get(f"{PORT}table", params={"proposal": "nothing"}).status_code == 404


def test_long_lists_of_one_proposal_are_cut_and_lead_to_the_whole(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("travaux.web.routes.bargaining._INNER", 0)
    page = read_page(client.get(f"{TIGRAY}table").text)
    href = next(a["href"] for a in page.find("a") if "proposal=" in a["href"])
    whole = read_page(client.get(href).text)
    assert "more: all of this proposal" in page.text
    assert "more: all of this proposal" not in whole.text


def test_facets_are_named_for_people(client: TestClient) -> None:
    page = read_page(client.get("/search?q=port").text)
    names = {a["href"]: "" for a in page.find("a") if "process=" in a["href"] or "kind=" in a["href"]}
    assert any("kind=move" in href for href in names)
    assert "deed" in page.text
    assert "Port talks" in page.text
    assert "humanitarian_access" not in page.text


def test_the_brief_on_a_page_does_not_speak_of_the_command_line(client: TestClient) -> None:
    for path in (f"{TIGRAY}brief", f"{TIGRAY}brief.html", "/p/_all/brief"):
        assert "--format" not in client.get(path).text


def test_the_matrix_says_where_no_report_tells(client: TestClient) -> None:
    assert "no report" in read_page(client.get("/p/_all/positions").text).text


def test_the_timeline_is_drawn_and_kept(client: TestClient) -> None:
    first = client.get(f"{TIGRAY}timeline.svg")
    assert first.headers["content-type"] == "image/svg+xml"
    assert first.text.startswith("<svg")
    assert "Ethiopia" in first.text
    again = client.get(f"{TIGRAY}timeline.svg", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert client.get(f"{TIGRAY}timeline.svg?scheme=dark").text != first.text


def test_the_brief_is_sent_as_one_file(client: TestClient) -> None:
    answer = client.get(f"{TIGRAY}brief.html")
    assert answer.headers["content-disposition"] == 'attachment; filename="tigray-war.html"'
    assert "Where things stand" in answer.text
    assert not re.search(r"<(?:script|link|img)\b", answer.text)


def test_search_finds_reports_and_claims_and_narrows_down(client: TestClient) -> None:
    page = read_page(client.get("/search?q=port").text)
    assert {"Gulf Ledger", "Aden Observer"} <= set(re.findall("Gulf Ledger|Aden Observer", page.text))
    narrow = next(a["href"] for a in page.find("a") if "party=Houthis" in a["href"])
    narrowed = read_page(client.get(narrow).text)
    assert "party: Houthis" in narrowed.text
    hits = [a["href"] for a in narrowed.find("a") if a["href"].startswith("/evidence/")]
    assert hits
    assert all(unquote(h).startswith("/evidence/port") for h in hits)
    assert "No claim fits" in client.get("/search?q=port&party=Nobody").text


@pytest.mark.parametrize("words", ['"', "AND OR NOT", "a*", "(", "port NEAR", "''; --", "\x00", "port:", "-port", "^"])
def test_search_takes_any_words(client: TestClient, words: str) -> None:
    assert client.get("/search", params={"q": words}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/p/nowhere/", 404),
        ("/reports/none", 404),
        ("/evidence/none", 404),
        ("/evidence/none:move:1-2", 404),
        ("/bogus", 404),
        (f"{TIGRAY}?as_of=soon", 400),
        (f"{TIGRAY}changes?since=0001-01-01", 400),
        (f"{TIGRAY}changes?since=2022-11-10&as_of=2022-11-01", 400),
        (f"{TIGRAY}timeline?since=x", 400),
    ],
)
def test_what_cannot_be_shown_is_explained_on_a_page(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert read_page(answer.text).faults == []


def test_pages_beyond_the_last_show_the_last(client: TestClient) -> None:
    for number in ("0", "-1", "x", "999999999999", "99"):
        assert client.get(f"{PORT}reports?page={number}").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "", "127.0.0.1:x"])
def test_a_desk_is_not_read_under_another_name(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Tigray" not in answer.text


@pytest.mark.parametrize(
    ("header", "name"), [("LOCALHOST:80", "localhost"), ("[::1]:8000", "[::1]"), ("[::1]", "[::1]"), ("a:b:c", "")]
)
def test_names_of_hosts(header: str, name: str) -> None:
    assert name_host(header) == name


def test_the_second_look_tells_what_came_since(client: TestClient) -> None:
    first = client.get(TIGRAY)
    assert "first look" in first.text
    assert "HttpOnly" in first.headers["set-cookie"]
    old = {"cookie": "looked=|2001-01-01T00:00:00Z|2001-01-01T00:00:00Z"}
    page = read_page(client.get(TIGRAY, headers=old).text)
    assert "new reports since 1 January 2001" in page.text
    client.cookies.clear()
