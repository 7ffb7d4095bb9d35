"""Proposals spoken of, who made them, and the answers to them."""

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground, ground_like
from travaux.coding.moves import is_told_as_fact
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, Move, ProposalMention, Response, claim_id
from travaux.ontology.vocabulary import Act, ActorKind, Modality, ProposalState, ResponseKind
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_ANSWERS = {Act.REJECT: ProposalState.REJECTED, Act.ACCEPT: ProposalState.ACCEPTED, Act.PROPOSE: ProposalState.TABLED}
_MODIFIERS = {"amod", "compound", "nmod", "nummod", "poss"}
_FRESH = {
    "latest",
    "new",
    "revised",
    "updated",
    "amended",
    "initial",
    "original",
    "final",
    "first",
    "second",
    "third",
    "previous",
    "current",
    "fresh",
}


def code_proposals(context: Context, moves: Sequence[Move]) -> tuple[ProposalMention, ...]:
    """One mention for each noun phrase that names a proposal with an author, or that is offered, taken or turned down."""
    words = load_bargaining_words()
    out = []
    for token in context.doc:
        if token.lemma_.lower() not in words.proposals or token.pos_ not in {"NOUN", "PROPN"} or _is_modifier(token):
            continue
        span = Span(token.idx, token.idx + len(token))
        answer = _answered_by(span, token, moves, context)
        authors = find_authors(context, token)
        weak = token.lemma_.lower() in words.weak_proposals
        state = _state(token, answer, words.considering)
        if answer is None and (weak or not (authors or state is not ProposalState.UNKNOWN)):
            continue
        out.append(_mention(context, token, authors, state, answer))
    return tuple(out)


def _is_modifier(token: Token) -> bool:
    """ "the ceasefire talks": names a topic, not a proposal."""
    return token.dep_ in {"compound", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}


def _answered_by(span: Span, token: Token, moves: Sequence[Move], context: Context) -> Move | None:
    """The move that offers, takes or turns down what stands at `span`: as its object, or in its content."""
    for move in moves:
        if move.act not in _ANSWERS or move.trigger.start == span.start:
            continue
        if move.about is not None and move.about.covers(span) and span.start - move.about.start < 60:
            return move
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        if trigger is not None and token.head.i == trigger.root.i and token.dep_ in {"dobj", "nsubjpass"}:
            return move
    return None


def _state(token: Token, answer: Move | None, considering: frozenset[str]) -> ProposalState:
    if answer is not None:
        if is_told_as_fact(answer):
            return _ANSWERS[answer.act]
        return ProposalState.UNKNOWN if answer.act is not Act.PROPOSE else ProposalState.FLOATED
    if token.dep_ in {"dobj", "nsubjpass", "pobj"} and token.head.lemma_.lower() in considering:
        return ProposalState.UNDER_CONSIDERATION
    return ProposalState.UNKNOWN


def find_authors(context: Context, token: Token) -> tuple[ActorRef, ...]:
    """ "Norway's proposal", "the Norwegian plan", "a plan by Oslo", "the Eide plan"."""
    phrases: list[Phrase] = []
    for child in token.children:
        if child.dep_ == "poss":
            phrases.append(_phrase(child))
        elif child.dep_ in {"amod", "compound", "nmod"}:
            mention = context.references.mention_at(child)
            if mention is not None and mention.kind in {
                ActorKind.STATE,
                ActorKind.PERSON,
                ActorKind.ARMED_GROUP,
                ActorKind.IGO,
                ActorKind.MOVEMENT,
            }:
                return (
                    ActorRef(
                        name=mention.names[0], kind=mention.kind, span=mention.span, by="pack", country=mention.country
                    ),
                )
        elif child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            phrases += [_phrase(p) for p in child.children if p.dep_ == "pobj"]
        elif child.dep_ == "acl":
            phrases += [
                _phrase(p)
                for by in child.children
                if by.dep_ in {"agent", "prep"} and by.lower_ == "by"
                for p in by.children
                if p.dep_ == "pobj"
            ]
    return context.actors(tuple(phrases))


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)


def _mention(
    context: Context, token: Token, authors: tuple[ActorRef, ...], state: ProposalState, answer: Move | None
) -> ProposalMention:
    label = _label_span(token)
    if answer is not None and answer.act is Act.PROPOSE and not authors:
        authors = answer.actors
    base = ground_like(answer, "proposal-answered") if answer is not None else ground(context, label, "proposal-named")
    addressees: tuple[ActorRef, ...] = ()
    if answer is not None:
        addressees = answer.recipients if answer.act is Act.PROPOSE else answer.actors
    if not authors and answer is not None and answer.act is not Act.PROPOSE:
        authors = answer.recipients
    return ProposalMention(
        **base,
        authors=authors,
        addressees=tuple(a for a in addressees if a.name not in {x.name for x in authors}),
        label=context.quote(label),
        label_span=label,
        issues=answer.issues if answer is not None else (),
        state=state,
        when=answer.when if answer is not None else None,
    )


def _label_span(token: Token) -> Span:
    """The noun phrase without its article: "latest hostage deal"."""
    left = token
    for child in token.lefts:
        if child.dep_ in _MODIFIERS and child.i < left.i:
            left = child.left_edge
    return Span(left.idx, token.idx + len(token))


def code_responses(moves: Sequence[Move], proposals: Sequence[ProposalMention]) -> tuple[Response, ...]:
    """One answer for each acceptance or rejection told as fact or as conditional; its target where one is found."""
    kinds = {Act.ACCEPT: ResponseKind.ACCEPT, Act.REJECT: ResponseKind.REJECT}
    out = []
    for move in moves:
        if move.act not in kinds or move.modality is Modality.NEGATION:
            continue
        answer = kinds[move.act]
        if move.act is Act.ACCEPT and move.modality is Modality.HYPOTHETICAL:
            answer = ResponseKind.CONDITIONAL
        target = next((claim_id(p) for p in proposals if p.span == move.span), None)
        out.append(
            Response(
                **ground_like(move, "answer"),
                by=move.actors,
                to=move.recipients,
                answer=answer,
                target=target,
                about=move.about,
                when=move.when,
            )
        )
    return tuple(out)
