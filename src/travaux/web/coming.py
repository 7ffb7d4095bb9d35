"""What is next: planned meetings, announced deeds and deadlines, by their day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from travaux.ontology.claim import When
from travaux.ontology.dossier import Evidence, Item
from travaux.ontology.vocabulary import LeverageOutcome, MeetingStatus, Modality, TermStatus
from travaux.views.desk import Desk, mark_denied
from travaux.views.sentences import say_leverage, say_meeting, start
from travaux.views.sure import is_sure, tell_surely
from travaux.views.timeline import TALK, first_day, last_day, last_told
from travaux.views.wording import quote_words, say_move, say_when, spell_out

_QUIET_DAYS = 30
"""Days after which what is to come without a day, and is told of no more, may have come or been dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Something to come. `day` is its first ISO day, as far as it is known, "" where it is not; `when` is for people.

    `overdue` says that its day lies behind that of the file, and no report tells what came of it.
    """

    id: str
    kind: str
    text: str
    day: str
    when: str
    told: str
    """The ISO day on which it was last told."""
    overdue: bool
    quiet: bool
    """Whether no day is told, and no report has told of it for long."""
    trusted: bool
    evidence: tuple[Evidence, ...]
    origins: int


def list_coming(desk: Desk) -> Iterator[Coming]:
    """Meetings, deeds and deadlines: the nearest day first, then those without a day, the last told first.

    Those that have gone quiet and those that are overdue come last.
    """
    rows = [*_meetings(desk), *_deeds(desk), *_deadlines(desk)]
    together: dict[tuple[str, str], Coming] = {}
    for row in rows:
        together.setdefault((row.text, row.day), row)
    latest = sorted(together.values(), key=lambda c: (c.told, c.id), reverse=True)
    yield from sorted(latest, key=lambda c: (c.overdue, c.quiet, not c.day, c.day, not c.trusted))


def _meetings(desk: Desk) -> Iterator[Coming]:
    for m in desk.dossier.meetings:
        if m.status in {MeetingStatus.PLANNED, MeetingStatus.ONGOING} and m.participants:
            told = tell_surely(m)
            shown = told or m
            text = say_meeting(replace(shown, when=None))
            yield _make(desk, shown, "meeting", text, shown.when, trusted=told is not None)


def _deeds(desk: Desk) -> Iterator[Coming]:
    """What is announced; what only a meeting tells stands there."""
    met = {(e.report, e.start) for m in desk.dossier.meetings for e in m.evidence}
    for move in desk.dossier.moves:
        ahead = move.modality is Modality.FUTURE and move.act not in TALK and not move.only_named
        told = tell_surely(move) if ahead else None
        if told is not None and not any((e.report, e.start) in met for e in move.evidence):
            yield _make(desk, told, "deed", say_move(told), told.when, trusted=True)


def _deadlines(desk: Desk) -> Iterator[Coming]:
    for x in desk.dossier.leverage:
        if x.deadline is not None and x.outcome is LeverageOutcome.PENDING:
            told = tell_surely(x)
            yield _make(desk, told or x, "deadline", say_leverage(told or x), x.deadline, trusted=told is not None)
    frameworks = [*(p.framework for p in desk.dossier.proposals if p.framework is not None), *desk.dossier.frameworks]
    for framework in frameworks:
        for term in framework.terms:
            if term.deadline is not None and term.status is not TermStatus.IMPLEMENTED:
                text = mark_denied(term.evidence, f"Deadline of a term: {quote_words(term.content or term.words)}")
                sure = is_sure(term) and not any(e.denied for e in term.evidence)
                yield _make(desk, term, "deadline", text, term.deadline, trusted=sure)


def _make(desk: Desk, item: Item, kind: str, text: str, when: When | None, *, trusted: bool) -> Coming:
    last, told = last_day(when), last_told(item, desk.days)
    return Coming(
        id=item.id,
        kind=kind,
        text=spell_out(start(text)),
        day=first_day(when),
        when=say_when(when) or "day not told",
        told=told,
        overdue=bool(last) and bool(desk.today) and last < desk.today[: len(last)],
        quiet=not last and _is_long_ago(told, desk.today),
        trusted=trusted,
        evidence=item.evidence,
        origins=len(item.origins),
    )


def _is_long_ago(told: str, today: str | None) -> bool:
    if not told or not today:
        return False
    return (date.fromisoformat(today[:10]) - date.fromisoformat(told[:10])).days > _QUIET_DAYS
