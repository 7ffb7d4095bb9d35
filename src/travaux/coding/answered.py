"""What an answer answers where its own words do not name it: "turned it down", "the demand", a bare "refused".

Only what stands shortly before can be meant, and only what somebody else put forward; where nothing fits, nobody knows.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.ontology.claim import ActorRef, Demand, Move, ProposalMention
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.lookup import sentence_number, tokens_at
from travaux.spans import Span

MadeT = TypeVar("MadeT", ProposalMention, Demand)
ASKED = frozenset({"demand", "condition", "precondition", "request", "requirement"})
"""Nouns that call a demand by its name."""
_OFFERS = frozenset({"it", "deal", "proposal", "offer", "plan", "framework", "draft", "text", "document", "initiative"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both"})
_OWNED = frozenset({"its", "their", "his", "her", "'s", "’s"})
_BARE = frozenset({"refuse", "reject", "decline", "accept", "agree", "comply", "oblige"})
"""Verbs that answer what stands before them without naming it."""
_OF_NO_STATE = frozenset({ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.POLITICAL_PARTY, ActorKind.ORGANISATION})
_NEAR = 2
"""Sentences back to which a bare answer or a pronoun points at most."""
_FAR = 5
"""Sentences back to which "the demand" points at most."""


def find_asked(context: Context, move: Move, by: Sequence[ActorRef], demands: Sequence[Demand]) -> Demand | None:
    """The demand that an answer speaks of: that of its own words, else the last that "the demand" can mean."""
    if move.about is None:
        return None
    inside = [d for d in demands if move.about.overlaps(d.content_span or d.span) or move.about.overlaps(d.span)]
    if inside:
        return inside[0] if not stand_for(by) & stand_for(inside[0].by) else None
    noun = _asked_noun(context, move.about)
    if noun is None:
        return None
    owners = {a.name for c in noun.lefts if c.dep_ == "poss" for a in _owners(context, c)}
    found = [d for d in _before(context, move, demands, _FAR) if not stand_for(by) & stand_for(d.by)]
    if owners:
        return next((d for d in found if owners & stand_for(d.by)), None)
    put_to = [d for d in found if stand_for(by) & stand_for(d.of)]
    free = [d for d in found if not d.of]
    just = list(_before(context, move, found, 1)) if any(c.lower_ in {"this", "that"} for c in noun.lefts) else []
    return next(iter(put_to or free or just), None)


def find_meant(
    context: Context,
    move: Move,
    by: Sequence[ActorRef],
    proposals: Sequence[ProposalMention],
    demands: Sequence[Demand],
) -> ProposalMention | Demand | None:
    """The proposal or demand told last before an answer that names none: "the rebels turned it down", "he refused"."""
    if not by or not _points_back(context, move):
        return None
    bare = move.about is None
    offers = [
        p for p in _before(context, move, proposals, _NEAR) if p.authors and not stand_for(by) & stand_for(p.authors)
    ]
    asked = [d for d in _before(context, move, demands, _NEAR) if stand_for(by) & stand_for(d.of)] if bare else []
    told: tuple[ProposalMention | Demand, ...] = (*offers, *asked)
    return max(told, key=lambda c: c.span.end, default=None)


def told_of(context: Context, about: Span) -> Span:
    """What is answered, without what only follows it: "the demand" of "the demand as interference"."""
    tokens = tokens_at(context.doc, about.start, about.end)
    if tokens is None or tokens.root.pos_ != "NOUN":
        return about
    for token in tokens[tokens.root.i - tokens.start + 1 :]:
        loose = token.lower_ == "as" or (token.lower_ == "on" and _is_day(token))
        if loose and token.dep_ == "prep":
            end = context.doc[token.i - 1]
            return Span(about.start, end.idx + len(end))
    return about


def _is_day(prep: Token) -> bool:
    return any(c.ent_type_ == "DATE" for c in prep.children)


def _asked_noun(context: Context, about: Span) -> Token | None:
    """The noun of "the demand", "that condition", "the rebels' demands"."""
    tokens = tokens_at(context.doc, about.start, about.end)
    noun = tokens.root if tokens is not None else None
    if noun is None or noun.lemma_.lower() not in ASKED:
        return None
    return noun if any(c.lower_ in _POINTING or c.dep_ == "poss" for c in noun.lefts) else None


def _owners(context: Context, token: Token) -> tuple[ActorRef, ...]:
    from_words = context.references.mention_at(token)
    names = from_words.names if from_words is not None else ()
    return tuple(ActorRef(name=n) for n in names) if token.lower_ not in _OWNED else ()


def _points_back(context: Context, move: Move) -> bool:
    """Whether an answer's words leave out what it answers, or only point at it."""
    if move.about is None:
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        root = trigger.root if trigger is not None else None
        if root is None or root.pos_ != "VERB" or root.lemma_.lower() not in _BARE:
            return False
        return not any(c.dep_ in {"dobj", "xcomp", "ccomp", "nsubjpass"} or c.lower_ == "to" for c in root.children)
    words = context.quote(told_of(context, move.about)).lower().split()
    if words == ["it"]:
        return True
    return len(words) == 2 and words[0] in _POINTING and words[1] in _OFFERS


def _before(context: Context, move: Move, claims: Sequence[MadeT], reach: int) -> Iterator[MadeT]:
    """The claims that end before an answer and at most `reach` sentences back, the last first."""
    own = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if own is None:
        return
    here = sentence_number(own.root)
    for claim in sorted(claims, key=lambda c: c.span.end, reverse=True):
        tokens = tokens_at(context.doc, claim.span.start, claim.span.end)
        if tokens is None or claim.span.end > move.trigger.start or move.span.overlaps(claim.span):
            continue
        if here - sentence_number(tokens[-1]) <= reach:
            yield claim


def stand_for(actors: Sequence[ActorRef]) -> set[str]:
    """The names of actors and of the states that they act for; rebels act for none, wherever they are."""
    return {n for a in actors for n in (a.name, a.country if a.kind not in _OF_NO_STATE else None) if n}
