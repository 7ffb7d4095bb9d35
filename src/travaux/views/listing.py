"""Items of a dossier as a list: a sentence each, and below it the words that it rests on with who says them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from travaux.ontology.confirmations import independent_origins
from travaux.ontology.dossier import Dossier, Evidence, Item, ReportEntry
from travaux.views.sure import mark_unsure
from travaux.views.wording import quote_words, say_chain, spell_out

SHOWN = 3
"""Quotes below a line at most; the others are counted."""


def vary(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Evidence with different origins before more of the same."""
    seen: set[str] = set()
    first: list[Evidence] = []
    rest: list[Evidence] = []
    for e in evidence:
        (rest if e.origin in seen else first).append(e)
        seen.add(e.origin)
    return first + rest


@dataclass(frozen=True, slots=True)
class Lister:
    """Says entries of a dossier's lists; `reports` are its reports by id."""

    reports: Mapping[str, ReportEntry]

    @classmethod
    def of(cls, dossier: Dossier) -> "Lister":
        """The lister of a dossier."""
        return cls({r.id: r for r in dossier.reports})

    def say(self, text: str, evidence: Sequence[Evidence], indent: int = 0, *, sure: bool = True) -> str:
        """A line with its evidence below, and the mark where it is to be checked before use."""
        pad = "    " * indent
        origins = len(independent_origins(evidence))
        count = f" — {origins} independent origins" if origins > 1 else ""
        shown = vary(evidence)[:SHOWN]
        rows = [f"{pad}{spell_out(mark_unsure(text, sure))}.{count}", *(f"{pad}    {self.quote(e)}" for e in shown)]
        if len(evidence) > len(shown):
            rows.append(f"{pad}    and {len(evidence) - len(shown)} more")
        return "\n".join(rows)

    def say_parts(
        self, rows: Iterable[tuple[Item, str]], sure: Iterable[Item], *, sure_only: bool = False
    ) -> Iterator[str]:
        """The lines below a line, each with its mark; with `sure_only` without those to be checked."""
        kept = {id(item) for item in sure}
        for item, text in rows:
            if id(item) in kept or not sure_only:
                yield self.say(text, item.evidence, 1, sure=id(item) in kept)

    def quote(self, e: Evidence) -> str:
        """The words, the chain of voices behind them, and where they stand."""
        report = self.reports.get(e.report)
        chain = say_chain(e, report.outlet if report else None)
        return f"{quote_words(e.quote, 60)} ({chain}; {report.label if report else e.report} {e.start}–{e.end})"
