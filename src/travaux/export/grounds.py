"""The columns by which a row of a table stays traceable: its words, who says them, in which report, and how many origins."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from travaux.ontology.claim import When
from travaux.ontology.dossier import Evidence, Item, ReportEntry
from travaux.views.timeline import first_day, last_day

_ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")

GROUNDS = (
    "travaux_item",
    "claim",
    "report",
    "outlet",
    "published",
    "url",
    "start",
    "end",
    "quote",
    "speaker",
    "relayed_by",
    "hedge",
    "modality",
    "denied",
    "origins",
    "passages",
)
"""What the columns of `ground` are called; `start` and `end` are characters of the report's text, the end not included."""


def ground(item: Item, reports: Mapping[str, ReportEntry]) -> dict[str, str]:
    """The columns of an item: those of its first passage, and how many passages and independent origins tell it."""
    first = item.evidence[0]
    counted = {"origins": str(len(item.origins)), "passages": str(len(item.evidence))}
    return {"travaux_item": item.id} | ground_passage(first, reports) | counted


def ground_passage(e: Evidence, reports: Mapping[str, ReportEntry]) -> dict[str, str]:
    """The columns of one passage."""
    report = reports.get(e.report)
    return {
        "claim": e.claim,
        "report": e.report,
        "outlet": (report.outlet if report else None) or "",
        "published": (report.published if report else None) or "",
        "url": (report.url if report else None) or "",
        "start": str(e.start),
        "end": str(e.end),
        "quote": e.quote,
        "speaker": e.speaker or "",
        "relayed_by": "; ".join(e.relayed_by),
        "hedge": e.hedge or "",
        "modality": e.modality.value,
        "denied": "yes" if e.denied else "no",
    }


def read_days(when: When | None) -> tuple[str, str]:
    """First and last day of a time as ISO, each as exact as it is known: a year, a month or a day; "" where unknown."""
    first, last = (day if _ISO.fullmatch(day) else "" for day in (first_day(when), last_day(when)))
    return first, last


def read_parts(day: str) -> tuple[str, str, str]:
    """Year, month and day of an ISO date, "" for those that it does not have."""
    parts = [*(p.lstrip("0") for p in day.split("-")), "", "", ""] if day else ["", "", ""]
    return parts[0], parts[1], parts[2]


def render_rows(heads: Iterable[Sequence[str]], columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """A table as CSV (RFC 4180): the lines of `heads`, then the cells of `columns` row by row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(heads)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


def say_number(value: float | None) -> str:
    """A number without a needless fraction, "" for none."""
    return "" if value is None else f"{value:.10g}"
