"""Fixtures that several rooms share: a coder as shipped, and the pipeline of the rules."""

from pathlib import Path

import pytest
from spacy.language import Language

from travaux.coding.coder import Coder
from travaux.reading.pipeline import RULES_ALONE, load_pipeline

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def coder() -> Coder:
    """A coder with the packs as shipped."""
    return Coder()


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline of the rules alone: what they find does not hang on the weights that a version ships."""
    return load_pipeline(reader=RULES_ALONE)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real texts under ../shared are not distributed")
    return SHARED
