"""The words that attribute, read from `data/cues.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token

CLAUSES = frozenset({"that", "clause", "wh", "bare"})
"""The frames whose content is a finite clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What one word can do: its frames in order of preference, each with the sense it has there."""

    frames: Mapping[str, str]
    nested: bool

    @property
    def quotes(self) -> bool:
        """Whether the word introduces or follows words in quotation marks."""
        return "quote" in self.frames

    @property
    def leads(self) -> bool:
        """Whether the word can stand before a quote that a colon or comma sets off."""
        return self.quotes or "lead" in self.frames

    @property
    def sense(self) -> str:
        """What the word does beside words in quotation marks, or else in its first frame."""
        return self.frames.get("quote") or next(iter(self.frames.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Cues by lemma, for each part of speech that attributes."""

    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    lemmas: Mapping[str, str]
    documents: frozenset[str]
    """Nouns for things that say: reports, polls, rulings."""
    speakers: frozenset[str]
    """Nouns for those who can stand alone before or after a headline's colon or dash."""
    series: frozenset[str]
    """Words that end the name of a series or form before a headline's colon, which says nothing."""

    def knows(self, lemma: str) -> bool:
        """Whether a lemma in lower case is that of a cue."""
        own = self._mend(lemma)
        return own in self.verbs or own in self.nouns or own in self.adjectives

    def verb(self, token: Token) -> Cue | None:
        """The cue that `token` is as a verb."""
        return self.verbs.get(self.lemma(token))

    def nominal(self, token: Token) -> Cue | None:
        """The cue that `token` is as a noun or an adjective."""
        if token.pos_ == "NOUN":
            return self.nouns.get(self.lemma(token))
        return self.adjectives.get(self.lemma(token)) if token.pos_ in {"ADJ", "VERB"} else None

    def lemma(self, token: Token) -> str:
        """The lemma in lower case, with the lemmatiser's known mistakes undone."""
        return self._mend(token.lemma_.lower())

    def _mend(self, lemma: str) -> str:
        lemma = self.lemmas.get(lemma, lemma)
        return f"{lemma[:-3]}ize" if lemma.endswith("ise") and f"{lemma[:-3]}ize" in self.verbs else lemma


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of this package."""
    data = tomllib.loads(files(__package__).joinpath("data/cues.toml").read_text(encoding="utf-8"))
    return Lexicon(
        verbs=_index(data["verb"]),
        nouns=_index(data["noun"]),
        adjectives=_index(data["adjective"]),
        lemmas=data["lemmas"],
        documents=frozenset(data["documents"]["words"].split()),
        speakers=frozenset(data["speakers"]["words"].split()),
        series=frozenset(data["series"]["words"].split()),
    )


def _index(groups: list[dict[str, Any]]) -> dict[str, Cue]:
    frames: dict[str, dict[str, str]] = {}
    nested: set[str] = set()
    for group in groups:
        for word in group["words"].split():
            for frame in group["frames"].split():
                frames.setdefault(word, {}).setdefault(frame, group["sense"])
            if group.get("nested"):
                nested.add(word)
    return {word: Cue(frames=own, nested=word in nested) for word, own in frames.items()}
