"""Short brackets are set aside and put back; no character moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

import travaux.reading.layers  # noqa: F401  (declares the layers)
from travaux.ontology.report import Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.parsing.brackets import find_brackets, put_brackets_back, set_brackets_aside
from travaux.spans import Span

VOCAB = English().vocab


def make(words: list[str], spaces: list[bool] | None = None) -> Doc:
    return Doc(VOCAB, words=words, spaces=spaces)


def split(text: str) -> Doc:
    return make(text.split(" "))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Norway's Labour Party ( Ap ) agreed", ["(", "Ap", ")"]),
        ("He met the chief [ of staff ] there", ["[", "of", "staff", "]"]),
        ("The A ( one ) and the B ( two ) met", ["(", "one", ")", "(", "two", ")"]),
        ("no bracket here", []),
        ("( Reuters ) The envoy left", []),
        ("an open ( one that never ends", []),
        ("a closed ) one", []),
        ("He left ( one two three four five six seven eight nine ) early", []),
        (
            "He left ( one two three four five six seven eight ) early",
            ["(", "one", "two", "three", "four", "five", "six", "seven", "eight", ")"],
        ),
    ],
)
def test_only_short_brackets_behind_a_word_are_found(text: str, inside: list[str]) -> None:
    doc = split(text)
    assert [doc[i].text for i in sorted(find_brackets(doc))] == inside


def test_a_bracket_that_begins_a_sentence_stays() -> None:
    doc = make(["He", "left", ".", "(", "Ap", ")", "won"])
    doc[3].is_sent_start = True
    assert find_brackets(doc) == set()


def test_a_doc_without_brackets_is_left_alone() -> None:
    doc = split("The envoy left")
    assert set_brackets_aside(doc) is doc
    assert put_brackets_back(doc) is doc


def test_the_model_reads_the_sentence_without_its_brackets() -> None:
    short = set_brackets_aside(split("Labour ( Ap ) and Centre ( Sp ) agreed"))
    assert [t.text for t in short] == ["Labour", "and", "Centre", "agreed"]


def test_what_the_model_says_is_kept_and_brackets_hang_on_the_word_before() -> None:
    short = set_brackets_aside(split("Labour ( Ap ) agreed"))
    read = Doc(
        VOCAB,
        words=[t.text for t in short],
        spaces=[bool(t.whitespace_) for t in short],
        tags=["NNP", "VBD"],
        pos=["PROPN", "VERB"],
        lemmas=["Labour", "agree"],
        heads=[1, 1],
        deps=["nsubj", "ROOT"],
        ents=["B-ORG", "O"],
    )
    read.user_data.update(short.user_data)
    full = put_brackets_back(read)
    assert full.text == "Labour ( Ap ) agreed "
    assert [t.head.text for t in full] == ["agreed", "Labour", "Labour", "Labour", "agreed"]
    assert [t.pos_ for t in full] == ["PROPN", "PUNCT", "PROPN", "PUNCT", "VERB"]
    assert [t.lemma_ for t in full][-1] == "agree"
    assert [(e.text, e.label_) for e in full.ents] == [("Labour", "ORG")]


def test_a_name_that_a_bracket_cuts_begins_anew_behind_it() -> None:
    short = set_brackets_aside(split("the Coastal ( CU ) Union agreed"))
    short.set_ents([SpacySpan(short, 1, 3, label="ORG")])
    full = put_brackets_back(short)
    assert [(e.start, e.end, e.label_) for e in full.ents] == [(1, 2, "ORG"), (5, 6, "ORG")]
    assert [t.ent_iob_ for t in full] == ["O", "B", "O", "O", "O", "B", "O"]


def test_layers_set_before_go_with_the_doc() -> None:
    doc = split("Labour ( Ap ) agreed")
    segments = (Segment(span=Span(0, 20), kind=SegmentKind.BODY),)
    doc._.segments = segments
    doc._.published = "a day"
    full = put_brackets_back(set_brackets_aside(doc))
    assert full._.segments == segments
    assert full._.published == "a day"


WORDS = st.lists(
    st.sampled_from(["Oslo", "and", "(", ")", "[", "]", ",", "the", "7", "Ap", "\n\n"]), min_size=1, max_size=25
)


@given(st.data(), WORDS)
def test_every_character_keeps_its_place(data: st.DataObject, words: list[str]) -> None:
    spaces = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    doc = make(words, spaces)
    full = put_brackets_back(set_brackets_aside(doc))
    assert full.text == doc.text
    assert [(t.text, t.idx) for t in full] == [(t.text, t.idx) for t in doc]


@given(WORDS)
def test_only_what_find_brackets_names_is_set_aside(words: list[str]) -> None:
    doc = make(words)
    aside = find_brackets(doc)
    assert [t.text for t in set_brackets_aside(doc)] == [t.text for t in doc if t.i not in aside]


def test_a_dateline_is_read_apart_and_comes_back_as_a_sentence() -> None:
    doc = split("LIMA ( AP ) - Envoys left . They met")
    doc._.segments = (
        Segment(span=Span(0, 13), kind=SegmentKind.DATELINE),
        Segment(span=Span(14, 36), kind=SegmentKind.BODY),
    )
    short = set_brackets_aside(doc)
    assert [t.text for t in short] == ["Envoys", "left", ".", "They", "met"]
    full = put_brackets_back(short)
    assert full.text == doc.text
    assert full[0].dep_ == "ROOT"
    assert [t.head.i for t in full[:5]] == [0] * 5
