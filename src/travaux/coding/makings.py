"""Who made a proposal, where the words around tell it: whose request is taken, whose talks led to a deal, who brokered it."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from travaux.coding.authors import find_parties, subject_of
from travaux.coding.context import Context
from travaux.coding.doers import find_actors
from travaux.coding.named import drop_tellers
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import ProposalState
from travaux.reading.lookup import tokens_at

_OWN = frozenset({"his", "her", "its", "their"})
_LEADING = frozenset({"lead", "end", "result", "culminate", "produce", "yield", "bring"})
"""Verbs of what talks come to."""
_TALKS = frozenset({"talk", "talks", "negotiation", "meeting", "discussion", "consultation", "summit", "conversation"})
_BROKERING = frozenset({"broker", "mediate", "negotiate", "arrange"})


def fill_makers(context: Context, claim: ProposalMention, before: Sequence[ProposalMention]) -> ProposalMention:
    """The claim with its makers, where nobody or only the report's two sides were taken for them."""
    if any(a.by != "context" for a in claim.authors) or claim.label_span is None:
        return claim
    tokens = tokens_at(context.doc, claim.label_span.start, claim.label_span.end)
    if tokens is None:
        return claim
    noun = tokens.root
    if claim.rule == "proposal-answered":
        found = _whose_request(context, claim, noun)
    else:
        found = find_talkers(context, noun) or (_brokers(context, noun) if _is_second(claim, before) else ())
    return replace(claim, authors=drop_tellers(found)) if found else claim


def _whose_request(context: Context, claim: ProposalMention, noun: Token) -> tuple[ActorRef, ...]:
    """ "The king said that Lima had agreed to his request": nobody takes an own request, so it is of whoever says so."""
    if claim.authors or not any(c.dep_ == "poss" and c.lower_ in _OWN for c in noun.lefts):
        return ()
    answerers = {n for a in claim.addressees for n in (a.name, a.country) if n}
    for verb in (t for t in noun.ancestors if t.dep_ == "ccomp"):
        subject = subject_of(verb.head)
        said = find_actors(context, (subject,)) if subject is not None else ()
        if said and not {n for a in said for n in (a.name, a.country) if n} & answerers:
            return tuple(a for a in said if a.by != "words")
    return ()


def find_talkers(context: Context, noun: Token) -> tuple[ActorRef, ...]:
    """ "Talks between Oslo and Lima led to an agreement": made by those who talked."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"to", "with", "in"} else noun.head
    if noun.dep_ not in {"pobj", "dobj"} or verb.lemma_.lower() not in _LEADING or verb.tag_ == "VB":
        return ()
    if any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children):
        return ()
    talks = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.lemma_.lower() in _TALKS), None)
    if talks is None:
        return ()
    between = [c for c in talks.subtree if c.dep_ == "prep" and c.lower_ in {"between", "among"}]
    heads = [p for c in between for p in c.children if p.dep_ == "pobj"]
    return find_parties(context, talks) or find_actors(context, tuple(t for h in heads for t in (h, *h.conjuncts)))


def _brokers(context: Context, noun: Token) -> tuple[ActorRef, ...]:
    """ "A deal brokered by Oslo": who brought it about, where nobody says between whom it is."""
    verbs = [c for c in noun.rights if c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_.lower() in _BROKERING]
    by = [p for v in verbs for c in v.children if c.lower_ == "by" for p in c.children if p.dep_ == "pobj"]
    if any(c.lower_ == "being" for v in verbs for c in v.children):
        return ()
    return tuple(a for a in find_actors(context, tuple(t for p in by for t in (p, *p.conjuncts))) if a.by != "words")


def _is_second(claim: ProposalMention, before: Sequence[ProposalMention]) -> bool:
    """Whether a deal is told of after another, so that the report's two sides need not be its makers."""
    return any(p.state is ProposalState.ACCEPTED and p.span.end < claim.span.start for p in before)
