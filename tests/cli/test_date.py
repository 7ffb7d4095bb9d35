"""`travaux date`: one time expression."""

import pytest

from tests.cli.calls import Call
from travaux.cli.date import DATE_SCHEMA


def test_date_resolves_against_the_day_given(call: Call) -> None:
    answer = call("date", "last Friday", "--published", "2024-04-06")
    assert (answer.code, answer.out, answer.err) == (0, "2024-04-05\n", "")


def test_date_leaves_relative_what_is_relative(call: Call) -> None:
    assert call("date", "last Friday").out == "the Friday before the report\n"
    document = call("date", "last Friday", "--format", "json").json()
    assert document["value"] is None
    assert document["reading"] == "the Friday before the report"


def test_date_needs_no_day_for_a_full_date(call: Call) -> None:
    assert call("date", "3 March 2023").out == "2023-03-03\n"


def test_date_takes_the_tense_into_account(call: Call) -> None:
    said = [call("date", "Friday", "--published", "2024-04-03", "--tense", t).out for t in ("past", "future")]
    assert said == ["2024-03-29\n", "2024-04-05\n"]


@pytest.mark.parametrize("words", ["banana", "last Friday", "3 March 2023", ""])
def test_date_json_has_the_same_keys_for_any_words(call: Call, words: str) -> None:
    answer = call("date", words, "--format", "json")
    document = answer.json()
    assert answer.code == (1 if document["value"] is None and document["reading"] is None else 0)
    assert list(document) == ["schema", "text", "value", "reading", "rule"]
    assert document["schema"] == DATE_SCHEMA
    assert document["text"] == words


def test_date_says_that_there_is_no_time(call: Call) -> None:
    answer = call("date", "banana")
    assert (answer.code, answer.out) == (1, "unknown\n")
    assert "no time is found in 'banana'" in answer.err
