"""Deals that are told by what they do: "the truce took hold", "under the agreement, the rebels will disarm"."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.agreed import both_sides
from travaux.coding.authors import find_parties
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.labels import deal_span, find_deals, find_lineage, is_deal, is_of_old, label_span
from travaux.coding.regions import Region
from travaux.coding.table import Table, name_sides
from travaux.coding.unreal import is_open, is_supposed
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import ProposalState, TermStatus
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_STARTING = {
    "take": {"hold", "effect"},
    "go": {"effect", "force"},
    "come": {"effect", "force"},
    "enter": {"effect", "force"},
}
_RUNNING = frozenset({"hold", "last", "expire", "lapse", "endure"})
_LENGTHENING = frozenset({"extension", "continuation", "renewal", "prolongation"})
_WELCOMING = frozenset("announce announcement welcome hail confirm agree applaud praise agreement".split())
_FOLLOWED = re.compile(
    r"(?: between [^,.;:]{3,70}?)?,? (?:took|has taken|went|has gone|came|has come|entered|has entered) (?:into )?"
    r"(?:hold|effect|force)\b"
)
"""What tells by the order of words that a deal has begun, where the parse loses its subject."""
_KNOWN = frozenset({"the", "this", "that", "its", "their"})


def find_in_force(context: Context, table: Table) -> Iterator[ProposalMention]:
    """ "The truce between them took hold on Monday", "a pact came into force": a deal that is made, and of whom."""
    for token in find_deals(context.doc):
        if _FOLLOWED.match(context.report.text, token.idx + len(token)) and not is_of_old(
            token, context.report.published
        ):
            yield _mention(context, token, ProposalState.ACCEPTED, table)
            continue
        verb = token.head
        if token.dep_ not in {"nsubj", "nsubjpass"} or is_of_old(token, context.report.published):
            continue
        if verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "VBG"} or not _runs(verb) or _is_loose(verb):
            continue
        yield _mention(context, token, ProposalState.ACCEPTED, table)


def find_extended(context: Context, known: Sequence[ProposalMention], table: Table) -> Iterator[ProposalMention]:
    """ "Welcomed the extension of the truce": lengthening a deal is one, told where somebody announces or welcomes it."""
    for token in tokens_of(context.doc, _LENGTHENING):
        if token.pos_ != "NOUN":
            continue
        deals = [p for c in token.rights if c.lower_ == "of" for p in c.children if p.dep_ == "pobj" and is_deal(p)]
        near = list(token.ancestors)[:4]
        told = any(t.lemma_.lower() in _WELCOMING and not is_open(t) for t in near)
        if not deals or not told or any(t.tag_ == "MD" for a in near for t in a.lefts):
            continue
        label = Span(label_span(token).start, deals[0].idx + len(deals[0]))
        if any(p.span.overlaps(label) for p in known):
            continue
        yield ProposalMention(
            **ground(context, label, "proposal-extended"),
            authors=_parties(context, deals[0], table),
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            state=ProposalState.ACCEPTED,
        )


def find_relied_on(
    context: Context, regions: Sequence[Region], known: Sequence[ProposalMention], table: Table
) -> Iterator[ProposalMention]:
    """ "Under the agreement, the army will leave": the deal that words rely on, where nothing else tells of it."""
    labels = [p.label_span for p in known if p.label_span is not None]
    near = [t for s in labels for t in tokens_at(context.doc, s.start, s.end) or () if t.idx >= s.start]
    told = {t.lemma_.lower() for t in near}
    for region in regions:
        noun = context.doc[region.deal] if region.deal is not None else None
        if noun is None or region.rule not in {"under-deal", "held", "under-which"} or not is_deal(noun):
            continue
        if (
            told & (load_bargaining_words().texts | {noun.lemma_.lower()})
            or not _is_known(noun)
            or is_of_old(noun, context.report.published)
        ):
            continue
        ahead = context.doc[region.start : region.end]
        sure = region.status is TermStatus.AGREED and not any(t.lower_ in {"would", "could"} for t in ahead)
        yield _mention(context, noun, ProposalState.ACCEPTED if sure else ProposalState.UNDER_CONSIDERATION, table)
        return


def _runs(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in _RUNNING:
        return verb.dep_ != "amod"
    behind = {t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 4]}
    return bool(_STARTING.get(lemma, set()) & behind)


def _last_word(verb: Token) -> Token:
    """ "Took effect", "came into force": the word that ends what tells that a deal has begun."""
    behind = verb.doc[verb.i + 1 : verb.i + 4]
    return next((t for t in behind if t.lower_ in _STARTING.get(verb.lemma_.lower(), set())), verb)


def _is_loose(verb: Token) -> bool:
    """Not told as done: denied, only possible, asked or supposed."""
    if any(c.dep_ == "neg" or c.tag_ in {"MD", "TO"} for c in verb.children):
        return True
    ahead = any(c.lower_ in {"before", "when"} and c.dep_ in {"mark", "advmod", "prep"} for c in verb.lefts)
    return ahead or is_open(verb) or is_supposed(verb)


def _is_known(noun: Token) -> bool:
    return any(c.lower_ in _KNOWN for c in noun.lefts)


def _mention(context: Context, noun: Token, state: ProposalState, table: Table) -> ProposalMention:
    label = deal_span(noun)
    span = label
    if noun.dep_ in {"nsubj", "nsubjpass"} and _runs(noun.head) and noun.head.idx > noun.idx:
        last = _last_word(noun.head)
        end = last.idx + len(last)
        span = Span(label.start, max(label.end, end)) if end - label.start <= 200 else label
    return ProposalMention(
        **ground(context, span, "proposal-in-force"),
        authors=_parties(context, noun, table),
        label=context.quote(label),
        label_span=label,
        lineage=find_lineage(context.quote(label)),
        state=state,
    )


def _parties(context: Context, noun: Token, table: Table) -> tuple[ActorRef, ...]:
    named = find_parties(context, noun)
    return name_sides(context, table, named or (both_sides(context, table) if len(table.sides) > 1 else ()))
