"""The one way by which every view gets its reports and claims: from files, or from a store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from travaux.cli.late import Late
from travaux.cli.options import (
    AsOf,
    Language,
    Model,
    Outlet,
    Packs,
    ProcessName,
    Published,
    Reader,
    check_paths,
    make_options,
    parse_day,
)
from travaux.cli.output import warn
from travaux.cli.refusals import Refusals
from travaux.errors import UsageError
from travaux.files.index import StoreIndex, read_index
from travaux.garbage import uncollected
from travaux.ontology.claim import AnyClaim
from travaux.ontology.dossier import DOSSIER, Dossier
from travaux.ontology.process import Process, ProcessEntry
from travaux.ontology.report import Report
from travaux.packs.load import load_world
from travaux.packs.process import with_processes
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.resolve.processes import Assignment, assign_processes, find_process
from travaux.review.reviewed import find_lacking, read_reviewed
from travaux.store import Address, CodingStatus, Stamp, Store, open_store
from travaux.store.kept import Kept, name_maker, name_packs

_LACKING = {
    CodingStatus.PENDING: "not coded yet, run the interrupted ingest again",
    CodingStatus.FAILED: "left out because coding failed on it",
}
_FLAGS: tuple[tuple[str, Any], ...] = (
    (
        "paths",
        Annotated[
            list[str] | None,
            typer.Argument(
                metavar="PATH",
                help="Files or folders; - is standard input. Or else --db.",
                show_default=False,
                callback=check_paths,
            ),
        ],
    ),
    ("db", Annotated[str | None, typer.Option("--db", metavar="STORE", help="A store, in place of paths.")]),
    ("process", ProcessName),
    ("as_of", AsOf),
    ("published", Published),
    ("outlet", Outlet),
    ("language", Language),
    ("packs", Packs),
    ("model", Model),
    ("reader", Reader),
)
"""The options that every view has."""
_OF_PATHS = ("published", "outlet", "language", "model", "reader")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Reports with their claims, and the packs that name them; reports set aside are among them, without claims."""

    reports: Sequence[Report]
    claims: Sequence[AnyClaim]
    world: World
    refusals: Refusals
    as_of: date | None = None
    process: str | None = None
    name: str = ""
    """What its process is called, "" where it is not of one."""
    processes: tuple[Process, ...] = ()
    """Those that people gave to the store."""
    kept: Kept | None = None
    """Where the dossier of just these reports is kept, or will be."""
    share: "Share | None" = None
    """Of a process in a store, which reports of it these are."""
    packs: tuple[Path, ...] = ()

    def assignment(self) -> Assignment:
        """The processes of all of it."""
        return assign_processes(self.reports, self.claims, self.world, self.processes)

    def covered(self) -> list[ProcessEntry]:
        """The processes of which these reports tell, the most told first; those of one process are of that alone.

        One report is one page, whatever it touches.
        """
        if self.process is not None:
            return []
        if self.kept is not None:
            entries = read_index(self.kept.db, load_world(*self.packs), self.packs).entries
        else:
            entries = self.assignment().processes
        told = [e for e in entries if e.reports]
        if len({r.report for e in told for r in e.reports}) < 2:
            return []
        return sorted(told, key=lambda e: (-sum(r.claims for r in e.reports), e.process.id))

    def of_process(self, name: str) -> "Material":
        """What of it belongs to the process of this name.

        Raises:
            UsageError: there is no such process.
        """
        assignment = self.assignment()
        process = find_process(assignment, name).process
        reports, claims = assignment.select(process.id, self.reports, self.claims)
        return replace(
            self, reports=tuple(reports), claims=tuple(claims), process=process.id, name=process.name, kept=None
        )

    def dossier(self) -> Dossier:
        """The file on them."""
        with uncollected():
            if self.kept is not None and (found := self.kept.dossier) is not None:
                return DOSSIER.validate_json(found[1])
            matches = None if self.share is None else self.share.index.matches
            dossier = build_dossier(self.reports, self.claims, self.world, as_of=self.as_of, matches=matches)
            if self.kept is not None:
                self.kept.write(self.process, dossier)
            return dossier

    def remember(self, view: str, make: Callable[[], str], asked: str = "") -> str:
        """What a view prints of it; a store keeps that until it changes, or something else is asked of the view."""
        with uncollected():
            return make() if self.kept is None else self.kept.remember(view, make, asked)

    def until(self, day: date, *, undated: bool = False) -> "Material":
        """What of it was known on `day`: reports published by then, others by the day they were retrieved.

        Those of which neither is known are out, or with `undated` in.
        """
        if self.share is not None:
            return _make_of_share(self.share.until(day, undated=undated), self.refusals, day)
        kept = tuple(r for r in self.reports if _is_known(r, day, undated))
        ids = {r.id for r in kept}
        return replace(
            self, reports=kept, claims=tuple(c for c in self.claims if c.report in ids), as_of=day, kept=None
        )


def _is_known(report: Report | Stamp, day: date, undated: bool) -> bool:  # noqa: FBT001
    seen = report.published or report.retrieved
    return undated if seen is None else seen <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A process of a store: of its reports those that are known, and under what name its file is kept."""

    index: StoreIndex
    process: str
    known: tuple[str, ...]
    packs: tuple[Path, ...]
    slot: str = "now"

    def until(self, day: date, *, undated: bool) -> "Share":
        """What of it was known on a day."""
        stamps = self.index.stamps
        known = tuple(name for name in self.known if _is_known(stamps[name], day, undated))
        return replace(self, known=known, slot="then")


def with_material(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose first parameter is the Material, as one with the options that say which reports that is.

    Exactly one of paths and --db must be given. It leaves with 1 if an input was refused.
    """
    own = list(signature(command).parameters.values())[1:]

    def run(**flags: Any) -> None:
        refusals = Refusals()
        given = {name: flags.pop(name) for name, _ in _FLAGS}
        command(load_material(refusals, **given), **flags)
        refusals.finish()

    common = [Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=kind) for name, kind in _FLAGS]
    keyword = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in own]
    run.__signature__ = Signature([*common, *keyword])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*common, *keyword)}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run


def load_material(refusals: Refusals, **options: Any) -> Material:
    """The reports and claims that the options of `_FLAGS` say, by name; those not given are None.

    Raises:
        UsageError: both or neither of paths and a store are given, or an option does not go with the one that is.
    """
    given = {name: options.get(name) for name, _ in _FLAGS}
    paths: list[str] = given["paths"] or []
    db: Address | None = given["db"]
    if bool(paths) == (db is not None):
        raise UsageError("name the reports: either files and folders, or a store with --db FILE, and not both")
    day = parse_day(given["as_of"], "--as-of")
    packs = tuple(given["packs"] or ())
    if db is None:
        intake = make_options(given["published"], given["outlet"], given["language"], None, None)
        reading = import_module("travaux.cli.reading")  # a store needs neither intake nor a coder
        coder = reading.make_coder(given["model"], packs, given["reader"])
        coded = list(reading.code_paths(paths, intake, refusals, coder))
        claims = tuple(c for _, group in coded for c in group)
        material = Material(reports=tuple(r for r, _ in coded), claims=claims, world=coder.world, refusals=refusals)
    else:
        if wrong := [f"--{name}" for name in _OF_PATHS if given[name] is not None]:
            raise UsageError(f"{wrong[0]} says something of files that are read; a store has it from their ingest")
        if given["process"] is not None:
            return _load_process(db, packs, refusals, given["process"], day)
        if day is None:
            return _load_whole(db, packs, refusals)
        material = _load_stored(db, load_world(*packs), refusals)
    material = material if day is None else _cut(material, day)
    return material if given["process"] is None else material.of_process(given["process"])


def _load_process(db: Address, packs: tuple[Path, ...], refusals: Refusals, name: str, day: date | None) -> Material:
    """A process of a store, as known on a day; its reports and claims are read late where its dossier is kept."""
    world = load_world(*packs)
    with open_store(db, create=False) as store:
        _find_lacking(store)
    index = read_index(db, world, packs)
    if day is not None:
        index = read_index(db, world, packs, [n for n, stamp in index.stamps.items() if _has_come(stamp, day)])
    process = find_process(Assignment(processes=index.entries, claims={}), name).process.id
    known = tuple(name for name, shares in index.homes.items() if process in shares)
    share = Share(index=index, process=process, known=known, packs=packs, slot="now" if day is None else "then")
    return _make_of_share(share, refusals, day)


def _has_come(stamp: Stamp, day: date) -> bool:
    """Whether a report was known on a day; one of which no day is known is named on standard error."""
    if stamp.published is None and stamp.retrieved is None:
        warn(f"report {stamp.report}: left out of --as-of, because no day of it is known")
    return _is_known(stamp, day, undated=False)


def _make_of_share(share: Share, refusals: Refusals, day: date | None) -> Material:
    """The material of a process in a store; its dossier stands for as long as what it is made of is the same."""
    index, process = share.index, share.process
    made_of = f"{index.name_content(process, share.known)} {day or ''}"
    name = " ".join([process, name_packs(share.packs), share.slot])

    @cache
    def load() -> tuple[list[Report], list[AnyClaim]]:
        return index.load(process, share.known)

    return Material(
        reports=Late(lambda: load()[0]),
        claims=Late(lambda: load()[1]),
        world=index.world,
        refusals=refusals,
        as_of=day,
        process=process,
        name=next((e.process.name for e in index.entries if e.process.id == process), ""),
        processes=index.given,
        kept=Kept(db=index.db, name=name, state="", maker="", made_of=made_of),
        share=share,
    )


def _load_whole(db: Address, packs: tuple[Path, ...], refusals: Refusals) -> Material:
    """All of a store; reports and claims are read late where their dossier is kept."""
    world = load_world(*packs)
    with open_store(db, create=False) as store:
        state = store.state()
    kept = Kept(db=db, name=f"- {name_packs(packs)}", state=state, maker=name_maker())

    @cache
    def load() -> Material:
        return _load_stored(db, world, refusals)

    if kept.dossier is None:
        return replace(load(), kept=kept, packs=packs)
    with open_store(db, create=False) as store:
        processes = tuple(p for p, _ in store.process_files())
        _find_lacking(store)
    return Material(
        reports=Late(lambda: load().reports),
        claims=Late(lambda: load().claims),
        world=with_processes(world, processes),
        refusals=refusals,
        processes=processes,
        kept=kept,
        packs=packs,
    )


def _cut(material: Material, day: date) -> Material:
    """What was known on `day`; reports of which no day is known are named on standard error."""
    for report in material.reports:
        if report.published is None and report.retrieved is None:
            warn(f"report {report.label}: left out of --as-of, because no day of it is known")
    return material.until(day)


def _load_stored(db: Address, world: World, refusals: Refusals) -> Material:
    """All reports in a store that were coded or set aside; the others are named on standard error."""
    with open_store(db, create=False) as store:
        found = read_reviewed(store, _find_lacking(store))
    return Material(
        reports=found.reports,
        claims=found.claims,
        world=with_processes(world, found.processes),
        refusals=refusals,
        processes=found.processes,
    )


def _find_lacking(store: Store) -> set[str]:
    """The reports of a store that have no claims and were not set aside."""
    lacking = find_lacking(store)
    for report, status in sorted(lacking.items()):
        warn(f"report {report}: {_LACKING[status]}")
    return set(lacking)
