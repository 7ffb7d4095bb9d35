"""Who puts pressure on whom, where an act of pressing leaves it to the words: "much of the union has been lobbying Oslo"."""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.asking import is_loose
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.ontology.claim import ActorRef, Move
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_PART_OF = frozenset({"much", "most", "many", "part", "some", "member", "all", "majority", "parts", "members"})
_AT = frozenset({"on", "against", "to", "for", "from"})
_ON = frozenset({"on", "upon"})


def find_presser(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """The subject of the verb of pressing, or the agent of its passive; of "much of the union", the union."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or trigger.root.pos_ != "VERB":
        return ()
    verb = trigger.root
    agents = [p for c in verb.rights if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
    passive = bool(agents) or any(c.dep_ == "auxpass" for c in verb.lefts) or verb.dep_ == "acl"
    subject = None if passive else subject_of(verb)
    heads = agents or ([_whole(subject)] if subject is not None else [])
    parts = subject is not None and not agents and heads[0] != subject
    found = context.actors(tuple(_phrase(x) for t in heads for x in (t, *t.conjuncts)))
    return tuple(a for a in found if not is_loose(context, a) and a.by != "pronoun" and (parts or a.by != "words"))


def find_pressed(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """Whom the words put under it: "pressure on the army", "lobbied Oslo", "Oslo, pressed by Lima"."""
    trigger = tokens_at(context.doc, move.trigger.start, move.span.end)
    verb = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or verb is None:
        return ()
    found = context.actors(tuple(_phrase(x) for t in _under(verb.root) for x in (t, *t.conjuncts)))
    return tuple(a for a in found if not is_loose(context, a))


def find_penalised(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """Whom a penalty hits, as the words say: "sanctions on the bank", "halted aid to Chad", "expelled from the union"."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None:
        return ()
    root = trigger.root
    things = (root, *(c for c in root.rights if c.dep_ == "dobj"))
    preps = [c for t in things for c in t.rights if c.lower_ in _AT]
    found = context.actors(
        tuple(_phrase(x) for c in preps for p in c.children if p.dep_ == "pobj" for x in (p, *p.conjuncts))
    )
    return tuple(a for a in found if a.by != "words" and not is_loose(context, a))


def _under(root: Token) -> Iterator[Token]:
    for noun in (root, *(c for c in root.rights if c.lemma_.lower() == "pressure")):
        yield from (p for c in noun.rights if c.lower_ in _ON for p in c.children if p.dep_ == "pobj")
    if root.pos_ == "VERB":
        yield from (c for c in root.rights if c.dep_ == "dobj" and c.lemma_.lower() != "pressure")
        if root.dep_ == "acl" and root.tag_ == "VBN":
            yield root.head
        yield from (c for c in root.lefts if c.dep_ == "nsubjpass")


def _whole(subject: Token) -> Token:
    """ "Much of the opposition": the opposition."""
    if subject.lemma_.lower() not in _PART_OF:
        return subject
    return next((p for c in subject.rights if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"), subject)


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
