"""Which negotiation a claim belongs to: by the parties and places that its words, or the passage around them, name.

Candidates are the processes of a person's files, and the conflicts of the packs that the reports tell of. What each report
tells of them is found alone (`belonging`); here it is put together, so that a report more needs no other report read again.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from travaux.errors import UsageError
from travaux.ontology.claim import AnyClaim, claim_id
from travaux.ontology.process import Process, ProcessActor, ProcessEntry, ProcessReport
from travaux.ontology.process_file import make_process_id
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Issue
from travaux.packs.world import World
from travaux.resolve.belonging import OF_MATTER, Facts, Row, Share, Standing
from travaux.resolve.candidates import Finder, make_finder

_MEDIATES = 0.75
"""Share of the claims that tell somebody as mediator, from which on a report that names no party is of that process."""
_TOLD_BETWEEN = 3
"""How many such claims there must be."""
_MOST = 6
"""Mediators and issues that a process found lists."""
NameT = TypeVar("NameT", bound=str)
Shares = Mapping[str, Share]
"""Process → what of one report belongs to it."""


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
    by_report: dict[str, list[AnyClaim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    finder = make_finder(world, given)
    rows = {r.id: Row(r, by_report.get(r.id, []), finder) for r in reports if r.set_aside is None}
    facts = [rows[name].facts() for name in sorted(rows)]
    standing = find_standing(facts, finder)
    entries, homes = join_shares(facts, {f.report: rows[f.report].settle(standing) for f in facts}, standing, finder)
    found: dict[str, tuple[str, ...]] = {}
    for name, shares in homes.items():
        for process in sorted(shares):
            for at in shares[process].places:
                claim_name = claim_id(rows[name].claims[at])
                found[claim_name] = (*found.get(claim_name, ()), process)
    return Assignment(processes=entries, claims=found)


def find_standing(facts: Iterable[Facts], finder: Finder) -> Standing:
    """The candidates that are negotiations here, and those that went into them.

    A candidate is one if a person gave it, or some report tells most of it; of those that a report tells alike, and in
    passing, the one that all reports tell most. Of candidates that are one negotiation the one told most is kept.
    """
    told: Counter[str] = Counter()
    main: set[str] = set()
    passing: list[list[str]] = []
    for row in facts:
        told.update(row.touched)
        most = max(row.touched.values(), default=0)
        tied = [p for p, number in row.touched.items() if number == most]
        if most >= OF_MATTER * row.bargaining:
            main.update(tied)
        else:
            passing.append(tied)
    main |= {p for tied in passing for p in tied if told[p] == max(told[q] for q in tied)}
    given = {name for name, p in finder.candidates.items() if not p.found}
    same: dict[str, str] = {}
    for process in sorted(main | set(told), key=lambda p: (-told[p], p)):
        into = next((k for k in sorted(finder.kin.get(process, ()), key=lambda p: (-told[p], p)) if told[k]), None)
        if into is not None and process not in given and (told[into], process) > (told[process], into):
            same[process] = same.get(into, into)
    return Standing(frozenset(given | {p for p in main if p not in same}), same)


def join_shares(
    facts: Sequence[Facts], settled: Mapping[str, Shares], standing: Standing, finder: Finder
) -> tuple[tuple[ProcessEntry, ...], dict[str, Shares]]:
    """The processes, the largest first, and report → what of it belongs to which.

    Args:
        facts: those of all reports, by report id.
        settled: report → what of it belongs to the candidates that stand.
        standing: which do.
        finder: the candidates.
    """
    kept = {name: p for name, p in finder.candidates.items() if name in standing.kept}
    homes = {f.report: settled[f.report] for f in facts if settled[f.report]}
    rest = _settle_by_mediators([f for f in facts if f.report not in homes], homes)
    for row in rest:
        if row.pair is not None:
            process = _make_pair(*row.pair)
            kept[process.id] = process
            homes[row.report] = {process.id: row.whole}
    return _list_entries(kept, facts, homes), homes


def _list_entries(
    kept: Mapping[str, Process], facts: Iterable[Facts], homes: Mapping[str, Shares]
) -> tuple[ProcessEntry, ...]:
    reports: dict[str, list[ProcessReport]] = {name: [] for name in kept}
    told: dict[str, list[Share]] = {name: [] for name in kept}
    named: dict[str, set[str]] = {name: set() for name in kept}
    for row in sorted(facts, key=lambda r: (r.day or "9999", r.report)):
        for name, share in homes.get(row.report, {}).items():
            reports[name].append(ProcessReport(report=row.report, claims=share.number))
            told[name].append(share)
            named[name].update(row.names)
    entries = [
        ProcessEntry(
            process=_describe(process, told[name], named[name]) if process.found else process,
            reports=tuple(reports[name]),
        )
        for name, process in kept.items()
    ]
    return tuple(sorted(entries, key=lambda e: (e.process.found, -sum(r.claims for r in e.reports), e.process.id)))


def _settle_by_mediators(rest: Iterable[Facts], homes: dict[str, Shares]) -> list[Facts]:
    """Give reports that name no party to the process of their mediators and issues; the rows that are still left.

    One that sets two against each other of whom not both mediate has a matter of its own.
    """
    between: dict[str, Counter[str]] = defaultdict(Counter)
    issues: dict[str, set[Issue]] = defaultdict(set)
    for shares in homes.values():
        for process, share in shares.items():
            issues[process].update(share.tally.issues)
            for name, number in share.tally.between.items():
                between[name][process] += number
    left = []
    for row in rest:
        own = set(row.whole.tally.issues)
        found = {p for n in row.names if (p := _main_of(between.get(n, Counter()))) and own & issues[p]}
        strangers = row.pair is not None and not all(between.get(n) for n in row.pair)
        if len(found) == 1 and not strangers:
            homes[row.report] = {next(iter(found)): row.whole}
        else:
            left.append(row)
    return left


def _main_of(counts: Counter[str]) -> str | None:
    """The process in which somebody mediates by far most."""
    name, number = max(counts.items(), key=lambda kv: (kv[1], kv[0]), default=("", 0))
    return name if number >= _TOLD_BETWEEN and number >= _MEDIATES * sum(counts.values()) else None


def _make_pair(a: str, b: str) -> Process:
    """The process of two parties that no candidate opposes."""
    name = f"{a} and {b}"
    parties = (ProcessActor(name=a, side=1), ProcessActor(name=b, side=2))
    return Process(id=make_process_id(name), name=name, parties=parties, found=True)


def _find_present(process: Process, named: Collection[str]) -> set[str]:
    """The parties that are named, and the first of each side of which none is."""
    order = [p.name for p in process.parties]
    return {n for side in process.sides() for n in (side & set(named) or {min(side, key=order.index)})}


def _describe(process: Process, shares: Sequence[Share], named: Collection[str]) -> Process:
    """A process found, with its parties, mediators and issues as its claims tell them, and its boundary in words.

    A party that no claim of its reports names is in the packs, and not in the file, unless it is the first of a side of
    which nobody else is named either.
    """
    parties = {a.name for a in process.parties}
    between: Counter[str] = Counter()
    issues: Counter[Issue] = Counter()
    for share in shares:
        between.update({n: number for n, number in share.tally.named.items() if n not in parties})
        issues.update(share.tally.issues)
    sides = "; ".join(", ".join(sorted(side)) for side in process.sides())
    places = f", or a place that only it has ({', '.join(process.places)})" if process.places else ""
    return replace(
        process,
        parties=tuple(p for p in process.parties if p.name in _find_present(process, named)),
        mediators=tuple(ProcessActor(name=n) for n in _top(between)),
        issues=tuple(_top(issues)),
        boundary=(
            f"Claims that name both sides ({sides}), or a party that no other process of the report has{places}; and"
            " claims that name none of these, where the words before them, or most of their report, are of it."
        ),
    )


def _top(counts: Mapping[NameT, int]) -> list[NameT]:
    return [n for n, _ in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:_MOST]]
