"""The two whom the sentences on a deal, talks or a war of a report name together."""

import re
from collections import Counter
from itertools import combinations

from travaux.coding.context import Context
from travaux.coding.sides import serves_body
from travaux.coding.words import load_term_words
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Mention
from travaux.reading.lookup import tokens_at

_SIDES = {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY}
_LEAD = 1.3
"""How much more often a pair must be told together than the next."""
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
_WHERE = frozenset({"in", "into", "inside", "outside", "near", "across", "throughout", "within"})


def find_pair_told(context: Context, thirds: set[str]) -> tuple[str, ...]:
    """The two whom the sentences about a deal, talks or a war name together, where one pair stands out."""
    words = load_term_words()
    topics = words.deals | words.pauses | {"talk", "negotiation", "war", "conflict", "invasion", "peace"}
    pairs: Counter[frozenset[str]] = Counter()
    text = context.report.text
    for sent in context.doc.sents:
        lemmas = {t.lemma_.lower() for t in sent}
        if not lemmas & topics or lemmas & _THANKING:
            continue
        named = [m for m in context.references.mentions if sent.start_char <= m.span.start < sent.end_char]
        sides = [
            (m, n) for m in named if (n := _named_for(context, m)) and n not in thirds and not _is_scene(context, m)
        ]
        for (a, first), (b, second) in combinations(sides, 2):
            if first != second:
                gap = text[a.span.end : b.span.start]
                before = text[max(0, a.span.start - 10) : a.span.start].lower()
                war = bool(_WAR_ON.match(gap)) or ("between" in before and gap.strip() == "and")
                pairs[frozenset((first, second))] += 4 if war else 2 if gap.strip() == "and" else 0
        allied = {frozenset((n, o)) for (a, n), (b, o) in combinations(sides, 2) if _act_as_one(context, a, b)}
        for pair in allied:
            pairs[pair] -= 2
        for one in combinations(sorted({n for _, n in sides}), 2):
            pairs[frozenset(one)] += frozenset(one) not in allied
    for pair in [p for p in pairs if _is_at_home(context, p)]:
        del pairs[pair]
    ranked = sorted(((n, sorted(p)) for p, n in pairs.items()), key=lambda x: (-x[0], x[1]))
    if not ranked or ranked[0][0] < 2 or (len(ranked) > 1 and ranked[0][0] < _LEAD * ranked[1][0]):
        return ()
    return tuple(ranked[0][1])


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
    if top.dep_ in {"pobj", "agent"}:
        return top.head.lower_ in {"by", "from", "to", "as", "through"}
    return top.dep_ == "nsubj" and top.head.lemma_.lower() not in _MUTUAL


def _named_for(context: Context, mention: Mention) -> str | None:
    if mention.kind in _SIDES and mention.by != "people":
        return mention.names[0]
    if mention.kind is not ActorKind.PERSON or serves_body(context, mention.names[0]):
        return None
    return mention.country


def _is_at_home(context: Context, pair: frozenset[str]) -> bool:
    """A group and the state in which it is at home, where packs know that it stands against others."""
    for name in pair:
        entry = context.world.entries.get(name)
        against = context.world.opponents(name)
        if entry is not None and entry.kind is ActorKind.ARMED_GROUP and entry.country in pair and against:
            return entry.country not in against
    return False
