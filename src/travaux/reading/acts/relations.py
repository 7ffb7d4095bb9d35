"""The relations that a frame file may name, each a way from a trigger to the heads of phrases.

A name that is none of `_SPECIAL` is a preposition; two joined by a hyphen are two steps: `object-possessor`.
"""

from collections.abc import Callable

from spacy.tokens import Token

from travaux.reading.acts.governors import carrier, governing_verb, outer_noun
from travaux.reading.acts.syntax import (
    CLAUSES,
    NOUNS,
    VERBS,
    clause_subjects,
    coordinated,
    modifiers,
    objects,
    possessors,
    prepositional,
    subjects,
    surface_subjects,
)
from travaux.reading.acts.words import load_words


def find_relation(token: Token, relation: str) -> list[Token]:
    """The heads that stand in `relation` to `token`; a name that is no special relation is a preposition."""
    special = _SPECIAL.get(relation)
    if special:
        return special(token)
    first, joined, rest = relation.partition("-")
    if joined:
        return [head for noun in find_relation(token, first) for head in find_relation(noun, rest)]
    found = prepositional(token, relation)
    if not found and token.pos_ == "NOUN":
        found = prepositional(outer_noun(token), relation) if outer_noun(token) != token else []
    if not found and token.pos_ == "NOUN":
        found = [head for child in token.children if child.dep_ == "conj" for head in prepositional(child, relation)]
    if not found and relation == "by" and token.pos_ == "NOUN":
        found = [head for noun in prepositional(token, "of") for head in prepositional(noun, "by")]
    return found


def _subjects(token: Token) -> list[Token]:
    if token.pos_ in VERBS:
        return subjects(token)
    if token.dep_ in {"acomp", "attr", "oprd", "advcl", "ROOT", "amod", "conj"}:
        return _predicate_subjects(token)
    return []


def _predicate_subjects(token: Token) -> list[Token]:
    """The subject of an adjective: "Iran is ready", "a ready ally", "left them ready"."""
    if token.dep_ == "amod":
        return [token.head]
    own = [child for child in token.children if child.dep_ == "nsubj"]
    if own:
        return [member for t in own for member in coordinated(t)]
    if token.dep_ == "conj" and token.head.pos_ == "ADJ":
        return _predicate_subjects(token.head)
    head = token.head
    if head.pos_ not in VERBS or head == token:
        return []
    return surface_subjects(head)


def _object_heads(token: Token) -> list[Token]:
    return objects(token) if token.pos_ in VERBS else []


def _carrier_heads(token: Token) -> list[Token]:
    verb = carrier(token)
    return [verb] if verb else []


def _carrier_subjects(token: Token) -> list[Token]:
    verb = carrier(token)
    return subjects(verb) if verb else []


def _governor_subjects(token: Token) -> list[Token]:
    """The subject of the verb that a noun is the object of, whatever the verb: "seeks talks", "faces pressure"."""
    found = governing_verb(token)
    return subjects(found[0]) if found and found[1] == "object" else []


def _governor(token: Token) -> list[Token]:
    found = governing_verb(token)
    return [found[0]] if found else []


def _object_governor(token: Token) -> list[Token]:
    found = governing_verb(token)
    return [found[0]] if found and found[1] == "object" else []


def _subject_governor(token: Token) -> list[Token]:
    found = governing_verb(token)
    return [found[0]] if found and found[1] == "subject" else []


def _complements(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep_ in CLAUSES or (child.dep_ == "acl" and child.pos_ in VERBS)]


def _infinitives(token: Token) -> list[Token]:
    """Infinitives with "to", those too that the parser hung on as adverbial clauses."""
    return [
        child
        for child in token.children
        if child.dep_ in CLAUSES | {"acl", "advcl"} and any(t.tag_ == "TO" for t in child.children)
    ]


def _negators(token: Token) -> list[Token]:
    """The "not" or "never" of a refusal told in the present or for the future: "will not accept", "is not ready"."""
    verb = token if token.pos_ in VERBS else token.head
    found = [child for child in verb.children if child.dep_ == "neg"] + [c for c in token.children if c.dep_ == "neg"]
    past = verb.tag_ == "VBD" or any(
        child.dep_ == "aux" and child.lower_ in {"did", "had", "have", "has"} for child in verb.children
    )
    return [] if past and verb.lemma_ != "be" else found


def _subjunctives(token: Token) -> list[Token]:
    """A clause that says what must be done, not what is so: "insisted that it leave", "that it must leave"."""
    return [
        clause
        for clause in _complements(token)
        if clause.dep_ == "ccomp"
        and (clause.tag_ == "VB" or _lacks_agreement(clause))
        and not any(c.dep_ == "aux" and c.lower_ not in {"must", "should", "be", "to"} for c in clause.children)
    ]


def _own_clauses(token: Token) -> list[Token]:
    """A clause in which the verb's own subject would act: "warned that it would shut …", "said he will …"."""
    return [
        clause
        for clause in token.children
        if clause.dep_ == "ccomp"
        and any(c.dep_ == "aux" and c.lower_ in {"would", "will", "'ll", "'d", "could", "may"} for c in clause.children)
        and any(c.dep_ == "nsubj" and c.lower_ in {"it", "he", "she", "they", "we", "i"} for c in clause.children)
    ]


def _verb_clauses(token: Token) -> list[Token]:
    """The clause behind the copula of which a noun is the subject: "its condition was that they leave"."""
    if token.dep_ != "nsubj" or token.head.lemma_ != "be":
        return []
    return [child for child in token.head.children if child.dep_ in CLAUSES and child.i > token.head.i]


def _verb_clause_subjects(token: Token) -> list[Token]:
    return [t for clause in _verb_clauses(token) for t in clause.children if t.dep_ in {"nsubj", "nsubjpass"}]


def _parties_within(token: Token) -> list[Token]:
    """The first party that what follows the trigger names: "threatened to cut off power to the enclave"."""
    for clause in token.children:
        if clause.i < token.i or clause.dep_ not in CLAUSES | {"dobj", "prep", "attr"}:
            continue
        for inner in clause.subtree:
            aside = inner.dep_ in {"relcl", "advcl"} or any(
                a.dep_ in {"relcl", "advcl"} for a in inner.ancestors if clause.is_ancestor(a) or a == clause
            )
            named = inner.ent_type_ in {"GPE", "NORP", "ORG"} and inner.pos_ in NOUNS | {"ADJ"}
            if named and not aside and inner.dep_ not in {"nsubj", "npadvmod"}:
                holder = inner.head if inner.dep_ in {"amod", "compound", "nmod"} else inner
                return coordinated(holder if holder.pos_ in NOUNS else inner)
    return []


def _conditions(token: Token) -> list[Token]:
    """ "Should talks fail": a modal before its subject is an "if"."""
    return [
        c for c in token.children if c.dep_ == "aux" and any(s.i > c.i for s in token.children if s.dep_ == "nsubj")
    ]


def _bare(token: Token) -> list[Token]:
    """A singular noun that stands alone, as what is measured: "demand for copper"."""
    alone = not any(child.dep_ in {"det", "poss", "nummod", "amod", "compound"} for child in token.children)
    return [token] if alone and token.tag_ == "NN" and token.dep_ in {"nsubj", "nsubjpass", "ROOT"} else []


def _lacks_agreement(verb: Token) -> bool:
    """Whether a "present" stands in the base form beside a singular name: "insists that Ghana accept"."""
    return verb.tag_ == "VBP" and any(
        c.dep_ == "nsubj" and c.tag_ in {"NN", "NNP"} and not any(t.dep_ == "conj" for t in c.children)
        for c in verb.children
    )


def _passive_marks(token: Token) -> list[Token]:
    """The auxiliary of a passive: "is expected"."""
    return [child for child in token.children if child.dep_ in {"auxpass", "agent"}]


def _plurals(token: Token) -> list[Token]:
    return [token] if token.tag_ in {"NNS", "NNPS"} else []


def _partners(token: Token) -> list[Token]:
    """A second subject, or one that says itself that it is several: "Egypt and Qatar", "both sides"."""
    found = _subjects(token)
    several = {
        "side",
        "party",
        "both",
        "country",
        "nation",
        "rival",
        "government",
        "leader",
        "minister",
        "faction",
        "neighbour",
    }
    plural = [t for t in found if t.lower_ == "both" or (t.lemma_.lower() in several and t.tag_ == "NNS")]
    plural = plural or [t for t in found if any(c.lower_ in {"both", "two", "three"} for c in t.children)]
    return found[1:] or plural


def _settings(token: Token) -> list[Token]:
    """Who does what a noun only dates or frames: "after talks with the king, the envoy left"."""
    outer = outer_noun(token)
    preposition = outer.head
    if outer.dep_ != "pobj" or preposition.lower_ not in load_words("occasion") or preposition.head.pos_ not in VERBS:
        return []
    return subjects(preposition.head)


def _effects(token: Token) -> list[Token]:
    """Whom or what an event noun reaches through the verb it is subject of: "the strike hit a hospital"."""
    found = governing_verb(token)
    if not found or found[1] != "subject" or found[0].lemma_.lower() not in load_words("happening"):
        return []
    return objects(found[0])


def _gerunds(token: Token) -> list[Token]:
    """The gerund behind a preposition: "accused it of shelling …"."""
    return [
        verb
        for child in token.children
        if child.dep_ in {"prep", "prt"}
        for verb in child.children
        if verb.dep_ == "pcomp"
    ]


def _predicates(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep_ in {"acomp", "attr", "oprd"}]


def _adjectives(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep_ in {"amod", "compound", "nmod", "nummod"}]


def _between(token: Token) -> list[Token]:
    verb = carrier(token) if token.pos_ in NOUNS else None
    hosts = [token] if verb is None else [token, verb]
    found = [noun for host in hosts for name in ("between", "among") for noun in prepositional(host, name)]
    return [noun for noun in found if noun.pos_ in NOUNS]


def _heads(token: Token) -> list[Token]:
    """What an attributive participle stands on, or the noun whose preposition governs this word."""
    return [token.head] if token.dep_ in {"amod", "compound", "pobj", "poss"} else []


def _head_nouns(token: Token) -> list[Token]:
    """The noun that this one is hung on by a preposition: the head of "talks" in "progress in talks"."""
    outer = outer_noun(token)
    if outer.dep_ == "pobj" and outer.head.dep_ == "prep" and outer.head.head.pos_ in NOUNS:
        return [outer.head.head]
    return []


_SPECIAL: dict[str, Callable[[Token], list[Token]]] = {
    "subject": _subjects,
    "surface": lambda token: surface_subjects(token) if token.pos_ in VERBS else _predicate_subjects(token),
    "object": _object_heads,
    "clause-subject": clause_subjects,
    "clause": _complements,
    "infinitive": _infinitives,
    "negation": _negators,
    "passive": _passive_marks,
    "own-clause": _own_clauses,
    "verb-clause": _verb_clauses,
    "verb-clause-subject": _verb_clause_subjects,
    "bare": _bare,
    "condition": _conditions,
    "within": _parties_within,
    "subjunctive": _subjunctives,
    "gerund": _gerunds,
    "effect": _effects,
    "setting": _settings,
    "partner": _partners,
    "plural": _plurals,
    "article": lambda token: [child for child in token.children if child.dep_ == "det"],
    "possessor": possessors,
    "modifier": modifiers,
    "adjective": _adjectives,
    "predicate": _predicates,
    "carrier": _carrier_subjects,
    "carrying-verb": _carrier_heads,
    "governor": _governor_subjects,
    "verb": _governor,
    "verb-of-object": _object_governor,
    "verb-of-subject": _subject_governor,
    "between": _between,
    "head": _heads,
    "head-noun": _head_nouns,
}
