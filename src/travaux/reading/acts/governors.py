"""What a noun that names an event hangs on: the light verb that carries it, the verb that says it happened.

"held talks" (light), "talks resumed" (happening), "after the strike" (occasion).
"""

from functools import cache

from spacy.tokens import Token

from travaux.reading.acts.syntax import NOUNS, VERBS, is_passive
from travaux.reading.acts.words import load_words

CONTAINERS = load_words("containers")
_OBJECT_DEPS = frozenset({"dobj", "dative", "attr", "oprd"})


def outer_noun(noun: Token) -> Token:
    """The noun that stands for `noun` in its clause: "a round of talks" for "talks", the first of a coordination."""
    for _ in range(6):
        head = noun.head
        contained = noun.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in CONTAINERS
        if contained and head.head.pos_ in NOUNS:
            noun = head.head
        elif noun.dep_ in {"conj", "appos"} and head.pos_ in NOUNS:
            noun = head
        else:
            break
    return noun


def governing_verb(noun: Token) -> tuple[Token, str] | None:
    """The verb that `noun` is subject or object of, and which of the two; None elsewhere."""
    outer = outer_noun(noun)
    head = outer.head
    if head.pos_ not in VERBS or head is outer:
        if outer.dep_ in {"pobj", "dobj"} and head.pos_ == "ADP":
            return None
        return None
    if outer.dep_ in _OBJECT_DEPS or outer.dep_ == "nsubjpass":
        return head, "object"
    if outer.dep_ == "nsubj":
        return head, "object" if is_passive(head) else "subject"
    return None


@cache
def _light_verbs() -> frozenset[str]:
    return load_words("light")


@cache
def _happening_verbs() -> frozenset[str]:
    return load_words("happening")


def is_carried(noun: Token, own: frozenset[str] = frozenset()) -> bool:
    """Whether a light verb carries `noun`: "carried out a strike", "a strike was launched", "the strike it made"."""
    outer = outer_noun(noun)
    found = governing_verb(noun)
    if found and found[1] == "object" and found[0].lemma_.lower() in (own or _light_verbs()):
        return True
    return carrying_participle(outer, own) is not None


def carrying_participle(noun: Token, own: frozenset[str] = frozenset()) -> Token | None:
    """The participle or relative clause that carries a noun: "talks held in Geneva", "the strike that it launched"."""
    for child in noun.children:
        infinitive = any(grandchild.tag_ == "TO" for grandchild in child.children)
        if child.dep_ in {"acl", "relcl"} and not infinitive and child.lemma_.lower() in (own or _light_verbs()):
            return child
    return None


def carrier(noun: Token, own: frozenset[str] = frozenset()) -> Token | None:
    """The light verb that carries `noun`, whichever way."""
    found = governing_verb(noun)
    if found and found[1] == "object" and found[0].lemma_.lower() in (own or _light_verbs()):
        return found[0]
    return carrying_participle(outer_noun(noun), own)


def is_happening(noun: Token) -> bool:
    """Whether a verb says of `noun` that it took place, began, went on: "talks resumed in Cairo"."""
    found = governing_verb(noun)
    return bool(found and found[0].lemma_.lower() in _happening_verbs())


def is_occasion(noun: Token) -> bool:
    """Whether `noun` dates or frames something else: "after a call with …", "during talks in Doha"."""
    outer = outer_noun(noun)
    return outer.dep_ == "pobj" and outer.head.lower_ in load_words("occasion")
