"""Who has the floor in a transcript: the person, or the kind of person, behind the label of a turn."""

import re
from bisect import bisect_right
from datetime import date

from spacy.tokens import Doc

from travaux.ontology.vocabulary import ActorKind, SegmentKind
from travaux.packs.world import Entry, World
from travaux.reading.annotations import AttributionMention, Mention
from travaux.reading.lookup import text_of
from travaux.reading.mentions.homes import Home
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.titles import Bearer, split_office
from travaux.spans import Span

TURNS = frozenset({"turn", "labelled"})
"""The rules of attributions to the label of a turn."""
_ASKERS = frozenset(
    "q question questions questioner reporter reporters journalist press interviewer audience inaudible".split()
)
_LEADERS = frozenset("moderator host operator facilitator announcer interpreter emcee aide".split())
_COURTESY = frozenset("mr mrs ms miss dr sir".split())
_ASIDE = re.compile(r"\([^()]{0,60}\)")
_MANY = frozenset("officials aides participants speakers".split())


class Turns:
    """The labels of one Doc; `home` says whose text it is and whom its title names."""

    def __init__(self, doc: Doc, world: World, mentions: tuple[Mention, ...], home: Home | None) -> None:
        self._doc = doc
        self._world = world
        self._home = home
        self._day: date | None = doc._.published
        title = home.title if home is not None else None
        self._titled = tuple(b for b in title.people if b.kind is ActorKind.PERSON) if title is not None else ()
        self._segments = doc._.segments
        self._starts = [s.span.start for s in self._segments]
        self._people = [m for m in mentions if m.kind is ActorKind.PERSON and not self._is_asked(m.span.start)]
        self._known: dict[str, Bearer | None] = {}

    def label_at(self, at: int) -> str | None:
        """The label of the turn that holds a character; None outside turns."""
        k = bisect_right(self._starts, at) - 1
        segment = self._segments[k] if k >= 0 else None
        inside = segment is not None and at < segment.span.end and segment.kind == SegmentKind.TURN
        return str(segment.note) if segment is not None and inside else None

    def label_of(self, attribution: AttributionMention) -> str | None:
        """The label to which the words of a turn belong."""
        label = self.label_at(attribution.content[0].start)
        if label is None and attribution.source is not None:
            label = attribution.source.span.of(text_of(self._doc))
        return label

    def speaker(self, label: str) -> Bearer | None:
        """The person who speaks under a label; None for one who asks or leads, and where nothing names them."""
        if label not in self._known:
            self._known[label] = self._find(label)
        return self._known[label]

    def first_person(self, label: str, *, side: bool) -> Bearer | None:
        """Who "I" is under a label, or the side that "we" is: an official without a name speaks for the state."""
        found = self.speaker(label)
        if found is not None or not side or self._home is None or not self._home.state:
            return found
        office = {"official", "officials", "spokesperson", "spokesman", "spokeswoman"} & _words(label)
        state = self._world.entries.get(self._home.state)
        return Bearer(name=state.name, kind=state.kind, country=state.name) if office and state is not None else None

    def _find(self, label: str) -> Bearer | None:
        if is_asking(label) or _words(label) & _MANY:
            return None
        words = [w.strip(".,:") for w in _ASIDE.sub("", label).split()]
        nouns = load_nouns()
        offices = nouns.title_heads | nouns.title_parts | {"the", "lady", "gentleman"} | _COURTESY
        own = [w for w in words if w.lower() not in offices]
        office = " ".join(w for w in words if w.lower() in offices - _COURTESY - {"the"})
        if own:
            return self._named(own[-1], office)
        return self._holding(office) if office else None

    def _named(self, surname: str, office: str) -> Bearer | None:
        """ "MR. HOLM": of the title's people, then of those whom the text names, then by an office held on the day."""
        for bearer in self._titled:
            if _ends_in(bearer.name, surname):
                return bearer
        told = {m.names[0]: m for m in self._people if _ends_in(m.names[0], surname)}
        full = {name: m for name, m in told.items() if " " in name} or told
        if len(full) == 1:
            (mention,) = full.values()
            return _of_mention(mention, self._world)
        state = self._home.state if self._home is not None else None
        entries = {e.name: e for e in self._world.surnames.get(surname.title(), ()) if state and e.country == state}
        held = (
            [e for e in entries.values() if self._holds(e, split_office(office))] if office else list(entries.values())
        )
        return _of_entry(held[0], office) if len(held) == 1 else None

    def _holding(self, office: str) -> Bearer | None:
        """ "THE PRESIDENT": of the title's people, then whoever held it on the day, then the one whom the text calls so."""
        wanted = split_office(office)
        for bearer in self._titled:
            if wanted in {split_office(bearer.office or ""), self._core(bearer)}:
                return bearer
        state = self._home.state if self._home is not None else None
        if state:
            held = [e for e in self._world.entries.values() if e.country == state and self._holds(e, wanted, state)]
            return _of_entry(held[0], office) if len(held) == 1 else None
        called = {m.names[0]: m for m in self._people if split_office(m.office or "") == wanted}
        if len(called) == 1:
            (mention,) = called.values()
            return _of_mention(mention, self._world)
        return None

    def _core(self, bearer: Bearer) -> frozenset[str]:
        """An office without the words for its state: "president" of "Norwegian President"."""
        country = self._world.entries.get(bearer.country or "")
        told = split_office(bearer.office or "")
        forms = {w.lower() for w in self._world.words_of(country.name)} if country is not None else set()
        return told - forms

    def _holds(self, entry: Entry, wanted: frozenset[str], of: str | None = None) -> bool:
        """Whether packs know that somebody held the very office on the day of the text."""
        if entry.kind is not ActorKind.PERSON or self._day is None:
            return False
        return any(
            split_office(o.title) == wanted and (of is None or o.of == of) and o.held_on(self._day)
            for o in entry.offices
        )

    def _is_asked(self, at: int) -> bool:
        label = self.label_at(at)
        return label is not None and is_asking(label)


def is_asking(label: str) -> bool:
    """Whether a label is of somebody who asks, or leads the talk, and reports nothing."""
    words = _words(label)
    return bool(words) and words <= _ASKERS | _LEADERS | {"the", "unidentified", "a"}


def is_leading(label: str) -> bool:
    """Whether a label is of somebody who leads the talk."""
    return bool(_words(label) & _LEADERS)


def _words(label: str) -> set[str]:
    return {w.strip(".,:").lower() for w in _ASIDE.sub("", label).split()} - {""}


def _ends_in(name: str, surname: str) -> bool:
    return name.rsplit(maxsplit=1)[-1].lower().replace("’", "'") == surname.lower().replace("’", "'")


def _of_mention(mention: Mention, world: World) -> Bearer:
    name = mention.names[0]
    entry = world.entries.get(name)
    return Bearer(name=name, office=mention.office, country=mention.country, entry=entry)


def _of_entry(entry: Entry, office: str) -> Bearer:
    return Bearer(name=entry.name, office=office.title() or None, country=entry.country or None, entry=entry)


def as_mention(bearer: Bearer, head: int, span: Span) -> Mention:
    """A mention of somebody whom a title or a label names, where a word of the text means them."""
    return Mention(
        span=span,
        head=head,
        names=(bearer.name,),
        kind=bearer.kind,
        by="pronoun",
        office=bearer.office if bearer.kind is ActorKind.PERSON else None,
        country=bearer.country,
    )
