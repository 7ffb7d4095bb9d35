"""The words of a text for the full-text index of a database that would cut them otherwise than SQLite does.

A word is a run of letters and digits, in small letters, without the marks on them: `unicode61 remove_diacritics 2`.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

_LONGEST = 255
"""Characters of a word that count: a lexeme of PostgreSQL holds 2 KB."""
_PART_WORDS = 4000
"""Words of a text that go into one vector: PostgreSQL counts positions up to 16,383, and bytes up to 1 MB."""
_PART_LETTERS = 200_000
_OVERLAP = 8
"""Words that two parts of a text share, so that what is written together is found there too."""


def split_words(text: str) -> Iterator[str]:
    """The words of a text, in order."""
    plain = (c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    for is_word, letters in groupby(plain, key=str.isalnum):
        if is_word:
            yield "".join(letters)[:_LONGEST]


def make_parts(text: str) -> Iterator[list[str]]:
    """The words of a text in parts, each small enough for one vector."""
    part: list[str] = []
    letters = 0
    for word in split_words(text):
        part.append(word)
        letters += len(word)
        if len(part) >= _PART_WORDS or letters >= _PART_LETTERS:
            yield part
            part = part[-_OVERLAP:]
            letters = sum(map(len, part))
    if part:
        yield part


def write_vector(words: Sequence[str]) -> str:
    """The words as a tsvector with their places; words hold nothing that would need quoting."""
    return " ".join(f"'{word}':{at}" for at, word in enumerate(words, start=1))


def write_query(word: str) -> str | None:
    """What a person typed between two spaces as a tsquery: its words one after the other; None if it has none."""
    return " <-> ".join(f"'{word}'" for word in split_words(word)) or None
