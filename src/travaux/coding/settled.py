"""What became of a demand, as the same report tells it: refused or met by those of whom it was made, dropped by its makers."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from travaux.coding.answered import ASKED, stand_for
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.merging import pass_on
from travaux.coding.numbers import read_number
from travaux.ontology.claim import ActorRef, Demand, Move, Passage, Response, claim_id
from travaux.ontology.vocabulary import Act, DemandState, Modality, ResponseKind
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_number, sentence_of, tokens_at
from travaux.spans import Span

_STATES = {ResponseKind.REJECT: DemandState.REFUSED, ResponseKind.ACCEPT: DemandState.MET}
_DROPPING = frozenset({"drop", "abandon", "waive", "withdraw", "renounce", "relinquish", "retract", "shelve"})
_WANTED = ASKED | {"insistence"}
_LOOSE = frozenset({"it", "they", "he", "she"})
_NEAR = 2
"""The same of a pronoun: "it has dropped that condition"."""
_FREEING = frozenset({"free", "release", "liberate"})
_FAR = 4
"""Sentences back to which "dropped that demand" points at most."""


def settle_demands(
    context: Context, demands: Sequence[Demand], responses: Sequence[Response], moves: Sequence[Move] = ()
) -> tuple[Demand, ...]:
    """The demands with the state that answers, deeds and words of giving up bring them into, and where that is told.

    "Rejected the demands" answers all that the same side made in one sentence. Of `moves` those that free a number of the
    people whom a demand was to free meet it, in whole or in part.
    """
    out = {claim_id(d): d for d in demands}
    for response in responses:
        asked = out.get(response.target or "")
        state = _STATES.get(response.answer)
        if asked is None or state is None or not _is_asked(response, asked):
            continue
        for key in [k for k, d in out.items() if k == response.target or _told_together(context, response, asked, d)]:
            out[key] = _move(out[key], state, pass_on(response))
    for move in moves:
        for key, state in _freed(context, move, out):
            out[key] = _move(out[key], state, pass_on(move))
    for verb, noun in _droppings(context):
        for key in _dropped(context, verb, noun, out):
            out[key] = _move(out[key], DemandState.DROPPED, _passage(context, verb, noun))
    return tuple(out.values())


def _is_asked(response: Response, demand: Demand) -> bool:
    """Whether those who answer are those of whom it was demanded, or nobody knows of whom."""
    asked = stand_for(demand.of)
    return not asked or bool(asked & stand_for(response.by))


def _move(demand: Demand, state: DemandState, told: Passage) -> Demand:
    if demand.state is not DemandState.OPEN:
        return demand
    also = demand.also if told.span == demand.span else (*demand.also, told)
    return replace(demand, state=state, also=also)


def _told_together(context: Context, response: Response, asked: Demand, other: Demand) -> bool:
    """Whether "the demands" that are answered are those of one sentence, of which `other` is one."""
    words = context.quote(response.about).lower().split() if response.about is not None else []
    if not words or not words[-1].endswith("s") or [a.name for a in asked.by] != [a.name for a in other.by]:
        return False
    return _number(context, asked.span) == _number(context, other.span)


def _number(context: Context, span: Span) -> int:
    tokens = tokens_at(context.doc, span.start, span.end)
    return sentence_number(tokens[0]) if tokens is not None else -1


def _freed(context: Context, move: Move, demands: dict[str, Demand]) -> list[tuple[str, DemandState]]:
    """The last demand that those who free somebody were told of before, if both give a number of those to be freed."""
    verb = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    done = _number_freed(verb.root) if verb is not None and move.act is Act.RELEASE else None
    if verb is None or done is None or move.modality is not Modality.ASSERTED:
        return []
    here = sentence_number(verb.root)
    for key, demand in reversed(demands.items()):
        asked = (
            tokens_at(context.doc, demand.content_span.start, demand.content_span.end) if demand.content_span else None
        )
        if asked is None or demand.span.end > move.span.start:
            continue
        wanted = next((n for t in asked if t.lemma_.lower() in _FREEING and (n := _number_freed(t)) is not None), None)
        if wanted is None or here - _number(context, demand.span) > _FAR:
            continue
        if stand_for([a for a in move.actors if a.by != "context"]) & stand_for(demand.of):
            return [(key, DemandState.MET if done >= wanted else DemandState.PARTLY_MET)]
    return []


def _number_freed(verb: Token) -> float | None:
    """How many people a verb frees: "17 of them", "26 sailors"."""
    thing = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if thing is None:
        return None
    told = [thing] if thing.pos_ == "NUM" else [c for c in thing.lefts if c.dep_ == "nummod"]
    return read_number(told[0]) if told else None


def _droppings(context: Context) -> list[tuple[Token, Token]]:
    """Verbs of giving up with a demand as their object: "dropped that condition", "has abandoned its insistence on …"."""
    found = []
    for noun in tokens_of(context.doc, _WANTED):
        verb = noun.head if noun.dep_ == "dobj" else None
        if verb is None or verb.lemma_.lower() not in _DROPPING or any(c.dep_ == "neg" for c in verb.children):
            continue
        loose = any(c.tag_ == "MD" or c.lower_ == "to" for c in verb.lefts)
        if not loose:
            found.append((verb, noun))
    return found


def _dropped(context: Context, verb: Token, noun: Token, demands: dict[str, Demand]) -> list[str]:
    """The demand that a noun itself tells, else the last one that the subject of the verb made before."""
    inside = [
        k for k, d in demands.items() if d.content_span and noun.idx <= d.content_span.start <= _end(noun.right_edge)
    ]
    if inside:
        return inside[:1]
    makers = stand_for(_subject(context, verb))
    here = sentence_number(verb)
    before = [(k, d) for k, d in demands.items() if d.span.start < verb.idx]
    subject = subject_of(verb)
    if subject is not None and subject.lower_ in _LOOSE:
        own = [(k, d) for k, d in before if here - _number(context, d.span) <= _NEAR]
    else:
        near = [(k, d) for k, d in before if here - _number(context, d.span) <= _FAR]
        own = [(k, d) for k, d in near if makers & stand_for(d.by)]
    return [max(own, key=lambda row: row[1].span.end)[0]] if own else []


def _subject(context: Context, verb: Token) -> tuple[ActorRef, ...]:
    subject = subject_of(verb)
    if subject is None:
        return ()
    return context.actors((Phrase(span=Span(subject.idx, _end(subject)), head=subject.i),))


def _passage(context: Context, verb: Token, noun: Token) -> Passage:
    sent = sentence_of(verb)
    first = subject_of(verb) or verb
    start = max(sent.start_char, min(first.left_edge.idx, verb.idx))
    base = ground(context, Span(start, max(_end(noun), _end(verb))), "demand-dropped")
    return Passage(span=base["span"], quote=base["quote"], voice=base["voice"], modality=base["modality"])


def _end(token: Token) -> int:
    return token.idx + len(token)
