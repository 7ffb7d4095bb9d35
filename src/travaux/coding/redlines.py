"""Demands told by what they are called: a red line, a precondition, a must, a sine qua non, not negotiable; never given up."""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.asking import LOOSE
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_of_clause
from travaux.coding.table import Table, name_sides, refer
from travaux.ontology.claim import ActorRef, Demand
from travaux.ontology.vocabulary import ActorKind, DemandStrength
from travaux.reading.annotations import Phrase
from travaux.reading.columns import columns_of
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_BEING = frozenset({"be", "remain", "constitute", "become"})
_CALLING = frozenset(
    {"call", "describe", "declare", "consider", "regard", "view", "see", "label", "treat", "deem", "make"}
)
_NOUNS = frozenset({"precondition", "pre-condition", "prerequisite", "dealbreaker", "deal-breaker"})
_KEPT = frozenset({"give", "cede", "relinquish", "surrender", "compromise", "budge", "abandon", "renounce"})
"""Verbs of giving up: who says that they will not do so tells what they will not do without."""
_TAKEN = frozenset({"accept", "allow", "tolerate", "agree", "permit", "let", "recognise", "recognize"})
_RESTING = frozenset({"stop", "rest", "relent", "pause", "cease", "yield"})
_KEEPING_ON = frozenset({"fight", "continue", "keep", "carry", "go", "remain"})
_FIGHTING = frozenset(
    {"fight", "fighting", "war", "offensive", "operation", "campaign", "attack", "strike", "struggle"}
)
_LEMMAS = frozenset({"line", "negotiable"}) | _NOUNS | _KEPT | _TAKEN | _RESTING | _KEEPING_ON
_WORDS = frozenset({"non-negotiable", "nonnegotiable", "non", "must"})
"""Lemmas and words of which one stands in all that is told so."""
_PLACED = frozenset({"for", "to"})
_FIRST = frozenset({"us", "me", "we", "i"})
_LONGEST = 200


def find_red_lines(context: Context, table: Table) -> Iterator[Demand]:
    """One demand for each thing that somebody calls a red line or the like, or says never to give up or take."""
    columns = columns_of(context.doc)
    for i, (lemma, word) in enumerate(zip(columns.lemma, columns.lower, strict=True)):
        if lemma not in _LEMMAS and word not in _WORDS:
            continue
        token = context.doc[i]
        strength = _strength(token)
        until = _until(context, token) if strength is None else None
        told = _called(context, token) if strength is not None else until or _never(context, token)
        if told is None:
            continue
        by, content, span = told
        by = tuple(a for a in name_sides(context, table, by) if a.by != "words" and a.kind is not ActorKind.OUTLET)
        tokens = tokens_at(context.doc, content.start, content.end)
        issue = issue_of_clause(tokens) if tokens is not None else None
        if not by or content.end - content.start > _LONGEST or (strength is None and until is None and issue is None):
            continue
        rule = "demand-red-line" if strength is not None else "demand-until" if until is not None else "demand-never"
        yield Demand(
            **ground(context, span, rule),
            by=by,
            of=_other_side(context, table, by),
            content=context.quote(content),
            content_span=content,
            issue=issue,
            strength=strength or (DemandStrength.DEMAND if until is not None else DemandStrength.RED_LINE),
        )


def _strength(token: Token) -> DemandStrength | None:
    """What a word makes of that which is called so; None for other words."""
    lemma, left = token.lemma_.lower(), token.doc[max(0, token.i - 2) : token.i]
    before = [t.lower_ for t in left]
    if lemma == "line" and before[-1:] == ["red"]:
        return DemandStrength.RED_LINE
    if lemma == "negotiable" and (before[-2:] == ["non", "-"] or before[-1:] in (["non"], ["not"])):
        return DemandStrength.RED_LINE
    if token.lower_ in {"non-negotiable", "nonnegotiable"}:
        return DemandStrength.RED_LINE
    if lemma in _NOUNS or (token.lower_ == "non" and before[-2:] == ["sine", "qua"]):
        return DemandStrength.PRECONDITION
    if token.lower_ == "must" and token.tag_ in {"NN", "NNP"} and before[-1:] in (["a"], ["absolute"]):
        return DemandStrength.PRECONDITION
    return None


_Told = tuple[tuple[ActorRef, ...], Span, Span]


def _called(context: Context, token: Token) -> _Told | None:
    """Who calls what so: "the port is a red line for Chad", "he called the port a red line", "Chad's red line is the port"."""
    top = token
    while top.dep_ in {"compound", "amod", "nmod", "conj", "npadvmod", "pobj", "prep", "acl"} and top.head != top:
        if top.dep_ == "conj" and top.head.pos_ in {"VERB", "AUX"}:
            break
        top = top.head
        if top.pos_ in {"VERB", "AUX"}:
            break
    verb = top if top.pos_ in {"VERB", "AUX"} else top.head
    if verb.lemma_.lower() not in _BEING | _CALLING or any(_is_denied(c, token) for c in verb.children):
        return None
    if verb.lemma_.lower() in _BEING:
        owner = next((c for c in top.children if c.dep_ == "poss"), None)
        if top.dep_ in {"nsubj", "nsubjpass"} and owner is not None:
            rest = [c for c in verb.rights if c.dep_ in {"attr", "ccomp", "xcomp", "acomp"}]
            return _made(context, context.actors((_phrase(owner),)), rest[0], verb, token) if rest else None
        subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "csubj"}), None)
        by = _for_whom(context, top, verb) or _speaker(context, token)
        return _made(context, by, subject, verb, token) if subject is not None else None
    thing = next((c for c in verb.rights if c.dep_ in {"dobj", "nsubj"} and c.i < token.i), None)
    thing = thing or next((c for t in verb.rights for c in t.lefts if c.dep_ == "nsubj" and c.i < token.i), None)
    subject = subject_of(verb)
    by = context.actors((_phrase(subject),)) if subject is not None else ()
    return _made(context, by, thing, verb, token) if thing is not None else None


def _made(
    context: Context, by: tuple[ActorRef, ...], thing: Token, verb: Token, token: Token
) -> tuple[tuple[ActorRef, ...], Span, Span] | None:
    """Who, what, and the words; None where only a pronoun says what."""
    if thing.pos_ == "PRON" or thing.lower_ in LOOSE or sentence_of(token).text.rstrip(" ”\"'’").endswith("?"):
        return None
    text = context.report.text
    last = thing.right_edge if thing.right_edge.i < token.i or thing.i > token.i else thing
    content = trim(text, thing.left_edge.idx, last.idx + len(last), drop=' ,;.“”"')
    first, end = min(thing.left_edge.i, verb.i), max(last.i, token.i)
    span = trim(text, context.doc[first].idx, context.doc[end].idx + len(context.doc[end]), drop=' ,;.“”"')
    return (
        (by, content, span) if content is not None and span is not None and span.end - span.start < _LONGEST else None
    )


def _is_denied(child: Token, token: Token) -> bool:
    return child.dep_ == "neg" and token.lemma_.lower() != "negotiable"


def _for_whom(context: Context, top: Token, verb: Token) -> tuple[ActorRef, ...]:
    """ "For the rebels": whose red line it is."""
    preps = [c for t in (top, verb) for c in t.children if c.dep_ == "prep" and c.lower_ in _PLACED]
    things = [p for c in preps for p in c.children if p.dep_ == "pobj" and p.lower_ not in _FIRST]
    found = context.actors(tuple(_phrase(x) for p in things for x in (p, *p.conjuncts)))
    return tuple(a for a in found if a.by != "words")


def _speaker(context: Context, token: Token) -> tuple[ActorRef, ...]:
    voice = context.voice(Span(token.idx, token.idx + len(token)))
    if not voice.speaker or (voice.speaker_span is None and voice.speaker not in context.world.entries):
        return ()
    return (ActorRef(name=voice.speaker, span=voice.speaker_span, by="context"),)


def _never(context: Context, token: Token) -> _Told | None:
    """ "We will never give up the enclave", "Chad will not compromise on the port"."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" or lemma not in _KEPT | _TAKEN:
        return None
    future = any(c.tag_ == "MD" and c.lower_ in {"will", "’ll", "'ll", "wo"} for c in token.lefts)
    never = any(c.lower_ == "never" for c in token.lefts)
    refused = never or (lemma in _KEPT and any(c.dep_ == "neg" for c in token.lefts))
    thing = next((c for c in token.rights if c.dep_ in {"dobj", "prep", "ccomp"}), None)
    subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
    if not future or not refused or thing is None or subject is None:
        return None
    own = subject.lower_ in {"i", "we"}
    by = _speaker(context, token) if own else context.actors((_phrase(subject),))
    modal = next(c for c in token.lefts if c.tag_ == "MD")
    end = thing.right_edge
    content = trim(context.report.text, modal.idx, end.idx + len(end), drop=' ,;.“”"')
    span = trim(context.report.text, subject.left_edge.idx, end.idx + len(end), drop=' ,;.“”"')
    return (
        (by, content, span) if content is not None and span is not None and span.end - span.start < _LONGEST else None
    )


def _until(context: Context, token: Token) -> _Told | None:
    """ "We will not rest until they are freed", "would keep fighting until the town gives in": what it is done for."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" or lemma not in _RESTING | _KEEPING_ON:
        return None
    future = any(c.tag_ == "MD" and c.lower_ in {"will", "’ll", "'ll", "wo", "would"} for c in token.lefts)
    denied = any(c.dep_ == "neg" or c.lower_ == "never" for c in token.lefts)
    inside = {t.lemma_.lower() for t in token.subtree}
    on = lemma in _KEEPING_ON and not denied and bool(inside & _FIGHTING | ({lemma} & _FIGHTING))
    clause = next((c for c in token.subtree if c.dep_ == "advcl" and any(x.lower_ == "until" for x in c.lefts)), None)
    subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
    if not future or not (on or (denied and lemma in _RESTING)) or clause is None or subject is None:
        return None
    by = _speaker(context, token) if subject.lower_ in {"i", "we"} else context.actors((_phrase(subject),))
    first, end = clause.left_edge.nbor(1), clause.right_edge
    content = trim(context.report.text, first.idx, end.idx + len(end), drop=' ,;.“”"')
    span = trim(context.report.text, subject.left_edge.idx, end.idx + len(end), drop=' ,;.“”"')
    return (
        (by, content, span) if content is not None and span is not None and span.end - span.start < _LONGEST else None
    )


def _other_side(context: Context, table: Table, by: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """The other of the two sides of the talks, where one of them draws the line."""
    names = {n for a in by for n in (a.name, a.country) if n} & set(table.sides)
    if len(table.sides) != 2 or len(names) != 1:
        return ()
    return tuple(refer(context, n) for n in table.sides if n not in names)


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
