"""Words as both databases find them."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from travaux.errors import InputError
from travaux.ontology.report import Report
from travaux.store import Store
from travaux.store.words import make_parts, split_words, write_query, write_vector


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The cease-fire in Côte d'Ivoire", ["the", "cease", "fire", "in", "cote", "d", "ivoire"]),
        ("U.N. 2254/15", ["u", "n", "2254", "15"]),
        ("Łódź; وقف", ["łodz", "وقف"]),
        (" …!", []),
    ],
)
def test_split_words_cuts_at_all_that_is_no_letter_or_digit(text: str, words: list[str]) -> None:
    assert list(split_words(text)) == words


def test_make_parts_loses_no_word_and_no_pair() -> None:
    words = [f"w{n}" for n in range(9000)]
    parts = list(make_parts(" ".join(words)))
    assert len(parts) == 3
    assert {w for part in parts for w in part} == set(words)
    pairs = {pair for part in parts for pair in pairwise(part)}
    assert set(pairwise(words)) <= pairs


def test_long_words_fit_a_vector() -> None:
    for part in make_parts("é" * 10_000 + " " + " ".join(f"{n}" + "x" * 300 for n in range(3000))):
        assert len(write_vector(part).encode()) < 1_048_575
        assert max(map(len, part)) <= 255
    assert write_query("x" * 300) == f"'{'x' * 255}'"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("CEASE-FIRE", ["long", "r1"]),
        ("fire cease", ["long", "r1", "r2"]),
        ("fire-cease", ["r2"]),
        ("cote", ["r1"]),
        ("Côte d'Ivoire", ["r1"]),
        ("talks", ["r2"]),
        ("early late", ["long"]),
        ("2254", ["r2"]),
        ("' OR 1=1", []),
        ("fire:* & !cease | ", ["long", "r1", "r2"]),
    ],
)
def test_search_finds_the_same_on_every_backend(
    store: Store, make_report: Callable[..., Report], asked: str, found: list[str]
) -> None:
    store.add_report(make_report("r1", "The cease-fire in Côte d'Ivoire held."))
    store.add_report(make_report("r2", "Fire! Cease, he said, naming 2254.", headline="Talks"))
    store.add_report(make_report("long", "Early " + "and so on " * 5000 + "late, a cease-fire."))
    assert sorted(store.search(asked)) == found


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_stored_and_searched_for(store: Store, make_report: Callable[..., Report], text: str) -> None:
    if not any(any(map(str.isalnum, word)) for word in text.split()):
        return
    name = f"h{hash(text)}"
    store.add_report(make_report(name, text))
    assert isinstance(store.search(text), list)
    assert store.delete_report(name)


def test_search_puts_the_report_with_most_of_it_first(store: Store, make_report: Callable[..., Report]) -> None:
    store.add_report(
        make_report("a", "The ferry sailed with flour on board, they said at the port, and so on it went.")
    )
    store.add_report(make_report("b", "The ferry, a ferry. A ferry with flour."))
    assert store.search("ferry") == ["b", "a"]


def test_store_refuses_an_id_that_no_index_takes(store: Store, make_report: Callable[..., Report]) -> None:
    with pytest.raises(InputError, match="longer than 1,000 bytes"):
        store.add_report(make_report("x" * 1001))
    assert store.add_report(make_report("x" * 1000))
