"""No act twice for one event in one sentence, and which act brought another about."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from travaux.ontology.vocabulary import Act
from travaux.reading.acts.governors import governing_verb
from travaux.reading.acts.match import Candidate
from travaux.reading.acts.syntax import NOUNS, VERBS, hyphened, is_listed
from travaux.reading.acts.words import load_words
from travaux.reading.annotations import ActMention

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_APART = frozenset({"conj", "advcl", "relcl", "ccomp", "parataxis"})
_SEVERAL = frozenset({Act.OPEN_ACCESS, Act.CLOSE_ACCESS, Act.RELEASE})
_TALKED_OF = frozenset({Act.MEDIATE, Act.DEMAND, Act.THREATEN})
"""Acts that are told by naming them as what is talked about: "discussed the need for …", "discussed its threats"."""


def drop_repeats(found: list[Candidate]) -> list[Candidate]:
    """Keep one candidate for one event: of "the strike hit … killing …" the first."""
    kept: list[Candidate] = []
    told: dict[tuple[int, Act], list[Candidate]] = {}
    for candidate in found:
        others = told.setdefault((candidate.head.sent.start, candidate.act), [])
        if all(are_two_events(other.head, candidate.head, candidate.act) for other in others):
            kept.append(candidate)
            others.append(candidate)
    return kept


def are_two_events(one: Token, two: Token, act: Act) -> bool:
    """Whether two mentions of `act` in a sentence, `one` before `two`, tell two events, as far as the parse shows."""
    if two.pos_ in NOUNS:
        return _is_second_noun(one, two, act)
    if two.lemma_.lower() not in load_words("outcomes") and _is_next_deed(one, two):
        return True
    if one.pos_ in NOUNS:
        return not (one.is_ancestor(two) or two.is_ancestor(one)) and two.dep_ not in {"conj", "relcl", "acl"}
    if act in _SEVERAL:
        return True
    clause = _clause_of(two)
    own = any(child.dep_ in {"nsubj", "nsubjpass"} for child in clause.children)
    return (
        clause.dep_ in _APART and (own or clause.dep_ == "relcl") and two.pos_ == "VERB" and clause != _clause_of(one)
    )


def _is_next_deed(one: Token, two: Token) -> bool:
    """Whether a finite verb, coordinated with what is no part of the first deed, tells a next: "bombed … and razed …"."""
    if two.dep_ != "conj" or two.tag_ not in _FINITE or one.lemma_ == two.lemma_:
        return False
    if any(c.dep_ == "nsubj" and c.pos_ in {"NOUN", "PROPN"} for c in two.children):
        return True
    sister = two.head
    return sister.pos_ in VERBS and (one == sister or not any(t == one for c in sister.children for t in _named_by(c)))


def tells_of(verb: Token, noun: Token) -> bool:
    """Whether a verb says what the deed that `noun` names did: "killed" in "the strike on the town killed two"."""
    if verb.pos_ not in VERBS or noun.pos_ not in NOUNS:
        return False
    return noun.dep_ == "nsubj" and noun.head == verb and verb.lemma_.lower() in load_words("outcomes")


def _named_by(child: Token) -> list[Token]:
    """The nouns by which a verb's subject or object names the deed that the verb tells."""
    return list(child.subtree) if child.dep_ in {"nsubj", "nsubjpass", "dobj", "agent"} else []


def _clause_of(verb: Token) -> Token:
    """The verb whose subject does `verb`: "is thought to have called up" for "called"."""
    for _ in range(4):
        if verb.dep_ not in {"xcomp", "ccomp"} or any(child.dep_ == "nsubj" for child in verb.children):
            break
        verb = verb.head
    return verb


def is_described(candidate: Candidate) -> bool:
    """Whether a participle only describes a noun: "captured policemen", not "a US-brokered truce" or "the stalled talks"."""
    return is_attributive(candidate.head, candidate.act)


def is_attributive(head: Token, act: Act) -> bool:
    """Whether the word that would tell `act` only describes a noun."""
    if head.dep_ != "amod" or head.pos_ not in VERBS or act is Act.ASSESS:
        return False
    joined = head.i > 0 and head.nbor(-1).text == "-"
    return not hyphened(head) if head.tag_ in {"VBN", "VBD"} else joined


def is_told_aside(candidate: Candidate) -> bool:
    """Whether words only set a condition or name a topic: "unless it is lifted", "to discuss the fighting"."""
    head = candidate.head
    if is_precluded(head):
        return True
    if candidate.act in _TALKED_OF:
        return False
    found = governing_verb(head) if head.pos_ in NOUNS else None
    return bool(found and found[1] == "object" and found[0].lemma_.lower() in load_words("discussing"))


def _is_second_noun(first: Token, noun: Token, act: Act) -> bool:
    """Whether a noun names another event: "killed three in an attack" is one, "fought on after the raid" two."""
    if not first.is_ancestor(noun):
        return True
    around = noun.head.head
    within = noun.dep_ == "pobj" and (around.i == first.i or (around.dep_ == "dobj" and around.head.i == first.i))
    return first.pos_ == "VERB" and act is Act.ATTACK and noun.dep_ != "dobj" and not within


def is_precluded(head: Token) -> bool:
    """Whether a word stands in a condition without which nothing happens: "unless the siege were lifted"."""
    return any(_precludes(t) for t in (head, *head.ancestors))


def _precludes(verb: Token) -> bool:
    """Whether a verb is the condition without which nothing happens: "unless the siege were lifted"."""
    if verb.dep_ == "pcomp":
        return verb.head.lower_ in load_words("precluding")
    return verb.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in load_words("precluding") for c in verb.children
    )


def find_causes(doc: Doc, acts: list[ActMention]) -> tuple[ActMention, ...]:
    """Add to each act the one that brought it about, where a causing verb joins the two.

    "The pressure led Israel to reopen the crossing": the reopening's cause is the pressure.
    """
    heads = {act.trigger.head: i for i, act in enumerate(acts)}
    out = []
    for i, act in enumerate(acts):
        cause = _find_cause(doc[act.trigger.head], heads)
        out.append(replace(act, cause=cause) if cause is not None and cause != i else act)
    return tuple(out)


def _find_cause(token: Token, heads: dict[int, int]) -> int | None:
    node = token
    for _ in range(5):
        head = node.head
        if (node.dep_ == "conj" or is_listed(node)) and head is not node:
            node = head
            continue
        if node.dep_ in {"xcomp", "ccomp", "pcomp", "prep", "pobj", "dobj"} and head is not node:
            if head.lemma_ in load_words("causing"):
                return _subject_act(head, heads)
            node = head
            continue
        break
    return None


def _subject_act(verb: Token, heads: dict[int, int]) -> int | None:
    for child in verb.children:
        if child.dep_ == "nsubj":
            return next((heads[t.i] for t in child.subtree if t.i in heads), None)
    return None
