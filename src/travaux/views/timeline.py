"""The timeline: what was done, met, signed, opened and moved, in the order of its time, each with the words that it rests on."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from travaux.ontology.claim import When
from travaux.ontology.confirmations import independent_origins
from travaux.ontology.dossier import (
    ConsignmentItem,
    Dossier,
    Evidence,
    IncidentItem,
    InstrumentItem,
    Item,
    MeetingItem,
    MoveItem,
)
from travaux.ontology.vocabulary import Act, ConsignmentStage, MeetingStatus, Modality
from travaux.resolve.firmness import is_hoped, is_step
from travaux.views.access import say_consignment, say_incident
from travaux.views.plain import tells_day
from travaux.views.sentences import say_instrument, say_meeting, say_voice, start
from travaux.views.sure import tell_surely
from travaux.views.wording import join_names, say_edtf, say_move, say_when, spell_out

_HISTORY = timedelta(days=365)
_BARE = 2
"""Words that are too few to tell a deed ("the ceasefire")."""
TALK = {Act.DEMAND, Act.ASSESS, Act.ACCUSE, Act.SUPPORT, Act.PRESS, Act.THREATEN}
"""Acts that are said rather than done: they have lists of their own, and stand in no timeline."""
_ELSEWHERE = {Act.MEET}
"""Meetings stand in the timeline once for all that tells them, as meetings."""
_AGREEING = {Act.AGREE, Act.ACCEPT, Act.CEASEFIRE}
"""Acts that come about by agreement: words that hope for it, or settle how the talks go on, do not tell that they did."""
_DONE = {Modality.ASSERTED, Modality.HISTORICAL}
_NOBODY = {"one", "others", "another", "some", "many", "both", "two", "all"}
"""Speakers whom another sentence names, if any does."""
_VOICES = 2
"""Voices that a line names at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened; `day` sorts it, and is "" where no day is known.

    `dated` says whether the day is the event's own; else it is that of the first report that tells it. One that can be
    relied on unread (`trusted`) is told by its surest words alone: `evidence` are those, and `item` is all of it.
    """

    kind: str
    day: str
    dated: bool
    when: str
    text: str
    item: Item
    evidence: tuple[Evidence, ...]
    trusted: bool
    history: bool = False
    """Whether it lies so long before the first report that it is what came before the negotiation."""

    @property
    def time(self) -> str:
        """Its time in words, and whether that is history."""
        return f"{self.when} (history)" if self.history else self.when

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent origins of what is shown."""
        return independent_origins(self.evidence)


def make_timeline(dossier: Dossier) -> list[Event]:
    """What happened: history, then the negotiation, each oldest first; what no day is known of comes last.

    Read from its end it is the latest first, with history last. What is told in the same words stands once.
    """
    days = {r.id: r.published for r in dossier.reports}
    outlets = {r.id: r.outlet for r in dossier.reports}
    before = find_history_end(dossier)
    contested = {side for c in dossier.contradictions for side in c.sides}
    told = (replace(e, history=e.dated and _is_before(e.item, before)) for e in _events(dossier, days))
    rows = _join_alike(sorted(told, key=lambda e: (not e.history, e.day == "", e.day, not e.dated, e.item.id)))
    return [_finish(e, outlets, contested) for e in rows]


def _finish(event: Event, outlets: Mapping[str, str | None], contested: Container[str]) -> Event:
    """The event with whose word it is, where no report tells it in its own voice, and that others tell it otherwise.

    What is told both ways can never be relied on unread.
    """
    text = event.text
    both = event.item.id in contested or any(e.denied for e in event.item.evidence)
    evidence = event.item.evidence if both else event.evidence
    telling = [e for e in evidence if not e.denied] or evidence
    if all(e.speaker or e.relayed_by for e in telling):
        text = f"{text}, according to {_name_voices(telling, outlets)}"
    text = f"{text} — told both ways" if both else text
    unnamed = all((e.speaker or "").lower() in _NOBODY for e in telling)
    return replace(event, text=spell_out(text), evidence=evidence, trusted=event.trusted and not (both or unnamed))


def _name_voices(evidence: Iterable[Evidence], outlets: Mapping[str, str | None]) -> str:
    told = dict.fromkeys(say_voice(e, outlets) for e in evidence)
    voices = [v for v in told if not any(v != other and v in other for other in told)]
    return join_names(voices) if len(voices) <= _VOICES else f"{join_names(voices[:_VOICES])} and others"


def find_history_end(dossier: Dossier) -> str:
    """The day before which what is told is history: a year before the first report; "" where there is none."""
    first = min((r.published for r in dossier.reports if r.published), default=None)
    day = date.fromisoformat(first) if first else date.min
    return (day - _HISTORY).isoformat() if day - date.min >= _HISTORY else ""


def _is_before(item: Item, day: str) -> bool:
    """Whether the time of an item ends before a day."""
    last = last_day(getattr(item, "when", None))
    return bool(last) and last < day[: len(last)]


def process_first(events: Iterable[Event]) -> list[Event]:
    """The events with history behind those of the negotiation, each group in its order."""
    return sorted(events, key=lambda e: e.history)


def _join_alike(events: Iterable[Event]) -> list[Event]:
    told: dict[tuple[str, str, str], Event] = {}
    for e in events:
        line = (e.kind, e.time, e.text)
        first = told.get(line)
        told[line] = e if first is None else _join(first, e)
    return list(told.values())


def _join(first: Event, other: Event) -> Event:
    item = replace(first.item, evidence=_unite(first.item.evidence, other.item.evidence))
    sure = first.evidence if first.trusted or not other.trusted else ()
    evidence = _unite(sure, other.evidence if other.trusted or not first.trusted else ())
    return replace(first, item=item, evidence=evidence, trusted=first.trusted or other.trusted)


def _unite(first: Iterable[Evidence], other: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys([*first, *other]))


def _events(dossier: Dossier, days: Mapping[str, str | None]) -> Iterator[Event]:
    for move in dossier.moves:
        if move.act not in TALK | _ELSEWHERE and _was_done(move):
            yield _event("move", move, days)
    for meeting in dossier.meetings:
        if meeting.status in {MeetingStatus.HELD, MeetingStatus.CANCELLED} and meeting.participants:
            yield _event("meeting", meeting, days)
    for text in dossier.instruments:
        if text.action in {"signed", "adopted", "vetoed"}:
            yield _event("instrument", text, days)
    for incident in dossier.incidents:
        yield _event("incident", incident, days)
    loads = [*dossier.consignments, *(c for p in dossier.access_points for c in p.consignments)]
    for load in loads:
        if load.stage in {ConsignmentStage.MOVED, ConsignmentStage.RECEIVED} and load.amount is not None:
            yield _event("consignment", load, days)


def _was_done(move: MoveItem) -> bool:
    """Whether somebody is told to have done it, by a verb, in words that neither deny it nor only hope for it."""
    if move.modality not in _DONE or not move.actors or move.only_named or len(move.words.split()) <= _BARE:
        return False
    return any(e.modality in _DONE and not e.denied and not _is_ahead(move, e) for e in move.evidence)


def _is_ahead(move: MoveItem, e: Evidence) -> bool:
    """Whether words tell of an agreement that is yet to come, or of one on the next step of talks alone."""
    return move.act in _AGREEING and (is_hoped(e.quote) or is_step(e.quote))


def _event(kind: str, item: Item, days: Mapping[str, str | None]) -> Event:
    told = tell_surely(item)
    if isinstance(item, MoveItem) and told is not None and _is_ahead(item, told.evidence[0]):
        told = None
    shown = item if told is None else _with_day_of_sentence(item, told)
    when: When | None = getattr(shown, "when", None)
    own = first_day(when)
    day = own or first_told(shown, days)
    said = say_when(when)
    return Event(
        kind=kind,
        day=day,
        dated=bool(own),
        when=said or _say_reported(shown, day),
        text=_say(shown),
        item=item,
        evidence=shown.evidence,
        trusted=told is not None,
    )


def _say_reported(item: Item, day: str) -> str:
    """When what has no day of its own was reported; of what is told of the past alone, that it was earlier."""
    past = all(e.modality is Modality.HISTORICAL for e in item.evidence)
    if not day:
        return "time not told"
    return f"earlier, reported {say_edtf(day)}" if past else f"reported {say_edtf(day)}"


def _with_day_of_sentence(item: Item, told: Item) -> Item:
    """A deed as its surest words tell it, on the day that stands in their sentence."""
    if isinstance(item, MoveItem) and isinstance(told, MoveItem) and item.when is not None:
        return replace(told, when=item.when) if tells_day(told.evidence[0], item.when.words) else told
    return told


def _say(item: Item) -> str:
    """The sentence of an event, without its time, which stands before it."""
    match item:
        case MoveItem():
            return say_move(item)
        case MeetingItem():
            return say_meeting(replace(item, when=None))
        case InstrumentItem():
            return say_instrument(replace(item, when=None))
        case IncidentItem():
            return start(say_incident(replace(item, when=None)).strip())
        case ConsignmentItem():
            return start(say_consignment(replace(item, when=None)))
        case _:
            raise TypeError(f"{type(item).__name__} stands in no timeline")


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
