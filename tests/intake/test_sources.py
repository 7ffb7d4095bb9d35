import gzip
import io
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.inputs import json_line, read_all, read_error, read_one
from travaux.errors import InputError
from travaux.ontology.report import Report, make_report_id
from travaux.ontology.vocabulary import Known, SegmentKind

Write = Callable[[str, bytes | str], Path]
TEXT = "The envoy left the town by the lake on Monday without a signed text, said an official of the host country."
OTHER = "Both delegations promised to come back to the table within a week, the mediator told reporters in the evening."
SPANISH = (
    "El enviado dejó la ciudad el lunes sin un texto firmado, dijo un funcionario del país anfitrión. Las dos"
    " delegaciones prometieron volver a la mesa dentro de una semana, según el mediador."
)


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], list[Report | InputError]]:
    def read(data: bytes) -> list[Report | InputError]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return read_all("-")

    return read


def test_text_is_kept_exactly_as_given(write: Write) -> None:
    text = f"  {TEXT}\r\n\r\n\t{OTHER}\u00a0\n\n\n"
    assert read_one(write("a.txt", text)).text == text
    assert read_one(write("a.jsonl", json_line(text=text))).text == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_json_text_is_kept_exactly(tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.jsonl"
    path.write_text(json_line(text=text), encoding="utf8")
    (report,) = read_all(path)
    if text.strip():
        assert isinstance(report, Report)
        assert report.text == text
    else:
        assert isinstance(report, InputError)


def test_fields_of_json_lines(write: Write) -> None:
    line = json_line(
        id="a-1",
        outlet="Lake News",
        published="2021-03-05T23:30:00-02:00",
        title="Envoy leaves",
        url="https://lakenews.example/a",
        language="en",
        text=TEXT,
        sensitivity="restricted",
        embargo_until="2021-03-07",
        usage_terms="CC BY 4.0",
        byline="Ann Roe",
        cluster="x",
    )
    report = read_one(write("a.jsonl", line))
    assert (report.id, report.outlet, report.headline, report.byline) == ("a-1", "Lake News", "Envoy leaves", "Ann Roe")
    assert (report.published, report.published_known) == (date(2021, 3, 6), Known.GIVEN)
    assert report.outlet_known is Known.GIVEN
    assert (report.sensitivity, report.embargo_until, report.usage_terms) == (
        "restricted",
        date(2021, 3, 7),
        "CC BY 4.0",
    )
    assert report.place.endswith("a.jsonl, line 1")


def test_flags_win_over_fields(write: Write) -> None:
    line = json_line(text=TEXT, outlet="Lake News", published="2021-03-05", sensitivity="open")
    report = read_one(
        write("a.jsonl", line),
        outlet="Hill Post",
        published=date(2020, 1, 2),
        sensitivity="secret",
        embargo_until=date(2022, 1, 1),
        retrieved=date(2021, 4, 1),
    )
    assert (report.outlet, report.published, report.sensitivity) == ("Hill Post", date(2020, 1, 2), "secret")
    assert (report.embargo_until, report.retrieved) == (date(2022, 1, 1), date(2021, 4, 1))


def test_undated_report_stays_undated(write: Write) -> None:
    report = read_one(write("a.txt", f"LAKETOWN, Feb 10 (Reuters) - {TEXT}"))
    assert (report.published, report.published_known) == (None, Known.UNKNOWN)
    assert report.dateline == "LAKETOWN, Feb 10 (Reuters)"
    assert (report.outlet, report.outlet_known) == (None, Known.UNKNOWN)


def test_date_and_byline_from_the_text(write: Write) -> None:
    report = read_one(
        write("a.txt", f"Envoy leaves town\n\nBy Ann Roe\n\nPublished: 5 March 2021\n\n{TEXT}\n\n{OTHER}")
    )
    assert (report.published, report.published_known) == (date(2021, 3, 5), Known.TEXT)
    assert report.byline == "Ann Roe"
    assert report.segments[0].kind is SegmentKind.HEADLINE


def test_outlet_from_the_address(write: Write) -> None:
    report = read_one(write("a.jsonl", json_line(text=TEXT, url="https://www.lakenews.example/a/b")))
    assert (report.outlet, report.outlet_known) == ("lakenews.example", Known.PAGE)


def test_id_is_made_of_address_and_text(write: Write) -> None:
    url = "https://lakenews.example/a"
    assert read_one(write("a.jsonl", json_line(text=TEXT, url=url))).id == make_report_id(TEXT, url)
    assert read_one(write("a.txt", TEXT)).id == make_report_id(TEXT, None)


def test_broken_lines_are_named_and_the_rest_goes_on(write: Write) -> None:
    lines = [
        json_line(text=TEXT),
        '{"text": "cut of\n',
        "[1, 2]\n",
        '{"id": "x"}\n',
        "\n",
        json_line(text=OTHER),
        '{"text": 5}',
    ]
    items = read_all(write("a.jsonl", "".join(lines)))
    assert [isinstance(item, Report) for item in items] == [True, False, False, False, True, False]
    errors = [item for item in items if isinstance(item, InputError)]
    assert [e.place.rpartition(", ")[2] for e in errors] == ["line 2", "line 3", "line 4", "line 7"]
    assert "cut off" in errors[0].reason
    assert '"text"' in errors[1].reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (json_line(text=""), "empty"),
        (json_line(text="a", published="last week"), "YYYY-MM-DD"),
        (json_line(text="a", published=20210305), "YYYY-MM-DD"),
        (json_line(text="a", outlet=["x"]), "outlet must be a string"),
        (json_line(text="a", title="\ud800"), "surrogate"),
        (json_line(text="a \ud800 b"), "surrogate"),
        (json_line(text="a \0 b"), "NUL"),
        ("[" * 100_000, "nested"),
        ("{'text': 'a'}", "not JSON"),
    ],
)
def test_a_line_that_is_no_report_says_why(write: Write, line: str, reason: str) -> None:
    assert reason in read_error(write("a.jsonl", line)).reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", b"%PDF-1.4 stuff", "PDF"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", "Café ü".encode()[:-1], "cut off"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", '{"text": "é"}'.encode("latin-1"), "UTF-8"),
        ("a.jsonl", json_line(text=TEXT).encode("utf-16"), "UTF-16"),
        ("a.json", b'{"moves": []}', '"text"'),
        ("a.json", b'{"text": "a', "cut off"),
        ("a.json", b"[]", "array is empty"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.html", b"<p>" * 300_000, "tags"),
        ("a.txt.gz", b"not gzip", "gzip"),
        ("a.txt.gz", gzip.compress(TEXT.encode() * 50)[:-9], "gzip"),
        ("a.meta.json", b"{}", "beside"),
        ("a.pdf", b"x", "'.pdf'"),
    ],
)
def test_a_bad_file_gets_an_error_with_its_place(write: Write, name: str, data: bytes, reason: str) -> None:
    path = write(name, data)
    error = read_error(path)
    assert error.place.startswith(str(path))
    assert reason in error.reason


def test_a_missing_path_does_not_stop_the_run(write: Write, tmp_path: Path) -> None:
    error, report = read_all(tmp_path / "none.txt", write("a.txt", TEXT))
    assert isinstance(error, InputError)
    assert "no such file" in error.reason
    assert isinstance(report, Report)


def test_a_huge_file_is_refused_unread(write: Write) -> None:
    path = write("a.txt", b"")
    os.truncate(path, 200_000_000)
    assert "50,000,000 bytes" in read_error(path).reason


def test_a_long_text_is_refused(write: Write) -> None:
    assert "characters" in read_error(write("a.txt", "word " * 300), max_chars=1000).reason


def test_gzip_is_unpacked_within_bounds(write: Write) -> None:
    assert read_one(write("a.txt.gz", gzip.compress(TEXT.encode()))).text == TEXT
    assert read_one(write("a.jsonl.gz", gzip.compress(json_line(text=OTHER).encode()))).text == OTHER
    assert "bytes" in read_error(write("b.txt.gz", gzip.compress(b"0" * 2_000_000)), max_bytes=10_000).reason


def test_a_line_too_long_is_skipped(write: Write) -> None:
    data = json_line(text="x" * 30_000) + json_line(text=TEXT)
    error, report = read_all(write("a.jsonl", data), max_bytes=10_000)
    assert isinstance(error, InputError)
    assert error.place.endswith("line 1")
    assert isinstance(report, Report)


def test_a_line_without_end_gives_the_file_up(write: Write) -> None:
    assert "not read" in read_error(write("a.jsonl.gz", gzip.compress(b"0" * 2_000_000)), max_bytes=10_000).reason


def test_a_folder_is_walked_in_order(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", ".hidden.txt", ".git/c.txt", "pic.png", "c.TXT"):
        write(name, f"{TEXT} {name}")
    places = [r.place for r in read_all(tmp_path) if isinstance(r, Report)]
    assert [str(Path(p).relative_to(tmp_path)) for p in places] == ["b.txt", "c.TXT", str(Path("a", "z.md"))]


def test_a_folder_without_reports(write: Write, tmp_path: Path) -> None:
    write("pic.png", b"x")
    assert "no reports" in read_error(tmp_path).reason


def test_sidecar_gives_the_fields_of_a_text(write: Write, tmp_path: Path) -> None:
    write("r-1.txt", TEXT)
    write("r-1.meta.json", json.dumps({"id": "r-1", "published": "2021-03-05", "outlet": "Lake News", "title": None}))
    report = read_one(tmp_path)
    assert (report.id, report.outlet, report.published) == ("r-1", "Lake News", date(2021, 3, 5))
    assert read_one(tmp_path / "r-1.txt").id == "r-1"


def test_a_broken_sidecar_is_the_texts_error(write: Write, tmp_path: Path) -> None:
    write("r-1.txt", TEXT)
    write("r-1.meta.json", "[]")
    assert read_error(tmp_path).place.endswith("r-1.meta.json")


def test_array_of_reports(write: Write) -> None:
    first, second = read_all(write("a.json", json.dumps([{"text": TEXT}, {"no": 1}])))
    assert isinstance(first, Report)
    assert isinstance(second, InputError)
    assert second.place.endswith("item 2")


def test_the_same_report_again_is_set_aside(write: Write) -> None:
    again = json_line(id="a", text=TEXT)
    items = read_all(write("a.jsonl", again * 3 + json_line(id="a", text=OTHER)))
    reports = [item for item in items if isinstance(item, Report)]
    assert len({r.id for r in reports}) == 4
    assert [r.copy_of for r in reports] == [None, "a", "a", None]
    assert reports[1].set_aside is not None
    assert "again" in reports[1].set_aside
    assert reports[3].id.startswith("a-")
    assert reports[3].set_aside is None


def test_another_language_is_kept_and_set_aside(write: Write) -> None:
    report = read_one(write("a.txt", SPANISH))
    assert report.text == SPANISH
    assert report.language == "es"
    assert report.set_aside is not None
    assert "es" in report.set_aside


@pytest.mark.parametrize(
    ("text", "given", "language"),
    [
        (TEXT, None, "en"),
        (TEXT, "en-GB", "en-gb"),
        ("Talks fail.", None, "en"),
        ("Talks fail.", "fr", "fr"),
        (TEXT, "de", "de"),
        ("Переговоры о перемирии завершились без результата, сообщил представитель министерства.", "en", "ru"),
        ("12:30", None, "en"),
    ],
)
def test_language_is_as_given_unless_the_script_says_otherwise(
    write: Write, text: str, given: str | None, language: str
) -> None:
    assert read_one(write("a.jsonl", json_line(text=text, language=given))).language == language


def test_a_page_of_furniture_is_set_aside(write: Write) -> None:
    report = read_one(write("a.txt", "Skip to content\n\nRead more\n\nShare this\n"))
    assert report.set_aside is not None
    assert "furniture" in report.set_aside


def test_standard_input_of_each_kind(pipe: Callable[[bytes], list[Report | InputError]]) -> None:
    lines = json_line(text=TEXT) + json_line(text=OTHER)
    page = f"<html><body><article><h1>Envoy leaves</h1><p>{TEXT}</p><p>{OTHER}</p></article></body></html>"
    pretty = json.dumps({"text": TEXT}, indent=2)
    for data, expected in [
        (lines, [TEXT, OTHER]),
        (pretty, [TEXT]),
        (json.dumps([{"text": TEXT}, {"text": OTHER}]), [TEXT, OTHER]),
        (TEXT, [TEXT]),
        (f"[Lakeside] {TEXT}", [f"[Lakeside] {TEXT}"]),
        (f"\n\n{lines}", [TEXT, OTHER]),
    ]:
        for raw in (data.encode(), gzip.compress(data.encode())):
            assert [getattr(item, "text", item) for item in pipe(raw)] == expected
    (report,) = pipe(page.encode())
    assert isinstance(report, Report)
    assert OTHER in report.text


def test_standard_input_that_cannot_be_read(pipe: Callable[[bytes], list[Report | InputError]]) -> None:
    for data, reason in [(b"", "empty"), (b"%PDF-", "PDF"), (b'{"text": "cut', "cut off")]:
        (error,) = pipe(data)
        assert isinstance(error, InputError)
        assert error.place.startswith("standard input")
        assert reason in error.reason


def test_a_pipe_is_read_as_standard_input_is() -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, json_line(text=TEXT).encode())
    os.close(write_end)
    items = read_all(f"/dev/fd/{read_end}")
    os.close(read_end)
    assert [getattr(item, "text", item) for item in items] == [TEXT]


@pytest.mark.gold
def test_all_real_reports_go_through(shared: Path) -> None:
    items = read_all(*sorted((shared / "reports").glob("*.jsonl")), shared / "reports" / "seed.txt")
    errors = [item for item in items if isinstance(item, InputError)]
    assert len(items) > 700
    assert all("empty" in error.reason for error in errors)
    asides = [r for r in items if isinstance(r, Report) and r.set_aside]
    assert all(r.language != "en" for r in asides)
    assert sum(r.language in {"ar", "es"} for r in asides) >= 40
