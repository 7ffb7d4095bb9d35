"""Words that lost the space between them are two tokens; the text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from travaux.ontology.report import Report
from travaux.reading.parsing.glued import blank_tails, split_glued
from travaux.reading.pipeline import make_doc

GLUED_BUG = "split_glued looks its words up in the StringStore, into which tokenising has just put the glued word: nothing is split"


@pytest.mark.model
@pytest.mark.xfail(strict=True, reason=GLUED_BUG)
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The truce was signed last yearand envoys left.", ["year", "and"]),
        ("The bridge was shut last weekbut trucks went on.", ["week", "but"]),
        ("Both sent an envoywho met the king.", ["envoy", "who"]),
    ],
)
def test_a_glued_word_is_two_tokens(nlp: Language, text: str, parts: list[str]) -> None:
    doc = make_doc(nlp, Report(id="x", text=text))
    words = [t.text for t in doc]
    assert doc.text == text
    assert parts[0] + parts[1] not in words
    k = words.index(parts[0])
    assert words[k : k + 2] == parts


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The island and the mainland have a brand of their own.",
        "Oslo's understanding of the matter is withas.",
        "The Holland delegation left for Ireland and Thailand.",
        "He is a friend from the highland.",
    ],
)
def test_a_known_word_or_a_name_is_left_whole(nlp: Language, text: str) -> None:
    doc = make_doc(nlp, Report(id="x", text=text))
    assert doc.text == text
    whole = {w.strip(".").removesuffix("'s") for w in text.split()} - {"withas"}
    assert whole <= {t.text for t in doc}


@given(
    st.lists(
        st.tuples(st.sampled_from(["monthand", "month", "and", "Oslo", ",", "weekbut", "talks"]), st.booleans()),
        min_size=1,
    )
)
def test_the_text_stays_as_it_is(pairs: list[tuple[str, bool]]) -> None:
    vocab = Vocab(strings=["month", "week", "and", "but"])
    doc = Doc(vocab, words=[w for w, _ in pairs], spaces=[s for _, s in pairs])
    assert split_glued(doc).text == doc.text


def test_tails_are_blanked_so_that_patterns_see_whole_words() -> None:
    words = ["last", "month", "and", "envoys", "left", "early", "."]
    doc = Doc(Vocab(), words=words, spaces=[True, False, True, True, True, False, False])
    assert blank_tails(doc) == "last month    envoys left early."


@pytest.mark.parametrize(
    ("first", "second"), [("Oslo", "and"), ("month", "And"), ("month", "mediators"), ("12", "and")]
)
def test_nothing_else_is_blanked(first: str, second: str) -> None:
    doc = Doc(Vocab(), words=[first, second, "left"], spaces=[False, True, False])
    assert blank_tails(doc) == doc.text
