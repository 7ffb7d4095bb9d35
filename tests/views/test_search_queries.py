"""Claims and reports that fit a query."""

from datetime import date

import pytest
from tests.claims import actors, make, make_report, move, said_by

from travaux.ontology.claim import AnyClaim, Demand
from travaux.ontology.vocabulary import Act, Issue
from travaux.views.search import Query, find_claims, fits_report, has_words, make_snippet

CLAIMS: list[AnyClaim] = [
    move(Act.REJECT, start=0, recipients=actors("Peru"), issues=(Issue.CEASEFIRE,), voice=said_by("Kari Holm")),
    move(Act.ACCEPT, start=30, actors=actors("Chile"), voice=said_by("Lie")),
    make(Demand, "r1", 60, by=actors("Peru"), content="leave the islands", issue=Issue.CEASEFIRE),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(party="peru"), [0, 2]),
        (Query(act=Act.ACCEPT), [1]),
        (Query(issue=Issue.CEASEFIRE), [0, 2]),
        (Query(speaker="holm"), [0]),
        (Query(party="Peru", act=Act.REJECT), [0]),
        (Query(party="Per"), []),
        (Query(words=("volcano",)), []),
        (Query(), [0, 1, 2]),
    ],
)
def test_claims_fit_all_that_is_asked(query: Query, found: list[int]) -> None:
    assert list(find_claims(query, CLAIMS)) == [CLAIMS[n] for n in found]


def test_words_must_all_stand_in_the_quote() -> None:
    first, second = CLAIMS[0].quote.split()[:2]
    assert CLAIMS[0] in list(find_claims(Query(words=(first, second.upper())), CLAIMS))


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        (Query(outlet="post"), True),
        (Query(outlet="pos"), False),
        (Query(since=date(2025, 6, 10), until=date(2025, 6, 10)), True),
        (Query(since=date(2025, 6, 11)), False),
        (Query(until=date(2025, 6, 9)), False),
    ],
)
def test_reports_fit_outlet_and_days(query: Query, fits: bool) -> None:
    assert fits_report(query, make_report("r1", outlet="The Lake Post")) is fits


def test_a_report_without_a_day_fits_no_limit_of_days() -> None:
    assert not fits_report(Query(since=date(1900, 1, 1)), make_report("r1", None))
    assert fits_report(Query(words=("lake",)), make_report("r1", None))


@pytest.mark.parametrize(
    ("text", "wanted", "has"),
    [
        ("Kari Holm", "HOLM", True),
        ("Kari Holm", "kari holm", True),
        ("Kari Holm", "holm kari", False),
        ("Holmberg", "holm", False),
        ("Holm", "", False),
        ("", "holm", False),
    ],
)
def test_words_of_a_name(text: str, wanted: str, has: bool) -> None:
    assert has_words(text, wanted) is has


def test_a_snippet_shows_the_first_word_found_on_one_line() -> None:
    text = "x " * 100 + "the\nlake plan " + "y " * 100
    snippet = make_snippet(text, ("plan", "lake"))
    assert "the lake plan" in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")
    assert "\n" not in snippet
    assert make_snippet("a short text", ("volcano",)) == "a short text"
