"""What of a store's content a file is made of."""

from collections.abc import Iterable
from datetime import date

from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report


def select_known(
    reports: Iterable[Report], claims: Iterable[AnyClaim], day: date, *, undated: bool = False
) -> tuple[list[Report], list[AnyClaim]]:
    """What was known on a day: reports published by then, others by the day they were retrieved.

    Those of which neither is known are out, or with `undated` in.
    """
    known = [r for r in reports if _is_known(r, day, undated=undated)]
    ids = {r.id for r in known}
    return known, [c for c in claims if c.report in ids]


def _is_known(report: Report, day: date, *, undated: bool) -> bool:
    seen = report.published or report.retrieved
    return undated if seen is None else seen <= day


def is_storable(name: str) -> bool:
    """Whether a name can be that of anything stored: no database keeps NUL or half a surrogate pair."""
    return "\0" not in name and not any("\ud800" <= c <= "\udfff" for c in name)
