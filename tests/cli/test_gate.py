import json
from pathlib import Path

import pytest
import typer

from tests.intake.packing import make_record
from tests.reading.test_gate import OTHER, TALKS
from travaux.cli.refusals import Refusals
from travaux.cli.screen import GateChoice, Screen
from travaux.errors import InputError
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    path = tmp_path / "a.warc"
    records = (make_record(f"https://a.example/{n}", t.encode(), "text/plain") for n, t in enumerate([*TALKS, *OTHER]))
    path.write_bytes(b"".join(records))
    return path


def texts(screen: Screen, path: Path) -> list[str]:
    return [item.text for item in screen.sift(iter_reports([path])) if isinstance(item, Report)]


def test_a_crawl_is_sifted_unless_told_otherwise(crawl: Path, capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen(None, [str(crawl)])
    assert texts(screen, crawl) == TALKS
    assert [row["url"] for row in screen.rows()["dropped"]] == [f"https://a.example/{n}" for n in (3, 4, 5)]
    assert json.dumps(screen.rows())
    assert capsys.readouterr().err.count("dropped ") == 3
    off = Screen(GateChoice.OFF, [str(crawl)])
    assert texts(off, crawl) == [*TALKS, *OTHER]
    assert off.rows() == {}


@pytest.mark.parametrize(
    ("name", "content", "on"),
    [
        ("day/a.warc", b"", True),
        ("day/a.warc.gz", b"", True),
        ("day/news.rss", b"<rss><channel><item><title>Rain</title></item></channel></rss>", True),
        ("day/settings.xml", b"<settings><colour>red</colour></settings>", False),
        ("day/.a.warc", b"", False),
        ("a.txt", b"The envoys left.", False),
    ],
)
def test_a_folder_that_holds_a_crawl_is_sifted(tmp_path: Path, name: str, content: bytes, on: bool) -> None:
    file = tmp_path / "inputs" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert Screen(None, [tmp_path / "inputs"]).on == on
    assert not Screen(GateChoice.OFF, [tmp_path / "inputs"]).on


def test_a_folder_with_a_crawl_is_read_as_the_crawl_is(crawl: Path) -> None:
    assert texts(Screen(None, [crawl.parent]), crawl.parent) == TALKS


def test_other_inputs_are_sifted_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(OTHER[0], encoding="utf8")
    assert texts(Screen(None, [str(path)]), path) == [OTHER[0]]
    assert texts(Screen(GateChoice.ON), path) == []


def test_what_is_dropped_refused_and_set_aside_is_kept_only_to_be_listed(crawl: Path) -> None:
    """A run over a crawl would else hold all of it."""
    screen = Screen(None, [str(crawl)], listed=False)
    assert texts(screen, crawl) == TALKS
    assert (screen.count, screen.rows()) == (3, {"dropped": []})
    inputs: list[Report | InputError] = [
        InputError("a.txt", "it is empty"),
        Report(id="r", text="1 2", set_aside="a table"),
    ]
    for listed in (True, False):
        refusals = Refusals(listed=listed)
        assert list(refusals.note(inputs)) == inputs
        assert (len(refusals.refused_rows()), len(refusals.set_aside_rows())) == (listed, listed)
        with pytest.raises(typer.Exit):
            refusals.finish()
