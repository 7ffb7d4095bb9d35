"""The terms told so far, by where they stand: which one holds a token, and which ones a share may be a share of."""

from bisect import bisect_left, insort
from collections.abc import Iterable

from travaux.coding.context import Context
from travaux.ontology.claim import Term
from travaux.reading.lookup import sentence_number, tokens_at, tokens_between

_REACH = 2
"""Sentences back to what a share is a share of, at most; items of a list are as many sentences as they like."""
_LISTED = 6


class ToldTerms:
    """Terms, with those that each token, and each sentence, belongs to."""

    def __init__(self, context: Context, terms: Iterable[Term]) -> None:
        self.terms: list[Term] = []
        self._context = context
        self._holding: dict[int, int] = {}
        self._by_sentence: dict[int, list[int]] = {}
        self._starts: list[tuple[int, int]] = []
        for term in terms:
            self.add(term)

    def add(self, term: Term) -> None:
        """Add a term behind the others."""
        k, doc, span = len(self.terms), self._context.doc, term.span
        self.terms.append(term)
        insort(self._starts, (span.start, -k))
        for i in tokens_between(doc, span.start, span.end):
            self._holding.setdefault(i, k)
        here = tokens_at(doc, span.start, span.end)
        if here is not None:
            self._by_sentence.setdefault(sentence_number(here[0]), []).append(k)

    def at(self, token: int) -> int | None:
        """The place of the first term that holds a token."""
        return self._holding.get(token)

    def before(self, start: int) -> Term | None:
        """The last term that begins before a character."""
        k = bisect_left(self._starts, (start,))
        return self.terms[-self._starts[k - 1][1]] if k else None

    def near(self, first: int, number: int) -> list[Term]:
        """The terms with a number, before the tokens of a share from `first` on, of which it may be a share."""
        start, breaks = self._context.doc[first].idx, self._context.line_breaks
        sent = sentence_number(self._context.doc[number])
        out: list[int] = []
        for back in range(_LISTED + 1):
            for k in self._by_sentence.get(sent - back, ()):
                end = self.terms[k].span.end
                listed = back <= _REACH or bisect_left(breaks, end) < bisect_left(breaks, start)
                if listed and self.terms[k].quantity is not None and self.terms[k].span.start < start:
                    out.append(k)
        return [self.terms[k] for k in sorted(out)]
