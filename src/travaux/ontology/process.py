"""A process: one negotiation, with the rule that says what belongs to it; from a person's file, or found in reports."""

from dataclasses import dataclass

from travaux.ontology.vocabulary import ActorKind, FacilityKind, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessActor:
    """A party or mediator of a process, and the other names under which reports tell of it."""

    name: str
    aliases: tuple[str, ...] = ()
    side: int = 0
    """Parties with one number stand together; 0 is a side of its own."""
    kind: ActorKind | None = None
    """What it is, for a party that no pack knows; None where the packs say."""
    country: str = ""
    """The state that it acts for or belongs to, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessCrossing:
    """A crossing, port or corridor that a process is about, and the other names under which reports tell of it.

    `lat` and `lon` are decimal degrees, None where nobody gave them.
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: FacilityKind = FacilityKind.CROSSING
    place: str = ""
    connects: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One negotiation. `id` is short, for commands; `start` and `end` are EDTF days, months or years, "" where open."""

    id: str
    name: str
    parties: tuple[ProcessActor, ...]
    mediators: tuple[ProcessActor, ...] = ()
    places: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    crossings: tuple[ProcessCrossing, ...] = ()
    start: str = ""
    end: str = ""
    boundary: str = ""
    """In words: what belongs to it."""
    found: bool = False
    """Found in the reports, and not given by a person."""

    def sides(self) -> tuple[frozenset[str], ...]:
        """The names of the parties, side by side."""
        groups: dict[int, set[str]] = {}
        for i, party in enumerate(self.parties):
            groups.setdefault(party.side or -1 - i, set()).add(party.name)
        return tuple(frozenset(names) for names in groups.values())

    def runs_on(self, day: str | None) -> bool:
        """Whether an ISO day lies between start and end, at their precision; unknown days do."""
        if day is None:
            return True
        return (not self.start or day[: len(self.start)] >= self.start) and (
            not self.end or day[: len(self.end)] <= self.end
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessReport:
    """How much of a report belongs to a process: so many of its claims."""

    report: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessEntry:
    """A process as a dossier or list shows it, with the reports that touch it, oldest first."""

    process: Process
    reports: tuple[ProcessReport, ...]
