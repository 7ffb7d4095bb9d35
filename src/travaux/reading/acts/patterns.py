"""The small language of the entries in a frame file, and what an entry compiles to.

    verb         "call for"  "put <pressure> on"  "walk away from <talks>"  "hold|seize hostage"
    noun         "rejection"  "drone|air strike"  "end to <fighting>"
    adjective    "ready"  "open to <proposal>"
    modal        "must" (the verb under it is its head)
    phrase       "on the table" (these words in a row, as lemmas or as they stand)

A particle or preposition hangs on the word before it, a word after a preposition is its object, and any other word
after a verb is the verb's object. `a|b` is a choice, `<name>` a class of `classes.toml`.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import prod

from travaux.errors import UsageError
from travaux.reading.acts.words import load_words

PARTICLES = load_words("particles")


class Kind(StrEnum):
    """What part of speech an entry's trigger is."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    MODAL = "modal"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Element:
    """One word of an entry beside its trigger: `role` is particle | object | modifier."""

    role: str
    words: frozenset[str]
    inner: frozenset[str] = frozenset()
    """For a particle: what its object must be (empty: anything or nothing)."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled entry: the lemmas that trigger it and the words that must hang on them."""

    kind: Kind
    lemmas: tuple[str, ...]
    elements: tuple[Element, ...]
    source: str

    @property
    def size(self) -> int:
        """How many entries this is when every choice is written out; a class counts as one word."""
        return prod(len(word.split("|")) for word in self.source.split())


def compile_entry(kind: Kind, source: str, classes: dict[str, frozenset[str]]) -> Pattern:
    """Compile one entry.

    Raises:
        UsageError: the entry is empty or names a class that does not exist.
    """
    words = source.split()
    if not words:
        raise UsageError("a frame file has an empty entry; nothing was compiled")
    if kind is Kind.PHRASE:
        rows = [" ".join(row) for row in product(*(word.split("|") for word in words))]
        return Pattern(kind, tuple(rows), (), source)
    if kind is Kind.NOUN:
        return _compile_noun(words, source, classes)
    elements = _read_elements(words[1:], source, classes)
    return Pattern(kind, tuple(words[0].split("|")), tuple(elements), source)


def _compile_noun(words: list[str], source: str, classes: dict[str, frozenset[str]]) -> Pattern:
    """The last word before a preposition is the trigger; those before it modify it."""
    cut = next((i for i, word in enumerate(words) if i and word in PARTICLES), len(words))
    before = [Element("modifier", _choices(word, source, classes)) for word in words[: cut - 1]]
    after = _read_elements(words[cut:], source, classes)
    return Pattern(Kind.NOUN, tuple(words[cut - 1].split("|")), (*before, *after), source)


def _read_elements(words: list[str], source: str, classes: dict[str, frozenset[str]]) -> list[Element]:
    out: list[Element] = []
    for word in words:
        choices = _choices(word, source, classes)
        if choices <= PARTICLES:
            out.append(Element("particle", choices))
        elif out and out[-1].role == "particle" and not out[-1].inner:
            out[-1] = Element("particle", out[-1].words, choices)
        else:
            out.append(Element("object", choices))
    return out


def _choices(word: str, source: str, classes: dict[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for choice in word.split("|"):
        found |= expand(choice, source, classes)
    return frozenset(found)


def expand(word: str, source: str, classes: dict[str, frozenset[str]]) -> frozenset[str]:
    """The lemmas that `word` stands for: itself, or the members of its class.

    Raises:
        UsageError: no class has that name.
    """
    if not (word.startswith("<") and word.endswith(">")):
        return frozenset({word})
    if word[1:-1] not in classes:
        raise UsageError(f"{source!r} names the class {word}, which classes.toml does not have; add it there")
    return classes[word[1:-1]]
