"""What reads like a term of a deal and binds nobody: questions, views, aims, and what a speaker says of himself."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from travaux.coding.candidates import Candidate
from travaux.coding.regions import attributes
from travaux.reading.lookup import sentence_of

_ASKING = frozenset({"how", "why", "whether", "what"})
_SPEAKING = frozenset({"i", "we"})
_OWN = frozenset(
    {"get", "see", "work", "try", "help", "continue", "keep", "look", "give", "come", "hold", "let", "move", "seek"}
)
"""What a speaker says that he, or his own people, will do, and no deal has them do."""
_WHOLES = frozenset({"bound", "deal-of", "hoped", "provision", "deed"})
"""Rules of stretches that may open with what a whole deal is for."""
_ENDING = frozenset({"end", "stop", "halt", "resolve", "settle", "solve", "win", "finish"})
_WARS = frozenset({"war", "conflict", "crisis", "invasion", "bloodshed", "dispute", "troop", "enemy"})
_GOING = frozenset({"attend", "visit", "travel", "fly", "go", "meet"})
"""Verbs of plans that are no deal: "a plan to attend the summit"."""
_TURNS = frozenset({"so", "but", "we", "i", "you", "just"})
_BEFORE = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_LONG = 10
"""Tokens of a noun with its own words, at most."""
_TRAILING = 2
"""Tokens from a dash or a comma to the end that say nothing more: "— again"."""
_AIMS = frozenset({"way", "chance", "hope", "opportunity", "time", "reason", "attempt", "effort", "bid"})
"""Nouns of which the infinitive behind them is no deed that is agreed: "the best way to end the war"."""


def is_unbound(doc: Doc, candidate: Candidate) -> bool:
    """Whether the words of a candidate are asked, thought or said of the speaker, so that they are no term."""
    head = doc[candidate.head]
    if _is_bare(doc, candidate):
        return True
    if candidate.rule.endswith("-whole") and head.lower_ == "to":
        return head.head.lemma_.lower() in _GOING
    if head.pos_ not in {"VERB", "AUX"}:
        return False
    whole = candidate.rule in _WHOLES and _ends_all(head)
    held = head.lemma_.lower() == "hold" and head.dep_ == "relcl"
    return (
        whole or held or _is_asked(head) or _is_own(head) or _is_aim(head) or _is_past(head) or _hangs(doc, candidate)
    )


def cut_aside(doc: Doc, candidate: Candidate) -> Candidate:
    """A candidate up to where its speaker turns to something else: "the crews come out, so you have fewer of them".

    Also before who says so (", the envoy said") and before the verb of the sentence around it (", has not been signed").
    """
    for i in range(candidate.head + 1, candidate.end):
        behind = doc[i + 1] if i + 1 < len(doc) else None
        after = behind.lower_ if behind is not None else ""
        turned = doc[i].text == "," and (after in _TURNS or candidate.end - i <= _TRAILING)
        aimed = doc[i].lower_ == "so" and after == "that"
        trailing = doc[i].text in {"—", "–", "-"} and doc[i - 1].whitespace_ != "" and candidate.end - i <= _TRAILING
        follows = behind is not None and doc[i].text == ","
        told = follows and (doc[i + 1].pos_ == "AUX" or attributes(doc, i + 1, candidate.end))
        if turned or aimed or trailing or told:
            return replace(candidate, end=i)
    return candidate


def _is_bare(doc: Doc, candidate: Candidate) -> bool:
    """ "The exchange", "mechanism", "calm": a noun alone, which says neither of what nor for whom."""
    words = [t for t in doc[candidate.start : candidate.end] if t.pos_ != "DET"]
    return len(words) == 1 and words[0].pos_ == "NOUN" and candidate.rule in {"deed", "deal-of", "held", "provision"}


def widen(doc: Doc, candidate: Candidate) -> Candidate:
    """ "Prisoners that will come out" begins with the noun, and "a truce-monitoring mechanism" with what it is for."""
    if _is_bare(doc, candidate):
        first = candidate.start
        while first and candidate.start - first < _LONG and _modifies(doc[first - 1]):
            first -= 1
        return replace(candidate, start=first)
    verb = doc[candidate.head]
    if candidate.rule != "deed" or doc[candidate.start].lower_ not in {"that", "which", "who"} or verb.dep_ != "relcl":
        return candidate
    first = verb.head.left_edge.i
    near = verb.head.pos_ == "NOUN" and candidate.start - first <= _LONG
    return replace(candidate, start=first) if near else candidate


def _modifies(token: Token) -> bool:
    """Whether a token can stand before a noun as a part of its name."""
    return token.pos_ in _BEFORE or token.tag_ in {"VBG", "VBN"} or token.text == "-"


def _hangs(doc: Doc, candidate: Candidate) -> bool:
    """ "In the north released together with a deal": a participle that has lost what it is said of."""
    first, head = doc[candidate.start], doc[candidate.head]
    return first.tag_ == "IN" and first.i < head.i and head.tag_ == "VBN" and candidate.rule == "bound"


def _ends_all(verb: Token) -> bool:
    """ "Vowed to end the war in a day", "a deal to end the four-year conflict": what all is for, and no part of it."""
    things = [c for c in verb.rights if c.dep_ == "dobj"]
    due = any(c.dep_ == "prep" and c.lower_ == "by" for t in (verb, *things) for c in t.rights)
    if verb.lemma_.lower() == "defeat":
        return bool(things)
    return verb.lemma_.lower() in _ENDING and any(t.lemma_.lower() in _WARS for t in things) and not due


def _is_past(verb: Token) -> bool:
    """ "Agreed to have been imposed": nothing still to do."""
    return any(c.lower_ == "to" for c in verb.lefts) and any(c.lower_ == "have" for c in verb.lefts)


def _is_asked(verb: Token) -> bool:
    """ "How will the crews be freed", "what has to happen", "the draft says how drivers would be protected"."""
    asked = sentence_of(verb).text.rstrip(" ”\"'’\n").endswith("?")
    return asked or any(
        c.lower_ in _ASKING and c.i < verb.i and c.dep_ in {"advmod", "mark", "dobj"} for c in verb.lefts
    )


def _is_own(verb: Token) -> bool:
    """ "I’ll come to the port in a moment", "we work for the truce"."""
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return subject is not None and subject.lower_ in _SPEAKING and verb.lemma_.lower() in _OWN


def _is_aim(verb: Token) -> bool:
    """ "The best way to end the war"."""
    to = any(c.lower_ == "to" for c in verb.lefts)
    return to and verb.dep_ in {"acl", "relcl"} and verb.head.lemma_.lower() in _AIMS
