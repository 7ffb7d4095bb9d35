"""Signed texts and resolutions: which body adopted or signed what, and when."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.times import find_when
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import Instrument, Move
from travaux.ontology.vocabulary import Act, ActorKind, Modality
from travaux.reading.acts.background import is_dated_near
from travaux.reading.acts.modality import find_modality
from travaux.reading.acts.syntax import VERBS
from travaux.reading.columns import tokens_of
from travaux.spans import Span

Action = Literal["adopted", "vetoed", "signed", "drafted", "cited"]
_DONE = {Modality.ASSERTED, Modality.HISTORICAL}
_BODIES = {ActorKind.IGO, ActorKind.AGENCY, ActorKind.FORMAT, ActorKind.ORGANISATION}


def code_instruments(context: Context, moves: Sequence[Move]) -> tuple[Instrument, ...]:
    """Each text that a body adopted, vetoed or signed, or that is cited by its body or number."""
    words = load_bargaining_words()
    out = []
    for token in tokens_of(context.doc, words.instruments):
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ == "compound":
            continue
        verb, action = _action(token, words.adopted, words.signed)
        body = _body(context, token, verb)
        numbered = any(
            t.like_num for t in token.rights if t.dep_ in {"nummod", "appos", "npadvmod"} and t.i == token.i + 1
        )
        if action == "cited" and not ((body and token.lemma_.lower() == "resolution") or numbered):
            continue
        if action != "cited" and body is None and action == "adopted":
            continue
        out.append(_instrument(context, token, verb, action, body, moves))
    return tuple(out)


def _action(token: Token, adopted: frozenset[str], signed: frozenset[str]) -> tuple[Token | None, Action]:
    """ "The resolution approved last month", "adopted a resolution", "signed the accord", "vote on a resolution"."""
    verbs = [c for c in token.children if c.dep_ in {"acl", "relcl"}]
    if token.dep_ in {"dobj", "nsubjpass"}:
        verbs.append(token.head)
    if token.dep_ == "pobj" and token.head.lower_ == "on" and token.head.head.lemma_ == "vote":
        verbs.append(token.head.head)
    for verb in verbs:
        lemma = verb.lemma_.lower()
        if verb.pos_ in VERBS and find_modality(verb, token.doc._.published) not in _DONE:
            continue
        if lemma == "veto":
            return verb, "vetoed"
        if lemma in adopted:
            return verb, "adopted"
        if lemma in signed:
            return verb, "signed"
        if lemma in {"draft", "circulate", "table"}:
            return verb, "drafted"
    return None, "cited"


def _body(context: Context, token: Token, verb: Token | None) -> str | None:
    """The body whose text it is: a modifier of the noun, or the subject of the verb."""
    near = [t for t in token.lefts if t.dep_ in {"compound", "nmod", "amod", "poss"}]
    if verb is not None:
        near += [t for t in verb.children if t.dep_ in {"nsubj", "agent"}]
        near += [p for t in verb.children if t.dep_ == "agent" for p in t.children]
        near += [t for t in verb.children if verb.pos_ == "NOUN" and t.dep_ in {"compound", "poss", "nmod"}]
        near += [
            p for s in verb.children if s.dep_ == "nsubj" for t in s.children if t.dep_ == "prep" for p in t.children
        ]
    for t in near:
        mention = context.references.mention_at(t)
        if mention is not None and (mention.kind in _BODIES or mention.kind is ActorKind.STATE):
            return mention.names[0]
    return None


def _instrument(
    context: Context, token: Token, verb: Token | None, action: Action, body: str | None, moves: Sequence[Move]
) -> Instrument:
    edges = [token.left_edge.idx, token.idx + len(token)]
    for t in token.rights:
        if t.like_num and t.i == token.i + 1:
            edges.append(t.idx + len(t))
    label = Span(min(edges), max(edges))
    end = max(label.end, verb.idx + len(verb)) if verb is not None else label.end
    start = min(label.start, verb.idx) if verb is not None else label.start
    trigger = Span(verb.idx, verb.idx + len(verb)) if verb is not None else label
    span = _with_time(context, Span(start, end), trigger)
    issues = next((m.issues for m in moves if m.act is Act.VOTE and m.trigger.overlaps(trigger)), ())
    words = context.quote(label)
    base = ground(context, span, "instrument")
    if verb is not None and _is_recalled(token, verb, context.doc._.published):
        base["modality"] = Modality.HISTORICAL
    return Instrument(
        **base,
        label=words.removeprefix("the ").removeprefix("The ").removeprefix("a "),
        body=body,
        action=action,
        issues=issues,
        when=find_when(context, trigger, span),
    )


def _is_recalled(noun: Token, verb: Token, published: date | None) -> bool:
    """Whether a text is no news of the report: signed far back, or its signing only says which one is meant.

    "The treaty was signed in 1979", "tore up the pact that his predecessor had signed", "since the council adopted it";
    not "welcomed the accord signed on Sunday".
    """
    if verb.pos_ in VERBS and find_modality(verb, published) is Modality.HISTORICAL:
        return True
    past = any(c.dep_ in {"aux", "auxpass"} and c.lower_ == "had" for c in verb.lefts)
    since = verb.dep_ == "advcl" and any(c.lower_ in {"since", "when", "as"} for c in verb.lefts)
    described = verb.dep_ in {"acl", "relcl"} and verb.head == noun
    return (described or past or since) and not is_dated_near(verb, published)


def _with_time(context: Context, span: Span, trigger: Span) -> Span:
    """The span with the time that stands right behind the trigger ("approved last month")."""
    for time in context.doc._.times:
        if 0 <= time.span.start - trigger.end <= 4 and time.span.start >= span.start:
            return Span(span.start, max(span.end, time.span.end))
    return span
