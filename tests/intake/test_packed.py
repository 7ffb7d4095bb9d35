import gzip
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from tests.intake.inputs import json_line, read_all, read_error, read_one
from tests.intake.packing import PARAGRAPHS
from travaux.errors import InputError
from travaux.intake import stream
from travaux.ontology.report import Report

Write = Callable[[str, bytes | str], Path]
LINES = (json_line(text=PARAGRAPHS[0]) + json_line(text=PARAGRAPHS[1])).encode()


def texts(items: list[Report | InputError]) -> list[str]:
    return [item.text for item in items if isinstance(item, Report)]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_lines_and_texts_of_each_packing(write: Write, pack: Callable[[bytes], bytes]) -> None:
    suffix = ".gz" if pack is gzip.compress else ".zst"
    assert texts(read_all(write(f"a.jsonl{suffix}", pack(LINES)))) == list(PARAGRAPHS[:2])
    halves = pack(LINES[:90]) + pack(LINES[90:])
    assert texts(read_all(write(f"b.jsonl{suffix}", halves))) == list(PARAGRAPHS[:2])
    report = read_one(write(f"c.txt{suffix}", pack(PARAGRAPHS[0].encode())))
    assert (report.text, report.label) == (PARAGRAPHS[0], "c")


@pytest.mark.parametrize("data", [b"no zstd", zstandard.compress(LINES * 300)[:-9], b"\x28\xb5\x2f\xfd\xff\xff\xff"])
def test_damaged_zstd_is_named(write: Write, data: bytes) -> None:
    items = read_all(write("a.jsonl.zst", data))
    assert isinstance(items[-1], InputError)
    assert "zstd" in items[-1].reason


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.jsonl.gz", gzip.compress), ("a.jsonl.zst", zstandard.compress), ("a.txt.zst", zstandard.compress)],
)
def test_a_bomb_is_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch, name: str, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(stream, "_FREE_BYTES", 5_000_000)
    started = time.process_time()
    items = read_all(write(name, pack((b" " * 999 + b"\n") * 40_000)))
    assert time.process_time() - started < 5
    assert isinstance(items[-1], InputError)
    assert "bomb" in items[-1].reason


def test_packed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(zstandard.compress(LINES))))
    assert texts(read_all("-")) == list(PARAGRAPHS[:2])


def test_many_lines_after_a_broken_one_take_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"{'no': json}\n" + b"{}\n" * 60_000
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    started = time.process_time()
    assert len(read_all("-")) == 60_001
    assert time.process_time() - started < 10


def test_a_name_with_two_packings_is_of_no_kind(write: Write) -> None:
    assert "not a kind" in read_error(write("a.zip.gz", b"x")).reason
