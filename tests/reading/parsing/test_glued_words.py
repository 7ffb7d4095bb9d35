"""Words that lost the space between them are two tokens; the text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from travaux.ontology.report import Report
from travaux.reading.parsing.glued import SplittingTokenizer, blank_tails
from travaux.reading.pipeline import make_doc

VOCAB = English().vocab
KNOWN = ["month", "week", "and", "but", "island", "Oslo", "is", "the", "brand"]


def make_tokenizer() -> SplittingTokenizer:
    return SplittingTokenizer(Tokenizer(VOCAB), KNOWN)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("last monthand envoys", ["last", "month", "and", "envoys"]),
        ("a weekbut no more", ["a", "week", "but", "no", "more"]),
        ("an island and", ["an", "island", "and"]),
        ("a brand", ["a", "brand"]),
        ("the Osloand", ["the", "Osloand"]),
        ("Monthand envoys", ["Monthand", "envoys"]),
        ("zqxwand envoys", ["zqxwand", "envoys"]),
        ("isand so", ["isand", "so"]),
        ("month-and", ["month-and"]),
    ],
)
def test_only_an_unknown_word_of_a_known_one_and_a_tail_is_cut(text: str, words: list[str]) -> None:
    doc = make_tokenizer()(text)
    assert [t.text for t in doc] == words
    assert doc.text == text


def test_what_was_read_before_changes_nothing() -> None:
    tokenizer = make_tokenizer()
    first = [t.text for t in tokenizer("last monthand envoys")]
    tokenizer("zqxw monthand zqxwand")
    assert [t.text for t in tokenizer("last monthand envoys")] == first
    assert [t.text for t in tokenizer("zqxwand")] == ["zqxwand"]


@given(st.lists(st.sampled_from(["monthand", "month", "and", "Oslo", ",", "weekbut", " ", "\n", "talks "]), min_size=1))
def test_the_text_stays_as_it_is(parts: list[str]) -> None:
    text = "".join(parts)
    assert make_tokenizer()(text).text == text


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The truce was signed last yearand envoys left.", ["year", "and"]),
        ("The bridge was shut last weekbut trucks went on.", ["week", "but"]),
        ("Both sent an envoywho met the king.", ["envoy", "who"]),
    ],
)
def test_a_glued_word_of_a_report_is_two_tokens(nlp: Language, text: str, parts: list[str]) -> None:
    doc = make_doc(nlp, Report(id="x", text=text))
    words = [t.text for t in doc]
    assert doc.text == text
    k = words.index(parts[0])
    assert words[k : k + 2] == parts


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The island and the mainland have a brand of their own.",
        "The Holland delegation left for Ireland and Thailand.",
        "He is a friend from the highland whereas they demand land.",
        "Both understand the errand thereof and hereby reason offhand.",
    ],
)
def test_a_known_word_or_a_name_is_left_whole(nlp: Language, text: str) -> None:
    words = {t.text for t in make_doc(nlp, Report(id="x", text=text))}
    assert set(text.rstrip(".").split()) <= words


def test_tails_are_blanked_so_that_patterns_see_whole_words() -> None:
    words = ["last", "month", "and", "envoys", "left", "early", "."]
    doc = Doc(VOCAB, words=words, spaces=[True, False, True, True, True, False, False])
    assert blank_tails(doc) == "last month    envoys left early."


@pytest.mark.parametrize(
    ("first", "second"), [("Oslo", "and"), ("month", "And"), ("month", "mediators"), ("12", "and")]
)
def test_nothing_else_is_blanked(first: str, second: str) -> None:
    doc = Doc(VOCAB, words=[first, second, "left"], spaces=[False, True, False])
    assert blank_tails(doc) == doc.text
