"""Inducements: what is offered to somebody so that they do something, and whom it is to win over.

"Offered Kenya an aid package if it signs", "dangled recognition before Chad in return for the port": a reward, a condition,
and the one who is to meet it.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.asking import is_loose
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.table import Table, name_sides
from travaux.ontology.claim import ActorRef, Leverage, Move
from travaux.ontology.vocabulary import ActorKind, LeverageKind
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

IN_RETURN = re.compile(
    r"\b(?:if|in (?:exchange|return) for|as an incentive|provided|once|on condition|should (?:it|they|the))\b",
    re.IGNORECASE,
)
REWARD = re.compile(
    r"\b(?:sanctions?|aid|funds?|funding|money|investments?|reward|incentives?|recognition|membership|dollars?|euros?|assets?"
    r"|loans?|grants?|assistance|amnesty)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|in (?:exchange|return) for|provided|once|on condition)\b[^.;”“]{6,160}", re.IGNORECASE
)
_OFFERING = frozenset({"offer", "promise", "pledge", "dangle", "guarantee", "tempt", "entice", "lure", "vow"})
_GIVING = frozenset({"supply", "provide", "give", "grant", "ship", "sell", "share"})
"""Verbs that make an inducement of what is given in return for something."""
_IN_EXCHANGE = re.compile(r"\bin (?:exchange|return) for\b", re.IGNORECASE)
_GETTING = frozenset({"receive", "get", "obtain"})
_BEFORE = frozenset({"to", "before", "for"})
_WON = frozenset({ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.PERSON, ActorKind.MILITARY})
_LONGEST = 240


def find_inducements(context: Context, table: Table) -> Iterator[Leverage]:
    """One claim for each reward that a verb of offering puts before somebody named, on a condition."""
    for verb in tokens_of(context.doc, _OFFERING | _GETTING | _GIVING):
        if verb.pos_ != "VERB" or _is_denied(verb) or not _is_rewarding(context, verb):
            continue
        sent = sentence_of(verb)
        by, on = _roles(context, table, verb)
        span = _span(context, verb)
        if span is None or not by or not on or {a.name for a in by} & {a.name for a in on}:
            continue
        bound = _CONDITION.search(context.report.text, verb.idx, sent.end_char)
        content = Span(verb.idx, span.end)
        yield Leverage(
            **ground(context, span, "leverage-offered"),
            by=by,
            on=on,
            type=LeverageKind.INDUCEMENT,
            content=context.quote(content),
            content_span=content,
            condition=" ".join(bound[0].split()) if bound is not None else None,
        )


def _is_rewarding(context: Context, verb: Token) -> bool:
    """Whether what follows names a reward and what it is for; what is given in return for a thing is one by that."""
    rest = context.report.text[verb.idx : sentence_of(verb).end_char]
    if verb.lemma_.lower() in _GIVING:
        return _IN_EXCHANGE.search(rest) is not None and _is_to_come(verb)
    return IN_RETURN.search(rest) is not None and REWARD.search(rest) is not None


def _is_to_come(verb: Token) -> bool:
    """ "Wanted to supply", "would provide": held out, and no trade that is done."""
    return verb.tag_ == "VB" and (verb.dep_ in {"xcomp", "ccomp"} or any(c.tag_ == "MD" for c in verb.lefts))


def find_won_over(context: Context, move: Move, table: Table) -> tuple[ActorRef, ...]:
    """Whom an offer that a move tells is to win over: those to whom it is made, else who is to meet its condition."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or trigger.root.pos_ != "VERB":
        return ()
    return _named(context, table, _receivers(trigger.root)) or _who_meets(context, table, trigger.root)


def _roles(context: Context, table: Table, verb: Token) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Who gives, and who is to get it."""
    subject = subject_of(verb) or next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    own = _named(context, table, [subject] if subject is not None else [])
    own = _who_wants(context, table, verb, own) or own
    if verb.lemma_.lower() not in _GETTING:
        passive = any(c.dep_ == "auxpass" for c in verb.lefts)
        if passive:
            return _named(context, table, [p for c in verb.subtree if c.lower_ == "by" for p in c.children][:1]), own
        return own, _named(context, table, _receivers(verb)) or _who_meets(context, table, verb)
    givers = [p for c in verb.subtree if c.lower_ == "from" and c.dep_ == "prep" for p in c.children]
    return _named(context, table, givers[:1]), own


def _who_wants(context: Context, table: Table, verb: Token, own: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """ "The premier wanted Fiji to supply …": the one who holds it out for their own state."""
    over = verb.head
    if verb.dep_ not in {"ccomp", "xcomp"} or over.lemma_.lower() not in {"want", "wish", "propose", "suggest"}:
        return ()
    subject = subject_of(over)
    wanting = _named(context, table, [subject] if subject is not None else [])
    return wanting if {a.country or a.name for a in wanting} & {a.name for a in own} else ()


def _receivers(verb: Token) -> list[Token]:
    """ "Offered Kenya a loan", "promised a loan to Kenya", "dangled a loan before Kenya", "tempted Kenya with a loan"."""
    rights = list(verb.rights)
    things = [c for c in rights if c.dep_ in {"dobj", "dative", "iobj"} and c.pos_ != "ADP"]
    luring = verb.lemma_.lower() in {"tempt", "entice", "lure"}
    first = things[:1] if luring or len(things) > 1 or any(c.dep_ == "xcomp" for c in rights) else []
    if verb.lemma_.lower() in _GIVING and any(c.lower_ == "with" for c in rights):
        first = things[:1]
    first += [c for c in things if c.dep_ in {"dative", "iobj"}]
    preps = [t for c in (verb, *things) for t in c.subtree if t.dep_ in {"prep", "dative"} and t.lower_ in _BEFORE]
    preps += [
        c for t in verb.subtree if t.lemma_.lower() == "sanction" for c in t.rights if c.lower_ in {"on", "against"}
    ]
    near = [p for c in preps if c.head.i <= verb.right_edge.i for p in c.children if p.dep_ == "pobj"]
    return list(dict.fromkeys([*first, *(p for p in near if p.ent_type_ or p.pos_ == "PROPN")]))[:2]


def _who_meets(context: Context, table: Table, verb: Token) -> tuple[ActorRef, ...]:
    """ "If Kenya signs": who is to do what the reward is for, where the words name them."""
    clauses = [c for c in verb.rights if c.dep_ == "advcl" and any(m.dep_ == "mark" for m in c.lefts)]
    return _named(context, table, [s for c in clauses for s in c.lefts if s.dep_ == "nsubj" and s.pos_ != "PRON"])


def _named(context: Context, table: Table, tokens: Sequence[Token]) -> tuple[ActorRef, ...]:
    heads = [x for t in tokens for x in (t, *t.conjuncts)]
    phrases = tuple(Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in dict.fromkeys(heads))
    found = name_sides(context, table, tuple(a for a in context.actors(phrases) if not is_loose(context, a)))
    return tuple(a for a in found if a.kind in _WON | {ActorKind.IGO} and a.by != "words")


def _is_denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" or (c.tag_ == "MD" and c.lower_ in {"should", "must", "might"}) for c in verb.lefts)


def _span(context: Context, verb: Token) -> Span | None:
    """From who offers to the end of the clause."""
    sent = sentence_of(verb)
    subject = subject_of(verb)
    first = min(verb.idx, subject.left_edge.idx) if subject is not None else verb.idx
    stop = min(verb.right_edge.i + 1, sent.end)
    last = context.doc[stop - 1]
    span = trim(context.report.text, first, last.idx + len(last), drop=' ,.;:“”"')
    return span if span is not None and len(span) <= _LONGEST else None
