"""Whether "over" before a number says that there are more, or is a part of the verb before it ("hand over eight captives")."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from travaux.reading.lookup import sentence_of

_BEHIND = 6
"""Tokens behind "over" within which the noun that is counted stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _OverWords:
    """The lists of `data/qualifiers.toml`."""

    always: frozenset[str]
    of_places: frozenset[str]
    onward: frozenset[str]
    places: frozenset[str]
    later: frozenset[str]


@lru_cache(maxsize=1)
def _load_words() -> _OverWords:
    data = tomllib.loads((files("travaux.coding") / "data" / "qualifiers.toml").read_text(encoding="utf8"))
    return _OverWords(**{name: frozenset(words) for name, words in data.items()})


def is_of_verb(doc: Doc, i: int) -> bool:
    """Whether the "over" at token `i` belongs to the verb right before it, and so says nothing of the number behind it.

    The parse is no help: it takes "turned over 12 bodies" for "more than 12".
    """
    if i == 0 or doc[i].lower_ != "over" or doc[i - 1].pos_ not in {"VERB", "NOUN"}:
        return False
    words, verb = _load_words(), doc[i - 1].lemma_.lower()
    if verb in words.always:
        return True
    if verb in words.of_places:
        counted = _counted(doc[i])
        return counted is not None and counted.lemma_.lower() in words.places
    return verb in words.onward and any(t.lower_ in words.later for t in _rest(doc[i]))


def _counted(over: Token) -> Token | None:
    """The last of the first nouns behind the number: "bases" of "over three army bases"."""
    noun = None
    for token in _rest(over)[:_BEHIND]:
        if token.pos_ in {"NOUN", "PROPN"}:
            noun = token
        elif noun is not None:
            break
    return noun


def _rest(over: Token) -> list[Token]:
    """What follows in the sentence."""
    return list(over.doc[over.i + 1 : sentence_of(over).end])
