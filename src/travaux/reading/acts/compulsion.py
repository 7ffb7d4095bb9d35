""" "Left her no choice but to resign": the verb that compels, and whom it compels."""

from spacy.tokens import Token

_CHOICES = frozenset({"choice", "option", "alternative"})
_ON_OTHERS = frozenset({"leave", "give"})
_VERBS = frozenset({"VERB", "AUX"})


def compelling_verb(verb: Token) -> Token | None:
    """The verb of which "no choice but to" with the infinitive `verb` hangs: "leave", "have"."""
    noun = _choice_before(verb)
    if noun is None:
        return None
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    return above if above.pos_ in _VERBS and above != verb else None


def compelled(verb: Token) -> Token | None:
    """Whom others left "no choice but to" do `verb`; None where it is the compelling verb's own subject."""
    noun, above = _choice_before(verb), compelling_verb(verb)
    if noun is None or above is None or above.lemma_ not in _ON_OTHERS:
        return None
    first = noun.left_edge
    before = first.nbor(-1) if first.i else first
    if before.lower_ == "with" and before.i:
        before = before.nbor(-1)
    return before if before.i > above.i and before.pos_ in {"NOUN", "PROPN", "PRON"} else None


def _choice_before(verb: Token) -> Token | None:
    if verb.i < 4 or verb.nbor(-1).tag_ != "TO" or verb.nbor(-2).lower_ != "but":
        return None
    noun = verb.nbor(-3)
    denied = any(c.lower_ in {"no", "little", "any", "other"} for c in noun.lefts)
    return noun if noun.lemma_.lower() in _CHOICES and denied else None
