"""Which reports of a store belong to which process: read from what is kept of each report, and made anew where it changed.

What one report tells of the processes hangs on itself alone (`resolve.belonging`), so that a report more is one report to
read. What is kept is the same as what would be made anew: each row carries the version of its report and of the reviews on
it, and lies under a name that says which packs, process files and travaux made it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from travaux.errors import StoreError
from travaux.files.likeness import SHELVES, read_matches, shelf_of
from travaux.garbage import uncollected
from travaux.ontology.claim import AnyClaim
from travaux.ontology.process import Process, ProcessEntry
from travaux.ontology.report import Report
from travaux.ontology.review import Review, Target
from travaux.origins.copies import Match
from travaux.packs.process import with_processes
from travaux.packs.world import World
from travaux.resolve.belonging import Facts, Row, Share
from travaux.resolve.candidates import Finder, make_finder
from travaux.resolve.processes import Shares, find_standing, join_shares
from travaux.review.apply import apply_to_claims, apply_to_reports
from travaux.store import Address, CodingStatus, Stamp, Store, open_store
from travaux.store.kept import name_maker, name_packs
from travaux.store.packing import pack, unpack
from travaux.store.reviews import list_reviews

_READ = {CodingStatus.CODED, CodingStatus.SET_ASIDE}
"""What a file is made of; the others wait for their claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """What is kept of one report."""

    version: str
    facts: Facts
    standing: tuple[str | None, ...]
    """For each candidate on which it hangs where its claims belong, the process that it was or went into."""
    shares: dict[str, Share]


_ROWS: TypeAdapter[dict[str, IndexRow]] = TypeAdapter(dict[str, IndexRow])


@dataclass(frozen=True, kw_only=True)
class StoreIndex:
    """The processes of a store as it was at one moment, and what of each report belongs to which."""

    db: Address
    world: World
    made_by: str
    """Names the packs, the process files and the travaux."""
    given: tuple[Process, ...]
    stamps: Mapping[str, Stamp]
    """Those of the reports that a file is made of."""
    stored: Mapping[str, Stamp]
    """Those of all reports that files are made of."""
    versions: Mapping[str, str]
    entries: tuple[ProcessEntry, ...]
    homes: Mapping[str, Shares]
    reviews: tuple[Review, ...]
    finder: Finder
    rows: Mapping[str, IndexRow]
    """What is kept of each report."""

    def name_content(self, process: str | None, reports: Iterable[str]) -> str:
        """Names what a file of a process is made of where only these reports are known."""
        digest = hashlib.sha256(self.made_by.encode())
        for name in sorted(reports):
            share = None if process is None else self.homes.get(name, {}).get(process)
            if process is None or share is not None:
                own = "" if share is None else share.runs
                digest.update(f"\n{name}\0{self.versions[name]}\0{own}".encode())
        return digest.hexdigest()

    def load(self, process: str, reports: Iterable[str]) -> tuple[list[Report], list[AnyClaim]]:
        """The claims of a process, of some of the reports, and the reports that hold them."""
        shares = {name: own[process] for name in reports if process in (own := self.homes.get(name, {}))}
        decided = {name for review in self.reviews for name in _reports_of(review)} & shares.keys()
        places = {name: share.places for name, share in shares.items() if name not in decided}
        with uncollected(), open_store(self.db, create=False) as store:
            found = _read(store, decided, self.reviews)
            whole = {r.id: r for r in store.reports(places)}
            told = dict(store.claims_at(places))
        told |= {name: _pick(claims, shares[name]) for name, (_, claims) in found.items()}
        whole |= {name: report for name, (report, _) in found.items()}
        return [whole[n] for n in self._in_order(shares)], [c for n in sorted(shares) for c in told.get(n, ())]

    def split(self, report: str, claims: Sequence[AnyClaim]) -> dict[str, tuple[AnyClaim, ...]]:
        """All claims of a report as reviews leave them, by the processes that they belong to."""
        return {process: _pick(claims, share) for process, share in self.homes.get(report, {}).items()}

    def _in_order(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=lambda n: (str(self.stamps[n].published or ""), n))

    @cached_property
    def matches(self) -> list[Match]:
        """The reports of the store that are alike."""
        with open_store(self.db, create=False) as store:
            return read_matches(store, self.stored.values())

    @cached_property
    def unassigned(self) -> list[str]:
        """The coded reports that touch no process."""
        coded = (n for n, stamp in self.stamps.items() if stamp.status is CodingStatus.CODED)
        return [name for name in self._in_order(coded) if not self.homes.get(name)]


def read_index(
    db: Address,
    world: World,
    packs: Iterable[Path] = (),
    known: Iterable[str] | None = None,
    before: StoreIndex | None = None,
) -> StoreIndex:
    """The index of a store; `world` is that of the packs, and `known` the reports it is made of, by default all.

    `before` is the index as it was read earlier: what has not changed since is taken from it.

    Raises:
        StoreError: the store cannot be read.
    """
    with uncollected(), open_store(db, create=False) as store:
        given = tuple(p for p, _ in store.process_files())
        bodies = [body for _, body in store.process_files()]
        reviews = tuple(list_reviews(store))
        stamps = {s.report: s for s in store.stamps() if s.status in _READ}
        made_by = hashlib.sha256("\0".join([name_maker(), name_packs(packs), *bodies]).encode()).hexdigest()
        old = before if before is not None and before.made_by == made_by else None
        whole = with_processes(world, given) if old is None else old.world
        finder = make_finder(whole, given) if old is None else old.finder
        versions = _name_versions(stamps, reviews)
        builder = _Builder(store, finder, versions, reviews, made_by, None if old is None else old.rows)
        wanted = stamps if known is None else {n: stamps[n] for n in known if n in stamps}
        entries, homes = builder.build([n for n in sorted(wanted) if stamps[n].status is CodingStatus.CODED])
        if known is None:
            builder.keep(set(stamps))
    return StoreIndex(
        db=db,
        world=whole,
        made_by=made_by,
        given=given,
        stamps=wanted,
        stored=stamps,
        versions=versions,
        entries=entries,
        homes=homes,
        reviews=reviews,
        finder=finder,
        rows=builder.rows,
    )


def _name_versions(stamps: Mapping[str, Stamp], reviews: Sequence[Review]) -> dict[str, str]:
    """Report → what names its version: its last change in the store, and the reviews on it."""
    told: dict[str, list[str]] = defaultdict(list)
    for review in reviews:
        for name in _reports_of(review):
            told[name].append(str(review.serial))
    return {n: " ".join([str(s.changed), s.status.value, *told.get(n, ())]) for n, s in stamps.items()}


def _reports_of(review: Review) -> set[str]:
    """The reports that a review touches: its own, and both of a link's."""
    if review.kind is Target.REPORT:
        return {review.target}
    found = {name.rsplit(":", 2)[0] for name in review.target.split(" ")}
    return found if review.claim is None else found | {review.claim.report}


class _Builder:
    """Makes an index, out of what is kept as far as that goes."""

    def __init__(
        self,
        store: Store,
        finder: Finder,
        versions: Mapping[str, str],
        reviews: Sequence[Review],
        made_by: str,
        rows: Mapping[str, IndexRow] | None,
    ) -> None:
        self._store, self._finder, self._versions, self._reviews = store, finder, versions, reviews
        self._made_by = made_by
        self.rows = self._load() if rows is None else dict(rows)
        self._changed: set[str] = set()

    def build(self, names: Sequence[str]) -> tuple[tuple[ProcessEntry, ...], dict[str, Shares]]:
        """The processes of these reports, and what of each report belongs to which."""
        old = {n: None for n in names if n in self.rows and self.rows[n].version == self._versions[n]}
        rows = dict(self._make([n for n in names if n not in old]))
        facts = {n: rows[n].facts() if n in rows else self.rows[n].facts for n in names}
        standing = find_standing(facts.values(), self._finder)
        involved = {p for told in facts.values() for p in told.involved}
        into = {p: found[0] for p in sorted(involved) if (found := standing.find((p,)))}
        where = {n: tuple(into.get(p) for p in facts[n].involved) for n in names}
        rows |= self._make([n for n in old if self.rows[n].standing != where[n]])
        for name, row in rows.items():
            self._changed.add(name)
            self.rows[name] = IndexRow(
                version=self._versions[name], facts=facts[name], standing=where[name], shares=row.settle(standing)
            )
        shares = {n: self.rows[n].shares for n in names}
        return join_shares(list(facts.values()), shares, standing, self._finder)

    def _make(self, names: Sequence[str]) -> Iterator[tuple[str, Row]]:
        """Reads reports and makes what they tell."""
        for name, (report, claims) in _read(self._store, set(names), self._reviews).items():
            yield name, Row(report, claims, self._finder)

    def _load(self) -> dict[str, IndexRow]:
        out: dict[str, IndexRow] = {}
        for shelf in range(SHELVES):
            packed = self._store.made(f"index {shelf}", self._made_by)
            body = None if packed is None else unpack(packed)
            with suppress(ValidationError):
                out |= {} if body is None else _ROWS.validate_json(body)
        return out

    def keep(self, names: set[str]) -> None:
        """Keep the rows of these reports, and no others; where the store cannot be written just now, they are made again.

        Only those are written that lie beside one that changed.
        """
        touched = {shelf_of(n) for n in self._changed.union(self.rows.keys() - names)}
        if not touched:
            return
        self.rows = {name: row for name, row in self.rows.items() if name in names}
        rows: dict[int, dict[str, IndexRow]] = {shelf: {} for shelf in touched}
        for name, row in self.rows.items():
            if (shelf := shelf_of(name)) in touched:
                rows[shelf][name] = row
        try:
            with self._store.transaction():
                for shelf, own in sorted(rows.items()):
                    self._store.put_made(f"index {shelf}", self._made_by, pack(_ROWS.dump_json(own)))
        except StoreError:
            self.rows = {name: row for name, row in self.rows.items() if name not in self._changed}


def _read(store: Store, wanted: set[str], reviews: Sequence[Review]) -> dict[str, tuple[Report, tuple[AnyClaim, ...]]]:
    """The reports with their claims as reviews leave them, those to which a person linked these read too."""
    own = [r for r in reviews if not wanted.isdisjoint(_reports_of(r))]
    needed = wanted.union(*(_reports_of(r) for r in own))
    reports = {r.id: r for r in store.reports(needed)}
    claims = {name: group for name, group in store.claims(needed) if name in reports}
    if own:
        reports = {r.id: r for r in apply_to_reports(reports.values(), own)}
        told = apply_to_claims((c for group in claims.values() for c in group), own, reports)
        by_report: dict[str, list[AnyClaim]] = defaultdict(list)
        for claim in told:
            by_report[claim.report].append(claim)
        claims = {name: tuple(group) for name, group in by_report.items()}
    return {n: (reports[n], claims.get(n, ())) for n in sorted(wanted) if n in reports}


def _pick(claims: Sequence[AnyClaim], share: Share) -> tuple[AnyClaim, ...]:
    """The claims of a share, which are counted in the order of their report."""
    ordered = sorted(claims, key=lambda c: (c.span.start, c.span.end, c.kind, c.ordinal))
    return tuple(ordered[at] for at in share.places)
