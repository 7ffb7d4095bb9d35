"""What a line may rest on: of all that is put together for an item, its surest claim and those that tell the same.

An item joins what many claims tell, so that its slots hold more than any one sentence says: the place of one meeting, the
day of another. A line that is to be relied on unread tells only what the words of its lead tell.
"""

import re
from collections.abc import Iterable
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
from travaux.ontology.vocabulary import LeverageOutcome, MeetingStatus, ProposalState
from travaux.resolve.proposals import OUTCOMES

ItemT = TypeVar("ItemT", bound=Item)
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
    """The surest words that an item rests on; of equals those that name most, then the first."""
    return max(item.evidence, key=lambda e: (e.confidence or 0.0, len(e.names)))


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
    told: Item = replace(item, evidence=(lead, *(e for e in item.evidence if e is not lead and _agrees(lead, e))))
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
            told = replace(told, of=of, when=None)
        case LeverageItem():
            condition = told.condition if told.condition and len(item.evidence) == 1 else None
            told = replace(told, on=_named(told.on, lead), condition=condition, outcome=LeverageOutcome.PENDING)
        case IncidentItem():
            harmed = _named(told.harmed, lead) or told.harmed[:1]
            told = replace(told, harmed=harmed, by=tuple(n for n in _named(told.by, lead) if n not in harmed))
        case _:
            pass
    return told  # type: ignore[return-value]


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
