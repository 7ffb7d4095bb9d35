"""Planted attributions of single classes: signed quotes, quoted transcripts, headline labels, spellings, what is denied."""

import pytest
from spacy.language import Language

from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.annotations import AttributionMention
from travaux.reading.pipeline import make_doc
from travaux.spans import Span

pytestmark = pytest.mark.model


def _read(nlp: Language, text: str) -> tuple[AttributionMention, ...]:
    segments, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            segments.append(Segment(span=Span(at, at + len(line)), kind=SegmentKind.BODY))
        at += len(line) + 1
    found: tuple[AttributionMention, ...] = nlp(
        make_doc(nlp, Report(id="r", text=text, segments=tuple(segments)))
    )._.attributions
    return found


def _rows(nlp: Language, text: str) -> list[tuple[str | None, str]]:
    return [
        (a.source.span.of(text) if a.source else None, " / ".join(s.of(text) for s in a.content))
        for a in _read(nlp, text)
    ]


PLANTED = [
    # a quote signed with a dash and a name
    (
        "“The bridge has to open before the rains come.” ― Kari Holm\nShe lives upstream.",
        ("Kari Holm", "“The bridge has to open before the rains come.”"),
    ),
    # who was quoted by another speaks
    (
        '"Norway is worried over the launches," Kari Holm was quoted by NTB as saying.',
        ("Kari Holm", '"Norway is worried over the launches,"'),
    ),
    # the speaker behind a headline's colon, or behind the verb at its end
    ("Fresh launch raises tension in the valley: ministry", ("ministry", "Fresh launch raises tension in the valley")),
    # an aside in dashes between speaker and verb
    ("Kari Holm – who is still in Chad – said the road was cut.", ("Kari Holm", "the road was cut")),
    # the name behind a verb that the parse takes for a participle
    (
        "Neighbouring countries may also feel uncomfortable about Chad playing such a role, added Sanglee.",
        ("Sanglee", "Neighbouring countries may also feel uncomfortable about Chad playing such a role"),
    ),
    # a condition, or a subject that the parse takes for an object, before what is said
    (
        "Holm said despite high demand from many countries, only Peru may run the centres.",
        ("Holm", "despite high demand from many countries, only Peru may run the centres"),
    ),
    # an adverbial inside what is said does not end it
    (
        "The rebels claim Holm, despite his denials, is undermining the talks in Oslo.",
        ("The rebels", "Holm, despite his denials, is undermining the talks in Oslo"),
    ),
    # British spellings are the same verbs
    (
        "Kari Holm emphasised that the road was cut.",
        ("Kari Holm", "that the road was cut"),
    ),
    # the adjective between subject and verb
    ("Norway is pleased to announce that the road is open.", ("Norway", "that the road is open")),
    # a document behind a clause that another says: the clause with its speaker is the document's
    (
        "Kari Holm said the road would open on Monday, according to a transcript of her speech.",
        ("a transcript of her speech", "Kari Holm said the road would open on Monday"),
    ),
]


@pytest.mark.parametrize(("text", "row"), PLANTED)
def test_an_attribution_of_this_class_is_found(nlp: Language, text: str, row: tuple[str | None, str]) -> None:
    assert row in _rows(nlp, text)


def test_paragraphs_of_a_quoted_transcript_are_what_their_labels_say(nlp: Language) -> None:
    text = "“HOLM: What of the captives?\n“RUIZ: They will be freed by Friday.\n“HOLM: Thank you.”"
    assert _rows(nlp, text) == [
        ("HOLM", "What of the captives?"),
        ("RUIZ", "They will be freed by Friday"),
        ("HOLM", "Thank you"),
    ]


def test_the_name_of_a_series_says_nothing(nlp: Language) -> None:
    assert all(
        source is None or "briefing" not in source for source, _ in _rows(nlp, "Chad war briefing: rebels cut the road")
    )


def test_a_quote_inside_another_sentence_does_not_go_on_from_the_speaker_before(nlp: Language) -> None:
    text = '"It was a good day," Kari Holm said. However, she described the rival as "a little desperate there, jumping in."'
    first = next(a for a in _read(nlp, text) if a.content[0].of(text).startswith('"It was'))
    assert all("desperate" not in s.of(text) for s in first.content)


def test_what_is_denied_ends_before_whoever_tells_of_the_denial(nlp: Language) -> None:
    text = "The guard has denied taking part in the raid, his lawyer said."
    denial = next(a for a in _read(nlp, text) if a.sense == "denies")
    assert [s.of(text) for s in denial.content] == ["taking part in the raid"]


def test_whoever_disputes_reports_does_not_make_them(nlp: Language) -> None:
    text = "The ministry disputed reports that the two sides would meet in Vienna."
    assert [(a.source.span.of(text), a.sense) for a in _read(nlp, text) if a.source] == [("The ministry", "denies")]


def test_a_listener_between_commas_is_not_the_speaker(nlp: Language) -> None:
    text = "The president, Kari Holm, told her counterpart, Ana Ruiz, that the truce must be kept."
    source = next(a.source for a in _read(nlp, text) if a.source is not None)
    assert source.span.of(text) == "The president, Kari Holm"
