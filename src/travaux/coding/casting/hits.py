"""The times and places of one report, where it tells them."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property

from spacy.tokens import Token

from travaux.coding.casting.located import find_located
from travaux.coding.casting.otherwise import read_otherwise
from travaux.coding.context import Context
from travaux.coding.facilities import find_facilities
from travaux.coding.places import Place, place_at
from travaux.coding.times import NOT_WHEN
from travaux.reading.annotations import TimeMention
from travaux.reading.columns import columns_of
from travaux.reading.lookup import sentence_number, tokens_at
from travaux.spans import Span

_OFTEN = 5
"""The most told places of a report, which may be meant everywhere."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A time or a place where the report tells it; `name` is its value."""

    name: str
    token: Token
    at: int
    """The token's index."""
    sentence: int
    place: Place | None = None
    time: TimeMention | None = None
    kind: str = ""

    @property
    def span(self) -> Span:
        """Its words, or those of its token."""
        if self.time is not None:
            return self.time.span
        return self.place[1] if self.place is not None else Span(self.token.idx, self.token.idx + len(self.token))


def _hit(name: str, token: Token, *, place: Place | None = None, time: TimeMention | None = None, kind: str) -> Hit:
    return Hit(name, token, token.i, sentence_number(token), place, time, kind)


@dataclass
class Told:
    """All times and places of one report, in the order of the text. No slots: it keeps those told most often."""

    hits: list[Hit] = field(default_factory=list)
    by_sentence: dict[int, list[int]] = field(default_factory=dict)
    """The numbers of those of each sentence."""
    times: Counter[str] = field(default_factory=Counter)
    _about: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def add(self, hit: Hit) -> None:
        """One more."""
        self.by_sentence.setdefault(hit.sentence, []).append(len(self.hits))
        self.hits.append(hit)
        self.times[hit.name] += 1

    def about(self, first: int, last: int) -> list[int]:
        """The numbers of those of the sentences from `first` to `last`, and of those told most often elsewhere.

        Ask when all are added.
        """
        found = self._about.get((first, last))
        if found is None:
            found = [h for n in range(first, last + 1) for h in self.by_sentence.get(n, ())]
            found += [h for h in self.frequent if not first <= self.hits[h].sentence <= last]
            self._about[first, last] = found
        return found

    @cached_property
    def frequent(self) -> tuple[int, ...]:
        """The numbers of those whose values are told most often; ask when all are added."""
        often = {name for name, _ in self.times.most_common(_OFTEN)}
        return tuple(h for h, hit in enumerate(self.hits) if hit.name in often)


def find_dates(context: Context) -> Told:
    """The times of a report that have a value and can be an act's, in each way in which they can be meant."""
    told = Told()
    for time in context.doc._.times:
        words = tokens_at(context.doc, time.span.start, time.span.end)
        if words is None or time.edtf is None or time.rule in NOT_WHEN:
            continue
        told.add(_hit(time.edtf, words.root, time=time, kind=time.rule))
        for kind, edtf in read_otherwise(time, words.root, context.doc._.published):
            told.add(_hit(edtf, words.root, time=replace(time, edtf=edtf), kind=kind))
    return told


def find_places(context: Context) -> Told:
    """The places that a report names, each by the name of its mention."""
    hits: list[Hit] = []
    inside: set[int] = set()
    for point in context.once("facilities", find_facilities):
        words = tokens_at(context.doc, point.span.start, point.span.end)
        if words is not None:
            inside.update(t.i for t in words)
            hits.append(_hit(point.name, words.root, place=(point.name, point.span), kind="point"))
    placed: dict[int, str] = {}
    last = -1
    for i, pos in enumerate(columns_of(context.doc).pos):
        if pos not in {"PROPN", "NOUN"}:
            continue
        token = context.doc[i]
        found = place_at(context, token) if token.idx >= last else None
        if found is not None:
            last = found[1].end
            placed[i] = found[0]
            mention = context.references.mention_at(token)
            kind = f"{mention.kind}-{mention.by}" if mention is not None else token.ent_type_
            hits.append(_hit(found[0], token, place=found, kind=f"{kind}-in-point" if i in inside else kind))
    hits += [_hit(p[0], t, place=p, kind=f"located-{how}") for t, p, how in find_located(context, placed, inside)]
    told = Told()
    for hit in sorted(hits, key=lambda hit: hit.at):
        told.add(hit)
    return told
