"""Time expressions of public news with their values, which stand outside the repository."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from travaux.reading.times.find import resolve_expression

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dates.jsonl"

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not GOLD.exists(), reason="the annotated expressions are not distributed with the source"),
]


def _rows() -> list[dict[str, Any]]:
    return [row for line in GOLD.read_text("utf-8").splitlines() if (row := json.loads(line)).get("when")]


def test_resolved_expressions_agree_with_the_annotators() -> None:
    rows = _rows()
    right = wrong_day = 0
    for row in rows:
        found = resolve_expression(row["text"], date.fromisoformat(row["dateCreated"]))
        value = ((found.edtf if found else None) or "").strip("~")
        right += value == row["when"]
        wrong_day += len(value) == len(row["when"]) == 10 and value != row["when"]
    assert right / len(rows) >= 0.91
    assert wrong_day / len(rows) <= 0.03
