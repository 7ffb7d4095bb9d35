"""Readiness told as an offer: "is ready to send observers if …", "willing to host", "the premier's readiness to free them"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.asking import is_loose
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_of
from travaux.coding.labels import find_lineage
from travaux.coding.table import Table, name_sides
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import ActorKind, Modality, ProposalState
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_READY = frozenset({"ready", "willing", "prepared"})
_READINESS = frozenset({"readiness", "willingness", "preparedness"})
_ANSWERING = frozenset(
    {"accept", "agree", "approve", "consider", "discuss", "talk", "negotiate", "meet", "work", "go", "do", "be"}
)
"""Who is ready for these answers, and offers nothing of their own."""
_HOSTILE = frozenset({"respond", "die", "defend", "confront", "face", "use", "act", "continue", "deal"})
_KINDS = frozenset(
    {ActorKind.STATE, ActorKind.PERSON, ActorKind.ARMED_GROUP, ActorKind.IGO, ActorKind.MOVEMENT, ActorKind.MILITARY}
)
_LONGEST = 200


def find_readiness(context: Context, known: Sequence[ProposalMention], table: Table) -> Iterator[ProposalMention]:
    """One floated offer for each thing that somebody named is told to be ready to do, where nothing else tells it."""
    for token in context.doc:
        deed = _deed(token)
        if deed is None or not _is_offer(deed):
            continue
        end = _end(deed)
        first = next(c for c in deed.lefts if c.lower_ == "to")
        label = trim(context.report.text, first.idx, end.idx + len(end), drop=' ,;.“”"')
        by = tuple(a for a in name_sides(context, table, _who(context, token)) if a.kind in _KINDS and a.by != "words")
        by = tuple(a for a in by if not is_loose(context, a))
        if label is None or not by or label.end - label.start > _LONGEST or any(p.span.overlaps(label) for p in known):
            continue
        issue = issue_of(context.doc[deed.i : end.i + 1])
        if issue is None:
            continue
        span = Span(min(token.idx, label.start), label.end)
        yield ProposalMention(
            **ground(context, span, "proposal-readiness") | {"modality": Modality.HYPOTHETICAL},
            authors=by,
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            issues=(issue,),
            state=ProposalState.FLOATED,
        )


def _deed(token: Token) -> Token | None:
    """The verb of what somebody is ready for; None where the words deny it or only ask."""
    lemma = token.lemma_.lower()
    if lemma not in _READY | _READINESS or sentence_of(token).text.rstrip(" ”\"'’").endswith("?"):
        return None
    over = token.head if lemma in _READY else token
    if any(c.dep_ == "neg" or (c.tag_ == "MD" and c.lower_ not in {"would", "will"}) for c in over.children):
        return None
    if any(c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless", "until"} for c in over.children):
        return None
    return next((c for c in token.rights if c.tag_ == "VB" and any(x.lower_ == "to" for x in c.lefts)), None)


def _is_offer(deed: Token) -> bool:
    lemma = deed.lemma_.lower()
    return lemma not in _ANSWERING | _HOSTILE | load_bargaining_words().harming - load_term_words().deed_verbs


def _who(context: Context, token: Token) -> tuple[ActorRef, ...]:
    """Whose readiness it is: the subject of the copula, or the owner of the noun, or who expresses it."""
    if token.lemma_.lower() in _READINESS:
        owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
        if owner is not None and owner.lower_ not in {"its", "his", "her", "their", "our", "my"}:
            return context.actors((_phrase(owner),))
        subject = subject_of(token.head) if token.head.pos_ == "VERB" else None
    else:
        subject = subject_of(token.head) if token.head.pos_ in {"AUX", "VERB"} else None
    if subject is None:
        return ()
    if subject.lower_ in {"i", "we"}:
        voice = context.voice(Span(token.idx, token.idx + len(token)))
        return (
            (ActorRef(name=voice.speaker, kind=ActorKind.PERSON, span=voice.speaker_span, by="context"),)
            if voice.speaker
            else ()
        )
    return context.actors(tuple(_phrase(t) for t in (subject, *subject.conjuncts)))


def _end(deed: Token) -> Token:
    """The last word of what is offered, before the clause that says on what condition."""
    clauses = [c for c in deed.rights if c.dep_ == "advcl"]
    last = clauses[0].left_edge.i - 1 if clauses else deed.right_edge.i
    while last > deed.i and (deed.doc[last].is_punct or deed.doc[last].is_space):
        last -= 1
    return deed.doc[last]


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
