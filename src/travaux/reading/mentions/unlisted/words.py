"""The words by which names that no pack knows are found and weighed; read from `data/unlisted.toml`."""

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Lemmas by class; `data/unlisted.toml` says what each class is for."""

    armed: frozenset[str]
    civic: frozenset[str]
    official: frozenset[str]
    guards: frozenset[str]
    apart: frozenset[str]
    deals: frozenset[str]
    mutual: frozenset[str]
    acts: frozenset[str]
    lesser: frozenset[str]
    between: frozenset[str]
    suffered: frozenset[str]
    members: frozenset[str]
    people: frozenset[str]
    sent: frozenset[str]
    offers: frozenset[str]
    answers: frozenset[str]
    kinds: frozenset[str]
    closing: frozenset[str]
    places: frozenset[str]

    def is_head(self, word: str) -> bool:
        """Whether a noun, in either number, can be the head of the name of a side."""
        return bool(singulars(word) & (self.armed | self.civic))

    def is_armed(self, word: str) -> bool:
        """Whether it is that of those who bear arms."""
        return bool(singulars(word) & self.armed)


def singulars(word: str) -> frozenset[str]:
    """A word in lower case, and what it may be the plural of."""
    plain = word.lower()
    return frozenset({plain, plain.removesuffix("s"), plain[:-3] + "y" if plain.endswith("ies") else plain})


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The classes as shipped."""
    path = files("travaux.reading.mentions") / "data" / "unlisted.toml"
    told = tomllib.loads(path.read_text(encoding="utf8"))
    return Words(**{f.name: frozenset(told[f.name]) for f in fields(Words)})
