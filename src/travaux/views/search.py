"""Claims that fit a query: words, and what stands in their slots."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from travaux.ontology.actors import actors_of
from travaux.ontology.claim import AnyClaim, Move
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, Issue

_WORD = re.compile(r"\w+")
_AROUND = 80
"""Characters of text shown on each side of a word that was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for; None and () are no limit. Names match without case: whole, or as whole words of a longer one."""

    words: tuple[str, ...] = ()
    party: str | None = None
    act: Act | None = None
    issue: Issue | None = None
    speaker: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def of_claims(self) -> bool:
        """Whether it asks for something that only claims have."""
        return any((self.party, self.act, self.issue, self.speaker))


def fits_report(query: Query, report: Report) -> bool:
    """Whether a report is of the outlet and days asked for; one without a day fits no limit of days."""
    if query.outlet and not has_words(report.outlet or "", query.outlet):
        return False
    if query.since is None and query.until is None:
        return True
    day = report.published
    return day is not None and (query.since or date.min) <= day <= (query.until or date.max)


def find_claims(query: Query, claims: Iterable[AnyClaim]) -> Iterator[AnyClaim]:
    """The claims whose words and slots fit, in their order."""
    for claim in claims:
        if all(has_words(claim.quote, word) for word in query.words) and _fits_slots(query, claim):
            yield claim


def _fits_slots(query: Query, claim: AnyClaim) -> bool:
    if query.act is not None and not (isinstance(claim, Move) and claim.act is query.act):
        return False
    if query.issue is not None and query.issue not in (
        getattr(claim, "issues", ()) or (getattr(claim, "issue", None),)
    ):
        return False
    if query.speaker and not has_words(claim.voice.speaker or "", query.speaker):
        return False
    if query.party:
        names = (n for a in actors_of(claim) for n in (a.name, a.country or ""))
        return any(has_words(name, query.party) for name in names)
    return True


def has_words(text: str, wanted: str) -> bool:
    """Whether the words of `wanted` stand one after the other in `text`, without case."""
    needle, hay = _split(wanted), _split(text)
    width = len(needle)
    return width > 0 and any(hay[at : at + width] == needle for at in range(len(hay) - width + 1))


def _split(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def make_snippet(text: str, words: Iterable[str]) -> str:
    """The text around the first of the words that stands in it, on one line; its beginning if none does."""
    found = (re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in words)
    first = min((m.start() for m in found if m), default=0)
    start, end = max(first - _AROUND, 0), first + _AROUND
    cut = " ".join(text[start:end].split())
    cut = cut.partition(" ")[2] or cut if start and text[start - 1].isalnum() else cut
    cut = cut.rpartition(" ")[0] or cut if text[end - 1 : end + 1].isalnum() else cut
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"
