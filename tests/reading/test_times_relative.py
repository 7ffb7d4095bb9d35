"""Times told from the report's day, in the past, the future and an unknown tense."""

from datetime import date

import pytest
from edtf import parse_edtf

from travaux.reading.times.find import find_times, resolve_expression

SATURDAY = date(2024, 4, 6)
WEDNESDAY = date(2024, 10, 9)

OF_WEDNESDAY = [
    ("on Friday", "past", "2024-10-04"),
    ("on Friday", "future", "2024-10-11"),
    ("on Friday", "", "2024-10-04"),
    ("on Thursday", "", "2024-10-10"),
    ("on Thursday", "past", "2024-10-03"),
    ("on Wednesday", "past", "2024-10-09"),
    ("on Wednesday", "future", "2024-10-09"),
    ("Friday night", "past", "2024-10-04"),
    ("Monday morning", "future", "2024-10-14"),
    ("early on Monday", "past", "2024-10-07"),
    ("the early hours of Tuesday", "past", "2024-10-08"),
    ("last Friday", "", "2024-10-04"),
    ("last Wednesday", "", "2024-10-02"),
    ("this Friday", "", "2024-10-11"),
    ("this Friday", "past", "2024-10-04"),
    ("next Friday", "", "2024-10-18"),
    ("next Monday", "future", "2024-10-14"),
    ("this coming Sunday", "", "2024-10-13"),
    ("this past Sunday", "", "2024-10-06"),
    ("Monday last week", "past", "2024-09-30"),
    ("Tuesday of next week", "future", "2024-10-15"),
    ("today", "", "2024-10-09"),
    ("tonight", "", "2024-10-09"),
    ("yesterday", "", "2024-10-08"),
    ("yesterday morning", "", "2024-10-08"),
    ("tomorrow", "", "2024-10-10"),
    ("tomorrow night", "", "2024-10-10"),
    ("the day before yesterday", "", "2024-10-07"),
    ("the day after tomorrow", "", "2024-10-11"),
    ("this morning", "", "2024-10-09"),
    ("last night", "", "2024-10-08"),
    ("earlier today", "", "2024-10-09"),
    ("overnight", "past", "2024-10-08/2024-10-09"),
    ("overnight on Tuesday", "past", "2024-10-08"),
    ("overnight into Monday", "past", "2024-10-06/2024-10-07"),
    ("this week", "", "2024-10-07/2024-10-13"),
    ("last week", "", "2024-09-30/2024-10-06"),
    ("next week", "", "2024-10-14/2024-10-20"),
    ("the week before last", "", "2024-09-23/2024-09-29"),
    ("earlier this week", "past", "2024-10-07/2024-10-09"),
    ("later this week", "future", "2024-10-09/2024-10-13"),
    ("earlier in the week", "past", "2024-10-07/2024-10-09"),
    ("this weekend", "future", "2024-10-12/2024-10-13"),
    ("this weekend", "past", "2024-10-05/2024-10-06"),
    ("at the weekend", "past", "2024-10-05/2024-10-06"),
    ("last weekend", "", "2024-10-05/2024-10-06"),
    ("next weekend", "", "2024-10-19/2024-10-20"),
    ("this month", "", "2024-10"),
    ("earlier this month", "past", "2024-10"),
    ("last month", "", "2024-09"),
    ("late last month", "", "2024-09~"),
    ("next month", "", "2024-11"),
    ("this quarter", "", "2024-36"),
    ("last quarter", "", "2024-35"),
    ("this year", "", "2024"),
    ("earlier this year", "past", "2024"),
    ("last year", "", "2023"),
    ("late last year", "", "2023~"),
    ("early next year", "future", "2025~"),
    ("the year after next", "", "2026"),
    ("three days ago", "past", "2024-10-06"),
    ("two weeks ago", "past", "2024-09-25~"),
    ("a couple of days ago", "past", "2024-10-07~"),
    ("a month ago", "past", "2024-09"),
    ("three months ago", "past", "2024-07"),
    ("nearly four years ago", "past", "2020~"),
    ("a year and a half ago", "past", "2023-04"),
    ("a decade ago", "past", "2014"),
    ("[Ten] years ago", "past", "2014"),
    ("24 hours ago", "past", "2024-10-08"),
    ("12 hours ago", "past", "2024-10-08/2024-10-09"),
    ("several years ago", "past", None),
    ("in three weeks' time", "future", "2024-10-30~"),
    ("five days from now", "future", "2024-10-14"),
    ("in the past six weeks", "past", "2024-08-28/2024-10-09"),
    ("over the last 10 days", "past", "2024-09-29/2024-10-09"),
    ("the past 24 hours", "past", "2024-10-08/2024-10-09"),
    ("over the past three years", "past", "2021/2024"),
    ("the last 18 months", "past", "2023-04/2024-10"),
    ("the past week", "past", "2024-10-02/2024-10-09"),
    ("over the past month", "past", "2024-09-09/2024-10-09"),
    ("over the next 10 days", "future", "2024-10-09/2024-10-19"),
    ("in the past few days", "past", None),
    ("in the coming weeks", "future", None),
    ("since Monday", "", "2024-10-07/.."),
    ("since last Sunday", "", "2024-10-06/.."),
    ("since last year", "", "2023/.."),
    ("until Sunday", "", "../2024-10-13"),
    ("by Monday", "future", "2024-10-14"),
    ("before Friday", "future", "../2024-10-11"),
    ("from Monday to Thursday", "future", "2024-10-14/2024-10-17"),
    ("from Friday to Sunday", "past", "2024-10-04/2024-10-06"),
    ("between Sunday and Tuesday", "past", "2024-10-06/2024-10-08"),
    ("Saturday and Sunday", "past", "2024-10-05/2024-10-06"),
    ("Sunday or Monday", "future", "2024-10-13/2024-10-14"),
    ("at 10 a.m. on Friday", "future", "2024-10-11"),
    ("on Friday at 10:30 a.m. local time", "future", "2024-10-11"),
    ("06:00 local time (04:00 GMT) on Monday", "future", "2024-10-14"),
    ("the day after Monday's meeting", "past", "2024-10-08"),
    ("two days before Friday", "future", "2024-10-09"),
]


@pytest.mark.parametrize(("words", "tense", "edtf"), OF_WEDNESDAY)
def test_relative_time(words: str, tense: str, edtf: str | None) -> None:
    found = resolve_expression(words, WEDNESDAY, tense)
    assert found is not None
    assert found.edtf == edtf
    if edtf:
        parse_edtf(edtf)


@pytest.mark.parametrize(("words", "tense", "edtf"), OF_WEDNESDAY)
def test_relative_time_of_an_undated_report_has_no_edtf(words: str, tense: str, edtf: str | None) -> None:
    found = resolve_expression(words, None, tense)
    assert found is not None
    assert found.edtf is None
    assert found.reading


@pytest.mark.parametrize(
    ("words", "tense", "edtf"),
    [
        ("this weekend", "future", "2024-04-06/2024-04-07"),
        ("this weekend", "past", "2024-04-06/2024-04-07"),
        ("last weekend", "", "2024-03-30/2024-03-31"),
        ("on Friday", "past", "2024-04-05"),
        ("Saturday", "past", "2024-04-06"),
        ("next Sunday", "", "2024-04-14"),
        ("the weekend", "past", "2024-04-06/2024-04-07"),
    ],
)
def test_report_of_a_saturday(words: str, tense: str, edtf: str) -> None:
    found = resolve_expression(words, SATURDAY, tense)
    assert found is not None
    assert found.edtf == edtf


def test_week_that_is_about_to_begin() -> None:
    sunday = date(2024, 4, 7)
    assert [resolve_expression("this week", sunday, t).edtf for t in ("past", "future")] == [  # type: ignore[union-attr]
        "2024-04-01/2024-04-07",
        "2024-04-08/2024-04-14",
    ]


@pytest.mark.parametrize(
    ("words", "tense", "reading"),
    [
        ("on Friday", "past", "the Friday before the report"),
        ("on Friday", "future", "the Friday after the report"),
        ("on Friday", "", "the Friday before the report"),
        ("last month", "", "the month before the report"),
        ("this weekend", "past", "the weekend of the report"),
        ("today", "", "the day of the report"),
        ("yesterday", "", "the day before the report"),
        ("three days ago", "", "three days before the report"),
        ("late last year", "", "late in the year before the report"),
        ("next week", "", "the week after the report"),
        ("since Monday", "", "since the Monday before the report"),
        ("over the next 10 days", "", "the 10 days after the report"),
        ("in October", "past", "the October before the report"),
        ("two days after Friday", "past", "two days after the Friday before the report"),
        ("overnight", "", "the night before the report"),
    ],
)
def test_phrase_for_people_where_the_report_has_no_date(words: str, tense: str, reading: str) -> None:
    found = resolve_expression(words, None, tense)
    assert found is not None
    assert (found.edtf, found.reading) == (None, reading)


def _values(text: str, published: date | None = WEDNESDAY, tense: str = "past") -> list[tuple[str, str | None]]:
    return [(t.span.of(text), t.edtf) for t in find_times(text, published, lambda _: tense)]


ANCHORED = [
    ("He resigned on 5 March. The following day talks broke down.", "The following day", "2024-03-06"),
    ("He resigned on 5 March. The next day talks broke down.", "The next day", "2024-03-06"),
    ("He resigned on 5 March. That day the truce ended.", "That day", "2024-03-05"),
    ("He resigned on 5 March, a day later than planned, a day later.", "a day later", "2024-03-06"),
    ("He resigned on 5 March. That evening the truce ended.", "That evening", "2024-03-05"),
    ("He resigned on 5 March. Later that day the truce ended.", "Later that day", "2024-03-05"),
    ("He resigned on 5 March, having fled the previous night.", "the previous night", "2024-03-04"),
    ("He resigned on 5 March. The following evening he fled.", "The following evening", "2024-03-06"),
    ("Aid came on 5 March; that month 300 trucks crossed.", "that month", "2024-03"),
    ("In March the border shut. It opened the following month.", "the following month", "2024-04"),
    ("In 2019 they signed. The following year it fell apart.", "The following year", "2020"),
    ("Arrested on 3 May, he was freed two weeks later.", "two weeks later", "2024-05-17~"),
    ("Signed in 2015, it was dropped three years later.", "three years later", "2018"),
    ("On 5 March envoys met; the following Monday they parted.", "the following Monday", "2024-03-11"),
    ("War broke out in 1914. The following April talks began.", "The following April", "1915-04"),
    ("He was jailed in 2020 over protests the year before.", "the year before", "2019"),
    ("In a speech a day earlier, she had called for calm.", "a day earlier", "2024-10-08"),
    ("At a lunch later in the day, he smiled.", "later in the day", "2024-10-09"),
]


@pytest.mark.parametrize(("text", "words", "edtf"), ANCHORED)
def test_time_told_from_one_named_before(text: str, words: str, edtf: str) -> None:
    assert (words, edtf) in _values(text)


@pytest.mark.parametrize(
    "text",
    [
        "He was freed two weeks later.",
        "He was arrested in 2015. He was freed two weeks later.",
        "The following day talks broke down.",
        "The year before, nobody spoke.",
        "In May he fell ill, and two days later he died.",
    ],
)
def test_time_without_one_to_be_told_from_stays_open(text: str) -> None:
    assert _values(text)[-1][1] is None


def test_anchor_needs_no_report_date() -> None:
    assert _values("He left on 5 March 2021. The next day it rained.", None)[-1] == ("The next day", "2021-03-06")


def test_night_that_ends_on_the_day_of_the_source() -> None:
    found = _values("Drones struck the port overnight, killing six, officials said on Monday.")
    assert found[0] == ("overnight", "2024-10-06/2024-10-07")


def test_event_that_moves_is_no_range() -> None:
    found = _values("Talks were postponed from Friday to Sunday.", tense="future")
    assert [edtf for _, edtf in found] == ["2024-10-11", "2024-10-13"]


@pytest.mark.parametrize(
    "words",
    [
        "at the start of the war",
        "since the war began",
        "on the eve of peace talks",
        "the day of the vote",
        "two days after the announcement",
        "during Ramadan",
        "before the war",
    ],
)
def test_time_of_an_event_is_open(words: str) -> None:
    found = resolve_expression(words, WEDNESDAY)
    assert found is not None
    assert (found.edtf, found.rule) == (None, "event")


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("every day", "set"),
        ("each month", "set"),
        ("on Fridays", "set"),
        ("three times a week", "set"),
        ("daily", "set"),
        ("for six weeks", "duration"),
        ("a six-week", "duration"),
        ("for several months", "duration"),
        ("within 72 hours", "duration"),
        ("at 10:30 a.m.", "clock"),
        ("around noon", "clock"),
    ],
)
def test_how_often_and_how_long_have_no_day(words: str, rule: str) -> None:
    found = resolve_expression(words, WEDNESDAY)
    assert found is not None
    assert (found.edtf, found.rule) == (None, rule)
