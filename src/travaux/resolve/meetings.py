"""Meetings and calls: one item for each, however many reports tell it, in whatever words, before and after it took place."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain, combinations

from travaux.ontology.claim import ActorRef, MeetingMention, claim_id
from travaux.ontology.dossier import MeetingChange, MeetingItem, Participant
from travaux.ontology.vocabulary import ActorKind, MeetingFormat, MeetingStatus
from travaux.packs.world import World
from travaux.resolve.days import UNDATED, known
from travaux.resolve.joining import Corpus, all_names, best_time, day_bounds

_LONGEST = timedelta(days=7)
"""A time longer than this tells no two meetings apart."""
_NEAR = timedelta(days=3)
"""Reports that give no day tell one meeting if they came out within so many days of each other."""
_AHEAD = timedelta(days=10)
"""A meeting planned for no day is the one held within so many days after its report."""
_UNDATED = date.min
_DEAL = r"(?:deals?|agreements?|accords?|pacts?|treat(?:y|ies)|resolutions?|memorand\w+|cease-?fires?|truces?|summits?|plans?)\b"
_PAIR = 2
"""As many parties make a meeting known across reports."""
Days = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A mention, as it is compared: its parties with the persons named of each, its days, and when it was told."""

    mention: MeetingMention
    parties: dict[str, frozenset[str]]
    days: Days | None
    reported: date | None

    @property
    def planned(self) -> bool:
        return self.mention.status is MeetingStatus.PLANNED


@dataclass(slots=True, kw_only=True)
class _Group:
    """The mentions of one meeting so far."""

    told: list[_Told] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    parties: dict[str, frozenset[str]] = field(default_factory=dict)
    days: Days | None = None
    place: str | None = None

    def add(self, told: _Told) -> None:
        self.told.append(told)
        self.reports.add(told.mention.report)
        for party, people in told.parties.items():
            self.parties[party] = self.parties.get(party, frozenset()) | people
        if told.days is not None:
            self.days = _meet(self.days, told.days) or self.days
        self.place = self.place or told.mention.place


class _Places:
    """Which names of places can be one place."""

    def __init__(self, world: World) -> None:
        self._world = world

    def agree(self, a: str | None, b: str | None) -> bool:
        """One unknown or the same; a state and a town in it; a house that no pack knows and a town."""
        if a is None or b is None or a == b:
            return True
        over, under = self.country(a), self.country(b)
        if over is None or under is None:
            return over is not under
        return over == under and (a == over or b == under)

    def country(self, place: str) -> str | None:
        """The state in which a place lies; None where no pack has it."""
        if place in self._world.capitals:
            return self._world.capitals[place]
        entry = self._world.entries.get(place)
        return (entry.country or entry.name) if entry is not None else None

    def is_state(self, place: str | None) -> bool:
        """Whether a place is a whole state."""
        return place is not None and self.country(place) == place


def resolve_meetings(corpus: Corpus, mentions: Sequence[MeetingMention], world: World) -> tuple[MeetingItem, ...]:
    """Mentions of the same people, place and time, as far as told, are one meeting.

    Within a report a mention without a time goes on with the meeting told before it. Across reports two parties must be
    the same, no person in the place of another, and the days agree; without a day the place, in reports of the same days.
    A planned meeting becomes the one that is later told as held or cancelled.
    """
    places = _Places(world)
    groups: list[_Group] = []
    by_report: dict[str, list[_Group]] = defaultdict(list)
    by_day: dict[date, list[_Group]] = defaultdict(list)
    rows = corpus.memory.each("meetings told", mentions, lambda own: _tell_each(corpus, own))
    for told in chain.from_iterable(rows):
        mention = told.mention
        home = next((g for g in reversed(by_report[mention.report]) if _goes_on(places, g, told)), None)
        home = home or next((g for g in _near(by_day, told) if _is_same(corpus, places, g, told)), None)
        if home is None:
            home = _Group()
            groups.append(home)
        home.add(told)
        if all(g is not home for g in by_report[mention.report]):
            by_report[mention.report].append(home)
        for day in _keys(told):
            if all(g is not home for g in by_day[day]):
                by_day[day].append(home)
    make = corpus.memory.recall
    return tuple(make(("meeting", id(g.told[0])), lambda own: _make_item(corpus, places, own), g.told) for g in groups)


def _tell_each(corpus: Corpus, mentions: Iterable[MeetingMention]) -> list[_Told]:
    return [_tell(corpus, m) for m in sorted(map(_without_deal_s_year, mentions), key=corpus.order)]


def _without_deal_s_year(mention: MeetingMention) -> MeetingMention:
    """The mention without a year or month that its words give to a deal: "they met to revive the 2015 accord"."""
    when = mention.when
    if when is None or day_bounds(when) is not None or not when.words[-4:].isdigit():
        return mention
    words = re.escape(when.words.removeprefix("in ").removeprefix("of "))
    dated = rf"\b{words}(?: [\w-]+){{0,3}} {_DEAL}|{_DEAL}(?: [\w-]+){{0,3}},? (?:of|in|from|since|dated) {words}\b"
    return replace(mention, when=None) if re.search(dated, mention.quote, re.IGNORECASE) else mention


def _tell(corpus: Corpus, mention: MeetingMention) -> _Told:
    people: dict[str, set[str]] = {}
    strangers: set[str] = set()
    principals = corpus.origins.principals
    for actor in mention.participants:
        if actor.by == "words":
            continue
        person = actor.kind is ActorKind.PERSON
        party = (principals.of_name(actor.name) if principals is not None else None) or actor.country
        if party is None and person:
            strangers.add(actor.name)
        else:
            people.setdefault(party or actor.name, set()).update({actor.name} if person else ())
    if not people:
        people = {name: {name} for name in strangers}
    day = corpus.days[mention.report]
    return _Told(
        mention=mention,
        parties={p: frozenset(names) for p, names in people.items()},
        days=_days(mention),
        reported=date.fromisoformat(day) if day != UNDATED else None,
    )


def _days(mention: MeetingMention) -> Days | None:
    """First and last day of its time; None where that is unknown, or too long to tell meetings apart."""
    bounds = day_bounds(mention.when)
    return bounds if bounds is not None and bounds[1] - bounds[0] <= _LONGEST else None


def _meet(a: Days | None, b: Days | None) -> Days | None:
    """The days that two times have in common; the other where one is None."""
    if a is None or b is None:
        return a or b
    first, last = max(a[0], b[0]), min(a[1], b[1])
    return (first, last) if first <= last else None


def _keys(told: _Told) -> Iterable[date]:
    """The days under which others look for it: its own, else that of its report."""
    if told.days is not None:
        first, last = told.days
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [told.reported or _UNDATED]


def _near(by_day: dict[date, list[_Group]], told: _Told) -> Iterable[_Group]:
    """The meetings of about its days, in order."""
    keys = {*_keys(told), told.reported or _UNDATED}
    if told.reported is not None:
        span = (_AHEAD if told.days is None and not told.planned else _NEAR).days
        keys |= {told.reported - timedelta(days=n) for n in range(1, span + 1)}
    seen: dict[int, _Group] = {}
    for day in sorted(keys):
        for group in by_day.get(day, ()):
            seen.setdefault(id(group), group)
    return seen.values()


def _goes_on(places: _Places, group: _Group, told: _Told) -> bool:
    """Whether a mention goes on telling of a meeting of its own report."""
    last = group.told[-1].mention
    if last.report != told.mention.report or _standing(last) != _standing(told.mention):
        return False
    if not places.agree(group.place, told.mention.place) or _rounds_differ(group, told):
        return False
    if told.days is not None and group.days is not None and _meet(told.days, group.days) is None:
        return False
    a, b = set(told.parties), set(group.parties)
    if not a or not b:
        return not a and (told.mention.place is None or told.mention.place == group.place)
    if a <= b or b <= a:
        return not _persons_differ(group, told)
    one_sided = min(len(a), len(b)) == 1 and group.place == told.mention.place and not places.is_state(group.place)
    return group.place is not None and one_sided


def _is_same(corpus: Corpus, places: _Places, group: _Group, told: _Told) -> bool:
    """Whether a mention of another report tells of this meeting."""
    if told.mention.report in group.reports or len(group.parties.keys() & told.parties.keys()) < _PAIR:
        return False
    if _strangers(places, group.parties, told.parties) and _strangers(places, told.parties, group.parties):
        return False
    if _persons_differ(group, told) or not places.agree(group.place, told.mention.place) or _rounds_differ(group, told):
        return False
    return _times_fit(group, told) and _statuses_fit(corpus, group, told)


def _strangers(places: _Places, here: Iterable[str], there: Collection[str]) -> list[str]:
    """Those here who are not there, nor the state of one who is: a report may name the state for its army."""
    states = {places.country(name) for name in there}
    return [name for name in here if name not in there and name not in states]


def _times_fit(group: _Group, told: _Told) -> bool:
    """Whether no time told speaks against one meeting, and a time or place speaks for it."""
    times = [day_bounds(t.mention.when, whole=True) for t in (told, *group.told)]
    if any(x is not None and y is not None and _meet(x, y) is None for x, y in combinations(times, 2)):
        return False
    if told.days is not None and group.days is not None:
        return True
    timed = times[0] is not None and any(t is not None for t in times[1:])
    placed = group.place is not None and group.place == told.mention.place
    return (placed or timed) and _reports_fit(group, told)


def _comes_true(group: _Group, told: _Told) -> bool:
    return not told.planned and any(t.planned for t in group.told)


def _reports_fit(group: _Group, told: _Told) -> bool:
    """Whether the days on which reports without a day came out suit the day that others give, or each other."""
    known_day = told.days or group.days
    every = (told, *group.told)
    if known_day is None:
        days = [t.reported for t in every if t.reported is not None]
        limit = _AHEAD if _comes_true(group, told) else _NEAR
        return not days or max(days) - min(days) <= limit
    first, last = known_day
    return all(
        t.reported <= first <= t.reported + _AHEAD if t.planned else first <= t.reported <= last + _NEAR
        for t in every
        if t.days is None and t.reported is not None
    )


def _statuses_fit(corpus: Corpus, group: _Group, told: _Told) -> bool:
    """A plan may come true or be dropped later; what was held is not planned again, nor is what was cancelled held."""
    last = group.told[-1].mention.status
    status = told.mention.status
    if _standing(group.told[-1].mention) == _standing(told.mention):
        return True
    later = corpus.days[told.mention.report] >= corpus.days[group.told[-1].mention.report]
    return later and last in {MeetingStatus.PLANNED, MeetingStatus.ONGOING} and status is not MeetingStatus.PLANNED


def _standing(mention: MeetingMention) -> str:
    """Planned, cancelled, or a fact."""
    status = mention.status
    return "held" if status in {MeetingStatus.HELD, MeetingStatus.ONGOING} else status.value


def _persons_differ(group: _Group, told: _Told) -> bool:
    """Whether another person stands for a party here than there."""
    return any(
        people and group.parties.get(party) and people.isdisjoint(group.parties[party])
        for party, people in told.parties.items()
    )


def _rounds_differ(group: _Group, told: _Told) -> bool:
    number = told.mention.round
    return number is not None and any(t.mention.round not in {None, number} for t in group.told)


def _make_item(corpus: Corpus, places: _Places, told: Sequence[_Told]) -> MeetingItem:
    mentions = [t.mention for t in told]
    formats = [m.format for m in mentions if m.format is not MeetingFormat.UNKNOWN]
    history = _make_history(corpus, mentions)
    return MeetingItem(
        id=min(claim_id(m) for m in mentions),
        evidence=corpus.evidence(mentions),
        participants=_name_participants(mentions),
        place=min((m.place for m in _that_set_the_place(told)), key=places.is_state, default=None),
        when=best_time(m.when for m in mentions),
        format=formats[0] if formats else MeetingFormat.UNKNOWN,
        status=history[-1].status,
        round=next((m.round for m in mentions if m.round), None),
        heads=all_names(m.heads for m in mentions),
        agenda=next((m.agenda for m in mentions if m.agenda), ""),
        outcome=next((m.outcome for m in reversed(mentions) if m.outcome), ""),
        history=history,
    )


def _that_set_the_place(told: Sequence[_Told]) -> list[MeetingMention]:
    """The mentions that say where: with a day, or first; what goes on about a meeting may name what it was about."""
    own = [t.mention for i, t in enumerate(told) if t.mention.place and (i == 0 or t.days is not None)]
    return own or ([] if told[0].days else [t.mention for t in told if t.mention.place])


def _make_history(corpus: Corpus, mentions: Sequence[MeetingMention]) -> tuple[MeetingChange, ...]:
    """Each status that it came into, oldest first; ongoing and held are told of one event, and the later one stands."""
    runs: list[list[MeetingMention]] = []
    for mention in mentions:
        if runs and runs[-1][-1].status is mention.status:
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return tuple(
        MeetingChange(
            id=min(claim_id(m) for m in run),
            evidence=corpus.evidence(run),
            status=run[0].status,
            day=known(corpus.days[run[0].report]),
        )
        for run in runs
    )


def _name_participants(mentions: Sequence[MeetingMention]) -> tuple[Participant, ...]:
    """Everybody who is named, with the office that is given first; a state only where nobody is named for it."""
    people: dict[str, ActorRef] = {}
    unnamed = all(p.by == "words" for m in mentions for p in m.participants)
    for mention in mentions:
        for actor in mention.participants:
            known_as = people.get(actor.name)
            if (unnamed or actor.by != "words" or len(mentions) == 1) and (
                known_as is None or (actor.office and not known_as.office)
            ):
                people[actor.name] = actor
    return tuple(Participant(name=p.name, office=p.office, country=p.country) for p in people.values())
