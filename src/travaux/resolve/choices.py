"""Which rule chose a value of an item, and which claims tell otherwise.

A state that was true before and has passed is history, and no claim that disagrees: only what is told as late as the value
itself, or later, stands against it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from travaux.ontology.claim import (
    AccessReport,
    AnyClaim,
    Demand,
    MeetingMention,
    ProposalMention,
    When,
    claim_id,
)
from travaux.ontology.dossier import AccessPointItem, Choice, DemandItem, Item, MeetingItem, ProposalItem
from travaux.ontology.vocabulary import MeetingStatus, ProposalState
from travaux.resolve.days import UNDATED, day_of
from travaux.resolve.joining import Corpus, times_agree


class Rule(StrEnum):
    """The rules by which values are chosen."""

    STRONGEST_SIGN = "strongest-sign-of-the-day"
    """Of what one day shows of the talks, the sign that weighs most; the first of equals."""
    LATEST_TOLD = "latest-told"
    """What the latest report tells."""
    LATEST_DEED = "latest-deed-or-word"
    """What the latest deed or word brought about; open where there is none."""
    FIRMEST_ANSWER = "firmest-of-the-last-day"
    """The firmest answer of the last day on which one is told; what is only on the table never undoes it."""
    LATEST_DAY = "latest-day-of-the-state"
    """The state that is told for the latest day, else by the latest report."""
    MOST_PRECISE = "most-precise-time"
    """The time of the fewest days, sure before about."""
    NAMES_BEFORE_WORDS = "names-before-descriptions"
    """All who are named; descriptions only where nobody is."""
    DATED_PLACE = "place-told-with-the-day"
    """The place told together with the day, or first; a town before its state."""


Claims = Mapping[str, AnyClaim]
ClaimT = TypeVar("ClaimT", AccessReport, Demand, MeetingMention, ProposalMention)
CHOSEN = (AccessReport, Demand, MeetingMention, ProposalMention)
"""The claims of which an item's values are chosen."""
_OPEN = {ProposalState.UNKNOWN, ProposalState.FLOATED, ProposalState.TABLED, ProposalState.UNDER_CONSIDERATION}


@dataclass(frozen=True, slots=True)
class Chooser:
    """Names the rules of items; `claims` are those of `CHOSEN` by id."""

    corpus: Corpus
    claims: Claims

    def meetings(self, items: Iterable[MeetingItem]) -> tuple[MeetingItem, ...]:
        """Meetings with the rules of their status, time, participants and place."""
        make = self.corpus.memory.recall
        return tuple(
            make(("chosen", id(m)), lambda m: replace(m, choices=tuple(self._of_meeting(m))), m) for m in items
        )

    def proposals(self, items: Iterable[ProposalItem]) -> tuple[ProposalItem, ...]:
        """Proposals with the rule of their state."""
        return tuple(replace(p, choices=(self._of_proposal(p),)) for p in items)

    def demands(self, items: Iterable[DemandItem]) -> tuple[DemandItem, ...]:
        """Demands with the rules of their state and time."""
        return tuple(replace(d, choices=tuple(self._of_demand(d))) for d in items)

    def points(self, items: Iterable[AccessPointItem]) -> tuple[AccessPointItem, ...]:
        """Access points with the rule of their latest state."""
        return tuple(replace(p, choices=tuple(self._of_point(p))) for p in items)

    def _told(self, item: Item, kind: type[ClaimT]) -> list[ClaimT]:
        """The claims of this kind that an item rests on."""
        found = (self.claims.get(i) for i in dict.fromkeys(e.claim for e in item.evidence))
        return [c for c in found if isinstance(c, kind)]

    def _against(self, told: Sequence[ClaimT], agrees: Callable[[ClaimT], bool]) -> tuple[str, ...]:
        """The claims that tell otherwise, in reports as late as the first that tells the value."""
        since = min((self.corpus.days[c.report] for c in told if agrees(c)), default="")
        return tuple(claim_id(c) for c in told if not agrees(c) and self.corpus.days[c.report] >= since)

    def _of_meeting(self, item: MeetingItem) -> Iterator[Choice]:
        told = self._told(item, MeetingMention)
        against = self._against(told, lambda c: c.status is item.status)
        excused = {claim_id(c) for c in told if self._came_true(c, item)}
        yield Choice(field="status", rule=Rule.LATEST_TOLD, disagree=tuple(i for i in against if i not in excused))
        if item.when is not None:
            yield _choose_time(told, item.when)
        named = {p.name for p in item.participants}
        others = tuple(
            claim_id(c) for c in told if any(p.by != "words" and p.name not in named for p in c.participants)
        )
        yield Choice(field="participants", rule=Rule.NAMES_BEFORE_WORDS, disagree=others)
        if item.place is not None:
            elsewhere = tuple(claim_id(c) for c in told if c.place not in {None, item.place})
            yield Choice(field="place", rule=Rule.DATED_PLACE, disagree=elsewhere)

    def _came_true(self, told: MeetingMention, item: MeetingItem) -> bool:
        """Whether a plan was told before, or on, the last day that tells what became of it."""
        last = item.history[-1].day if item.history else None
        plans = {MeetingStatus.PLANNED, MeetingStatus.ONGOING}
        return told.status in plans and item.status not in plans and self.corpus.days[told.report] <= (last or UNDATED)

    def _of_proposal(self, item: ProposalItem) -> Choice:
        told = self._told(item, ProposalMention)
        firm = [c for c in told if c.state not in _OPEN] or [c for c in told if c.state is not ProposalState.UNKNOWN]
        against = self._against(firm, lambda c: c.state is item.state)
        return Choice(field="state", rule=Rule.FIRMEST_ANSWER, disagree=against)

    def _of_demand(self, item: DemandItem) -> Iterator[Choice]:
        told = self._told(item, Demand)
        moved = {e.claim for step in item.history for e in step.evidence}
        last = max((step.day or UNDATED for step in item.history), default=UNDATED)
        still = (c for c in told if c.state is not item.state and day_of(self.corpus, c) >= last)
        against = tuple(i for c in still if item.history and (i := claim_id(c)) not in moved)
        yield Choice(field="state", rule=Rule.LATEST_DEED, disagree=against)
        if item.when is not None:
            yield _choose_time(told, item.when)

    def _of_point(self, item: AccessPointItem) -> Iterator[Choice]:
        if not item.statuses:
            return
        last = item.statuses[-1]
        told = self._told(item, AccessReport)
        own = {e.claim for e in last.evidence}
        since = min((day_of(self.corpus, c) for c in told if claim_id(c) in own), default="")
        against = (c for c in told if c.state is not last.state and day_of(self.corpus, c) >= since)
        yield Choice(field="statuses", rule=Rule.LATEST_DAY, disagree=tuple(claim_id(c) for c in against))


def _choose_time(told: Iterable[AnyClaim], chosen: When) -> Choice:
    others = (claim_id(c) for c in told if not times_agree(getattr(c, "when", None), chosen))
    return Choice(field="when", rule=Rule.MOST_PRECISE, disagree=tuple(others))
