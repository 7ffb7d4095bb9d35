"""The views over paths and over a store: one dossier behind all of them, the same from either."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calls import EXAMPLES, Call, find_evidence, read_texts
from tests.cli.negotiations import FRENCH, UNDATED, json_line

pytestmark = pytest.mark.model
LISTS = ("timeline", "proposals", "demands", "meetings", "positions", "contradictions", "sources")
RIVAL = json_line(
    id="late-1",
    outlet="Marsh Courier",
    published="2023-06-20",
    text=(
        "Kenya withdrew from the port agreement on Monday, its foreign ministry said. Uganda demanded that Kenya return"
        " to the talks. Rwanda proposed a joint patrol of the lake on Tuesday.\n"
    ),
)


@pytest.fixture
def db(call: Call, reports: Path, tmp_path: Path) -> Path:
    """A store of the four reports."""
    path = tmp_path / "talks.sqlite"
    call("ingest", reports, "--db", path)
    return path


@pytest.mark.parametrize("name", [*LISTS, "status", "brief"])
def test_a_view_is_the_same_from_files_and_from_a_store(call: Call, reports: Path, db: Path, name: str) -> None:
    from_files = call(name, reports, "--format", "json")
    assert from_files.code == 0
    assert call(name, "--db", db, "--format", "json").json() == from_files.json()
    assert call(name, "--db", db).out == call(name, reports).out


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_grounded_and_alike_in_json_and_jsonl(call: Call, reports: Path, name: str) -> None:
    document = call(name, reports, "--format", "json").json()
    assert set(document) == {"schema", "as_of", "process", name, "set_aside", "refused"}
    texts = read_texts(reports)
    for e in find_evidence(document):
        assert texts[e["report"]][e["start"] : e["end"]] == e["quote"]
    lines = call(name, reports, "--format", "jsonl").lines()
    assert [{k: v for k, v in line.items() if k != "schema"} for line in lines] == document[name]


@pytest.mark.parametrize("name", ["timeline", "proposals", "demands", "meetings", "sources"])
def test_a_list_has_rows_with_evidence(call: Call, reports: Path, name: str) -> None:
    rows = call(name, reports, "--format", "json").json()[name]
    assert rows
    assert all(row["evidence"] for row in rows)
    assert call(name, reports).out.count("“") >= (0 if name == "sources" else len(rows))


@pytest.mark.parametrize("name", [*LISTS, "status", "brief"])
def test_a_view_of_nothing_says_so_or_is_empty(call: Call, name: str) -> None:
    answer = call(name, "-", stdin=FRENCH.encode())
    assert answer.code == 0
    document = call(name, "-", "--format", "json", stdin=FRENCH.encode()).json()
    assert len(document["set_aside"]) == 1
    if name in LISTS:
        assert document[name] == []
        assert answer.out == ""
    else:
        assert "Unknown" in answer.out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("proposals", "These reports tell of no proposals.\n"),
        ("timeline", "These reports tell of nothing that was done.\n"),
        ("sources", "These reports tell of nobody who says it.\n"),
    ],
)
def test_a_list_says_that_the_reports_tell_nothing_of_it(call: Call, name: str, words: str) -> None:
    answer = call(name, "-", stdin=b"The weather on the coast was fine.")
    assert (answer.code, answer.out) == (0, words)
    assert call(name, "-", "--format", "jsonl", stdin=b"The weather on the coast was fine.").out == ""


def test_a_view_leaves_with_1_if_an_input_was_refused(call: Call, reports: Path) -> None:
    (reports / "empty.txt").touch()
    answer = call("demands", reports, "--format", "json")
    assert answer.code == 1
    assert len(answer.json()["refused"]) == 1


@pytest.mark.parametrize("name", [*LISTS, "status", "brief"])
def test_a_view_makes_no_store(call: Call, tmp_path: Path, name: str) -> None:
    answer = call(name, "--db", tmp_path / "none.sqlite")
    assert (answer.code, answer.out) == (1, "")
    assert "there is no such file" in answer.err
    assert list(tmp_path.iterdir()) == []


# -- what can be relied on ---------------------------------------------------------------------------------------

RATED = ("timeline", "proposals", "demands", "meetings", "positions", "contradictions")


@pytest.mark.parametrize("name", [*RATED, "changes"])
def test_every_row_says_whether_it_can_be_relied_on(call: Call, reports: Path, name: str) -> None:
    more = ("--since", "2023-03-01") if name == "changes" else ()
    rows = call(name, reports, *more, "--format", "json").json()[name]
    sure = call(name, reports, *more, "--sure", "--format", "json").json()[name]
    assert [r["id"] for r in sure] == [r["id"] for r in rows if r["trusted"]]
    assert sum(not r["trusted"] for r in find_rated(sure)) == 0
    text = call(name, reports, *more).out
    unsure = [r for r in rows if not r["trusted"]]
    assert (f"[to check] {len(unsure)} of {len(rows)}" in text) or not unsure or name == "proposals"
    assert "[to check]" not in call(name, reports, *more, "--sure").out


def find_rated(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document that says whether it can be relied on."""
    if isinstance(node, dict):
        if "trusted" in node:
            yield node
        for value in node.values():
            yield from find_rated(value)
    elif isinstance(node, list):
        for value in node:
            yield from find_rated(value)


@pytest.mark.parametrize("name", ["demands", "positions", "proposals", "contradictions"])
def test_what_can_be_relied_on_comes_first(call: Call, reports: Path, name: str) -> None:
    trusted = [r["trusted"] for r in call(name, reports, "--format", "json").json()[name]]
    assert trusted == sorted(trusted, reverse=True)


def test_the_matrix_leaves_out_what_is_to_be_checked(call: Call, reports: Path) -> None:
    cells = call("positions", reports, "--matrix", "--format", "json").json()["cells"]
    sure = call("positions", reports, "--matrix", "--sure", "--format", "json").json()["cells"]
    kept = [c["position"]["id"] for c in cells if c["position"] and c["position"]["trusted"]]
    assert [c["position"]["id"] for c in sure if c["position"]] == kept


def test_a_status_says_whether_a_sentence_tells_it(call: Call) -> None:
    status = call("status", EXAMPLES, "--format", "json").json()["status"]
    out = call("status", EXAMPLES).out
    assert ("[to check]" in out) is (status is not None and not status["trusted"])
    assert out.startswith("Unknown: ") is (status is None)


def test_a_list_of_several_negotiations_names_them(call: Call, reports: Path) -> None:
    out = call("timeline", reports).out
    document = call("brief", reports, "--format", "json").json()
    mixed = any(s["title"] == "What this page covers" for s in document["brief"]["sections"])
    assert ("--process NAME takes one" in out) is mixed


# -- as of a day -------------------------------------------------------------------------------------------------


def test_as_of_shows_only_what_was_published_by_then(call: Call, db: Path) -> None:
    dossier = call("brief", "--db", db, "--as-of", "2023-06-02", "--format", "json").json()
    assert dossier["as_of"] == "2023-06-02"
    assert {r["published"] for r in dossier["reports"]} == {"2023-03-04", "2023-05-09", "2023-06-02"}
    assert "as known on 2 June 2023" in call("brief", "--db", db, "--as-of", "2023-06-02").out


def test_as_of_before_all_reports_knows_nothing(call: Call, db: Path) -> None:
    assert "Unknown" in call("status", "--db", db, "--as-of", "2020-01-01").out
    assert call("timeline", "--db", db, "--as-of", "2020-01-01").out == ""


def test_as_of_names_reports_without_a_day(call: Call, reports: Path) -> None:
    (reports / "harbour.txt").write_text(UNDATED, encoding="utf-8")
    answer = call("brief", reports, "--as-of", "2023-12-31", "--format", "json")
    assert "harbour: left out of --as-of" in answer.err
    assert "harbour" not in {r["label"] for r in answer.json()["reports"]}


# -- changes -----------------------------------------------------------------------------------------------------


def test_changes_tells_what_later_reports_bring(call: Call, db: Path, reports: Path) -> None:
    (reports / "late.jsonl").write_text(RIVAL, encoding="utf-8")
    call("ingest", reports, "--db", db)
    document = call("changes", "--db", db, "--since", "2023-06-10", "--format", "json").json()
    new = [c for c in document["changes"] if c["change"] == "new"]
    assert new
    for change in new:
        assert "late-1" in {e["report"] for e in change["evidence"]}
    assert call("changes", "--db", db, "--since", "2023-06-10").out.startswith("New since 2023-06-10\n")
    assert "Gone quiet since 2023-05-20" in call("changes", "--db", db, "--since", "2023-05-20").out


def test_no_change_is_said(call: Call, tmp_path: Path) -> None:
    assert "No change since" in call("changes", "-", "--since", "2023-06-10", stdin=FRENCH.encode()).out


def test_changes_cannot_lie_after_what_is_known(call: Call, db: Path) -> None:
    answer = call("changes", "--db", db, "--since", "2023-06-10", "--as-of", "2023-05-01")
    assert (answer.code, answer.out) == (2, "")


# -- search ------------------------------------------------------------------------------------------------------


def test_search_finds_reports_and_claims_by_words(call: Call, db: Path) -> None:
    document = call("search", "agreement", "port", "--db", db, "--format", "json").json()
    assert [r["id"] for r in document["reports"]] == ["port-2"]
    assert "port" in document["reports"][0]["snippet"]
    assert document["claims"]
    assert all({"agreement", "port"} <= set(c["text"].lower().split()) for c in document["claims"])


def test_search_by_slots_gives_claims_only(call: Call, db: Path) -> None:
    document = call("search", "--act", "reject", "--db", db, "--format", "json").json()
    assert document["reports"] == []
    assert {c["act"] for c in document["claims"]} == {"reject"}
    document = call("search", "--party", "uganda", "--outlet", "coast wire", "--db", db, "--format", "json").json()
    assert {c["report"] for c in document["claims"]} == {"port-1"}


def test_search_by_days_and_limit(call: Call, db: Path) -> None:
    document = call("search", "--since", "2023-06-03", "--db", db, "--format", "json").json()
    assert [r["id"] for r in document["reports"]] == ["port-2"]
    few = call("search", "--until", "2023-06-30", "--limit", "2", "--db", db, "--format", "json").json()
    assert (len(few["reports"]), len(few["claims"])) == (2, 2)


def test_search_without_a_find(call: Call, db: Path) -> None:
    assert call("search", "volcano", "--db", db).out == "nothing found\n"
    assert call("search", "volcano", "--db", db, "--format", "jsonl").out == ""


# -- pages -------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What an HTML page opens, closes and refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            if name in {"href", "src"}:
                self.links.add(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_and_loads_nothing(call: Call, reports: Path) -> None:
    page = Page()
    page.feed(call("brief", reports, "--format", "html").out)
    assert page.open == []
    assert page.links
    assert page.links <= {f"#{name}" for name in page.ids}
    assert not page.tags & {"script", "img", "link", "iframe", "object"}


def test_markup_in_a_report_stays_text(call: Call) -> None:
    text = (
        "Kenya rejected a <script>alert(1)</script> *proposal* by [Uganda](javascript:x) on Friday, a diplomat said.\n"
    )
    line = json.dumps({"text": text, "outlet": "<img src=x onerror=y>", "published": "2023-06-02"}).encode()
    out = call("brief", "-", "--format", "html", stdin=line).out
    assert "<script" not in out
    assert "<img" not in out
    assert "&lt;img src=x onerror=y&gt;" in out
    out = call("brief", "-", "--format", "markdown", stdin=line).out
    assert "<img" not in out.replace("\\<img", "")
    assert "](javascript" not in out.replace("\\](", "")


def test_markdown_defines_every_footnote(call: Call, reports: Path) -> None:
    out = call("brief", reports, "--format", "markdown").out
    used = {part.split("]")[0] for part in out.split("[^")[1:]}
    defined = {line.split("]")[0][2:] for line in out.splitlines() if line.startswith("[^")}
    assert used == defined != set()
