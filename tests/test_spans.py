from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux.errors import InternalError
from travaux.spans import Span, check_grounded, merge_spans, trim


def test_span_rejects_what_is_empty() -> None:
    with pytest.raises(InternalError):
        Span(3, 3)
    with pytest.raises(InternalError):
        Span(-1, 2)


def test_span_of_gives_its_words() -> None:
    assert Span(4, 9).of("the truce held") == "truce"


def test_trim_drops_space_and_marks() -> None:
    text = ' "a truce" '
    found = trim(text, 0, len(text), drop='"')
    assert found is not None
    assert found.of(text) == "a truce"
    assert trim("   ", 0, 3) is None


def test_check_grounded_refuses_other_words() -> None:
    check_grounded("a truce held", Span(2, 7), "truce")
    with pytest.raises(InternalError, match="not at"):
        check_grounded("a truce held", Span(2, 7), "Truce")


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9))))
def test_merge_spans_keeps_every_character_once(pairs: list[tuple[int, int]]) -> None:
    spans = [Span(s, s + n) for s, n in pairs]
    merged = merge_spans(spans)
    assert {c for s in spans for c in range(s.start, s.end)} == {c for s in merged for c in range(s.start, s.end)}
    assert all(a.end < b.start for a, b in pairwise(merged))
