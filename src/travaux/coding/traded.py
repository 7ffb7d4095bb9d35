"""Terms that exchanges and demands tell: what is given on either side, and what one side would have of the other."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Span as SpacySpan

from travaux.coding.amounts import find_amount, find_aside, find_duration
from travaux.coding.clauses import trim_end
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_in
from travaux.coding.kinds import is_category
from travaux.coding.matters import refine_issue
from travaux.coding.words import TermWords, load_term_words
from travaux.ontology.claim import ActorRef, Demand, Exchange, Term
from travaux.ontology.vocabulary import ActorKind, DemandStrength, Issue, Modality, TermStatus
from travaux.reading.lookup import tokens_at
from travaux.reading.mentions.nouns import load_nouns
from travaux.spans import Span, trim

_AMONG = frozenset({"among", "including", "includes", "include"})
"""Words by which kinds of people are told behind their number: "25 captives, among them the sick and the old"."""
_PAIR = 2
_LONGEST_SIDE = 160
"""Characters of one side of an exchange that still say one thing."""
_LONGEST = 280
_PARTIES = frozenset(
    {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.POLITICAL_PARTY, ActorKind.PERSON}
)
"""Who can want something of another as a party to talks, and not as one who looks on."""
_EFFORTS = frozenset(
    {"pressure", "press", "persuade", "negotiate", "talk", "engage", "help", "more", "seriously", "effort"}
)
"""Words by which others are asked to do more, and for no term."""
_ON_TALKS = frozenset({Issue.CEASEFIRE, Issue.TALKS_FORMAT, Issue.MONITORING})
"""What all call for; a term of it only where the sides demand it of each other."""


def find_categories(tokens: SpacySpan, words: TermWords) -> tuple[str, ...]:
    """ "Sick, elderly and wounded hostages": the three kinds; "women, children and the sick": the three."""
    listed = tuple(t.lower_ for t in tokens if is_category(t, words))
    goods = [t.i for t in tokens if t.lemma_.lower() in words.goods]
    first = next((t.i for t in tokens if is_category(t, words)), tokens.end)
    apart = bool(goods) and max(goods) < first and bool(_AMONG & {t.lower_ for t in tokens.doc[max(goods) : first]})
    if len(listed) > 1 and (apart or not goods):
        return listed
    for i, token in enumerate(tokens):
        if token.lemma_.lower() in words.people:
            kinds = [t.lower_ for t in tokens[max(0, i - 8) : i] if t.lower_ in words.categories]
            if kinds:
                return tuple(kinds)
    return ()


def tell_exchanged(context: Context, exchange: Exchange) -> Iterator[Term]:
    """ "Sixty captives in exchange for an end of the sanctions and a pull-out": each is a term."""
    words = load_term_words()
    for side in (exchange.gives_span, exchange.gets_span):
        for tokens in _parts_of(context, side) if side is not None else ():
            if tokens.root.tag_ in {"VBZ", "VBD"} and tokens.root.lemma_.lower() not in words.deed_verbs:
                continue
            issue = issue_in(tokens, tokens.root, words) or _issue_of_people(tokens, words)
            span = trim(context.report.text, tokens.start_char, tokens.end_char, drop=' ,;.“”"')
            if span is None or issue is None or span.end - span.start > _LONGEST_SIDE:
                continue
            amount = find_amount(tokens) or find_aside(tokens)
            yield Term(
                **ground(context, span, "term-exchanged") | {"modality": Modality.HYPOTHETICAL},
                issue=issue,
                content=context.quote(span),
                categories=find_categories(tokens, words),
                quantity=amount.value if amount else None,
                unit=amount.unit if amount else None,
                qualifier=amount.qualifier if amount else None,
                duration=find_duration(tokens.text),
                phase=exchange.phase,
                status=exchange.status,
                deal=exchange.deal,
            )


def _issue_of_people(tokens: SpacySpan, words: TermWords) -> Issue | None:
    """ "30 soldiers held in the north", "the crews": whoever is given for something is handed over."""
    lemma = tokens.root.lemma_.lower()
    people = lemma in words.people | words.goods or lemma == "crew" or load_nouns().is_animate(lemma)
    return Issue.HOSTAGES_PRISONERS if people and tokens.root.pos_ == "NOUN" else None


def _parts_of(context: Context, side: Span) -> list[SpacySpan]:
    """One side of an exchange, cut before each further noun phrase that opens with an article or a number."""
    tokens = tokens_at(context.doc, side.start, side.end)
    if tokens is None or tokens.root.pos_ not in {"NOUN", "PROPN"}:
        return [tokens] if tokens is not None else []
    words = load_term_words()
    joined = [t for t in tokens if t.dep_ == "conj" and t.pos_ == "NOUN" and t.left_edge.i > tokens.start]
    cuts = [t.left_edge.i for t in joined if any(c.dep_ in {"det", "nummod"} for c in t.lefts)]
    edges = [tokens.start, *sorted(cuts), tokens.end]
    parts = [context.doc[a : trim_end(context.doc, a, b)] for a, b in pairwise(edges)]
    told = all(len(p) and issue_in(p, p.root, words) is not None for p in parts)
    return parts if told else [tokens]


def tell_demanded(context: Context, demand: Demand, sides: set[str]) -> Term | None:
    """What one side of the talks demands of the other is a term that it would have."""
    if (
        demand.content_span is None
        or demand.issue is None
        or demand.content_span.end - demand.content_span.start > _LONGEST
    ):
        return None
    of = {n for a in demand.of for n in (a.name, a.country) if n}
    by = {n for a in demand.by for n in (a.name, a.country) if n}
    listed = not demand.of and len(sides) == 2
    among = by & sides and (of & sides or listed)
    unknown = len(sides) < _PAIR and bool(of) and demand.strength is not DemandStrength.REQUEST
    tokens = tokens_at(context.doc, demand.content_span.start, demand.content_span.end)
    if not (among if len(sides) >= _PAIR else unknown) and not _is_substance(demand, tokens):
        return None
    amount = find_amount(tokens) if tokens is not None else None
    return Term(
        **ground(context, demand.content_span, "term-demanded"),
        issue=refine_issue(tokens.root, tokens, demand.issue) if tokens is not None else demand.issue,
        content=demand.content,
        obligor=demand.of,
        quantity=amount.value if amount else None,
        unit=amount.unit if amount else None,
        qualifier=amount.qualifier if amount else None,
        duration=find_duration(demand.content),
        status=TermStatus.DEMANDED,
    )


def _is_substance(demand: Demand, tokens: SpacySpan | None) -> bool:
    """Whether a party asks for a matter of the deal itself, and not for talks, a truce or more effort of others."""
    firm = demand.strength is not DemandStrength.REQUEST and demand.issue not in _ON_TALKS
    if tokens is None or any(t.lemma_.lower() in _EFFORTS for t in tokens[:3]):
        return False
    return firm and any(_is_party(a) for a in demand.by) and all(a.kind is not ActorKind.IGO for a in demand.of)


def _is_party(actor: ActorRef) -> bool:
    known = actor.by != "words" and actor.kind in _PARTIES
    return known and (actor.kind is not ActorKind.PERSON or actor.country is not None or actor.office is not None)
