"""Fixtures that several rooms share: the loaded pipeline, and a coder."""

from pathlib import Path

import pytest
from spacy.language import Language

from travaux.coding.coder import Coder

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def coder() -> Coder:
    """A coder with the packs as shipped."""
    return Coder()


@pytest.fixture(scope="session")
def nlp(coder: Coder) -> Language:
    """The whole pipeline."""
    return coder.nlp


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real texts under ../shared are not distributed")
    return SHARED
