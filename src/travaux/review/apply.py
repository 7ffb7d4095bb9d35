"""Reviews applied to claims: what was rejected goes, what was corrected has its right values, links hold.

A review binds to the id of a claim (report, kind and span). Where a newer coder finds the same thing on another span, it
binds to the one claim of that kind whose span touches most; where it finds nothing, the claim as it was reviewed is put
back. Of several reviews of one target the last counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from travaux.ontology.claim import AnyClaim, Move, claim_id
from travaux.ontology.report import Report
from travaux.ontology.review import Review, Target, Verdict
from travaux.review.correct import correct_claim
from travaux.spans import Span

IMPORTED = "import:"
"""How the extractor of a claim begins that a person brought in, with the name of that person."""
_HALF = 0.5
"""Share of the shorter span that two claims have in common to be one claim on different spans."""


def apply_to_claims(
    claims: Iterable[AnyClaim], reviews: Sequence[Review], reports: Mapping[str, Report]
) -> list[AnyClaim]:
    """The claims of `reports` as the reviews leave them, in the order in which they came."""
    found = {claim_id(c): c for c in claims}
    bound = _Bindings(found)
    for review in _last(r for r in reviews if r.kind is Target.CLAIM and r.verdict is not Verdict.MARK):
        _apply(review, found, bound, reports)
    for review in _last(r for r in reviews if r.kind is Target.CLAIM and r.verdict is Verdict.MARK):
        name = bound.find(review)
        if name in found:
            found[name] = _mark(found[name], review)
    _link(found, _last(r for r in reviews if r.kind is Target.LINK))
    return list(found.values())


def is_imported(claim: AnyClaim) -> bool:
    """Whether a person brought a claim in."""
    return claim.extractor.startswith(IMPORTED)


def apply_to_reports(reports: Iterable[Report], reviews: Sequence[Review]) -> list[Report]:
    """The reports with the marks that people set on them."""
    marks = {r.target: r for r in _last(r for r in reviews if r.kind is Target.REPORT)}
    return [_mark_report(r, marks[r.id]) if r.id in marks else r for r in reports]


def _last(reviews: Iterable[Review]) -> list[Review]:
    """The last review of each target, oldest first; none of a target whose last one was withdrawn."""
    last: dict[str, Review] = {}
    for review in sorted(reviews, key=lambda r: r.serial):
        last.pop(review.target, None)
        last[review.target] = review
    return [review for review in last.values() if review.verdict is not Verdict.WITHDRAW]


def _apply(review: Review, found: dict[str, AnyClaim], bound: "_Bindings", reports: Mapping[str, Report]) -> None:
    name = bound.find(review)
    claim = found.get(name)
    if review.verdict is Verdict.REJECT:
        found.pop(name, None)
        return
    if claim is None and review.claim is not None:
        report = reports.get(review.claim.report)
        grounded = report is not None and review.claim.span.of(report.text) == review.claim.quote
        claim = review.claim if grounded else None
        name = review.target
    if claim is not None:
        found[name] = replace(correct_claim(claim, review.changes), confidence=1.0)


class _Bindings:
    """Finds the claim that a review is of among those of the coder at hand."""

    def __init__(self, found: Mapping[str, AnyClaim]) -> None:
        self._ids = set(found)
        self._by_report: dict[tuple[str, str], list[AnyClaim]] = defaultdict(list)
        for claim in found.values():
            self._by_report[claim.report, claim.kind].append(claim)

    def find(self, review: Review) -> str:
        """The id of the claim that the review is of; the review's own target where there is none.

        A claim that a person brought in is of nobody else: no claim of the coder's takes its place.
        """
        if review.claim is None or is_imported(review.claim):
            return review.target
        return self.locate(review.target, review.claim)

    def locate(self, name: str, was: AnyClaim) -> str:
        """The claim of the same id, or else the one of its kind, and act, on a span that touches most."""
        if name in self._ids:
            return name
        rivals = [c for c in self._by_report[was.report, was.kind] if _is_alike(c, was)]
        best = max(rivals, key=lambda c: (_share(c.span, was.span), claim_id(c)), default=None)
        return claim_id(best) if best is not None and _share(best.span, was.span) >= _HALF else name


def _is_alike(claim: AnyClaim, was: AnyClaim) -> bool:
    return not isinstance(claim, Move) or (isinstance(was, Move) and claim.act is was.act)


def _share(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / max(min(a.end - a.start, b.end - b.start), 1)


def _mark(claim: AnyClaim, review: Review) -> AnyClaim:
    sensitivity, embargo = _read_marks(review)
    return replace(claim, sensitivity=sensitivity, embargo_until=embargo)


def _mark_report(report: Report, review: Review) -> Report:
    sensitivity, embargo = _read_marks(review)
    return replace(report, sensitivity=sensitivity, embargo_until=embargo)


def _read_marks(review: Review) -> tuple[str | None, date | None]:
    embargo = review.changes.get("embargo_until")
    return review.changes.get("sensitivity"), date.fromisoformat(embargo) if embargo else None


def _link(found: dict[str, AnyClaim], links: Iterable[Review]) -> None:
    """Write each link on both of its claims."""
    for review in links:
        pair = review.target.split(" ")
        if len(pair) != 2 or not all(name in found for name in pair):
            continue
        for name, other in (pair, reversed(pair)):
            claim = found[name]
            if review.verdict is Verdict.CONFIRM:
                found[name] = replace(claim, together=(*claim.together, other))
            else:
                found[name] = replace(claim, apart=(*claim.apart, other))
