"""The claims of reports as the resolvers take them: with usual names, in order, and new objects where their origin changed.

All that is found of a claim hangs on the claim, on its report, and on what other reports say of its names and of its text.
Where one of the last changes between two makings of a file, the claims of the report become other objects, so that whatever
rests on the same objects is the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from travaux.memory import Memory, Parts
from travaux.ontology.claim import AnyClaim, Claim, claim_id
from travaux.ontology.report import Report
from travaux.origins.copies import Match
from travaux.origins.origin import Origins, by_report, find_origins
from travaux.packs.world import World
from travaux.resolve.joining import Corpus, make_corpus
from travaux.resolve.persons import Names, find_usual_names, pick_usual, unify_names
from travaux.resolve.slots import drop_voices

ClaimT = TypeVar("ClaimT", bound=Claim)
_Claims = list[AnyClaim]


@dataclass(frozen=True, slots=True)
class Told:
    """The claims by kind, each kind in the order of reports and places."""

    every: Parts[AnyClaim]
    by_kind: Mapping[type[Claim], Parts[Any]]
    numbers: Mapping[str, int]
    """Report → how many claims it holds."""

    def of(self, kind: type[ClaimT]) -> Parts[ClaimT]:
        """Those of a kind."""
        return cast("Parts[ClaimT]", self.by_kind.get(kind, Parts([])))

    def by_id(self, kinds: Iterable[type[Claim]]) -> dict[str, AnyClaim]:
        """Those of some kinds, each by its id."""
        return {claim_id(c): c for kind in kinds for c in self.by_kind.get(kind, ())}


def prepare(
    reports: Sequence[Report],
    claims: Iterable[AnyClaim],
    world: World,
    matches: Iterable[Match] | None,
    memory: Memory,
) -> tuple[Corpus, Told]:
    """What all resolvers share, and the claims that they take; `reports` come in order."""
    coded = [r for r in reports if r.set_aside is None]
    given = by_report(claims)
    named = _unify({r.id: given[r.id] for r in coded if r.id in given}, world, memory)
    origins = find_origins(coded, Parts(named.values()), world, matches, memory)
    own = [_renew(report, named[report.id], origins, memory) for report in coded if report.id in named]
    told: dict[type[Claim], list[_Claims]] = defaultdict(list)
    for part in own:
        for kind, group in memory.recall(("kinds", id(part)), _split, part).items():
            told[kind].append(group)
    by_kind = {kind: Parts(groups) for kind, groups in told.items()}
    return make_corpus(reports, origins, memory), Told(Parts(own), by_kind, {r: len(c) for r, c in given.items()})


def _unify(given: Mapping[str, _Claims], world: World, memory: Memory) -> dict[str, _Claims]:
    """The claims of each report in order, with usual names, and without those who only carry words."""
    ordered = {name: memory.recall(("ordered", name), _sort, own) for name, own in given.items()}
    names = {name: memory.recall(("names", name), Names.of, own) for name, own in ordered.items()}
    usual = find_usual_names(names.values(), world)

    def unify(claims: _Claims, _: object) -> _Claims:
        return drop_voices(unify_names(claims, usual, world), world)

    return {
        name: memory.recall(("named", name), unify, own, pick_usual(names[name], usual))
        for name, own in ordered.items()
    }


def _sort(claims: _Claims) -> _Claims:
    return sorted(claims, key=lambda c: (c.span.start, c.span.end, c.kind, c.ordinal))


def _renew(report: Report, claims: _Claims, origins: Origins, memory: Memory) -> _Claims:
    """The claims of a report: the objects of the last time only if nothing changed on which their origin hangs."""
    name = ("own", report.id)

    def make(claims: _Claims, *_: object) -> _Claims:
        return [replace(c) for c in claims] if memory.knows(name) else claims

    return memory.recall_own(name, make, claims, report, *origins.hangs_on(report.id))


def _split(claims: _Claims) -> dict[type[Claim], _Claims]:
    out: dict[type[Claim], _Claims] = defaultdict(list)
    for claim in claims:
        out[type(claim)].append(claim)
    return out
