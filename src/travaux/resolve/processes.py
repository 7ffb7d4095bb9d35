"""Which negotiation a claim belongs to: by the parties and places that its words, or the passage around them, name.

Candidates are the processes of a person's files, and the conflicts of the packs that the reports tell of. A name that
only one candidate has ("the rebels of …", a town) stands for it; so do two opposed parties together. A claim that names
neither belongs to what the words before it are about, and at last to the one process that its report is about.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from travaux.errors import UsageError
from travaux.ontology.actors import actors_of
from travaux.ontology.claim import AnyClaim, MeetingMention, Move, Participation, claim_id
from travaux.ontology.process import Process, ProcessActor, ProcessEntry, ProcessReport
from travaux.ontology.process_file import make_process_id
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Role
from travaux.origins.principals import Principals
from travaux.packs.world import Conflict, World
from travaux.resolve.anchors import Names, Passages

_MAIN = 0.6
"""Share of a report's anchored claims from which on it is about one process, and what names nothing is of that one."""
_TOUCHES = 2
"""Claims that name a process, from which on a report touches it."""
_MEDIATES = 0.75
"""Share of the claims that tell somebody as mediator, from which on a report that names no party is of that process."""
_TOLD_BETWEEN = 3
"""How many such claims there must be."""
_MOST = 6
"""Mediators and issues that a process found lists."""
_LEAD = 400
"""Characters at the head of a report in which it says what it is about."""
_SHORT = 5000
"""Characters of a report that is about one event."""
_BARGAINING = {"proposal", "response", "demand", "meeting", "term", "leverage", "move", "exchange"}
NameT = TypeVar("NameT", bound=str)
_BETWEEN = {Role.MEDIATOR, Role.HOST, Role.MESSAGE_CARRIER, Role.GUARANTOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Which processes claims and reports belong to."""

    processes: tuple[ProcessEntry, ...]
    """The largest first."""
    claims: Mapping[str, tuple[str, ...]]
    """Claim → the ids of its processes; claims of none are missing."""

    def select(
        self, process: str, reports: Iterable[Report], claims: Iterable[AnyClaim]
    ) -> tuple[list[Report], list[AnyClaim]]:
        """The claims of a process, and the reports that hold them."""
        own = [c for c in claims if process in self.claims.get(claim_id(c), ())]
        ids = {c.report for c in own}
        return [r for r in reports if r.id in ids], own

    def unassigned(self, reports: Iterable[Report]) -> list[Report]:
        """The coded reports that touch no process."""
        touched = {row.report for entry in self.processes for row in entry.reports}
        return [r for r in reports if r.set_aside is None and r.id not in touched]


def find_process(assignment: Assignment, name: str) -> ProcessEntry:
    """The process of an id or a name.

    Raises:
        UsageError: there is none.
    """
    wanted = make_process_id(name)
    for entry in assignment.processes:
        if wanted in {entry.process.id, make_process_id(entry.process.name)}:
            return entry
    known = ", ".join(e.process.id for e in assignment.processes) or "none"
    raise UsageError(f"there is no process {name!r} in these reports; there are: {known}")


def assign_processes(
    reports: Iterable[Report], claims: Iterable[AnyClaim], world: World, given: Sequence[Process] = ()
) -> Assignment:
    """Find the processes of reports and give each claim to those that it belongs to. Order does not matter."""
    coded = sorted((r for r in reports if r.set_aside is None), key=lambda r: r.id)
    by_report: dict[str, list[AnyClaim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    given_ids = {p.id for p in given}
    candidates = [*given, *(c for c in map(_from_conflict, world.conflicts.values()) if c.id not in given_ids)]
    finder = _Finder(world, candidates)
    rows = [_Row(r, by_report.get(r.id, []), finder) for r in coded]
    kept, same = _promote(rows, candidates, finder.kin)
    homes: dict[str, tuple[str, ...]] = {}
    rest = []
    for row in rows:
        own = row.settle(kept, same)
        homes |= own
        if not own:
            rest.append(row)
    rest = _settle_by_mediators(rest, rows, homes)
    for process, own_rows in _pair_up(rest).values():
        kept[process.id] = process
        homes |= {claim_id(c): (process.id,) for row in own_rows for c in row.claims}
    return _assignment(kept, rows, homes)


def _assignment(
    kept: Mapping[str, Process], rows: Sequence["_Row"], homes: Mapping[str, tuple[str, ...]]
) -> Assignment:
    counts: dict[str, list[ProcessReport]] = {name: [] for name in kept}
    told: dict[str, list[AnyClaim]] = {name: [] for name in kept}
    for row in sorted(rows, key=lambda r: (r.day or "9999", r.report.id)):
        found: Counter[str] = Counter()
        for claim in row.claims:
            for name in homes.get(claim_id(claim), ()):
                found[name] += 1
                told[name].append(claim)
        for name, number in found.items():
            counts[name].append(ProcessReport(report=row.report.id, claims=number))
    entries = [
        ProcessEntry(process=_describe(process, told[name]) if process.found else process, reports=tuple(counts[name]))
        for name, process in kept.items()
    ]
    entries.sort(key=lambda e: (e.process.found, -sum(r.claims for r in e.reports), e.process.id))
    return Assignment(processes=tuple(entries), claims=homes)


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


class _Finder:
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


class _Row:
    """One report: what its claims name, and what its passages are about."""

    def __init__(self, report: Report, claims: Sequence[AnyClaim], finder: _Finder) -> None:
        self.report = report
        self.claims = sorted(claims, key=lambda c: (c.span.start, c.span.end, c.kind, c.ordinal))
        self.day = report.published.isoformat() if report.published else None
        self._finder = finder
        self.passages = Passages(report, finder.names.find(report.text))
        self._actors = {claim_id(c): self._name_actors(c) for c in self.claims}
        self.names = {a.name for a in self.passages.anchors}.union(*self._actors.values())
        self._running = {n: ids for n in self.names if (ids := finder.running(n, self.day))}
        self.here = {p for ids in self._running.values() for p in ids if self._opposes(p, self.names)}
        self._alone = {n: p for n in self._running if (p := self._only(n))}
        self.own = {claim_id(c): self._own(c) for c in self.claims}
        named = ((a.start, a.end, (self._alone[a.name],)) for a in self.passages.anchors if a.name in self._alone)
        told = ((c.span.start, c.span.start, ids) for c in self.claims if (ids := self.own[claim_id(c)]))
        self._signs = sorted({*named, *told})
        counts = Counter(p for c in self.claims if c.kind in _BARGAINING for p in self.own[claim_id(c)])
        self.touched = {p: n for p, n in counts.items() if n >= _TOUCHES or not finder.candidates[p].found}

    def _name_actors(self, claim: AnyClaim) -> set[str]:
        found = set()
        for actor in actors_of(claim):
            name = self._finder.aliases.get(actor.name, actor.name)
            found |= {n for n in (name, actor.country, self._finder.principals.of_name(name)) if n}
        return found

    def _opposes(self, process: str, names: set[str]) -> bool:
        """Whether names hold two sides of a candidate, or one and a place of it that is no side."""
        named = sum(not side.isdisjoint(names) for side in self._finder.sides[process])
        return named > 1 or (named == 1 and not self._finder.grounds[process].isdisjoint(names))

    def _only(self, name: str) -> str | None:
        """The one candidate for which a name stands alone: a state only where the report names its opponent too."""
        ids = self._running[name]
        here = [p for p in ids if p in self.here]
        if len(here) == 1:
            return here[0] if not self._finder.is_state(name) or len(ids) == 1 else None
        return ids[0] if len(ids) == 1 and not self._finder.is_state(name) else None

    def _own(self, claim: AnyClaim) -> tuple[str, ...]:
        """The candidates that the claim's own words stand for: both sides of one, or a name that only one has."""
        inside = {a.name for a in self.passages.inside(claim.span.start, claim.span.end)}
        names = self._actors[claim_id(claim)] | inside
        opposed = {p for n in names for p in self._running.get(n, ()) if self._opposes(p, names)}
        return tuple(sorted(opposed or {self._alone[n] for n in names if n in self._alone}))

    def settle(self, kept: Mapping[str, Process], same: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Claim → its processes among those kept; `same` has the process into which a candidate went."""
        counts: Counter[str] = Counter()
        out: dict[str, tuple[str, ...]] = {}
        rest: list[AnyClaim] = []
        for claim in self.claims:
            own = self._kept(self.own[claim_id(claim)], kept, same)
            if own:
                out[claim_id(claim)] = own
                counts.update(own)
            elif not self._is_elsewhere(claim, kept, same):
                rest.append(claim)
        main = _main(counts) or self._by_name(kept, same)
        for claim in rest:
            if counts and self._is_what_it_reports(claim):
                out[claim_id(claim)] = tuple(sorted(counts))
            elif ids := self._by_passage(claim, kept, same) or main:
                out[claim_id(claim)] = ids
        return out

    def _is_what_it_reports(self, claim: AnyClaim) -> bool:
        """Whether a claim is the meeting of a short report, told before its matters: it is of all that was spoken of."""
        meets = isinstance(claim, MeetingMention) or (isinstance(claim, Move) and claim.act is Act.MEET)
        return meets and claim.span.start < _LEAD and len(self.report.text) < _SHORT

    @staticmethod
    def _kept(ids: Iterable[str], kept: Mapping[str, Process], same: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(sorted({k for p in ids if (k := same.get(p, p)) in kept}))

    def _is_elsewhere(self, claim: AnyClaim, kept: Mapping[str, Process], same: Mapping[str, str]) -> bool:
        """Whether the claim's words stand for a conflict that is no process here and has no party of one."""
        return any(self._is_foreign(p, kept, same) for p in self.own[claim_id(claim)])

    def _is_foreign(self, process: str, kept: Mapping[str, Process], same: Mapping[str, str]) -> bool:
        own = {n for side in self._finder.sides[process] for n in side}
        parties = {n for k in kept if k in self.here for side in self._finder.sides.get(k, ()) for n in side}
        return same.get(process, process) not in kept and own.isdisjoint(parties)

    def _by_passage(self, claim: AnyClaim, kept: Mapping[str, Process], same: Mapping[str, str]) -> tuple[str, ...]:
        """What the words around the claim are about: the nearest name, or claim, that stands for one process."""
        for ids in self.passages.around(claim.span.start, self._signs):
            if found := self._kept(ids, kept, same):
                return found
            if any(self._is_foreign(p, kept, same) for p in ids):
                return ()
        return ()

    def _by_name(self, kept: Mapping[str, Process], same: Mapping[str, str]) -> tuple[str, ...]:
        """Where no claim names a process: the one of which the report has names, if it is only one."""
        found = {k for ids in self._running.values() for k in self._kept(ids, kept, same)}
        own = {k for n in self._alone for k in self._kept([self._alone[n]], kept, same)}
        best = own or found
        return (next(iter(best)),) if len(best) == 1 else ()


def _main(counts: Counter[str]) -> tuple[str, ...]:
    """The process that a report is about, where there is one."""
    if not counts:
        return ()
    name, number = min(counts.items(), key=lambda kv: (-kv[1], kv[0]))
    return (name,) if number >= _MAIN * sum(counts.values()) else ()


def _promote(
    rows: Sequence[_Row], candidates: Sequence[Process], kin: Mapping[str, set[str]]
) -> tuple[dict[str, Process], dict[str, str]]:
    """The candidates that are negotiations here, and those that went into them.

    A candidate is one if a person gave it, or some report tells most of it. Of candidates that are one negotiation the
    one told most is kept.
    """
    told: Counter[str] = Counter()
    main: set[str] = set()
    for row in rows:
        told.update(row.touched)
        most = max(row.touched.values(), default=0)
        main |= {p for p, number in row.touched.items() if number == most}
    given = {p.id for p in candidates if not p.found}
    same: dict[str, str] = {}
    for process in sorted(main | set(told), key=lambda p: (-told[p], p)):
        into = next((k for k in sorted(kin.get(process, ()), key=lambda p: (-told[p], p)) if told[k]), None)
        if into is not None and process not in given and (told[into], process) > (told[process], into):
            same[process] = same.get(into, into)
    return {p.id: p for p in candidates if p.id in given or (p.id in main and p.id not in same)}, same


def _settle_by_mediators(rest: Iterable[_Row], rows: Iterable[_Row], homes: dict[str, tuple[str, ...]]) -> list[_Row]:
    """Give reports that name no party to the process of their mediators and issues; the rows that are still left."""
    between: dict[str, Counter[str]] = defaultdict(Counter)
    issues: dict[str, set[Issue]] = defaultdict(set)
    for row in rows:
        for claim in row.claims:
            for process in homes.get(claim_id(claim), ()):
                issues[process].update(_issues_of(claim))
                if isinstance(claim, Participation) and claim.role in _BETWEEN:
                    between[claim.actor.name][process] += 1
    left = []
    for row in rest:
        names = {n for c in row.claims for a in actors_of(c) for n in (a.name, a.country) if n}
        own = {i for c in row.claims for i in _issues_of(c)}
        found = {p for n in names if (p := _main_of(between.get(n, Counter()))) and own & issues[p]}
        if len(found) == 1:
            homes.update({claim_id(c): tuple(found) for c in row.claims})
        else:
            left.append(row)
    return left


def _main_of(counts: Counter[str]) -> str | None:
    """The process in which somebody mediates by far most."""
    name, number = max(counts.items(), key=lambda kv: (kv[1], kv[0]), default=("", 0))
    return name if number >= _TOLD_BETWEEN and number >= _MEDIATES * sum(counts.values()) else None


def _issues_of(claim: AnyClaim) -> tuple[Issue, ...]:
    return getattr(claim, "issues", ())


def _pair_up(rows: Iterable[_Row]) -> dict[str, tuple[Process, list[_Row]]]:
    """Processes of reports that no candidate fits: between the two parties that most of a report's claims oppose."""
    out: dict[str, tuple[Process, list[_Row]]] = {}
    for row in rows:
        roles = {c.actor.name: c.role for c in row.claims if isinstance(c, Participation)}
        pairs: Counter[tuple[str, str]] = Counter()
        for claim in row.claims:
            if claim.kind in _BARGAINING:
                names = sorted(
                    {
                        a.name
                        for a in actors_of(claim)
                        if a.by != "words" and a.kind is not ActorKind.PERSON and roles.get(a.name) not in _BETWEEN
                    }
                )
                pairs.update((a, b) for i, a in enumerate(names) for b in names[i + 1 :])
        if pairs and (best := min(pairs.items(), key=lambda kv: (-kv[1], kv[0])))[1] >= _TOUCHES:
            a, b = best[0]
            name = f"{a} and {b}"
            process = Process(
                id=make_process_id(name),
                name=name,
                parties=(ProcessActor(name=a, side=1), ProcessActor(name=b, side=2)),
                found=True,
            )
            out.setdefault(process.id, (process, []))[1].append(row)
    return out


def _describe(process: Process, claims: Sequence[AnyClaim]) -> Process:
    """A process found, with its mediators and issues as its claims tell them, and its boundary in words."""
    parties = {a.name for a in process.parties}
    between = Counter(
        c.actor.name
        for c in claims
        if isinstance(c, Participation) and c.role in _BETWEEN and c.actor.by != "words" and c.actor.name not in parties
    )
    issues: Counter[Issue] = Counter()
    for claim in claims:
        issues.update(_issues_of(claim))
    sides = "; ".join(", ".join(sorted(side)) for side in process.sides())
    places = f", or a place that only it has ({', '.join(process.places)})" if process.places else ""
    return replace(
        process,
        mediators=tuple(ProcessActor(name=n) for n in _top(between)),
        issues=tuple(_top(issues)),
        boundary=(
            f"Claims that name both sides ({sides}), or a party that no other process of the report has{places}; and"
            " claims that name none of these, where the words before them, or most of their report, are of it."
        ),
    )


def _top(counts: Mapping[NameT, int]) -> list[NameT]:
    return [n for n, _ in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:_MOST]]
