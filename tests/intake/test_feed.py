import io
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.intake.inputs import read_all, read_error
from tests.intake.packing import PARAGRAPHS
from travaux.errors import InputError
from travaux.intake.feed import read_fragment
from travaux.ontology.report import Report, make_report_id
from travaux.ontology.vocabulary import Known

Write = Callable[[str, bytes | str], Path]
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Lake News</title><link>https://lakenews.example/</link><language>en-gb</language>
<item><title>Envoy leaves &amp; returns</title><link>https://lakenews.example/1</link><dc:creator>Ann Roe</dc:creator>
<pubDate>Fri, 05 Mar 2021 23:30:00 -0200</pubDate><description>Short words.</description>
<content:encoded><![CDATA[<p>{PARAGRAPHS[0]}</p><script>var a = 1;</script><ul><li>Two <b>crossings</b></li></ul>
<p>{PARAGRAPHS[1]}</p>]]></content:encoded></item>
<item><link>https://lakenews.example/2</link></item>
<item><title>Trucks wait</title><description>&lt;p&gt;{PARAGRAPHS[2]}&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Hill Post</title>
<entry><title>Lists</title><link href="https://hillpost.example/a"/><updated>2021-03-06T08:00:00Z</updated>
<summary>{PARAGRAPHS[3]}</summary></entry></feed>"""


def test_the_entries_of_a_feed(write: Write) -> None:
    first, second, third = read_all(write("a.xml", RSS))
    assert isinstance(first, Report)
    assert first.text == "\n\n".join(["Envoy leaves & returns", PARAGRAPHS[0], "Two crossings", PARAGRAPHS[1]])
    assert (first.headline, first.byline, first.language) == ("Envoy leaves & returns", "Ann Roe", "en-gb")
    assert (first.outlet, first.outlet_known, first.url) == ("Lake News", Known.PAGE, "https://lakenews.example/1")
    assert (first.published, first.published_known) == (date(2021, 3, 6), Known.PAGE)
    assert first.id == make_report_id(first.text, first.url)
    assert isinstance(second, InputError)
    assert second.place.endswith("a.xml, entry 2")
    assert isinstance(third, Report)
    assert third.text == f"Trucks wait\n\n{PARAGRAPHS[2]}"


@pytest.mark.parametrize("name", ["a.atom", "a.rss", "a.xml"])
def test_atom(write: Write, name: str) -> None:
    (report,) = read_all(write(name, ATOM))
    assert isinstance(report, Report)
    assert report.published == date(2021, 3, 6)
    assert report.text.endswith(PARAGRAPHS[3])


def test_other_xml_is_refused_where_named_and_passed_over_in_a_folder(write: Write, tmp_path: Path) -> None:
    path = write("map.xml", '<?xml version="1.0"?><urlset><url><loc>https://a.example/</loc></url></urlset>')
    assert "no feed" in read_error(path).reason
    write("b.xml", ATOM)
    assert [isinstance(item, Report) for item in read_all(tmp_path)] == [True]


def test_a_feed_without_entries(write: Write) -> None:
    assert (
        "no entries"
        in read_error(write("a.rss", "<rss version='2.0'><channel><title>x</title></channel></rss>")).reason
    )


def test_a_feed_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (RSS, ATOM):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
        assert isinstance(read_all("-")[0], Report)


def test_entities_that_multiply_are_not_followed(write: Write) -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{lol}]>{ATOM.replace("Lists", "&l9;")}'
    for item in read_all(write("a.xml", bomb)):
        assert isinstance(item, InputError) or len(item.text) < 10_000


def test_blocks_of_a_fragment() -> None:
    assert read_fragment("<div>One <i>two</i><br>three<p>four</p> five</div>") == ["One two", "three", "four", "five"]
    assert read_fragment("plain\nwords") == ["plain", "words"]
    assert read_fragment("a &lt; b") == ["a < b"]
    assert len(read_fragment("<div>" * 50_000 + "deep")) <= 1
