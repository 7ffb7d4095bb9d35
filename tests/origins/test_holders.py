"""Codes of texts, looked up by the rare ones."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from travaux.origins.holders import Marker, find_holders

texts = st.lists(st.frozensets(st.integers(0, 25), max_size=12), max_size=9)


@given(texts, st.sampled_from([0.3, 0.5, 0.9, 1.0]))
@settings(max_examples=300, deadline=None)
def test_who_has_such_a_share_is_found_and_counted(rows: list[frozenset[int]], share: float) -> None:
    holders = find_holders([np.array(sorted(row), dtype=np.uint64) for row in rows])
    marker = Marker(holders)
    for at, row in enumerate(rows):
        found = set(holders.find(at, share).tolist())
        assert all(row & rows[other] for other in found)
        wanted = {n for n, other in enumerate(rows) if n != at and row & other and len(row & other) >= share * len(row)}
        assert wanted <= found
        marker.mark(at)
        assert all(marker.count(n) == len(row & other) for n, other in enumerate(rows) if n != at)


def test_what_one_text_has_alone_leads_to_none() -> None:
    holders = find_holders([np.array(row, dtype=np.uint64) for row in ([1, 2], [3, 4], [])])
    assert [len(own) for own in holders.shared] == [0, 0, 0]
    assert holders.sizes.tolist() == [2, 2, 0]
    assert not len(holders.find(0, 0.5))
