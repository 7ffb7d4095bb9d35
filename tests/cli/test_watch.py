"""`travaux watch`: feeds kept, asked and left."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cli.calls import Call
from tests.cli.negotiations import PAGE
from tests.fetch.sites import Page, at_home, serve
from travaux.ontology.process_file import read_process
from travaux.store import open_store


def test_a_feed_is_kept_and_left(call: Call, tmp_path: Path) -> None:
    db = tmp_path / "talks.sqlite"
    assert "not asked yet" in call("watch", "add", "https://feeds.example/a#x", "--db", db).out
    assert call("watch", "add", "https://feeds.example/a", "--db", db).code == 2
    rows = call("watch", "list", "--db", db, "--format", "json").json()
    assert (rows["schema"], rows["feeds"][0]["address"], rows["feeds"][0]["reports"]) == (
        "travaux-watch/1",
        "https://feeds.example/a",
        0,
    )
    assert call("watch", "remove", "https://feeds.example/b", "--db", db).code == 2
    assert call("watch", "remove", "https://feeds.example/a", "--db", db).out == "no feed is followed\n"


@pytest.mark.parametrize("address", ["feeds.example", "file:///etc/passwd", "http://feeds.example:22/", ""])
def test_what_is_no_address_is_refused(call: Call, tmp_path: Path, address: str) -> None:
    answer = call("watch", "add", address, "--db", tmp_path / "talks.sqlite")
    assert answer.code == 2
    assert answer.out == ""


def test_a_feed_in_this_machine_is_not_asked(call: Call, tmp_path: Path) -> None:
    db = tmp_path / "talks.sqlite"
    call("watch", "add", "http://127.0.0.1:8080/feed", "--db", db)
    answer = call("watch", "run", "--db", db)
    assert answer.code == 1
    assert "this machine itself" in answer.err
    assert call("watch", "run", "https://other.example/", "--db", db).code == 2


def test_a_run_codes_with_the_processes_of_its_store(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What people described there names parties and places: the coder must know them."""
    lent: list[str] = []

    def make_coder(model: str | None, packs: Sequence[Path], reader: str | None) -> SimpleNamespace:
        lent.extend(path.read_text(encoding="utf-8") for path in packs)
        return SimpleNamespace(code=lambda _: (), extractor="none/1")

    monkeypatch.setattr("travaux.cli.watch.OPTIONS", at_home())
    monkeypatch.setattr("travaux.cli.watch.make_coder", make_coder)
    db = tmp_path / "talks.sqlite"
    described = 'name = "Ferry talks"\n\n[[party]]\nname = "North Isle"\n\n[[party]]\nname = "South Isle"\n'
    with open_store(db, create=True) as store:
        store.put_process(read_process(described, "ferry talks"), described)
    with serve({"/ferry": Page(PAGE.encode())}) as site:
        item = f"<item><title>1</title><link>{site.address('/ferry')}</link></item>"
        site.pages["/feed"] = Page(f'<rss version="2.0"><channel><title>F</title>{item}</channel></rss>'.encode())
        call("watch", "add", site.address("/feed"), "--db", db)
        assert call("watch", "run", "--db", db).code == 0
    assert lent == [described]


@pytest.mark.model
def test_a_run_takes_in_what_is_new(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("travaux.cli.watch.OPTIONS", at_home())
    db = tmp_path / "talks.sqlite"
    with serve({"/ferry": Page(PAGE.encode())}) as site:
        items = "".join(f"<item><title>{n}</title><link>{site.address(n)}</link></item>" for n in ("/ferry", "/gone"))
        site.pages["/feed"] = Page(f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'.encode())
        assert call("watch", "add", site.address("/feed"), "--db", db).code == 0
        answer = call("watch", "run", "--db", db, "--format", "json")
        assert answer.code == 1
        (row,) = answer.json()["runs"]
        assert (row["new"], row["known"]) == (1, 0)
        assert [f["address"] for f in row["failed"]] == [site.address("/gone")]
        assert "answers 404" in answer.err
        assert call("watch", "run", site.address("/feed"), "--db", db, "--format", "jsonl").lines()[0]["known"] == 1
    with open_store(db, create=False) as store:
        (coding,) = store.codings()
        assert (coding.status.value, coding.reason) == ("coded", None)
