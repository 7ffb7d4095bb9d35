"""Where a text names the parties and places of negotiations: the anchors that say what a passage is about."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from travaux.ontology.report import Report
from travaux.packs.world import Entry, FormRole, World

_ROLES = {FormRole.NAME, FormRole.ADJECTIVE, FormRole.PEOPLE, FormRole.MEMBERS, FormRole.CAPITAL, FormRole.SEAT}
_WINDOW = 1200
"""Characters after a name within which a passage is still about it, where no other name comes between."""
Sign = tuple[int, int, tuple[str, ...]]
"""Start and end of words that say what a passage is about, and what that is."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name in a text."""

    start: int
    end: int
    name: str


class Names:
    """Finds canonical names in texts, by all the forms that packs and processes know of them."""

    def __init__(self, world: World, names: Iterable[str], aliases: Mapping[str, str]) -> None:
        wanted = set(names)
        forms = {
            words.replace("’", "'"): form.target.name
            for words, found in world.forms.items()
            for form in found
            if isinstance(form.target, Entry) and form.target.name in wanted and form.role in _ROLES
        }
        forms |= {name.replace("’", "'"): name for name in sorted(wanted)}
        forms |= {a.replace("’", "'"): n for a, n in aliases.items()}
        self._forms = {words: name for words, name in sorted(forms.items()) if len(words) > 1}
        self._words = list(self._forms)
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest) if self._words else None

    def find(self, text: str) -> Iterator[Anchor]:
        """Whole-word matches in a text, in order and without overlaps."""
        if self._automaton is None:
            return
        plain = text.replace("’", "'")
        for index, start, end in self._automaton.find_matches_as_indexes(plain):
            if (start and plain[start - 1].isalnum()) or (end < len(plain) and plain[end].isalnum()):
                continue
            yield Anchor(start, end, self._forms[self._words[index]])


class Passages:
    """The anchors of one report, asked for by place; a passage never runs over the end of its paragraph or turn."""

    def __init__(self, report: Report, anchors: Iterable[Anchor]) -> None:
        self.anchors = list(anchors)
        self._starts = [a.start for a in self.anchors]
        text = report.text
        breaks = {s.span.start for s in report.segments} | {i + 1 for i, c in enumerate(text) if c == "\n"}
        self._breaks = [0, *sorted(breaks), len(text) + 1]

    def inside(self, start: int, end: int) -> list[Anchor]:
        """The anchors in [start, end)."""
        first = bisect_right(self._starts, start - 1)
        out = []
        for anchor in self.anchors[first:]:
            if anchor.start >= end:
                break
            out.append(anchor)
        return out

    def around(self, start: int, signs: Sequence[Sign]) -> Iterator[tuple[str, ...]]:
        """What a passage at `start` may be about: by the nearest sign before it first, then those after in the paragraph."""
        at = bisect_right(signs, start, key=lambda sign: sign[0])
        for _, end, about in reversed(signs[:at]):
            if start - end > _WINDOW:
                break
            yield about
        stop = self._breaks[bisect_right(self._breaks, start)]
        for begin, _, about in signs[at:]:
            if begin >= stop:
                break
            yield about
