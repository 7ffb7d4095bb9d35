"""Mediators, hosts, guarantors and observers, as the report's own nouns name them."""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, Participation
from travaux.ontology.vocabulary import ActorKind, Role
from travaux.reading.columns import columns_of
from travaux.spans import Span

_NAMED = {
    ActorKind.STATE,
    ActorKind.ARMED_GROUP,
    ActorKind.MOVEMENT,
    ActorKind.MILITARY,
    ActorKind.POLITICAL_PARTY,
    ActorKind.IGO,
    ActorKind.PERSON,
    ActorKind.NGO,
    ActorKind.FORMAT,
}


def named_roles(context: Context) -> Iterator[Participation]:
    """ "Mediators from Egypt and Qatar", "Qatari mediators", "Norway, a mediator in the talks"."""
    roles = load_bargaining_words().roles
    columns = columns_of(context.doc)
    for i, lemma in enumerate(columns.lemma):
        role = roles.get(lemma)
        if role is None or columns.pos[i] not in {"NOUN", "PROPN"}:
            continue
        token = context.doc[i]
        for named in _beside(token):
            mention = context.references.mention_at(named)
            if (
                mention is None
                or mention.kind not in _NAMED
                or (role is Role.HOST and mention.kind is not ActorKind.STATE)
            ):
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
    yield from _said_of(token)


def _said_of(token: Token) -> Iterator[Token]:
    """ "Norway is the mediator", "the envoy, whom the Union named as mediator"."""
    if token.dep_ in {"attr", "pobj"} and token.head.lemma_ in {"be", "as"}:
        verb = token.head if token.head.lemma_ == "be" else token.head.head
        if verb.dep_ == "relcl" and any(
            c.dep_ == "dobj" and c.lower_ in {"whom", "who", "which"} for c in verb.children
        ):
            yield verb.head
            return
        for subject in verb.children:
            if subject.dep_ == "nsubj":
                yield subject
                yield from subject.conjuncts
