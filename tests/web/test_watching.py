"""The watch list at the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fetch.sites import Page, Site, at_home, serve
from tests.web.desks import Desk, add_people, make_store, open_desk, words_of
from tests.web.pages import read_page
from tests.web.test_adding import ARTICLE, find, wait


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        items = "".join(f"<item><title>Entry {n}</title><link>{site.address(f'/{n}')}</link></item>" for n in range(2))
        feed = f'<rss version="2.0"><channel><title>Island &lt;b&gt;Post&lt;/b&gt;</title>{items}</channel></rss>'
        site.pages["/feed"] = Page(feed.encode(), kind="application/rss+xml")
        for n in range(2):
            site.pages[f"/{n}"] = Page(ARTICLE.replace(b"Monday", f"day {n}".encode()))
        yield site


def test_a_feed_is_followed_asked_and_left(tmp_path: Path, site: Site) -> None:
    db = make_store(tmp_path)
    with open_desk(db, fetch=at_home()) as desk:
        assert "2 new reports from 1 feed" in wait(desk, desk.post("/watch", address=site.address("/feed")))
        page = read_page(desk.get("/watch").text)
        assert page.faults == []
        assert "Island <b>Post</b>" in page.text
        assert "2 reports" in page.text
        assert page.text.count("Ferry to sail") == 2
        assert desk.post("/watch", address=site.address("/feed")).status_code == 400
        assert "0 new reports" in wait(desk, desk.post("/watch/run"))
        assert desk.post("/watch/run", address="https://other.example/").status_code == 404
        assert desk.post("/watch/remove", address=site.address("/feed")).status_code == 303
        assert "No feed is followed." in words_of(desk.get("/watch"))
    assert len(find(db, "harbour master said")) == 2


def test_a_feed_with_trouble_says_which(tmp_path: Path, site: Site) -> None:
    site.pages["/1"] = Page(b"", 404)
    with open_desk(make_store(tmp_path), fetch=at_home()) as desk:
        assert "1 with trouble" in wait(desk, desk.post("/watch", address=site.address("/feed")))
        assert "answers 404" in words_of(desk.get("/watch"))
        assert "no feed" in wait(desk, desk.post("/watch", address=site.address("/0")))


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "http://127.0.0.1:22/"])
def test_what_is_no_address_of_a_feed_is_refused(tmp_path: Path, address: str) -> None:
    with open_desk(make_store(tmp_path)) as desk:
        assert desk.post("/watch", address=address).status_code == 400


def test_a_reader_sees_the_list_and_cannot_change_it(tmp_path: Path) -> None:
    db = make_store(tmp_path)
    add_people(db)
    with open_desk(db) as desk:
        desk.sign_in("reader")
        page = desk.get("/watch")
        assert page.status_code == 200
        assert 'action="/watch' not in page.text
        assert isinstance(desk, Desk)
