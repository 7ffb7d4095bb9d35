"""From a report to a Doc whose characters stand where the report's do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from travaux.errors import UsageError
from travaux.intake.segments import segment_text
from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.layers import LAYERS
from travaux.reading.pipeline import load_pipeline, make_doc, straighten
from travaux.spans import Span


@given(st.text(alphabet="ab “”‘’„«»\u00a0\u2011\u200b\ufeff\n\r\t.", max_size=60))
def test_straighten_keeps_every_character_in_its_place(text: str) -> None:
    segments = (Segment(span=Span(0, len(text)), kind=SegmentKind.BODY),) if text else ()
    straight = straighten(text, segments)
    assert len(straight) == len(text)
    assert all(a == b for a, b in zip(text, straight, strict=True) if a in "ab.")


@pytest.mark.parametrize(
    ("text", "straight"),
    [("“Yes,” ‘he’ said", "\"Yes,\" 'he' said"), ("the\u00a0north\u2011east", "the north-east"), ("a\nb\tc", "a b c")],
)
def test_quotes_and_breaks_become_plain(text: str, straight: str) -> None:
    assert straighten(text, (Segment(span=Span(0, len(text)), kind=SegmentKind.BODY),)) == straight


def test_breaks_between_segments_stay() -> None:
    segments = (Segment(span=Span(0, 3), kind=SegmentKind.BODY), Segment(span=Span(5, 8), kind=SegmentKind.BODY))
    assert straighten("a\nb\n\nc\nd", segments) == "a b\n\nc d"


def test_what_is_no_words_is_blank_and_keeps_its_place() -> None:
    text = f"Envoys left. {'`' * 1200} Talks went on."
    segments = segment_text(text)
    straight = straighten(text, segments)
    assert straight == text.replace("`", " ")


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["One “day” (two).\n\nThe Party (Ap) left.\u200b", "\n\n Late  start", "a\u200bb, c\ufeff d"]
)
def test_the_docs_text_is_as_long_as_the_reports(nlp: Language, text: str) -> None:
    report = Report(id="x", text=text, published=date(2025, 6, 1))
    for doc in (make_doc(nlp, report), nlp(make_doc(nlp, report))):
        assert len(doc.text) == len(text)
        assert doc._.published == date(2025, 6, 1)
        assert all(doc.has_extension(layer) for layer in LAYERS)


@pytest.mark.model
def test_every_segment_begins_a_sentence(nlp: Language) -> None:
    text = "Envoys leave\n\nThe sides met\n\nTalks (the third) went on"
    parts = [(0, 12), (14, 27), (29, len(text))]
    segments = tuple(Segment(span=Span(s, e), kind=SegmentKind.BODY) for s, e in parts)
    doc = nlp(make_doc(nlp, Report(id="x", text=text, segments=segments)))
    for begin, _ in parts:
        token = next(t for t in doc if t.idx >= begin and not t.is_space)
        assert token.is_sent_start


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(UsageError, match="no_such_model"):
        load_pipeline("no_such_model")
