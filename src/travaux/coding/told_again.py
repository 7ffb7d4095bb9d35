"""Terms that a report tells again in other words: a bare "prisoner exchange" is the exchange whose numbers it gives elsewhere."""

import re
from collections.abc import Sequence
from dataclasses import replace

from travaux.coding.words import load_term_words
from travaux.ontology.claim import Passage, Term
from travaux.ontology.vocabulary import Issue, TermStatus

_WORD = re.compile(r"[a-z-]+")
_FILLERS = frozenset(
    "a an the of for and or all its their our his her this that these more new next large first further possible another"
    " potential planned expected agreed war in on to between from with by coming days week weeks sides side both mutual be"
    " will would is are phased gradual potential potentially possible".split()
)
"""Words that tell nothing of who or how many are handed over."""
_EXTENTS = frozenset(
    {"full", "total", "complete", "partial", "permanent", "temporary", "remaining", "last", "living", "dead"}
)
"""Words by which two deeds of one kind are told apart."""
_ALIKE = 0.6
"""Of the words of the shorter of two terms, how many must stand in the other."""
_FEW = 2
"""Words in common, at least, of two of which only one names its phase."""
_SHORT = 3
_GRAMMAR = frozenset({"will", "would", "with", "from", "that", "this"})
_COMMON = 3
_MOST = 0.8
_SAME = {"freeing": "release", "free": "release", "swap": "exchange", "handover": "release", "transfer": "exchange"}


def drop_nested(terms: Sequence[Term]) -> list[Term]:
    """A term that stands inside another and says nothing more than it is dropped."""
    out: list[Term] = []
    for term in terms:
        inside = [t for t in out if t.span.covers(term.span) and t.issue is term.issue]
        if not inside or term.rule in {"term-force", "term-series"}:
            out.append(term)
    return out


def join_retold(terms: Sequence[Term]) -> list[Term]:
    """The terms, with each bare handover of captives told as one, and as part of a counted one where there is but one."""
    out: list[Term] = []
    for term in sorted(terms, key=lambda t: (t.span.start, -t.span.end)):
        kind = _bare_kind(term)
        k = next((k for k, t in enumerate(out) if kind and _bare_kind(t) == kind and t.phase == term.phase), None)
        if k is None:
            out.append(term)
        else:
            out[k] = replace(out[k], also=(*out[k].also, _passage(term)))
    return _merge(_fill_phases(_fill(out)))


def _merge(terms: Sequence[Term]) -> list[Term]:
    """One term for those of one issue, phase, number and length in like words; the first keeps what the others add."""
    out: list[Term] = []
    for term in terms:
        k = next((k for k, t in enumerate(out) if _is_same(t, term)), None)
        if k is None:
            out.append(term)
            continue
        first = out[k]
        told = first if first.quantity is not None else term
        out[k] = replace(
            first,
            quantity=told.quantity,
            unit=told.unit,
            qualifier=told.qualifier,
            also=(*first.also, _passage(term), *term.also),
        )
    return out


def _is_same(a: Term, b: Term) -> bool:
    if a.issue is not b.issue or (a.rule == "term-force") != (b.rule == "term-force"):
        return False
    if a.phase and b.phase and a.phase != b.phase:
        return False
    if a.duration or b.duration:
        return a.duration == b.duration
    if a.quantity != b.quantity and a.quantity is not None and b.quantity is not None:
        return False
    x, y = _content(a.content), _content(b.content)
    if a.phase != b.phase and (len(x & y) < _FEW or x & _EXTENTS != y & _EXTENTS):
        return False
    return bool(x and y) and len(x & y) >= _ALIKE * min(len(x), len(y))


def _content(text: str) -> set[str]:
    words = (w.strip(".,“”\"'’") for w in text.lower().split())
    return {w if w in _EXTENTS else w[:6] for w in words if len(w) > _SHORT and w not in _GRAMMAR}


def _fill_phases(terms: Sequence[Term]) -> list[Term]:
    """The phase of a deed that is told without one, and again in the same words under but one phase."""
    out = []
    for term in terms:
        same = [t for t in terms if t.phase and t is not term and not term.phase and _tells_the_same(term, t)]
        phases = {t.phase for t in same}
        out.append(replace(term, phase=same[0].phase) if len(phases) == 1 else term)
    return out


def _tells_the_same(a: Term, b: Term) -> bool:
    """Whether two terms are of one deed, to the same extent, and nothing that one counts or limits is not in the other."""
    if (
        a.issue is not b.issue
        or a.quantity != b.quantity
        or a.duration != b.duration
        or a.status is TermStatus.DEMANDED
    ):
        return False
    x, y = _stems(a.content), _stems(b.content)
    return x & _EXTENTS == y & _EXTENTS and len(x & y) >= max(_COMMON, _MOST * min(len(x), len(y)))


def _stems(text: str) -> set[str]:
    return {w if w in _EXTENTS else w[:6] for w in _WORD.findall(text.lower()) if w not in _FILLERS and len(w) > 2}


def _fill(terms: list[Term]) -> list[Term]:
    """ "The release of prisoners" with "the release of 1,200 people jailed in the north": one, and counted."""
    out = list(terms)
    for bare in terms:
        kind = _bare_kind(bare)
        counted = [t for t in out if kind and t is not bare and t.quantity is not None and _deed(t) == kind]
        if len(counted) != 1 or not _goes_with(bare, counted[0]):
            continue
        told = counted[0]
        also = (*told.also, _passage(bare), *bare.also)
        out[out.index(told)] = replace(told, also=also)
        out.remove(bare)
    return out


def _goes_with(bare: Term, counted: Term) -> bool:
    """Whether nothing speaks against their being one: the phase, or that one of them is only demanded."""
    phases = {bare.phase, counted.phase} - {None}
    return len(phases) < 2 and TermStatus.DEMANDED not in {bare.status, counted.status}


def _bare_kind(term: Term) -> str | None:
    """The deed of a handover that says neither who nor how many: "the exchange of prisoners"; None of all others."""
    if term.issue is not Issue.HOSTAGES_PRISONERS or term.quantity is not None or term.duration or term.categories:
        return None
    words = [_singular(w) for w in _WORD.findall(term.content.lower()) if w not in _FILLERS]
    known = load_term_words()
    rest = [w for w in words if w not in known.goods | known.people]
    deed = {_SAME.get(w, w) for w in rest}
    return deed.pop() if len(deed) == 1 and deed <= {"release", "exchange"} else None


def _deed(term: Term) -> str | None:
    """The handover that a counted term is told by."""
    if term.issue is not Issue.HOSTAGES_PRISONERS:
        return None
    words = [_singular(w) for w in _WORD.findall(term.content.lower())]
    return next((d for w in words if (d := _SAME.get(w, w)) in {"release", "exchange"}), None)


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _passage(term: Term) -> Passage:
    return Passage(span=term.span, quote=term.quote, voice=term.voice, modality=term.modality)
