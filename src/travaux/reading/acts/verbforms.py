"""What the form of a verb hides: diaries in the present tense, deeds done by saying, a "would" with its day."""

import re

from spacy.tokens import Token

from travaux.ontology.vocabulary import Act
from travaux.reading.acts.syntax import VERBS, is_infinitive
from travaux.reading.acts.words import load_words

_CLOCK = re.compile(r"\d?\d[:.]\d\d$")
_SAID = frozenset({Act.SUPPORT, Act.ACCUSE, Act.DEMAND, Act.PROPOSE})


def is_arranged(trigger: Token) -> bool:
    """Whether a present tense with a day or a clock before it tells a diary: "meets the envoy on Thursday"."""
    if trigger.pos_ == "NOUN" and any(c.dep_ == "nummod" and _CLOCK.match(c.text) for c in trigger.children):
        return True
    if trigger.tag_ not in {"VBZ", "VBP"} or any(c.dep_ in {"aux", "auxpass"} for c in trigger.children):
        return False
    first = min([trigger, *(c.left_edge for c in trigger.children if c.dep_ == "nsubj")], key=lambda t: t.i)
    before = [trigger.doc[trigger.sent.start], *([first.nbor(-1)] if first.i else [])]
    ahead = any(_is_day_ahead(t) and not t.is_sent_start for t in trigger.subtree)
    return ahead or any(_CLOCK.match(t.text) for t in before)


def is_done_by_saying(trigger: Token, act: Act) -> bool:
    """Whether the attempt or the wish is the deed: "is trying to press Egypt", "I would like to thank the crew"."""
    outer = trigger.head
    if trigger.dep_ not in {"xcomp", "acl"} or not is_infinitive(trigger):
        return False
    if act is Act.PRESS:
        return outer.lemma_ in load_words("attempting")
    own = any(c.dep_ == "nsubj" and c.lower_ in {"i", "we"} for c in outer.children)
    return own and act in _SAID and outer.lemma_ in {"want", "like", "wish"}


def _is_day_ahead(token: Token) -> bool:
    lower = token.lower_
    if lower in {"tomorrow", "tonight"}:
        return True
    if lower in {"week", "month", "year"}:
        return any(c.lower_ == "next" for c in token.children)
    return lower.endswith("day") and token.ent_type_ == "DATE" and token.head.lower_ == "on"


def has_its_day(verb: Token) -> bool:
    """Whether a "would" is told with its day: "the envoys would meet on Friday morning"."""
    days = [t for c in verb.children if c.dep_ in {"prep", "npadvmod"} for t in c.subtree if t.ent_type_ == "DATE"]
    open_end = any(c.dep_ == "advcl" and any(t.lower_ in {"if", "unless"} for t in c.children) for c in verb.children)
    return any(t.lower_.endswith("day") or t.lower_ in {"tomorrow", "week"} for t in days) and not open_end


def is_indicative(clause: Token) -> bool:
    """Whether a clause says what is so: "suggested that it was to blame", but not "suggested that they meet"."""
    words = [clause, *(c for c in clause.children if c.dep_ in {"aux", "auxpass"})]
    modal = any(t.tag_ == "MD" for t in words)
    return not modal and any(t.tag_ in {"VBD", "VBZ"} for t in words)


def cut_off_from(verb: Token) -> Token | None:
    """The infinitive of whose list a bare form is: "to halt the raids, *open* the roads", whatever the parse made of it."""
    listed = verb.dep_ == "conj" and is_infinitive(verb) and verb.head.pos_ in VERBS
    if not (_is_bare(verb) or listed) or verb.dep_ in {"xcomp", "ccomp"}:
        return None
    if verb.dep_ == "conj" and verb.head.tag_ == "VB":
        return None
    before = (t for t in reversed(verb.doc[verb.sent.start : verb.i]) if t.tag_ == "VB")
    return next((t for t in before if any(c.dep_ == "aux" for c in t.lefts)), None)


def is_bidding(verb: Token) -> bool:
    """ "Free the crew!": a bare form that opens its sentence or its quotation."""
    if not _is_bare(verb) or verb.dep_ not in {"ROOT", "ccomp", "advcl"}:
        return False
    return verb.i == verb.sent.start or verb.nbor(-1).text in {'"', ":"} or verb.nbor(-1).lower_ == "please"


def _is_bare(verb: Token) -> bool:
    own = {"aux", "auxpass", "nsubj", "nsubjpass", "expl"}
    return verb.tag_ == "VB" and not any(c.dep_ in own for c in verb.children)


def is_obliging(verb: Token) -> bool:
    """Whether an infinitive under a verb is what must be: "they have to leave", "has got to be"; "had to leave" is told."""
    if verb.lemma_ == "get":
        return verb.tag_ == "VBN" and any(
            c.dep_ in {"aux", "auxpass"} and c.lower_ in {"'s", "'ve", "have", "has"} for c in verb.lefts
        )
    return verb.lemma_ == "have" and verb.tag_ in {"VBP", "VBZ", "VB"}


def is_weighed(verb: Token) -> bool:
    """ "Taking the port is an option": a gerund of which something is said in the present."""
    return verb.tag_ == "VBG" and verb.dep_ == "csubj" and verb.head.lemma_ == "be" and verb.head.tag_ in {"VBZ", "VBP"}


def is_existing(copula: Token) -> bool:
    """ "There is a deal", "there has to be a deal"."""
    above = (copula, copula.head) if copula.dep_ == "xcomp" else (copula,)
    return any(c.dep_ == "expl" for verb in above if verb.pos_ in VERBS for c in verb.children)
