"""Whether an act is asked about: "Will you see the envoy?", "asked if the army should leave". Nobody tells it then."""

from spacy.tokens import Token

from travaux.reading.acts.governors import carrier
from travaux.reading.acts.syntax import NOUNS, VERBS
from travaux.reading.acts.words import load_words

_ENDS = frozenset({"?", ".", "!", '"', ";"})
_STARTS = _ENDS | {":"}
_LABELS = frozenset({"q", "q."})
"""Who asks, in a transcript."""
_LONGEST = 60
"""Tokens from the start of a question to an act in it at most."""
_ASKING_FOR_A_PART = frozenset({"WP", "WRB", "WP$", "WDT"})
"""Who, when, where, why or how is asked, and the act itself taken for granted."""
_AUXILIARIES = frozenset({"be", "do", "have"})
_LEADING = frozenset({"CCONJ", "INTJ", "ADV"})
_STEPS = 8
_GIVEN = frozenset({"if", "whether"})


def is_in_question(trigger: Token) -> bool:
    """Whether an act is what a question asks, and not what the question takes for granted ("after the raid, will …?")."""
    end = next((t for t in trigger.doc[trigger.i : trigger.sent.end] if t.text in _ENDS), None)
    if end is None or end.text != "?" or _is_granted(trigger):
        return False
    front = _front(trigger)
    if front.tag_ in _ASKING_FOR_A_PART:
        return _is_ahead(trigger)
    return front.tag_ == "MD" or front.lemma_.lower() in _AUXILIARIES or front.lower_ == "you"


def is_asked_about(trigger: Token) -> bool:
    """Whether an act stands in a reported question: "asked if …", "wondered whether …", "the question whether …"."""
    for node in (trigger, *trigger.ancestors):
        marks = [c for c in node.lefts if c.dep_ in {"mark", "advmod"} and c.lower_ in _GIVEN]
        if marks and _asks(marks[0], node.head):
            return True
    return False


def _asks(mark: Token, head: Token) -> bool:
    before = mark.nbor(-1) if mark.i else mark
    if mark.lower_ == "whether":
        return True
    return bool({head.lemma_.lower(), before.lemma_.lower()} & load_words("asking"))


def _is_granted(trigger: Token) -> bool:
    """Whether a noun only names its event, or an act stands in a clause about a thing or a time."""
    if trigger.pos_ in NOUNS:
        verb = carrier(trigger)
        there = trigger.dep_ in {"attr", "nsubj"} and any(c.dep_ == "expl" for c in trigger.head.children)
        if verb is None and not there:
            return True
    node = trigger
    for _ in range(_STEPS):
        marked = any(c.dep_ in {"mark", "advmod"} and c.lower_ not in _GIVEN | {"that"} for c in node.lefts)
        if node.dep_ in {"relcl", "acl"} or (node.dep_ == "advcl" and marked) or node.dep_ == "pcomp":
            return True
        if node.head is node:
            break
        node = node.head
    return False


def _front(trigger: Token) -> Token:
    """The first word of the act's question behind what only leads in: "And, Mr. President, *will* you …"."""
    doc, first = trigger.doc, _start(trigger)
    commas = [t.i for t in doc[first : trigger.i] if t.text == ","]
    for start in (first, *(i + 1 for i in commas)):
        words = doc[start : trigger.i + 1]
        front = next(
            (t for t in words if not (t.pos_ in _LEADING or t.is_punct or t.is_space or t.lower_ in _LABELS)), trigger
        )
        asks = front.tag_ == "MD" or front.tag_ in _ASKING_FOR_A_PART or front.lemma_.lower() in _AUXILIARIES
        if asks or front.lower_ == "you":
            return front
    return trigger


def _start(trigger: Token) -> int:
    first = max(trigger.sent.start, trigger.i - _LONGEST)
    return next((t.i + 1 for t in reversed(trigger.doc[first : trigger.i]) if t.text in _STARTS), first)


def _is_ahead(trigger: Token) -> bool:
    """Whether a modal stands before the act's verb: "when *will* you meet him?", "who would go?"."""
    verb = trigger if trigger.pos_ in VERBS else carrier(trigger)
    return verb is not None and any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.lefts)
