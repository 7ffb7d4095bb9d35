"""Demands told as what something hangs on, or listed under their name.

"Will help only when the siege is lifted", "his terms: the army must leave and …", "its demand: no bases in the north".
"""

from collections.abc import Iterator

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.asking import LOOSE, is_loose
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_of_clause
from travaux.coding.table import Table, name_sides
from travaux.ontology.claim import ActorRef, Demand
from travaux.ontology.vocabulary import ActorKind, DemandStrength, Issue
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of, words_of
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_MARKS = frozenset({"if", "when", "once", "after"})
_MODALS = frozenset({"will", "would", "can", "could", "'ll", "’ll"})
_LISTED = {
    "demand": DemandStrength.DEMAND,
    "condition": DemandStrength.PRECONDITION,
    "precondition": DemandStrength.PRECONDITION,
    "term": DemandStrength.DEMAND,
    "requirement": DemandStrength.DEMAND,
}
_OPENING = 4
"""Tokens between a noun of asking and the colon of its list, at most."""
_LONGEST = 220
_SPEAKING = frozenset(
    {ActorKind.PERSON, ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.IGO, ActorKind.MILITARY}
)


def find_conditions(context: Context, table: Table) -> Iterator[Demand]:
    """One demand for each thing that something hangs on, and for each that is listed under a noun of asking."""
    for only in words_of(context.doc, {"only"}):
        demand = _only_if(context, only, table)
        if demand is not None:
            yield demand
    for noun in tokens_of(context.doc, frozenset(_LISTED)):
        yield from _listed(context, noun, table)


def _only_if(context: Context, only: Token, table: Table) -> Demand | None:
    """ "A deal is possible only if the crew is freed": in the words of one who is named, or of the subject itself."""
    clause = _clause_behind(only)
    verb = clause.head if clause is not None else None
    if clause is None or verb is None or not any(c.tag_ == "MD" and c.lower_ in _MODALS for c in verb.lefts):
        return None
    if any(c.dep_ == "neg" for c in verb.lefts) or sentence_of(only).text.rstrip(" ”\"'’").endswith("?"):
        return None
    mark = next(c for c in clause.lefts if c.lower_ in _MARKS)
    first, last = context.doc[mark.i + 1], clause.right_edge
    content = trim(context.report.text, first.idx, last.idx + len(last), drop=' ,;.“”"')
    whole = trim(context.report.text, verb.left_edge.idx, last.idx + len(last), drop=' ,;.“”"')
    by = _who_says(context, verb, table)
    if content is None or whole is None or not by or whole.end - whole.start > _LONGEST:
        return None
    of = _subject_of(context, clause, table)
    return _demand(context, whole, content, (by, of), ("only-if", DemandStrength.PRECONDITION))


def _clause_behind(only: Token) -> Token | None:
    """The verb of the clause that "only" stands before, or that ends what "only" limits: "will only help when …"."""
    after = only.nbor(1) if only.i + 1 < len(only.doc) else None
    if after is not None and after.lower_ in _MARKS and after.head.dep_ == "advcl":
        return after.head
    verb = only.head
    if only.dep_ != "advmod" or verb.pos_ not in {"VERB", "AUX"}:
        return None
    clauses = (c for c in verb.rights if c.dep_ == "advcl")
    return next((c for c in clauses if any(m.lower_ in _MARKS - {"after"} for m in c.lefts)), None)


def _who_says(context: Context, verb: Token, table: Table) -> tuple[ActorRef, ...]:
    """Who will do a thing only then, where named; else who says so."""
    voice = context.voice(Span(verb.idx, verb.idx + len(verb)))
    spoken = (ActorRef(name=voice.speaker, span=voice.speaker_span, by="context"),) if voice.speaker else ()
    words = context.quote(voice.speaker_span).lower() if voice.speaker_span is not None else ""
    if spoken and words not in LOOSE and (voice.speaker_span is not None or voice.speaker in context.world.entries):
        return name_sides(context, table, spoken)
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    found = context.actors((_phrase(subject),)) if subject is not None and subject.pos_ == "PROPN" else ()
    return name_sides(context, table, tuple(a for a in found if a.kind in _SPEAKING and a.by != "words"))


def _listed(context: Context, noun: Token, table: Table) -> Iterator[Demand]:
    """ "Set out his terms: the army must leave and pay", "its demands, including a payment": each that is listed."""
    sent = sentence_of(noun)
    stop = min(sent.end, noun.i + 1 + _OPENING)
    colon = next((t for t in context.doc[noun.i + 1 : stop] if t.text == ":" or t.lower_ == "including"), None)
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if colon is None or owner is None or colon.i + 1 >= sent.end:
        return
    found = context.actors((_phrase(owner),))
    by = tuple(a for a in name_sides(context, table, found) if a.by != "words" and a.kind in _SPEAKING)
    if not by or (owner.lower_ in LOOSE and not all(table.holds(a) for a in by)):
        return
    rest = context.doc[colon.i + 1 : sent.end]
    of = _subject_of(context, rest.root, table)
    for k, part in enumerate(_parts(context, rest)):
        whole = Span(noun.left_edge.idx, part.end)
        span = whole if k == 0 and whole.end - whole.start <= _LONGEST else part
        yield _demand(context, span, part, (by, of), ("listed", _LISTED[noun.lemma_.lower()]))


def _parts(context: Context, rest: SpacySpan) -> Iterator[Span]:
    """The coordinated clauses or things of a list."""
    root = rest.root
    heads = [root, *(t for t in root.conjuncts if t.i > root.i and t.pos_ == root.pos_ and t.i < rest.end)]
    for k, head in enumerate(heads):
        first = rest[0] if k == 0 else head.left_edge
        stop = heads[k + 1].left_edge.i if k + 1 < len(heads) else min(head.right_edge.i + 1, rest.end)
        while stop > first.i + 1 and (context.doc[stop - 1].is_punct or context.doc[stop - 1].dep_ == "cc"):
            stop -= 1
        last = context.doc[stop - 1]
        part = trim(context.report.text, first.idx, last.idx + len(last), drop=' ,;.“”"')
        if part is not None and " " in context.quote(part) and part.end - part.start <= _LONGEST:
            yield part


def _subject_of(context: Context, verb: Token, table: Table) -> tuple[ActorRef, ...]:
    """Who is to do it, where the clause names them as doing it."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    found = context.actors((_phrase(subject),)) if subject is not None else ()
    return tuple(a for a in name_sides(context, table, found) if a.kind in _SPEAKING and not is_loose(context, a))


def _demand(
    context: Context,
    span: Span,
    content: Span,
    between: tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]],
    how: tuple[str, DemandStrength],
) -> Demand:
    (by, of), (rule, strength) = between, how
    return Demand(
        **ground(context, span, f"demand-{rule}"),
        by=by,
        of=tuple(a for a in of if a.name not in {b.name for b in by}),
        content=context.quote(content),
        content_span=content,
        issue=_issue(context, content),
        strength=strength,
    )


def _issue(context: Context, content: Span) -> Issue | None:
    tokens = tokens_at(context.doc, content.start, content.end)
    return issue_of_clause(tokens) if tokens is not None else None


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
