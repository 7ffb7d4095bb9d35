"""Who is meant by the subject of a clause: of "Lima said it would leave", whoever says so."""

from spacy.tokens import Token

from travaux.coding.authors import subject_of

_PRONOUNS = frozenset({"it", "they", "he", "she"})


def doer_of(verb: Token) -> Token | None:
    """The subject of a verb, also of a passive; of what "it" or "they" are said to do by themselves, whoever says so."""
    near = (c for t in (verb, *verb.lefts) for c in t.lefts if c.dep_ in {"nsubj", "nsubjpass"})
    subject = subject_of(verb) or next(near, None)
    if subject is None or subject.lower_ not in _PRONOUNS or verb.dep_ != "ccomp":
        return subject
    teller = subject_of(verb.head)
    return teller if teller is not None and teller.lower_ not in _PRONOUNS else subject
