"""What the coders make of the rules' reading: it does not hang on the weights that a version ships."""

import pytest

from travaux.coding.coder import Coder
from travaux.reading.pipeline import RULES_ALONE


@pytest.fixture(scope="session")
def coder() -> Coder:
    """A coder with the packs as shipped and no reading model."""
    return Coder(reader=RULES_ALONE)
