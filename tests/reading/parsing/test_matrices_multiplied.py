"""NumPy multiplies the model's matrices, and the model says what it said before."""

import ctypes
from importlib import import_module

import pytest
import spacy
from spacy.language import Language
from thinc.api import Model

from travaux.reading.parsing.matrices import keep_to_one_thread, multiply_with_numpy
from travaux.reading.pipeline import MODELS

TEXTS = (
    "Envoys of the Northern Front and the government of Malawi signed a truce in Lilongwe on 4 May 2020, aides said.",
    "No convoy crossed the Sava bridge. The Red Cross asked both sides, again, for a pause of 72 hours.",
    "Talks?",
    "",
)


def load() -> Language:
    return spacy.load(next(m for m in MODELS if spacy.util.is_package(m)))


@pytest.fixture(scope="module")
def models() -> tuple[Language, Language]:
    theirs, ours = load(), load()
    multiply_with_numpy(ours)
    return theirs, ours


@pytest.mark.parametrize("text", TEXTS)
def test_matrices_multiplied_by_numpy_give_the_same_parse(models: tuple[Language, Language], text: str) -> None:
    theirs, ours = (nlp(text) for nlp in models)
    assert [(t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_iob_, t.ent_type_) for t in ours] == [
        (t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_iob_, t.ent_type_) for t in theirs
    ]


def test_matrices_multiplied_by_numpy_are_those_of_every_component(models: tuple[Language, Language]) -> None:
    theirs, ours = models
    for nlp, library in ((theirs, True), (ours, False)):
        found = [nlp.get_pipe(name).model for name in ("tok2vec", "tagger", "parser", "ner")]  # type: ignore[attr-defined]
        assert all(isinstance(model, Model) for model in found)
        assert {layer.ops.use_blis for model in found for layer in model.walk()} == {library}


def test_matrices_are_multiplied_on_one_thread() -> None:
    library = ctypes.CDLL(import_module("numpy._core._multiarray_umath").__file__)
    names = ("scipy_openblas_{}_num_threads64_", "scipy_openblas_{}_num_threads", "openblas_{}_num_threads")
    known = next((name for name in names if hasattr(library, name.format("get"))), None)
    if known is None:
        pytest.skip("this build of NumPy does not tell how many threads it has")
    count = getattr(library, known.format("get"))
    before = count()
    try:
        getattr(library, known.format("set"))(2)
        keep_to_one_thread()
        assert count() == 1
    finally:
        getattr(library, known.format("set"))(before)
