"""An answer ends where the question that it answers is told, and a question is nobody's answer."""

import pytest
from spacy.language import Language

from travaux.ontology.report import Report
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model


def said(nlp: Language, text: str) -> list[str]:
    """The contents of verbs of saying."""
    found = read_report(nlp, Report(id="x", text=text))._.attributions
    return [span.of(text) for a in found if a.sense == "says" for span in a.content]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Asked if Norway should withdraw its troops, the president said no.", []),
        ("The president said no when asked if the army should bomb the capital.", ["no"]),
        (
            "The envoy said that it was too early when asked whether Ghana had accepted the plan.",
            ["that it was too early"],
        ),
    ],
)
def test_a_question_is_no_part_of_what_is_said(nlp: Language, text: str, contents: list[str]) -> None:
    assert said(nlp, text) == contents
