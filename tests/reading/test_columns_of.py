"""The parse as plain lists says what the Doc says, word for word."""

from spacy.language import Language
from spacy.tokens import Doc

from travaux.reading.columns import columns_of, tokens_of, words_of


def test_columns_say_what_the_tokens_say(nlp: Language) -> None:
    doc = nlp("Envoys from Oslo met the Bolivian minister on Sunday, and both sides' demands were refused.")
    columns = columns_of(doc)
    assert columns.lower == [t.lower_ for t in doc]
    assert columns.lemma == [t.lemma_.lower() for t in doc]
    assert columns.pos == [t.pos_ for t in doc]
    assert columns.tag == [t.tag_ for t in doc]
    assert columns.dep == [t.dep_ for t in doc]
    assert columns.ent == [t.ent_type_ for t in doc]
    assert columns.head == [t.head.i for t in doc]
    assert columns_of(doc) is columns


def test_arcs_are_read_again_where_the_parse_has_changed(nlp: Language) -> None:
    doc = nlp("The envoys left Quito.")
    columns = columns_of(doc)
    doc[1].dep_, doc[3].head = "dep", doc[1]
    columns.read_arcs(doc)
    assert columns.dep == [t.dep_ for t in doc]
    assert columns.head == [t.head.i for t in doc]
    assert (columns.dep[1], columns.head[3]) == ("dep", 1)


def test_an_empty_text_has_empty_columns(nlp: Language) -> None:
    assert columns_of(Doc(nlp.vocab)).head == []


def test_words_are_found_by_form_and_by_lemma(nlp: Language) -> None:
    doc = nlp("The talks in Lima failed; Peru then talked of talks.")
    assert [t.i for t in words_of(doc, {"talks"})] == [1, 10]
    assert {t.i for t in tokens_of(doc, {"talk"})} == {1, 8, 10}
