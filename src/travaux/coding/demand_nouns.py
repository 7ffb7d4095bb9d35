"""Demands told by a noun with its owner and its content: "turned down the rebels' demand to open the port"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.asking import is_loose
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_of_clause
from travaux.coding.table import Table, name_sides
from travaux.ontology.claim import ActorRef, Demand
from travaux.ontology.vocabulary import DemandStrength
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_NOUNS = {
    "demand": DemandStrength.DEMAND,
    "request": DemandStrength.REQUEST,
    "call": DemandStrength.REQUEST,
    "condition": DemandStrength.PRECONDITION,
    "precondition": DemandStrength.PRECONDITION,
}
_ANSWERING = frozenset(
    "accept reject refuse dismiss rebuff oppose resist grant meet ignore decline turn rule agree".split()
)
"""Verbs whose object a demand is for the one to whom it was put."""
_OTHERS = _ANSWERING | frozenset(
    "condemn deplore denounce decry criticise criticize discuss consider study weigh review receive hear face rubbish"
    " deride mock brush shrug bow yield see witness".split()
)
"""Verbs whose object or passive subject is what somebody else demands."""
_INNER = frozenset({"conj", "pobj", "prep"})
"""How a noun hangs on another, or on what stands before it: "cases of abuse and calls for …"."""
_JUDGED = frozenset(
    "unrealistic unacceptable unreasonable excessive absurd impossible outrageous ridiculous illegitimate unjustified"
    " unfounded unlawful inadmissible maximalist nonsense blackmail nonstarter non-starter insulting".split()
)
"""What is said of a demand by who does not make it."""
_LONGEST = 240


def find_owned(context: Context, table: Table) -> Iterator[Demand]:
    """One demand for each such noun that somebody answers, or whose content is of the talks' matters."""
    for noun in tokens_of(context.doc, frozenset(_NOUNS)):
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
        content = _content(context, noun)
        if owner is None or content is None:
            continue
        by = name_sides(context, table, tuple(a for a in _actors(context, owner) if not is_loose(context, a)))
        answered = verb.lemma_.lower() in _ANSWERING
        subject = subject_of(verb) if answered else _who_is_to(context, content)
        of = name_sides(context, table, _actors(context, subject)) if subject is not None else ()
        of = tuple(a for a in of if not is_loose(context, a) and a.name not in {b.name for b in by})
        if not by or all(b.by == "words" for b in by) or not (of or (not answered and _is_of_talks(context, content))):
            continue
        span = Span(noun.left_edge.idx, content.end)
        tokens = tokens_at(context.doc, content.start, content.end)
        yield Demand(
            **ground(context, span, "demand-owned"),
            by=by,
            of=of,
            content=context.quote(content),
            content_span=content,
            issue=issue_of_clause(tokens) if tokens is not None else None,
            strength=_NOUNS[noun.lemma_.lower()],
        )


def is_anothers(noun: Token, by: Sequence[ActorRef]) -> bool:
    """ "Calls for a boycott were condemned", "demands to leave are unrealistic": not of those who say so.

    Whoever the noun's own words name ("the rebels' demands") makes it all the same.
    """
    if noun.lemma_.lower() not in _NOUNS:
        return False
    owners = [t for c in noun.children if c.dep_ in {"poss", "agent"} or c.lower_ in {"from", "by"} for t in c.subtree]
    if any(a.span is not None and a.span.overlaps(Span(t.idx, t.idx + len(t))) for a in by for t in owners):
        return False
    top = noun
    while top.dep_ in _INNER and top.head.i < top.i and top.head.pos_ != "VERB":
        top = top.head
    if top.dep_ in {"dobj", "nsubjpass", "prep"} and top.head.pos_ == "VERB" and top.head.lemma_.lower() in _OTHERS:
        return True
    verb = noun.head
    told = [t for c in verb.rights if c.dep_ in {"acomp", "attr", "oprd", "xcomp"} for t in (c, *c.children)]
    return any(t.lower_ in _JUDGED for t in told) and noun.dep_ in {"nsubj", "nsubjpass", "dobj"}


def _who_is_to(context: Context, content: Span) -> Token | None:
    """ "That it raise its imports", "for the army to leave": who is to do what is asked."""
    tokens = tokens_at(context.doc, content.start, content.end)
    verbs = [t for t in tokens or () if t.tag_ in {"VB", "VBP", "VBZ"}]
    return next((c for v in verbs for c in v.lefts if c.dep_ == "nsubj"), None)


def _is_of_talks(context: Context, content: Span) -> bool:
    tokens = tokens_at(context.doc, content.start, content.end)
    return tokens is not None and issue_of_clause(tokens) is not None


def _content(context: Context, noun: Token) -> Span | None:
    """ "To open the port", "that the port be opened", "for the opening of the port"."""
    doc = noun.doc
    if noun.i + 2 < len(doc) and doc[noun.i + 1].lower_ == "to" and doc[noun.i + 2].tag_ == "VB":
        return _stretch(context, noun, doc[noun.i + 1], doc[noun.i + 2])
    for child in noun.rights:
        deed = child.dep_ in {"acl", "relcl", "ccomp"} and any(c.lower_ in {"to", "that"} for c in child.lefts)
        first = child.left_edge if deed else None
        if child.lower_ == "for" and child.dep_ == "prep":
            first = next((p.left_edge for p in child.children if p.dep_ == "pobj"), None)
        span = _stretch(context, noun, first, child) if first is not None else None
        if span is not None:
            return span
    return None


def _stretch(context: Context, noun: Token, first: Token, last: Token) -> Span | None:
    """From the first word of a content to the end of what hangs on its last, up to the next comma."""
    if first.i <= noun.i:
        return None
    stop = min(last.right_edge.i + 1, sentence_of(noun).end)
    cut = next((t.i for t in context.doc[first.i : stop] if t.text in {",", ";"}), stop)
    end = context.doc[cut - 1]
    span = trim(context.report.text, first.idx, end.idx + len(end), drop=' ,;.“”"')
    if span is None or span.end - span.start > _LONGEST or " " not in context.quote(span):
        return None
    return span


def _actors(context: Context, token: Token) -> tuple[ActorRef, ...]:
    return context.actors((Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i),))
