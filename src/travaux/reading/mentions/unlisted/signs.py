"""What a report tells of a name by which it is a side: whom it talks with, what it rejects, whose fighters it has."""

from collections.abc import Iterator
from enum import StrEnum

from spacy.tokens import Doc, Token

from travaux.reading.columns import columns_of
from travaux.reading.lookup import sentence_edges, sentence_of
from travaux.reading.mentions.unlisted.words import load_words


class Sort(StrEnum):
    """What a sign tells: a deal or war with others, what sides do, what others do too, whom a name has, what stands between."""

    DEAL = "deal"
    ACT = "act"
    LESSER = "lesser"
    OWN = "own"
    BETWEEN = "between"


Sign = tuple[Sort, str]
"""What sort of sign it is, and by which word."""
_OBJECTS = frozenset({"dobj", "dative", "nsubjpass"})
_NOUN_PARTS = frozenset({"compound", "poss", "nmod", "amod"})
_HOLDING_FIRE = frozenset({"truce", "ceasefire", "armistice", "amnesty", "strike", "peace", "accord"})
_SEVERAL = frozenset({"two", "three", "rival", "warring", "both", "largest"})
_GLOSS = 7
"""Words behind a name in which it is told what it is: "B, an armed group that …"."""
_LIST = 14
"""Words from "two gangs" to the names of them."""
_COUNTED = 4
"""Words before "gangs" in which it is told how many they are."""
_NESTED = 6
"""Words over a relative clause up to the offer that it tells of."""
_TELLING = frozenset({"say", "tell", "announce", "add", "warn", "state", "declare", "insist"})
_PRONOUNS = frozenset({"it", "they"})


def find_signs(word: Token) -> Iterator[Sign]:
    """The signs that stand around the head of a name."""
    words = load_words()
    over = _plain(word.head)
    if word.dep_ in _NOUN_PARTS and over in words.members | words.people:
        yield from _of_people(word.head, joined=False)
    yield from _called(word)
    top = word
    while top.dep_ in {"conj", "appos"} and top.head.pos_ in {"NOUN", "PROPN"}:
        top = top.head
    joined = bool(word.conjuncts)
    head = top.head
    if top.dep_ in {"pobj", "agent"}:
        yield from _behind_preposition(head, joined=joined)
    elif top.dep_ == "nsubj" and head.pos_ in {"VERB", "AUX"}:
        yield from _as_subject(head, joined=joined)
    elif top.dep_ in _OBJECTS and over in words.suffered:
        yield Sort.ACT, f"-{over}"


def _plain(token: Token) -> str:
    """The lemma of a word, also of one that the model took for a name at the head of a sentence ("Rebels of …")."""
    lemma = token.lemma_.lower()
    return lemma.removesuffix("s") if token.pos_ == "PROPN" else lemma


def _behind_preposition(preposition: Token, *, joined: bool) -> Iterator[Sign]:
    """ "Talks between A and B", "an accord with B", "fighters of B", "rejected by B", "an offer to B"."""
    words = load_words()
    over, low = preposition.head, preposition.lower_
    lemma = _plain(over)
    if low in {"between", "with"}:
        if lemma in words.deals | words.mutual:
            yield Sort.DEAL, lemma
        elif low == "between" and _tells_deal(preposition):
            yield Sort.DEAL, "between"
        elif low == "with" and over.pos_ == "VERB" and any(c.lemma_.lower() in words.deals for c in over.children):
            yield Sort.DEAL, lemma
    elif low in {"of", "for", "from"} and lemma in words.members | words.people | words.sent:
        yield from _of_people(over, joined=joined)
    elif low in {"by", "to", "against"} and lemma in words.acts | words.suffered | words.offers:
        yield (Sort.DEAL if low == "by" and _is_answered(over) else Sort.ACT), f"-{lemma}"


def _of_people(people: Token, *, joined: bool) -> Iterator[Sign]:
    """ "Fighters of B", "a delegation of B arrived for talks", "representatives of A and B met"."""
    words = load_words()
    lemma = _plain(people)
    verb = people.head if people.dep_ == "nsubj" else None
    if lemma in words.sent and verb is not None:
        together = joined or bool(people.conjuncts)
        told = {t.lemma_.lower() for c in verb.children if c.i > verb.i for t in c.subtree}
        if (together and verb.lemma_.lower() in words.mutual) or told & {"talk", "negotiation", "truce", "ceasefire"}:
            yield Sort.DEAL, lemma
    yield Sort.OWN, lemma
    if verb is not None and lemma in words.members | words.sent:
        yield from _as_subject(verb, joined=False)


def _tells_deal(word: Token) -> bool:
    """Whether the clause over a word tells of a deal, talks or a war."""
    deals = load_words().deals
    while word.head.i != word.i:
        word = word.head
        if word.lemma_.lower() in deals:
            return True
        if word.pos_ in {"VERB", "AUX"} and word.dep_ not in {"acl", "relcl"}:
            return any(c.lemma_.lower() in deals for c in word.children)
    return False


def _is_answered(verb: Token) -> bool:
    """ "An offer of a truce was rejected by B", "a plan tabled by B was rejected"."""
    words = load_words()
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), verb.head if verb.dep_ == "acl" else None)
    return (
        subject is not None
        and _is_bargain(subject)
        and bool({verb.lemma_.lower(), subject.head.lemma_.lower()} & words.answers)
    )


def _is_of_answered(verb: Token) -> bool:
    """ "Peru accepted a plan for the return of people that B tabled"."""
    noun = verb.head
    for _ in range(_NESTED):
        if _is_bargain(noun):
            return noun.head.lemma_.lower() in load_words().answers
        noun = noun.head
    return False


def _is_bargain(noun: Token) -> bool:
    """Whether a noun is an offer or a demand."""
    return noun.lemma_.lower() in load_words().offers


def _as_subject(verb: Token, *, joined: bool) -> Iterator[Sign]:
    """ "A and B signed", "B rejected the offer", "B said it would suspend its attacks"."""
    for own in (
        verb,
        *(c for c in verb.conjuncts if c.pos_ == "VERB" and not any(k.dep_ == "nsubj" for k in c.children)),
    ):
        yield from _of_deed(own, joined=joined)
        if own.lemma_.lower() in _TELLING:
            for said in own.children:
                if said.dep_ == "ccomp" and any(c.dep_ == "nsubj" and c.lower_ in _PRONOUNS for c in said.children):
                    yield from _of_deed(said, joined=False)


def _of_deed(verb: Token, *, joined: bool) -> Iterator[Sign]:
    words = load_words()
    lemma = verb.lemma_.lower()
    objects = {
        t.lemma_.lower() for c in verb.children if c.i > verb.i and c.dep_ not in {"advcl", "conj"} for t in c.subtree
    }
    if lemma in words.between:
        yield Sort.BETWEEN, lemma
    elif (
        (lemma in words.mutual and (joined or objects & words.deals))
        or (objects & _HOLDING_FIRE and lemma in words.acts | {"declare", "break", "hold", "call"})
        or (verb.dep_ == "relcl" and _is_of_answered(verb))
    ):
        yield Sort.DEAL, lemma
    elif lemma in words.acts:
        yield Sort.ACT, lemma
    elif lemma in words.lesser:
        yield Sort.LESSER, lemma


def _called(word: Token) -> Iterator[Sign]:
    """ "B, a rebel group", "two gangs, A and B": what the words beside a name call it."""
    words = load_words()
    columns = columns_of(word.doc)
    first, last = sentence_edges(word)
    behind = range(word.i + 1, min(last, word.i + 1 + _GLOSS))
    if word.i + 2 < last and columns.lower[word.i + 1] == "," and columns.lower[word.i + 2] in {"a", "an", "the"}:
        for place in behind[2:]:
            if columns.lemma[place] in words.kinds:
                yield Sort.DEAL, columns.lemma[place]
            if columns.pos[place] in {"VERB", "AUX", "PUNCT"} or columns.tag[place].startswith("W"):
                break
    for place in range(max(first, word.i - _LIST), word.i):
        several = bool(_SEVERAL & set(columns.lower[max(first, place - _COUNTED) : place]))
        if several and columns.lemma[place] in words.kinds and columns.tag[place] == "NNS":
            yield Sort.DEAL, columns.lemma[place]


def find_short_signs(doc: Doc, noun: str, behind: int) -> Iterator[Sign]:
    """The signs around "the front", "the union", where only its noun stands for a name told before."""
    for place in columns_of(doc).word_places.get(noun, ()):
        if place >= behind and stands_alone(doc[place]):
            yield from find_signs(doc[place])


def stands_alone(token: Token) -> bool:
    """Whether "the" and nothing else stands before a noun, and nothing tells of whom it is."""
    lefts = [t.lower_ for t in token.lefts if not t.is_space]
    return lefts == ["the"] and not any(c.dep_ == "prep" and c.lower_ == "of" for c in token.rights)


def is_told_of_strike(word: Token) -> bool:
    """Whether the sentence of a name tells of a strike of those who work."""
    return any(t.lemma_.lower() == "strike" and t.pos_ == "NOUN" for t in sentence_of(word))
