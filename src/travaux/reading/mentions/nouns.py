"""The classes of common nouns that say how a phrase finds its actor; read from `data/`."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_PERSONS = ("man", "woman")
"""Endings of what people are called by their work: "fisherman", "crewman"."""
_SHORTEST = 6
"""Letters up to which a word with such an ending may be another ("human", "roman")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """Lemmas by class; `data/nouns.toml` and `data/titles.toml` say what each class is for."""

    state_organs: frozenset[str]
    against_state: frozenset[str]
    group_nouns: frozenset[str]
    office_nouns: frozenset[str]
    plural_sets: frozenset[str]
    sides: frozenset[str]
    states: frozenset[str]
    sent: frozenset[str]
    sent_many: frozenset[str]
    animate: frozenset[str]
    outlet_words: frozenset[str]
    title_heads: frozenset[str]
    title_parts: frozenset[str]
    office_kinds: frozenset[str]

    def is_animate(self, lemma: str) -> bool:
        """Whether a noun can be an actor."""
        return (
            lemma in self.animate
            or lemma in self.office_nouns
            or lemma in self.group_nouns
            or lemma in self.state_organs
            or lemma in self.title_heads
            or (lemma.endswith(_PERSONS) and len(lemma) > _SHORTEST)
        )


@lru_cache(maxsize=1)
def load_nouns() -> Nouns:
    """The classes as shipped."""
    folder = files("travaux.reading.mentions") / "data"
    nouns = tomllib.loads((folder / "nouns.toml").read_text(encoding="utf8"))
    titles = tomllib.loads((folder / "titles.toml").read_text(encoding="utf8"))
    return Nouns(
        state_organs=frozenset(nouns["state_organs"]),
        against_state=frozenset(nouns["against_state"]),
        group_nouns=frozenset(nouns["group_nouns"]),
        office_nouns=frozenset(nouns["office_nouns"]),
        plural_sets=frozenset(nouns["plural_sets"]),
        sides=frozenset(nouns["sides"]),
        states=frozenset(nouns["states"]),
        sent=frozenset(nouns["sent"]),
        sent_many=frozenset(nouns["sent_many"]),
        animate=frozenset(nouns["animate"]),
        outlet_words=frozenset(nouns["outlet_words"]),
        title_heads=frozenset(titles["heads"]),
        title_parts=frozenset(titles["parts"]),
        office_kinds=frozenset(titles["kinds"]),
    )
