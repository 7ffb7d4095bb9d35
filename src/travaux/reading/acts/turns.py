"""What a word makes of the acts that hang on it: of its clause, its object, the noun behind its preposition.

"Refused to go" did not happen, "hoped for a truce" may, "a planned visit" is to come. The lists are data (`words.toml`).
"""

from spacy.tokens import Token

from travaux.ontology.vocabulary import Modality
from travaux.reading.acts.governors import outer_noun
from travaux.reading.acts.provisions import is_missing_sign
from travaux.reading.acts.syntax import NOUNS, VERBS, antecedent, is_infinitive
from travaux.reading.acts.words import load_words

_NEGATION, _HYPOTHETICAL, _FUTURE = Modality.NEGATION, Modality.HYPOTHETICAL, Modality.FUTURE
_VIEWS = frozenset({("at", "look"), ("to", "view")})
""" "Looking at resuming contact", "with a view to signing"."""
_LEADING_ON = frozenset({"for", "on", "of", "to", "from", "into", "about"})


def turn(word: Token) -> set[Modality]:
    """What a verb, adjective or noun makes of the acts that depend on it."""
    particle = next((child.lower_ for child in word.children if child.dep_ == "prt"), "")
    forms = {f"{word.lemma_.lower()}_{particle}"} if particle else {word.lemma_.lower(), word.lower_}
    if forms & load_words("negating"):
        return {_NEGATION}
    if forms & load_words("hypothetical") and not _is_naming(word):
        return {_HYPOTHETICAL}
    if forms & load_words("future"):
        return {_FUTURE}
    return set()


def _is_naming(word: Token) -> bool:
    """ "Called the raid a crime": what is called something happened; "called for a raid", "called on them to" asks."""
    asks = {"prep", "xcomp", "prt", "dative"}
    return word.lemma_ == "call" and word.pos_ in VERBS and not any(child.dep_ in asks for child in word.rights)


def noun_marks(noun: Token) -> set[Modality]:
    """What the words around a noun make of the event that it names: "no truce", "any truce", "the planned truce"."""
    marks: set[Modality] = set()
    for child in noun.children:
        lower = child.lower_
        if child.dep_ in {"det", "neg"} and lower in {"no", "neither"}:
            marks.add(_NEGATION)
        elif child.dep_ == "det" and lower == "any":
            marks.add(_HYPOTHETICAL)
        elif child.dep_ in {"amod", "compound"} or (child.dep_ == "acl" and child.lemma_ in load_words("planning")):
            marks |= turn(child)
    return marks | ({_HYPOTHETICAL} if is_part_of_a_deal(noun) else set())


def is_part_of_a_deal(word: Token) -> bool:
    """ "The second phase is a withdrawal", "the price, which is leaving the valley": what is laid down, not done."""
    copula = word.head
    if (
        word.dep_ not in {"attr", "xcomp", "ccomp", "acomp"}
        or copula.lemma_ != "be"
        or copula.tag_ not in {"VBZ", "VBP"}
    ):
        return False
    subjects = [antecedent(c) for c in copula.lefts if c.dep_ == "nsubj"]
    return any(t.lemma_.lower() in load_words("parts") for t in subjects)


def has_no(noun: Token) -> bool:
    """Whether a noun stands with "no", "neither", "not"."""
    return any(child.dep_ in {"det", "neg"} and child.lower_ in {"no", "neither", "not"} for child in noun.children)


def is_denied(claim: Token) -> bool:
    """Whether what a clause tells is a claim that someone rejects: "rejected accusations that it had …"."""
    if claim.pos_ not in NOUNS:
        return False
    outer = outer_noun(claim)
    if outer.dep_ == "pobj" and outer.head.lower_ in {"in", "to"} and outer.head.head.lemma_ in {"truth", "substance"}:
        return has_no(outer.head.head)
    verb = outer.head.head if outer.dep_ == "pobj" and outer.head.lower_ == "as" else outer.head
    if verb.lemma_.lower() in load_words("denying"):
        return outer.dep_ in {"dobj", "pobj", "nsubjpass"}
    if claim.lemma_.lower() not in load_words("claims"):
        return False
    named = verb.lemma_.lower() in load_words("naming") or verb.lemma_ == "be"
    return named and any(t.lemma_.lower() in load_words("untrue") for t in verb.subtree)


def above_preposition(preposition: Token, marks: set[Modality]) -> Token | None:
    """The word on which the meaning of what stands behind a preposition hangs; what it makes of it goes to `marks`."""
    if preposition.lower_ == "without":
        open_end = any(c.dep_ == "aux" and c.tag_ == "MD" for c in preposition.head.children)
        marks.add(_HYPOTHETICAL if open_end else _NEGATION)
        return None
    head = preposition.head
    near = {head.lower_, *(child.lower_ for child in preposition.children)}
    if near & load_words("negative_prepositions") or (preposition.lower_ == "of" and is_missing_sign(head)):
        marks.add(_NEGATION)
        return None
    if head.pos_ == "VERB" and (preposition.lower_ == "by" or head.lemma_ in load_words("causing")):
        return head
    if preposition.lower_ in {"of", "about", "on"} and head.lemma_.lower() in load_words("claims") and is_denied(head):
        marks.add(_NEGATION)
        return None
    marks |= _leading_on(preposition, head)
    return None


def _leading_on(preposition: Token, head: Token) -> set[Modality]:
    """What is aimed at, asked for, bargained over: "aimed at a truce", "calls for", "talks on the release"."""
    lower, lemma = preposition.lower_, head.lemma_.lower()
    marks = turn(head) if lower in _LEADING_ON else set()
    if (
        lower in {"at", "for", "on", "to", "toward", "towards"}
        and lemma in load_words("heading")
        and head.tag_ != "VBD"
    ):
        marks.add(_HYPOTHETICAL)
    if (lower, lemma) in _VIEWS and any(c.dep_ == "pcomp" for c in preposition.children):
        marks.add(_HYPOTHETICAL)
    if lower in {"for", "toward", "towards"} and lemma in load_words("striving"):
        marks.add(_HYPOTHETICAL)
    if lower in {"on", "over", "about", "for", "of"} and lemma in load_words("bargaining") | load_words("matters"):
        dealt = any(c.dep_ == "pobj" and _is_bargained(c) for c in preposition.children)
        marks |= {_HYPOTHETICAL} if dealt and (lower != "of" or lemma in load_words("matters")) else set()
    return marks


def _is_bargained(noun: Token) -> bool:
    return noun.lemma_.lower() in load_words("bargained")


def predicate_marks(copula: Token) -> set[Modality]:
    """What a copula says of its subject: "talks are due", "two summits are to be staged", "a deal was close"."""
    marks: set[Modality] = set()
    for child in copula.children:
        if child.dep_ == "acomp":
            marks |= turn(child) & {_FUTURE}
            marks |= {_HYPOTHETICAL} if child.lemma_.lower() in load_words("pending") else set()
        elif child.dep_ == "xcomp" and is_infinitive(child):
            marks.add(_FUTURE)
    return marks
