"""Planted denials and refusals, and cues that the parse misplaces: source, content, sense."""

import pytest
from spacy.language import Language

from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.annotations import AttributionMention
from travaux.reading.pipeline import make_doc
from travaux.spans import Span

pytestmark = pytest.mark.model

Row = tuple[str | None, str, str]


def read(nlp: Language, text: str) -> list[tuple[Row, AttributionMention]]:
    segments = (Segment(span=Span(0, len(text)), kind=SegmentKind.BODY),)
    found = nlp(make_doc(nlp, Report(id="r", text=text, segments=segments)))._.attributions
    return [
        ((m.source.span.of(text) if m.source else None, " / ".join(s.of(text) for s in m.content), m.sense), m)
        for m in found
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Norway denied reports that it had shut the pass.", ("Norway", "that it had shut the pass", "denies")),
        ("Norway denied having shut the pass.", ("Norway", "having shut the pass", "denies")),
        (
            "The claim that Peru had closed the port was dismissed as nonsense by the ministry.",
            ("the ministry", "that Peru had closed the port", "denies"),
        ),
        (
            "The pass has been shut since Monday, Norway and Peru said in a joint statement.",
            ("Norway and Peru", "The pass has been shut since Monday", "says"),
        ),
        ("The envoy was overheard telling a friend that the pass was shut.", ("The envoy", "that the pass was shut", "says")),
        ("The aide, granted leave to speak, said that the pass was shut.", ("The aide", "that the pass was shut", "says")),
        ("Oslo says the pass is open; Lima says the port is shut.", ("Oslo", "the pass is open", "says")),
        ("Lima: pass to be shut on Sunday", ("Lima", "pass to be shut on Sunday", "says")),
        ("Pass to be shut on Sunday - officials", ("officials", "Pass to be shut on Sunday", "says")),
    ],
)  # fmt: skip
def test_a_planted_attribution_is_found(nlp: Language, text: str, row: Row) -> None:
    assert row in [found for found, _ in read(nlp, text)]


def test_a_denied_report_is_told_by_its_outlet(nlp: Language) -> None:
    rows = [row for row, _ in read(nlp, "Norway denied a report by Reuters that it had shut the pass.")]
    assert ("Reuters", "that it had shut the pass", "says") in rows


@pytest.mark.parametrize(
    "text",
    ["Norway would neither confirm nor deny that the pass was shut.", "Norway declined to say whether it was shut."],
)
def test_a_refusal_to_speak_is_marked(nlp: Language, text: str) -> None:
    assert {m.rule for _, m in read(nlp, text)} <= {"refused", "verb_inf"}
