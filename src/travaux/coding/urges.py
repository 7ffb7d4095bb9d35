"""Demands that are told by a modal: "the rebels must leave", "it is time to open the port", in the words of one who speaks.

Nobody demands what the reporter holds to be due: only what a named speaker says, or the author of a statement.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from travaux.coding.asking import LOOSE, UNASKED
from travaux.coding.authors import subject_of
from travaux.coding.context import Context, make_refs
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_of_clause
from travaux.coding.table import Table, name_sides
from travaux.ontology.claim import ActorRef, Demand
from travaux.ontology.vocabulary import ActorKind, DemandStrength
from travaux.reading.annotations import Phrase
from travaux.reading.columns import words_of
from travaux.reading.lookup import sentence_of, text_of, tokens_at
from travaux.spans import Span, trim

_MUST = frozenset({"must", "should"})
_ADDRESSED = frozenset(
    {
        ActorKind.STATE,
        ActorKind.ARMED_GROUP,
        ActorKind.MOVEMENT,
        ActorKind.MILITARY,
        ActorKind.PERSON,
        ActorKind.IGO,
        ActorKind.POLITICAL_PARTY,
    }
)
_BODIES = frozenset(
    "party side force belligerent government leader community faction group army troop militia rebel authority member country "
    "stakeholder fighter neighbour neighbor ally council everyone all both".split()
)
"""Common nouns of those of whom something is demanded."""
_ARGUING = frozenset({"argue", "say", "insist", "stress", "add", "maintain", "declare", "warn"})
_ASKED = frozenset({"condition", "precondition", "demand", "term", "requirement"})
_MEETING = frozenset({"meet", "fulfil", "fulfill", "accept"})
_SAYING_WHAT = frozenset({"xcomp", "relcl", "acl", "ccomp"})
_DUE = frozenset({"imperative", "crucial", "essential", "vital", "critical", "important", "necessary", "urgent"})
_TIME_TO = frozenset({"time", "imperative", "crucial", "essential", "vital"})
_TELLING = _MUST | _DUE | _TIME_TO | {"importance"}
"""Words of which one stands in all that is told to be due."""


def find_urges(context: Context, table: Table) -> Iterator[Demand]:
    """One demand for each clause with "must", "should" or "it is time to" in somebody's words."""
    for token in words_of(context.doc, _TELLING):
        verb = _due(token)
        if verb is None:
            continue
        span = _clause(context.doc, token, verb)
        if span is None or span.end - span.start > 280:
            continue
        by = _owners(context, verb) or _by(context, span) or _by_participle(context, verb)
        of = _of(context, verb, table)
        if not by or of is None or {a.name for a in by} & {a.name for a in of}:
            continue
        tokens = tokens_at(context.doc, span.start, span.end)
        issue = issue_of_clause(tokens) if tokens is not None else None
        if issue is None and not of and _condition(verb) is None:
            continue
        demand = Demand(
            **ground(context, span, "demand-due"),
            by=by,
            of=of,
            content=context.quote(span),
            content_span=span,
            issue=issue,
            strength=DemandStrength.DEMAND if token.lower_ == "must" else DemandStrength.REQUEST,
        )
        yield demand
        yield from _joined(context, demand, verb)


def _joined(context: Context, demand: Demand, verb: Token) -> Iterator[Demand]:
    """ "It is time to free the crew, open the port and …": each further deed with an object is a demand of its own."""
    beside = (
        [c for c in verb.head.head.children if c.dep_ in {"xcomp", "conj"} and c.i > verb.i]
        if verb.dep_ == "relcl"
        else []
    )
    for other in (*verb.conjuncts, *beside, *(x for c in beside for x in c.conjuncts)):
        own = any(c.dep_ in {"nsubj", "nsubjpass", "aux"} and c.lower_ != "to" for c in other.lefts)
        if other.i < verb.i or other.tag_ != "VB" or own or not any(c.dep_ == "dobj" for c in other.rights):
            continue
        further = [c.i for c in other.rights if c.dep_ in {"conj", "cc"}]
        end = context.doc[min([*further, other.right_edge.i + 1]) - 1]
        while end.i > other.i and end.is_punct:
            end = context.doc[end.i - 1]
        part = trim(context.report.text, other.idx, end.idx + len(end), drop=' ,;.“”"')
        if part is None or part.overlaps(demand.span):
            continue
        tokens = tokens_at(context.doc, part.start, part.end)
        issue = issue_of_clause(tokens) if tokens is not None else None
        words = context.quote(part)
        yield replace(demand, span=part, quote=words, content=words, content_span=part, issue=issue)


def _due(token: Token) -> Token | None:
    """The verb of what is said to be due."""
    if token.tag_ == "MD" and token.lower_ in _MUST and token.dep_ == "aux":
        verb = token.head
        opens = any(c.dep_ == "mark" and c.lower_ in {"if", "whether"} for c in verb.children) or _is_of_which(verb)
        return None if verb.lemma_.lower() in UNASKED or opens or _is_asked(verb) or _is_inverted(token, verb) else verb
    come = token.lower_ == "time" and token.head.lemma_ == "come"
    if come or (token.lower_ in _TIME_TO and token.head.lemma_ == "be"):
        here = [
            c
            for c in (*token.children, *token.head.children)
            if c.dep_ in ({"xcomp", "relcl", "acl", "ccomp", "advcl"} if come else _SAYING_WHAT) and c.i > token.i
        ]
        found = next((c for c in here if c.tag_ == "VB"), None)
        return found if found is not None and any(c.lower_ == "to" for c in found.lefts) else None
    of = token.lower_ == "importance" and token.dep_ == "pobj" and token.head.lower_ == "of"
    being = token.head.head if of else token.head
    if ((token.lower_ in _DUE and token.dep_ == "acomp") or of) and being.lemma_ == "be":
        here = [c for c in (*token.children, *being.children) if c.dep_ == "ccomp" and c.i > token.i]
        return next((c for c in here if any(x.lower_ == "that" and x.dep_ == "mark" for x in c.lefts)), None)
    return None


def _is_of_which(verb: Token) -> bool:
    """ "A dream from which they should wake": what is said of a thing, not what is asked."""
    behind = [p for c in verb.lefts if c.dep_ == "prep" for p in c.children]
    return verb.dep_ == "relcl" and any(p.lower_ in {"which", "whom"} for p in behind)


def _is_inverted(token: Token, verb: Token) -> bool:
    """ "Should the rebels attack again": an "if"."""
    return any(c.i > token.i for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"})


def _is_asked(verb: Token) -> bool:
    """A question demands nothing."""
    return sentence_of(verb).text.rstrip(' ”"').endswith("?")


def _clause(doc: Doc, token: Token, verb: Token) -> Span | None:
    """From the subject, or the words that say it is due, to the end of the verb's clause or the next verb joined to it."""
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
    start = min(token.i, subject.left_edge.i if subject is not None else token.i)
    sent = sentence_of(verb)
    end = min(verb.right_edge.i + 1, sent.end)
    for i in range(verb.i + 1, end):
        joined = doc[i].dep_ == "conj" and doc[i].head.i == verb.i and _is_another(doc[i])
        if joined or (doc[i].dep_ in {"advcl", "relcl"} and doc[i].head.i <= verb.i):
            end = min(end, doc[i].left_edge.i)
            break
    while end > verb.i + 1 and (doc[end - 1].is_punct or doc[end - 1].lower_ in {"and", "but", "or"}):
        end -= 1
    text = text_of(doc)
    return trim(text, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), drop=' ,;.“”"') if end > start else None


def _is_another(verb: Token) -> bool:
    """Whether a joined verb opens a clause of its own: with a subject, or told as done ("… and has refused")."""
    return any(c.dep_ in {"nsubj", "nsubjpass"} or c.lower_ in {"has", "have", "had"} for c in verb.lefts)


def _by(context: Context, span: Span) -> tuple[ActorRef, ...]:
    """Who speaks: the named speaker, else the author of a statement."""
    voice = context.voice(span)
    if voice.speaker_span is not None and context.quote(voice.speaker_span).lower() in LOOSE:
        return ()
    if voice.speaker:
        known = voice.speaker in context.world.entries or voice.speaker_span is not None
        return (ActorRef(name=voice.speaker, span=voice.speaker_span, by="context"),) if known else ()
    return tuple(r for m in context.references.selves.authors for r in make_refs(m))


def _by_participle(context: Context, verb: Token) -> tuple[ActorRef, ...]:
    """ "Lima blocked the vote, arguing that all aid must go through it": whoever argues so."""
    over = verb.head
    if verb.dep_ != "ccomp" or over.tag_ != "VBG" or over.lemma_.lower() not in _ARGUING:
        return ()
    subject = subject_of(over)
    if subject is None:
        return ()
    found = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
    return tuple(a for a in found if a.by not in {"words", "pronoun"} and a.kind in _ADDRESSED)


def _condition(verb: Token) -> Token | None:
    """ "All conditions must be met before the war can end"."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    if subject is None or verb.lemma_.lower() not in _MEETING:
        return None
    heads = (subject, *(p for c in subject.rights if c.lower_ == "of" for p in c.children))
    return next((t for t in heads if t.lemma_.lower() in _ASKED), None)


def _owners(context: Context, verb: Token) -> tuple[ActorRef, ...]:
    """Whose conditions must be met, where their noun says so."""
    noun = _condition(verb)
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None) if noun is not None else None
    if owner is None or owner.lower_ in LOOSE:
        return ()
    found = context.actors((Phrase(span=Span(owner.idx, owner.idx + len(owner)), head=owner.i),))
    return tuple(a for a in found if a.by != "words")


def _of(context: Context, verb: Token, table: Table) -> tuple[ActorRef, ...] | None:
    """Of whom it is demanded; empty where only a thing is named ("the siege must end"), None where it is of oneself."""
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    denied = subject is not None and any(c.lower_ == "no" for c in subject.lefts)
    if subject is None or denied or subject.lower_ in {"it", "there", "this", "that", "which"}:
        return ()
    if subject.lower_ in {"i", "we", "you", "he", "she", "one", "something"}:
        return None
    heads = (subject, *subject.conjuncts)
    found = context.actors(tuple(Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in heads))
    named = name_sides(context, table, found)
    if verb.dep_ == "nsubjpass" or any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.lefts):
        return ()
    meant = tuple(a for a in named if a.kind in _ADDRESSED or set(a.name.lower().rstrip("s").split()) & _BODIES)
    if not meant and not {t.lemma_.lower() for t in heads} & _BODIES:
        return ()
    return meant
