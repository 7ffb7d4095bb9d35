"""What a store holds as people's reviews leave it: what a dossier is made of."""

from collections.abc import Collection
from dataclasses import dataclass

from travaux.ontology.claim import AnyClaim
from travaux.ontology.process import Process
from travaux.ontology.report import Report
from travaux.review.apply import apply_to_claims, apply_to_reports
from travaux.store import CodingStatus, Store
from travaux.store.reviews import list_reviews

LACKING = frozenset({CodingStatus.PENDING, CodingStatus.FAILED})
"""Reports that have no claims, and were not set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Reports and claims as reviews leave them, and the processes that people gave."""

    reports: tuple[Report, ...]
    claims: tuple[AnyClaim, ...]
    processes: tuple[Process, ...]


def find_lacking(store: Store) -> dict[str, CodingStatus]:
    """The reports of a store that have no claims and were not set aside, with what they wait for."""
    return {c.report: c.status for status in sorted(LACKING) for c in store.codings(status)}


def read_reviewed(store: Store, lacking: Collection[str]) -> Reviewed:
    """All of a store but the reports that lack their claims."""
    reports = tuple(report for report in store.reports() if report.id not in lacking)
    claims = tuple(c for report, group in store.claims() if report not in lacking for c in group)
    processes = tuple(process for process, _ in store.process_files())
    reviews = list(list_reviews(store))
    if reviews:
        reports = tuple(apply_to_reports(reports, reviews))
        claims = tuple(apply_to_claims(claims, reviews, {r.id: r for r in reports}))
    return Reviewed(reports=reports, claims=claims, processes=processes)
