"""Which words name a phase: "the first phase", "stage II", and the ordinals that go on from one ("20 in the second")."""

from itertools import pairwise

from spacy.tokens import Doc, Token

from travaux.coding.words import load_term_words
from travaux.reading.columns import columns_of, tokens_of, words_of
from travaux.reading.lookup import sentence_number

PHASES = frozenset({"phase", "stage", "step"})
ORDINALS = dict(
    zip(("first", "second", "third", "fourth", "fifth"), range(1, 6), strict=True),
    initial=1, one=1, two=2, three=3, four=4, five=5, i=1, ii=2, iii=3, iv=4,
) | {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "1st": 1, "2nd": 2, "3rd": 3}  # fmt: skip
_GOING_ON = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": 0, "final": 0}
"""Ordinals that can stand for a phase after the one before it; nought where the word gives no number."""
_COUNTING = frozenset({"first", "initial", *_GOING_ON})
_NAMING = frozenset({"the", "a", "its", "their"})
WITHIN = frozenset({"in", "during", "under", "throughout"})
_JOINING = frozenset({"and", "but", "then", "while", "whereas"})
_LENGTHS = frozenset({"day", "week", "month", "year", "hour"})
_BEHIND = frozenset({"and", "or", "another", "only", "some", "up", "at", "nearly", "about", "around", "all"})
"""What may stand behind "in the second", beside a number or a mark."""
_RUNNING = frozenset(
    {"would", "will", "shall", "is", "are", "lasts", "runs", "begins", "starts", "ends", "lasting", "should"}
)
"""What may stand behind "the second", beside its length."""
_NEAR = 1
"""Sentences from a phase to the ordinal that goes on from it, at most."""
_SEVERAL = 2
_NAMED_IN = 3
"""Tokens before the noun of a phase that may hold "in" or "during"."""


def read_phase(token: Token) -> int | None:
    """ "The first phase", "phase two", "Stage II"."""
    if token.lemma_.lower() not in PHASES:
        return None
    doc = token.doc
    before = doc[token.i - 1].lower_ if token.i else ""
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if after in ORDINALS and not (after in {"one", "i"} and _counts_others(token)):
        return ORDINALS[after]
    spelled = {
        w: n
        for w, n in ORDINALS.items()
        if n and w not in {"one", "two", "three", "four", "five", "i"} and not w.isdigit()
    }
    if before == "-" or token.lemma_.lower() == "step":
        return None
    return spelled.get(before) or (
        spelled.get(doc[token.i - 2].lower_) if token.i > 1 and before.endswith("week") else None
    )


def _counts_others(token: Token) -> bool:
    """ "In each phase one of the captives": a number of others, unless what follows is the plan ("phase one of this")."""
    behind = [t.lower_ for t in token.doc[token.i + 2 : token.i + 6]]
    return behind[:1] == ["of"] and not set(behind) & ({"this", "it"} | load_term_words().deals)


def find_phases(doc: Doc) -> list[tuple[int, int]]:
    """The tokens that name a phase, each with its number, in order; of "in the second" it is the ordinal."""
    spelled = [(t.i, n) for t in tokens_of(doc, PHASES) if (n := read_phase(t)) is not None]
    if not spelled:
        return []
    taken = {k for i, _ in spelled for k in range(i - 2, i)}
    named = list(spelled)
    for token in words_of(doc, _GOING_ON.keys()):
        before = [row for row in named if row[0] < token.i]
        if not before or token.i in taken:
            continue
        last, number = max(before)
        if _goes_on_from(doc[last], number, token):
            named.append((token.i, number + 1))
    return sorted(named)


def _goes_on_from(last: Token, number: int, ordinal: Token) -> bool:
    """Whether an ordinal is that of the phase after the one named last: no other thing is told in order between them."""
    doc = ordinal.doc
    if _GOING_ON[ordinal.lower_] not in {0, number + 1} or doc[ordinal.i - 1].lower_ != "the":
        return False
    if sentence_number(ordinal) - sentence_number(last) > _NEAR:
        return False
    if _GOING_ON[ordinal.lower_] == 0 and number < _SEVERAL:
        return False
    words = columns_of(doc).lower[last.i : ordinal.i - 1]
    if any(w in _COUNTING and before in _NAMING for before, w in pairwise(words)):
        return False
    before = doc[max(0, ordinal.i - 2)]
    behind = doc[ordinal.i + 1] if ordinal.i + 1 < len(doc) else None
    if before.lower_ in WITHIN:
        return behind is None or behind.lower_ in _BEHIND or _is_mark_or_number(behind)
    opens = before.is_punct or before.is_space or before.lower_ in _JOINING
    return opens and _names_itself(last) and _is_told_on(ordinal)


def _is_mark_or_number(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text != "-") or token.pos_ == "NUM"


def _names_itself(phase: Token) -> bool:
    """ "The first phase would last …": spoken of, and not only when something happens."""
    first = max(0, phase.i - _NAMED_IN)
    return not any(t.lower_ in WITHIN for t in phase.doc[first : phase.i])


def _is_told_on(ordinal: Token) -> bool:
    """ "The second 45 days", "the second would begin later", "the last one is open": how long it lasts, or what it does."""
    behind = [t for t in ordinal.doc[ordinal.i + 1 : ordinal.i + 5] if t.lower_ not in {"one", ","}]
    if not behind:
        return False
    if behind[0].lower_ in _RUNNING:
        return True
    return behind[0].pos_ == "NUM" and any(t.lemma_.lower() in _LENGTHS for t in behind[1:3])
