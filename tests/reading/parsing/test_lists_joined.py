"""Lists of names that a parse takes for appositions become coordinations; true appositions stay."""

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from travaux.reading.parsing.lists import join_lists

VOCAB = English().vocab
NAMES = ["Holm", ",", "Lie", "and", "Dahl", "met"]
PROPER = ["PROPN", "PUNCT", "PROPN", "CCONJ", "PROPN", "VERB"]


def make(words: list[str], pos: list[str], heads: list[int], deps: list[str], ents: list[str] | None = None) -> Doc:
    return Doc(VOCAB, words=words, pos=pos, heads=heads, deps=deps, ents=ents)


def test_three_people_met_not_one_who_is_also_the_others() -> None:
    doc = join_lists(make(NAMES, PROPER, [5, 0, 0, 2, 2, 5], ["nsubj", "punct", "appos", "cc", "conj", "ROOT"]))
    assert [t.dep_ for t in doc] == ["nsubj", "punct", "conj", "cc", "conj", "ROOT"]
    assert [t.text for t in doc[0].conjuncts] == ["Lie", "Dahl"]


def test_a_longer_list_is_joined_down_its_chain() -> None:
    words = ["Holm", ",", "Lie", ",", "Moe", "and", "Dahl", "met"]
    pos = ["PROPN", "PUNCT", "PROPN", "PUNCT", "PROPN", "CCONJ", "PROPN", "VERB"]
    deps = ["nsubj", "punct", "appos", "punct", "appos", "cc", "conj", "ROOT"]
    doc = join_lists(make(words, pos, [7, 0, 0, 2, 2, 4, 4, 7], deps))
    assert [t.text for t in doc if t.dep_ == "conj"] == ["Lie", "Moe", "Dahl"]


def test_an_apposition_without_a_further_name_stays() -> None:
    doc = join_lists(
        make(
            ["Holm", ",", "Norway", ",", "met"],
            ["PROPN", "PUNCT"] * 2 + ["VERB"],
            [4, 0, 0, 0, 4],
            ["nsubj", "punct", "appos", "punct", "ROOT"],
        )
    )
    assert doc[2].dep_ == "appos"


@pytest.mark.parametrize("kind", ["NOUN", "VERB"])
def test_an_apposition_that_is_no_name_stays(kind: str) -> None:
    pos = [*PROPER]
    pos[2] = kind
    doc = join_lists(make(NAMES, pos, [5, 0, 0, 2, 2, 5], ["nsubj", "punct", "appos", "cc", "conj", "ROOT"]))
    assert doc[2].dep_ == "appos"


def test_a_name_and_its_place_are_not_a_list() -> None:
    ents = ["B-PERSON", "O", "B-GPE", "O", "B-GPE", "O"]
    doc = join_lists(make(NAMES, PROPER, [5, 0, 0, 2, 2, 5], ["nsubj", "punct", "appos", "cc", "conj", "ROOT"], ents))
    assert doc[2].dep_ == "appos"


def test_two_names_before_a_plural_verb_are_two() -> None:
    words, pos, heads = ["Ecuador", ",", "Peru", "agree"], ["PROPN", "PUNCT", "PROPN", "VERB"], [3, 0, 0, 3]
    deps = ["nsubj", "punct", "appos", "ROOT"]
    plural = Doc(VOCAB, words=words, pos=pos, heads=heads, deps=deps, tags=["NNP", ",", "NNP", "VBP"])
    singular = Doc(VOCAB, words=words, pos=pos, heads=heads, deps=deps, tags=["NNP", ",", "NNP", "VBZ"])
    assert [join_lists(d)[2].dep_ for d in (plural, singular)] == ["conj", "appos"]
