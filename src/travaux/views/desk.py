"""What the sections of a brief share: footnotes, days, and which actors the negotiation is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from travaux.ontology.confirmations import independent_origins
from travaux.ontology.dossier import Dossier, Evidence, Item
from travaux.ontology.vocabulary import ActorKind, Role
from travaux.views.listing import vary
from travaux.views.sentences import say_voice
from travaux.views.timeline import last_told
from travaux.views.wording import DENIED, say_chain, spell_out

SHOWN = 3
"""Footnotes that a line shows at most; the others are counted."""
_SIDES = 4
"""Sides that a brief is about: the most often told."""
_TABLE = {Role.MEDIATOR, Role.HOST, Role.GUARANTOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: the words, where they stand, and the chain of voices."""

    number: int
    claim: str
    report: str
    label: str
    start: int
    end: int
    quote: str
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the brief; `notes` are footnote numbers, `origins` the number of independent origins."""

    text: str
    notes: tuple[int, ...] = ()
    origins: int = 0
    more: int = 0
    """Evidence beyond the footnotes shown."""
    indent: int = 0


@dataclass(slots=True)
class Notes:
    """Numbers the evidence in the order in which lines first rest on it."""

    outlets: Mapping[str, str | None]
    labels: Mapping[str, str]
    _notes: dict[str, Note] = field(default_factory=dict)

    def cite(self, evidence: Sequence[Evidence]) -> tuple[int, ...]:
        """The footnotes of a line: evidence with different origins and voices before more of the same."""
        return tuple(dict.fromkeys(self._number(e) for e in vary(evidence)[:SHOWN]))

    def made(self) -> tuple[Note, ...]:
        """All footnotes."""
        return tuple(self._notes.values())

    def keep_to(self, lines: Iterable[Line]) -> None:
        """Take back the footnotes made after the last that these lines, the newest, rest on."""
        last = max((n for line in lines for n in line.notes), default=None)
        if last is not None:
            self._notes = {key: note for key, note in self._notes.items() if note.number <= last}

    def _number(self, e: Evidence) -> int:
        key = f"{e.report}:{e.start}-{e.end}:{e.speaker}"
        if key not in self._notes:
            self._notes[key] = Note(
                number=len(self._notes) + 1,
                claim=e.claim,
                report=e.report,
                label=self.labels.get(e.report, e.report),
                start=e.start,
                end=e.end,
                quote=" ".join(e.quote.split()),
                chain=say_chain(e, self.outlets.get(e.report)),
            )
        return self._notes[key].number


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A dossier with what its page needs; `today` is the day as of which it is read, "" where none is known.

    `core` are the names of the sides and of those at the table with them.
    """

    dossier: Dossier
    notes: Notes
    days: Mapping[str, str | None]
    outlets: Mapping[str, str | None]
    today: str
    core: frozenset[str]

    @classmethod
    def of(cls, dossier: Dossier, as_of: str | None) -> "Desk":
        """The desk of a dossier."""
        days = {r.id: r.published for r in dossier.reports}
        outlets = {r.id: r.outlet for r in dossier.reports}
        return cls(
            dossier=dossier,
            notes=Notes(outlets, {r.id: r.label for r in dossier.reports}),
            days=days,
            outlets=outlets,
            today=as_of or max((d for d in days.values() if d), default=""),
            core=_find_core(dossier),
        )

    def line(self, item: Item, text: str, indent: int = 0) -> Line:
        """A line that rests on an item; what only somebody says, and what is told only to be denied, says so."""
        return self.cite(item.evidence, f"{mark_denied(item.evidence, self.name_voice(item, text))}.", indent)

    def name_voice(self, item: Item, text: str) -> str:
        """A sentence with whose word it is, where it is told by speakers alone and does not name the first of them."""
        voice = say_voice(item.evidence[0], self.outlets)
        if not all(e.speaker for e in item.evidence) or voice in text or "according to " in text:
            return text
        return f"{text}, according to {voice}"

    def cite(self, evidence: Sequence[Evidence], text: str, indent: int = 0) -> Line:
        """A line that rests on evidence."""
        shown = self.notes.cite(evidence)
        origins = len(independent_origins(evidence))
        return Line(text=spell_out(text), notes=shown, origins=origins, more=len(evidence) - len(shown), indent=indent)

    def rank(self, item: Item, *names: Iterable[str]) -> tuple[float, str, str]:
        """Sorts items by how much a reader of this page needs them: about its sides, from many origins, lately told."""
        touches = not self.core or any(n in self.core for group in names for n in group)
        weight = 2.0 * touches + 0.5 * min(len(item.origins), 4) + self._freshness(item)
        return -weight, _backwards(last_told(item, self.days)), item.id

    def _freshness(self, item: Item) -> float:
        """2 for what the last reports tell, less the longer ago it was last told."""
        told = last_told(item, self.days)
        if not told or not self.today:
            return 0.0
        months = (int(self.today[:4]) - int(told[:4])) * 12 + int(self.today[5:7]) - int(told[5:7])
        return 2.0 / (1 + max(months, 0))


def mark_denied(evidence: Sequence[Evidence], text: str) -> str:
    """A sentence that says so where what it tells is told only to be denied."""
    return f"{text} — {DENIED}" if DENIED not in text and all(e.denied for e in evidence) else text


def _backwards(day: str) -> str:
    """A key that sorts days latest first."""
    return "".join(chr(0x7F - ord(c)) for c in day) or "~"


def _find_core(dossier: Dossier) -> frozenset[str]:
    sides = [p for p in dossier.parties if p.roles[0] in {Role.PARTY, Role.ARMED_GROUP}]
    bodies = [p for p in sides if p.kind is not ActorKind.PERSON][:_SIDES]
    names = {p.name for p in bodies} | {p.name for p in dossier.parties if p.roles[0] in _TABLE}
    people = {p.name for p in dossier.parties if p.kind is ActorKind.PERSON and p.country in names}
    return frozenset(names | people)
