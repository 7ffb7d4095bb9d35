"""Whether the clause around a word tells of what was or of what is to come, from the parse."""

from spacy.tokens import Doc, Token

from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.lookup import tokens_at
from travaux.reading.times.words import WORDS

_LEXICON = {key: frozenset(words) for key, words in WORDS["tense"].items()}
_MODALS = frozenset(
    {"will", "'ll", "wo", "shall", "would", "'d", "can", "ca", "could", "may", "might", "must", "should", "ought"}
)
_TITLES = frozenset({SegmentKind.HEADLINE, SegmentKind.SUBHEAD})
_NEARBY = 4
"""Words up which the way from a time to its noun's "planned" or "deadline" is looked for."""


def tense_at(doc: Doc, at: int) -> str:
    """Past or future, as the clause around the character `at` has it; "" where it has no verb that tells."""
    span = tokens_at(doc, at, at + 1)
    if span is None:
        return ""
    token = span[0]
    if _is_told_ahead(token):
        return "future"
    if _is_told_behind(token):
        return "past"
    verb = _governor(token)
    if verb is not None and _is_of_a_deed(token, verb):
        return "past"
    return _tense_of(verb, title=_is_title(doc, at)) if verb is not None else ""


def _is_title(doc: Doc, at: int) -> bool:
    return any(s.kind in _TITLES and s.span.start <= at < s.span.end for s in doc._.segments)


def _governor(token: Token) -> Token | None:
    """The nearest verb on the way up the tree."""
    while True:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"amod", "aux", "auxpass", "compound"}:
            return token
        if token.head.i == token.i:
            return None
        token = token.head


def _is_told_ahead(token: Token) -> bool:
    """Written for "a deadline of Friday", "ahead of talks on Friday", "the planned visit on Friday"."""
    for _ in range(_NEARBY):
        if token.pos_ in {"VERB", "AUX"} and token.dep_ != "amod":
            return False
        words = {token.lower_} | {
            child.lower_ for child in token.children if child.dep_ in {"amod", "compound", "nmod"}
        }
        if words & _LEXICON["ahead"] and token.pos_ != "AUX":
            return not _is_put_forward(token)
        if token.dep_ == "prep" and token.lower_ == "of" and token.i and token.nbor(-1).lower_ == "ahead":
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def _is_put_forward(noun: Token) -> bool:
    """Written for "announced a plan on Friday": the day is that of the announcing."""
    return noun.lower_ in {"plan", "plans"} and noun.dep_ == "dobj" and noun.head.tag_ == "VBD"


def _is_of_a_deed(token: Token, verb: Token) -> bool:
    """Written for "Friday's ban remains" and "fears after an attack in Oslo on Friday": what is done, whoever speaks of it.

    A subject's day goes with its verb ("Friday's launch will"), as does one that dates it ("will begin on Friday's feast").
    """
    noun = token.head if token.dep_ == "poss" else token.head.head if token.head.dep_ == "prep" else token
    if noun.pos_ != "NOUN" or noun.dep_ in {"nsubj", "nsubjpass"}:
        return False
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if token.dep_ == "poss":
        dates_verb = noun.head.dep_ == "prep" and noun.head.head == verb and helpers & _MODALS
        return noun.lower_ not in _LEXICON["held"] and not dates_verb
    told = any(c.dep_ == "relcl" and c.tag_ == "VBD" for c in noun.children)
    return noun.lower_ in _LEXICON["deeds"] and (told or not helpers & (_MODALS | {"to"}))


def _is_told_behind(token: Token) -> bool:
    """Written for "sought to brace the country in a speech on Monday" and "after the attack on Monday"."""
    nouns = 0
    while token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i:
        if token.dep_ == "prep" and nouns and token.lower_ in {"after", "following", "since"}:
            return True
        nouns += token.pos_ in {"NOUN", "PROPN"} and token.dep_ == "pobj"
        if nouns == 2 and token.lower_ in _LEXICON["occasions"] and token.head.lower_ in {"in", "during", "at"}:
            verb = _governor(token)
            outer = _governor(verb.head) if verb is not None and verb.dep_ in {"xcomp", "advcl"} else verb
            return outer is not None and outer.tag_ == "VBD"
        token = token.head
    return False


def _tense_of(verb: Token, *, title: bool) -> str:
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    tags = {c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if helpers & _MODALS:
        return "past" if helpers & {"have", "'ve"} and verb.tag_ == "VBN" else "future"
    if "TO" in tags or (verb.tag_ == "VB" and "did" not in helpers):
        return _tense_of_infinitive(verb, title=title)
    if "VBD" in tags or helpers & {"has", "have", "had", "'ve"}:
        return "past" if not _is_prospect(verb) else "future"
    return _tense_of_form(verb, tags, title=title)


def _tense_of_form(verb: Token, tags: set[str], *, title: bool) -> str:
    """The tense of a verb without "to", a modal or a past auxiliary."""
    if verb.lower_ in _MODALS:
        return "future"
    if verb.tag_ == "VBD":
        return "future" if verb.pos_ == "AUX" and _has_prospect(verb) else "past"
    if verb.tag_ == "VBN":
        return "future" if _is_prospect(verb) else "past"
    if verb.tag_ == "VBG":
        return "future" if tags & {"VBZ", "VBP"} and not title else _tense_above(verb, title=title)
    if verb.lemma_ in _LEXICON["saying"]:
        return "past"
    if verb.lemma_ in _LEXICON["timetable"] or _has_prospect(verb):
        return "future"
    return "past" if title else "future"


def _is_prospect(verb: Token) -> bool:
    """Written for "a meeting scheduled for Friday": a time under it is the meeting's own."""
    return verb.tag_ == "VBN" and verb.lemma_ in _PLANNED


_PLANNED = frozenset(
    {"schedule", "plan", "expect", "set", "slate", "postpone", "reschedule", "delay", "fix", "time", "anticipate"}
)


def _has_prospect(verb: Token) -> bool:
    """Written for "is due on Friday" and "is likely on Friday"."""
    return any(
        c.dep_ in {"acomp", "attr", "oprd", "xcomp"} and c.lower_ in {"due", "likely", "set", "possible"}
        for c in verb.children
    )


def _tense_of_infinitive(verb: Token, *, title: bool) -> str:
    """Written for "agreed to meet on Friday", still ahead, and "failed to appear on Friday", which is over."""
    above = _governor(verb.head) if verb.head.i != verb.i else None
    if above is None or verb.dep_ == "ROOT":
        return "future"
    if verb.head.lower_ in {"able", "unable"}:
        return _tense_of(above, title=title)
    if above.lemma_ in _LEXICON["implicative"] or verb.dep_ == "advcl":
        own = {c.lower_ for c in verb.head.children} if verb.head.pos_ in {"ADJ", "NOUN"} else set()
        return "future" if own & _LEXICON["ahead"] else _tense_of(above, title=title)
    if verb.dep_ == "ccomp" and above.tag_ == "VBD" and above.lemma_ not in _LEXICON["prospective"]:
        return _tense_of(above, title=title)
    return "future"


def _tense_above(verb: Token, *, title: bool) -> str:
    """A participle takes its tense from the clause it stands in."""
    above = _governor(verb.head) if verb.head.i != verb.i else None
    return _tense_of(above, title=title) if above is not None else ""
