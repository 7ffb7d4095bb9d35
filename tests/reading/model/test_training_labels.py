"""What training learns from: labels word by word, and our own sentences."""

from pathlib import Path

import pytest
from training.brat import read_brat
from training.data import SENTENCES, Text, label_words, read_marks, read_sentences

from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.model.tagging import ACT_TAGS, MODALITY_TAGS, ROLE_TAGS
from travaux.spans import Span

TEXT = 'The envoy said: "Talks failed." "We left." He rejected it.'


def _words(text: str) -> tuple[Span, ...]:
    out, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        out.append(Span(start, start + len(word)))
        at = start + len(word)
    return tuple(out)


def _at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _text(**changes: object) -> Text:
    entries: dict[str, object] = {"name": "t", "split": "train", "text": TEXT, "passages": (Span(0, len(TEXT)),)}
    return Text(**(entries | changes))  # type: ignore[arg-type]


def test_training_labels_mark_begin_and_rest_and_side() -> None:
    relation = {
        "source": (_at("The envoy"),),
        "cue": (_at("said"),),
        "content": (_at('"Talks failed."'), _at('"We left."')),
    }
    labels = label_words(_text(attributions=[relation]), _words(TEXT))
    assert labels.role is not None
    assert labels.side is not None
    assert [ROLE_TAGS[n] for n in labels.role] == [
        "B-source", "I-source", "B-cue", "B-content", "I-content", "I-content", "I-content", "O", "O", "O",
    ]  # fmt: skip
    assert labels.side[:7] == [0, 0, -100, 1, 1, 1, 1]
    assert labels.act is None


def test_training_labels_leave_out_what_the_annotators_left_open() -> None:
    labels = label_words(_text(attributions=[], unclear=[_at("He rejected it")]), _words(TEXT))
    assert labels.role == [0] * 7 + [-100] * 3


@pytest.mark.parametrize(("only", "other"), [(False, 0), (True, -100)])
def test_training_labels_of_acts(*, only: bool, other: int) -> None:
    triggers = [(_at("rejected"), "reject", "asserted")]
    labels = label_words(_text(triggers=triggers, only_triggers=only), _words(TEXT))
    assert labels.act is not None
    assert labels.modality is not None
    assert labels.act == [other] * 8 + [ACT_TAGS.index("reject"), other]
    assert labels.modality == [-100] * 8 + [MODALITY_TAGS.index("asserted"), -100]
    assert labels.role is None


def test_training_sentences_have_known_acts_where_they_say() -> None:
    texts = list(read_sentences())
    assert len(texts) > 200
    for text in texts:
        for span, act, modality in text.triggers or ():
            assert Act(act)
            assert Modality(modality)
            assert span.of(text.text).strip() == span.of(text.text)
    assert "[" not in "".join(text.text for text in texts)
    assert "|" not in "".join(text.text for text in texts)


def test_training_sentences_are_read_with_their_marks() -> None:
    text, triggers = read_marks("They [walked out|suspend] and may [return|resume|hypothetical].")
    assert text == "They walked out and may return."
    assert [(span.of(text), act, mode) for span, act, mode in triggers] == [
        ("walked out", "suspend", "asserted"),
        ("return", "resume", "hypothetical"),
    ]
    assert SENTENCES.is_file()


def test_training_gold_is_read_from_brat(tmp_path: Path) -> None:
    path = tmp_path / "a.ann"
    path.write_text(
        "T1\tSource 0 9\tThe envoy\nT2\tCue 10 14\tsaid\nT3\tContent 16 20;22 30\t…\nT4\tDiscuss 43 51\trejected\n"
        "T5\tAttribution 10 14\tsaid\nE1\tAttribution:T5 Content:T3 Cue:T2 Source:T1\n",
        encoding="utf8",
    )
    relations, unclear = read_brat(path)
    assert relations == [{"source": (Span(0, 9),), "cue": (Span(10, 14),), "content": (Span(16, 20), Span(22, 30))}]
    assert unclear == [Span(43, 51)]
