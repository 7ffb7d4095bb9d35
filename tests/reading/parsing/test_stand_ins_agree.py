"""Our faster components say what the model's own say, word for word."""

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from travaux.reading.parsing import arcs, attributes, entities, lemmas, vectors
from travaux.reading.parsing.arcs import ArcReader
from travaux.reading.parsing.attributes import AttributeSetter
from travaux.reading.parsing.entities import EntityReader
from travaux.reading.parsing.lemmas import LEMMATIZER, LemmaSetter, keep_forms_as_sets
from travaux.reading.parsing.vectors import VectorSetter, WordVectors, is_known
from travaux.reading.pipeline import MODELS, load_pipeline

TEXTS = (
    "Kenya's Foreign Minister Amara Odhiambo met envoys of the Southern Front in Nairobi on 3 March 2021.",
    "The World Food Programme said 1,200 tonnes of wheat, worth $4.5 million, reached Port  Sudan \n on Tuesday morning.",
    "Nothing was agreed. Somebody ain't gonna like it; y'all lemme know, c'mon, it's nothin' to us. Let's go.",
    "HOLM: We've seen that. LIE: They'd better not. The Treaty of Lund, Article 7, was cited by the U.N.",
    "A ceasefire held for a second day across the Gulf of Lions, residents said, after talks in\n\nMaseru",
    "Two",
    "   ",
    "",
)


def _load() -> Language:
    return spacy.load(next(m for m in MODELS if spacy.util.is_package(m)))


@pytest.fixture(scope="module")
def model() -> Language:
    """The model as it comes."""
    return _load()


def _tagged(model: Language, text: str) -> Doc:
    with model.select_pipes(disable=[attributes.RULER, "lemmatizer", entities.RECOGNISER]):
        return model(text)


@pytest.mark.parametrize("text", TEXTS)
def test_entities_are_those_of_the_recogniser(model: Language, text: str) -> None:
    recogniser = model.get_pipe(entities.RECOGNISER)
    theirs, ours = _tagged(model, text), _tagged(model, text)
    theirs, ours = recogniser(theirs), EntityReader(recogniser)(ours)
    assert [(e.start, e.end, e.label_) for e in ours.ents] == [(e.start, e.end, e.label_) for e in theirs.ents]
    assert [t.ent_iob_ for t in ours] == [t.ent_iob_ for t in theirs]


def test_entities_of_several_words_and_of_one_are_found(model: Language) -> None:
    doc = EntityReader(model.get_pipe(entities.RECOGNISER))(_tagged(model, TEXTS[0]))
    assert {(e.text, e.label_) for e in doc.ents} >= {("Kenya", "GPE"), ("Nairobi", "GPE"), ("3 March 2021", "DATE")}


def test_entities_that_stand_already_are_kept(model: Language) -> None:
    doc = _tagged(model, TEXTS[0])
    doc.set_ents([SpacySpan(doc, 0, 1, label="ORG")], default="missing")
    doc = EntityReader(model.get_pipe(entities.RECOGNISER))(doc)
    assert (doc.ents[0].text, doc.ents[0].label_) == ("Kenya", "ORG")


def _tokens(model: Language, text: str) -> Doc:
    """A Doc as the parser takes it."""
    with model.select_pipes(enable=[vectors.VECTORS, "tagger"]):
        return model(text)


PARSED = (
    *TEXTS,
    'The envoy said: "We came. We saw nothing." "Nobody," he added (and he was there), "did!" Then they left for Cusco.',
    "TALKS RESUME IN LA PAZ\n\nBy our own correspondent\n\n- Truce holds\n- Prisoners freed\n\nBoth sides met. Why now?",
    "What the miners, whose union Potosi had banned and then let back in, were promised was that the road would be built again.",
)


@pytest.mark.parametrize("text", PARSED)
def test_arcs_are_those_of_the_parser(model: Language, text: str) -> None:
    parser = model.get_pipe(arcs.PARSER)
    theirs, ours = _tokens(model, text), _tokens(model, text)
    theirs, ours = parser(theirs), ArcReader(parser)(ours)
    assert _arcs(ours) == _arcs(theirs)


def _arcs(doc: Doc) -> list[tuple[int, str, bool | None, int, int]]:
    return [(t.head.i, t.dep_, t.is_sent_start, t.left_edge.i, t.right_edge.i) for t in doc]


@pytest.mark.parametrize("starts", [(0, 4), (0, 3, 4, 9), tuple(range(12))])
def test_arcs_keep_the_sentences_that_are_given(model: Language, starts: tuple[int, ...]) -> None:
    parser = model.get_pipe(arcs.PARSER)
    theirs, ours = (_tokens(model, PARSED[-3]) for _ in range(2))
    for doc in (theirs, ours):
        for start in starts:
            doc[start].is_sent_start = True
    theirs, ours = parser(theirs), ArcReader(parser)(ours)
    assert _arcs(ours) == _arcs(theirs)
    assert all(ours[start].is_sent_start for start in starts)


def test_arcs_where_a_sentence_may_not_begin_are_left_to_the_parser(model: Language) -> None:
    parser = model.get_pipe(arcs.PARSER)
    theirs, ours = (_tokens(model, PARSED[-3]) for _ in range(2))
    for doc in (theirs, ours):
        doc[7].is_sent_start = False
    theirs, ours = parser(theirs), ArcReader(parser)(ours)
    assert _arcs(ours) == _arcs(theirs)
    assert not ours[7].is_sent_start


def test_arcs_that_pass_by_too_many_beginnings_are_left_to_the_parser(
    model: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    parser = model.get_pipe(arcs.PARSER)
    monkeypatch.setattr(ArcReader, "_likely_starts", lambda _, doc: np.arange(1, len(doc)))
    theirs, ours = (_tokens(model, PARSED[-1]) for _ in range(2))
    assert ArcReader(parser)._find(ours) is None
    theirs, ours = parser(theirs), ArcReader(parser)(ours)
    assert _arcs(ours) == _arcs(theirs)


def test_a_parser_of_another_kind_is_left_to_the_model(model: Language) -> None:
    assert arcs.can_stand_in(model.get_pipe(arcs.PARSER))
    assert not arcs.can_stand_in(model.get_pipe("tagger"))
    assert not arcs.can_stand_in(spacy.blank("en").add_pipe("beam_parser"))


@pytest.mark.parametrize("text", TEXTS)
def test_attributes_are_those_of_the_rules(model: Language, text: str) -> None:
    ruler = model.get_pipe(attributes.RULER)
    theirs = ruler(_tagged(model, text))
    setter = AttributeSetter(ruler)  # type: ignore[arg-type]
    for _ in range(2):  # the second time all kinds of words are known
        ours = setter(_tagged(model, text))
        assert [_say(t) for t in ours] == [_say(t) for t in theirs]


def _say(token: spacy.tokens.Token) -> tuple[str, ...]:
    return (token.pos_, token.tag_, str(token.morph), token.lemma_, token.dep_)


def test_rules_that_look_further_are_left_to_the_model(model: Language) -> None:
    assert attributes.can_stand_in(model.get_pipe(attributes.RULER))
    ruler = AttributeRuler(model.vocab)
    ruler.add([[{"SHAPE": "Xxxx"}]], {"POS": "X"})
    assert not attributes.can_stand_in(ruler)
    assert not attributes.can_stand_in(model.get_pipe("tagger"))


def test_a_recogniser_of_another_kind_is_left_to_the_model(model: Language) -> None:
    assert entities.can_stand_in(model.get_pipe(entities.RECOGNISER))
    assert not entities.can_stand_in(model.get_pipe("tagger"))
    searching = spacy.blank("en").add_pipe("beam_ner")
    assert not entities.can_stand_in(searching)


@pytest.mark.parametrize("text", [text for text in TEXTS if text])
def test_vectors_are_those_of_the_layers(model: Language, text: str) -> None:
    theirs = model.get_pipe(vectors.VECTORS)(model.make_doc(text)).tensor
    ours = VectorSetter(model.get_pipe(vectors.VECTORS))(model.make_doc(text)).tensor  # type: ignore[arg-type]
    assert ours.shape == theirs.shape
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_a_word_told_again_has_the_vector_of_its_own_place(model: Language) -> None:
    layers = model.get_pipe(vectors.VECTORS).model  # type: ignore[attr-defined]
    doc = model.make_doc("the envoy met the envoy")
    ours, theirs = WordVectors(layers).read(doc), layers.predict([doc])[0]
    np.testing.assert_allclose(ours, theirs, atol=1e-5)
    assert np.abs(ours[0] - ours[3]).max() > 0.01


def test_vectors_of_a_doc_without_words_are_left_alone(model: Language) -> None:
    assert not VectorSetter(model.get_pipe(vectors.VECTORS))(model.make_doc("")).tensor.size  # type: ignore[arg-type]


def test_layers_of_another_kind_are_left_to_the_model(model: Language) -> None:
    assert vectors.can_stand_in(model.get_pipe(vectors.VECTORS))
    assert not vectors.can_stand_in(model.get_pipe("tagger"))
    assert not is_known(model.get_pipe("tagger").model)  # type: ignore[attr-defined]


def test_lemmas_are_those_of_the_lists(model: Language) -> None:
    other = _load()
    keep_forms_as_sets(other)
    for text in TEXTS:
        assert [t.lemma_ for t in other(text)] == [t.lemma_ for t in model(text)]
    table = other.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    assert {type(forms) for forms in table.values()} == {frozenset}


@pytest.mark.parametrize("text", TEXTS)
def test_lemmas_are_those_of_the_lemmatizer(model: Language, text: str) -> None:
    lemmatizer = model.get_pipe(LEMMATIZER)
    with model.select_pipes(disable=[LEMMATIZER]):
        theirs, ours, again = (model(text) for _ in range(3))
    setter = LemmaSetter(lemmatizer)  # type: ignore[arg-type]
    expected = [t.lemma_ for t in lemmatizer(theirs)]
    assert [t.lemma_ for t in setter(ours)] == expected
    assert [t.lemma_ for t in setter(again)] == expected


def test_lemmas_that_stand_already_are_kept(model: Language) -> None:
    with model.select_pipes(disable=[LEMMATIZER]):
        doc = model("Envoys met in Lima.")
    doc[0].lemma_ = "legate"
    setter = LemmaSetter(model.get_pipe(LEMMATIZER))  # type: ignore[arg-type]
    assert [t.lemma_ for t in setter(doc)] == ["legate", "meet", "in", "Lima", "."]


def test_lemmatizers_of_another_kind_are_left_to_the_model(model: Language) -> None:
    assert lemmas.can_stand_in(model.get_pipe(LEMMATIZER))
    assert not lemmas.can_stand_in(spacy.blank("en").add_pipe(LEMMATIZER, config={"mode": "lookup"}))
    assert not lemmas.can_stand_in(model.get_pipe("tagger"))


def test_the_pipeline_uses_them_in_the_places_of_the_models() -> None:
    names = load_pipeline(reader="none").pipe_names
    assert attributes.RULER not in names
    assert entities.RECOGNISER not in names
    assert vectors.VECTORS not in names
    assert LEMMATIZER not in names
    assert arcs.PARSER not in names
    assert names.index("travaux_vectors") < names.index("travaux_arcs")
    assert names.index("travaux_arcs") < names.index("travaux_attributes") < names.index("travaux_entities")
