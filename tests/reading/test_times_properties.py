"""What holds for every text: no crash, spans inside it, valid EDTF, the same answer twice, no guess without a date."""

from datetime import date
from itertools import pairwise

from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from travaux.reading.times.durations import parse_duration
from travaux.reading.times.find import find_times, resolve_expression

ATOMS = [
    "Friday",
    "Mondays",
    "next",
    "last",
    "this",
    "the",
    "week",
    "weekend",
    "month",
    "year",
    "years",
    "days",
    "ago",
    "later",
    "May",
    "March",
    "5",
    "31",
    "2024",
    "1999",
    "0",
    "99999",
    "since",
    "until",
    "by",
    "early",
    "late",
    "mid-",
    "end of",
    "between",
    "and",
    "to",
    "from",
    "-",
    ",",
    ".",
    "past",
    "six",
    "two and a half",
    "Christmas",
    "Easter",
    "winter",
    "century",
    "10 a.m.",
    "overnight",
    "today",
    "the following day",
    "before",
    "after",
    "a",
    "couple of",
    "hours",
    "\n",
    "[",
    "’",
    "20th",
    "the eve of",
    "decade",
    "9000",
    "quarter of",
    "29",
    "February",
    "1st",
    "12:30",
    "GMT",
    "İ",
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(ATOMS), max_size=14).map(" ".join))
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date(2024, 2, 29)]))
TENSES = st.sampled_from(["past", "future", ""])


@settings(max_examples=300, deadline=None)
@given(TEXTS, DAYS, TENSES)
def test_any_text_gives_valid_mentions(text: str, published: date | None, tense: str) -> None:
    found = find_times(text, published, lambda _: tense)
    assert found == find_times(text, published, lambda _: tense)
    assert all(t.span.end <= len(text) and t.reading and t.rule for t in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for mention in found:
        if mention.edtf:
            parse_edtf(mention.edtf)


@settings(max_examples=200, deadline=None)
@given(TEXTS, DAYS, TENSES)
def test_one_expression_is_resolved_alike_each_time(text: str, published: date | None, tense: str) -> None:
    found = resolve_expression(text, published, tense)
    assert found == resolve_expression(text, published, tense)
    assert found is None or found.span.end <= len(text)


RELATIVE = [a for a in ATOMS if not any(c.isdigit() for c in a)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(RELATIVE), max_size=14).map(" ".join), TENSES)
def test_nothing_relative_is_dated_without_the_reports_date(text: str, tense: str) -> None:
    assert all(t.edtf is None for t in find_times(text, None, lambda _: tense))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_duration_is_a_duration_or_none(text: str) -> None:
    iso = parse_duration(text)
    assert iso is None or (iso.startswith("P") and len(iso) > 2)
