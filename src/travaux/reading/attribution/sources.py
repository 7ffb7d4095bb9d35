"""Who speaks, by the grammar of the cue: its subject, the agent of a passive, or the subject it is controlled by."""

from spacy.tokens import Token

from travaux.reading.annotations import Phrase
from travaux.reading.attribution.phrases import phrase_of

_SUBJECTS = frozenset({"nsubj", "csubj"})
_VERBAL = frozenset({"VERB", "AUX"})
_CLIMB = 8
"""How many clauses up a missing subject is looked for; deeper chains are parse errors."""
OBJECT_CONTROL = frozenset(
    [
        "lead",
        "force",
        "press",
        "push",
        "urge",
        "ask",
        "tell",
        "prompt",
        "allow",
        "let",
        "make",
        "cause",
        "encourage",
        "persuade",
        "convince",
        "order",
        "want",
        "expect",
        "get",
        "help",
    ]
)
"""Verbs whose object does what the infinitive says ("led her to declare")."""


def find_source(verb: Token) -> Phrase | None:
    """The phrase of the one who does what `verb` says, or None where the sentence does not say."""
    for step_up in range(_CLIMB):
        own = own_subject(verb)
        if own is not None:
            return None if own.lemma_.lower() in {"it", "there"} and own.dep_ == "expl" else phrase_of(own)
        if step_up and (subject := _passive_subject(verb)) is not None:
            return phrase_of(subject)
        if is_passive(verb):
            return agent_of(verb)
        step = _controller(verb)
        if step is None:
            return None
        if step.pos_ not in _VERBAL:
            return phrase_of(step)
        verb = step
    return None


def own_subject(verb: Token) -> Token | None:
    """The active subject of `verb` itself."""
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)


def _passive_subject(verb: Token) -> Token | None:
    """Who "was quoted as saying" or "is expected to announce": the one spoken of is the one who speaks."""
    return next((c for c in verb.children if c.dep_ == "nsubjpass" and c.lower_ != "it"), None)


def is_passive(verb: Token) -> bool:
    """Whether `verb` stands in the passive, full ("was told") or reduced ("a bill backed by")."""
    deps = {c.dep_ for c in verb.children}
    if deps & {"auxpass", "nsubjpass", "agent"}:
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and "aux" not in deps


def agent_of(verb: Token) -> Phrase | None:
    """The phrase after "by"."""
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    head = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    return phrase_of(head) if head is not None else None


def _controller(verb: Token) -> Token | None:
    """The verb or noun whose subject is understood as the subject of `verb`."""
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ == "acl" and any(c.tag_ == "TO" for c in verb.lefts):
        return _governor(head)
    if verb.dep_ in {"acl", "relcl"}:
        return head
    if verb.dep_ == "pcomp":
        quoted = next((c for c in head.head.children if c.dep_ == "dobj"), None) if head.lower_ == "as" else None
        if quoted is not None:
            return quoted
        return head.head if head.head.i != head.i else None
    if verb.dep_ in {"xcomp", "ccomp"} and head.lemma_ in OBJECT_CONTROL:
        obj = next((c for c in head.children if c.dep_ in {"dobj", "dative"}), None)
        return obj if obj is not None else head
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "dep", "prep", "acomp"}:
        return head
    return None


def _governor(noun: Token) -> Token | None:
    """The verb that `noun` completes ("has done nothing to explain": who has done it explains)."""
    for _ in range(_CLIMB):
        if noun.dep_ not in {"dobj", "pobj", "attr", "prep", "conj"} or noun.head.i == noun.i:
            return None
        noun = noun.head
        if noun.pos_ in _VERBAL:
            return noun
    return None
