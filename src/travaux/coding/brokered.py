"""Deals that somebody brought about for others: "Oslo brokered a truce", "the UN-mediated accord"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.agreed import both_sides
from travaux.coding.authors import find_parties
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.labels import deal_span, find_deals, find_lineage, is_deal, is_of_old
from travaux.coding.makings import find_talkers
from travaux.coding.named import drop_tellers
from travaux.coding.standing import is_nearing
from travaux.coding.table import Table, name_sides
from travaux.coding.unreal import is_aimed_at, is_open
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import ProposalState
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_BROKERING = frozenset({"broker", "mediate", "negotiate", "secure", "clinch"})
_TALKED_OF = frozenset(
    "talk talks negotiation negotiate discuss discussion call urge demand reject refuse accept effort press want propose offer"
    " consider fail hold last".split()
)
"""Words above a deal that is not made, or of which other rules tell."""
_UNMADE = frozenset({"no", "any", "possible", "potential", "future", "eventual", "draft", "proposed"})
_NEAR = 8
"""Tokens between an announcement and what it announces at most."""
_LONGEST = 200
"""Characters of a quote at most."""


def find_brokered(context: Context, table: Table) -> Iterator[ProposalMention]:
    """ "Oslo brokered a deal to …", "the king had negotiated a truce": a deal made by whoever brought it about."""
    for verb in tokens_of(context.doc, _BROKERING):
        noun = next((c for c in verb.rights if c.dep_ == "dobj" and is_deal(c)), None)
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if noun is None or subject is None or _is_loose(verb) or is_open(verb) or is_aimed_at(verb):
            continue
        heads = (subject, *subject.conjuncts)
        by = find_parties(context, noun) or context.actors(
            tuple(Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in heads)
        )
        label = deal_span(noun)
        span = trim(context.report.text, subject.left_edge.idx, label.end)
        if span is None or span.end - span.start > _LONGEST or is_nearing(context, noun):
            continue
        yield ProposalMention(
            **ground(context, span, "proposal-agreed"),
            authors=drop_tellers(name_sides(context, table, tuple(a for a in by if a.by != "pronoun"))),
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            state=ProposalState.ACCEPTED,
        )


def find_talked_out(context: Context, known: Sequence[ProposalMention], table: Table) -> Iterator[ProposalMention]:
    """ "Talks between Oslo and Lima led to an agreement to share the river": made by those who talked."""
    for noun in find_deals(context.doc):
        by = find_talkers(context, noun)
        label = deal_span(noun)
        if not by or noun.tag_ in {"NNS", "NNPS"} or any(p.span.overlaps(label) for p in known):
            continue
        yield ProposalMention(
            **ground(context, label, "proposal-agreed"),
            authors=name_sides(context, table, by),
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            state=ProposalState.ACCEPTED,
        )


def find_mediated(context: Context, known: Sequence[ProposalMention], table: Table) -> Iterator[ProposalMention]:
    """ "The Norway-mediated truce", "a pact brokered in April", "the announcement of a truce": made, whoever its parties are."""
    for noun in find_deals(context.doc):
        if noun.tag_ in {"NNS", "NNPS"} or not (_is_brought(noun) or _is_announced(noun)) or _is_wished(noun):
            continue
        if is_of_old(noun, context.report.published):
            continue
        label = deal_span(noun)
        if any(p.span.overlaps(label) for p in known):
            continue
        words = [c for c in noun.children if c.tag_ == "VBN" and c.lemma_.lower() in _BROKERING]
        span = Span(label.start, max(label.end, *(w.idx + len(w) for w in words))) if words else label
        yield ProposalMention(
            **ground(context, span, "proposal-mediated"),
            authors=_parties(context, noun, table),
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            state=ProposalState.ACCEPTED,
        )


def _parties(context: Context, noun: Token, table: Table) -> tuple[ActorRef, ...]:
    named = find_parties(context, noun)
    return name_sides(context, table, named or (both_sides(context, table) if len(table.sides) > 1 else ()))


def _is_loose(verb: Token) -> bool:
    """Not told as done: denied, only possible, asked of somebody."""
    return verb.tag_ in {"VB", "VBG"} or any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children)


def _is_brought(noun: Token) -> bool:
    """ "The UN-mediated truce", "the pact negotiated in May": brought about; a mere "negotiated settlement" is of any kind."""
    for word in noun.children:
        if word.tag_ not in {"VBN", "JJ"} or word.lemma_.lower() not in _BROKERING:
            continue
        if word.i > noun.i:
            return not any(x.lower_ in {"being", "to"} for x in word.lefts)
        return noun.doc[word.i - 1].text in {"-", "–"} or word.lemma_.lower() != "negotiate"
    return False


def _is_announced(noun: Token) -> bool:
    """ "The announcement today of a two-month truce"."""
    of = noun.head
    if noun.dep_ != "pobj" or of.lower_ != "of" or noun.lemma_.lower() not in load_term_words().bare_pauses:
        return False
    return of.head.lemma_.lower() == "announcement" and of.head.i > noun.i - _NEAR


def _is_wished(noun: Token) -> bool:
    """Whether the deal is called for, offered, refused, over or only possible."""
    words = load_bargaining_words()
    above = {t.lemma_.lower() for t in noun.ancestors}
    if above & (words.aiming | words.undoing | words.suggesting | _TALKED_OF) or is_open(noun):
        return True
    wondered = any(c.lower_ in {"a", "an"} for c in noun.lefts) and any(t.tag_ == "MD" for t in sentence_of(noun))
    return wondered or any(c.lower_ in _UNMADE for c in noun.lefts)
