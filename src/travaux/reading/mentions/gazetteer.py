"""Finds every form of words of the packs in a text: one automaton, one pass, longest match first."""

from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from travaux.packs.world import Form, World
from travaux.spans import Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of words found in a text, and all that it may name."""

    span: Span
    words: str
    forms: tuple[Form, ...]


def straighten_form(words: str) -> str:
    """A form as it stands in a Doc's text, where apostrophes are straight."""
    return words.replace("’", "'").replace("‘", "'")


def _is_shouted(text: str) -> bool:
    """Whether a text is set in capitals."""
    least = 0.8 * sum(map(str.isalpha, text))
    if sum(map(str.isupper, text)) <= least:
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 8 and sum(map(str.isupper, letters)) > least


class Gazetteer:
    """The forms of a World as one automaton. Matching is by case; text set in capitals is matched in capitals."""

    def __init__(self, world: World) -> None:
        self._forms: dict[str, tuple[Form, ...]] = {}
        for words, forms in world.forms.items():
            self._forms.setdefault(straighten_form(words), forms)
        self._words = list(self._forms)
        self._plain = self._build(self._words)
        self._upper = self._build([w.upper() for w in self._words])

    @staticmethod
    def _build(words: list[str]) -> AhoCorasick | None:
        return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest) if words else None

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Whole-word matches in text[start:end], in order and without overlaps."""
        part = text[start:end]
        shouted = _is_shouted(part)
        automaton = self._upper if shouted else self._plain
        if automaton is None:
            return
        for index, s, e in automaton.find_matches_as_indexes(part):
            if (s and part[s - 1].isalnum()) or (e < len(part) and part[e].isalnum()):
                continue
            words = self._words[index]
            yield Hit(Span(start + s, start + e), words, self._forms[words])
