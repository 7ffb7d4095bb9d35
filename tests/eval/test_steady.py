"""How memory and time of a run are counted, and what is said of them."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from eval.steady import Row, Watch, count_times, find_faults, list_family, tell

INNER = "import time; held = bytearray(30_000_000); time.sleep(60)"
NESTED = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {INNER!r}])"


def make_rows(memory: list[float], seconds: list[float]) -> list[Row]:
    return [
        {"reports": 1000.0 * n, "rss_mb": mb, "pss_mb": mb, "cpu_s": s, "processes": 3}
        for n, (mb, s) in enumerate(zip(memory, seconds, strict=True), 1)
    ]


@pytest.mark.parametrize(
    ("memory", "last_s", "said"),
    [
        ([900.0] * 10, 1000, []),
        ([900.0] * 9 + [1250], 1000, ["1,200 and more", "1.39 times"]),
        ([700.0] * 5 + [760] * 5, 1000, ["1.09 times"]),
        ([700.0] * 10, 1150, ["took 11.5 times"]),
    ],
)
def test_faults_of_memory_and_time(memory: list[float], last_s: float, said: list[str]) -> None:
    rows = make_rows(memory, [100.0 * n for n in range(1, 10)] + [last_s])
    faults = find_faults(rows)
    assert len(faults) == len(said)
    assert all(words in fault for words, fault in zip(said, faults, strict=True))


def test_the_table_tells_each_step() -> None:
    rows = make_rows([500.0, 600.0], [100.0, 220.0])
    assert tell(rows).splitlines()[2:4] == ["| 1,000 | 500 | 500 | 100 | 100 |", "| 2,000 | 600 | 600 | 220 | 120 |"]
    assert count_times(make_rows([1.0] * 10, [100.0 * n for n in range(1, 11)])) == pytest.approx(10)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system has no /proc to measure by")
def test_what_a_process_started_is_counted_with_it() -> None:
    with subprocess.Popen([sys.executable, "-c", NESTED]) as process:
        watch, ends = Watch(process.pid), time.monotonic() + 20
        while watch.rss_mb < 30 and time.monotonic() < ends:
            watch.look()
            time.sleep(0.05)
        family = list(list_family(process.pid))
        process.kill()
        subprocess.run(["kill", "-9", *map(str, family[1:])], check=False)
    assert len(family) == 2
    assert watch.rss_mb >= 30
    assert 0 < watch.pss_mb <= watch.rss_mb
    row = watch.tell(7)
    assert (row["reports"], row["processes"]) == (7, 2)
    assert watch.rss_mb == 0
