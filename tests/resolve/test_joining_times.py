"""When two names, times or texts can be one; and which time of several is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims import move, when

from travaux.ontology.claim import When
from travaux.resolve.joining import agree, alike, best_time, group_claims, overlap, times_agree

EDTF = st.sampled_from(
    ["2025", "2025-06", "2025-06-09", "2025-06-09~", "2025-06-08/2025-06-10", "2025-06-09/..", "../2025-06-09", "202X"]
)


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        (None, when("2025"), True),
        (when("2025-06-09"), when("2025-06-09"), True),
        (when("2025-06-09"), when("2025-06"), True),
        (when("2025-06-09"), when("2025"), True),
        (when("2025-06-09"), when("2025-06-08/2025-06-12"), True),
        (when("2025-06-09"), when("2025-06-10"), False),
        (when("2025-06"), when("2025-07"), False),
        (when("2025-06-30"), when("2025-07"), False),
        (when("2025-06-09"), when("2025-06-10/.."), False),
        (when("2025-06-11"), when("2025-06-10/.."), True),
        (when("2025-06-11"), when("../2025-06-10"), False),
        (when("2019"), when("202X"), False),
        (when("2025"), when("202X"), True),
        (when(None, "Friday"), when(None, "Friday"), True),
        (when(None, "Friday"), when(None, "Monday"), False),
        (when(None, "on Friday", "a Friday"), when(None, "Friday", "a Friday"), True),
        (when(None, "Friday"), when("2025-06-06"), False),
    ],
)
def test_two_times_can_be_one(a: When | None, b: When | None, one: bool) -> None:
    assert times_agree(a, b) is one


@given(EDTF, EDTF)
def test_agreement_goes_both_ways(a: str, b: str) -> None:
    assert times_agree(when(a), when(b)) == times_agree(when(b), when(a))
    assert times_agree(when(a), when(a))


@pytest.mark.parametrize(
    ("times", "best"),
    [
        ([], None),
        ([None, None], None),
        (["2025", "2025-06-09", "2025-06"], "2025-06-09"),
        ([None, "2025-06"], "2025-06"),
        (["2025-06-08/2025-06-12", "2025-06-09"], "2025-06-09"),
        pytest.param(
            ["2025-06-09~", "2025-06-09"],
            "2025-06-09",
        ),
        pytest.param(
            ["2025", "2025-06-08/2025-06-09"],
            "2025-06-08/2025-06-09",
        ),
    ],
)
def test_the_most_precise_time_is_kept(times: list[str | None], best: str | None) -> None:
    found = best_time(when(t) if t else None for t in times)
    assert (found.edtf if found else None) == best


def test_words_alone_give_way_to_a_date() -> None:
    found = best_time([when(None, "a very long phrase for a time"), when("2025")])
    assert found is not None
    assert found.edtf == "2025"


@pytest.mark.parametrize(
    ("a", "b", "one", "share"),
    [
        ([], ["A"], True, 1.0),
        (["A"], ["A"], True, 1.0),
        (["A"], ["A", "B"], True, 1.0),
        (["A", "C"], ["A", "B"], False, 0.5),
        (["A"], ["B"], False, 0.0),
    ],
)
def test_names_agree_where_one_side_holds_the_other(a: list[str], b: list[str], one: bool, share: float) -> None:
    assert agree(a, b) is agree(b, a) is one
    assert overlap(a, b) == overlap(b, a) == share


@pytest.mark.parametrize(
    ("a", "b", "share", "same"),
    [
        ("the release of prisoners", "prisoners released", 0.5, True),
        ("a truce of six weeks", "a truce", 0.5, True),
        ("a truce", "the border", 0.5, False),
        ("the", "the", 0.5, False),
        ("", "a truce", 0.5, False),
    ],
)
def test_texts_are_alike_by_their_words(a: str, b: str, share: float, same: bool) -> None:
    assert alike(a, b, share) is alike(b, a, share) is same


def test_claims_join_the_first_group_that_they_fit() -> None:
    claims = [move(start=n) for n in (0, 30, 60, 1)]
    groups = group_claims(claims, lambda c: c.act, lambda a, b: abs(a.span.start - b.span.start) < 5)
    assert [[c.span.start for c in g] for g in groups] == [[0, 1], [30], [60]]
