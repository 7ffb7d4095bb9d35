"""The timeline: what was done, met, signed, opened and moved, in the order of its time, each with the words that it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from travaux.ontology.claim import When
from travaux.ontology.dossier import Dossier, Item
from travaux.ontology.vocabulary import Act, ConsignmentStage, MeetingStatus, Modality
from travaux.views.access import say_consignment, say_incident
from travaux.views.sentences import say_instrument, say_meeting, start
from travaux.views.wording import say_edtf, say_move, say_when

_BARE = 2
"""Words that are too few to tell a deed ("the ceasefire")."""
TALK = {Act.DEMAND, Act.ASSESS, Act.ACCUSE, Act.SUPPORT, Act.PRESS, Act.THREATEN}
"""Acts that are said rather than done: they have lists of their own, and stand in no timeline."""
_ELSEWHERE = {Act.MEET}
"""Meetings stand in the timeline once for all that tells them, as meetings."""
_DONE = {Modality.ASSERTED, Modality.HISTORICAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened; `day` sorts it, and is "" where no day is known.

    `dated` says whether the day is the event's own; else it is that of the first report that tells it.
    """

    kind: str
    day: str
    dated: bool
    when: str
    text: str
    item: Item


def make_timeline(dossier: Dossier) -> list[Event]:
    """What happened, oldest first; what no day is known of comes last."""
    days = {r.id: r.published for r in dossier.reports}
    return sorted(_events(dossier, days), key=lambda e: (e.day == "", e.day, not e.dated, e.item.id))


def _events(dossier: Dossier, days: Mapping[str, str | None]) -> Iterator[Event]:
    for move in dossier.moves:
        told = move.modality in _DONE and move.actors and not move.only_named and len(move.words.split()) > _BARE
        if told and move.act not in TALK | _ELSEWHERE and not all(e.denied for e in move.evidence):
            yield _event("move", move, move.when, say_move(move), days)
    for meeting in dossier.meetings:
        if meeting.status in {MeetingStatus.HELD, MeetingStatus.CANCELLED} and meeting.participants:
            yield _event("meeting", meeting, meeting.when, say_meeting(meeting), days)
    for text in dossier.instruments:
        if text.action in {"signed", "adopted", "vetoed"}:
            yield _event("instrument", text, text.when, say_instrument(text), days)
    for incident in dossier.incidents:
        yield _event("incident", incident, incident.when, start(say_incident(incident).strip()), days)
    loads = [*dossier.consignments, *(c for p in dossier.access_points for c in p.consignments)]
    for load in loads:
        if load.stage in {ConsignmentStage.MOVED, ConsignmentStage.RECEIVED} and load.amount is not None:
            yield _event("consignment", load, load.when, start(say_consignment(load)), days)


def _event(kind: str, item: Item, when: When | None, text: str, days: Mapping[str, str | None]) -> Event:
    own = first_day(when)
    day = own or first_told(item, days)
    said = say_when(when)
    text = text.removesuffix(f", {said}") if said else text
    words = said or (f"reported {say_edtf(day)}" if day else "time not told")
    return Event(kind=kind, day=day, dated=bool(own), when=words, text=text, item=item)


def first_day(when: When | None) -> str:
    """The first day of a time, as far as it is known; "" where it is not."""
    if when is None or not when.edtf:
        return ""
    first, _, last = when.edtf.partition("/")
    return first.strip("~?%.") or last.strip("~?%.")


def last_day(when: When | None) -> str:
    """The last day of a time, as far as it is known; "" where it is not."""
    if when is None or not when.edtf:
        return ""
    first, _, last = when.edtf.partition("/")
    return last.strip("~?%.") or first.strip("~?%.")


def first_told(item: Item, days: Mapping[str, str | None]) -> str:
    """The day of the first report that tells an item; "" where none has a day."""
    return min((d for e in item.evidence if (d := days.get(e.report))), default="")


def last_told(item: Item, days: Mapping[str, str | None]) -> str:
    """The day of the last report that tells an item; "" where none has a day."""
    return max((d for e in item.evidence if (d := days.get(e.report))), default="")
