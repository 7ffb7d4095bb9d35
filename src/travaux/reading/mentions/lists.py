"""Who is meant by words for a set: "the trio", "the two leaders", "both", those who were told together shortly before."""

import re
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Mention, Phrase
from travaux.reading.lookup import sentence_number, text_of
from travaux.reading.mentions.antecedents import Antecedents
from travaux.reading.mentions.kinds import BODY_KINDS
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.phrases import is_definite

_LIST_GAP = re.compile(r"(?:,| and|, and)(?: [A-Z(][^.;:!?]{0,60})? ")
"""What stands between two names of a list: a comma or "and", and perhaps the next one's office."""
_HEADS = {"leader", "president"}
"""Who "the (two) leaders" of a readout are: those whose meeting or call it tells."""
_LATELY = 2
"""Sentences back in which "both sides" may have been told together."""
_COUNTS = {"two", "both", "pair", "duo", "three", "trio", "four", "quartet"}
_NUMBERS = {"two": 2, "three": 3, "trio": 3, "pair": 2, "duo": 2, "four": 4, "quartet": 4, "both": 2}


class Lists:
    """The sets told in one Doc; needs its mentions."""

    def __init__(self, doc: Doc, antecedents: Antecedents) -> None:
        self._doc = doc
        self._mentions: tuple[Mention, ...] = doc._.mentions
        self._nouns = load_nouns()
        self._antecedents = antecedents

    def find_set(self, phrase: Phrase, head: Token, lemma: str) -> tuple[Mention, ...]:
        """ "The trio met", "the two leaders": the persons listed together last."""
        if lemma not in self._nouns.plural_sets:
            return ()
        number = _NUMBERS.get(lemma) or next((_NUMBERS[t.lower_] for t in head.lefts if t.lower_ in _NUMBERS), None)
        if not is_definite(head):
            return ()
        if number is None:
            bare = lemma in _HEADS and head.tag_ == "NNS" and [t.lower_ for t in head.children] == ["the"]
            return tuple(replace(m, by="description") for m in self._antecedents.first_met(head)) if bare else ()
        return self.find_listed(head, number)

    def find_listed(self, head: Token, number: int) -> tuple[Mention, ...]:
        """The last `number` persons coordinated before `head`; else the last two persons or parties that acted."""
        people = [m for m in self._mentions if m.span.end <= head.idx and m.kind is ActorKind.PERSON]
        for k in range(len(people) - number, -1, -1):
            group = people[k : k + number]
            if len({m.names for m in group}) == number and self._is_list(group):
                return tuple(replace(m, by="description") for m in group)
        if head.lemma_.lower() in _COUNTS:
            bodies = self.find_bodies(head, number)
            if bodies:
                return bodies
        if head.lemma_.lower() not in {"leader", "president", "man", "minister", "two", "both"}:
            return ()
        pair = self._antecedents.met_before(head, window=1)
        if not pair and head.lemma_.lower() in _HEADS:
            pair = self._antecedents.first_met(head)
        pair = pair or self._antecedents.met_before(head)
        if pair and number == 2:
            return tuple(replace(m, by="description") for m in pair)
        recent = list(dict.fromkeys(m.names[0] for m in reversed(people)))[:number]
        if len(recent) < number:
            return ()
        last = {m.names[0]: m for m in people}
        return tuple(replace(last[n], by="description") for n in reversed(recent))

    def find_bodies(self, head: Token, number: int) -> tuple[Mention, ...]:
        """So many parties or organisations, and no more, coordinated shortly before: "Peru and Chile met. Both sides …"."""
        here = sentence_number(head)
        told = [
            m
            for m in self._mentions
            if m.kind in BODY_KINDS and m.span.end <= head.idx and here - sentence_number(self._doc[m.head]) <= _LATELY
        ]
        for first in reversed(told):
            row = {self._doc[first.head].i, *(t.i for t in self._doc[first.head].conjuncts)}
            group = {m.names: m for m in told if m.head in row}
            apart = not any(
                sentence_number(self._doc[m.head]) == here and m.names in group for m in told if m.head not in row
            )
            if apart and len(row) == len(group) == number:
                return tuple(replace(m, by="description") for m in group.values())
        return ()

    def _is_list(self, group: list[Mention]) -> bool:
        """Whether persons are told together: coordinated, or in a row with commas, "and" and offices between them."""
        first = self._doc[group[0].head]
        if {m.head for m in group} <= {first.i, *(t.i for t in first.conjuncts)}:
            return True
        gaps = [text_of(self._doc)[a.span.end : b.span.start] for a, b in pairwise(group)]
        return all(_LIST_GAP.fullmatch(g) for g in gaps) and "and" in gaps[-1].split()
