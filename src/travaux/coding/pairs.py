"""The two whom the sentences on a deal, talks or a war of a report name together."""

import re
from bisect import bisect_right
from collections import Counter
from itertools import combinations
from operator import itemgetter

from travaux.coding.context import Context
from travaux.coding.sides import serves_body
from travaux.coding.words import load_term_words
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Mention
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_SIDES = {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY}
_LEAD = 1.3
"""How much more often a pair must be told together than the next."""
_TOLD = 2
"""How often a pair must be told together; what one sentence tells that two do, or between them, counts twice."""
_WAR_ON = re.compile(
    r"[’']s? (?:[\w-]+ ){0,2}(?:war|invasion|offensive|assault|aggression|attack)s? (?:in|on|of|against) (?:the )?$"
)
_THANKING = frozenset({"thank", "grateful", "gratitude", "commend", "appreciate", "appreciation", "credit"})
"""Words to those who helped two others to a deal."""
_MUTUAL = frozenset(
    """agree sign reach hold meet fight clash negotiate talk discuss resume exchange swap trade begin start conclude accept
    make be have remain stay go strike settle differ accuse blame break extend declare observe wage end commit return
    """.split()
)
"""Verbs of what two do with, or against, each other."""
_FRIENDS = frozenset({"ally", "backer", "partner", "sponsor", "supporter", "friend", "patron", "mediator", "guarantor"})
"""What two are together and to a third."""
_PART = 3
"""How much more often two of one side may be named than their foe."""
_WHERE = frozenset({"in", "into", "inside", "outside", "near", "across", "throughout", "within"})


def find_pair_told(context: Context, thirds: set[str]) -> tuple[str, ...]:
    """The two whom the sentences about a deal, talks or a war name together, where one pair stands out."""
    words = load_term_words()
    topics = words.deals | words.pauses | {"talk", "negotiation", "war", "conflict", "invasion", "peace"}
    pairs: Counter[frozenset[str]] = Counter()
    told: Counter[frozenset[str]] = Counter()
    text = context.report.text
    mentions = _mentions_by_sentence(context)
    for number, sent in enumerate(context.doc.sents):
        lemmas = {t.lemma_.lower() for t in sent}
        if not lemmas & topics or lemmas & _THANKING:
            continue
        sides = [
            (m, n)
            for m in mentions[number]
            if (n := _named_for(context, m)) and n not in thirds and not _is_scene(context, m)
        ]
        for (a, first), (b, second) in combinations(sides, 2):
            if first != second:
                gap = text[a.span.end : b.span.start]
                before = text[max(0, a.span.start - 10) : a.span.start].lower()
                war = bool(_WAR_ON.match(gap)) or ("between" in before and gap.strip() == "and")
                pairs[frozenset((first, second))] += 4 if war else 2 if gap.strip() == "and" else 0
                told[frozenset((first, second))] += war or (gap.strip() == "and" and _do_together(context, a))
        allied = {
            frozenset((n, o))
            for (a, n), (b, o) in combinations(sides, 2)
            if _act_as_one(context, a, b) or tell_together(context, a, b)
        }
        for pair in allied:
            pairs[pair] -= 2
        for one in combinations(sorted({n for _, n in sides}), 2):
            pairs[frozenset(one)] += frozenset(one) not in allied
            told[frozenset(one)] += frozenset(one) not in allied
    for pair in [p for p in pairs if told[p] < _TOLD or _is_at_home(context, p) or share_foe(context, p)]:
        del pairs[pair]
    ranked = sorted(((n, sorted(p)) for p, n in pairs.items()), key=lambda x: (-x[0], x[1]))
    if not ranked or ranked[0][0] < 2 or (len(ranked) > 1 and ranked[0][0] < _LEAD * ranked[1][0]):
        return ()
    return tuple(ranked[0][1])


def _mentions_by_sentence(context: Context) -> list[list[Mention]]:
    """The mentions that begin in each sentence."""
    sents = [(s.start_char, s.end_char) for s in context.doc.sents]
    out: list[list[Mention]] = [[] for _ in sents]
    for mention in context.references.mentions:
        k = bisect_right(sents, mention.span.start, key=itemgetter(0)) - 1
        if k >= 0 and mention.span.start < sents[k][1]:
            out[k].append(mention)
    return out


def _is_scene(context: Context, mention: Mention) -> bool:
    """ "The truce in Peru": where it is, and not who bargains."""
    tokens = tokens_at(context.doc, mention.span.start, mention.span.end)
    return tokens is not None and tokens.root.dep_ == "pobj" and tokens.root.head.lower_ in _WHERE


def _act_as_one(context: Context, first: Mention, second: Mention) -> bool:
    """ "Peru and Chad opened their ports": two who do the same, and nothing that they do with each other."""
    tokens = tokens_at(context.doc, second.span.start, second.span.end)
    head = tokens_at(context.doc, first.span.start, first.span.end)
    if tokens is None or head is None or tokens.root not in head.root.conjuncts:
        return False
    top = head.root
    while top.dep_ == "conj" and top.head.pos_ in {"NOUN", "PROPN"}:
        top = top.head
    if top.dep_ == "appos" and top.head.lemma_.lower() in _FRIENDS:
        return True
    if top.dep_ in {"pobj", "agent"}:
        return top.head.lower_ in {"by", "from", "to", "as", "through"}
    return top.dep_ == "nsubj" and top.head.lemma_.lower() not in _MUTUAL


def _do_together(context: Context, first: Mention) -> bool:
    """ "Peru and Chile signed": the first is the subject of what two do with each other."""
    tokens = tokens_at(context.doc, first.span.start, first.span.end)
    if tokens is None:
        return False
    head = tokens.root
    if head.dep_ in {"amod", "compound", "poss", "nmod"} and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in _MUTUAL


def tell_together(context: Context, first: Mention, second: Mention) -> bool:
    """ "Officials of Peru and Chile said": two in the words for who tells it, who are not each other's opponents there."""
    tokens = tokens_at(context.doc, first.span.start, first.span.end)
    sources = context.once("sources by token", _sources_by_token).get(tokens[0].i, set()) if tokens is not None else ()
    return any(s.covers(first.span) and s.covers(second.span) for s in sources)


def _sources_by_token(context: Context) -> dict[int, set[Span]]:
    """The words for who tells something, by each token in them."""
    out: dict[int, set[Span]] = {}
    for source in (a.source for a in context.voices.attributions if a.source is not None):
        for token in tokens_at(context.doc, source.span.start, source.span.end) or ():
            out.setdefault(token.i, set()).add(source.span)
    return out


def _named_for(context: Context, mention: Mention) -> str | None:
    if mention.kind in _SIDES and mention.by != "people":
        return mention.names[0]
    if mention.kind is not ActorKind.PERSON or serves_body(context, mention.names[0]):
        return None
    return mention.country


def share_foe(context: Context, pair: frozenset[str]) -> bool:
    """Whether two whom packs do not know as opponents have one that the report names like them: they are of one side."""
    one, other = sorted(pair)
    against = context.world.opponents(one)
    if other in against:
        return False
    told = context.once("times named", lambda own: Counter(m.names[0] for m in own.references.mentions))
    return any(_PART * told[foe] >= min(told[one], told[other]) for foe in against & context.world.opponents(other))


def _is_at_home(context: Context, pair: frozenset[str]) -> bool:
    """A group and the state in which it is at home, where packs know that it stands against others."""
    for name in pair:
        entry = context.world.entries.get(name)
        against = context.world.opponents(name)
        if entry is not None and entry.kind is ActorKind.ARMED_GROUP and entry.country in pair and against:
            return entry.country not in against
    return False
