"""Copies of one text: word for word, cut, or put in other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims import make_report, text_of

from travaux.origins.copies import find_copies

TEXT = text_of("x")


def test_the_earliest_of_one_text_is_the_first() -> None:
    reports = [
        make_report("late", "2025-06-12", TEXT),
        make_report("undated", None, TEXT),
        make_report("early", "2025-06-10", TEXT),
    ]
    assert find_copies(reports) == {"early": "early", "late": "early", "undated": "early"}


def test_another_text_is_no_copy() -> None:
    assert find_copies([make_report("a"), make_report("b")]) == {}


@pytest.mark.parametrize(("share", "copied"), [(0.9, True), (0.7, True), (0.2, False), (0.0, False)])
def test_a_rewrite_that_keeps_most_of_its_words_is_a_copy(share: float, copied: bool) -> None:
    words = TEXT.split()
    kept = words[: int(len(words) * share)]
    rewrite = " ".join([*kept, *(f"other{n}" for n in range(len(words) - len(kept)))])
    found = find_copies([make_report("a", text=TEXT), make_report("b", "2025-06-12", rewrite)])
    assert ("b" in found) is copied


def test_a_short_cut_of_a_long_text_is_a_copy_of_it() -> None:
    short = " ".join(TEXT.split()[:15])
    assert find_copies([make_report("a", text=TEXT), make_report("b", "2025-06-12", short)])["b"] == "a"


def test_case_and_marks_make_no_other_text() -> None:
    other = TEXT.upper().replace(" ", ", ")
    assert find_copies([make_report("a", text=TEXT), make_report("b", "2025-06-12", other)])["b"] == "a"


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_reports_does_not_matter(order: list[str]) -> None:
    texts = {"a": TEXT, "b": TEXT, "c": text_of("c"), "d": TEXT + " more"}
    reports = [make_report(name, f"2025-06-1{'abcd'.index(name)}", texts[name]) for name in order]
    assert find_copies(reports) == {"a": "a", "b": "a", "d": "a"}


def test_every_first_is_the_first_of_itself() -> None:
    reports = [make_report(str(n), f"2025-06-1{n}", TEXT if n % 2 else text_of("even")) for n in range(6)]
    found = find_copies(reports)
    assert all(found[first] == first for first in found.values())
    assert set(found.values()) == {"0", "1"}


AGENCY = (
    "Peru and Norway agreed on Tuesday to a ten-day pause along the northern canal, Norway's foreign ministry said in a"
    " notice from Lima. Commanders of both armies promised not to move artillery until the pause begins at dawn on Friday."
    " Earlier pauses along the canal broke down within hours. The dispute over the canal began in March."
)
REWRITE = (
    "A ten-day pause along the northern canal: Peru and Norway agreed to it on Tuesday, according to a notice of Norway's"
    " foreign ministry from Lima. The commanders of the two armies have promised not to move their artillery before the"
    " pause begins on Friday at dawn. Earlier pauses on the canal broke down soon, and the dispute began in March."
)
OTHER = (
    "Fishermen on the northern canal said that they had heard of a pause, and that nobody had told them whether boats may"
    " leave the harbour. Norway and Peru have guarded both banks since March, and prices of bread have doubled in Lima."
)


def test_a_story_in_other_words_of_the_same_days_is_a_rewrite() -> None:
    reports = [
        make_report("a", "2025-06-10", AGENCY, outlet="Lima Post"),
        make_report("b", "2025-06-11", REWRITE, outlet="Oslo Times"),
        make_report("c", "2025-06-11", OTHER, outlet="Canal Echo"),
    ]
    assert find_copies(reports) == {"a": "a", "b": "a"}


def test_the_same_words_weeks_later_or_in_the_same_outlet_are_no_rewrite() -> None:
    first = make_report("a", "2025-06-10", AGENCY, outlet="Lima Post")
    assert find_copies([first, make_report("b", "2025-07-10", REWRITE, outlet="Oslo Times")]) == {}
    assert find_copies([first, make_report("b", "2025-06-11", REWRITE, outlet="Lima Post")]) == {}


def test_a_notice_in_set_phrases_of_its_office_is_no_copy_of_the_one_before() -> None:
    form = (
        "The President spoke today with {} about the canal, thanked {} for the help of {} and agreed to stay in touch."
    )
    one, two = (form.format(n, n, n) + " " + text_of("x")[:80] for n in ("Ada Quist", "Olu Bram"))
    assert find_copies([make_report("a", text=one, outlet="Office"), make_report("b", text=two, outlet="Office")]) == {}


def test_reports_that_quote_one_speech_are_not_one_text() -> None:
    speech = "“We will open the canal when the last gun has left the northern bank and when the mothers have their sons back”"
    a = f"{speech}, the minister said. Traders in the port of Arica wept when they heard the news from the far capital."
    b = f"A minister told parliament: {speech}. Opposition members left the hall, while the markets fell by a tenth."
    reports = [make_report("a", text=a, outlet="Lima Post"), make_report("b", text=b, outlet="Oslo Times")]
    assert find_copies(reports) == {}


def test_empty_texts_are_no_copies() -> None:
    assert find_copies([make_report("a", text=""), make_report("b", text=" ")]) == {}
