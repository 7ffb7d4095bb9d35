"""The negotiations that a report may be about: those of a person's files, and the conflicts of the packs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from travaux.ontology.process import Process, ProcessActor
from travaux.ontology.process_file import make_process_id
from travaux.ontology.vocabulary import ActorKind
from travaux.origins.principals import Principals
from travaux.packs.world import Conflict, FormRole, World
from travaux.resolve.anchors import Names

_COMMON = {ActorKind.STATE, ActorKind.IGO}
"""What takes part in much, so that its name stands for no one negotiation."""
_FIGHTING = {ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY, ActorKind.POLITICAL_PARTY}
_REBELS = ("rebels", "rebel groups", "rebel forces", "insurgents", "insurgency", "civil war")
"""What those who fight the state are called by its adjective ("Fijian rebels")."""
_OPPOSITION = "opposition"


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
        self.between_states = {p.id for p in candidates if p.found and self._is_between_states(p)}
        self.rebels = {form: name for p in candidates if p.found for form, name in self._name_rebels(p)}
        """What those are called who fight a state of which a candidate tells → one name for them."""
        self.telling: dict[str, set[str]] = {p.id: {p.name} if p.found else set() for p in candidates}
        """Candidate → names by which alone it is told: its own, and that of those who fight the state."""
        self.kin = _find_kin(world, candidates)
        self.principals = Principals(world, {})
        self.holders: dict[str, list[str]] = defaultdict(list)
        self.aliases: dict[str, str] = {}
        for process in candidates:
            self.telling[process.id].update(name for _, name in self._name_rebels(process) if process.found)
            own = [*(a.name for a in process.parties), *process.places, *sorted(self.telling[process.id])]
            for name in dict.fromkeys(own):
                self.holders[name].append(process.id)
            if not process.found:
                self.aliases |= {alias: a.name for a in process.parties for alias in a.aliases}
        self.names = Names(world, self.holders, self.rebels | self.aliases)

    def is_common(self, name: str) -> bool:
        """Whether a name is that of a state, or of a body of states: it takes part in much, so it stands for nothing alone."""
        entry = self._world.entries.get(name)
        return entry is not None and entry.kind in _COMMON and not entry.region

    def _is_between_states(self, process: Process) -> bool:
        """Whether a state, or a body of states, stands on every side, and no group or party on any."""
        kinds = [{e.kind for n in side if (e := self._world.entries.get(n))} for side in process.sides()]
        return all(own & _COMMON and not own & _FIGHTING for own in kinds)

    def _name_rebels(self, process: Process) -> Iterator[tuple[str, str]]:
        """What those are called who fight the state in a war within it, each with one name for them."""
        known = self._world.entries
        states = [n for side in process.sides() for n in side if (e := known.get(n)) and e.kind is ActorKind.STATE]
        others = [e for a in process.parties if (e := known.get(a.name)) and e.kind is not ActorKind.STATE]
        for state in sorted(states):
            foes = [e for e in others if e.country == state and self._fight(process, e.name, state)]
            if not foes:
                continue
            named = any(_OPPOSITION in e.name.lower() for e in foes)
            nouns = (*_REBELS, _OPPOSITION) if named else _REBELS
            for lead in (*self._adjectives.get(state, ()), f"{state}'s"):
                yield from ((f"{lead} {noun}", f"rebels of {state}") for noun in nouns)

    @staticmethod
    def _fight(process: Process, one: str, other: str) -> bool:
        return not any({one, other} <= side for side in process.sides())

    @cached_property
    def _adjectives(self) -> dict[str, list[str]]:
        """Name → its adjectives, in their order."""
        out: dict[str, list[str]] = defaultdict(list)
        for words, found in sorted(self._world.forms.items()):
            for form in found:
                if form.role is FormRole.ADJECTIVE and (name := getattr(form.target, "name", None)):
                    out[name].append(words)
        return out

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
