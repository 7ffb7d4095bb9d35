"""Terms told more than once in a report as one: the first stays, and keeps the others' words."""

from collections.abc import Sequence
from dataclasses import replace

from travaux.ontology.claim import Passage, Term


def drop_nested(terms: Sequence[Term]) -> list[Term]:
    """A term that stands inside another and says nothing more than it is dropped."""
    out: list[Term] = []
    for term in terms:
        inside = [t for t in out if t.span.covers(term.span) and t.issue is term.issue]
        if not inside or term.rule in {"term-force", "term-series"}:
            out.append(term)
    return out


def merge_terms(terms: Sequence[Term]) -> list[Term]:
    """One term for those of one issue, phase, number and length in like words."""
    out: list[Term] = []
    for term in sorted(terms, key=lambda t: (t.span.start, -t.span.end)):
        k = next((k for k, t in enumerate(out) if _is_same(t, term)), None)
        if k is None:
            out.append(term)
        else:
            more = Passage(span=term.span, quote=term.quote, voice=term.voice, modality=term.modality)
            out[k] = replace(out[k], also=(*out[k].also, more))
    return out


def _is_same(a: Term, b: Term) -> bool:
    if (
        a.issue is not b.issue
        or (a.rule == "term-force") != (b.rule == "term-force")
        or (a.phase and b.phase and a.phase != b.phase)
    ):
        return False
    if a.duration or b.duration:
        return a.duration == b.duration
    if a.quantity != b.quantity and a.quantity is not None and b.quantity is not None:
        return False
    x, y = _content(a.content), _content(b.content)
    return bool(x and y) and len(x & y) >= 0.6 * min(len(x), len(y))


def _content(text: str) -> set[str]:
    return {
        w.strip(".,“”\"'’")[:6]
        for w in text.lower().split()
        if len(w) > 3 and w not in {"will", "would", "with", "from", "that", "this"}
    }
