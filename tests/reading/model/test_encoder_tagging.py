"""What the encoder says of a report stands on that report's own words and company does not matter."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.model.tiny import write_model

from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.model.encoder import Encoder
from travaux.spans import Span

WORDS = st.sampled_from(["the", "envoy", "said", "talks", "failed", "rejected", ".", "xylem", '"', "–", "Ürümqi"])


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return Encoder(write_model(tmp_path_factory.mktemp("model") / "tiny"))


def _passages(text: str) -> tuple[Span, ...]:
    out, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append(Span(at, at + len(line)))
        at += len(line) + 1
    return tuple(out)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The envoy said talks failed.", "envoy", "said", "talks failed"),
        ("\n\n  The envoy said: “talks failed”", "envoy", "said", "talks failed"),
        ("The en\u200bvoy sa\u200bid \u200btalks\u200b failed", "en\u200bvoy", "sa\u200bid", "talks\u200b failed"),
        ("THE ENVOY SAÏD talks failed", "ENVOY", "SAÏD", "talks failed"),
    ],
)
def test_encoder_tagging_gives_exact_spans(encoder: Encoder, text: str, source: str, cue: str, content: str) -> None:
    tagging = encoder.tag(text, _passages(text))
    assert [tag.span.of(text) for tag in tagging.sources] == [source]
    assert [tag.span.of(text) for tag in tagging.cues] == [cue]
    assert [tag.span.of(text) for tag in tagging.contents] == [content]


def test_encoder_tagging_reads_acts_word_by_word(encoder: Encoder) -> None:
    text = "The envoy rejected talks of the minister."
    acts = encoder.tag(text, _passages(text)).acts
    assert [(tag.span.of(text), tag.acts[0][0]) for tag in acts] == [("rejected", Act.REJECT), ("talks", Act.MEET)]
    assert [tag.modality for tag in acts] == [Modality.ASSERTED, Modality.FUTURE]
    assert all(tag.none + sum(score for _, score in tag.acts) == pytest.approx(1, abs=0.06) for tag in acts)


def test_encoder_tagging_stops_at_the_end_of_a_passage(encoder: Encoder) -> None:
    text = "The envoy said talks failed\nfailed talks"
    contents = [tag.span.of(text) for tag in encoder.tag(text, _passages(text)).contents]
    assert contents == ["talks failed", "failed", "talks"]


def test_encoder_tagging_of_nothing_is_empty(encoder: Encoder) -> None:
    assert encoder.tag("", ()).contents == ()
    assert encoder.tag(" \u200b ", (Span(0, 3),)).cues == ()


@given(st.lists(st.lists(WORDS, min_size=1, max_size=60), min_size=2, max_size=5))
def test_encoder_tagging_is_the_same_alone_and_in_company(encoder: Encoder, reports: list[list[str]]) -> None:
    texts = [" ".join(words) for words in reports]
    alone = [encoder.tag(text, _passages(text)) for text in texts]
    together = [encoder.tag(text, _passages(text)) for text in reversed(texts)]
    assert alone == together[::-1]


def test_encoder_tagging_marks_what_is_part_of_the_bargain(encoder: Encoder) -> None:
    text = "The envoy said talks failed failed talks failed. The minister rejected talks.\nfailed"
    marked = [(tag.kind, tag.span.of(text)) for tag in encoder.tag(text, _passages(text)).bargain]
    assert marked == [("term", "talks failed failed"), ("term", "talks failed"), ("leverage", "rejected")]


def test_encoder_tagging_marks_nothing_without_that_head(tmp_path: Path) -> None:
    bare = Encoder(write_model(tmp_path / "bare", bargain=False))
    text = "The envoy said talks failed."
    tagging = bare.tag(text, _passages(text))
    assert tagging.bargain == ()
    assert len(tagging.contents) == 1


def test_encoder_tagging_reads_a_long_paragraph(encoder: Encoder) -> None:
    text = "The envoy said talks failed. " * 700
    tagging = encoder.tag(text, (Span(0, len(text.rstrip())),))
    assert len(tagging.cues) == len(tagging.contents) == 700
