"""A calendar (iCalendar, RFC 5545): meetings, deadlines, and when ceasefires and phases begin and end, on the days that are told.

No report tells an hour that could be relied on, so that all entries are whole days. What is only planned, demanded, expected or
reckoned is TENTATIVE, and so is the deadline of an ultimatum, which nobody has agreed to, what is told only to be denied, and
all that is to be checked before use, which says so; what was called off is CANCELLED, and stays, so that a calendar that has it
strikes it out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar, Event

from travaux import __version__
from travaux.export.dates import Days, find_days
from travaux.export.footnotes import tell_evidence
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.writing import write_bytes
from travaux.ontology.claim import When
from travaux.ontology.dossier import CeasefireItem, Evidence, FrameworkItem, Item, LeverageItem, MeetingItem, TermItem
from travaux.ontology.vocabulary import LeverageOutcome, MeetingStatus, Modality, TermStatus
from travaux.views.desk import mark_denied
from travaux.views.frameworks import say_length
from travaux.views.sentences import say_leverage, say_meeting
from travaux.views.sure import is_sure, mark_unsure
from travaux.views.timeline import last_told
from travaux.views.wording import name_all, quote_words, say_edtf, say_when

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?)?")
_MONTHS, _HOURS = 12, 24
_CONTROLS = {c: "\N{REPLACEMENT CHARACTER}" for c in (*range(32), 127) if chr(c) not in "\n\t"}
"""What no text of a calendar may hold."""
_SETTLED = {TermStatus.AGREED, TermStatus.IMPLEMENTED}
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the calendar; `days` has its last day among them."""

    uid: str
    kind: str
    summary: str
    days: Days
    status: str
    evidence: Sequence[Evidence]
    place: str | None = None
    remark: str = ""
    told: int = 0
    """How often its state changed."""


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the calendar; what has no day is counted in the notes."""
    found = list(_entries(material))
    entries = sorted((e for e in found if isinstance(e, Entry)), key=lambda e: (e.days.first, e.uid))
    undated = sum(not isinstance(e, Entry) for e in found)
    written = write_bytes(path, render_calendar(material, entries))
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    note = f"{undated} meetings and deadlines are not in it: no day of them is told"
    return ExportSummary(files=(written,), counts=counts or {"entries": 0}, notes=(note,) if undated else ())


def render_calendar(material: ExportMaterial, entries: Iterable[Entry]) -> bytes:
    """The calendar; its stamp is the day up to which the file reaches, so that the same file gives the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", f"-//travaux//travaux {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"travaux: {material.title}")
    stamp = datetime.combine(date.fromisoformat(material.until or "1970-01-01"), datetime.min.time(), UTC)
    urls = {entry.id: entry.url for entry in material.dossier.reports}
    for entry in entries:
        calendar.add_component(_event(material, entry, stamp, urls.get(entry.evidence[0].report)))
    return bytes(calendar.to_ical())


def _event(material: ExportMaterial, entry: Entry, stamp: datetime, url: str | None) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@travaux")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.days.first)
    event.add("dtend", entry.days.last + timedelta(days=1))
    event.add("summary", entry.summary.translate(_CONTROLS))
    event.add("status", entry.status)
    event.add("transp", "TRANSPARENT")
    event.add("categories", [entry.kind])
    event.add("sequence", entry.told)
    if entry.place:
        event.add("location", entry.place.translate(_CONTROLS))
    if url:
        event.add("url", url)
    text = "\n".join(filter(None, [entry.remark, *tell_evidence(material, entry.evidence)]))
    event.add("description", text.translate(_CONTROLS))
    return event


def _entries(material: ExportMaterial) -> Iterator[Entry | None]:
    """What the calendar could have; None for each that has no day."""
    dossier = material.dossier
    for meeting in dossier.meetings:
        yield _meeting(meeting)
    for item in dossier.leverage:
        if item.deadline is not None:
            yield _ultimatum(item)
    frameworks = [p.framework for p in dossier.proposals if p.framework is not None] + list(dossier.frameworks)
    for framework in frameworks:
        for term in framework.terms:
            if term.deadline is not None:
                yield _deadline(term)
        yield from _phases(framework, dossier.ceasefires)
    days = {entry.id: entry.published for entry in dossier.reports}
    for ceasefire in dossier.ceasefires:
        yield from _ceasefire(ceasefire, last_told(ceasefire, days))


def _meeting(meeting: MeetingItem) -> Entry | None:
    modes = {e.modality for e in meeting.evidence}
    if meeting.status is MeetingStatus.CANCELLED or modes == {Modality.NEGATION}:
        status = CANCELLED
    elif meeting.status is MeetingStatus.PLANNED or modes == {Modality.HYPOTHETICAL}:
        status = TENTATIVE
    else:
        status = CONFIRMED
    summary = say_meeting(replace(meeting, when=None))
    entry = _make("meeting", meeting, meeting.when, summary, status)
    return entry and replace(entry, place=meeting.place, told=max(len(meeting.history) - 1, 0))


def _ultimatum(item: LeverageItem) -> Entry | None:
    status = CANCELLED if item.outcome is LeverageOutcome.WITHDRAWN else TENTATIVE
    entry = _make("deadline", item, item.deadline, f"Deadline: {say_leverage(item)}", status)
    return entry and replace(entry, told=len(item.history))


def _deadline(term: TermItem) -> Entry | None:
    status = CONFIRMED if term.status in _SETTLED else TENTATIVE
    who = f"{name_all(term.obligor)}: " if term.obligor else ""
    summary = f"Deadline ({term.status.value}): {who}{quote_words(term.content or term.words)}"
    return _make("deadline", term, term.deadline, summary, status)


def _ceasefire(item: CeasefireItem, known: str) -> Iterator[Entry | None]:
    """When it takes effect and when it ends, where that is told; a length gives the end of one that has a first day.

    It took effect if a report of that day or a later one (`known`, the last) tells it; until then it is expected to.
    """
    who = name_all(item.parties) or "sides not told"
    first = find_days(item.effect)
    if first is not None:
        status = CONFIRMED if known >= first.first.isoformat() else TENTATIVE
        yield _make("ceasefire", item, item.effect, f"Ceasefire of {who} takes effect", status, "start")
    if item.end is not None:
        summary = f"Ceasefire of {who} {'ended' if item.ended else 'is to end'}"
        yield _make("ceasefire", item, item.end, summary, CONFIRMED if item.ended else TENTATIVE, "end")
    elif first is not None and first.one and item.fixed_time and not item.ended:
        last = add_duration(first.first, item.fixed_time)
        remark = f"Reckoned: {say_length(item.fixed_time)} from {say_when(item.effect)}; no report tells the day."
        if last is not None:
            yield _reckon("ceasefire", item, last, f"Ceasefire of {who} is to end", item.evidence, remark)


def _phases(framework: FrameworkItem, ceasefires: Sequence[CeasefireItem]) -> Iterator[Entry]:
    """When the phases of an agreed framework end: reckoned one after the other from the one ceasefire that has a first day."""
    starts = [(c, d) for c in ceasefires if (d := find_days(c.effect)) is not None and d.one]
    if framework.status not in _SETTLED or len(starts) != 1:
        return
    ceasefire, begun = starts[0]
    day: date | None = begun.first
    for phase in sorted((p for p in framework.phases if p.number is not None), key=lambda p: p.number or 0):
        last = add_duration(day, phase.duration) if day is not None and phase.duration else None
        if last is None or day is None:
            return
        remark = (
            f"Reckoned: {say_length(phase.duration or '')} from {say_edtf(day.isoformat())}, the first day of the ceasefire"
            " or the end of the phase before; no report tells the day."
        )
        label = phase.label or f"phase {phase.number}"
        yield _reckon("phase", phase, last, f"End of {label}", [*phase.evidence, *ceasefire.evidence], remark)
        day = last


def add_duration(day: date, duration: str) -> date | None:
    """The day that lies an ISO 8601 duration after another; hours count as days from 24 on. None where it is none."""
    found = _DURATION.fullmatch(duration)
    if found is None or not any(found.groups()):
        return None
    years, months, weeks, days, hours = (int(g or 0) for g in found.groups())
    whole = day.month - 1 + months
    year, month = day.year + years + whole // _MONTHS, whole % _MONTHS + 1
    try:
        shifted = day.replace(year=year, month=month)
    except ValueError:  # the 31st of a month of 30 days: its last day
        shifted = date(year + month // _MONTHS, month % _MONTHS + 1, 1) - timedelta(days=1)
    return shifted + timedelta(weeks=weeks, days=days + hours // _HOURS)


def _make(kind: str, item: Item, when: When | None, summary: str, status: str, part: str = "") -> Entry | None:
    """An entry on the days that are told; None where no day is."""
    days = find_days(when)
    if days is None or not days.told:
        return None
    sure = is_sure(item)
    denied = all(e.denied for e in item.evidence)
    status = status if status == CANCELLED or (sure and not denied) else TENTATIVE
    summary = mark_unsure(mark_denied(item.evidence, summary), sure)
    uid = f"{item.id}-{kind}{f'-{part}' if part else ''}"
    remark = f"Told as {say_when(when)}, about that day." if days.about else ""
    return Entry(uid=uid, kind=kind, summary=summary, days=days, status=status, evidence=item.evidence, remark=remark)


def _reckon(kind: str, item: Item, day: date, summary: str, evidence: Sequence[Evidence], remark: str) -> Entry:
    """A tentative entry on a day that no report tells."""
    days = Days(first=day, last=day, told=False, about=True)
    uid = f"{item.id}-{kind}-end"
    return Entry(uid=uid, kind=kind, summary=summary, days=days, status=TENTATIVE, evidence=evidence, remark=remark)
