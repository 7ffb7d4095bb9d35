"""The file of one process as its pages show it: rows with what they rest on, worked out once for each dossier."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from travaux.ontology.dossier import Contradiction, Dossier, Evidence, Item, ReportEntry
from travaux.ontology.process import Process
from travaux.views.board import Board, make_board
from travaux.views.brief import Brief, make_brief
from travaux.views.desk import Desk
from travaux.views.matrix import Matrix, make_matrix
from travaux.views.standing import find_told
from travaux.views.timeline import Event, make_timeline
from travaux.web.coming import Coming, list_coming
from travaux.web.rows import (
    Row,
    list_assessments,
    list_contradictions,
    list_demands,
    list_frameworks,
    list_loose_answers,
    list_meetings,
    list_pressure,
    list_proposals,
)

T = TypeVar("T")
PARTIES = 6
"""Columns of the matrix."""


@dataclass(frozen=True, kw_only=True)
class File:
    """A dossier with what pages make of it.

    `state` names the state of the store that it stands for, and `made_of` all that it was made of.
    """

    dossier: Dossier
    process: Process | None
    as_of: date | None
    state: str
    made_of: str = ""

    def stand(self, state: str) -> "File":
        """The same file for another state of the store, with all that was worked out."""
        other = File(dossier=self.dossier, process=self.process, as_of=self.as_of, state=state, made_of=self.made_of)
        other.__dict__.update({name: value for name, value in self.__dict__.items() if name != "state"})
        return other

    @property
    def name(self) -> str:
        """What it is called."""
        return self.process.name if self.process is not None else "All reports"

    @cached_property
    def version(self) -> str:
        """Another text for another dossier or as-of day."""
        return f"{self.made_of or self.state}-{self.process.id if self.process else ''}-{self.as_of or ''}"

    @cached_property
    def desk(self) -> Desk:
        """Ranks items, and knows the days and outlets of reports."""
        return Desk.of(self.dossier, self.as_of.isoformat() if self.as_of else None)

    @cached_property
    def reports(self) -> Mapping[str, ReportEntry]:
        """The reports by id."""
        return {r.id: r for r in self.dossier.reports}

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The days on which its reports came out, in order."""
        return tuple(sorted({r.published for r in self.dossier.reports if r.published}))

    @cached_property
    def standing(self) -> Sequence[Evidence]:
        """What surely tells where it stands; nothing where that is to be checked."""
        return find_told(self.desk, self.dossier.status) if self.dossier.status is not None else ()

    @cached_property
    def proposals(self) -> Sequence[Row]:
        """What is on the table."""
        return tuple(list_proposals(self.desk))

    @cached_property
    def frameworks(self) -> Sequence[Row]:
        """Terms of no proposal that the reports name."""
        return tuple(list_frameworks(self.desk))

    @cached_property
    def answers(self) -> Sequence[Row]:
        """Answers to nobody knows what."""
        return tuple(list_loose_answers(self.desk))

    @cached_property
    def demands(self) -> Sequence[Row]:
        """The demand ledger."""
        return tuple(list_demands(self.desk))

    @cached_property
    def pressure(self) -> Sequence[Row]:
        """Threats, pressure, sanctions and inducements."""
        return tuple(list_pressure(self.desk))

    @cached_property
    def meetings(self) -> Sequence[Row]:
        """Meetings held and called off, the latest first."""
        return tuple(list_meetings(self.desk))

    @cached_property
    def contradictions(self) -> Sequence[Row]:
        """What is told both ways."""
        return tuple(list_contradictions(self.desk))

    @cached_property
    def assessments(self) -> Sequence[Row]:
        """What is said of how the talks stand."""
        return tuple(list_assessments(self.desk))

    @cached_property
    def coming(self) -> Sequence[Coming]:
        """What is next."""
        return tuple(list_coming(self.desk))

    @cached_property
    def matrix(self) -> Matrix:
        """Issues by parties."""
        return make_matrix(self.dossier, PARTIES)

    @cached_property
    def board(self) -> Board:
        """The access board."""
        return make_board(self.dossier, self.as_of)

    @cached_property
    def timeline(self) -> Sequence[Event]:
        """What happened, oldest first, with history before the rest."""
        return tuple(make_timeline(self.dossier))

    @cached_property
    def items(self) -> Mapping[str, tuple[Item, ...]]:
        """Claim → the items that rest on it."""
        out: dict[str, list[Item]] = {}
        for item in list_items(self.dossier):
            for claim in dict.fromkeys(e.claim for e in item.evidence):
                out.setdefault(claim, []).append(item)
        return {claim: tuple(rows) for claim, rows in out.items()}

    @cached_property
    def conflicts(self) -> Mapping[str, tuple[Contradiction, ...]]:
        """Claim → the contradictions in which it stands."""
        out: dict[str, list[Contradiction]] = {}
        for c in self.dossier.contradictions:
            for claim in dict.fromkeys(e.claim for e in c.evidence):
                out.setdefault(claim, []).append(c)
        return {claim: tuple(rows) for claim, rows in out.items()}

    @cached_property
    def brief(self) -> Brief:
        """The brief."""
        name = self.process.name if self.process is not None else ""
        return make_brief(self.dossier, self.as_of.isoformat() if self.as_of else None, name=name)

    @cached_property
    def _memory(self) -> dict[str, Any]:
        return {}

    def remember(self, name: str, make: Callable[[], T]) -> T:
        """What a page made of it under this name, made now if it was not yet."""
        if name not in self._memory:
            self._memory[name] = make()
        return cast("T", self._memory[name])

    def prepare(self) -> "File":
        """Work out the brief, so that its first reader does not wait for it; what other pages need takes them a blink."""
        _ = self.brief
        return self


def list_items(dossier: Dossier) -> Iterator[Item]:
    """Every item of a dossier that a line can be made of, those inside others after them; contradictions not."""
    if dossier.status is not None:
        yield dossier.status
    for p in dossier.proposals:
        yield p
        yield from p.responses
        if p.framework is not None:
            yield from (*p.framework.terms, *p.framework.phases, *p.framework.exchanges)
    for f in dossier.frameworks:
        yield from (*f.terms, *f.phases, *f.exchanges)
    for point in dossier.access_points:
        yield from (*point.statuses, *point.controls, *point.consignments)
    for stand in dossier.positions:
        yield from (stand, *stand.dissent, *stand.changes)
    for c in dossier.ceasefires:
        yield from (c, *c.breaches)
    for name in (
        "demands", "responses", "meetings", "leverage", "consignments", "routes", "incidents", "constraints", "counts",
        "moves", "instruments", "assessments", "parties",
    ):  # fmt: skip
        yield from getattr(dossier, name)
