"""How an act is meant: asserted, future, hypothetical, negation or historical.

From the trigger the chain of words that it depends on is climbed as far as meaning flows down it: auxiliaries and
negators of its verb, verbs of wanting, planning and refusing above it, the conditional clause it stands in. Verbs of
saying and relative clauses end the climb. The lists are data (`words.toml`).
"""

from datetime import date

from spacy.tokens import Token

from travaux.ontology.vocabulary import Modality
from travaux.reading.acts.background import is_background
from travaux.reading.acts.compulsion import compelling_verb
from travaux.reading.acts.conditions import has_condition, has_proviso, is_a_case, leaves_open, rests_on_condition
from travaux.reading.acts.governors import carrier, governing_verb, is_happening, outer_noun
from travaux.reading.acts.provisions import clause_marks, is_for_somebody
from travaux.reading.acts.questions import is_in_question
from travaux.reading.acts.syntax import NOUNS, VERBS, is_headline_future, is_infinitive, is_listed
from travaux.reading.acts.turns import (
    above_preposition,
    has_no,
    is_denied,
    is_part_of_a_deal,
    noun_marks,
    predicate_marks,
    turn,
)
from travaux.reading.acts.verbforms import (
    cut_off_from,
    has_its_day,
    is_bidding,
    is_existing,
    is_indicative,
    is_obliging,
    is_weighed,
)
from travaux.reading.acts.words import load_words

_STEPS = 7
_NEGATION, _HYPOTHETICAL, _FUTURE = Modality.NEGATION, Modality.HYPOTHETICAL, Modality.FUTURE


def find_modality(trigger: Token, published: date | None) -> Modality:
    """The modality of the act that `trigger` names in a report of the day `published`."""
    turned = _climb(trigger)
    if turned in {None, _FUTURE} and is_in_question(trigger):
        return _HYPOTHETICAL
    if turned is not None:
        return turned
    return Modality.HISTORICAL if is_background(trigger, published) else Modality.ASSERTED


def is_purpose(trigger: Token) -> bool:
    """Whether a verb only tells what something is for ("flew in to meet", "a chance to strike"; not "a plot to kill")."""
    if trigger.pos_ not in VERBS or not is_infinitive(trigger):
        return False
    if is_listed(trigger) or is_headline_future(trigger) or is_for_somebody(trigger):
        return False
    if trigger.dep_ == "advcl":
        return turn(trigger.head) != {_FUTURE} and trigger.head.lemma_ not in load_words("implicative")
    if trigger.head.lemma_.lower() in load_words("plots"):
        return False
    return trigger.dep_ in {"acl", "relcl"} and _HYPOTHETICAL in (turn(trigger.head) or {_HYPOTHETICAL})


def _climb(trigger: Token) -> Modality | None:
    node, marks = trigger, set[Modality]()
    passed = [trigger]
    for _ in range(_STEPS):
        marks |= _own_marks(node)
        step = _next(node, marks)
        if step is None:
            break
        node = step
        passed.append(node)
    if has_proviso(trigger):
        marks.add(_HYPOTHETICAL)
    if (
        trigger.dep_ in {"acl", "amod"}
        and trigger.lemma_.lower() in load_words("arranging")
        and trigger.head.pos_ in NOUNS
    ):
        marks |= {_FUTURE} if _climb(trigger.head) is _FUTURE else set()
    for modality in (_HYPOTHETICAL, _NEGATION, _FUTURE):
        if modality in marks and not (
            modality is _HYPOTHETICAL and _NEGATION in marks and not rests_on_condition(passed)
        ):
            return modality
    return None


def _own_marks(node: Token) -> set[Modality]:
    if node.pos_ in VERBS:
        return _verb_marks(node)
    if node.pos_ in NOUNS:
        return noun_marks(node)
    marks = {_NEGATION} if any(child.dep_ == "neg" for child in node.children) else set()
    if any(has_condition(child) for child in node.children if child.dep_ in {"xcomp", "prep", "advcl"}):
        marks.add(_HYPOTHETICAL)
    return marks


def _verb_marks(verb: Token) -> set[Modality]:
    marks = clause_marks(verb) | ({_NEGATION} if _is_outweighed(verb) else set())
    if verb.dep_ == "ROOT" and is_infinitive(verb):
        marks.add(_FUTURE if any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.lefts) else _HYPOTHETICAL)
    if is_a_case(verb) or is_part_of_a_deal(verb) or is_bidding(verb) or is_weighed(verb):
        marks.add(_HYPOTHETICAL)
    for child in verb.children:
        if _negates(child):
            marks.add(_NEGATION)
        elif child.dep_ == "aux":
            marks |= _auxiliary_marks(child)
        elif leaves_open(child, verb):
            marks.add(_HYPOTHETICAL)
    return marks


def _negates(child: Token) -> bool:
    """Whether a dependent of a verb denies it: "not", "never", "no longer", "no one", "no truck"."""
    if child.dep_ == "neg" or (child.lower_ == "longer" and child.i and child.nbor(-1).lower_ == "no"):
        return True
    if child.dep_ in {"det", "advmod", "preconj"}:
        return child.lower_ in load_words("negators")
    return child.dep_ in {"nsubj", "nsubjpass"} and (child.lower_ in {"none", "nobody", "neither"} or has_no(child))


def _is_outweighed(verb: Token) -> bool:
    """Whether another act is told instead: "withdrew rather than fight"."""
    return verb.dep_ == "conj" and any(
        c.dep_ == "cc" and c.lower_ == "than" and c.i < verb.i for c in verb.head.children
    )


def _auxiliary_marks(aux: Token) -> set[Modality]:
    lower = aux.lower_
    if lower in load_words("will"):
        return {_FUTURE}
    if lower in load_words("would"):
        told = lower in {"would", "'d"} and (_is_backshifted(aux.head) or has_its_day(aux.head))
        return {_FUTURE} if told else {_HYPOTHETICAL}
    if (
        lower in {"'s", "is", "are", "was"}
        and aux.head.lower_ == "going"
        and any(c.dep_ == "xcomp" for c in aux.head.children)
    ):
        return {_FUTURE}
    return set()


def _is_backshifted(verb: Token) -> bool:
    """Whether "would" is a "will" told in the past: "said it would open the crossing", without an "if"."""
    for _ in range(3):
        if verb.dep_ != "conj":
            break
        verb = verb.head
    told = (
        verb.dep_ == "ccomp" and verb.head.tag_ in {"VBD", "VBN"} and verb.head.lemma_.lower() in load_words("telling")
    )
    return told and not any(
        t.dep_ == "advcl" and any(c.lower_ in {"if", "unless"} for c in t.children) for t in verb.children
    )


def _next(node: Token, marks: set[Modality]) -> Token | None:
    """The word that `node` depends on in meaning; what that word makes of it is added to `marks`."""
    compelling = compelling_verb(node)
    if compelling is not None:
        return compelling
    sister = cut_off_from(node)
    if sister is not None:
        return sister
    if node.pos_ in NOUNS:
        return _above_noun(node, marks)
    head = node.head
    if head is node:
        return None
    if _is_complement(node, head):
        return _above_clause(node, head, marks)
    if (node.dep_ == "conj" and head.pos_ in VERBS and _shares_clause(node)) or is_listed(node):
        return head
    if node.dep_ == "advcl":
        marks |= _adverbial_marks(node, head)
        return None
    if node.dep_ in {"pcomp", "pobj"}:
        return above_preposition(head, marks)
    return head if node.dep_ in {"acomp", "attr", "oprd"} and head.pos_ in VERBS else None


def _is_complement(node: Token, head: Token) -> bool:
    """Whether a clause is the content of the word above it; of relative clauses infinitives and what claims tell."""
    if node.dep_ == "relcl":
        return is_infinitive(node) or head.lemma_.lower() in load_words("claims")
    return node.dep_ in {"xcomp", "ccomp", "acl", "csubj"}


def _adverbial_marks(node: Token, head: Token) -> set[Modality]:
    """What an adverbial infinitive is: a headline's future, or as open as the word above it makes it."""
    if is_headline_future(node):
        return {_FUTURE}
    if not is_infinitive(node):
        return set()
    turned = turn(head) if head.pos_ != "VERB" or head.lemma_ not in load_words("implicative") else set()
    return turned or {_FUTURE if _is_to_bring(node, head) else _HYPOTHETICAL}


def _is_to_bring(node: Token, head: Token) -> bool:
    """ "The text will bind the army to enable the delivery of aid": as much to come as what is to bring it about."""
    ahead = any(c.dep_ == "aux" and c.lower_ in load_words("will") for c in head.lefts)
    return ahead and node.lemma_.lower() in load_words("bringing")


def _shares_clause(verb: Token) -> bool:
    """Whether a coordinated verb stands under what governs its sister: "will meet and discuss", "vowed to go and to pay"."""
    own = {"nsubj", "nsubjpass", "aux", "auxpass", "neg"}
    if any(child.dep_ in own and child.tag_ != "TO" for child in verb.children):
        return False
    return verb.tag_ == verb.head.tag_ or verb.tag_ in {"VB", "VBN", "VBG"}


def _above_clause(node: Token, head: Token, marks: set[Modality]) -> Token | None:
    if is_infinitive(node):
        return _above_infinitive(node, head, marks)
    if is_denied(head):
        marks.add(_NEGATION)
        return None
    if head.lemma_.lower() in load_words("implicative"):
        return head
    if is_headline_future(node):
        marks.add(_FUTURE)
        return None
    if node.dep_ == "acl" and head.pos_ in NOUNS:
        return None
    turned = turn(head)
    if node.dep_ == "ccomp":
        told = head.lemma_.lower() in load_words("telling_or_wanting") and is_indicative(node)
        marks |= turned - ({_FUTURE, _HYPOTHETICAL} if told else {_FUTURE})
        return None
    marks |= turned
    return head if node.dep_ == "xcomp" and not turned else None


def _above_infinitive(node: Token, head: Token, marks: set[Modality]) -> Token | None:
    """What stands above "to leave": wishes and plans leave it open, "managed to" tells it, "has yet to" denies it."""
    if any(child.lower_ == "yet" for child in (*node.lefts, *head.children)):
        marks.add(_NEGATION)
        return None
    if is_obliging(head):
        marks.add(_HYPOTHETICAL)
        return head
    if head.lemma_.lower() in load_words("implicative"):
        return head
    if is_headline_future(node):
        marks.add(_FUTURE)
        return None
    if any(c.dep_ == "dobj" and c.lemma_.lower() in load_words("bargaining") for c in head.children if c.i < node.i):
        marks.add(_HYPOTHETICAL)
        return None
    turned = turn(head)
    if head.lemma_ in {"consider", "suppose"} and head.tag_ == "VBN":
        return None
    if turned:
        marks |= turned
        return head if head.pos_ in VERBS and _NEGATION in _verb_marks(head) else None
    if node.dep_ != "csubj" and head.lemma_.lower() not in load_words("believing"):
        marks.add(_HYPOTHETICAL if node.dep_ in {"acl", "relcl"} else _FUTURE)
    return head if node.dep_ == "xcomp" else None


def _above_noun(noun: Token, marks: set[Modality]) -> Token | None:
    outer = outer_noun(noun)
    if outer != noun:
        marks |= noun_marks(outer) - ({_NEGATION} if outer.head.pos_ in NOUNS else set())
    carrying = carrier(noun)
    found = governing_verb(noun)
    if found and found[1] == "object" and found[0] is not carrying:
        marks |= turn(found[0])
    if carrying is not None:
        return carrying
    if found and found[1] == "object" and found[0].lemma_.lower() in load_words("bringing"):
        return found[0]
    if found and found[0].lemma_ == "be":
        marks |= predicate_marks(found[0])
    if found and (is_happening(noun) or is_existing(found[0])):
        return found[0]
    if outer.dep_ in {"pobj"}:
        return above_preposition(outer.head, marks)
    if outer.dep_ == "acomp":
        return outer.head
    return None
