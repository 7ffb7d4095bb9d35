"""Who asks, as the words of a demand tell it, where the act does not: the subject of its verb, the owner of its noun."""

from dataclasses import replace

from spacy.tokens import Token

from travaux.coding.asking import LOOSE, OWN, is_duty
from travaux.coding.context import Context
from travaux.coding.tellers import doer_of
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import Act, ActorKind
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_STRESSING = frozenset(
    "underline underscore reiterate stress emphasise emphasize highlight note repeat renew voice make issue press"
    " raise have".split()
)
_ASKING = frozenset(
    {ActorKind.PERSON, ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.IGO, ActorKind.MILITARY}
    | {ActorKind.AGENCY, ActorKind.POLITICAL_PARTY}
)
_SOME = 2


def with_asker(context: Context, move: Move) -> Move:
    """The demand with whoever its own words name as asking, where nobody stands in that place yet."""
    if move.actors or move.act is not Act.DEMAND:
        return move
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or is_duty(trigger):
        return move
    subject = _asker(trigger.root)
    if subject is None:
        return move
    found = context.actors(tuple(_phrase(t) for t in (subject, *subject.conjuncts)))
    return replace(move, actors=tuple(a for a in found if _can_ask(subject, a, len(found))))


def _asker(root: Token) -> Token | None:
    """The subject of a verb of asking; of a noun, its owner, or the subject of the verb that stresses it."""
    if root.pos_ == "VERB":
        passive = any(c.dep_ == "auxpass" for c in root.lefts)
        return None if passive or (root.tag_ == "VBN" and root.dep_ in {"acl", "amod"}) else doer_of(root)
    owner = next((c for c in root.lefts if c.dep_ == "poss"), None)
    if owner is not None and owner.lower_ not in {"its", "his", "her", "their", "our", "my"}:
        return owner
    verb = root.head
    stressed = root.dep_ == "dobj" and verb.lemma_.lower() in _STRESSING
    return doer_of(verb) if stressed else None


def _can_ask(subject: Token, actor: ActorRef, many: int) -> bool:
    """Not what "it" seems to go back to; "they" only where two persons are meant, as in the notice of a call."""
    if actor.by == "words" or actor.kind not in _ASKING or subject.lower_ in OWN:
        return False
    if subject.lower_ == "they":
        return many >= _SOME and actor.kind is ActorKind.PERSON
    return subject.lower_ not in LOOSE


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
