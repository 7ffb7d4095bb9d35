"""Who is handed over in which phase: people told apart in lists."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from travaux.coding.candidates import Candidate
from travaux.coding.regions import Region
from travaux.coding.words import TermWords
from travaux.ontology.vocabulary import Issue
from travaux.reading.columns import columns_of

_CAPTIVES = frozenset({"hostage", "captive", "prisoner", "detainee", "abductee", "pow", "pows"})
_PERSONS = frozenset(
    "woman women man men child children minor minors elderly sick wounded injured soldier soldiers civilian civilians"
    " patient patients teenager teenagers".split()
)
"""People as a list of whom is freed tells them apart."""
_SEVERAL = 2
_APART = 6
"""Words between two of one list, at most ("men over the age of fifty, the sick")."""


def find_kinds(doc: Doc, regions: Iterable[Region], words: TermWords) -> Iterator[Candidate]:
    """ "Phase one is women, men over fifty and the wounded": who is handed over, where captives are bargained for."""
    if not any(lemma in _CAPTIVES for lemma in columns_of(doc).lemma):
        return
    for region in regions:
        if region.deal is None or doc[region.deal].lemma_.lower() not in {"phase", "stage"}:
            continue
        listed = [t for t in doc[region.start : region.end] if is_category(t, words)]
        if len(listed) < _SEVERAL or any(t.pos_ == "VERB" for t in doc[region.start : listed[0].i]):
            continue
        run = [listed[0]]
        for token in listed[1:]:
            if token.i - run[-1].i > _APART:
                break
            run.append(token)
        if len(run) >= _SEVERAL:
            left = run[0].i
            while left > region.start and doc[left - 1].pos_ in {"DET", "NUM", "ADJ"}:
                left -= 1
            yield Candidate(left, run[-1].i + 1, run[0].i, "kinds", Issue.HOSTAGES_PRISONERS)


def is_category(token: Token, words: TermWords) -> bool:
    """Whether a word sets people apart, as a noun: "women", "the wounded"."""
    if token.lemma_.lower() in _PERSONS or token.lower_ in _PERSONS:
        return True
    if token.lower_ not in words.categories:
        return False
    before = token.doc[token.i - 1].lower_ if token.i else ""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return before in {"the", "and", ",", "or"} and (after is None or after.pos_ not in {"NOUN", "PROPN"})
