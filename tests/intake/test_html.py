import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from re import findall

import pytest

from tests.intake.inputs import read_all, read_one
from travaux.errors import InputError
from travaux.ontology.report import Report, make_report_id
from travaux.ontology.vocabulary import Known, SegmentKind

PARAGRAPHS = [
    "The envoy left the town by the lake on Monday without a signed text, said an official of the host country.",
    "Both delegations promised to come back to the table within a week, the mediator told reporters in the evening.",
    "Trucks with flour and medicine waited at the northern bridge for clearance, and none had been let through.",
    "The head of the delegation from the hills said that the lists of prisoners would be handed over on the next day.",
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Envoy leaves talks | Lake News</title>
<link rel="canonical" href="https://lakenews.example/2021/03/05/envoy-leaves">
<meta property="og:title" content="Envoy leaves talks"><meta property="og:site_name" content="Lake News">
<meta property="article:published_time" content="2021-03-05T09:30:00+00:00"><meta name="author" content="Ann Roe">
</head><body><nav><a href="/">Home</a><a href="/w">World</a></nav><article><h1>Envoy leaves talks</h1>
<figure><img src="a.jpg" alt=""><figcaption>Delegates walk out of the hall by the lake, March 4</figcaption></figure>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><h2>Waiting at the bridge</h2><p>{PARAGRAPHS[2]}</p>
<ul><li>Release of fifty prisoners</li><li>Two crossings to open</li></ul><p>{PARAGRAPHS[3]}</p></article>
<footer>© 2021 Lake News. All rights reserved.</footer></body></html>"""


@pytest.fixture
def page(write: Callable[[str, bytes | str], Path]) -> Report:
    return read_one(write("a.html", PAGE))


def test_facts_of_the_page(page: Report) -> None:
    assert (page.headline, page.byline) == ("Envoy leaves talks", "Ann Roe")
    assert (page.outlet, page.outlet_known) == ("Lake News", Known.PAGE)
    assert (page.published, page.published_known) == (date(2021, 3, 5), Known.PAGE)
    assert page.url == "https://lakenews.example/2021/03/05/envoy-leaves"
    assert page.id == make_report_id(page.text, page.url)


def test_text_of_the_page_is_its_article(page: Report) -> None:
    found = [(s.kind, s.span.of(page.text)) for s in page.segments]
    assert found[0] == (SegmentKind.HEADLINE, "Envoy leaves talks")
    assert [w for k, w in found if k is SegmentKind.BODY] == PARAGRAPHS
    assert (SegmentKind.SUBHEAD, "Waiting at the bridge") in found
    assert (SegmentKind.LIST_ITEM, "Two crossings to open") in found
    assert (SegmentKind.CAPTION, "Delegates walk out of the hall by the lake, March 4") in found
    assert "Home" not in page.text


def test_flags_win_over_the_page(write: Callable[[str, bytes | str], Path]) -> None:
    report = read_one(write("a.html", PAGE), outlet="Hill Post", published=date(2020, 1, 1))
    assert (report.outlet, report.published, report.published_known) == ("Hill Post", date(2020, 1, 1), Known.GIVEN)


def test_declared_charset_of_the_page(write: Callable[[str, bytes | str], Path]) -> None:
    text = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').replace("next day", "café's day")
    report = read_one(write("a.htm", text.encode("iso-8859-1")))
    assert "café's day" in report.text


def test_reading_text_does_not_load_the_page_library(write: Callable[[str, bytes | str], Path]) -> None:
    path = write("a.txt", PARAGRAPHS[0])
    code = (
        "import sys; from travaux.intake.sources import iter_reports;"
        f" list(iter_reports([{str(path)!r}])); sys.exit('trafilatura' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def score_words(found: str, expected: str) -> float:
    a, b = (Counter(findall(r"\w+", words.lower())) for words in (found, expected))
    return 2 * (a & b).total() / ((a.total() + b.total()) or 1)


@pytest.mark.gold
def test_real_pages_keep_their_articles(shared: Path) -> None:
    expected = json.loads((shared / "pages" / "expected.json").read_text(encoding="utf8"))
    reports = [r for r in read_all(shared / "pages" / "html") if isinstance(r, Report)]
    assert len(reports) >= 0.95 * len(expected)
    scores = [
        score_words(
            "\n".join(s.span.of(r.text) for s in r.coded_segments()),
            expected[Path(r.place).name.split(".")[0]]["articleBody"],
        )
        for r in reports
    ]
    assert sum(scores) / len(expected) >= 0.93


PAGES = {
    "deep": ("<div>" * 40_000, None),
    "deeper": ("<div>" * 120_000, "tags"),
    "attributes": ("<p " + " ".join(f"a{n}=x" for n in range(60_000)) + ">", "attributes"),
    "quoted": ("<p " + "".join(f'a{n}="/ >"' for n in range(60_000)) + ">", "attributes"),
    "open quotes": ("<p a='\">" * 4_000, None),
    "large": ("x" * 21_000_000, "bytes"),
    "inline image": (f'<img src="data:image/png;base64,{"ab/cd+e " * 20_000}">', None),
    "undecodable": ("\udcff\udcfe" * 500, None),
    "comments": ("<!--" * 40_000, None),
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_hostile_pages_take_bounded_time(write: Callable[[str, bytes | str], Path], name: str) -> None:
    body, reason = PAGES[name]
    page = f"<html><body><article><p>{PARAGRAPHS[0]}</p>{body}<p>{PARAGRAPHS[1]}</p></article></body></html>"
    started = time.process_time()
    (item,) = read_all(write("a.html", page.encode("utf8", "surrogateescape")))
    assert time.process_time() - started < 20
    if reason is not None:
        assert isinstance(item, InputError)
        assert reason in item.reason
    else:
        assert isinstance(item, Report) or "no article" in item.reason
