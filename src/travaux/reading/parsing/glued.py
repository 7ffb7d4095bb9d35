"""Words that lost the space between them ("last weekand envoys") are two tokens; the text stays as it is."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, cast

from spacy.attrs import IS_ALPHA, IS_LOWER, ORTH, SPACY
from spacy.tokens import Doc

from travaux.reading.lookup import text_of

_TAILS = (
    "and", "but", "that", "which", "the", "so", "who", "for", "with", "from", "after", "as", "in", "on", "of", "to", "by",
)  # fmt: skip
"""Function words that are left hanging on the word before when a line break or a link is dropped."""
_SHORTEST = 3


class SplittingTokenizer:
    """A tokenizer that also cuts a word unknown to the model into a known word and a function word.

    `known` is the model's own vocabulary as it was loaded: what texts have added to it since must not change a result.
    """

    def __init__(self, tokenizer: Callable[[str], Doc], known: Iterable[str]) -> None:
        self._tokenizer = tokenizer
        self._known = frozenset(w for w in known if w.isalpha() and w.islower())

    def __call__(self, text: str) -> Doc:
        """The Doc of a text."""
        doc = self._tokenizer(text)
        keys = doc.to_array(ORTH).tolist()
        cuts = {key: cut for key in set(keys) if (cut := self._cut(doc.vocab.strings[key]))}
        if not cuts:
            return doc
        words: list[str] = []
        spaces: list[bool] = []
        for token, key in zip(doc, keys, strict=True):
            parts = cuts.get(key, (token.text,))
            words += parts
            spaces += [False] * (len(parts) - 1) + [bool(token.whitespace_)]
        return Doc(doc.vocab, words=words, spaces=spaces)

    def memory_zone(self, mem: Any = None) -> AbstractContextManager[Any]:
        """What the tokenizer inside learns in the block is forgotten again; `Language.memory_zone` asks for it."""
        inner = getattr(self._tokenizer, "memory_zone", None)
        return nullcontext() if inner is None else cast("AbstractContextManager[Any]", inner(mem))

    def _cut(self, word: str) -> tuple[str, str] | None:
        if len(word) < _SHORTEST + 2 or not word.isalpha() or not word.islower() or word in self._known:
            return None
        for tail in _TAILS:
            head = word.removesuffix(tail)
            if head != word and len(head) >= _SHORTEST and head in self._known:
                return head, tail
        return None


def blank_tails(doc: Doc) -> str:
    """The Doc's text with spaces for the tails of words that were cut, so that patterns see whole words."""
    text = text_of(doc)
    spaced, lower, alpha = doc.to_array([SPACY, IS_LOWER, IS_ALPHA]).reshape(len(doc), 3).T > 0
    joined = ~spaced[:-1] & lower[:-1] & alpha[:-1] & lower[1:]
    for i in joined.nonzero()[0].tolist():
        tail = doc[i + 1]
        if tail.text in _TAILS:
            text = text[: tail.idx] + " " * len(tail) + text[tail.idx + len(tail) :]
    return text
