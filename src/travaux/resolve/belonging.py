"""What one report tells of the negotiations that it may be about, and which of its claims belong to which.

A name that only one candidate has ("the rebels of …", a town) stands for it; so do two opposed parties together. Of two
states that is not enough: their names occur together in much, so that a claim must set the one against the other, or tell
of what they do between them. A claim that names neither belongs to what the words before it are about, and at last to the
one process that its report is about.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from travaux.ontology.actors import actor_fields, actors_of
from travaux.ontology.claim import ActorRef, AnyClaim, MeetingMention, Move, Participation
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Role
from travaux.resolve.anchors import Passages
from travaux.resolve.candidates import Finder

_MAIN = 0.6
"""Share of a report's anchored claims from which on it is about one process, and what names nothing is of that one."""
TOUCHES = 2
"""Claims that name a process, from which on a report touches it."""
_LEAD = 400
"""Characters at the head of a report in which it says what it is about."""
_SHORT = 5000
"""Characters of a report that is about one event."""
BARGAINING = {"proposal", "response", "demand", "meeting", "term", "leverage", "move", "exchange"}
_NEGOTIATE = {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MILITARY}
_PARTIES = {Role.PARTY, Role.ARMED_GROUP}
_BETWEEN = {Role.MEDIATOR, Role.HOST, Role.MESSAGE_CARRIER, Role.GUARANTOR}
_MUTUAL = {Act.MEET, Act.AGREE, Act.ATTACK, Act.CEASEFIRE, Act.SUSPEND, Act.RESUME}
"""Acts that those named together do to each other."""
OF_MATTER = 0.1
"""Share of a report's claims on bargaining from which on it surely tells of what they name."""
_FEW = 3
"""So many at most, a third one between them: more meet at a summit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What some claims tell, counted."""

    issues: Mapping[Issue, int]
    between: Mapping[str, int]
    """Those told as going between others."""
    named: Mapping[str, int]
    """Of these, those told by a name and not by a description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What of a report belongs to a process: so many of its claims, where they stand among the report's, and their tally."""

    number: int
    runs: str
    """The places of the claims among the report's, in their order, as first and last of each run of them: "0-4,7-7"."""
    tally: Tally

    @classmethod
    def of(cls, places: Sequence[int], tally: Tally) -> "Share":
        """The share of the claims at these places, which ascend."""
        return cls(number=len(places), runs=_say_runs(places), tally=tally)

    @property
    def places(self) -> tuple[int, ...]:
        """The places, each."""
        ends = (run.partition("-") for run in self.runs.split(",") if run)
        return tuple(at for first, _, last in ends for at in range(int(first), int(last) + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one report tells of the candidates, whatever other reports tell."""

    report: str
    day: str | None
    touched: Mapping[str, int]
    """Candidate → the claims that name it, where they are enough."""
    bargaining: int
    """Its claims on bargaining, whatever they name."""
    involved: tuple[str, ...]
    """The candidates on whose standing it depends where the report's claims belong."""
    names: tuple[str, ...]
    """The actors and states of its claims."""
    pair: tuple[str, str] | None
    """The two parties that most of its claims oppose."""
    whole: Share
    """All of it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Which candidates are processes here, and into which of them others went that are one negotiation with it."""

    kept: frozenset[str]
    same: Mapping[str, str]

    def find(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The processes that candidates are, or went into."""
        return tuple(sorted({k for p in ids if (k := self.same.get(p, p)) in self.kept}))


def tally_claims(claims: Iterable[AnyClaim]) -> Tally:
    """The tally of some claims."""
    issues: Counter[Issue] = Counter()
    between: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for claim in claims:
        issues.update(getattr(claim, "issues", ()))
        if isinstance(claim, Participation) and claim.role in _BETWEEN:
            between[claim.actor.name] += 1
            named.update([claim.actor.name] if claim.actor.by != "words" else ())
    return Tally(issues=dict(sorted(issues.items())), between=dict(between), named=dict(named))


class Row:
    """One report: what its claims name, and what its passages are about."""

    def __init__(self, report: Report, claims: Sequence[AnyClaim], finder: Finder) -> None:
        self.report = report
        self.claims = sorted(claims, key=lambda c: (c.span.start, c.span.end, c.kind, c.ordinal))
        self.day = report.published.isoformat() if report.published else None
        self._finder = finder
        self.passages = Passages(report, finder.names.find(report.text))
        self._actors = [self._name_actors(c) for c in self.claims]
        self.names = {a.name for a in self.passages.anchors}.union(*self._actors)
        self._running = {n: ids for n in self.names if (ids := finder.running(n, self.day))}
        faced = {p for c in self.claims for p in self._find_faced(c)}
        opposed = {p for ids in self._running.values() for p in ids if self._opposes(p, self.names)}
        self.here = {p for p in opposed if p not in finder.between_states or p in faced}
        self._alone = {n: p for n in self._running if (p := self._only(n))}
        self.own = [self._own(c, names) for c, names in zip(self.claims, self._actors, strict=True)]
        named = ((a.start, a.end, (self._alone[a.name],)) for a in self.passages.anchors if a.name in self._alone)
        told = ((c.span.start, c.span.start, ids) for c, ids in zip(self.claims, self.own, strict=True) if ids)
        self._signs = sorted({*named, *told})

    def facts(self) -> Facts:
        """What the report tells of the candidates, whatever others tell."""
        known = self._finder.candidates
        bargained = [ids for c, ids in zip(self.claims, self.own, strict=True) if c.kind in BARGAINING]
        counts = Counter(p for ids in bargained for p in ids)
        least = OF_MATTER * len(bargained)
        counts = Counter({p: n for p, n in counts.items() if n >= least or p not in self._finder.between_states})
        return Facts(
            report=self.report.id,
            day=self.day,
            touched={p: n for p, n in sorted(counts.items()) if n >= TOUCHES or not known[p].found},
            bargaining=len(bargained),
            involved=tuple(sorted(self.here.union(*self._running.values()))),
            names=tuple(sorted({n for c in self.claims for a in actors_of(c) for n in (a.name, a.country) if n})),
            pair=_find_pair(self.claims),
            whole=self._share(range(len(self.claims))),
        )

    def _name_actors(self, claim: AnyClaim) -> set[str]:
        return self._name(actors_of(claim))

    def _name(self, actors: Iterable[ActorRef]) -> set[str]:
        """The names by which actors are parties: their own, their state's, their principal's."""
        found = set()
        for actor in actors:
            name = self._finder.aliases.get(actor.name, actor.name)
            rebels = self._finder.rebels.get(name[:1].upper() + name[1:])
            found |= {n for n in (name, rebels, actor.country, self._finder.principals.of_name(name)) if n}
        return found

    def _find_faced(self, claim: AnyClaim) -> set[str]:
        """The candidates between states whose sides a claim sets against each other, or tells of what they do together."""
        if claim.kind not in BARGAINING:
            return set()
        slots = []
        for field in actor_fields(claim):
            value = getattr(claim, field)
            told = [a for a in ([value] if isinstance(value, ActorRef) else value or ()) if _is_told(claim, a)]
            slots.append((self._name(told), len(told)))
        mutual = isinstance(claim, MeetingMention) or (isinstance(claim, Move) and claim.act in _MUTUAL)
        everybody = set[str]().union(*(names for names, _ in slots))
        near = {p for n in everybody for p in self._finder.holders.get(n, ()) if p in self._finder.between_states}
        return {p for p in near if self._is_faced(p, slots, mutual=mutual)}

    def _is_faced(self, process: str, slots: Sequence[tuple[set[str], int]], *, mutual: bool) -> bool:
        sides = self._finder.sides[process]
        told = [{i for i, side in enumerate(sides) if side & names} for names, _ in slots]
        apart = any(a and b and a != b for n, a in enumerate(told) for b in told[n + 1 :])
        return apart or (mutual and any(len(s) > 1 and many <= _FEW for s, (_, many) in zip(told, slots, strict=True)))

    def _opposes(self, process: str, names: set[str]) -> bool:
        """Whether names hold two sides of a candidate, one and a place of it that is no side, or its own name."""
        if not self._finder.telling[process].isdisjoint(names):
            return True
        named = sum(not side.isdisjoint(names) for side in self._finder.sides[process])
        return named > 1 or (named == 1 and not self._finder.grounds[process].isdisjoint(names))

    def _only(self, name: str) -> str | None:
        """The one candidate for which a name stands alone: a state only where the report names its opponent too."""
        ids = self._running[name]
        here = [p for p in ids if p in self.here]
        if len(here) == 1:
            return here[0] if not self._finder.is_common(name) or len(ids) == 1 else None
        return ids[0] if len(ids) == 1 and not self._finder.is_common(name) else None

    def _own(self, claim: AnyClaim, actors: set[str]) -> tuple[str, ...]:
        """The candidates that the claim's own words stand for: both sides of one, or a name that only one has."""
        inside = {a.name for a in self.passages.inside(claim.span.start, claim.span.end)}
        names = actors | inside
        opposed = {p for n in names for p in self._running.get(n, ()) if self._opposes(p, names)}
        opposed -= self._finder.between_states - self._find_faced(claim)
        return tuple(sorted(opposed or {self._alone[n] for n in names if n in self._alone}))

    def settle(self, standing: Standing) -> dict[str, Share]:
        """Process → what of the report belongs to it."""
        counts: Counter[str] = Counter()
        homes: dict[int, tuple[str, ...]] = {}
        rest: list[int] = []
        foreign = self._find_foreign(standing)
        for at, own in enumerate(self.own):
            if found := standing.find(own):
                homes[at] = found
                counts.update(found)
            elif foreign.isdisjoint(own):
                rest.append(at)
        main = _main(counts) or self._by_name(standing)
        for at in rest:
            if counts and self._is_what_it_reports(self.claims[at]):
                homes[at] = tuple(sorted({*counts, *(p for _, _, ids in self._signs for p in standing.find(ids))}))
            elif ids := self._by_passage(self.claims[at], standing, foreign) or main:
                homes[at] = ids
        places: dict[str, list[int]] = defaultdict(list)
        for at in sorted(homes):
            for name in homes[at]:
                places[name].append(at)
        return {n: self._share(p) for n, p in places.items()}

    def _share(self, places: Sequence[int]) -> Share:
        return Share.of(places, tally_claims(self.claims[at] for at in places))

    def _is_what_it_reports(self, claim: AnyClaim) -> bool:
        """Whether a claim is the meeting of a short report, told before its matters: it is of all that was spoken of."""
        meets = isinstance(claim, MeetingMention) or (isinstance(claim, Move) and claim.act is Act.MEET)
        return meets and claim.span.start < _LEAD and len(self.report.text) < _SHORT

    def _find_foreign(self, standing: Standing) -> set[str]:
        """The candidates named here that are no process, and have no party of one that the report names."""
        sides = self._finder.sides
        parties = {n for k in self.here if k in standing.kept for side in sides[k] for n in side}
        named = {p for ids in self._running.values() for p in ids if not standing.find((p,))}
        return {p for p in named if not any(n in parties for side in sides[p] for n in side)}

    def _by_passage(self, claim: AnyClaim, standing: Standing, foreign: Collection[str]) -> tuple[str, ...]:
        """What the words around the claim are about: the nearest name, or claim, that stands for one process."""
        for ids in self.passages.around(claim.span.start, self._signs):
            if found := standing.find(ids):
                return found
            if any(p in foreign for p in ids):
                return ()
        return ()

    def _by_name(self, standing: Standing) -> tuple[str, ...]:
        """Where no claim names a process: the one of which the report has names, if it is only one."""
        found = {k for ids in self._running.values() for k in standing.find(ids)}
        own = {k for p in self._alone.values() for k in standing.find((p,))}
        best = own or found
        return tuple(best) if len(best) == 1 else ()


def _is_told(claim: AnyClaim, actor: ActorRef) -> bool:
    """Whether a claim's own words name an actor, or a person entered it."""
    return actor.by != "context" and (actor.span is None or claim.span.covers(actor.span))


def _say_runs(places: Iterable[int]) -> str:
    """Ascending places as first and last of each run of them."""
    runs: list[list[int]] = []
    for at in places:
        if runs and at == runs[-1][1] + 1:
            runs[-1][1] = at
        else:
            runs.append([at, at])
    return ",".join(f"{first}-{last}" for first, last in runs)


def _main(counts: Counter[str]) -> tuple[str, ...]:
    """The process that a report is about, where there is one."""
    if not counts:
        return ()
    name, number = min(counts.items(), key=lambda kv: (-kv[1], kv[0]))
    return (name,) if number >= _MAIN * sum(counts.values()) else ()


def _find_pair(claims: Sequence[AnyClaim]) -> tuple[str, str] | None:
    """The two that most of a report's claims oppose: states, groups, told parties, and names that stand against these."""
    roles = {c.actor.name: c.role for c in claims if isinstance(c, Participation)}
    pairs: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        if claim.kind in BARGAINING:
            told = [
                a
                for a in actors_of(claim)
                if a.by != "words" and a.kind is not ActorKind.PERSON and roles.get(a.name) not in _BETWEEN
            ]
            sure = {a.name for a in told if a.kind in _NEGOTIATE or roles.get(a.name) in _PARTIES}
            names = sorted(sure | {a.name for a in told if a.by == "name"})
            pairs.update((a, b) for i, a in enumerate(names) for b in names[i + 1 :] if not sure.isdisjoint((a, b)))
    best = min(pairs.items(), key=lambda kv: (-kv[1], kv[0]), default=None)
    return best[0] if best is not None and best[1] >= TOUCHES else None
