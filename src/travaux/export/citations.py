"""The reports as references, in CSL-JSON (Zotero, pandoc, citation processors) and BibTeX (LaTeX, JabRef)."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.writing import write_text
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import SegmentKind

_TITLE_WORDS = 12
_BY = re.compile(r"^\s*by\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s{0,9}(?:,|;|\band\b|&)\s*")
_CREDIT = re.compile(r"\s{1,9}(?:in|for|at)\s+.*$|\s{0,9}\(.*\)\s{0,9}$|\s{0,9}[|/].*$")
_NAME = re.compile(r"[^\W\d_][\w.'’-]{0,60}(?:\s{1,5}[^\W\d_][\w.'’-]{0,60}){1,3}")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def export_csl(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the references as CSL-JSON."""
    rows = [make_csl(r) for r in _coded(material)]
    write_text(path, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    return ExportSummary(files=(path,), counts={"references": len(rows)})


def export_bibtex(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the references as BibTeX in UTF-8."""
    reports = _coded(material)
    keys = make_keys(reports)
    write_text(path, "\n".join(make_bibtex(r, key) for r, key in zip(reports, keys, strict=True)))
    return ExportSummary(files=(path,), counts={"references": len(reports)})


def _coded(material: ExportMaterial) -> list[Report]:
    return [r for r in material.reports if r.set_aside is None]


def make_csl(report: Report) -> dict[str, Any]:
    """One report as a CSL-JSON item; what is not known is left out."""
    item: dict[str, Any] = {"id": report.id, "type": "article-newspaper", "title": find_title(report)}
    if authors := list(read_byline(report.byline)):
        item["author"] = [_csl_name(name) for name in authors]
    optional = {
        "container-title": report.outlet,
        "issued": _csl_date(report.published),
        "accessed": _csl_date(report.retrieved),
        "URL": report.url,
        "language": report.language,
        "note": _note(report),
    }
    return item | {key: value for key, value in optional.items() if value}


def make_bibtex(report: Report, key: str) -> str:
    """One report as a BibTeX entry."""
    names = " and ".join(
        "{" + escape_tex(n) + "}" if " " not in n else escape_tex(n) for n in read_byline(report.byline)
    )
    day = report.published
    fields = {
        "author": names,
        "title": "{" + escape_tex(find_title(report)) + "}",
        "journal": escape_tex(report.outlet or ""),
        "year": f"{day:%Y}" if day else "",
        "month": f"{day:%b}".lower() if day else "",
        "day": str(day.day) if day else "",
        "url": _tex_address(report.url or ""),
        "urldate": report.retrieved.isoformat() if report.retrieved else "",
        "language": report.language or "",
        "note": escape_tex(_note(report)),
    }
    kind = "article" if report.outlet else "misc"
    rows = [
        f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@{kind}{{{key},", *rows, "}", ""])


def make_keys(reports: Sequence[Report]) -> list[str]:
    """A citation key for each report: outlet and day, with a letter where several have the same."""
    taken: dict[str, int] = {}
    keys = []
    for report in reports:
        stem = re.sub(r"[^a-z0-9]+", "", (report.outlet or "report").lower()) or "report"
        base = f"{stem}{report.published:%Y%m%d}" if report.published else f"{stem}nodate"
        number = taken[base] = taken.get(base, -1) + 1
        keys.append(base if not number else f"{base}-{number + 1}")
    return keys


def find_title(report: Report) -> str:
    """The headline given or printed; otherwise the first words of the text, in brackets as a title supplied."""
    if report.headline:
        return " ".join(report.headline.split())
    for segment in report.segments:
        if segment.kind is SegmentKind.HEADLINE:
            return " ".join(segment.span.of(report.text).split())
    body = next((s.span.of(report.text) for s in report.segments if s.coded), report.text).split()
    return f"[{' '.join(body[:_TITLE_WORDS])}{' …' if len(body) > _TITLE_WORDS else ''}]"


def read_byline(byline: str | None) -> Iterator[str]:
    """The persons of a byline; an agency or desk is kept as one name."""
    line = _CREDIT.sub("", _BY.sub("", " ".join((byline or "").split())))
    if not line:
        return
    parts = [p for p in _BETWEEN.split(line) if p]
    yield from parts if all(_NAME.fullmatch(p) for p in parts) else [line]


def escape_tex(text: str) -> str:
    """The text as LaTeX prints it; line ends become spaces."""
    return "".join(_TEX.get(c, c) for c in " ".join(text.split()))


def _tex_address(url: str) -> str:
    """An address as LaTeX's url takes it: as it is, but for braces and spaces, which would end the field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20").replace("\\", "%5C")


def _csl_name(name: str) -> dict[str, str]:
    given, _, family = name.rpartition(" ")
    person = bool(given) and _NAME.fullmatch(name) is not None and not name.isupper()
    return {"family": family, "given": given} if person else {"literal": name}


def _csl_date(day: date | None) -> dict[str, list[list[int]]] | None:
    return None if day is None else {"date-parts": [[day.year, day.month, day.day]]}


def _note(report: Report) -> str:
    facts: Iterable[str | None] = (
        f"travaux report {report.label}",
        f"copy of {report.copy_of}" if report.copy_of else None,
        f"date known from: {report.published_known.value}" if report.published else "no date known",
        report.usage_terms,
    )
    return "; ".join(f for f in facts if f)
