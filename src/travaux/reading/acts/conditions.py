"""Whether words leave an act open: an "if" above or below it, a proviso behind it, a case that is only supposed."""

from itertools import pairwise

from spacy.tokens import Token

from travaux.reading.acts.syntax import VERBS
from travaux.reading.acts.words import load_words

_PROVISOS = frozenset({("provided", "that"), ("providing", "that"), ("condition", "that")})


def rests_on_condition(passed: list[Token]) -> bool:
    """Whether an act holds on a condition; `passed`: its trigger and the words that it depends on in meaning."""
    trigger = passed[0]
    if any(_sets_condition(child) for node in passed for child in node.children):
        return True
    return stands_under_condition(trigger)


def stands_under_condition(trigger: Token) -> bool:
    """Whether an act stands in an if-clause: "if they are not ready to stop, …", "what if they do not stop?"."""
    return any(
        (t.dep_ in {"advcl", "ROOT"} and any(_is_conditional_mark(c) for c in t.children)) or is_a_case(t)
        for t in (trigger, *trigger.ancestors)
    )


def _is_conditional_mark(child: Token) -> bool:
    return child.dep_ == "mark" and child.lower_ in load_words("conditional_marks")


def is_a_case(verb: Token) -> bool:
    """ "In case the council refuses, …", "in the event that it refuses", "assuming it refuses": only supposed."""
    if verb.pos_ not in VERBS or verb.dep_ not in {"ccomp", "advcl", "acl", "relcl", "pcomp"}:
        return False
    if verb.head.lower_ in {"assuming", "supposing"}:
        return verb.dep_ == "ccomp" and verb.head.dep_ != "ROOT"
    told = any(c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ != "WDT" for c in verb.lefts)
    cases = [verb.head, *(n for c in verb.lefts if c.dep_ == "prep" for n in c.children)]
    return told and any(n.dep_ == "pobj" and n.head.lower_ == "in" and _is_bare_case(n, verb) for n in cases)


def _is_bare_case(noun: Token, verb: Token) -> bool:
    """ "In case", "in the event that"; not "in that case", "in a case that stunned the town"."""
    if noun.lower_ == "case":
        return not any(c.dep_ in {"det", "prep"} for c in noun.children)
    return noun.lower_ == "event" and noun == verb.head


def has_proviso(trigger: Token) -> bool:
    """ "…, provided that the militias disarm", "on condition that": behind the act in its sentence."""
    words = [t.lower_ for t in trigger.doc[trigger.i : trigger.sent.end]]
    return any(pair in _PROVISOS for pair in pairwise(words))


def _sets_condition(child: Token) -> bool:
    """ "Unless …", "until …", "only if …" under a verb: what it says of the act holds on a condition."""
    marks = {c.lower_ for c in child.children if c.dep_ in {"mark", "advmod"}}
    return child.dep_ == "advcl" and bool(marks & {"unless", "until", "till", "if"})


def leaves_open(child: Token, verb: Token) -> bool:
    """Whether a dependent of a verb leaves it open: the "if" before it, an "if" clause under it, "perhaps"."""
    lower = child.lower_
    if child.dep_ == "mark":
        return lower in load_words("conditional_marks") and (verb.dep_ != "ccomp" or lower in {"whether", "if"})
    if child.dep_ == "prep" and lower in {"provided", "providing"}:
        return True
    if lower == "once" and verb.tag_ == "VBN" and child.i == verb.i - 1:
        return not any(c.dep_ in {"aux", "auxpass"} for c in verb.lefts)
    if child.dep_ == "advcl" and verb.tag_ != "VBD":
        marks = {c.lower_ for c in child.children if c.dep_ in {"mark", "advmod"}}
        denied = any(c.dep_ == "neg" for c in verb.children)
        return bool(marks & {"if", "unless"}) or (denied and bool(marks & {"until", "till"}))
    return child.dep_ == "advmod" and lower in {"possibly", "perhaps", "maybe"}


def has_condition(word: Token) -> bool:
    """Whether an "if" clause hangs on `word` or is it: "ready to resume talks if …"."""
    clauses = [word, *(child for child in word.children if child.dep_ in {"advcl", "ccomp"})]
    return any(c.dep_ == "mark" and c.lower_ in load_words("conditions") for clause in clauses for c in clause.children)
