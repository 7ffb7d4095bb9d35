"""The world that the packs describe: actors, outlets and access points, and every form that names them.

A pack is a folder of TOML files with the tables `state`, `region`, `body`, `agency`, `group`, `person`, `outlet` and
`point`. Later packs add to earlier ones; an entry with a known name adds its forms to it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from travaux.ontology.vocabulary import ActorKind


class FormRole(StrEnum):
    """How a form of words names its entry."""

    NAME = "name"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    CAPITAL = "capital"
    SEAT = "seat"
    SURNAME = "surname"
    MEMBERS = "members"
    AMBIGUOUS = "ambiguous"
    BARE = "bare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A post held from `start` to `end` (EDTF, "" where open), and where that can be checked."""

    title: str
    of: str
    start: str = ""
    end: str = ""
    source: str = ""

    def held_on(self, day: date) -> bool:
        """Whether the post was held on `day`, at the precision of its dates."""
        iso = day.isoformat()
        return (not self.start or iso >= self.start) and (not self.end or iso[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An actor or a region that a pack knows."""

    name: str
    kind: ActorKind
    country: str = ""
    parent: str = ""
    gender: str = ""
    famous: bool = False
    region: bool = False
    sub_kind: str = ""
    offices: tuple[Office, ...] = ()
    descriptions: tuple[str, ...] = ()
    short_forms: tuple[str, ...] = ()
    """Forms of the surname under which news refers to a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A news outlet or agency."""

    name: str
    kind: str
    country: str = ""
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPoint:
    """A crossing, port, airport or corridor; `lat` and `lon` in decimal degrees."""

    name: str
    kind: str
    place: str = ""
    countries: tuple[str, ...] = ()
    connects: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A conflict or dispute: its sides, the principal of each first, and the places that stand for it."""

    name: str
    sides: tuple[tuple[str, ...], ...]
    places: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    source: str = ""

    def runs_on(self, day: date | None) -> bool:
        """Whether it goes on at `day`, at the precision of its dates; unknown days fit all."""
        if day is None:
            return True
        iso = day.isoformat()
        return (not self.start or iso >= self.start) and (not self.end or iso[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of words and what it names."""

    role: FormRole
    target: Entry | Outlet | AccessPoint


_OF_STATES = frozenset({ActorKind.STATE, ActorKind.AGENCY, ActorKind.MILITARY})
"""Bodies whose people act for a state."""


_WHOLE_ARMIES = ("Armed Forces", "Defence Force", "Defense Forces", "Army", "Military")
"""What the names of whole armies end in, and not those of their parts."""


@dataclass(slots=True)
class World:
    """All entries by name, and all forms of words by what they may name."""

    entries: dict[str, Entry] = field(default_factory=dict)
    outlets: dict[str, Outlet] = field(default_factory=dict)
    points: dict[str, AccessPoint] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    forms: dict[str, tuple[Form, ...]] = field(default_factory=dict)
    domains: dict[str, Outlet] = field(default_factory=dict)
    surnames: dict[str, list[Entry]] = field(default_factory=dict)
    """Surname → the persons whom packs know by it."""
    famous: dict[str, Entry] = field(default_factory=dict)
    """Surname → the person whom it safely names alone."""
    capitals: dict[str, str] = field(default_factory=dict)
    """Capital → state."""
    spelled: dict[str, AccessPoint] = field(default_factory=dict)
    """Forms of points that are found in a text as they are written, whatever their words: a user's own."""
    _words: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Name → the forms that may name it, made when first asked for."""

    _armies: dict[str, str] | None = field(default=None, init=False, repr=False, compare=False)
    """State → its army, made when first asked for."""

    _against: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Name → who stands against it in a known conflict, made when first asked for."""

    def copy(self) -> "World":
        """A world of its own with the same entries, to which packs can be added."""
        surnames = {words: list(entries) for words, entries in self.surnames.items()}
        own = {f.name: dict(getattr(self, f.name)) for f in fields(self) if f.init}
        return World(**own | {"surnames": surnames})

    def words_of(self, name: str) -> tuple[str, ...]:
        """The forms of words that may name the entry, outlet or point of this name."""
        if not self._words:
            found: dict[str, list[str]] = {}
            for words, forms in self.forms.items():
                for form in forms:
                    found.setdefault(form.target.name, []).append(words)
            self._words = {known: tuple(words) for known, words in found.items()}
        return self._words.get(name, ())

    def add_conflict(self, conflict: Conflict) -> None:
        """Add a conflict; one of that name that is known already stays."""
        self._against = {}
        self.conflicts.setdefault(conflict.name, conflict)

    def warring_armies(self) -> dict[str, str]:
        """The armies that are the principal of a side in a known conflict, with their states."""
        principals = {side[0] for c in self.conflicts.values() for side in c.sides}
        return {n: e.country for n in principals if (e := self.entries.get(n)) and e.kind is ActorKind.MILITARY}

    def opponents(self, name: str) -> frozenset[str]:
        """All who stand against `name` in a known conflict."""
        if not self._against:
            sides = [c.sides for c in self.conflicts.values()]
            named = {own for conflict in sides for side in conflict for own in side}
            self._against = {own: frozenset(_stand_against(own, sides)) for own in named}
        return self._against.get(name, frozenset())

    def add_form(self, words: str, role: FormRole, target: Entry | Outlet | AccessPoint) -> None:
        """Let `words` name `target`; a form may name several things."""
        form = Form(role, target)
        self._words, self._armies = {}, None
        known = self.forms.get(words, ())
        if role is FormRole.SURNAME and isinstance(target, Entry):
            self.surnames.setdefault(words, []).append(target)
            if target.famous:
                self.famous.setdefault(words, target)
        if words and all(f.target.name != target.name or type(f.target) is not type(target) for f in known):
            self.forms[words] = (*known, form)

    def outlet_of_domain(self, domain: str) -> Outlet | None:
        """The outlet whose domain this is, or is a subdomain of."""
        parts = domain.lower().removeprefix("www.").split(".")
        return next((self.domains[d] for i in range(len(parts)) if (d := ".".join(parts[i:])) in self.domains), None)

    def find_outlet(self, words: str) -> Outlet | None:
        """The outlet that goes by this name."""
        return next((f.target for f in self.forms.get(words, ()) if isinstance(f.target, Outlet)), None)

    def army_of(self, state: str) -> str:
        """The army that packs know for a state, before parts of it; the state where they know none."""
        if self._armies is None:
            known = [e for e in self.entries.values() if e.kind is ActorKind.MILITARY and e.country]
            known.sort(key=lambda e: not e.name.endswith(_WHOLE_ARMIES))
            self._armies = {e.country: e.name for e in reversed(known)}
        return self._armies.get(state, state)

    def party_of(self, person: Entry, day: date | None) -> str:
        """Whom a person acts for on `day`: the group or body whose post they hold, if they hold none of a state; else the state.

        A commander of a state's army acts for the state.
        """
        held = [self.entries.get(o.of) for o in person.offices if day is None or o.held_on(day)]
        if any(body is None or body.kind in _OF_STATES for body in held):
            return person.country
        return next((body.name for body in reversed(held) if body is not None), person.country)


def _stand_against(name: str, conflicts: Iterable[tuple[tuple[str, ...], ...]]) -> Iterator[str]:
    """The names of all sides that `name` is not of, in the conflicts in which it has one."""
    for sides in conflicts:
        if any(name in side for side in sides):
            yield from (other for side in sides if name not in side for other in side)
