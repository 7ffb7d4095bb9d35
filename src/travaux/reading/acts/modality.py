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
from travaux.reading.acts.syntax import NOUNS, VERBS, is_headline_future, is_infinitive, is_listed
from travaux.reading.acts.verbforms import has_its_day, is_indicative
from travaux.reading.acts.words import load_words

_STEPS = 7
_NEGATION, _HYPOTHETICAL, _FUTURE = Modality.NEGATION, Modality.HYPOTHETICAL, Modality.FUTURE


def find_modality(trigger: Token, published: date | None) -> Modality:
    """The modality of the act that `trigger` names in a report of the day `published`."""
    turned = _climb(trigger)
    if turned is not None:
        return turned
    return Modality.HISTORICAL if is_background(trigger, published) else Modality.ASSERTED


def is_purpose(trigger: Token) -> bool:
    """Whether a verb only tells what something is for ("flew in to meet", "a chance to strike"; not "a plot to kill")."""
    if trigger.pos_ not in VERBS or not is_infinitive(trigger):
        return False
    if is_listed(trigger) or is_headline_future(trigger):
        return False
    if trigger.dep_ == "advcl":
        return _turn(trigger.head) != {_FUTURE} and trigger.head.lemma_ not in load_words("implicative")
    if trigger.head.lemma_.lower() in load_words("plots"):
        return False
    return trigger.dep_ in {"acl", "relcl"} and _HYPOTHETICAL in (_turn(trigger.head) or {_HYPOTHETICAL})


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
        return _noun_marks(node)
    marks = {_NEGATION} if any(child.dep_ == "neg" for child in node.children) else set()
    if any(has_condition(child) for child in node.children if child.dep_ in {"xcomp", "prep", "advcl"}):
        marks.add(_HYPOTHETICAL)
    return marks


def _verb_marks(verb: Token) -> set[Modality]:
    marks: set[Modality] = {_NEGATION} if _is_outweighed(verb) else set()
    if is_a_case(verb):
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
    return child.dep_ in {"nsubj", "nsubjpass"} and (child.lower_ in {"none", "nobody", "neither"} or _has_no(child))


def _is_outweighed(verb: Token) -> bool:
    """Whether another act is told instead: "withdrew rather than fight"."""
    return verb.dep_ == "conj" and any(
        c.dep_ == "cc" and c.lower_ == "than" and c.i < verb.i for c in verb.head.children
    )


def _has_no(noun: Token) -> bool:
    return any(child.dep_ in {"det", "neg"} and child.lower_ in {"no", "neither", "not"} for child in noun.children)


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


def _noun_marks(noun: Token) -> set[Modality]:
    marks: set[Modality] = set()
    for child in noun.children:
        lower = child.lower_
        if child.dep_ in {"det", "neg"} and lower in {"no", "neither"}:
            marks.add(_NEGATION)
        elif child.dep_ == "det" and lower == "any":
            marks.add(_HYPOTHETICAL)
        elif child.dep_ in {"amod", "compound"} or (child.dep_ == "acl" and child.lemma_ in load_words("planning")):
            marks |= _turn(child)
    return marks


def _turn(word: Token) -> set[Modality]:
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


def _next(node: Token, marks: set[Modality]) -> Token | None:
    """The word that `node` depends on in meaning; what that word makes of it is added to `marks`."""
    compelling = compelling_verb(node)
    if compelling is not None:
        return compelling
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
        return _above_preposition(head, marks)
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
    turned = _turn(head) if head.pos_ != "VERB" or head.lemma_ not in load_words("implicative") else set()
    return turned or {_HYPOTHETICAL}


def _shares_clause(verb: Token) -> bool:
    """Whether a coordinated verb stands under what governs its sister: "will meet and discuss", "vowed to go and to pay"."""
    own = {"nsubj", "nsubjpass", "aux", "auxpass", "neg"}
    if any(child.dep_ in own and child.tag_ != "TO" for child in verb.children):
        return False
    return verb.tag_ == verb.head.tag_ or verb.tag_ in {"VB", "VBN", "VBG"}


def _above_clause(node: Token, head: Token, marks: set[Modality]) -> Token | None:
    infinitive = any(child.tag_ == "TO" for child in node.children)
    if infinitive and any(child.lower_ == "yet" for child in (*node.lefts, *head.children)):
        marks.add(_NEGATION)
        return None
    if not infinitive and _is_denied(head):
        marks.add(_NEGATION)
        return None
    if head.lemma_.lower() in load_words("implicative"):
        return head
    if is_headline_future(node):
        marks.add(_FUTURE)
        return None
    turned = _turn(head)
    if node.dep_ == "acl" and not infinitive and head.pos_ in NOUNS:
        return None
    if not infinitive and node.dep_ == "ccomp":
        marks |= turned - ({_FUTURE, _HYPOTHETICAL} if head.lemma_ == "suggest" and is_indicative(node) else {_FUTURE})
        return None
    if infinitive and head.lemma_ in {"consider", "suppose"} and head.tag_ == "VBN":
        return None
    if turned:
        marks |= turned
        return head if infinitive and head.pos_ in VERBS and _NEGATION in _verb_marks(head) else None
    if infinitive and node.dep_ != "csubj" and head.lemma_.lower() not in load_words("believing"):
        marks.add(_HYPOTHETICAL if node.dep_ == "acl" else _FUTURE)
    return head if node.dep_ == "xcomp" else None


def _is_denied(claim: Token) -> bool:
    """Whether what a clause tells is a claim that someone rejects: "rejected accusations that it had …"."""
    if claim.pos_ not in NOUNS:
        return False
    outer = outer_noun(claim)
    if outer.dep_ == "pobj" and outer.head.lower_ in {"in", "to"} and outer.head.head.lemma_ in {"truth", "substance"}:
        return _has_no(outer.head.head)
    verb = outer.head.head if outer.dep_ == "pobj" and outer.head.lower_ == "as" else outer.head
    if verb.lemma_.lower() in load_words("denying"):
        return outer.dep_ in {"dobj", "pobj", "nsubjpass"}
    if claim.lemma_.lower() not in load_words("claims"):
        return False
    named = verb.lemma_.lower() in load_words("naming") or verb.lemma_ == "be"
    return named and any(t.lemma_.lower() in load_words("untrue") for t in verb.subtree)


def _above_preposition(preposition: Token, marks: set[Modality]) -> Token | None:
    if preposition.lower_ == "without":
        open_end = any(c.dep_ == "aux" and c.tag_ == "MD" for c in preposition.head.children)
        marks.add(_HYPOTHETICAL if open_end else _NEGATION)
        return None
    head = preposition.head
    near = {head.lower_, *(child.lower_ for child in preposition.children)}
    if near & load_words("negative_prepositions"):
        marks.add(_NEGATION)
        return None
    if head.pos_ == "VERB" and (preposition.lower_ == "by" or head.lemma_ in load_words("causing")):
        return head
    if preposition.lower_ in {"of", "about", "on"} and head.lemma_.lower() in load_words("claims") and _is_denied(head):
        marks.add(_NEGATION)
        return None
    if preposition.lower_ in {"for", "on", "of", "to", "from", "into", "about"}:
        marks |= _turn(head)
    if preposition.lower_ in {"on", "over", "about", "for"} and head.lemma_.lower() in load_words("bargaining"):
        dealt = any(c.dep_ == "pobj" and c.lemma_.lower() in load_words("bargained") for c in preposition.children)
        marks |= {_HYPOTHETICAL} if dealt else set()
    return None


def _predicate_marks(copula: Token) -> set[Modality]:
    """What a copula says of its subject: "talks are due", "two summits are to be staged"."""
    marks: set[Modality] = set()
    for child in copula.children:
        if child.dep_ == "acomp":
            marks |= _turn(child) & {_FUTURE}
        elif child.dep_ == "xcomp" and is_infinitive(child):
            marks.add(_FUTURE)
    return marks


def _above_noun(noun: Token, marks: set[Modality]) -> Token | None:
    outer = outer_noun(noun)
    if outer != noun:
        marks |= _noun_marks(outer) - ({_NEGATION} if outer.head.pos_ in NOUNS else set())
    carrying = carrier(noun)
    found = governing_verb(noun)
    if found and found[1] == "object" and found[0] is not carrying:
        marks |= _turn(found[0])
    if carrying is not None:
        return carrying
    if found and found[0].lemma_ == "be":
        marks |= _predicate_marks(found[0])
    if found and (is_happening(noun) or any(c.dep_ == "expl" for c in found[0].children)):
        return found[0]
    if outer.dep_ in {"pobj"}:
        return _above_preposition(outer.head, marks)
    if outer.dep_ == "acomp":
        return outer.head
    return None
