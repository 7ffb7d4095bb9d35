"""The negotiations that a report may be about: those of a person's files, and the conflicts of the packs."""

from collections import defaultdict
from collections.abc import Sequence

from travaux.ontology.process import Process, ProcessActor
from travaux.ontology.process_file import make_process_id
from travaux.ontology.vocabulary import ActorKind
from travaux.origins.principals import Principals
from travaux.packs.world import Conflict, World
from travaux.resolve.anchors import Names


def make_finder(world: World, given: Sequence[Process]) -> "Finder":
    """What is known of the candidates: the processes `given`, and the conflicts that have no file of the same id."""
    given_ids = {p.id for p in given}
    conflicts = (_from_conflict(c) for c in world.conflicts.values())
    return Finder(world, [*given, *(c for c in conflicts if c.id not in given_ids)])


def _from_conflict(conflict: Conflict) -> Process:
    parties = tuple(ProcessActor(name=n, side=i) for i, side in enumerate(conflict.sides, 1) for n in side)
    return Process(
        id=make_process_id(conflict.name),
        name=conflict.name,
        parties=parties,
        places=conflict.places,
        start=conflict.start,
        end=conflict.end,
        found=True,
    )


class Finder:
    """What is known of the candidates by name."""

    def __init__(self, world: World, candidates: Sequence[Process]) -> None:
        self._world = world
        self.candidates = {p.id: p for p in candidates}
        self.sides = {p.id: p.sides() for p in candidates}
        self._covered = {p.id: _covering(p, candidates) for p in candidates if p.found}
        self.grounds = {p.id: frozenset(p.places) - {a.name for a in p.parties} for p in candidates}
        self.kin = _find_kin(world, candidates)
        self.principals = Principals(world, {})
        self.holders: dict[str, list[str]] = defaultdict(list)
        self.aliases: dict[str, str] = {}
        for process in candidates:
            for name in dict.fromkeys([*(a.name for a in process.parties), *process.places]):
                self.holders[name].append(process.id)
            if not process.found:
                self.aliases |= {alias: a.name for a in process.parties for alias in a.aliases}
        self.names = Names(world, self.holders, self.aliases)

    def is_state(self, name: str) -> bool:
        """Whether a name is that of a state: it takes part in much, so it stands for nothing alone."""
        entry = self._world.entries.get(name)
        return entry is not None and entry.kind is ActorKind.STATE and not entry.region

    def running(self, name: str, day: str | None) -> tuple[str, ...]:
        """The candidates of that day which have the name, without conflicts that a person's file covers then."""
        return tuple(
            p
            for p in self.holders.get(name, ())
            if self.candidates[p].runs_on(day) and not any(c.runs_on(day) for c in self._covered.get(p, ()))
        )


def _covering(conflict: Process, candidates: Sequence[Process]) -> list[Process]:
    """The processes of a person's files that have opposed parties of a conflict."""
    sides = conflict.sides()
    return [
        p
        for p in candidates
        if not p.found and sum(not side.isdisjoint({a.name for a in p.parties}) for side in sides) > 1
    ]


def _find_kin(world: World, candidates: Sequence[Process]) -> dict[str, set[str]]:
    """Candidates that are one negotiation under two names: one party in common, against a state and against its group."""
    heads = {p.id: p.sides() for p in candidates}
    by_party: dict[str, list[str]] = defaultdict(list)
    for process in candidates:
        if process.found:
            for party in process.parties:
                by_party[party.name].append(process.id)
    countries = {
        p.id: {e.country for a in p.parties if (e := world.entries.get(a.name)) and e.kind is not ActorKind.STATE}
        for p in candidates
    }
    kin: dict[str, set[str]] = defaultdict(set)
    for ids in by_party.values():
        for a in ids:
            for b in ids:
                shared = {n for s in heads[a] for n in s} & {n for s in heads[b] for n in s}
                others = {n for s in heads[b] if not s & shared for n in s}
                if a != b and (countries[a] - shared) & others:
                    kin[a].add(b)
                    kin[b].add(a)
    return kin
