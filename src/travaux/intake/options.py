"""What the user says about all inputs of a run, and the limits that intake keeps."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from travaux.fetch import FetchOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeOptions:
    """Facts given with flags, which win over those of the reports, and limits of size."""

    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    sensitivity: str | None = None
    embargo_until: date | None = None
    usage_terms: str | None = None
    retrieved: date | None = None
    max_bytes: int = 50_000_000
    """The most that one file, or one line of JSON Lines, may hold, after it is unpacked."""
    max_chars: int = 1_000_000
    """The most characters that the text of one report may have; spaCy reads no more at a time."""
    fetch: "FetchOptions | None" = None
    """How addresses are fetched; None is as that room has it."""
