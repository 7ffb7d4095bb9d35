"""What stands around the head of a noun phrase."""

from collections.abc import Iterable

from spacy.tokens import Token

_INDEFINITE = {"a", "an", "another", "some", "any", "no", "other", "each", "every", "many", "several"}
_DEFINITE = {"the", "this", "that", "these", "those", "both", "his", "its", "their"}
_QUANTIFIERS = {
    "several", "many", "multiple", "some", "more", "than", "most", "few", "numerous", "dozens", "hundreds", "thousands", "other",
    "all", "any", "such", "at", "least", "about", "over", "even", "nearly", "almost", "every", "only",
}  # fmt: skip
_MODIFIERS = {"amod", "compound", "poss", "nmod"}
_LONGEST = 6
"""Words of a name that a group keeps."""


def is_definite(head: Token) -> bool:
    """Whether a noun phrase names somebody known: an article, a demonstrative or a possessor stands before it."""
    lefts = [t for t in head.lefts if not t.is_space]
    if any(t.lower_ in _INDEFINITE for t in lefts):
        return False
    return any(t.lower_ in _DEFINITE or t.dep_ == "poss" for t in lefts)


def has_modifier(head: Token) -> bool:
    """Whether words beside the noun say which one is meant."""
    return any(t.dep_ in _MODIFIERS or (t.dep_ == "prep" and t.lower_ == "of") for t in head.children)


def core_words(head: Token) -> list[Token]:
    """The noun and the words before it that belong to its name: no articles, quantities or clauses."""
    out: list[Token] = []
    for token in head.doc[head.left_edge.i : head.i + 1]:
        if (
            token.dep_ in {"det", "predet"}
            or token.tag_ in {"PRP$", "WP$"}
            or (token.dep_ == "punct" and token.text != "-")
        ):
            continue
        if token.is_space or token.is_quote or token.lower_ in _QUANTIFIERS or token.shape_.strip("d,.") == "":
            continue
        if out or token.text != "-":
            out.append(token)
    return out[-_LONGEST:]


def join_words(tokens: Iterable[Token]) -> str:
    """The words of a name as the codebook files a group: lower case, but for names in capitals."""
    words = [t.text if t.pos_ == "PROPN" and t.text.isupper() and len(t) > 1 else t.lower_ for t in tokens]
    return " ".join(words).replace(" '", "'").replace(" - ", "-")
