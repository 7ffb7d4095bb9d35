"""Whom a description by an office means: "the Russian leader", "the foreign minister", "the President"."""

import re
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import World
from travaux.reading.annotations import Mention, Phrase
from travaux.reading.mentions.homes import Home
from travaux.reading.mentions.nouns import load_nouns

_LESSER = frozenset({"vice", "deputy", "former", "ex", "assistant", "under"})
"""Words that make of an office another, lower or left one."""
_REACH = 3
"""Words before the noun of an office among which they stand."""
_OF_ONE = frozenset({"president", "premier", "minister", "chancellor", "secretary", "king", "queen", "emir", "sultan"})
"""Offices of which a government speaks by the bare word, where its own holder is meant."""
_WEAK = 1
"""The fit of a person with an office that is told only as a lower or left one, or is known to be held on other days."""
_LIKE = 2
"""The fit of a "leader" with a head of state or government."""
_HOLDS = 100
"""The fit with the very office that a person is known to hold on the day."""


class Offices:
    """The office holders whom one report names; `home` says whose government's own text it is, if any."""

    def __init__(self, mentions: tuple[Mention, ...], world: World, home: Home | None, day: date | None) -> None:
        self._people = [m for m in mentions if m.kind is ActorKind.PERSON]
        self._world = world
        self._home = home
        self._day = day
        self._posts: dict[str, list[set[str]]] = {}

    def is_at_home(self, head: Token, country: str | None) -> bool:
        """Whether an office without more words is that of the home state: "the President" in a readout of its own."""
        if self._home is None or self._home.state is None or country is not None or head.lemma_.lower() not in _OF_ONE:
            return False
        bare = not any(c.dep_ == "prep" and c.lower_ == "of" for c in head.children)
        return bare and any(t.lower_ == "the" for t in head.lefts) and self._has_post(self._home.state, _words(head))

    def find(self, phrase: Phrase, head: Token, country: str | None) -> Mention | None:
        """Who fits a description best: of those named before it the last, else the first named after it.

        In a government's own text its own holder is meant: who holds the office, else whom its headline names.
        """
        if self.is_at_home(head, country) and self._home is not None:
            return self._best(phrase, head, self._home.state, home=True) or self._speaker(phrase, head, self._home)
        return self._best(phrase, head, country)

    def _best(self, phrase: Phrase, head: Token, country: str | None, *, home: bool = False) -> Mention | None:
        best: Mention | None = None
        score = 0
        for m in self._people:
            if m.span.start >= phrase.span.start and best is not None:
                break
            fit = self._fit(m, head, country)
            if fit <= _WEAK and (home or m.span.start >= phrase.span.start):
                continue
            if home and self._holds_now(m.names[0], _words(head)):
                fit = _HOLDS
            if fit > score or (fit and fit == score and m.span.start < phrase.span.start):
                best, score = m, fit
        return replace(best, by="description") if best is not None else None

    def _speaker(self, phrase: Phrase, head: Token, home: Home) -> Mention | None:
        """ "The President" of "Remarks by President Holm", whom nothing but the headline names."""
        person = home.speaker
        if person is None or not self._holds_now(person.name, _words(head)):
            return None
        return Mention(
            span=phrase.span,
            head=head.i,
            names=(person.name,),
            kind=ActorKind.PERSON,
            by="description",
            country=home.state,
        )

    def _fit(self, mention: Mention, head: Token, country: str | None) -> int:
        """How well a person fits a description; 0 is not at all."""
        if country and mention.country != country:
            return 0
        words, lemma, kinds = _words(head), head.lemma_.lower(), _kinds_told(head)
        titles, now = self._titles(mention.names[0])
        office, posts = _split(mention.office or ""), {w for title in titles for w in _split(title)}
        if _is_called(mention.office or "", lemma, kinds):
            return _WEAK if _is_lesser(mention.office or "", lemma, words) else _LIKE + 1 + len(words & office)
        if any(_is_called(title, lemma, kinds) for title in now):
            return _LIKE + len(words & posts)
        if any(_is_called(title, lemma, kinds) for title in titles):
            return _WEAK
        heads = {"president", "premier", "chancellor"} & (office | posts) or "prime" in posts
        return _LIKE if lemma == "leader" and country and heads else 0

    def _titles(self, name: str) -> tuple[list[str], list[str]]:
        """The offices that packs give a person, and those held on the day; all where the day is not known."""
        entry = self._world.entries.get(name)
        offices = entry.offices if entry else ()
        return [o.title for o in offices], [o.title for o in offices if self._day is None or o.held_on(self._day)]

    def _holds_now(self, name: str, words: set[str]) -> bool:
        """Whether packs know that a person held the very office on the day of the report."""
        entry = self._world.entries.get(name)
        held = [o for o in (entry.offices if entry else ()) if self._day is not None and o.held_on(self._day)]
        noun = next(iter(words & _OF_ONE))
        return any(words <= _split(o.title) and not _is_lesser(o.title, noun, words) for o in held)

    def _has_post(self, state: str, words: set[str]) -> bool:
        """Whether packs know somebody who held the office in a state: the United States have no prime minister."""
        if state not in self._posts:
            people = (e for e in self._world.entries.values() if e.kind is ActorKind.PERSON and e.country == state)
            self._posts[state] = [_split(o.title) for e in people for o in e.offices if o.of == state]
        return any(words <= post for post in self._posts[state])


def _words(head: Token) -> set[str]:
    """The words of a description: its noun and what stands before it."""
    return {t.lemma_.lower() for t in head.lefts if t.dep_ in {"amod", "compound"}} | {head.lemma_.lower()}


def _kinds_told(head: Token) -> frozenset[str]:
    """Which of several offices: "defence" of "the defence secretary", "defense" of "the Secretary of Defense"."""
    of = (p for c in head.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj")
    return load_nouns().office_kinds & (_words(head) | {p.lower_ for p in of})


def _is_called(office: str, lemma: str, kinds: frozenset[str]) -> bool:
    """Whether an office is called by a noun, and is of these kinds: no "president" is an "Adviser to the Vice President"."""
    words = _split(office)
    return kinds <= words and lemma in _split(re.split(r"\bto\b", office)[0])


def _is_lesser(office: str, lemma: str, words: set[str]) -> bool:
    """Whether words before the noun make of it another office than the one described ("former president")."""
    before = re.split(rf"\b{lemma}\b", office.lower())[0].replace("-", " ").split()[-_REACH:]
    return bool((set(before) - words) & _LESSER)


def _split(office: str) -> set[str]:
    return {w.strip(",.'").removesuffix("'s") for w in office.lower().split()}
