"""The words that say what kind of voice a phrase is, read from `data/voices.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.needles import needles_of


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceWords:
    """The word lists of `data/voices.toml`, by their names there."""

    documents: frozenset[str]
    own: frozenset[str]
    issued: frozenset[str]
    outside: frozenset[str]
    portfolios: frozenset[str]
    pieces: frozenset[str]
    anonymous: frozenset[str]
    people_end: frozenset[str]
    things: frozenset[str]
    humans: frozenset[str]
    hearsay: frozenset[str]
    quantities: frozenset[str]
    plain: frozenset[str]
    spokespeople: frozenset[str]
    institutions: frozenset[str]
    bodies: frozenset[str]
    organs: frozenset[str]
    ranks: frozenset[str]
    identifying: frozenset[str]
    media: frozenset[str]
    platforms: frozenset[str]
    citing: frozenset[str]
    carrying: frozenset[str]
    seats: Mapping[str, str]
    initials: Mapping[str, str]
    hedge: re.Pattern[str]
    hedge_needles: tuple[str, ...]
    """Words of which each hedge holds one."""
    unverified: re.Pattern[str]
    unverified_needles: tuple[str, ...]

    def can_speak(self, lemma: str) -> bool:
        """Whether a common noun stands for people or a body ("a trader", "the crew"), and for no thing ("a fact")."""
        if lemma in self.things:
            return False
        known = self.anonymous | self.spokespeople | self.institutions | self.bodies | self.humans | self.hearsay
        return lemma in known or load_nouns().is_animate(lemma) or lemma.endswith(tuple(self.people_end))


@lru_cache(maxsize=1)
def load_voice_words() -> VoiceWords:
    """The word lists as shipped."""
    data = tomllib.loads((files("travaux.coding") / "data" / "voices.toml").read_text(encoding="utf8"))
    lists = {
        name: frozenset(words)
        for name, words in data.items()
        if isinstance(words, list) and name not in {"hedges", "unverified"}
    }
    hedge, unverified = _any_of(data["hedges"]), _any_of(data["unverified"])
    return VoiceWords(
        **lists,
        seats=data["seats"],
        initials=data["initials"],
        hedge=hedge,
        hedge_needles=needles_of(hedge),
        unverified=unverified,
        unverified_needles=needles_of(unverified),
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(p) for p in longest_first)})\b", re.IGNORECASE)
