"""EDTF as plain days, months, years and intervals."""

from datetime import date

import pytest

from travaux.ontology.plain_dates import plain_date

DAY = date(2025, 6, 10)


@pytest.mark.parametrize(
    ("edtf", "plain"),
    [
        ("2025-06-01", "2025-06-01"),
        ("2025-06~", "2025-06"),
        ("2025-06-01/2025-06-03", "2025-06-01/2025-06-03"),
        ("2024-10/..", "2024-10/2025-06"),
        ("2019/..", "2019/2025-06"),
        ("2025-05-02/..", "2025-05-02/2025-06-10"),
        ("2025-06-10/..", "2025-06-10"),
        ("2025-07/..", "2025-07"),
        ("../2025-12-31", "2025-12-31"),
        ("2025-06-01~/2025-06-01", "2025-06-01"),
        ("199X", "1990/1999"),
        ("198X/200X", "1980/2009"),
        ("since", None),
        ("20XX", None),
        ("2025-21", "2025-03/2025-05"),
        ("2024-24~", "2024-12/2025-02"),
        ("../2024-22", "2024-08"),
        ("2023-23/..", "2023-09/2025-06"),
        ("20XX/..", None),
        (None, None),
    ],
)
def test_plain_forms(edtf: str | None, plain: str | None) -> None:
    assert plain_date(edtf, DAY) == plain


def test_what_goes_on_has_only_its_start_where_the_report_has_no_day() -> None:
    assert plain_date("2024-10/..", None) == "2024-10"
