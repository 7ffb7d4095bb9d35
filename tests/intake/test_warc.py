import gzip
import io
import sys
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import zstandard

from tests.intake.inputs import read_all, read_one
from tests.intake.packing import PARAGRAPHS, make_page, make_record
from travaux.errors import InputError
from travaux.ontology.report import Report

Write = Callable[[str, bytes | str], Path]
ONE = make_record("https://lakenews.example/1", PARAGRAPHS[0].encode(), "text/plain")
TWO = make_record("https://lakenews.example/2", PARAGRAPHS[1].encode(), "text/plain")


def told(items: list[Report | InputError]) -> list[str]:
    return [item.text if isinstance(item, Report) else item.reason for item in items]


def test_a_page_of_a_crawl(write: Write) -> None:
    path = write("a.warc", make_record("https://lakenews.example/1", make_page()))
    report = read_one(path)
    assert report.url == "https://lakenews.example/1"
    assert report.retrieved == date(2021, 3, 5)
    assert report.headline == "Envoy leaves harbour talks"
    assert PARAGRAPHS[3] in report.text
    assert report.place == f"{path}, record 1 (https://lakenews.example/1)"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", ONE + TWO),
        ("a.warc.gz", gzip.compress(ONE) + gzip.compress(TWO)),
        ("a.warc.zst", zstandard.compress(ONE) + zstandard.compress(TWO)),
    ],
)
def test_packed_or_not(write: Write, name: str, data: bytes) -> None:
    assert told(read_all(write(name, data))) == [PARAGRAPHS[0], PARAGRAPHS[1]]


def test_what_is_no_page_is_passed_over(write: Write) -> None:
    others = [
        make_record("https://a.example/i", b"\x89PNG", "image/png"),
        make_record("https://a.example/gone", make_page(), status="404 Not Found"),
        make_record("https://a.example/q", b"GET / HTTP/1.1\r\n\r\n", record="request"),
        make_record("https://a.example/w", b"software: own\r\n", "application/warc-fields", record="warcinfo"),
    ]
    assert told(read_all(write("a.warc", b"".join([*others, ONE])))) == [PARAGRAPHS[0]]


def test_a_file_of_which_nothing_is_read_says_so(write: Write) -> None:
    requests = [make_record(f"https://a.example/{n}", b"GET / HTTP/1.1\r\n\r\n", record="request") for n in range(2)]
    for data, reason in ((b"".join(requests), "(2) holds a page"), (b"WARC/1.0\r\nContent-Length: 9\r\n", "WARC")):
        (error,) = read_all(write("a.warc", data))
        assert isinstance(error, InputError)
        assert reason in error.reason


def test_extracted_text_and_plain_resources_are_read(write: Write) -> None:
    data = make_record("https://a.example/1", PARAGRAPHS[0].encode(), "text/plain", record="conversion")
    data += make_record("https://a.example/2", PARAGRAPHS[1].encode(), "text/plain", record="resource")
    assert told(read_all(write("a.warc", data))) == [PARAGRAPHS[0], PARAGRAPHS[1]]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PARAGRAPHS[0].encode())),
        ("Content-Encoding: deflate\r\n", zlib.compress(PARAGRAPHS[0].encode())),
        ("Content-Encoding: gzip\r\n", PARAGRAPHS[0].encode()),
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PARAGRAPHS[0]), PARAGRAPHS[0].encode())),
        ("Transfer-Encoding: chunked\r\n", PARAGRAPHS[0].encode()),
    ],
)
def test_codings_are_undone_where_they_are_there(write: Write, headers: str, body: bytes) -> None:
    assert told(read_all(write("a.warc", make_record("https://a.example/1", body, "text/plain", headers=headers)))) == [
        PARAGRAPHS[0]
    ]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b"no record at all\r\nand more of it\r\n\r\n", "malformed"),
        (b"WARC/1.0\r\nContent-Length: 5\r\n\r\nwords\r\n\r\n", "no WARC-Type"),
        (make_record("https://a.example/x", b"words", length="many"), "no number of bytes"),
        (make_record("https://a.example/x", b"words", length="-4"), "no number of bytes"),
        (make_record("https://a.example/x", b"words", length="9" * 30), "no number of bytes"),
        (make_record("https://a.example/x", b"words", length="99999999999"), "99,999,999,999 bytes"),
        (
            make_record("https://a.example/x", b"\0\1\2", record="response").replace(b"HTTP/1.1 200 OK", b"\0" * 15),
            "not HTTP",
        ),
    ],
)
def test_a_malformed_record_is_named_and_the_rest_is_read(write: Write, broken: bytes, reason: str) -> None:
    items = read_all(write("a.warc", ONE + broken + TWO))
    assert [i for i in told(items) if i in PARAGRAPHS] == [PARAGRAPHS[0], PARAGRAPHS[1]]
    errors = [item for item in items if isinstance(item, InputError)]
    assert len(errors) == 1
    assert reason in errors[0].reason
    assert "a.warc" in errors[0].place


def test_a_damaged_packed_record_is_named_and_the_rest_is_read(write: Write) -> None:
    packed = bytearray(gzip.compress(TWO))
    packed[40:60] = b"\xff" * 20
    items = read_all(write("a.warc.gz", gzip.compress(ONE) + bytes(packed) + gzip.compress(ONE)))
    assert told(items)[0] == PARAGRAPHS[0]
    assert sum(isinstance(item, Report) for item in items) == 2
    assert any(isinstance(item, InputError) and "malformed" in item.reason for item in items)


def test_a_record_cut_off_is_named(write: Write) -> None:
    report, error = read_all(write("a.warc", ONE + TWO[:-30]))
    assert isinstance(report, Report)
    assert isinstance(error, InputError)
    assert "cut off" in error.reason


def test_a_packed_answer_that_grows_without_bound_is_refused(write: Write) -> None:
    bomb = make_record(
        "https://a.example/1", gzip.compress(b"0" * 3_000_000), "text/plain", headers="Content-Encoding: gzip\r\n"
    )
    error, report = read_all(write("a.warc", bomb + ONE), max_bytes=1_000_000)
    assert isinstance(error, InputError)
    assert "1,000,000 bytes" in error.reason
    assert isinstance(report, Report)


def test_a_file_without_records(write: Write) -> None:
    for data in (b"", b"hello\n"):
        (error,) = read_all(write("a.warc", data))
        assert isinstance(error, InputError)


def test_an_address_that_could_steer_a_terminal_is_not_printed(write: Write) -> None:
    (report,) = read_all(write("a.warc", ONE.replace(b"/1\r\n", b"/\x1b[31m\r\n")))
    assert isinstance(report, Report)
    assert "\x1b" not in report.place


def test_a_crawl_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (ONE + TWO, gzip.compress(ONE) + gzip.compress(TWO), zstandard.compress(ONE + TWO)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert told(read_all("-")) == [PARAGRAPHS[0], PARAGRAPHS[1]]
