"""Nouns that name a proposal: with an author or its parties, or because it is offered, taken, turned down or near."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from travaux.coding.authors import (
    Offer,
    find_authors,
    find_conveyors,
    find_given,
    find_offer,
    find_participle_authors,
    find_parties,
    is_offered,
)
from travaux.coding.context import Context
from travaux.coding.grounding import ground, ground_like
from travaux.coding.issues import issue_of
from travaux.coding.labels import deal_span, find_lineage, label_span, noun_lemma
from travaux.coding.standing import ANSWERS, find_state, is_draft
from travaux.coding.table import Table, name_sides
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import ActorRef, Move, ProposalMention
from travaux.ontology.vocabulary import Act, ActorKind, Modality, ProposalState
from travaux.reading.annotations import Phrase
from travaux.reading.columns import Columns, columns_of
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_WILLING = {"ready", "willing", "prepared", "readiness", "willingness", "open"}
_CALLS = {"call", "appeal", "invitation", "bid"}
"""Nouns that put something forward only with what they are for: "a call for talks"."""
_NEAR = 40
"""Characters between a subject and its verb of offering, beyond which the quote begins at the verb."""
_ANYBODY = {"those", "anyone", "who", "everyone", "people", "some", "many"}


def find_named(context: Context, moves: Sequence[Move], table: Table) -> Iterator[ProposalMention]:
    """A noun phrase that names a proposal with an author, or that is offered, taken or turned down."""
    known = load_bargaining_words().proposals
    told: set[Span] = set()
    columns = columns_of(context.doc)
    for i, pos in enumerate(columns.pos):
        if pos not in {"NOUN", "PROPN"} or _is_no_thing(columns, i):
            continue
        token = context.doc[i]
        if noun_lemma(token) not in known or (noun_lemma(token) in _CALLS and not _is_for_something(token)):
            yield from _of_any_noun(context, token, table)
            continue
        answer = _answered_by(token, moves, context)
        if answer is not None and answer.span in told and (answer.act is Act.PROPOSE or _is_inside(token, known)):
            continue
        claim = _of_known_noun(context, token, answer, table)
        if claim is not None:
            if answer is not None:
                told.add(answer.span)
            yield claim


def _of_known_noun(context: Context, token: Token, answer: Move | None, table: Table) -> ProposalMention | None:
    """The proposal that a noun such as "plan" names, None where it names no one proposal."""
    words = load_bargaining_words()
    offer = find_offer(context, token) if answer is None else None
    authors = find_authors(context, token) or (offer.authors if offer else ())
    parties = find_parties(context, token) if answer is None and offer is None else ()
    authors = parties or authors
    state = find_state(context, token, answer, words.considering, between=bool(parties))
    if offer is not None and state is ProposalState.UNKNOWN:
        state = ProposalState.TABLED if offer.done else ProposalState.FLOATED
    weak = noun_lemma(token) in words.weak_proposals
    if answer is None and not _is_told(token, authors, state, weak=weak):
        return None
    claim = _mention(context, token, authors, state, answer, table)
    if answer is not None and answer.act is not Act.PROPOSE and not _is_somebodys(claim):
        return None
    if not claim.authors and claim.state is ProposalState.UNKNOWN:
        return None
    return claim if offer is None else _offered(context, claim, offer, table)


def _is_inside(token: Token, known: frozenset[str]) -> bool:
    """ "A plan for a truce", "a request to extend the truce": the noun says what the one before it is for."""
    return any(a.i < token.i and a.pos_ == "NOUN" and noun_lemma(a) in known for a in token.ancestors)


def _is_no_thing(columns: Columns, i: int) -> bool:
    """Whether a noun only says which other thing is meant ("the ceasefire talks"), or when ("offered, post-ceasefire, to …").

    "The terms on the table" are a thing; "a second term" and "in terms of" are none of a deal.
    """
    head = columns.head[i]
    if columns.dep[i] in {"compound", "nmod"} and columns.pos[head] in {"NOUN", "PROPN"}:
        return True
    if i > 1 and columns.lower[i - 1] == "-" and columns.lower[i - 2] in {"post", "pre"}:
        return True
    return columns.lemma[i] == "term" and (columns.tag[i] != "NNS" or columns.lower[head] == "in")


def _is_for_something(token: Token) -> bool:
    """ "A call for talks", "an invitation to Oslo"; a mere telephone call is none."""
    return any(c.dep_ == "prep" and c.lower_ in {"for", "to"} for c in token.rights)


def _is_somebodys(claim: ProposalMention) -> bool:
    """Whether a proposal that is answered has an author, or is answered by somebody named."""
    return bool(claim.authors) or any(a.name.lower() not in _ANYBODY for a in claim.addressees)


def _offered(context: Context, claim: ProposalMention, offer: Offer, table: Table) -> ProposalMention:
    """The claim with the words of the verb that offers it."""
    label = claim.label_span or claim.span
    start = offer.start if offer.verb - offer.start <= _NEAR else offer.verb
    span = Span(min(start, label.start), max(label.end, claim.span.end))
    names = {a.name for a in claim.authors}
    addressees = claim.addressees or tuple(
        a for a in name_sides(context, table, offer.addressees) if a.name not in names
    )
    return replace(claim, span=span, quote=context.quote(span), rule="proposal-offered", addressees=addressees)


def _of_any_noun(context: Context, token: Token, table: Table) -> Iterator[ProposalMention]:
    """ "The proposed zones", "a pause suggested by Oslo": whatever it is, it is put forward."""
    by_whom = find_participle_authors(context, token)
    proposed = any(c.lower_ == "proposed" for c in token.lefts)
    if not by_whom and not (proposed and _is_term_like(token)):
        return
    state = ProposalState.TABLED if by_whom else ProposalState.UNDER_CONSIDERATION
    yield _mention(context, token, by_whom or find_authors(context, token), state, None, table)


def _is_term_like(token: Token) -> bool:
    """Whether a noun phrase names what a deal may hold, and not a bill, a merger or a visit."""
    return issue_of(token.doc[token.left_edge.i : token.right_edge.i + 1]) is not None


def _is_told(token: Token, authors: tuple[ActorRef, ...], state: ProposalState, *, weak: bool) -> bool:
    """Whether a noun that no move offers or answers names one proposal: by its author, its state or its content."""
    if token.lemma_.lower() == "term":
        return state is not ProposalState.UNKNOWN
    if not authors and token.tag_ in {"NNS", "NNPS"} and not (is_draft(token) and _is_term_like(token)):
        return False
    if state is ProposalState.UNKNOWN:
        return bool(authors) and (not weak or (_is_design(token) and (_has_content(token) or _holds_terms(token))))
    return bool(authors) or not is_bare(token) or is_draft(token)


def _is_design(token: Token) -> bool:
    """ "Plans to visit" are an intention and no proposal."""
    designs = {"plan", "framework", "draft", "package", "document", "text"}
    return token.lemma_.lower() in designs and token.tag_ != "NNS"


def _holds_terms(token: Token) -> bool:
    """ "The Norwegian plan calls for …"."""
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in load_term_words().holding


def _has_content(token: Token) -> bool:
    """ "A plan to share the river", "a plan for the port"."""
    return any(c.dep_ in {"acl", "relcl"} or (c.dep_ == "prep" and c.lower_ in {"for", "on"}) for c in token.rights)


def _answered_by(token: Token, moves: Sequence[Move], context: Context) -> Move | None:
    """The move that offers, takes or turns down what a noun names: as its object, or in its content."""
    span = Span(token.idx, token.idx + len(token))
    weak = noun_lemma(token) in load_bargaining_words().weak_proposals
    for move in moves:
        if move.act not in ANSWERS or move.trigger.start == span.start:
            continue
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        willing = trigger is not None and trigger.root.lemma_.lower() in _WILLING
        if weak and (willing or move.modality in {Modality.HYPOTHETICAL, Modality.NEGATION}):
            continue
        if move.about is not None and move.about.covers(span) and span.start - move.about.start < 60:
            return move
        if trigger is not None and token.head.i == trigger.root.i and token.dep_ in {"dobj", "nsubjpass"}:
            return move
    return None


def _mention(
    context: Context,
    token: Token,
    authors: tuple[ActorRef, ...],
    state: ProposalState,
    answer: Move | None,
    table: Table,
) -> ProposalMention:
    label = label_span(token)
    authors = name_sides(context, table, authors)
    if answer is not None and answer.act is Act.ACCEPT and is_offered(token):
        answer, state = replace(answer, act=Act.PROPOSE), ProposalState.FLOATED
    if answer is not None and answer.act is Act.PROPOSE and not authors:
        authors = name_sides(context, table, answer.actors)
    base = (
        ground_like(answer, "proposal-answered")
        if answer is not None
        else ground(context, deal_span(token), "proposal-named")
    )
    addressees: tuple[ActorRef, ...] = ()
    if answer is not None:
        addressees = name_sides(context, table, answer.recipients if answer.act is Act.PROPOSE else answer.actors)
        authors = authors if answer.act is Act.PROPOSE else _not_the_answerers(authors, addressees)
    both = answer is not None and answer.act is Act.ACCEPT and len({a.name for a in addressees} & set(table.sides)) == 2
    if both and not _not_the_answerers(authors, addressees):
        authors, addressees = addressees, ()
    elif not authors and answer is not None and answer.act is not Act.PROPOSE and not is_bare(token):
        asked = {a.name for a in _invited(context, token)}
        authors = tuple(a for a in name_sides(context, table, answer.recipients) if a.name not in asked)
    authors = drop_tellers(authors)
    addressees = addressees or name_sides(context, table, find_given(context, token))
    names = {x.name for x in authors}
    return ProposalMention(
        **base,
        authors=authors,
        conveyed_by=find_conveyors(context, token),
        addressees=tuple(a for a in addressees if a.name not in names),
        label=context.quote(label),
        label_span=label,
        lineage=find_lineage(context.quote(label)),
        issues=answer.issues if answer is not None else (),
        state=state,
        when=answer.when if answer is not None else None,
    )


def _invited(context: Context, token: Token) -> tuple[ActorRef, ...]:
    """ "An invitation to the rebels": those to whom it goes."""
    heads = [p for c in token.rights if c.dep_ == "prep" and c.lower_ == "to" for p in c.children if p.dep_ == "pobj"]
    return context.actors(tuple(Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in heads))


def _not_the_answerers(authors: tuple[ActorRef, ...], answerers: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Who answers an offer did not make it, unless its name says so: "they agreed to his request" is another's."""
    names = {a.name for a in answerers}
    return tuple(a for a in authors if a.name not in names or a.by in {"pack", "name", "surname"})


def drop_tellers(authors: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Without newspapers and agencies of the press, which tell of offers and make none."""
    return tuple(a for a in authors if a.kind is not ActorKind.OUTLET)


def is_bare(token: Token) -> bool:
    """ "A ceasefire": what is refused is a truce at all, not the other side's offer of one."""
    return token.lemma_.lower() in load_term_words().bare_pauses
