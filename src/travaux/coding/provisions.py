"""Provisions of a deal that open no stretch of `travaux.coding.regions`: by what it is for, what it means and what stands in it.

Read by the order of words and the parse together, and only where the words themselves name an issue of a deal.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from travaux.coding.candidates import Candidate
from travaux.coding.clauses import LONG, NOMINAL, clause_end, noun_phrase, start_of, trim_end
from travaux.coding.issues import issue_in, issue_of_clause
from travaux.coding.matters import refine_issue
from travaux.coding.phases_named import read_phase
from travaux.coding.regions import Region, close
from travaux.coding.words import TermWords, load_term_words
from travaux.ontology.vocabulary import Issue, TermStatus
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of

_WHOLES = frozenset({"settlement", "bargain", "compromise", "solution", "scheme", "resolution"})
"""What holds terms beside the deals of the word lists."""
_MEANING = frozenset({"mean", "entail", "involve", "include", "bring", "require", "see"})
_MODALS = frozenset({"will", "would", "shall", "must", "should"})
_LISTING = frozenset({"including", "comprising", "covering"})
_AIMS = frozenset(
    "resolve settle solve start begin hold help talk negotiate meet be make have attend visit travel go leave".split()
)
"""What a deal or a plan is for as a whole, or who goes where for it."""
_ENDING = frozenset({"end", "stop", "halt"})
_FIRE = frozenset({"fighting", "hostility", "shelling", "bombing", "strike", "attack", "violence", "raid"})
_TURNED = frozenset({"likely", "designed", "meant", "intended", "supposed"})
"""What says of a deal what it is to bring about: "a settlement likely to leave him in office"."""
_COVERING = frozenset({"exclude", "cover", "exempt", "bar", "prohibit"})
_GRANTING = frozenset(
    {"permit", "allow", "require", "ban", "bar", "oblige", "enable", "bind", "authorise", "authorize"}
)
_OFFERING = frozenset({"offer", "propose", "volunteer"})
_OFFICES = frozenset({"mediate", "host", "broker", "facilitate", "arbitrate"})
_NEAR = 6
"""Tokens from a deal to what it is for, at most."""
_FURTHER = 3
"""Sentences back to the deal of which "it would also mean" goes on."""
_AGREED = re.compile(r"\b(?:agreed|reached|signed|struck|completed|concluded|brokered|finali[sz]ed)\b", re.IGNORECASE)


def find_provisions(doc: Doc) -> Iterator[tuple[Candidate, Region]]:
    """What a deal would have done, told by its noun or by the phase that it stands in."""
    words = load_term_words()
    for token in tokens_of(doc, words.deals | _WHOLES):
        if token.pos_ in NOMINAL and token.dep_ not in {"compound", "nmod"}:
            yield from _aimed_at(token, words)
            yield from _listed(token)
            yield from _likely(token)
            yield from _according(token)
            yield from _covers(token)
            if token.lemma_.lower() in _WHOLES:
                yield from _in_which(token)
                yield from _granting(token)
            yield from _held(token, words)
    for token in tokens_of(doc, {"phase", "stage"}):
        if read_phase(token) is not None:
            yield from _in_phase(token, words)
    for token in tokens_of(doc, _OFFERING):
        yield from _offered(token)
    for token in tokens_of(doc, _MEANING):
        yield from _meant(token, words)


def _aimed_at(deal: Token, words: TermWords) -> Iterator[tuple[Candidate, Region]]:
    """ "A deal to clear the town in exchange for the crews": whatever it has somebody do, if that is more than its aim."""
    verb = next((c for c in deal.rights if c.dep_ in {"acl", "relcl"} and c.tag_ == "VB"), None)
    to = next((c for c in verb.lefts if c.lower_ == "to"), None) if verb is not None else None
    if verb is None or to is None or not _does_more(verb, words):
        return
    near = deal.doc[deal.i + 1 : to.i]
    if any(t.pos_ in {"VERB", "AUX"} and t.tag_ != "VBN" for t in near) or to.i - deal.i > _NEAR:
        return
    yield from _clause(deal, to.i, verb)


def _does_more(verb: Token, words: TermWords) -> bool:
    """Whether a verb tells what is done and not what all is for; an end of the fire is a deed, an end of the war is not."""
    lemma = verb.lemma_.lower()
    things = [c for c in verb.rights if c.dep_ in {"dobj", "ccomp"}]
    if lemma in _ENDING:
        return any(t.lemma_.lower() in _FIRE for t in things)
    return bool(things) and lemma not in _AIMS | words.light | words.vague | words.running


def _likely(deal: Token) -> Iterator[tuple[Candidate, Region]]:
    """ "A settlement likely to leave the king on his throne", "an accord designed to keep the port neutral"."""
    turned = next((t for t in deal.doc[deal.i + 1 : deal.i + 4] if t.lower_ in _TURNED), None)
    to = deal.doc[turned.i + 1] if turned is not None and turned.i + 1 < len(deal.doc) else None
    if to is not None and to.lower_ == "to" and to.head.tag_ == "VB" and to.head.lemma_.lower() not in {"end", "be"}:
        yield from _clause(deal, to.i, to.head)


def _according(deal: Token) -> Iterator[tuple[Candidate, Region]]:
    """ "According to the plan, the villagers would be screened"."""
    sent = sentence_of(deal)
    before = [t.lower_ for t in deal.doc[sent.start : deal.i] if not t.is_space]
    behind = deal.doc[deal.i + 1] if deal.i + 1 < sent.end else None
    if before[:2] != ["according", "to"] or len(before) > _NEAR or behind is None or behind.text != ",":
        return
    modal = next((t for t in deal.doc[deal.i + 1 : sent.end] if t.lower_ in _MODALS), None)
    if modal is not None and modal.head.pos_ in {"VERB", "AUX"} and _is_free(modal.head):
        yield from _clause(deal, deal.i + 2, modal.head)


def _covers(deal: Token) -> Iterator[tuple[Candidate, Region]]:
    """ "The truce excludes the northern bands": whom or what a deal holds for."""
    verb = deal.head
    told = deal.dep_ == "nsubj" and verb.lemma_.lower() in _COVERING and _is_free(verb)
    if told and any(c.dep_ == "dobj" for c in verb.rights):
        yield from _clause(deal, deal.left_edge.i, verb)


def _in_which(deal: Token) -> Iterator[tuple[Candidate, Region]]:
    """ "A bargain struck in March in which the islands would be granted visas"."""
    sent = sentence_of(deal)
    which = next((t for t in deal.doc[deal.i + 1 : min(deal.i + 9, sent.end)] if t.lower_ == "which"), None)
    if which is None or which.nbor(-1).lower_ not in {"in", "under", "by"}:
        return
    modal = next((t for t in deal.doc[which.i : sent.end] if t.lower_ in _MODALS), None)
    if modal is not None and modal.head.pos_ in {"VERB", "AUX"} and _is_free(modal.head):
        yield from _clause(deal, which.i + 1, modal.head)


def _granting(deal: Token) -> Iterator[tuple[Candidate, Region]]:
    """ "A resolution permitting convoys to cross the border"."""
    verb = next((c for c in deal.rights if c.dep_ in {"acl", "advcl"} and c.tag_ == "VBG"), None)
    if verb is not None and verb.lemma_.lower() in _GRANTING and verb.i - deal.i <= _NEAR:
        yield from _clause(deal, verb.i, verb)


def _offered(verb: Token) -> Iterator[tuple[Candidate, Region]]:
    """ "Offered, after the truce, to mediate between the two": good offices, which are a matter of the talks."""
    inner = next((c for c in verb.rights if c.dep_ == "xcomp" and c.lemma_.lower() in _OFFICES), None)
    to = next((c for c in inner.lefts if c.lower_ == "to"), None) if inner is not None else None
    if inner is not None and to is not None and verb.tag_ != "VB" and _is_free(verb):
        region = _region(verb, to.i)
        end = trim_end(verb.doc, to.i, clause_end(verb.doc, inner.i, region))
        if end > inner.i:
            yield Candidate(to.i, end, inner.i, "provision", Issue.TALKS_FORMAT), region


def _listed(deal: Token) -> Iterator[tuple[Candidate, Region]]:
    """ "A package including grain quotas, two loans and an air link": each noun phrase by itself."""
    sent = sentence_of(deal)
    opening = next((t for t in deal.doc[deal.i + 1 : min(deal.i + 5, sent.end)] if t.lower_ in _LISTING), None)
    if opening is None or any(t.pos_ in NOMINAL | {"VERB"} for t in deal.doc[deal.i + 1 : opening.i]):
        return
    yield from _noun_phrases(deal, opening.i + 1)


def _held(deal: Token, words: TermWords) -> Iterator[tuple[Candidate, Region]]:
    """ "A settlement has to include home rule", "any deal must give the north a port"."""
    verb = deal.head
    if deal.dep_ not in {"nsubj", "nsubjpass"} or verb.pos_ != "VERB":
        return
    inner = next((c for c in verb.rights if c.dep_ == "xcomp"), None) if verb.lemma_.lower() == "have" else None
    if inner is None and not (deal.lemma_.lower() in _WHOLES and any(c.lower_ in _MODALS for c in verb.lefts)):
        return
    held = inner if inner is not None else verb
    if held.lemma_.lower() in words.holding | _MEANING and not any(c.dep_ == "neg" for c in held.children):
        yield from _noun_phrases(deal, held.i + 1)


def _meant(verb: Token, words: TermWords) -> Iterator[tuple[Candidate, Region]]:
    """ "It would also mean an end to the patrols", "… that the crews are freed", said of a deal in the sentence before."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ not in {"it", "this", "that", "which"}:
        return
    sent = sentence_of(verb)
    first = sent.start
    for _ in range(_FURTHER if any(c.lower_ == "also" for c in verb.lefts) else 1):
        first = sentence_of(verb.doc[first - 1]).start if first else 0
    told = [t for t in verb.doc[first : verb.i] if t.lemma_.lower() in words.deals | _WHOLES and t.pos_ in NOMINAL]
    due = any(c.lower_ in _MODALS for c in verb.lefts) and not any(c.dep_ == "neg" for c in verb.children)
    if not told or not due or sent.text.rstrip(" ”\"'’\n").endswith("?"):
        return
    clause = next((c for c in verb.rights if c.dep_ == "ccomp" and c.pos_ == "VERB"), None)
    if clause is None:
        yield from _noun_phrases(told[-1], verb.i + 1)
    elif any(c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ in NOMINAL for c in clause.lefts):
        first = verb.i + (2 if verb.nbor(1).lower_ == "that" else 1)
        yield from _clause(told[-1], first, clause)


def _in_phase(phase: Token, words: TermWords) -> Iterator[tuple[Candidate, Region]]:
    """ "The crews come home in the first phase": what is told as happening in a phase, in the tense of a plan."""
    within, verb = phase.head, phase.head.head
    if within.lower_ not in {"in", "during"} or verb.pos_ != "VERB" or verb.tag_ not in {"VB", "VBP", "VBZ"}:
        return
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ in NOMINAL), None)
    if subject is None or not _is_free(verb) or verb.lemma_.lower() in words.vague - {"go", "come"}:
        return
    yield from _clause(phase, subject.left_edge.i, verb)


def _is_free(verb: Token) -> bool:
    """Neither denied nor asked, nor on a condition."""
    barred = any(c.dep_ == "neg" or c.lower_ in {"if", "whether", "unless"} for c in verb.children)
    return not barred and not sentence_of(verb).text.rstrip(" ”\"'’\n").endswith("?")


def _clause(deal: Token, first: int, verb: Token) -> Iterator[tuple[Candidate, Region]]:
    """One term: the clause of a verb."""
    doc = deal.doc
    region = _region(deal, first)
    start = max(first, min(start_of(doc, verb.i, region), verb.i))
    end = trim_end(doc, start, clause_end(doc, verb.i, region))
    if sum(t.is_quote for t in doc[start:end]) % 2:
        return
    if end > verb.i and refine_issue(verb, doc[start:end], issue_of_clause(doc[start:end])) is not None:
        yield Candidate(start, end, verb.i, "provision"), region


def _noun_phrases(deal: Token, first: int) -> Iterator[tuple[Candidate, Region]]:
    """The noun phrases of a list that opens at `first`, each of which names an issue."""
    doc = deal.doc
    region, words = _region(deal, first), load_term_words()
    i = first
    while i < min(region.end, first + LONG):
        noun = next((t for t in doc[i : region.end] if t.pos_ in NOMINAL and not _is_inner(t)), None)
        if noun is None or any(t.pos_ in {"VERB", "AUX"} and t.tag_ not in {"VBG", "VBN"} for t in doc[i : noun.i]):
            return
        left, right = noun_phrase(noun)
        left = max(left, first)
        right = next((t.i for t in doc[noun.i : right] if t.lower_ == "as"), right)
        end = trim_end(doc, left, min(right, region.end))
        opens = doc[left].pos_ in {"DET", "ADJ", "NUM", "ADV", *NOMINAL} and doc[left].lower_ not in {"that", "this"}
        opens = opens and not any(t.is_quote for t in doc[left + 1 : end])
        if opens and end > noun.i and issue_in(doc[left:end], noun, words) is not None:
            yield Candidate(left, end, noun.i, "provision"), region
        i = max(end, noun.i + 1)
        if i < len(doc) and doc[i].lower_ not in {",", "and", ";", "or"}:
            return
        i += 1


def _is_inner(noun: Token) -> bool:
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
    return noun.dep_ in {"compound", "nmod", "poss"} or (after is not None and after.lower_ in {"'s", "’s"})


def _region(deal: Token, first: int) -> Region:
    sent = sentence_of(deal.doc[min(first, len(deal.doc) - 1)])
    agreed = _AGREED.search(sent.text) is not None
    status = TermStatus.AGREED if agreed else TermStatus.PROPOSED
    return Region(first, close(sent, min(first, sent.end - 1), load_term_words()), status, "provision", deal.i)
