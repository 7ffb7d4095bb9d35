"""Tokens by character and sentences by token, against spaCy's own look-ups."""

from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from travaux.reading.lookup import breaks_in, entity_at, sentence_number, sentence_of, tokens_at

VOCAB = English().vocab


@st.composite
def docs(draw: st.DrawFn) -> Doc:
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from(["a", "truce", "held", ".", "\n\n"]), st.booleans(), st.booleans()), min_size=1
        )
    )
    return Doc(VOCAB, words=[r[0] for r in rows], spaces=[r[1] for r in rows], sent_starts=[r[2] for r in rows])


@given(docs(), st.integers(0, 60), st.integers(1, 12))
def test_tokens_at_gives_those_that_share_a_character(doc: Doc, start: int, length: int) -> None:
    expected = [t.i for t in doc if t.idx < start + length and start < t.idx + len(t)]
    found = tokens_at(doc, start, start + length)
    assert [t.i for t in found or ()] == expected
    assert (found is None) == (not expected)


@given(docs())
def test_the_sentence_of_a_token_is_spacys(doc: Doc) -> None:
    for number, sentence in enumerate(doc.sents):
        for token in sentence:
            found = sentence_of(token)
            assert (found.start, found.end) == (sentence.start, sentence.end)
            assert sentence_number(token) == number


def test_a_doc_without_sentences_is_one() -> None:
    doc = Doc(VOCAB, words=["a", "truce", "held"])
    assert sentence_of(doc[1]).text == "a truce held"
    assert sentence_number(doc[2]) == 0


def test_an_entity_is_found_by_any_of_its_words() -> None:
    doc = Doc(
        VOCAB, words=["envoys", "of", "the", "Gulf", "bloc", "met"], ents=["O", "O", "B-ORG", "I-ORG", "I-ORG", "O"]
    )
    found = entity_at(doc[3])
    assert found is not None
    assert (found.text, found.start, found.end) == ("the Gulf bloc", 2, 5)
    assert entity_at(doc[0]) is None


@given(st.text(alphabet="ab\r\n", max_size=20))
def test_breaks_are_the_ends_of_lines(text: str) -> None:
    assert breaks_in(text) == [i for i, character in enumerate(text) if character == "\n"]
