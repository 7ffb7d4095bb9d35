"""Dates of the calendar, in the orders that newspapers write them."""

from datetime import date

import pytest
from edtf import parse_edtf

from travaux.reading.times.find import find_times, resolve_expression

WEDNESDAY = date(2024, 10, 9)

FULL = [
    ("5 March 2021", "2021-03-05"),
    ("March 5, 2021", "2021-03-05"),
    ("March 5 2021", "2021-03-05"),
    ("Mar. 5th, 2021", "2021-03-05"),
    ("5th of March 2021", "2021-03-05"),
    ("5 Mar 2021", "2021-03-05"),
    ("05 MARCH 2021", "2021-03-05"),
    ("Friday, March 5, 2021", "2021-03-05"),
    ("Friday , March 5 , 2021", "2021-03-05"),
    ("Fri., 5 March 2021", "2021-03-05"),
    ("Sept. 11, 2001", "2001-09-11"),
    ("the fourth of July 2021", "2021-07-04"),
    ("2021-03-05", "2021-03-05"),
    ("2021-03-05T10:30:00Z", "2021-03-05"),
    ("2021/03/05", "2021-03-05"),
    ("25/03/2021", "2021-03-25"),
    ("03/25/2021", "2021-03-25"),
    ("05.05.2021", "2021-05-05"),
    ("5-7 March 2021", "2021-03-05/2021-03-07"),
    ("March 5-7, 2021", "2021-03-05/2021-03-07"),
    ("5 to 7 March 2021", "2021-03-05/2021-03-07"),
    ("between 5 and 9 March 2021", "2021-03-05/2021-03-09"),
    ("5 and 9 March 2021", "{2021-03-05,2021-03-09}"),
    ("from 5 March to 7 April 2021", "2021-03-05/2021-04-07"),
    ("from December 30 to January 2, 2021", "2020-12-30/2021-01-02"),
    ("December 30, 2020-January 2, 2021", "2020-12-30/2021-01-02"),
    ("March 2021", "2021-03"),
    ("March, 2021", "2021-03"),
    ("mid-May 2021", "2021-05~"),
    ("early May 2021", "2021-05~"),
    ("in the middle of May 2021", "2021-05~"),
    ("the end of May 2021", "2021-05~"),
    ("by the end of May 2021", "2021-05-31"),
    ("since mid-May 2021", "2021-05~/.."),
    ("January to March 2021", "2021-01/2021-03"),
    ("between November and February 2021", "2020-11/2021-02"),
    ("in 2019", "2019"),
    ("early 2024", "2024~"),
    ("mid-2019", "2019~"),
    ("around 2015", "2015~"),
    ("since 2014", "2014/.."),
    ("until 2030", "../2030"),
    ("by 2030", "2030"),
    ("between 2014 and 2019", "2014/2019"),
    ("2019-2021", "2019/2021"),
    ("2023/24", "2023/2024"),
    ("the 1990s", "199X"),
    ("the '90s", "199X"),
    ("the 19th century", "18XX"),
    ("the twentieth century", "19XX"),
    ("summer 2024", "2024-22"),
    ("the spring of 2024", "2024-21"),
    ("autumn 2023", "2023-23"),
    ("the second quarter of 2024", "2024-34"),
    ("Q1 2024", "2024-33"),
    ("the first half of 2024", "2024-01/2024-06"),
    ("the second half of 2024", "2024-07/2024-12"),
    ("Christmas Eve 2023", "2023-12-24"),
    ("New Year's Day 2024", "2024-01-01"),
    ("Easter Sunday 2024", "2024-03-31"),
    ("Good Friday 2024", "2024-03-29"),
    ("the eve of 5 March 2021", "2021-03-04"),
    ("two days after 5 March 2021", "2021-03-07"),
    ("the week of 5 March 2021", "2021-03-01/2021-03-07"),
    ("around 5 March 2021", "2021-03-05~"),
    ("until 15 May 2024", "../2024-05-15"),
    ("since 15 May 2024", "2024-05-15/.."),
    ("from 1 August 2024 onwards", "2024-08-01/.."),
]


@pytest.mark.parametrize(("words", "edtf"), FULL)
@pytest.mark.parametrize("published", [WEDNESDAY, None])
def test_date_with_its_year_needs_no_report(words: str, edtf: str, published: date | None) -> None:
    found = resolve_expression(words, published)
    assert found is not None
    assert found.edtf == edtf
    parse_edtf(edtf)


WITHOUT_YEAR = [
    ("5 March", "past", "2024-03-05"),
    ("March 5", "", "2024-03-05"),
    ("5 March", "future", "2025-03-05"),
    ("October 7", "past", "2024-10-07"),
    ("October 20", "past", "2023-10-20"),
    ("October 20", "", "2024-10-20"),
    ("October 20", "future", "2024-10-20"),
    ("October 9", "past", "2024-10-09"),
    ("Feb. 29", "past", "2024-02-29"),
    ("29 February", "future", "2028-02-29"),
    ("Friday, March 5", "", "2021-03-05"),
    ("June 15-17", "past", "2024-06-15/2024-06-17"),
    ("5 June last year", "", "2023-06-05"),
    ("March", "past", "2024-03"),
    ("March", "future", "2025-03"),
    ("October", "past", "2024-10"),
    ("October", "future", "2024-10"),
    ("since October", "", "2024-10/.."),
    ("since November", "", "2023-11/.."),
    ("by June", "", "2025-06"),
    ("until 15 May", "", "../2025-05-15"),
    ("last March", "", "2024-03"),
    ("last October", "", "2023-10"),
    ("next October", "", "2025-10"),
    ("this May", "", "2024-05"),
    ("May of last year", "", "2023-05"),
    ("June last year", "", "2023-06"),
    ("July next year", "", "2025-07"),
    ("mid-May", "past", "2024-05~"),
    ("late May", "past", "2024-05~"),
    ("the start of March", "past", "2024-03~"),
    ("summer", "past", "2024-22"),
    ("the autumn", "future", "2024-23"),
    ("last summer", "", "2024-22"),
    ("next spring", "", "2025-21"),
    ("last autumn", "", "2023-23"),
    ("Christmas", "future", "2024-12-25"),
    ("Christmas Eve", "past", "2023-12-24"),
    ("from late January to February 6", "past", "2024-01~/2024-02-06"),
    ("the second quarter of last year", "", "2023-34"),
    ("between 27 May and 2 July", "past", "2024-05-27/2024-07-02"),
    ("the end of the year", "", "2024-12-31~"),
    ("by the end of the year", "", "2024-12-31"),
    ("the end of last year", "", "2023-12-31~"),
    ("since the start of the year", "", "2024-01-01/.."),
    ("the 15th of this month", "", "2024-10-15"),
]


@pytest.mark.parametrize(("words", "tense", "edtf"), WITHOUT_YEAR)
def test_date_without_its_year_is_placed_by_tense(words: str, tense: str, edtf: str | None) -> None:
    found = resolve_expression(words, WEDNESDAY, tense)
    assert (found.edtf if found else None) == edtf
    alone = resolve_expression(words, None, tense)
    assert alone is None or alone.edtf is None


def test_either_day_or_month_first_stays_open() -> None:
    found = resolve_expression("05/03/2021", WEDNESDAY)
    assert found is not None
    assert found.edtf is None
    assert found.reading == "5 March or 3 May 2021"
    assert found.rule == "numeric"


def test_day_of_the_month() -> None:
    (found,) = find_times("The envoys left on the 15th.", date(2024, 10, 20), lambda _: "past")
    assert found.edtf == "2024-10-15"


def test_named_day_takes_the_year_that_the_report_gives_elsewhere() -> None:
    text = "The raid of 7 May 2020 began it. The May 7 attack changed much."
    assert [t.edtf for t in find_times(text, WEDNESDAY)] == ["2020-05-07", "2020-05-07"]


def test_named_day_of_an_unknown_year_stays_open() -> None:
    (found,) = find_times("The May 7 attack changed that.", WEDNESDAY, lambda _: "past")
    assert found.edtf is None
    assert found.reading == "7 May, in a year not told"


def test_doubtful_tense_gives_way_to_a_close_day() -> None:
    (found,) = find_times("The sides had met on 2 January for talks", date(2024, 12, 20), lambda _: "past")
    assert found.edtf == "2024-01-02"
    (found,) = find_times("The sides met on 2 January for talks", date(2024, 12, 20), lambda _: "future")
    assert found.edtf == "2025-01-02"
    (found,) = find_times("The sides had met on 22 October for talks", date(2024, 10, 9), lambda _: "past")
    assert found.edtf == "2024-10-22"


def test_phrases_where_the_report_has_no_date() -> None:
    assert [resolve_expression("5 March", None, t).reading for t in ("past", "future", None)] == [  # type: ignore[union-attr]
        "the 5 March before the report",
        "the 5 March after the report",
        "5 March, in a year not told",
    ]
