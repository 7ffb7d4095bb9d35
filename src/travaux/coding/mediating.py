"""Those whose deeds stand between others: who mediates, hosts or carries messages, and the states for which persons do it."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.context import Context, make_refs
from travaux.coding.doers import find_actors
from travaux.coding.grounding import ground, ground_like
from travaux.coding.sides import stands_for
from travaux.ontology.claim import ActorRef, Move, Participation
from travaux.ontology.vocabulary import Act, ActorKind, Modality, Role
from travaux.reading.annotations import Mention
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span

_HOSTED = re.compile(r"\bhosted by\b", re.IGNORECASE)
_FORMER = re.compile(r"(?:the |a |an )?(?:\w{1,20}['’]s )?(?:former|ex|retired|late|then)\b", re.IGNORECASE)
"""Offices that were left: they lend no state a role."""
_NONE = re.compile(r"\b(?:no|not|never|neither|nothing)\b", re.IGNORECASE)
_UNTOLD = frozenset({"words", "pronoun", "context", "description"})
_CARRYING = frozenset({"carry", "pass", "relay", "convey", "deliver", "shuttle"})
_SIDES = frozenset({"side", "party", "two", "both", "them"})
_BESIDE = frozenset({"together", "along", "alongside", "jointly"})
_NAMED = frozenset({ActorKind.STATE, ActorKind.IGO, ActorKind.NGO, ActorKind.ORGANISATION, ActorKind.PERSON})


def find_mediating(context: Context, moves: Sequence[Move]) -> Iterator[Participation]:
    """Those who mediate or host by the moves of a report, and those who carry messages between its sides."""
    for move in moves:
        if move.act is Act.MEDIATE:
            for actor in move.actors:
                if actor.by not in _UNTOLD and (actor.kind is not ActorKind.IGO or _is_doer(context, move, actor)):
                    yield from _mediate(context, move, actor)
            for mention in _companions(context, move):
                yield Participation(
                    **ground_like(move, "role-mediates"), actor=make_refs(mention)[0], role=_role_of(move)
                )
    yield from _carriers(context)


def _mediate(context: Context, move: Move, actor: ActorRef) -> Iterator[Participation]:
    """The role of an actor of a move that mediates, and of the state that a person acts for."""
    role = _role_of(move)
    yield Participation(**ground_like(move, "role-mediates"), actor=actor, role=role)
    mentions = context.references.mentions
    home = (
        stands_for(context, actor) if actor.kind is ActorKind.PERSON and not _FORMER.match(actor.office or "") else None
    )
    state = next((m for m in mentions if m.names[0] == home), None)
    if state is not None:
        yield Participation(**ground_like(move, "role-mediates"), actor=make_refs(state)[0], role=role)


def _role_of(move: Move) -> Role:
    trigger = move.quote[move.trigger.start - move.span.start :][:12].lower()
    return Role.HOST if "host" in trigger or _HOSTED.search(move.quote) else Role.MEDIATOR


def _verb_of(context: Context, move: Move) -> Token | None:
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return tokens.root if tokens is not None and tokens.root.pos_ == "VERB" else None


def _is_doer(context: Context, move: Move, actor: ActorRef) -> bool:
    """Whether a body is the subject of the verb that mediates, and not one named beside it, nor one that did not."""
    done = move.modality is Modality.ASSERTED and not _NONE.search(move.quote)
    verb = _verb_of(context, move) if done else None
    subjects = [c for c in verb.children if c.dep_ == "nsubj"] if verb is not None else []
    heads = [context.references.mention_at(t) for s in subjects for t in (s, *s.conjuncts)]
    return any(m is not None and m.names[0] == actor.name for m in heads)


def _companions(context: Context, move: Move) -> Iterator[Mention]:
    """ "Has facilitated the talks together with the Union": those beside the one who does it."""
    verb = _verb_of(context, move)
    if verb is None:
        return
    for token in sentence_of(verb):
        beside = token.lower_ == "with" and token.i and token.nbor(-1).lower_ in _BESIDE and verb.i < token.i
        for named in token.children if beside else ():
            mention = context.references.mention_at(named) if named.dep_ == "pobj" else None
            if mention is not None and mention.kind in _NAMED:
                yield mention


def _carriers(context: Context) -> Iterator[Participation]:
    """ "Elders carried messages between the two sides", "the envoy shuttled between them"."""
    for verb in tokens_of(context.doc, _CARRYING):
        between = next((c for c in verb.subtree if c.lower_ == "between" and c.i > verb.i), None)
        letters = any(c.dep_ == "dobj" and c.lemma_.lower() == "message" for c in verb.children)
        if verb.pos_ != "VERB" or between is None or not (letters or verb.lemma_ == "shuttle"):
            continue
        if not any(_SIDES & {t.lemma_.lower(), t.lower_} or context.references.mention_at(t) for t in between.subtree):
            continue
        subjects = [t for c in verb.children if c.dep_ == "nsubj" for t in (c, *c.conjuncts)]
        span = Span(min([verb, *subjects], key=lambda t: t.idx).idx, between.idx + len(between))
        for actor in find_actors(context, tuple(subjects)):
            if actor.by not in {"pronoun", "context"}:
                yield Participation(**ground(context, span, "role-carries"), actor=actor, role=Role.MESSAGE_CARRIER)
