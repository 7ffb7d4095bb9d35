"""What a party would have or will not have, where no deal is told to hold it: "rules out giving up the port"."""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.authors import subject_of
from travaux.coding.candidates import Candidate
from travaux.coding.clauses import LONG, NOMINAL, trim_end
from travaux.coding.context import Context
from travaux.coding.issues import issue_in
from travaux.coding.matters import refine_issue
from travaux.coding.regions import Region, close
from travaux.coding.words import load_term_words
from travaux.ontology.vocabulary import ActorKind, Issue, TermStatus
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span

_WANTING = frozenset({"demand", "insist", "want", "call", "push", "press"})
_REFUSING = frozenset({"rule", "reject", "refuse", "oppose"})
_NOUNS = frozenset({"call", "demand", "insistence", "precondition"})
_FOR = frozenset({"call", "push", "press"})
"""Verbs that want nothing without "for"."""
_BARRED = frozenset({"question", "unacceptable", "non-negotiable", "precondition", "unthinkable"})
"""What is said of a thing that a party will not have, or will have first."""
_SPEAKING_FOR = frozenset(
    {"delegation", "opposition", "statement", "coalition", "side", "government", "rebel", "party"}
)
_PARTIES = frozenset(
    {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.POLITICAL_PARTY, ActorKind.PERSON}
)
_ON_TALKS = frozenset({Issue.CEASEFIRE, Issue.TALKS_FORMAT, Issue.MONITORING})
"""What all call for and turn down from day to day, and no matter of a deal."""


def find_wanted(context: Context) -> Iterator[tuple[Candidate, Region]]:
    """The content of what parties demand, insist on, refuse and set as a condition, where it is a matter of a deal."""
    for verb in tokens_of(context.doc, _WANTING | _REFUSING):
        if verb.pos_ == "VERB" and verb.tag_ != "VB" and _is_of_party(context, verb):
            yield from _content(verb, _object_of(verb))
    for noun in tokens_of(context.doc, _NOUNS):
        if noun.pos_ == "NOUN":
            yield from _content(noun, _behind(noun))
    for word in tokens_of(context.doc, _BARRED):
        yield from _barred(word)


def _is_of_party(context: Context, verb: Token) -> bool:
    """Whether the subject of a verb is a party, or speaks for one."""
    subject = subject_of(verb)
    if subject is None:
        return False
    if subject.lemma_.lower() in _SPEAKING_FOR:
        return True
    found = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
    return any(a.kind in _PARTIES and a.by != "words" for a in found)


def _object_of(verb: Token) -> Token | None:
    """What is wanted or refused: a thing, a clause, or what stands behind "for", "on" and "out"."""
    if any(c.dep_ == "neg" for c in verb.children):
        return None
    lemma = verb.lemma_.lower()
    deps = {"ccomp", "xcomp"} if lemma == "want" else {"dobj", "ccomp", "xcomp", "pcomp"}
    told = [] if lemma in _FOR else [c for c in verb.rights if c.dep_ in deps]
    preps = [c for c in verb.rights if c.dep_ == "prep" and c.lower_ in {"for", "on", "out"}]
    told += [p for c in preps for p in c.children if p.dep_ in {"pobj", "pcomp"}]
    if lemma == "rule" and not any(c.lower_ == "out" for c in verb.rights):
        return None
    clauses = [c for c in told if c.dep_ in {"ccomp", "pcomp", "xcomp"}]
    found = next(iter(clauses or told), None)
    if found is None or _is_told_or_own(verb, found) or (found.pos_ in NOMINAL and not _is_specific(found)):
        return None
    return found


def _is_specific(noun: Token) -> bool:
    """ "A transition without the king", "presidential elections"; not "the elections"."""
    return any(c.dep_ in {"amod", "compound", "poss", "nummod"} for c in noun.lefts) or any(True for _ in noun.rights)


def _is_told_or_own(verb: Token, content: Token) -> bool:
    """ "Insisted that they had been taken" tells what was, and "wants to join" what one will do oneself."""
    if any(c.dep_ == "aux" and c.lower_ in {"had", "has", "have"} for c in content.lefts):
        return True
    past = content.tag_ == "VBD" or any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBP", "VBZ"} for c in content.lefts
    )
    due = any(c.tag_ == "MD" for c in content.lefts)
    own = content.dep_ == "xcomp" and not any(c.dep_ == "nsubj" for c in content.lefts)
    wishes = verb.lemma_.lower() in {"want", "push", "press"}
    return (content.pos_ in {"VERB", "AUX"} and past and not due and content.tag_ != "VBN") or (own and wishes)


def _behind(noun: Token) -> Token | None:
    """ "Its call for the king to stand down", "the demand that the towns be left"."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"for", "on"}:
            return next((p for p in child.children if p.dep_ in {"pobj", "pcomp"}), None)
        if child.dep_ in {"acl", "ccomp"} and any(c.lower_ == "that" for c in child.lefts):
            return child
    return None


def _barred(word: Token) -> Iterator[tuple[Candidate, Region]]:
    """ "Giving up the missiles was out of the question", "his departure should be a precondition"."""
    verb = next((t for t in (word, *word.ancestors) if t.lemma_.lower() == "be"), None)
    if verb is None or any(c.dep_ == "neg" for c in verb.children) or verb.i > word.i:
        return
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "csubj", "nsubjpass"}), None)
    if subject is not None and subject.lemma_.lower() in _NOUNS:
        yield from _content(subject, _behind(subject))
    elif subject is not None and (subject.pos_ in NOMINAL or subject.tag_ == "VBG"):
        yield from _content(word, subject, last=verb.i)


def _content(holder: Token, content: Token | None, last: int | None = None) -> Iterator[tuple[Candidate, Region]]:
    """One term: the words of what is wanted, if they are short and name a matter of a deal."""
    if (
        content is None
        or content.pos_ not in {*NOMINAL, "VERB"}
        or sentence_of(holder).text.rstrip(" ”\"'’\n").endswith("?")
    ):
        return
    doc = holder.doc
    start = content.left_edge.i
    while start < content.i and doc[start].lower_ in {"that", "for", "“", '"', ","}:
        start += 1
    limit = min(close(sentence_of(content), start, load_term_words()), content.right_edge.i + 1, start + LONG)
    limit = min(limit, last) if last is not None else limit
    end = trim_end(doc, start, next((t.i for t in doc[content.i : limit] if t.text == ","), limit))
    tokens = doc[start:end]
    if end <= content.i or content.lemma_.lower() in load_term_words().deals:
        return
    issue = refine_issue(content, tokens, issue_in(tokens, content, load_term_words()))
    if issue is not None and issue not in _ON_TALKS:
        region = Region(start, end, TermStatus.DEMANDED, "wanted")
        yield Candidate(start, end, content.i, "wanted", issue), region
