import gzip
import io
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.inputs import json_line, read_all, read_error
from tests.intake.packing import PARAGRAPHS, make_page, make_record, make_zip
from travaux.errors import InputError
from travaux.intake import archive
from travaux.ontology.report import Report

Write = Callable[[str, bytes | str], Path]


def test_members_are_read_like_the_files_of_a_folder(write: Write) -> None:
    members = {
        "b/second.txt": PARAGRAPHS[1].encode(),
        "a.jsonl.gz": gzip.compress(json_line(text=PARAGRAPHS[0]).encode()),
        "c.html": make_page(),
        "d.warc": make_record("https://a.example/1", PARAGRAPHS[2].encode(), "text/plain"),
        ".hidden.txt": b"no",
        "__MACOSX/a.txt": b"no",
        "pic.png": b"no",
    }
    path = write("a.zip", make_zip(members))
    reports = [item for item in read_all(path) if isinstance(item, Report)]
    assert [r.place for r in reports][:3] == [f"{path}/a.jsonl.gz, line 1", f"{path}/b/second.txt", f"{path}/c.html"]
    assert [r.label for r in reports][1:3] == ["second", "c"]
    assert len(reports) == 4


def test_a_sidecar_in_the_archive(write: Write) -> None:
    members = {
        "in/r.txt": PARAGRAPHS[0].encode(),
        "in/r.meta.json": json.dumps({"id": "r-9", "outlet": "Lake"}).encode(),
    }
    (report,) = read_all(write("a.zip", make_zip(members)))
    assert isinstance(report, Report)
    assert (report.id, report.outlet) == ("r-9", "Lake")


def test_a_bad_member_does_not_stop_the_others(write: Write) -> None:
    members = {"a.txt": b"", "b.zip": make_zip({"x.txt": b"x"}), "c.jsonl": b"{\n", "d.txt": PARAGRAPHS[0].encode()}
    items = read_all(write("a.zip", make_zip(members)))
    assert [isinstance(i, Report) for i in items] == [False, False, False, True]
    assert isinstance(items[1], InputError)
    assert "archives within archives" in items[1].reason


def test_names_that_lead_elsewhere_write_and_steer_nothing(write: Write, tmp_path: Path) -> None:
    members = {"../../up.txt": PARAGRAPHS[0].encode(), "/root.txt": PARAGRAPHS[1].encode(), "e\x1b[2J.txt": b"words"}
    before = sorted(tmp_path.parent.rglob("*"))
    path = write("z/a.zip", make_zip(members))
    items = read_all(path)
    assert sum(isinstance(i, Report) for i in items) == 3
    assert all("\x1b" not in i.place for i in items)
    assert {p.name for p in set(tmp_path.parent.rglob("*")) - set(before)} == {"z", "a.zip"}


def test_a_bomb_is_refused_in_little_time(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_FREE_BYTES", 5_000_000)
    members = {f"{n}.jsonl": (b" " * 1000 + b"\n") * 3_000 for n in range(9)}
    path = write("a.zip", make_zip(members))
    started = time.process_time()
    items = read_all(path)
    assert time.process_time() - started < 5
    assert isinstance(items[-1], InputError)
    assert "bomb" in items[-1].reason
    assert len(items) < 4


def test_a_member_too_large_is_refused(write: Write) -> None:
    path = write("a.zip", make_zip({"a.txt": b"word " * 400_000, "b.txt": PARAGRAPHS[0].encode()}))
    error, report = read_all(path, max_bytes=1_000_000)
    assert isinstance(error, InputError)
    assert "1,000,000 bytes" in error.reason
    assert isinstance(report, Report)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "ZIP"),
        (b"PK\x03\x04 and no more", "ZIP"),
        (make_zip({}), "no reports"),
        (make_zip({"a.png": b"x"}), "no reports"),
        (make_zip({"a.txt": PARAGRAPHS[0].encode() * 50})[:-30], "ZIP"),
    ],
)
def test_an_archive_that_cannot_be_read(write: Write, data: bytes, reason: str) -> None:
    assert reason in read_error(write("a.zip", data)).reason


def test_damage_within_a_member_is_the_members(write: Write) -> None:
    data = bytearray(
        make_zip({"a.txt": PARAGRAPHS[0].encode() * 50, "b.txt": PARAGRAPHS[1].encode()}, zipfile.ZIP_STORED)
    )
    data[100] ^= 0xFF
    error, report = read_all(write("a.zip", bytes(data)))
    assert isinstance(error, InputError)
    assert error.place.endswith("a.zip/a.txt")
    assert isinstance(report, Report)


def test_a_locked_member_is_named(write: Write) -> None:
    data = bytearray(make_zip({"a.txt": PARAGRAPHS[0].encode()}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert "password" in read_error(write("a.zip", bytes(data))).reason


def test_an_archive_of_very_many_members_is_refused_unread(write: Write) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", PARAGRAPHS[0])
    data = bytearray(out.getvalue())
    at = data.rindex(b"PK\x05\x06")
    data[at + 8 : at + 12] = b"\xff\xff\xff\xff"
    assert "members" in read_error(write("a.zip", bytes(data))).reason
