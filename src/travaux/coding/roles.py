"""What each actor is to the negotiation, as the report says or shows it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground, ground_like
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, Move, Participation
from travaux.ontology.vocabulary import Act, ActorKind, Role
from travaux.spans import Span

_HOSTED = re.compile(r"\bhost(?:s|ed|ing)?\b", re.IGNORECASE)
_BARGAIN = {
    Act.REJECT,
    Act.ACCEPT,
    Act.PROPOSE,
    Act.DEMAND,
    Act.AGREE,
    Act.CONCEDE,
    Act.CEASEFIRE,
    Act.RELEASE,
    Act.WITHDRAW,
    Act.SUSPEND,
    Act.RESUME,
}
_SIDES = {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY, ActorKind.POLITICAL_PARTY}
_WAR = {Act.ATTACK, Act.DETAIN, Act.CEASEFIRE, Act.RELEASE, Act.WITHDRAW}


def code_roles(context: Context, moves: Sequence[Move]) -> tuple[Participation, ...]:
    """One claim for each actor and role: mediators and hosts as named, parties as their acts show."""
    told = list(named_roles(context)) + list(_mediating(moves))
    third = {p.actor.name for p in told}
    out: dict[tuple[str, Role], Participation] = {}
    for claim in told + list(_parties(moves, third)) + list(_bodies(moves, third)):
        out.setdefault((claim.actor.name, claim.role), claim)
    return tuple(out.values())


def named_roles(context: Context) -> Iterator[Participation]:
    """ "Mediators from Egypt and Qatar", "Qatari mediators", "Norway, a mediator in the talks"."""
    roles = load_bargaining_words().roles
    for token in context.doc:
        role = roles.get(token.lemma_.lower())
        if role is None or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        for named in _beside(token):
            mention = context.references.mention_at(named)
            if mention is None or mention.kind not in _SIDES | {
                ActorKind.IGO,
                ActorKind.PERSON,
                ActorKind.NGO,
                ActorKind.FORMAT,
            }:
                continue
            left, right = sorted((token, named), key=lambda t: t.i)
            span = Span(left.left_edge.idx if left == token else left.idx, right.idx + len(right))
            ref = ActorRef(
                name=mention.names[0], kind=mention.kind, span=mention.span, by="pack", country=mention.country
            )
            yield Participation(**ground(context, span, "role-named"), actor=ref, role=role)


def _beside(token: Token) -> Iterator[Token]:
    """The names that a role noun is said of."""
    for child in token.children:
        if child.dep_ in {"amod", "compound", "nmod", "appos"}:
            yield child
            yield from child.conjuncts
        elif child.dep_ == "prep" and child.lower_ == "from":
            for name in child.children:
                if name.dep_ == "pobj":
                    yield name
                    yield from name.conjuncts
    if token.dep_ == "appos":
        yield token.head
        yield from (t for t in token.head.conjuncts if t.i < token.i)
    if token.dep_ in {"attr", "pobj"} and token.head.lemma_ in {"be", "as"}:
        verb = token.head if token.head.lemma_ == "be" else token.head.head
        for subject in verb.children:
            if subject.dep_ == "nsubj":
                yield subject
                yield from subject.conjuncts


def _mediating(moves: Sequence[Move]) -> Iterator[Participation]:
    for move in moves:
        if move.act is Act.MEDIATE:
            for actor in move.actors:
                if actor.by not in {"words", "pronoun", "context"}:
                    role = (
                        Role.HOST
                        if "host" in move.quote[move.trigger.start - move.span.start :][:12].lower()
                        else Role.MEDIATOR
                    )
                    yield Participation(**ground_like(move, "role-mediates"), actor=actor, role=role)


def _parties(moves: Sequence[Move], third: set[str]) -> Iterator[Participation]:
    """The sides that bargain with or fight each other most, up to four; never a mediator."""
    weight: Counter[str] = Counter()
    first: dict[str, tuple[Move, ActorRef]] = {}
    for move in moves:
        for actor in (*move.actors, *move.recipients):
            if actor.kind not in _SIDES or actor.name in third:
                continue
            weight[actor.name] += (2 if move.act in _BARGAIN else 1) if move.act in _BARGAIN | _WAR else 0
            if move.act in _BARGAIN | _WAR and actor.name not in first:
                first[actor.name] = (move, actor)
    for name, n in weight.most_common(4):
        if n >= 3 and n * 5 >= weight.most_common(1)[0][1]:
            move, actor = first[name]
            yield Participation(**ground_like(move, "role-bargains"), actor=actor, role=Role.PARTY)


def _bodies(moves: Sequence[Move], third: set[str]) -> Iterator[Participation]:
    """International bodies that act in the report."""
    for move in moves:
        for actor in move.actors:
            if actor.kind is ActorKind.IGO and actor.name not in third:
                yield Participation(**ground_like(move, "role-body"), actor=actor, role=Role.IGO)
            elif actor.kind is ActorKind.NGO and actor.name not in third:
                yield Participation(**ground_like(move, "role-aid"), actor=actor, role=Role.AID_ACTOR)
