"""Readiness told as an offer: "is ready to send observers if …", "willing to host", "the premier's readiness to free them"."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.asking import is_loose
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_of
from travaux.coding.labels import find_lineage
from travaux.coding.offered import GOOD_OFFICES
from travaux.coding.table import Table, name_sides
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import ActorKind, Modality, ProposalState
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of, words_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_READY = frozenset({"ready", "willing", "prepared"})
_OPEN = "open"
"""Ready for what stands as a gerund: "open to freeing the crew"."""
_READINESS = frozenset({"readiness", "willingness", "preparedness"})
_TELLING = _READY | _READINESS | {_OPEN}
_ANSWERING = frozenset(
    {"accept", "agree", "approve", "consider", "discuss", "talk", "negotiate", "meet", "work", "go", "do", "be"}
)
"""Who is ready for these answers, and offers nothing of their own."""
_HOSTILE = frozenset({"respond", "die", "defend", "confront", "face", "use", "act", "continue", "deal"})
_KINDS = frozenset(
    {ActorKind.STATE, ActorKind.PERSON, ActorKind.ARMED_GROUP, ActorKind.IGO, ActorKind.MOVEMENT, ActorKind.MILITARY}
)
_MODALS = frozenset({"would", "could", "will"})
_SAYING = frozenset({"say", "announce", "indicate", "signal", "add", "tell", "promise"})
_LONGEST = 200
_TERMS = re.compile(
    r"\b(?:if|once|provided|in (?:exchange|return)|as long as|on condition|unless|when|after|should (?:the|both|it)|post)\b",
    re.IGNORECASE,
)
"""Words of what an offer hangs on."""


def find_readiness(context: Context, known: Sequence[ProposalMention], table: Table) -> Iterator[ProposalMention]:
    """One floated offer for each thing that somebody named is told to be ready to do, where nothing else tells it."""
    conditional = {t.head.i for t in words_of(context.doc, _MODALS) if _is_conditional(t.head)}
    for i in sorted(conditional.union(t.i for t in tokens_of(context.doc, _TELLING))):
        token = context.doc[i]
        deed = token if i in conditional else _deed(token)
        if deed is None or not _is_offer(deed):
            continue
        end = _end(deed)
        first = next((c for c in deed.lefts if c.lower_ == "to"), deed)
        label = trim(context.report.text, first.idx, end.idx + len(end), drop=' ,;.“”"')
        by = tuple(a for a in name_sides(context, table, _who(context, token)) if a.kind in _KINDS and a.by != "words")
        by = tuple(a for a in by if not is_loose(context, a))
        if label is None or not by or label.end - label.start > _LONGEST or any(p.span.overlaps(label) for p in known):
            continue
        issue = issue_of(context.doc[deed.i : end.i + 1])
        if issue is None and deed.lemma_.lower() not in GOOD_OFFICES:
            continue
        if i not in conditional and deed.lemma_.lower() not in GOOD_OFFICES and not _is_bound_to(deed):
            continue
        span = Span(min(token.idx, label.start), label.end)
        yield ProposalMention(
            **ground(context, span, "proposal-readiness") | {"modality": Modality.HYPOTHETICAL},
            authors=by,
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            issues=(issue,) if issue is not None else (),
            state=ProposalState.FLOATED,
        )


def _deed(token: Token) -> Token | None:
    """The verb of what somebody is ready for; None where the words deny it or only ask."""
    lemma = token.lemma_.lower()
    if sentence_of(token).text.rstrip(" ”\"'’").endswith("?"):
        return None
    over = token if lemma in _READINESS else token.head
    if any(c.dep_ == "neg" or (c.tag_ == "MD" and c.lower_ not in {"would", "will"}) for c in over.children):
        return None
    if any(c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless", "until"} for c in over.children):
        return None
    if lemma == _OPEN:
        onto = (c for c in token.rights if c.dep_ == "prep" and c.lower_ == "to") if token.pos_ == "ADJ" else ()
        return next((p for c in onto for p in c.children if p.dep_ == "pcomp" and p.tag_ == "VBG"), None)
    return next((c for c in token.rights if c.tag_ == "VB" and any(x.lower_ == "to" for x in c.lefts)), None)


def _is_conditional(verb: Token) -> bool:
    """ "Said that they would free the crew if the siege was lifted": an own deed, on a condition."""
    if verb.tag_ != "VB" or verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in _SAYING:
        return False
    own = any(c.dep_ == "nsubj" and c.lower_ in {"it", "they", "he", "she"} for c in verb.lefts)
    modal = any(c.tag_ == "MD" and c.lower_ in _MODALS for c in verb.lefts)
    denied = any(c.dep_ == "neg" for c in verb.children)
    given = any(
        c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in {"if", "once", "provided"} for m in c.children)
        for c in verb.rights
    )
    return own and modal and given and not denied


def _is_offer(deed: Token) -> bool:
    lemma = deed.lemma_.lower()
    return lemma not in _ANSWERING | _HOSTILE | load_bargaining_words().harming - load_term_words().deed_verbs


def _is_bound_to(deed: Token) -> bool:
    """Whether a readiness is on a condition, in return for something, or for the time after: else it only says so."""
    ahead = sentence_of(deed).text
    return _TERMS.search(ahead) is not None


def _who(context: Context, token: Token) -> tuple[ActorRef, ...]:
    """Whose readiness it is: the subject of the copula, or the owner of the noun, or who expresses it."""
    subject: Token | None
    if _is_conditional(token):
        subject = next(c for c in token.lefts if c.dep_ == "nsubj")
    elif token.lemma_.lower() in _READINESS:
        owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
        if owner is not None and owner.lower_ not in {"its", "his", "her", "their", "our", "my"}:
            return context.actors((_phrase(owner),))
        subject = subject_of(token.head) if token.head.pos_ == "VERB" else None
    else:
        subject = subject_of(token.head) if token.head.pos_ in {"AUX", "VERB"} else None
    if subject is None:
        return ()
    subject = _who_says(subject) or subject
    if subject.lower_ in {"i", "we"}:
        voice = context.voice(Span(token.idx, token.idx + len(token)))
        return (
            (ActorRef(name=voice.speaker, kind=ActorKind.PERSON, span=voice.speaker_span, by="context"),)
            if voice.speaker
            else ()
        )
    return context.actors(tuple(_phrase(t) for t in (subject, *subject.conjuncts)))


def _who_says(pronoun: Token) -> Token | None:
    """ "Oslo said that it stood ready": "it" is the one who says so."""
    clause = pronoun.head
    if pronoun.lower_ not in {"it", "he", "she", "they"} or clause.dep_ != "ccomp":
        return None
    subject = subject_of(clause.head)
    return subject if subject is not None and subject.pos_ in {"NOUN", "PROPN"} else None


def _end(deed: Token) -> Token:
    """The last word of what is offered, before the clause that says on what condition."""
    clauses = [c for c in deed.rights if c.dep_ == "advcl"]
    last = clauses[0].left_edge.i - 1 if clauses else deed.right_edge.i
    while last > deed.i and (deed.doc[last].is_punct or deed.doc[last].is_space):
        last -= 1
    return deed.doc[last]


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
