"""Whether a sentence tells of politics and conflict at all: "the keeper conceded", "the virus attacks", "a truce is a pause".

Event coders read a siege in a symphony and an attack on the last climb. Three things speak against an act: words of another
topic in its sentence while nobody political stands in its slots; a whole text without any sign of politics; and a sentence
that explains what a word means or says what anybody does at any time. The lists are data (`topics.toml`).
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from travaux.ontology.vocabulary import ActorKind
from travaux.reading.acts.syntax import VERBS
from travaux.reading.annotations import ActMention, Mention
from travaux.reading.columns import columns_of
from travaux.reading.lookup import sentence_of, tokens_between

_NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_POLITICAL_KINDS = frozenset(ActorKind) - {ActorKind.UNKNOWN, ActorKind.PEOPLE}
_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
_PRESENT = frozenset({"VBZ", "VBP"})
_INDEFINITE = frozenset({"a", "an", "each", "every", "any"})
_DEFINES = frozenset(
    {"mean", "denote", "differ", "describe", "need", "require", "involve", "designate", "imply", "bind", "last"}
)
_FREQUENCY = frozenset({"usually", "often", "typically", "sometimes", "normally", "generally", "traditionally"})
_SPANS = frozenset({"year", "month", "week", "day", "spring", "summer", "autumn", "winter"})
_WHOLLY_OTHER = frozenset({"terms", "sport"})
"""Topics whose words outweigh a political slot: teams go by the names of cities and states."""


@dataclass(frozen=True, slots=True)
class Topics:
    """The words of politics, and those of each other topic, by lemma; `phrases` by their first word."""

    politics: frozenset[str]
    plurals: frozenset[str]
    certain: frozenset[str]
    """Deeds that need no further sign of politics: shelling, blockades."""
    inert: frozenset[str]
    """What never does anything: rivers, prices, words."""
    others: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def load_topics() -> Topics:
    """The lists of `topics.toml`."""
    raw = tomllib.loads((files("travaux.reading.acts") / "topics.toml").read_text(encoding="utf8"))
    politics, certain, inert = (raw.pop(name) for name in ("politics", "certain", "inert"))
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for topic, table in raw.items():
        joined = [word for word in table["words"].split() if "-" in word]
        for phrase in [*table.get("phrases", []), *joined]:
            row = tuple(phrase.replace("-", " - ").split())
            phrases.setdefault(row[0], []).append((row, topic))
    return Topics(
        politics=frozenset(politics["words"].split()),
        plurals=frozenset(politics["plurals"].split()),
        certain=frozenset(certain["words"].split()),
        inert=frozenset(inert["words"].split()),
        others={word: topic for topic, table in raw.items() for word in table["words"].split()},
        phrases={word: tuple(rows) for word, rows in phrases.items()},
    )


class TopicGate:
    """Judges the acts of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._topics = load_topics()
        self._mentions: dict[int, Mention] = {m.head: m for m in doc._.mentions}
        self._is_named = self._names_anyone(doc)
        self._columns = columns_of(doc)
        self._signs = frozenset(self._find_signs())
        self._sentences: dict[int, tuple[dict[int, str], frozenset[int]]] = {}

    def is_off_topic(self, act: ActMention) -> bool:
        """Whether what an act's words tell, with these actors and recipients, is no act of politics or conflict."""
        doc = self._doc
        trigger = doc[act.trigger.head]
        own = tokens_between(doc, act.trigger.span.start, act.trigger.span.end)
        signs = self._is_named or self._signs - {trigger.i} or trigger.lemma_.lower() in self._topics.certain
        if not signs or is_generic(trigger):
            return True
        foreign, political = self._weigh(trigger)
        actors = [doc[p.head] for p in act.actors]
        excess = len(foreign) - len(political.difference(own))
        if actors and excess >= 0 and all(t.i in foreign or self._is_inert(t) for t in actors):
            return True
        if excess >= 0 and foreign and _WHOLLY_OTHER & set(foreign.values()):
            return True
        return excess > 0 and not any(self._is_political_actor(doc[p.head]) for p in (*act.actors, *act.recipients))

    def _is_beside_others(self, token: Token) -> bool:
        """Whether a word only joins another of no such topic: "two bishops and a boxer"."""
        head = token.head
        return token.dep_ == "conj" and head.pos_ == "NOUN" and head.lemma_.lower() not in self._topics.others

    def _is_inert(self, token: Token) -> bool:
        return token.pos_ == "NOUN" and token.lemma_.lower() in self._topics.inert

    def _names_anyone(self, doc: Doc) -> bool:
        if any(ent.label_ in _NAMES for ent in doc.ents):
            return True
        return any(m.kind in _POLITICAL_KINDS and m.by != "words" for m in self._mentions.values())

    def _find_signs(self) -> Iterator[int]:
        """The words of politics."""
        columns, topics = self._columns, self._topics
        for words, places in ((topics.politics, columns.lemma_places), (topics.plurals, columns.word_places)):
            for word in words.intersection(places):
                yield from (i for i in places[word] if columns.pos[i] in _NAMING)

    def _is_political_actor(self, token: Token) -> bool:
        if token.i in self._signs or (token.ent_type_ in _NAMES and token.pos_ == "PROPN"):
            return True
        mention = self._mentions.get(token.i)
        return mention is not None and mention.kind in _POLITICAL_KINDS and mention.by not in {"words", "pronoun"}

    def _weigh(self, trigger: Token) -> tuple[dict[int, str], frozenset[int]]:
        """The words of other topics in a sentence, and those of politics, by token."""
        sent = sentence_of(trigger)
        if sent.start not in self._sentences:
            foreign: dict[int, str] = {}
            columns, topics = self._columns, self._topics
            for i in range(sent.start, sent.end):
                topic = topics.others.get(columns.lemma[i])
                common = columns.pos[i] in {"NOUN", "ADJ"} or (i == sent.start and columns.pos[i] == "PROPN")
                if topic is not None and common and not self._is_beside_others(self._doc[i]):
                    foreign[i] = topic
                for words, other in topics.phrases.get(columns.lower[i], ()):
                    if tuple(columns.lower[i : min(i + len(words), sent.end)]) == words:
                        foreign[i] = other
            political = self._signs.intersection(range(sent.start, sent.end))
            self._sentences[sent.start] = foreign, political
        return self._sentences[sent.start]


def is_generic(trigger: Token) -> bool:
    """Whether the sentence says what is always so, of nobody by name: "a ceasefire is narrower than an armistice"."""
    sent = sentence_of(trigger)
    root = sent.root
    subject = next((c for c in root.children if c.dep_ in {"nsubj", "nsubjpass", "csubj"}), None)
    if subject is None or root.pos_ not in VERBS or any(t.ent_type_ in _NAMES for t in sent):
        return False
    auxiliaries = {c.lower_ for c in root.children if c.dep_ in {"aux", "auxpass"}}
    present = root.tag_ in _PRESENT and not auxiliaries
    if present and (_is_habitual(root) or any(c.tag_ == "TO" for c in subject.children)):
        return True
    tells_what = present and (root.lemma_ in _DEFINES or any(c.dep_ in {"attr", "acomp"} for c in root.children))
    if any(c.dep_ == "det" and c.lower_ in _INDEFINITE for c in subject.children):
        return tells_what
    bare = subject.pos_ == "NOUN" and not any(c.dep_ in {"det", "poss", "nummod"} for c in subject.children)
    possible = subject.tag_ == "NNS" and bool(auxiliaries & {"can", "may", "should"})
    return bare and (possible or (tells_what and not any(c.dep_ == "acomp" for c in root.children)))


def _is_habitual(verb: Token) -> bool:
    """Whether a verb in the present tells what happens again and again: "usually", "on Tuesdays", "every second year"."""
    for token in verb.subtree:
        weekday = token.lower_.endswith("days") and token.is_title
        each = token.lemma_ in _SPANS and any(c.lower_ in {"every", "each"} for c in token.children)
        if weekday or each or (token.dep_ == "advmod" and token.head == verb and token.lower_ in _FREQUENCY):
            return True
    return False
