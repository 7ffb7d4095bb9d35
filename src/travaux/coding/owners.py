"""Whose a thing is: "Norway's proposal", "the Norwegian plan", "a plan by Oslo", "measures taken by the cabinet"."""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.context import Context, make_refs
from travaux.ontology.claim import ActorRef
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Phrase
from travaux.spans import Span

_NAMED = {
    ActorKind.STATE, ActorKind.PERSON, ActorKind.ARMED_GROUP, ActorKind.IGO, ActorKind.MOVEMENT, ActorKind.MILITARY,
    ActorKind.ORGANISATION, ActorKind.AGENCY, ActorKind.NGO, ActorKind.POLITICAL_PARTY,
}  # fmt: skip


def find_owners(
    context: Context, token: Token, prepositions: frozenset[str] = frozenset({"by", "from"})
) -> tuple[ActorRef, ...]:
    """The actors whose thing the noun `token` names; empty where the words beside it name nobody."""
    phrases: list[Phrase] = []
    for child in token.children:
        if child.dep_ == "poss":
            phrases.append(_phrase(child))
        elif child.dep_ in {"amod", "compound", "nmod"}:
            mention = context.references.mention_at(child)
            if mention is not None and mention.kind in _NAMED:
                return make_refs(mention)
        elif child.dep_ in {"prep", "agent"} and child.lower_ in prepositions:
            phrases += [_phrase(p) for p in child.children if p.dep_ == "pobj"]
        elif child.dep_ in {"acl", "relcl"}:
            phrases += list(_agents(child))
    return tuple(r for r in context.actors(tuple(phrases)) if r.by != "words")


def _agents(verb: Token) -> Iterator[Phrase]:
    for by in verb.children:
        if by.dep_ in {"agent", "prep"} and by.lower_ == "by":
            yield from (_phrase(p) for p in by.children if p.dep_ == "pobj")


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
