"""Which reports are alike is the same whether it was kept or found anew, whatever came and went, in any order."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims import make_report
from travaux.files import likeness
from travaux.files.likeness import read_matches
from travaux.ontology.report import Report
from travaux.origins.copies import find_copies, find_matches
from travaux.origins.sketches import Shelf, make_sketches
from travaux.store import Store, open_store

STORY = (
    "The envoys of both coasts met at dawn in the old harbour hall and agreed that the fishing boats may pass again. "
    "A ferry with flour is to sail on Friday if the guns on the cape stay silent. The harbour master of the island "
    "called it a first step, and the admiral said that nothing was signed."
).split()
OTHER = (
    "Nurses in the capital walked out over pay for a third day while ministers weighed a new offer. Trains ran late "
    "after snow closed the pass, and the mayor asked commuters to stay at home until the ploughs have gone through."
).split()
FIRST = date(2025, 6, 1)


def text_of(number: int) -> str:
    """One of several tellings: whole, cut, with new words among the old, mixed, or another story."""
    swapped = [f"{w}s" if i % 9 == 0 else w for i, w in enumerate(STORY)]
    tellings = [STORY, STORY[:30], swapped, [*STORY[20:], *OTHER[:8]], OTHER, [*OTHER, *STORY[:12]], ["Brief."], []]
    return " ".join(tellings[number % len(tellings)])


def report(number: int) -> Report:
    day = (FIRST + timedelta(days=(number * 5) % 7)).isoformat() if number % 6 else None
    return make_report(f"r{number}", day, text_of(number), outlet=("Post", "Herald", None)[number % 3])


def code(store: Store, number: int) -> None:
    store.add_report(report(number))
    store.put_claims(f"r{number}", [], "test")


def check(store: Store) -> None:
    anew = find_matches(list(store.reports()))
    kept = read_matches(store, store.stamps())
    assert sorted(kept) == sorted(anew)
    assert find_copies(list(store.reports()), kept) == find_copies(list(store.reports()))


@settings(max_examples=20, deadline=None)
@given(steps=st.lists(st.tuples(st.booleans(), st.integers(0, 23)), min_size=1, max_size=12))
def test_what_is_kept_is_what_would_be_found_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, int]]
) -> None:
    with open_store(tmp_path_factory.mktemp("likeness") / "a.sqlite", create=True) as store:
        for number in range(8):
            code(store, number)
        check(store)
        for comes, number in steps:
            if comes:
                code(store, number)
            else:
                store.delete_report(f"r{number}")
            check(store)


def test_a_report_more_is_compared_with_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def count(reports: list[Report]) -> object:
        compared.append(len(reports))
        return find_matches(reports)

    monkeypatch.setattr(likeness, "find_matches", count)
    with open_store(tmp_path / "a.sqlite", create=True) as store:
        for number in range(4, 400, 8):
            words = " ".join(f"w{number}x{n}" for n in range(80))
            store.add_report(make_report(f"r{number}", f"20{10 + number % 80 // 8}-06-11", words, outlet=f"o{number}"))
            store.put_claims(f"r{number}", [], "test")
        read_matches(store, store.stamps())
        code(store, 0)
        code(store, 1)
        read_matches(store, store.stamps())
        read_matches(store, store.stamps())
    assert compared[0] == 50
    assert len(compared) == 2
    assert compared[1] < 10


def test_a_sketch_finds_whatever_shares_half_of_the_shorter_text() -> None:
    reports = [report(n) for n in range(24)]
    sketches = make_sketches(reports)
    shelf = Shelf(sketches)
    for later, first, share in find_matches(reports):
        if share >= 1:
            assert first in shelf.find(sketches[later])
            assert later in shelf.find(sketches[first])
    assert not shelf.find(make_sketches([make_report("x", text="")])["x"])
