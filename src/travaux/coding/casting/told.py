"""Every place where a report tells of an actor: by name, adjective, pronoun, description, or by somebody of its own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from spacy.tokens import Token

from travaux.coding.casting.record import names_of
from travaux.coding.context import Context, make_refs
from travaux.ontology.claim import ActorRef
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Mention, Phrase
from travaux.reading.lookup import sentence_number, sentence_of, tokens_at
from travaux.spans import Span

_OF_STATES = {
    ActorKind.PERSON: "person",
    ActorKind.AGENCY: "body",
    ActorKind.MILITARY: "body",
    ActorKind.UNKNOWN: "place",
}
_BY = {"adjective": "adjective", "people": "people", "capital": "seat", "seat": "seat", "pronoun": "pronoun",
       "description": "description", "context": "body", "words": "words"}  # fmt: skip
_KNOWN = 8
"""The most told actors of a report, who may be meant everywhere."""
_HOLDERS = frozenset({"amod", "compound", "poss", "nmod"})
_PRONOUNS = frozenset(
    {
        "he",
        "she",
        "they",
        "them",
        "him",
        "it",
        "we",
        "us",
        "i",
        "who",
        "which",
        "both",
        "their",
        "his",
        "its",
        "our",
        "her",
    }
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where an actor is told: the word that stands for it in the sentence, and how."""

    token: Token
    place: int
    """The token's index."""
    way: str
    span: Span
    sentence: int


@dataclass
class Candidate:
    """Somebody who may play a part, with all places that tell of them. No slots: it keeps its names."""

    ref: ActorRef
    sightings: list[Sighting] = field(default_factory=list)

    @cached_property
    def names(self) -> frozenset[str]:
        """The candidate's name and the side that it stands for."""
        return frozenset(names_of(self.ref))

    @property
    def name(self) -> str:
        """The canonical name."""
        return self.ref.name


class Told:
    """The actors of one report by name, and who is told of in which sentence."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.candidates: dict[str, Candidate] = {}
        self.in_sentence: dict[int, dict[str, list[Sighting]]] = {}
        self._add_mentions()
        self._read: set[int] = set()
        self._rows: dict[str, dict[str, float]] = {}
        self._against: dict[str, frozenset[str]] = {}
        self.frequency: Counter[str] = Counter({n: len(c.sightings) for n, c in self.candidates.items()})
        self._ranks = {
            times: k for k, times in reversed(list(enumerate(sorted(self.frequency.values(), reverse=True))))
        }
        self.most = max(self.frequency.values(), default=1) or 1
        self.known = tuple(name for name, _ in self.frequency.most_common(_KNOWN))

    def read_sentence(self, token: Token) -> None:
        """Add what pronouns and common nouns of the sentence around `token` stand for."""
        number = sentence_number(token)
        if number in self._read:
            return
        self._read.add(number)
        for word in sentence_of(token):
            if self._may_stand(word):
                phrase = Phrase(span=Span(word.idx, word.idx + len(word)), head=word.i)
                for mention in self.context.references.resolve(phrase):
                    party = self.context.references.spoken_for(mention)
                    spoken = party.names != mention.names
                    self._add_resolved(word, replace(party, by="context") if spoken else mention)

    def rank(self, name: str) -> int:
        """How many are told of more often by name."""
        times = self.frequency[name]
        return self._ranks[times] if times in self._ranks else len(self.frequency)

    def describe(self, candidate: Candidate) -> dict[str, float]:
        """What is the same of a candidate for all acts: its kind, how often it is told of, and where first."""
        row = self._rows.get(candidate.name)
        if row is None or not candidate.sightings:
            times = self.frequency.get(candidate.name, 0)
            row = {
                f"kind={candidate.ref.kind.value}": 1.0,
                "times": min(times, 30.0),
                "share": times / self.most,
                "rank": float(self.rank(candidate.name)),
                "first": min(candidate.sightings[0].place, 400.0) if candidate.sightings else 400.0,
                "has-country": float(bool(candidate.ref.country)),
            }
            if candidate.sightings:
                self._rows[candidate.name] = row
        return row

    def against(self, names: Iterable[str]) -> set[str]:
        """All who stand against any of `names` in a known conflict."""
        out: set[str] = set()
        for name in names:
            if name not in self._against:
                self._against[name] = self.context.world.opponents(name)
            out |= self._against[name]
        return out

    def add(self, ref: ActorRef, token: Token, way: str) -> None:
        """Let `token` tell of an actor."""
        if not ref.name:
            return
        known = self.candidates.setdefault(ref.name, Candidate(ref))
        span = Span(token.idx, token.idx + len(token))
        number = sentence_number(token)
        sighting = Sighting(token, token.i, way, ref.span or span, number)
        known.sightings.append(sighting)
        self.in_sentence.setdefault(number, {}).setdefault(ref.name, []).append(sighting)

    def add_given(self, ref: ActorRef) -> None:
        """Add a name of which only the rules know, at its own words."""
        if ref.name in self.candidates or ref.span is None:
            return
        tokens = tokens_at(self.context.doc, ref.span.start, ref.span.end)
        if tokens is not None:
            self.add(ref, tokens.root, "name" if ref.name[:1].isupper() else "words")

    def _add_mentions(self) -> None:
        doc = self.context.doc
        for mention in self.context.references.mentions:
            token = doc[mention.head]
            if mention.kind is ActorKind.OUTLET:
                continue
            holder = self._holder(token) if mention.by in {"adjective", "capital", "seat", "pack", "people"} else token
            way = "name" if mention.by in {"pack", "name", "surname"} else _BY.get(mention.by, "name")
            if mention.kind is ActorKind.STATE and holder is not token:
                way = "adjective"
            for ref in make_refs(mention):
                self.add(ref, holder if mention.kind is ActorKind.STATE else token, way)
            if (
                mention.country
                and mention.country not in mention.names
                and (mention.kind in _OF_STATES or mention.by == "people")
            ):
                self.add(self._state(mention), token, "people" if mention.by == "people" else _OF_STATES[mention.kind])

    def _state(self, mention: Mention) -> ActorRef:
        entry = self.context.world.entries.get(mention.country or "")
        kind = entry.kind if entry is not None else ActorKind.STATE
        return ActorRef(name=mention.country or "", kind=kind, span=mention.span, by="context", country=mention.country)

    def _holder(self, token: Token) -> Token:
        """The person or body that an adjective stands beside: "officials" for "Thai officials"."""
        head = token.head
        nouns = self.context.references.nouns
        if token.dep_ in _HOLDERS and head.pos_ in {"NOUN", "PROPN"} and nouns.is_animate(head.lemma_.lower()):
            return head
        return token

    def _may_stand(self, word: Token) -> bool:
        if word.lower_ in _PRONOUNS:
            return True
        if word.pos_ != "NOUN" or word.dep_ in {"compound", "npadvmod", "amod"}:
            return False
        return self.context.references.nouns.is_animate(word.lemma_.lower())

    def _add_resolved(self, word: Token, mention: Mention) -> None:
        if self.context.references.mention_at(word) is not None:
            return
        way = "pronoun" if word.lower_ in _PRONOUNS else _BY.get(mention.by, "description")
        for ref in make_refs(mention):
            if not any(s.place == word.i for s in self._sightings(ref.name)):
                self.add(ref, word, way)

    def _sightings(self, name: str) -> Sequence[Sighting]:
        known = self.candidates.get(name)
        return known.sightings if known is not None else ()


def near_sentences(number: int, reach: int) -> Iterator[int]:
    """The sentence itself and those before it within `reach`."""
    yield from range(number, max(-1, number - reach - 1), -1)
