"""The table of docs/performance.md is what the figures of a run say."""

from typing import Any

import pytest
from eval.bench_report import write_table

SPEED = {"cpu_s": 10.0, "words_s": 4000.4, "words_cpu_s": 2000.0, "reports_s": 4.25}


def make_figures() -> dict[str, Any]:
    ingest = {**SPEED, "ratio": 0.51, "ratio_cpu": 0.52, "claims": 500, "mb": 2.0, "peak_mb": 700.4}
    return {
        "machine": "2 cores",
        "workers": 2,
        "reports": 10,
        "words": 20_000,
        "bare": {**SPEED, "mb": 450.0},
        "coding": {**SPEED, "mb": 640.0, "ratio": 0.611, "ratio_cpu": 0.634},
        "ingest": ingest,
        "start": {"travaux --help": 0.125},
        "stages": {"parser": 1.0, "coding": 3.0, "whole": 4.0},
        "growth": [],
    }


@pytest.mark.parametrize(
    "row",
    [
        "| words per processor second | 2,000 | 2,000 | 2,000 |",
        "| against bare spaCy | 1 | 0.63 | 0.52 |",
        "| against bare spaCy, by the clock | 1 | 0.61 | 0.51 |",
        "| reports per second of the clock | 4.2 | 4.2 | 4.2 |",
        "| memory of all processes, MB | 450 | 640 | 700 |",
        "The store takes 200 KB a report, with the index of its words and its",
        "| coding | 75 % |",
    ],
)
def test_the_table_has_each_figure_in_its_row(row: str) -> None:
    assert row in write_table(make_figures()).splitlines()
