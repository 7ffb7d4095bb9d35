"""Where a candidate ends before its speaker turns to something else."""

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from travaux.coding.candidates import Candidate
from travaux.coding.unbound import cut_aside


def made(words: str) -> Doc:
    return Doc(English().vocab, words=words.split())


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("free the crews ,", 3),
        ("free the crews —", 3),
        ("free the crews", 3),
        ("free the crews , so others leave the port", 3),
    ],
)
def test_a_candidate_may_end_with_its_text(words: str, end: int) -> None:
    doc = made(words)
    assert cut_aside(doc, Candidate(0, len(doc), 0, "deed")) == Candidate(0, end, 0, "deed")
