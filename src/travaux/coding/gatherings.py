"""Several mentions of one meeting in a report as one: by who met, where and when, and by words that point back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from travaux.coding.context import Context
from travaux.coding.merging import pass_on
from travaux.coding.table import Table, refer
from travaux.ontology.claim import MeetingMention
from travaux.ontology.vocabulary import ActorKind, MeetingFormat, MeetingStatus
from travaux.reading.lookup import tokens_at

_TALKS = frozenset({"talk", "negotiation", "round", "consultation", "delegation", "negotiator", "team"})
"""Words of meetings that are the sides' where nobody else is named."""


_PAIR = 2
_NEAR = 300
"""Characters between two meetings of the same people told one after the other."""


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of a meeting.

    `back` where its words speak of it as known, `again` where those told of before meet.

    `way` where the words tell of a journey to it; `off` where a known one is called off.
    """

    meeting: MeetingMention
    back: bool
    again: bool = False
    way: bool = False
    off: bool = False


def join_told(context: Context, told: Sequence[Told], table: Table) -> tuple[MeetingMention, ...]:
    """One claim a meeting: the first mention, with the places where it is told again."""
    out: list[MeetingMention] = []
    for one in told:
        k = _called_off(out, one.meeting) if one.off else None
        if k is not None:
            out[k] = replace(_add(out[k], replace(one.meeting, participants=())), status=MeetingStatus.CANCELLED)
            continue
        k = next((k for k, first in enumerate(out) if _is_same(first, one.meeting)), None)
        if k is None and one.back:
            k = next((k for k in reversed(range(len(out))) if _can_mean(out[k], one.meeting)), None)
        if k is not None:
            out[k] = _add(out[k], one.meeting)
            continue
        again = _as_before(out, one.meeting) if one.again else one.meeting
        meeting = _with_sides(context, again, table)
        k = next((k for k, first in enumerate(out) if _is_same(first, meeting)), None)
        if k is not None:
            out[k] = _add(out[k], meeting)
        elif _is_gathering(meeting):
            out.append(meeting)
    return tuple(out)


def _called_off(told: Sequence[MeetingMention], off: MeetingMention) -> int | None:
    """ "The two were due to meet, but the meeting was put off": the one planned just before, unless another day is told."""
    for k in reversed(range(len(told))):
        near = off.span.start - _last_told(told[k], off) <= _NEAR
        if told[k].status is MeetingStatus.PLANNED and near and not _times_differ(told[k], off):
            return k
    return None


def _as_before(told: Sequence[MeetingMention], meeting: MeetingMention) -> MeetingMention:
    """ "They meet again on Thursday", "the two last met in May": those who met in the meeting told just before."""
    last = max(
        (m for m in told if m.span.start < meeting.span.start), key=lambda m: _last_told(m, meeting), default=None
    )
    if last is None or meeting.span.start - _last_told(last, meeting) > _NEAR or len(last.participants) < _PAIR:
        return meeting
    return replace(meeting, participants=last.participants)


def _last_told(told: MeetingMention, meeting: MeetingMention) -> int:
    """Where a meeting is told last before another."""
    return max(s.end for s in (told.span, *(p.span for p in told.also)) if s.start < meeting.span.start)


def _add(first: MeetingMention, again: MeetingMention) -> MeetingMention:
    joined = _join(first, again)
    spans = {joined.span, *(p.span for p in joined.also)}
    return joined if again.span in spans else replace(joined, also=(*joined.also, pass_on(again)))


def _with_sides(context: Context, meeting: MeetingMention, table: Table) -> MeetingMention:
    """ "The talks in Geneva", "technical teams will meet in Oslo": the sides', and theirs who stand between them."""
    named = [p for p in meeting.participants if p.by != "words"]
    if named or not table.sides or meeting.place is None:
        return meeting
    tokens = tokens_at(context.doc, meeting.span.start, meeting.span.end)
    if tokens is None or not {t.lemma_.lower() for t in tokens} & _TALKS:
        return meeting
    between = () if meeting.status is MeetingStatus.CANCELLED else table.mediators
    return replace(meeting, participants=tuple(refer(context, n) for n in (*table.sides, *between)))


def _can_mean(first: MeetingMention, again: MeetingMention) -> bool:
    """Whether words that speak of a known meeting can mean one told before."""
    if not _stand_alike(first, again) or _times_differ(first, again):
        return False
    if again.format is MeetingFormat.CALL and first.format is MeetingFormat.IN_PERSON:
        return False
    if _persons_differ(first, again):
        return False
    x, y = _who(first), {n for p, n in zip(again.participants, _names(again), strict=True) if p.by != "words"}
    return not y or bool(x & y)


def _stand_alike(a: MeetingMention, b: MeetingMention) -> bool:
    return a.status is b.status or {a.status, b.status} == {MeetingStatus.HELD, MeetingStatus.ONGOING}


def _times_differ(a: MeetingMention, b: MeetingMention) -> bool:
    if a.when is None or b.when is None or not a.when.edtf or not b.when.edtf:
        return False
    return not _times_meet(a.when.edtf, b.when.edtf)


def _is_gathering(meeting: MeetingMention) -> bool:
    """At least two who meet, of whom one is named; or one named who is told to meet somewhere, or to travel for it."""
    named = [p for p in meeting.participants if p.by != "words"]
    if not named:
        return len(meeting.participants) > 1 and meeting.place is not None
    if len(meeting.participants) > 1:
        return True
    return meeting.place is not None or meeting.when is not None


def _is_same(a: MeetingMention, b: MeetingMention) -> bool:
    if not _stand_alike(a, b) or _times_differ(a, b):
        return False
    if _persons_differ(a, b):
        return False
    if (a.round and b.round and a.round != b.round) or (a.place and b.place and a.place != b.place):
        return False
    formats = {a.format, b.format}
    if len(formats) > 1 and MeetingFormat.CALL in formats and MeetingFormat.UNKNOWN not in formats:
        return False
    x, y = _who(a), _who(b)
    shared = len(x & y)
    placed = bool(a.place and a.place == b.place) or bool(a.when and b.when and a.when.edtf == b.when.edtf)
    apart = x != y and not placed and (_is_of_persons(a) != _is_of_persons(b))
    return bool(x and y) and shared >= min(len(x), len(y)) and (shared > 1 or placed) and not apart


def _is_of_persons(meeting: MeetingMention) -> bool:
    """Whether persons meet by name: two of them are not the meeting of three delegations that was told before."""
    return all(p.kind is ActorKind.PERSON and p.by not in {"context", "words"} for p in meeting.participants)


def _persons_differ(a: MeetingMention, b: MeetingMention) -> bool:
    """Whether two of one state are named, each in one of the meetings alone: its envoy here, its president there."""
    if any(sum(p.kind is ActorKind.PERSON for p in m.participants) < _PAIR for m in (a, b)):
        return False
    for country in {p.country for p in a.participants if p.kind is ActorKind.PERSON and p.country}:
        x, y = ({p.name for p in m.participants if p.kind is ActorKind.PERSON and p.country == country} for m in (a, b))
        if x and y and not x & y:
            return True
    return False


def _who(meeting: MeetingMention) -> set[str]:
    return set(_names(meeting))


def _names(meeting: MeetingMention) -> list[str]:
    """The participants' names, persons as those for whom they act."""
    return [p.country or p.name if p.kind is ActorKind.PERSON else p.name for p in meeting.participants]


def _times_meet(a: str, b: str) -> bool:
    x, y = a.split("/"), b.split("/")
    return x[0] <= y[-1] + "~" and y[0] <= x[-1] + "~"


def _join(a: MeetingMention, b: MeetingMention) -> MeetingMention:
    """The first, with what only the second tells: a place, a time, a form, a person for their state."""
    people = {p.name: p for p in a.participants}
    persons = {p.country for p in a.participants if p.kind is ActorKind.PERSON}
    told = sum(p.by not in {"words", "context"} for p in a.participants) > 1 or bool(a.heads)
    for p in b.participants:
        if (
            p.name not in people
            and not (told and p.by == "context" and p.span is None)
            and p.by != "words"
            and p.name not in persons
            and (p.kind is not ActorKind.PERSON or p.country not in people)
        ):
            people[p.name] = p
    return replace(
        a,
        participants=tuple(people.values()),
        place=a.place or b.place,
        when=a.when or b.when,
        format=b.format if a.format is MeetingFormat.UNKNOWN else a.format,
        round=a.round or b.round,
        heads=a.heads or b.heads,
    )
