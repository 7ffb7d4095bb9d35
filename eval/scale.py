"""A store of 5,000 reports: how long it takes to add one, to have the brief again, and to make its dossier anew.

The reports are real ones many times over, each time on other days and with words of their own, so that they are no copies.
Times are seconds of one processor, without starting Python and loading a model.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from travaux.cli.material import load_material
from travaux.cli.refusals import Refusals
from travaux.coding.coder import Coder
from travaux.errors import InputError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.claim import AnyClaim, When
from travaux.ontology.report import Report
from travaux.run.local import ingest
from travaux.store import open_store
from travaux.views.brief import make_brief, render_brief

REPORTS = 5000
BAR = 2.0
"""Seconds within which a report is added, and a brief is had."""
_APART = 11
"""Days between one time that a report is told and the next."""
Coded = tuple[Report, tuple[AnyClaim, ...]]


def measure_scale(coder: Coder, path: Path, number: int = REPORTS) -> dict[str, float]:
    """For adding a report to a store of so many, and for the brief of it once made: 1 within the bar, less beyond it.

    The seconds, and those that it takes to make all anew, go to standard error. Nothing where the file
    of reports, which is not distributed, is absent.
    """
    if not path.is_file():
        return {}
    real = [(r, coder.code(r)) for r in read_reports(path)]
    with tempfile.TemporaryDirectory() as tmp:
        db = Path(tmp) / "store.sqlite"
        many = multiply(real, number + 1)
        *rest, (last, claims) = many
        with open_store(db, create=True) as store, store.transaction():
            for report, told in rest:
                store.add_report(report)
                store.put_claims(report.id, told, "scale")
        started = time.process_time()
        load_material(Refusals(), db=db).dossier()
        made = time.process_time()
        for _ in range(2):
            shown_from = time.process_time()
            _show_brief(db)
        shown = time.process_time()
        with open_store(db, create=False) as store:
            ingest([last], store, lambda _: claims, "scale")
        added = time.process_time()
    seconds = {"rebuild": made - started, "brief": shown - shown_from, "add": added - shown}
    print("seconds at", number, "reports:", seconds, file=sys.stderr)
    return {f"{what}_in_time": min(1.0, BAR / seconds[what]) for what in ("brief", "add")}


def _show_brief(db: Path) -> str:
    material = load_material(Refusals(), db=db)
    return material.remember("brief text", lambda: render_brief(make_brief(material.dossier())))


def read_reports(path: Path) -> Iterator[Report]:
    """The reports of a file that are coded."""
    for item in iter_reports([str(path)], IntakeOptions()):
        if not isinstance(item, InputError) and item.set_aside is None:
            yield item


def multiply(real: Sequence[Coded], number: int) -> list[Coded]:
    """So many reports: the real ones in turn, each round on later days and followed by words of its own."""
    out: list[Coded] = []
    while len(out) < number:
        for report, claims in real:
            out.append(_again(report, claims, len(out) // len(real)))
    return out[:number]


def _again(report: Report, claims: tuple[AnyClaim, ...], turn: int) -> Coded:
    name = f"{report.id}-{turn}"
    own = " ".join(f"{word}{turn}" for word in report.text.split())
    days = timedelta(days=turn * _APART)
    day = report.published + days if report.published else None
    copy = replace(report, id=name, text=f"{report.text}\n\n{own} {own}", published=day)
    return copy, tuple(_move_claim(c, report.id, name, days) for c in claims)


def _move_claim(claim: AnyClaim, old: str, new: str, days: timedelta) -> AnyClaim:
    changes: dict[str, object] = {"report": new}
    for field in ("because_of", "target", "deal"):
        if value := getattr(claim, field, None):
            changes[field] = value.replace(old, new, 1)
    for field in ("when", "deadline"):
        if isinstance(value := getattr(claim, field, None), When):
            changes[field] = _move_time(value, days)
    return replace(claim, **changes)  # type: ignore[arg-type]


def _move_time(when: When, days: timedelta) -> When:
    try:
        moved = (date.fromisoformat(when.edtf or "") + days).isoformat()
    except ValueError:
        return when
    return replace(when, edtf=moved)
