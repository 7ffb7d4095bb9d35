"""A report: one article, statement or transcript, its text kept exactly as given."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from travaux.ontology.vocabulary import CODED_SEGMENTS, Known, SegmentKind
from travaux.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the text and what it is; segments are in order and do not overlap."""

    span: Span
    kind: SegmentKind
    note: str = ""
    """For a turn of a transcript the speaker's label as printed ("MR. KIRBY"); for furniture the rule that saw it."""

    @property
    def coded(self) -> bool:
        """Whether this stretch is coded."""
        return self.kind in CODED_SEGMENTS


_FILES = {"txt", "md", "html", "htm", "json"}
"""Suffixes of files that hold one report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report. `id` is the one given with it, or else the first 16 hex digits of sha256(address + text).

    Dates are days (UTC where the source gives a time). `set_aside` says why a report is kept and not coded.
    """

    id: str
    text: str
    headline: str | None = None
    """The headline given beside the text; one that stands in the text is a segment of it."""
    outlet: str | None = None
    outlet_known: Known = Known.UNKNOWN
    byline: str | None = None
    dateline: str | None = None
    published: date | None = None
    published_known: Known = Known.UNKNOWN
    retrieved: date | None = None
    url: str | None = None
    language: str | None = None
    usage_terms: str | None = None
    sensitivity: str | None = None
    embargo_until: date | None = None
    copy_of: str | None = None
    place: str = ""
    """Where it came from: file and line, for messages."""
    segments: tuple[Segment, ...] = ()
    set_aside: str | None = None

    @property
    def label(self) -> str:
        """What people call it: the id given with it, or the stem of the file that it came from."""
        name = PurePath(self.place).name.removesuffix(".gz").removesuffix(".zst")
        stem, dot, suffix = name.rpartition(".")
        if not dot or suffix.lower() not in _FILES or self.id != make_report_id(self.text, self.url):
            return self.id
        return stem or self.id

    def coded_segments(self) -> tuple[Segment, ...]:
        """The segments that are coded."""
        return tuple(s for s in self.segments if s.coded)


def make_report_id(text: str, address: str | None) -> str:
    """The id of a report that came without one: 16 hex digits of sha256 over its address and text."""
    return hashlib.sha256(f"{address or ''}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
