"""Every place where a report tells of an actor: by name, adjective, pronoun, description, or by somebody of its own."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from travaux.coding.context import Context, make_refs
from travaux.ontology.claim import ActorRef
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Mention, Phrase
from travaux.reading.lookup import sentence_number, sentence_of
from travaux.spans import Span

WAYS = ("name", "adjective", "seat", "people", "pronoun", "description", "person", "body", "place", "words")
"""How words may tell of an actor; `person`, `body` and `place` tell of the state that they belong to."""
_OF_STATES = {ActorKind.PERSON: "person", ActorKind.AGENCY: "body", ActorKind.MILITARY: "body", ActorKind.UNKNOWN: "place"}
_BY = {"adjective": "adjective", "people": "people", "capital": "seat", "seat": "seat", "pronoun": "pronoun",
       "description": "description", "context": "description", "words": "words"}  # fmt: skip
_HOLDERS = frozenset({"amod", "compound", "poss", "nmod"})
_PRONOUNS = frozenset({"he", "she", "they", "them", "him", "it", "we", "us", "i", "who", "which", "both", "their", "his", "its", "our", "her"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where an actor is told: the word that stands for it in the sentence, and how."""

    token: Token
    way: str
    span: Span


@dataclass(slots=True)
class Candidate:
    """Somebody who may play a part, with all places that tell of them, in order."""

    ref: ActorRef
    sightings: list[Sighting] = field(default_factory=list)
    times: int = 0

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
        self.frequency: Counter[str] = Counter({n: len(c.sightings) for n, c in self.candidates.items()})

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
                    self._add_resolved(word, mention)

    def add(self, ref: ActorRef, token: Token, way: str) -> None:
        """Let `token` tell of an actor."""
        if not ref.name:
            return
        known = self.candidates.setdefault(ref.name, Candidate(ref))
        span = Span(token.idx, token.idx + len(token))
        sighting = Sighting(token, way, ref.span or span)
        known.sightings.append(sighting)
        self.in_sentence.setdefault(sentence_number(token), {}).setdefault(ref.name, []).append(sighting)

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
            if mention.country and mention.country not in mention.names and (mention.kind in _OF_STATES or mention.by == "people"):
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
        way = "pronoun" if word.lower_ in _PRONOUNS else "words" if mention.by == "words" else "description"
        for ref in make_refs(mention):
            if not any(s.token.i == word.i for s in self._sightings(ref.name)):
                self.add(ref, word, way)

    def _sightings(self, name: str) -> Sequence[Sighting]:
        known = self.candidates.get(name)
        return known.sightings if known is not None else ()


def near_sentences(number: int, reach: int) -> Iterator[int]:
    """The sentence itself and those before it within `reach`."""
    yield from range(number, max(-1, number - reach - 1), -1)
