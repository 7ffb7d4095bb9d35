"""The pace of a run: its rate and the time left."""

import gzip
from pathlib import Path

import pytest

from travaux.run.local import IngestProgress, IngestSummary
from travaux.run.progress import Meter, count_inputs, say_pace, say_seconds


def note(read: int, coded: int, in_hand: int = 0) -> IngestProgress:
    return IngestProgress(summary=IngestSummary(read=read, coded=coded), in_hand=in_hand)


def test_meter_tells_rate_and_time_left() -> None:
    now = [100.0]
    meter = Meter(1000, lambda: now[0])
    first = meter.note(note(0, 0))
    assert (first.rate, first.left_s) == (None, None)
    now[0] = 110.0
    pace = meter.note(note(50, 30, in_hand=10))
    assert (pace.rate, pace.left_s) == (4.0, 190.0)
    assert say_pace(pace) == "50 of 1,000 read, 30 coded, 4.0 a second, 3 min left"


def test_meter_goes_by_the_last_minute() -> None:
    now = [0.0]
    meter = Meter(None, lambda: now[0])
    for second, coded in ((10, 100), (30, 300), (90, 300), (100, 310), (150, 360)):
        now[0] = float(second)
        pace = meter.note(note(coded, coded))
    assert pace.rate == 1.0
    assert pace.left_s is None
    assert say_pace(pace) == "360 read, 360 coded, 1.0 a second"


def test_say_pace_names_what_was_not_coded() -> None:
    meter = Meter(None, lambda: 0.0)
    summary = IngestSummary(read=1200, coded=3, set_aside=2, refused=1, failed=4)
    told = say_pace(meter.note(IngestProgress(summary=summary)))
    assert told == "1,200 read, 3 coded, 2 set aside, 1 refused, 4 failed"


@pytest.mark.parametrize(
    ("seconds", "said"), [(5.2, "5 s"), (61, "1 min"), (3599, "59 min"), (15_600, "4 h 20 min"), (180_000, "2 d 2 h")]
)
def test_say_seconds(seconds: float, said: str) -> None:
    assert say_seconds(seconds) == said


def test_count_inputs_counts_without_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    (tmp_path / "a.meta.json").write_text("{}", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("{}\n{}\n{}\n", encoding="utf-8")
    (tmp_path / "notes.pdf").write_text("no report", encoding="utf-8")
    assert count_inputs([tmp_path]) == 4
    assert count_inputs([tmp_path / "b.jsonl", tmp_path / "a.txt"]) == 4
    assert count_inputs(["-"]) is None
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(b"{}\n"))
    assert count_inputs([tmp_path]) is None
