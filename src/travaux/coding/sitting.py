"""Whom the words of a meeting name: who acts in it, whom it is with or between, and who speaks before or after it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from travaux.coding.authors import subject_of
from travaux.coding.context import Context, make_refs
from travaux.coding.table import Table, name_sides
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_TALKS = frozenset({"talk", "discussion", "negotiation", "meeting", "summit", "consultation"})
_BETWEEN = re.compile(r"\b(?:between|with|among|of|by|involving|from)\b", re.IGNORECASE)
_BESIDE = frozenset({"before", "after", "following", "during"})
_GOING = frozenset("go travel fly arrive head come return leave depart be need expect stay land".split())
_JOINING = frozenset({"lead", "head", "open", "hold", "join", "attend", "conduct", "resume", "enter", "participate"})
_RECEIVING = frozenset({"receive", "host", "meet", "greet", "welcome"})
_TOWN_OF = re.compile(r"\b(?:in|at) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}, (?:the )?$")
_CIVIC = {"community", "religious", "business", "tribal", "opposition", "women", "faith", "church", "youth", "party"}
"""Words of leaders and delegations that stand for no state."""
_ENVOYS = frozenset(
    "officials delegations delegates negotiators representatives teams envoys diplomats sides leaders ministers delegation team"
    " counterparts counterpart".split()
)
"""Words of those who stand for a state that is named beside them."""
_OFFICIAL = frozenset({ActorKind.PERSON, ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.IGO})


def name_people(context: Context, actors: tuple[ActorRef, ...], table: Table) -> tuple[ActorRef, ...]:
    """The actors with "the sides" as the sides, and "Danish and Swedish officials" as the states that they act for."""
    out: dict[str, ActorRef] = {}
    for actor in name_sides(context, table, actors):
        if _is_place_of_place(context, actor):
            continue
        actor = _holder_named_behind(context, actor)  # noqa: PLW2901
        states = _states_in(context, actor) if actor.by == "words" else ()
        for ref in states or (actor,):
            out.setdefault(ref.name, ref)
    return tuple(out.values())


def _is_place_of_place(context: Context, actor: ActorRef) -> bool:
    """ "In Basel, Switzerland": the state in which the town lies; "the Basel meeting": the town. No participants."""
    if actor.kind is not ActorKind.STATE or actor.span is None:
        return False
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end)
    mention = context.references.mention_at(tokens[0]) if tokens is not None else None
    if mention is not None and mention.by in {"capital", "seat"} and tokens is not None:
        named = [t for t in (tokens[0], *tokens[0].ancestors) if t.lemma_.lower() in _TALKS]
        if named and tokens[0].dep_ in {"compound", "amod", "nmod"}:
            return True
    return bool(_TOWN_OF.search(context.report.text, max(0, actor.span.start - 40), actor.span.start))


def _holder_named_behind(context: Context, actor: ActorRef) -> ActorRef:
    """ "The adviser to the premier Dr. Rosa Meier met …": the person, where the model makes the office the subject."""
    if actor.span is None or actor.by not in {"name", "words"} or actor.kind is ActorKind.PERSON:
        return actor
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end)
    for child in tokens.root.children if tokens is not None else ():
        mention = context.references.mention_at(child) if child.dep_ == "appos" else None
        if mention is not None and mention.kind is ActorKind.PERSON:
            return make_refs(mention)[0]
    return actor


def _states_in(context: Context, actor: ActorRef) -> tuple[ActorRef, ...]:
    span = actor.span
    if span is None:
        return ()
    words = set(context.quote(span).lower().split())
    if words & _CIVIC or not words & _ENVOYS:
        return ()
    tokens = tokens_at(context.doc, span.start, span.end)
    start = tokens.root.left_edge.idx if tokens is not None else span.start
    inside = [m for m in context.references.mentions if start <= m.span.start < span.end]
    kinds = {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.IGO, ActorKind.MILITARY}
    return tuple(replace(make_refs(m)[0], by="description") for m in inside if m.kind in kinds)


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
    told = ahead or noun.head.lower_ in _BESIDE or _is_joined_in(noun)
    if not told or not any(c.lower_ == "with" for c in noun.rights) or _is_owned(noun):
        return ()
    verb = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    subject = subject_of(verb) if verb is not None else None
    found = context.actors((_phrase(subject),)) if subject is not None else ()
    return tuple(a for a in found if a.by not in {"pronoun", "words", "context"} and a.kind in _OFFICIAL)


def _is_joined_in(noun: Token) -> bool:
    """ "Flew to Oslo for talks with …", "will lead a round of talks with …": who goes there or leads them sits in them."""
    verb = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    if noun.head.lower_ == "for":
        return verb.lemma_.lower() in _GOING and not any(c.dep_ == "neg" for c in verb.lefts)
    return noun.head.lower_ in {"of", "in"} and verb.lemma_.lower() in _JOINING


def _is_owned(noun: Token) -> bool:
    """ "After the minister's talks with the king": they are the minister's."""
    return any(c.dep_ == "poss" and c.lower_ not in {"his", "her"} for c in noun.lefts)


def find_partners(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """ "Met for talks with the mediators": those whom the talks are with, where the act's own words do not say."""
    tokens = tokens_at(context.doc, move.trigger.start, move.span.end)
    if tokens is None or not move.actors or (move.recipients and not _is_on_the_way(context, move)):
        return ()
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    met = [c for t in trigger or () if t.lemma_.lower() in _RECEIVING for c in t.rights if c.dep_ == "dobj"]
    if met and met[0].lemma_.lower() not in _TALKS:
        return context.actors(tuple(_phrase(x) for p in met for x in (p, *p.conjuncts)))
    talks = [t for t in tokens if t.lemma_.lower() in _TALKS]
    named = [p for t in talks for c in t.children if c.lower_ == "with" for p in c.children if p.dep_ == "pobj"]
    named = named or list(_parsed_as_subjects(context, move))
    return context.actors(tuple(_phrase(x) for p in named for x in (p, *p.conjuncts)))


def _is_on_the_way(context: Context, move: Move) -> bool:
    """ "Will fly to Tbilisi for talks with the king": the place stands where others have whom they meet."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return trigger is not None and trigger.root.pos_ == "VERB" and trigger.root.lemma_.lower() in _GOING


def find_hearers(context: Context, move: Move, partners: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Those who are met, as the act has them: one by one where words count them out, no place where partners are told."""
    if partners and _is_on_the_way(context, move):
        return ()
    out: list[ActorRef] = []
    for actor in move.recipients:
        tokens = tokens_at(context.doc, actor.span.start, actor.span.end) if actor.span is not None else None
        counted = tuple(_counted_out(tokens.root)) if tokens is not None and actor.by == "words" else ()
        out += context.actors(tuple(_phrase(t) for t in counted)) or (actor,)
    return tuple(out)


def _counted_out(noun: Token) -> Iterator[Token]:
    """ "With other leaders, including Rosa Meier and the king": those whom the words name one by one."""
    for prep in noun.rights:
        if prep.lower_ in {"including", "such"}:
            yield from (x for p in prep.children if p.dep_ == "pobj" for x in (p, *p.conjuncts))


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
