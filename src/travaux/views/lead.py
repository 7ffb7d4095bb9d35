"""What a line may rest on: of all that is put together for an item, its surest claim and those that tell the same.

An item joins what many claims tell, so that its slots hold more than any one sentence says: the place of one meeting, the
day of another. A line that is to be relied on unread tells only what the words of its lead tell.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from travaux.ontology.claim import When
from travaux.ontology.dossier import (
    DemandItem,
    Evidence,
    IncidentItem,
    Item,
    LeverageItem,
    MeetingItem,
    MoveItem,
    ProposalItem,
)
from travaux.ontology.vocabulary import DemandState, LeverageOutcome, MeetingStatus, Modality, ProposalState
from travaux.resolve.proposals import OUTCOMES

ItemT = TypeVar("ItemT", bound=Item)
_DONE = {Modality.ASSERTED, Modality.HISTORICAL}
TRUSTED = 0.85
"""The confidence from which a line stands in its section of the brief; what lies below stands under "to check"."""
_WORD = re.compile(r"\w{4,}")
_SHARED = 0.5
"""Of the words of the shorter quote as many are in the other where both tell one thing."""
_PAIR = 2
_TELLING = 4
"""Letters of a word that can tell a place."""
_OPEN_ENDED = "/.."
_WHOLE_DAY = 10
"""Characters of a day in EDTF."""


def lead_of(item: Item) -> Evidence:
    """The surest words that tell what the item says; of equals those that name most, then the first.

    What is told as held is not shown by words that only announce it, where others tell that it was.
    """
    fitting = [e for e in item.evidence if fits(item, e)]
    return max(fitting or item.evidence, key=lambda e: (e.confidence or 0.0, len(e.names)))


def fits(item: Item, e: Evidence) -> bool:
    """Whether words tell of an item as done or as yet to come, as the item itself is."""
    match item:
        case MoveItem():
            done = item.modality in _DONE
        case MeetingItem():
            done = item.status in {MeetingStatus.HELD, MeetingStatus.ONGOING}
            if item.status is MeetingStatus.CANCELLED:
                return True
        case _:
            return True
    return (e.modality in _DONE) is done


def with_sentence(e: Evidence) -> Evidence:
    """The evidence with its sentence for its words: a footnote is to hold all that its line quotes."""
    at = e.sentence.find(e.quote)
    start = e.start - at
    return replace(e, start=start, end=start + len(e.sentence), quote=e.sentence) if at >= 0 else e


def narrow(item: ItemT) -> ItemT:
    """The item as its lead alone tells it, with the evidence that tells the same.

    Where it is not known whom the lead's words name (a person entered the claim), the item stays as it is.
    """
    lead = lead_of(item)
    if not lead.names and lead.confidence in {None, 1.0}:
        return item
    told: Item = replace(item, evidence=(lead, *_list_agreeing(item, lead)))
    match told:
        case MoveItem():
            told = replace(told, recipients=(), about="", place=None, when=_when_told(told.when, lead))
        case MeetingItem():
            told = _narrow_meeting(told, lead)
        case ProposalItem():
            named = {n for e in told.evidence for n in e.names}
            authors, to = ([n for n in names if n in named] for names in (told.authors, told.addressees))
            told = replace(
                told,
                label=_label_told(told, lead),
                authors=tuple(authors),
                addressees=tuple(to),
                conveyed_by=(),
                state=_state_told(told, lead),
            )
        case DemandItem():
            # A day in the words of a demand is that of what is wanted as often as that of the asking.
            of = tuple(n for n in _named(told.of, lead) if n.split()[-1] not in told.content)
            told = replace(told, of=of, when=None, state=_demand_state(told))
        case LeverageItem():
            condition = told.condition if told.condition and len(item.evidence) == 1 else None
            told = replace(told, on=_named(told.on, lead), condition=condition, outcome=LeverageOutcome.PENDING)
        case IncidentItem():
            harmed = _named(told.harmed, lead) or told.harmed[:1]
            told = replace(told, harmed=harmed, by=tuple(n for n in _named(told.by, lead) if n not in harmed))
        case _:
            pass
    return told  # type: ignore[return-value]


def _list_agreeing(item: Item, lead: Evidence) -> Iterator[Evidence]:
    return (e for e in item.evidence if e is not lead and _agrees(lead, e) and fits(item, e) is fits(item, lead))


def _when_told(when: When | None, lead: Evidence) -> When | None:
    """A time that the words themselves tell, not one that stands around them."""
    return when if when is not None and when.words in lead.quote else None


def _label_told(p: ProposalItem, lead: Evidence) -> str:
    """Its name, if the words left hold it; else the shortest of them that are more than a word."""
    if any(p.label in e.quote or p.label in e.sentence for e in p.evidence):
        return p.label
    quotes = [e.quote for e in p.evidence if " " in e.quote.removeprefix("the ")]
    return min(quotes, key=lambda q: len(q.split()), default=lead.quote)


def _state_told(p: ProposalItem, lead: Evidence) -> ProposalState:
    """The state that the lead shows, itself or as an answer; else the last one, where what shows it is sure too."""
    own = next((c.state for c in p.history if any(_overlap(e, lead) for e in c.evidence)), None)
    answers = {OUTCOMES.get(r.answer) for r in p.responses if any(_overlap(e, lead) for e in r.evidence)}
    if own is None and p.state in answers:
        return p.state
    if own is not None or not p.history or p.state in {ProposalState.TABLED, ProposalState.FLOATED}:
        return own or p.state
    sure = any((e.confidence or 0.0) >= TRUSTED for e in p.history[-1].evidence)
    return p.state if sure else ProposalState.UNKNOWN


def _demand_state(d: DemandItem) -> DemandState:
    """What became of it, where a sure step says so; a demand of which none does is open as far as is surely known."""
    if not d.history:
        return d.state
    sure = [c for c in d.history if is_sure_step(c, d)]
    return sure[-1].state if sure else DemandState.OPEN


def own_evidence(step: Item, whole: Item) -> tuple[Evidence, ...]:
    """What a step rests on beside the words that tell of the whole: who refuses repeats what is refused."""
    lead = lead_of(whole)
    return tuple(e for e in step.evidence if not _overlap(e, lead))


def is_sure_step(step: Item, whole: Item) -> bool:
    """Whether a step (a demand is met, an offer is refused) is surely told: by its own words, or by all that it rests on."""
    own = own_evidence(step, whole)
    sure = [e.confidence is None or e.confidence >= TRUSTED for e in own or step.evidence]
    return any(sure) if own else all(sure)


def _overlap(a: Evidence, b: Evidence) -> bool:
    return a.report == b.report and a.start < b.end and b.start < a.end


def _narrow_meeting(meeting: MeetingItem, lead: Evidence) -> MeetingItem:
    people = tuple(p for p in meeting.participants if p.name in lead.names)
    states = {p.country for p in people if p.country and p.country != p.name}
    people = tuple(p for p in people if p.name not in states)
    named = meeting.place is not None and meeting.place not in states and _is_named(meeting.place, lead)
    place = meeting.place if named else None
    return replace(meeting, participants=people, when=_day_told(meeting, lead), place=place)


def _is_named(place: str, lead: Evidence) -> bool:
    """Whether words name a place: one of its own, for packs may write it in another way."""
    return any(word in lead.quote for word in place.split() if word[:1].isupper() and len(word) >= _TELLING)


def _day_told(meeting: MeetingItem, lead: Evidence) -> When | None:
    """Its time: one that only a speaker's sentence around it gives may be the time of speaking.

    One that stands in another sentence is that of something else as often as not.
    """
    when = meeting.when
    if when is None or when.words in lead.quote:
        return when
    if lead.sentence and when.words not in lead.sentence:
        return None
    if lead.speaker is not None or (when.edtf or "").endswith(_OPEN_ENDED):
        return None
    return when if meeting.status is not MeetingStatus.HELD or len(when.edtf or "") >= _WHOLE_DAY else None


def _named(names: Iterable[str], lead: Evidence) -> tuple[str, ...]:
    return tuple(n for n in names if n in lead.names)


def _agrees(lead: Evidence, other: Evidence) -> bool:
    """Whether other evidence, as sure, tells what the lead tells: of the same two actors, or in much the same words."""
    if other.confidence is not None and other.confidence < TRUSTED:
        return False
    if len(set(lead.names) & set(other.names)) >= _PAIR:
        return True
    mine, theirs = _words(lead.quote), _words(other.quote)
    return bool(mine and theirs) and len(mine & theirs) >= _SHARED * min(len(mine), len(theirs))


@lru_cache(maxsize=1 << 14)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
