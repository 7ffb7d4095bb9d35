"""Counts and leverage are looked up by what they have in common: the same items as if each were held against every other."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims import actors, make, make_report

from travaux.ontology.claim import Count, Leverage
from travaux.ontology.vocabulary import LeverageKind
from travaux.origins.origin import Origins
from travaux.resolve import facts, leverage
from travaux.resolve.joining import Corpus, group_claims, make_corpus

FIRST = date(2025, 3, 1)
NAMES = [f"r{n}" for n in range(8)]


def make_reports(days: list[int | None], copied: bool) -> Corpus:
    """Reports of these days after the first; the last may tell the text of the one before."""
    told = [None if day is None else (FIRST + timedelta(days=day)).isoformat() for day in days]
    copies = {"r6": "r6", "r7": "r6"} if copied else {}
    reports = [make_report(name, day) for name, day in zip(NAMES, told, strict=True)]
    return make_corpus(reports, Origins(copies=copies, publishers={}, voices=None))


days = st.lists(st.one_of(st.none(), st.integers(0, 6)), min_size=8, max_size=8)
counts = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from([20.0, 251.0]),
        st.sampled_from([None, "Quito", "Oslo"]),
        st.sampled_from([None, None, "day"]),
    ),
    max_size=14,
)


@given(days, st.booleans(), counts)
@settings(max_examples=300, deadline=None)
def test_counts(told: list[int | None], copied: bool, rows: list[tuple[str, float, str | None, str | None]]) -> None:
    corpus = make_reports(told, copied)
    claims = [
        make(Count, report, 10 * n, what="people wounded", value=value, place=place, per=per)
        for n, (report, value, place, per) in enumerate(rows)
    ]
    ordered = sorted(claims, key=corpus.order)
    wanted = group_claims(ordered, facts._thing, lambda a, b: facts._same_count(corpus, a, b))
    found = facts.resolve_counts(corpus, claims)
    assert [{e.claim for e in item.evidence} for item in found] == [
        {e.claim for e in corpus.evidence(group)} for group in wanted
    ]
    for a, b in combinations(ordered, 2):
        if facts._thing(a) == facts._thing(b) and facts._same_count(corpus, b, a):
            assert set(facts._mark_count(corpus, b)[0]) & set(facts._mark_count(corpus, a)[1])


pressed = st.tuples(
    st.lists(st.sampled_from("halt cut ban fuel port fees visa trade".split()), max_size=5).map(" ".join),
    st.sampled_from([(), ("Peru",), ("Chile",), ("Peru", "Chile")]),
)


@given(st.lists(pressed, max_size=14))
@settings(max_examples=300, deadline=None)
def test_leverage(rows: list[tuple[str, tuple[str, ...]]]) -> None:
    claims = [
        make(Leverage, "r0", 10 * n, by=actors("Oman"), on=actors(*on), type=LeverageKind.THREAT, content=content)
        for n, (content, on) in enumerate(rows)
    ]
    assert leverage._group(claims) == group_claims(claims, leverage._block, leverage._is_same)
