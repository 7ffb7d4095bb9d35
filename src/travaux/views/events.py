"""The sections of a brief on what happened, what is to come, and what is left open."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from travaux.ontology.dossier import (
    AccessPointItem,
    AccessStatus,
    Contradiction,
    Dossier,
    Evidence,
    Item,
    MeetingItem,
    MoveItem,
)
from travaux.ontology.vocabulary import AccessState, Act, MeetingStatus, Modality, ProposalState, SpeakerKind
from travaux.views.access import say_consignment, say_incident
from travaux.views.board_text import board_lines
from travaux.views.ceasefires import say_ceasefire
from travaux.views.desk import Desk, Line, mark_denied
from travaux.views.frameworks import rows_of
from travaux.views.lead import narrow, with_sentence
from travaux.views.sentences import (
    say_conflict,
    say_demand,
    say_instrument,
    say_leverage,
    say_meeting,
    say_proposal,
    say_response,
    say_voice,
    start,
)
from travaux.views.sure import tell_surely
from travaux.views.timeline import TALK, first_day, first_told, last_day
from travaux.views.trust import is_trusted
from travaux.views.wording import quote_sentence, say_edtf, say_move

_SETTLED = {MeetingStatus.HELD, MeetingStatus.CANCELLED}
_COMING = {MeetingStatus.PLANNED, MeetingStatus.ONGOING}
_PAIR = 2
_CONFLICTS = 3
"""Conflicts of numbers that a brief asks to have checked, at most."""
_OPEN = {ProposalState.UNKNOWN, ProposalState.UNDER_CONSIDERATION}
_STILL = {AccessState.PLANNED, AccessState.APPROVED}
_WAYS = {"in": "inwards", "out": "outwards", "both": "both ways"}


def list_next(desk: Desk) -> Iterator[Line]:
    """What is arranged: planned meetings with their time or place, and announced deeds with their day, by their day."""
    dossier = desk.dossier
    coming: list[tuple[str, Item, str]] = []
    for m in _told_meetings(dossier, _COMING):
        if (m.when is not None or m.place) and not _is_past(desk, m):
            coming.append((first_day(m.when), m, say_meeting(m)))
    met = {(e.report, e.start) for m in dossier.meetings for e in m.evidence}
    announced = (m for m in dossier.moves if m.modality is Modality.FUTURE and m.act not in TALK and not m.only_named)
    for move in map(narrow, filter(is_trusted, announced)):
        day = first_day(move.when)
        if day and day >= desk.today[: len(day)] and not any((e.report, e.start) in met for e in move.evidence):
            coming.append((day, move, f"{say_edtf(day)}: {start(say_move(move))}"))
    ranked = sorted(coming, key=lambda c: (not c[0], c[0] or "", desk.rank(c[1], _names(c[1]))))
    together: dict[str, list[Evidence]] = {}
    for _, item, text in ranked:
        together.setdefault(text, []).extend(item.evidence)
    for text, evidence in together.items():
        yield desk.cite(evidence, f"{mark_denied(evidence, text)}.")


def _told_meetings(dossier: Dossier, statuses: set[MeetingStatus]) -> Iterator[MeetingItem]:
    """Meetings as their surest words tell them, of which these tell two who meet."""
    for m in dossier.meetings:
        told = tell_surely(m) if m.status in statuses else None
        if told is not None and told.evidence[0].modality is not Modality.HISTORICAL:
            yield told


def _names(item: Item) -> Iterable[str]:
    if isinstance(item, MeetingItem):
        return [n for p in item.participants for n in (p.name, p.country) if n]
    return (*item.actors, *item.recipients) if isinstance(item, MoveItem) else ()


def _is_past(desk: Desk, meeting: MeetingItem) -> bool:
    """Whether the day of a planned meeting lies behind the day of the page."""
    day = last_day(meeting.when)
    return bool(day) and day < desk.today[: len(day)]


def list_meetings(desk: Desk) -> Iterator[Line]:
    """Meetings held and called off, the latest first."""
    told = _told_meetings(desk.dossier, _SETTLED)
    for m in sorted(told, key=lambda m: (_day(desk, m), m.id), reverse=True):
        reported = first_told(m, desk.days)
        when = "" if m.when is not None or not reported else f" (reported {say_edtf(reported)})"
        yield _tell_whole(desk, m, f"{say_meeting(m)}{when}")


def _tell_whole(desk: Desk, item: Item, text: str) -> Line:
    """A line that ends with the sentence of its lead, which says by itself when and how the thing was."""
    whole = replace(item, evidence=(with_sentence(item.evidence[0]), *item.evidence[1:]))
    words = item.evidence[0].sentence
    return desk.line(whole, f"{text}: {quote_sentence(words)}" if words and words not in text else text)


def _day(desk: Desk, meeting: MeetingItem) -> str:
    return first_day(meeting.when) or first_told(meeting, desk.days)


def list_access(desk: Desk) -> Iterator[Line]:
    """Each point with the state that was last told of it and when; what moved; harm to aid."""
    dossier = desk.dossier
    for point in sorted(dossier.access_points, key=desk.rank):
        trusted = [narrow(s) for s in point.statuses if is_trusted(s)]
        told = [s for s in trusted if s.evidence[0].modality is not Modality.HISTORICAL]
        if told:
            latest = max(told, key=lambda s: (_told_of(desk, s), s.id))
            yield desk.line(latest, _say_state(desk, point, latest))
        for load in filter(is_trusted, point.consignments):
            yield desk.line(narrow(load), start(say_consignment(load)), indent=1 if told else 0)
    for load in filter(is_trusted, dossier.consignments):
        yield desk.line(narrow(load), start(say_consignment(load)))
    for incident in filter(is_trusted, dossier.incidents):
        voice = f", according to {say_voice(incident.evidence[0], desk.outlets)}" if _is_said(incident) else ""
        harm = narrow(incident)
        reported = first_told(harm, desk.days)
        when = "" if harm.when is not None or not reported else f" (reported {say_edtf(reported)})"
        yield _tell_whole(desk, harm, f"{start(say_incident(harm))}{when}{voice}")


def _told_of(desk: Desk, status: AccessStatus) -> str:
    return first_day(status.when) or first_told(status, desk.days)


def _say_state(desk: Desk, point: AccessPointItem, status: AccessStatus) -> str:
    """ "Entry of aid into Northland: closed, told 9 May 2025: “…”"; what is planned is not told as done."""
    way = f" {_WAYS[status.direction]}" if status.direction in _WAYS and " of " not in point.name else ""
    word = "reopened" if status.reopened and status.state is AccessState.OPEN else status.state.value
    yet = " (not told as done)" if status.state in _STILL else ""
    lead = status.evidence[0]
    day = first_told(status, desk.days)
    when = f", told {say_edtf(day)}" if day else ""
    voice = f", according to {say_voice(lead, desk.outlets)}" if _is_said(status) else ""
    return f"{start(point.name)}: {word}{way}{yet}{when}: {quote_sentence(lead.sentence or lead.quote)}{voice}"


def _is_said(item: Item) -> bool:
    """Whether it is told by speakers alone: a line that leaves them out would make what they say a fact."""
    return all(e.speaker for e in item.evidence)


def list_texts(desk: Desk) -> Iterator[Line]:
    """Texts that were adopted, vetoed, signed or drafted."""
    for i in map(narrow, filter(is_trusted, desk.dossier.instruments)):
        if i.action != "cited":
            yield desk.line(i, f"{say_instrument(i)}: {quote_sentence(i.evidence[0].sentence or i.evidence[0].quote)}")


def list_doubts(desk: Desk) -> Iterator[Line]:
    """What these reports leave open: planned meetings whose day has passed, lone voices."""
    dossier = desk.dossier
    for m in _told_meetings(dossier, {MeetingStatus.PLANNED}):
        if _is_past(desk, m):
            yield desk.line(m, f"Whether it took place is not told: {say_meeting(m)}")
    for item, text in _lone(dossier):
        e = item.evidence[0]
        yield desk.line(item, f"One unnamed voice alone ({say_voice(e, desk.outlets)}) tells it: {text}")


def _lone(dossier: Dossier) -> Iterator[tuple[Item, str]]:
    """What the page leans on and one unnamed voice alone tells."""
    for p in map(narrow, filter(is_trusted, dossier.proposals)):
        if p.state not in _OPEN and _is_lone(p):
            yield p, say_proposal(p)
        else:
            yield from ((r, say_response(r)) for r in map(narrow, p.responses) if is_trusted(r) and _is_lone(r))


def _is_lone(item: Item) -> bool:
    return len(item.origins) == 1 and all(e.speaker_kind is SpeakerKind.ANONYMOUS for e in item.evidence)


def list_to_check(desk: Desk) -> Iterator[Line]:
    """What is too vague, or of a kind too often wrong, to be relied on before somebody has read the words."""
    dossier = desk.dossier
    numbers = (c for c in dossier.contradictions if _is_of_numbers(c) and not is_trusted(c))
    yield from (desk.cite(c.evidence, f"Told in two ways: {say_conflict(c)}.") for c in islice(numbers, _CONFLICTS))
    rows: list[tuple[Item, str]] = [(p, say_proposal(p)) for p in dossier.proposals]
    rows += [(d, say_demand(d)) for d in dossier.demands]
    rows += [(r, say_response(r)) for r in dossier.responses]
    rows += [(x, say_leverage(x, desk.today)) for x in dossier.leverage]
    rows += [(c, say_ceasefire(c)) for c in dossier.ceasefires]
    rows += [(m, say_meeting(m)) for m in dossier.meetings if m.participants]
    rows += [(item, text) for item, text, _ in board_lines(dossier, desk.today)]
    plans = [*(p.framework for p in dossier.proposals if p.framework is not None), *dossier.frameworks]
    rows += [(item, text.partition("| ")[2]) for plan in plans for item, text in rows_of(plan)]
    for item, text in sorted(((i, t) for i, t in rows if tell_surely(i) is None), key=lambda row: desk.rank(row[0])):
        yield desk.line(item, start(text))


def _is_of_numbers(conflict: Contradiction) -> bool:
    """Whether two numbers, a sum and its parts, or a meeting's two days are set against each other, and no deed."""
    return conflict.about.partition(":")[0] not in {act.value for act in Act}


def list_sources(desk: Desk) -> Iterator[Line]:
    """Who speaks most, and through whom."""
    for s in desk.dossier.sources:
        number = f"{s.statements} statement{'s' if s.statements != 1 else ''}"
        others = f" and {len(s.chains) - 1} more" if len(s.chains) > 1 else ""
        yield Line(text=f"{start(s.name)} ({s.kind.value}): {number}, through {s.chains[0]}{others}.")


def list_set_aside(desk: Desk) -> Iterator[Line]:
    """Reports that were kept and not read."""
    for s in desk.dossier.set_aside:
        yield Line(text=f"{s.place or s.id}: {s.reason}.")
