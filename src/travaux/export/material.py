"""What every format gets, and the one place where what may not leave the house is taken out of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from travaux.export.scrubbing import scrub
from travaux.export.withholding import Withheld, withhold
from travaux.ontology.claim import AnyClaim, claim_id
from travaux.ontology.dossier import Dossier
from travaux.ontology.process import Process
from travaux.ontology.report import Report
from travaux.ontology.review import Review, Target, Verdict
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.resolve.processes import Assignment, assign_processes


class ReviewState(StrEnum):
    """What a person has said of a claim."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportMaterial:
    """The file on some reports, without what may not leave the house.

    `reports` and `claims` are those that the dossier was made of. Where a claim was withheld its words are masked in the
    text of its report, letter by letter, so that every offset still holds. Reports set aside are among them, without claims.
    """

    dossier: Dossier
    reports: tuple[Report, ...]
    claims: tuple[AnyClaim, ...]
    world: World
    day: date
    """The day on which it leaves the house."""
    as_of: date | None = None
    process: str | None = None
    """The id of the process to which it was narrowed down."""
    given: tuple[Process, ...] = ()
    """The processes that people gave to the store."""
    reviewed: Mapping[str, ReviewState] = field(default_factory=dict)
    """Claim → what a person said of it; those that nobody looked at are missing."""
    reviews: tuple[Review, ...] = ()
    """What people decided of these claims, oldest first; marks are not among them."""
    withheld: Withheld = field(default_factory=Withheld)
    store: Path | None = None
    """The store that it was read from, None where reports were read."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What the format was asked for by name; the registry says which options it has."""

    @property
    def title(self) -> str:
        """What it is about, for the head of a file."""
        return self.process or "negotiation"

    @property
    def until(self) -> str | None:
        """The ISO day up to which it reaches: the one asked for, or that of the newest report that was read."""
        if self.as_of is not None:
            return self.as_of.isoformat()
        read = (r.published for r in self.reports if r.set_aside is None)
        return max((day.isoformat() for day in read if day is not None), default=None)

    def review_of(self, claim: str) -> ReviewState:
        """What a person has said of the claim of this id."""
        return self.reviewed.get(claim, ReviewState.UNREVIEWED)

    def reports_by_id(self) -> dict[str, Report]:
        """The reports by their ids."""
        return {r.id: r for r in self.reports}

    def claims_by_id(self) -> dict[str, AnyClaim]:
        """The claims by their ids, as evidence names them."""
        return {claim_id(c): c for c in self.claims}

    def assignment(self) -> Assignment:
        """The processes of all of it, found anew: ask once."""
        return assign_processes(self.reports, self.claims, self.world, self.given)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSummary:
    """What a format wrote."""

    files: tuple[Path, ...]
    counts: Mapping[str, int]
    """What stands in the files and how many of each: meetings, statements, rows."""
    notes: tuple[str, ...] = ()
    """What of the record has no place in the format, with its number; one sentence each."""


Exporter = Callable[[ExportMaterial, Path], ExportSummary]
"""The function `export` of every format's module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is kept of some reports, before anything is taken out."""

    reports: Sequence[Report]
    claims: Sequence[AnyClaim]
    world: World
    as_of: date | None = None
    process: str | None = None
    given: tuple[Process, ...] = ()
    reviewed: Mapping[str, ReviewState] = field(default_factory=dict)
    reviews: Sequence[Review] = ()
    """The audit trail."""
    store: Path | None = None
    dossier: Callable[[], Dossier] | None = None
    """Gives the dossier of all of it, where somebody keeps that."""


def make_material(
    record: Record, day: date, *, include_restricted: bool = False, options: Mapping[str, str] | None = None
) -> ExportMaterial:
    """What of a record may leave the house on `day`; with `include_restricted` all of it.

    An embargo holds until its day has come, on `day` and, of a record as of an earlier day, on that one as well.
    """
    counted = min(day, record.as_of or day)
    reports, claims, mended = scrub(record.reports, record.claims)
    kept = withhold(reports, claims, counted, bar=not include_restricted)
    if kept.withheld.nothing and not mended and record.dossier is not None:
        dossier = record.dossier()
    else:
        dossier = build_dossier(kept.reports, kept.claims, record.world, as_of=record.as_of)
    return ExportMaterial(
        dossier=dossier,
        reports=kept.reports,
        claims=kept.claims,
        world=record.world,
        day=day,
        as_of=record.as_of,
        process=record.process,
        given=record.given,
        reviewed=record.reviewed,
        reviews=_reviews_of(kept.claims, record.reviews),
        store=record.store,
        withheld=kept.withheld,
        options=options or {},
    )


def _reviews_of(claims: Sequence[AnyClaim], reviews: Sequence[Review]) -> tuple[Review, ...]:
    """The reviews of these claims and of links between them; a mark tells of what may not leave the house."""
    known = {claim_id(c) for c in claims}
    return tuple(
        r
        for r in reviews
        if r.verdict is not Verdict.MARK
        and (r.target in known or (r.kind is Target.LINK and known.issuperset(r.target.split(" "))))
    )
