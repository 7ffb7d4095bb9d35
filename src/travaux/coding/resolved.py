"""What an international body resolves: "the council voted for a truce", "a ceasefire ordered by the UN"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.doers import find_actors, find_subject
from travaux.coding.grounding import ground
from travaux.coding.labels import deal_span, find_lineage, is_modifier
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import ActorKind, ProposalState
from travaux.reading.columns import tokens_of
from travaux.spans import trim

_ORDERING = frozenset({"order", "mandate", "impose", "decree", "adopt", "approve", "pass", "back", "endorse", "demand"})
_CALLING = frozenset({"call", "demand", "order", "mandate", "require", "impose"})
_UNMADE = frozenset({"draft", "proposed", "new", "another", "no", "any", "rival"})
_VOTING = frozenset({"vote"})
_LONGEST = 200


def find_resolved(context: Context, known: Sequence[ProposalMention]) -> Iterator[ProposalMention]:
    """A truce or a resolution that a body has resolved: agreed, and its own."""
    for noun in tokens_of(context.doc, load_term_words().bare_pauses | {"resolution"}):
        if noun.pos_ not in {"NOUN", "PROPN"} or is_modifier(noun) or noun.tag_ in {"NNS", "NNPS"}:
            continue
        verb, by = _resolving(context, noun)
        label = deal_span(noun)
        if verb is None or not by or any(p.span.overlaps(label) for p in known):
            continue
        start, end = min(verb.idx, label.start), max(label.end, verb.idx + len(verb))
        span = trim(context.report.text, start, end)
        if span is None or end - start > _LONGEST:
            continue
        yield ProposalMention(
            **ground(context, span, "proposal-resolved"),
            authors=by,
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            state=ProposalState.ACCEPTED,
        )


def _resolving(context: Context, noun: Token) -> tuple[Token | None, tuple[ActorRef, ...]]:
    """The verb of resolving, and the body that does it."""
    if noun.lemma_.lower() == "resolution" and not _is_unmade(noun):
        body = _bodies(context, [c for c in noun.lefts if c.dep_ in {"compound", "nmod", "poss", "amod"}])
        heads = (noun.head,) if noun.dep_ == "nsubj" else ()
        clauses = (c for c in noun.rights if c.dep_ in {"relcl", "acl"})
        tells = next((c for c in (*clauses, *heads) if c.lemma_.lower() in _CALLING), None)
        if body and tells is not None and not any(c.tag_ == "MD" for c in tells.lefts):
            return tells, body
    for verb in noun.rights:
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.lemma_.lower() in _ORDERING:
            by = [p for c in verb.children if c.lower_ == "by" for p in c.children if p.dep_ == "pobj"]
            return verb, _bodies(context, by)
    if noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.head.head.lemma_.lower() in _VOTING:
        return noun.head.head, _voter(context, noun.head.head)
    adopting = load_bargaining_words().adopted | {"order", "mandate"}
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in adopting:
        return noun.head, _voter(context, noun.head)
    return None, ()


def _voter(context: Context, verb: Token) -> tuple[ActorRef, ...]:
    """The body that votes; "which" is the noun before it."""
    if verb.tag_ in {"VB", "VBG"} or any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children):
        return ()
    subject = find_subject(verb)
    if subject is not None and subject.lower_ in {"which", "that"} and verb.dep_ == "relcl":
        subject = verb.head
    return _bodies(context, [subject]) if subject is not None else ()


def _bodies(context: Context, heads: Sequence[Token]) -> tuple[ActorRef, ...]:
    return tuple(a for a in find_actors(context, tuple(heads)) if a.kind is ActorKind.IGO)


def _is_unmade(noun: Token) -> bool:
    """ "A draft resolution", "the renewal of a resolution": still to be voted on."""
    near = noun.doc[max(0, noun.i - 6) : noun.i]
    return any(t.lower_ in _UNMADE for t in near) or (
        noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in {"renewal", "extension", "passage", "adoption"}
    )
