"""Durations in words as ISO 8601."""

import pytest

from travaux.reading.times.durations import parse_duration


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("six-week", "P6W"),
        ("six weeks", "P6W"),
        ("for six weeks", "P6W"),
        ("42-day", "P42D"),
        ("a 60-day", "P60D"),
        ("seven day", "P7D"),
        ("72-hour", "PT72H"),
        ("24 hours", "PT24H"),
        ("90 minutes", "PT90M"),
        ("half an hour", "PT30M"),
        ("a year", "P1Y"),
        ("one month", "P1M"),
        ("a fortnight", "P2W"),
        ("a decade", "P10Y"),
        ("two centuries", "P200Y"),
        ("two and a half years", "P2Y6M"),
        ("two-and-a-half-year", "P2Y6M"),
        ("a year and a half", "P1Y6M"),
        ("half a year", "P6M"),
        ("two and a half months", "P2.5M"),
        ("two and a half hours", "PT2H30M"),
        ("twenty-one days", "P21D"),
        ("forty five days", "P45D"),
        ("10 days and 12 hours", "P10DT12H"),
        ("four years and eight months", "P4Y8M"),
        ("about 18 months", "P18M"),
        ("more than three weeks", "P3W"),
        ("3-week-long", "P3W"),
        ("a couple of weeks", "P2W"),
        ("1,000 days", "P1000D"),
        ("six‑week", "P6W"),
    ],
)
def test_duration_as_iso(words: str, iso: str) -> None:
    assert parse_duration(words) == iso


@pytest.mark.parametrize(
    "words",
    [
        "",
        "several weeks",
        "Friday",
        "six",
        "weeks",
        "six weeks of calm",
        "three to four days",
        "two days and three days",
    ],
)
def test_no_one_length(words: str) -> None:
    assert parse_duration(words) is None
