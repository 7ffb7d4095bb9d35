"""Words that lost the space between them ("last weekand envoys") are two tokens; the text stays as it is."""

from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.vocab import Vocab

_TAILS = (
    "and",
    "but",
    "that",
    "which",
    "the",
    "so",
    "who",
    "for",
    "with",
    "from",
    "after",
    "as",
    "in",
    "on",
    "of",
    "to",
    "by",
)
"""Function words that are left hanging on the word before when a line break or a link is dropped."""
_SHORTEST = 3


def split_glued(doc: Doc) -> Doc:
    """The same Doc, or one in which every such word is two tokens: the whole unknown to the model, both parts known."""
    strings = doc.vocab.strings
    pieces = {t.i: cut for t in doc if (cut := _cut(t.text, strings))}
    if not pieces:
        return doc
    words: list[str] = []
    spaces: list[bool] = []
    for token in doc:
        parts = pieces.get(token.i, (token.text,))
        words += parts
        spaces += [False] * (len(parts) - 1) + [bool(token.whitespace_)]
    return _make(doc.vocab, words, spaces)


def _make(vocab: Vocab, words: list[str], spaces: list[bool]) -> Doc:
    return Doc(vocab, words=words, spaces=spaces)


def _cut(word: str, strings: StringStore) -> tuple[str, str] | None:
    if len(word) < _SHORTEST + 2 or not word.isalpha() or not word.islower() or word in strings:
        return None
    for tail in _TAILS:
        head = word.removesuffix(tail)
        if head != word and len(head) >= _SHORTEST and head in strings:
            return head, tail
    return None


def blank_tails(doc: Doc) -> str:
    """The Doc's text with spaces for the tails of words that were split, so that patterns see whole words."""
    out = list(doc.text)
    for token in doc[:-1]:
        after = doc[token.i + 1]
        if not token.whitespace_ and token.is_lower and token.is_alpha and after.lower_ in _TAILS and after.is_lower:
            out[after.idx : after.idx + len(after)] = " " * len(after)
    return "".join(out)
