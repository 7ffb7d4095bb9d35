"""Windows: every word in exactly one body, bodies along passages, none longer than the layout allows."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.model.tiny import write_model
from tokenizers import Tokenizer

from travaux.errors import InputError
from travaux.reading.model.encoder import PIECES
from travaux.reading.model.windows import Layout, cut_windows, mark_id, read_pieces
from travaux.spans import Span

LAYOUT = Layout(body=24, left=6, right=3)
PASSAGE = st.lists(st.sampled_from(["talks", "failed", "xyz", ".", '"', "the"]), max_size=70).map(" ".join)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    folder: Path = write_model(tmp_path_factory.mktemp("model") / "tiny")
    return Tokenizer.from_file(str(folder / PIECES))


@given(st.lists(PASSAGE, max_size=6))
def test_windows_cutting_puts_every_word_in_one_body(tokenizer: Tokenizer, lines: list[str]) -> None:
    text = "\n".join(lines)
    passages, at = [], 0
    for line in lines:
        if line:
            passages.append(Span(at, at + len(line)))
        at += len(line) + 1
    stream = read_pieces(text, passages, tokenizer)
    windows = cut_windows(stream, text, LAYOUT)
    bodies = [i for w in windows for i in range(w.start, w.end) if stream.starts[i] >= 0]
    assert [stream.starts[i] for i in bodies] == list(range(len(stream.words)))
    assert [span.of(text) for span in stream.words] == text.replace('"', ' " ').replace(".", " . ").split()
    for window in windows:
        assert window.end - window.start <= LAYOUT.body
        assert window.last - window.first + 2 <= LAYOUT.longest
        assert window.first <= window.start < window.end <= window.last


def test_windows_cutting_keeps_whole_passages_together(tokenizer: Tokenizer) -> None:
    text = "\n".join(["talks failed . " * 3] * 4)
    passages = [Span(i, i + 45) for i in range(0, len(text), 46)]
    stream = read_pieces(text, passages, tokenizer)
    bodies = [(w.start, w.end) for w in cut_windows(stream, text, LAYOUT)]
    assert bodies == [(0, 19), (20, 39)]


def test_windows_cutting_ends_a_part_of_a_long_passage_behind_a_sentence(tokenizer: Tokenizer) -> None:
    text = 'talks failed and talks failed . " the talks " failed . ' * 3
    stream = read_pieces(text, [Span(0, len(text))], tokenizer)
    for window in cut_windows(stream, text, LAYOUT)[:-1]:
        last = stream.starts[window.end - 1]
        assert stream.words[last].of(text) == "."


def test_windows_cutting_needs_the_marks_of_the_encoder(tokenizer: Tokenizer) -> None:
    with pytest.raises(InputError, match="MASKED"):
        mark_id(tokenizer, "[MASKED]")
