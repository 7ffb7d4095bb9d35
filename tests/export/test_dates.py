"""EDTF times as days: only those that are told, with both ends."""

from datetime import date

import pytest
from tests.claims import when

from travaux.export.dates import day_of, find_days


@pytest.mark.parametrize(
    ("edtf", "first", "last", "told"),
    [
        ("2025-06-10", date(2025, 6, 10), date(2025, 6, 10), True),
        ("2025-06-10~", date(2025, 6, 10), date(2025, 6, 10), True),
        ("2025-06-30/2025-07-02", date(2025, 6, 30), date(2025, 7, 2), True),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), False),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), False),
        ("2025-06-10/2025-07", date(2025, 6, 10), date(2025, 7, 31), False),
    ],
)
def test_a_time_runs_from_its_first_to_its_last_day(edtf: str, first: date, last: date, told: bool) -> None:
    days = find_days(when(edtf))
    assert days is not None
    assert (days.first, days.last, days.told) == (first, last, told)
    assert days.about is edtf.endswith("~")


@pytest.mark.parametrize(
    "edtf", [None, "2025-21", "2025-06-31", "2025-06-10/..", "../2025-06-10", "2025-06-10/2025-06-01", "202X"]
)
def test_what_has_no_calendar_has_no_days(edtf: str | None) -> None:
    assert find_days(when(edtf)) is None
    assert day_of(when(edtf)) is None


def test_a_day_is_only_one_that_is_told() -> None:
    assert day_of(None) is None
    assert day_of(when("2025-06")) is None
    assert day_of(when("2025-06-10/2025-06-12")) == "2025-06-10"
