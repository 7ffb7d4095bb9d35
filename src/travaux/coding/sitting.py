"""Whom the words of a meeting name: who acts in it, whom it is with or between, and who speaks before or after it."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_TALKS = frozenset({"talk", "discussion", "negotiation", "meeting", "summit", "consultation"})
_BROKEN_OFF = _TALKS | {"conference", "round", "dialogue"}
_BETWEEN = re.compile(r"\b(?:between|with|among|of|by|involving|from)\b", re.IGNORECASE)
_BESIDE = frozenset({"before", "after", "following", "during"})
_RECEIVING = frozenset({"receive", "host", "meet", "greet", "welcome"})
_OFFICIAL = frozenset({ActorKind.PERSON, ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.IGO})


def find_between(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """ "A meeting between Peru and Chad was called off": those whom its noun names."""
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    nouns = [t for t in tokens or () if t.lemma_.lower() in _BROKEN_OFF and t.pos_ in {"NOUN", "PROPN"}]
    preps = [c for n in nouns for x in (n, *n.children) for c in x.children if c.lower_ in {"between", "among"}]
    return context.actors(
        tuple(_phrase(x) for c in preps for p in c.children if p.dep_ == "pobj" for x in (p, *p.conjuncts))
    )


def find_actors(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """The actors; a name behind a comma after the noun opens the next clause ("After Monday's talks, Oslo …")."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or tokens.root.pos_ not in {"NOUN", "PROPN"}:
        return move.actors
    text = context.report.text
    gaps = [(a, text[move.trigger.end : a.span.start] if a.span is not None else "") for a in move.actors]
    return tuple(a for a, gap in gaps if not (gap.rstrip().endswith(",") and not _BETWEEN.search(gap)))


def find_teller(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """ "After talks with the king, the premier said …": the one who speaks before or after them sat in them."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    noun = tokens.root if tokens is not None else None
    if noun is None or noun.dep_ != "pobj" or move.actors or noun.lemma_.lower() not in _TALKS:
        return ()
    ahead = noun.head.lower_ == "of" and noun.head.i > 0 and context.doc[noun.head.i - 1].lower_ == "ahead"
    if (
        not (ahead or noun.head.lower_ in _BESIDE)
        or not any(c.lower_ == "with" for c in noun.rights)
        or _is_owned(noun)
    ):
        return ()
    verb = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    subject = subject_of(verb) if verb is not None else None
    found = context.actors((_phrase(subject),)) if subject is not None else ()
    return tuple(a for a in found if a.by not in {"pronoun", "words", "context"} and a.kind in _OFFICIAL)


def _is_owned(noun: Token) -> bool:
    """ "After the minister's talks with the king": they are the minister's."""
    return any(c.dep_ == "poss" and c.lower_ not in {"his", "her"} for c in noun.lefts)


def find_partners(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """ "Met for talks with the mediators": those whom the talks are with, where the act's own words do not say."""
    tokens = tokens_at(context.doc, move.trigger.start, move.span.end)
    if tokens is None or move.recipients or not move.actors:
        return ()
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    met = [c for t in trigger or () if t.lemma_.lower() in _RECEIVING for c in t.rights if c.dep_ == "dobj"]
    if met and met[0].lemma_.lower() not in _TALKS:
        return context.actors(tuple(_phrase(x) for p in met for x in (p, *p.conjuncts)))
    talks = [t for t in tokens if t.lemma_.lower() in _TALKS]
    named = [p for t in talks for c in t.children if c.lower_ == "with" for p in c.children if p.dep_ == "pobj"]
    named = named or list(_parsed_as_subjects(context, move))
    return context.actors(tuple(_phrase(x) for p in named for x in (p, *p.conjuncts)))


def _parsed_as_subjects(context: Context, move: Move) -> Iterator[Token]:
    """ "Spoke with the minister to welcome the deal": the model often takes the minister for the one who welcomes it."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    for child in trigger.root.children if trigger is not None else ():
        if child.dep_ == "prep" and child.lower_ == "with":
            clauses = [c for c in child.children if c.dep_ == "pcomp"]
        else:
            clauses = [child] if any(m.dep_ == "mark" and m.lower_ == "with" for m in child.children) else []
        yield from (s for c in clauses for s in c.children if s.dep_ in {"nsubj", "nsubjpass"})


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
