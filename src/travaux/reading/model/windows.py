"""A report as the encoder takes it: word pieces in windows that follow its passages.

Passages (a report's paragraphs) are cut into word pieces one by one and laid end to end with a separator between them.
A window is a body, whose words are tagged in it, between a little of what goes before and what follows, which is only
read. Bodies hold whole passages where they fit; a longer passage is cut behind a sentence. Training and use share this
module, so a word is seen in the same window by both. Which window a word is in depends on its own report alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from tokenizers import Tokenizer

from travaux.errors import InputError
from travaux.spans import Span

_INSIDE = -1
_ENDS = frozenset(".?!")
_CLOSING = frozenset("\"'”’)]»")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How many word pieces a window's body holds at most, and how many more are read on either side."""

    body: int = 200
    left: int = 40
    right: int = 14

    @property
    def longest(self) -> int:
        """The most pieces that a window can have, the two marks around it counted."""
        return self.body + self.left + self.right + 2


class Words(Sequence[Span]):
    """The spans of words, each made when it is asked for: of most words nobody asks."""

    def __init__(self, begins: Sequence[int], ends: Sequence[int]) -> None:
        self._begins, self._ends = begins, ends

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> "Words": ...
    def __getitem__(self, at: int | slice) -> "Span | Words":
        """The span of a word, or some words."""
        if isinstance(at, slice):
            return Words(self._begins[at], self._ends[at])
        return Span(self._begins[at], self._ends[at])

    def __len__(self) -> int:
        return len(self._begins)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The word pieces of a report. `starts[i]` is the word that begins at piece i, or -1; `words` are their spans."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    words: Sequence[Span]
    passages: tuple[tuple[int, int], ...]
    """The pieces of each passage, as half-open ranges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Pieces [first, last) are read, and of these the words that begin in [start, end) are tagged."""

    first: int
    start: int
    end: int
    last: int


def read_pieces(text: str, passages: Sequence[Span], tokenizer: Tokenizer) -> Stream:
    """The word pieces of the `passages` of `text`, with the words' spans in characters of `text`."""
    separator = mark_id(tokenizer, "[SEP]")
    ids: list[int] = []
    starts: list[int] = []
    begins: list[int] = []
    ends: list[int] = []
    ranges: list[tuple[int, int]] = []
    for passage in passages:
        encoding = tokenizer.encode(passage.of(text), add_special_tokens=False)
        if not encoding.ids:
            continue
        if ids:
            ids.append(separator)
            starts.append(_INSIDE)
        first, at = len(ids), passage.start
        ids += encoding.ids
        previous: int | None = None
        for word, (start, end) in zip(encoding.word_ids, encoding.offsets, strict=True):
            if word != previous:
                starts.append(len(begins))
                begins.append(at + start)
                ends.append(at + max(end, start + 1))
                previous = word
            else:
                starts.append(_INSIDE)
                ends[-1] = max(ends[-1], at + max(end, start + 1))
        ranges.append((first, len(ids)))
    return Stream(ids=tuple(ids), starts=tuple(starts), words=Words(begins, ends), passages=tuple(ranges))


def mark_id(tokenizer: Tokenizer, mark: str) -> int:
    """The id of one of the tokenizer's own marks.

    Raises:
        InputError: the tokenizer has no such mark, so it is not one for this kind of encoder.
    """
    found: int | None = tokenizer.token_to_id(mark)
    if found is None:
        raise InputError("tokenizer.json", f"it has no {mark}, which the reading model needs")
    return found


def cut_windows(stream: Stream, text: str, layout: Layout) -> tuple[Window, ...]:
    """The windows of a report, in order; every word is tagged in exactly one."""
    return tuple(
        Window(
            first=_word_start(stream, max(0, start - layout.left), start),
            start=start,
            end=end,
            last=min(len(stream.ids), end + layout.right),
        )
        for start, end in _bodies(stream, text, layout.body)
    )


def _bodies(stream: Stream, text: str, most: int) -> Iterator[tuple[int, int]]:
    opened: tuple[int, int] | None = None
    for start, end in stream.passages:
        if opened is not None and end - opened[0] <= most:
            opened = (opened[0], end)
            continue
        if opened is not None:
            yield opened
        rest = start
        while end - rest > most:
            cut = _cut(stream, text, rest, rest + most)
            yield rest, cut
            rest = cut
        opened = (rest, end)
    if opened is not None:
        yield opened


def _cut(stream: Stream, text: str, start: int, limit: int) -> int:
    """Where to cut a passage that does not fit: behind the last sentence of the second half, else before a word."""
    half = (start + limit) // 2
    fallback: int | None = None
    for at in range(limit, half, -1):
        word = stream.starts[at]
        if word < 1:
            continue
        fallback = at if fallback is None else fallback
        if text[stream.words[word].start] not in _CLOSING and _ends_sentence(stream, text, word - 1):
            return at
    return limit if fallback is None else fallback


def _ends_sentence(stream: Stream, text: str, word: int) -> bool:
    while word > 0 and text[stream.words[word].end - 1] in _CLOSING:
        word -= 1
    return text[stream.words[word].end - 1] in _ENDS


def _word_start(stream: Stream, at: int, limit: int) -> int:
    """The first word's beginning at or behind `at`."""
    while at < limit and stream.starts[at] < 0:
        at += 1
    return at
