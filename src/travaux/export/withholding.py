"""What may not leave the house: reports and claims under embargo or marked as sensitive, and all that repeats their words.

A mark that somebody set bars unless it says that the thing is public. A claim that is barred goes with its words: they are
masked in the text of its report and wherever else they stand verbatim, and claims that rest on masked words go too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

from travaux.ontology.claim import ActorRef, AnyClaim, Passage, Voice, claim_id
from travaux.ontology.report import Report
from travaux.spans import Span

MASK = "█"
PUBLIC = frozenset({"", "public", "open", "unclassified", "none", "clear", "white", "tlp:clear", "tlp:white"})
"""The marks that bar nothing, in lower case; every other one bars."""
_VERBATIM = 5
"""Words from which on a quote is known again where it stands: shorter ones are anybody's."""
_REPEATS = 4
"""Words from which on a text in a field repeats a barred quote, and is more than a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What was left out: labels of reports with the reason, and how many claims for which reason."""

    reports: tuple[tuple[str, str], ...] = ()
    claims: Mapping[str, int] | None = None

    @property
    def nothing(self) -> bool:
        """Whether nothing was left out."""
        return not self.reports and not self.claims

    def lines(self) -> Iterator[str]:
        """One sentence for each report, and one for the claims."""
        for label, reason in self.reports:
            yield f"report {label}: left out, it is {reason}"
        if self.claims:
            told = ", ".join(f"{n} {reason}" for reason, n in sorted(self.claims.items()))
            yield f"claims left out: {told}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What may leave the house."""

    reports: tuple[Report, ...]
    claims: tuple[AnyClaim, ...]
    withheld: Withheld


def withhold(reports: Iterable[Report], claims: Iterable[AnyClaim], day: date, *, bar: bool = True) -> Kept:
    """The reports and claims that may leave the house on `day`; without `bar`, all."""
    if not bar:
        return Kept(reports=tuple(reports), claims=tuple(claims), withheld=Withheld())
    held, free = _part(reports, day)
    barred_reports = {r.id for r, _ in held}
    barred: list[AnyClaim] = []
    rest: list[AnyClaim] = []
    counts: Counter[str] = Counter()
    for claim in claims:
        reason = why_barred(claim.sensitivity, claim.embargo_until, day)
        if claim.report in barred_reports:
            counts["of reports left out"] += 1
        elif reason is not None:
            barred.append(claim)
            counts[reason] += 1
        else:
            rest.append(claim)
    masks = _find_masks(free, barred)
    kept = [c for c in (_clear(claim, masks.get(claim.report), barred) for claim in rest) if c is not None]
    if len(kept) < len(rest):
        counts["that repeat the words of those"] = len(rest) - len(kept)
    gone = {claim_id(c) for c in barred} | ({claim_id(c) for c in rest} - {claim_id(c) for c in kept})
    return Kept(
        reports=tuple(_mask(r, masks.get(r.id, ()), barred) for r in free),
        claims=tuple(_unlink(c, gone) for c in kept),
        withheld=Withheld(reports=tuple((r.label, why) for r, why in held), claims=dict(counts) or None),
    )


def why_barred(sensitivity: str | None, embargo: date | None, day: date) -> str | None:
    """Why something may not leave the house on `day`; None where it may."""
    if embargo is not None and embargo > day:
        return f"under embargo until {embargo}"
    if sensitivity is not None and sensitivity.strip().lower() not in PUBLIC:
        return f"marked as {sensitivity.strip()}"
    return None


def count_barred(reports: Iterable[Report], claims: Iterable[AnyClaim], day: date) -> int:
    """How many reports and claims are barred in their own right."""
    return sum(why_barred(x.sensitivity, x.embargo_until, day) is not None for x in (*reports, *claims))


def _part(reports: Iterable[Report], day: date) -> tuple[list[tuple[Report, str]], list[Report]]:
    held, free = [], []
    for report in reports:
        reason = why_barred(report.sensitivity, report.embargo_until, day)
        if reason is None:
            free.append(report)
        else:
            held.append((report, reason))
    return held, free


def _find_masks(reports: Sequence[Report], barred: Sequence[AnyClaim]) -> dict[str, list[Span]]:
    """Report → the stretches of its text that hold barred words."""
    masks: dict[str, list[Span]] = defaultdict(list)
    for claim in barred:
        masks[claim.report] += [claim.span, *(p.span for p in claim.also)]
    quotes = {q for c in barred for q in _quotes(c) if len(q.split()) >= _VERBATIM}
    for report in reports:
        for quote in quotes:
            masks[report.id] += _find_all(report.text, quote)
    return {report: spans for report, spans in masks.items() if spans}


def _quotes(claim: AnyClaim) -> Iterator[str]:
    yield claim.quote
    yield from (p.quote for p in claim.also)


def _find_all(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


def _mask(report: Report, spans: Sequence[Span], barred: Sequence[AnyClaim]) -> Report:
    """The report with its words masked; line ends stay, and so does the length."""
    headline = report.headline
    for quote in (q for c in barred for q in _quotes(c) if len(q.split()) >= _VERBATIM or c.report == report.id):
        headline = headline and headline.replace(quote, MASK * len(quote))
    text = report.text
    for span in spans:
        hidden = "".join(c if c.isspace() else MASK for c in text[span.start : span.end])
        text = text[: span.start] + hidden + text[span.end :]
    return (
        report if (text, headline) == (report.text, report.headline) else replace(report, text=text, headline=headline)
    )


def _clear(claim: AnyClaim, masks: Sequence[Span] | None, barred: Sequence[AnyClaim]) -> AnyClaim | None:
    """The claim without passages that rest on masked words; None where it does so itself."""
    if not masks:
        return claim
    if any(_touches(span, masks) for span in _own_spans(claim)):
        return None
    claim = replace(claim, also=tuple(p for p in claim.also if not _touches(p.span, masks)), sentence="")
    quotes = [q for c in barred for q in _quotes(c)]
    told = [t for t in _texts(claim) if len(t.split()) >= _REPEATS]
    return None if any(t in q or q in t for t in told for q in quotes) else claim


def _touches(span: Span, masks: Sequence[Span]) -> bool:
    return any(span.start < m.end and m.start < span.end for m in masks)


def _own_spans(value: Any) -> Iterator[Span]:
    """The spans of what a claim says: not those of its further passages, nor of the names in it."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _own_spans(part)
    elif is_dataclass(value) and not isinstance(value, (ActorRef, Voice, Passage)):
        for field in fields(value):
            yield from _own_spans(getattr(value, field.name))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _unlink(claim: AnyClaim, gone: set[str]) -> AnyClaim:
    """The claim without its links to claims that are left out."""
    changes: dict[str, Any] = {
        name: None for name in ("because_of", "target", "deal") if getattr(claim, name, None) in gone
    }
    for name in ("together", "apart"):
        links = getattr(claim, name)
        if gone.intersection(links):
            changes[name] = tuple(link for link in links if link not in gone)
    return replace(claim, **changes) if changes else claim
