"""A process remembers the words of its first reports, and forgets those of all that come after."""

import pytest
import spacy

from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report
from travaux.run import worker


class _Splitter:
    """A coder that does nothing but take reports apart into words."""

    extractor = "splitter"

    def __init__(self) -> None:
        self.nlp = spacy.blank("en")

    def code(self, report: Report) -> tuple[AnyClaim, ...]:
        self.nlp(report.text)
        return ()


def test_words_are_remembered_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    coder = _Splitter()
    assert worker.code_one(coder, Report(id="r", text="Envoys met at Brekstad.")) == ((), None)
    assert "Brekstad" in coder.nlp.vocab
    monkeypatch.setattr(worker, "_WORDS_KEPT", len(coder.nlp.vocab))
    assert worker.code_one(coder, Report(id="r", text="They left for Maseru.")) == ((), None)
    assert "Maseru" not in coder.nlp.vocab
    assert "Brekstad" in coder.nlp.vocab
