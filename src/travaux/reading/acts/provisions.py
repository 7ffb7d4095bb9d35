"""What is laid down, asked for or disbelieved in a clause of its own: told in the present or the past, and not done.

"The demand that troops withdraw", "a deal that frees the crew", "under the plan the army leaves", "no sign that it left".
"""

from spacy.tokens import Token

from travaux.ontology.vocabulary import Modality
from travaux.reading.acts.syntax import NOUNS, VERBS, is_infinitive
from travaux.reading.acts.words import load_words

_PRESENT = frozenset({"VB", "VBP", "VBZ"})
_CLAUSES = frozenset({"acl", "ccomp", "relcl", "advcl", "dep", "appos"})
_INDEFINITE = frozenset({"a", "an", "any", "some", "another", "no"})
_COMMON = 4
"""Coordinations between a clause and the one that says under what it holds at most."""


def clause_marks(verb: Token) -> set[Modality]:
    """What the words above or before a verb's clause make of it, beside those that govern it in the parse."""
    noun = _noun_of_clause(verb)
    lemma = noun.lemma_.lower() if noun is not None else ""
    marks: set[Modality] = set()
    if noun is not None and lemma in load_words("signs") and _is_missing(noun):
        marks.add(Modality.NEGATION)
    elif lemma in load_words("asked"):
        marks.add(Modality.HYPOTHETICAL)
    elif lemma in load_words("pledged") and verb.tag_ in _PRESENT:
        marks.add(Modality.FUTURE)
    elif _is_subjunctive(verb) or is_for_somebody(verb) or _is_of_a_deal_to_come(verb):
        marks.add(Modality.HYPOTHETICAL)
    return marks | _held_under(verb) | _not_so(verb)


def is_missing_sign(noun: Token) -> bool:
    """ "No evidence of an attack", "found no trace of the convoy", "did not see any sign of a truce"."""
    return noun.lemma_.lower() in load_words("signs") and _is_missing(noun)


def _noun_of_clause(verb: Token) -> Token | None:
    """The noun whose content a clause is, which stands right before it or before its "that"."""
    if verb.dep_ not in _CLAUSES or is_infinitive(verb):
        return None
    own = any(c.dep_ in {"nsubj", "nsubjpass", "expl"} and c.tag_ not in {"WDT", "WP"} for c in verb.lefts)
    first = verb.left_edge
    if not own or first.i == verb.sent.start:
        return None
    marked = first.lower_ == "that" and first.dep_ == "mark"
    before = first.nbor(-1)
    if before.pos_ not in NOUNS:
        return None
    return before if marked or (first.tag_ not in {"WDT", "WP"} and before.lemma_ in load_words("signs")) else None


def _is_missing(noun: Token) -> bool:
    """Whether a noun is said not to be there: "no sign", "without proof", "found little evidence", "saw no sign"."""
    if any(c.lower_ in {"no", "little", "scant", "without"} for c in noun.lefts):
        return True
    head = noun.head
    if noun.dep_ == "pobj":
        return head.lower_ == "without"
    return head.pos_ in VERBS and noun.dep_ in {"dobj", "attr"} and any(c.dep_ == "neg" for c in head.children)


def _is_subjunctive(verb: Token) -> bool:
    """ "Vital that Peru lift the siege": a bare form with its subject behind "that"."""
    if verb.tag_ != "VB" or verb.dep_ not in _CLAUSES:
        return False
    if any(c.dep_ in {"aux", "auxpass"} for c in verb.lefts):
        return False
    return verb.left_edge.lower_ == "that" and any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.lefts)


def is_for_somebody(verb: Token) -> bool:
    """ "For both sides to lay down their arms"."""
    marked = any(c.lower_ == "for" and c.dep_ == "mark" for c in verb.lefts)
    return marked and is_infinitive(verb) and any(c.dep_ == "nsubj" for c in verb.lefts)


def _is_of_a_deal_to_come(verb: Token) -> bool:
    """ "A deal that frees the crew": what any deal would do; "a text that demands a truce" is there."""
    if verb.dep_ == "conj" and verb.tag_ in _PRESENT and not any(c.dep_ == "nsubj" for c in verb.lefts):
        return _is_of_a_deal_to_come(verb.head)
    noun, nouns = verb.head, load_words("settlements") | {"way"}
    if verb.dep_ != "relcl" or verb.tag_ not in {"VBP", "VBZ"} or noun.lemma_.lower() not in nouns:
        return False
    if any(c.dep_ in {"aux", "auxpass"} for c in verb.lefts) or verb.lemma_.lower() in load_words("worded"):
        return False
    if not any(c.tag_ == "WDT" or c.lower_ == "that" for c in verb.lefts):
        return False
    return any(c.lower_ in _INDEFINITE for c in noun.lefts) or noun.tag_ == "NNS"


def _held_under(verb: Token) -> set[Modality]:
    """ "Under the plan, the army leaves the valley": what a deal has somebody do, in the plain present."""
    node = verb
    for _ in range(_COMMON):
        if node.tag_ not in {"VBP", "VBZ"} or any(c.dep_ in {"aux", "auxpass"} for c in node.lefts):
            return set()
        for child in node.children:
            if child.dep_ == "prep" and child.lower_ == "under":
                return next((m for n in child.children if (m := _laid_down_by(n))), set())
        if node.dep_ != "conj":
            break
        node = node.head
    return set()


def _laid_down_by(noun: Token) -> set[Modality]:
    lemma = noun.lemma_.lower()
    if lemma in load_words("drafts"):
        return {Modality.HYPOTHETICAL}
    return {Modality.FUTURE} if lemma in load_words("settlements") else set()


def _not_so(verb: Token) -> set[Modality]:
    """ "It is not true that it left", "nothing suggests that it left", "she doubted that it had left"."""
    head = verb.head
    if verb.dep_ not in {"ccomp", "csubj", "advcl", "acl"} or is_infinitive(verb) or head.pos_ not in VERBS:
        return set()
    denied = any(c.dep_ == "neg" for c in head.children)
    if head.lemma_ == "doubt":
        return set() if denied else {Modality.HYPOTHETICAL}
    if head.lemma_ == "be":
        words = {c.lower_ for c in head.children if c.dep_ in {"acomp", "attr"}}
        false = words & load_words("untrue") or (denied and words & {"true", "correct", "so"})
        return {Modality.NEGATION} if false and any(c.lower_ == "it" for c in head.lefts) else set()
    if head.lemma_.lower() in load_words("showing"):
        nothing = (head.head, *head.children) if is_infinitive(head) else tuple(head.children)
        return {Modality.NEGATION} if any(c.lower_ == "nothing" for c in nothing) else set()
    return set()
