"""`travaux process`: the negotiations of a store, found in its reports or described by a person's files."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from travaux.cli.material import Material, load_material
from travaux.cli.options import AsOf, Database, ListFormat, Packs, ProcessName, check_paths, make_app, parse_day
from travaux.cli.output import show, show_json, show_jsonl, warn
from travaux.cli.refusals import Refusals
from travaux.cli.rows import dump
from travaux.errors import InputError, UsageError
from travaux.ontology.process import Process, ProcessActor, ProcessEntry
from travaux.ontology.process_file import describe_boundary, make_process_id, read_process, write_process
from travaux.resolve.drafting import describe_draft, draft_process
from travaux.resolve.processes import find_process
from travaux.store import open_store

app = make_app()
PROCESS_SCHEMA = "travaux-process/1"
Name = Annotated[str, typer.Argument(metavar="NAME", help="The id or name of a process.")]
_SUFFIX = ".toml"
Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="A process file (.toml) to keep; or reports, or else --db alone, to write one from.",
        show_default=False,
        callback=check_paths,
    ),
]
Store = Annotated[
    str | None, typer.Option("--db", metavar="STORE", help="The store to keep it in, or to write it from.")
]
Target = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where the file is written; else it is printed.")
]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A process file (TOML).", exists=True, dir_okay=False)]


@app.callback()
def process() -> None:
    """Describe, list, merge and split the negotiations of a store."""


@app.command()
def new(
    paths: Sources = None,
    db: Store = None,
    process: ProcessName = None,
    output: Target = None,
    packs: Packs = None,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Keep a process file in a store: what its boundary holds is one negotiation. Or write one, from reports or a store."""
    files = [Path(p) for p in paths or () if p.endswith(_SUFFIX)]
    if not files:
        _draft(load_material(Refusals(), paths=paths, db=db, packs=packs), process, output, format)
        return
    if len(paths or ()) > 1 or db is None or process or output:
        raise UsageError(
            f"one process file goes into one store: travaux process new {files[0]} --db STORE. Nothing was changed"
        )
    given, body = _read(files[0])
    with open_store(db, create=True) as store, store.transaction():
        if any(p.id == given.id for p, _ in store.process_files()):
            raise UsageError(
                f"there is a process {given.id} already; change it with `process edit`. Nothing was changed"
            )
        store.put_process(given, body)
    _print_one(_load(db).assignment().processes, given.id, format)


@app.command("list")
def list_(
    db: Database,
    as_of: AsOf = None,
    packs: Packs = None,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """List the processes, given and found, with how much of the reports belongs to each; and the reports of none."""
    material = _load(db, as_of, packs)
    assignment = material.assignment()
    left = [r.id for r in assignment.unassigned(material.reports)]
    rows = [_row(e) for e in assignment.processes]
    if format is ListFormat.JSONL:
        show_jsonl({"schema": PROCESS_SCHEMA, **row} for row in rows)
    elif format is ListFormat.JSON:
        show_json({"schema": PROCESS_SCHEMA, "processes": rows, "unassigned": left})
    else:
        lines = [_say_line(e) for e in assignment.processes]
        show(
            "\n".join([*lines, *([f"of no process: {', '.join(left)}"] if left else [])])
            or "no process in these reports"
        )


@app.command("show")
def show_(
    name: Name,
    db: Database,
    file: Annotated[bool, typer.Option("--file", help="Print it as a process file.")] = False,  # noqa: FBT002
    as_of: AsOf = None,
    packs: Packs = None,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Print a process: its boundary, parties, mediators, and the reports that touch it."""
    entry = find_process(_load(db, as_of, packs).assignment(), name)
    if file:
        show(write_process(entry.process))
    else:
        _print_one([entry], entry.process.id, format)


@app.command()
def edit(name: Name, file: File, db: Database, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Put another file in the place of that of a process; one that was found is a person's from then on."""
    given, body = _read(file)
    old = find_process(_load(db).assignment(), name).process
    with open_store(db, create=False) as store, store.transaction():
        if given.id != old.id and any(p.id == given.id for p, _ in store.process_files()):
            raise UsageError(f"there is another process {given.id} already. Nothing was changed")
        store.delete_process(old.id)
        store.put_process(given, body)
    _print_one(_load(db).assignment().processes, given.id, format)


@app.command()
def merge(
    names: Annotated[list[str], typer.Argument(metavar="NAME NAME …", help="Two processes or more.")],
    db: Database,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="The name of the whole.")] = None,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Make one process of several: all their parties, mediators, places and issues."""
    assignment = _load(db).assignment()
    old = list({e.process.id: e.process for e in (find_process(assignment, n) for n in names)}.values())
    if len(old) < 2:
        raise UsageError("merge takes two processes or more, and these are one. Nothing was changed")
    whole = _join(old, name or " and ".join(p.name for p in old))
    _replace(db, old, [whole])
    _print_one(_load(db).assignment().processes, whole.id, format)


@app.command()
def split(
    name: Name,
    at: Annotated[str, typer.Option(metavar="DAY", help="The first day of the later one (YYYY-MM-DD).")],
    db: Database,
    names: Annotated[
        tuple[str, str] | None, typer.Option("--names", metavar="EARLIER LATER", help="What the two are called.")
    ] = None,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Make two processes of one: what was reported before a day, and from it on."""
    day = parse_day(at, "--at")
    old = find_process(_load(db).assignment(), name).process
    if day is None or not old.runs_on(day.isoformat()) or not old.runs_on((day - timedelta(days=1)).isoformat()):
        raise UsageError(
            f"--at {at} does not lie within {old.id} ({old.start or '…'} to {old.end or '…'}). Nothing was changed"
        )
    parts = _cut(old, day, names or (f"{old.name} until {day}", f"{old.name} from {day}"))
    _replace(db, [old], parts)
    entries = _load(db).assignment().processes
    for part in parts:
        _print_one(entries, part.id, format)


def _draft(material: Material, name: str | None, output: Path | None, format: ListFormat) -> None:  # noqa: A002
    """Write the file of a process that the reports tell, or of the largest of several."""
    assignment = material.assignment()
    if not assignment.processes:
        raise UsageError(
            "these reports tell no negotiation between two parties; write the file by hand as docs/processes.md shows"
        )
    entry = find_process(assignment, name) if name else assignment.processes[0]
    if not name and len(assignment.processes) > 1:
        others = ", ".join(e.process.id for e in assignment.processes[1:])
        warn(f"this is {entry.process.id}, of which most is told; --process takes another: {others}")
    reports, claims = assignment.select(entry.process.id, material.reports, material.claims)
    drafted = draft_process(entry.process, reports, claims, material.world)
    body = describe_draft({r.report: r.claims for r in entry.reports}) + write_process(drafted)
    if output is not None:
        if output.exists():
            raise UsageError(f"{output} is there already; name another file. Nothing was written")
        output.write_text(body, encoding="utf-8")
    if format is ListFormat.TEXT:
        show(body if output is None else str(output))
    else:
        _print_one([replace(entry, process=drafted)], drafted.id, format)


def _read(file: Path) -> tuple[Process, str]:
    try:
        body = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(str(file), "it is not UTF-8 text. Nothing was changed") from error
    return read_process(body, str(file)), body


def _load(db: str, as_of: str | None = None, packs: list[Path] | None = None) -> Material:
    return load_material(Refusals(), db=db, as_of=as_of, packs=packs)


def _replace(db: str, old: Sequence[Process], new_: Sequence[Process]) -> None:
    """Put files of new processes in the place of those of old ones, all or nothing."""
    with open_store(db, create=False) as store, store.transaction():
        for process in old:
            store.delete_process(process.id)
        known = {p.id for p, _ in store.process_files()}
        for process in new_:
            if process.id in known:
                raise UsageError(f"there is a process {process.id} already; give another name. Nothing was changed")
            store.put_process(process, write_process(process))


def _join(old: Sequence[Process], name: str) -> Process:
    """All that several processes have, as one; whoever is a party of one is no mediator of the whole."""
    parties: dict[str, ProcessActor] = {}
    for number, process in enumerate(old):
        for party in process.parties:
            side = party.side + 100 * number if party.side else 0
            parties.setdefault(party.name, replace(party, side=side))
    mediators = {m.name: m for p in old for m in p.mediators if m.name not in parties}
    actors = tuple(parties.values())
    return Process(
        id=make_process_id(name),
        name=name,
        parties=actors,
        mediators=tuple(mediators.values()),
        places=tuple(dict.fromkeys(x for p in old for x in p.places)),
        issues=tuple(dict.fromkeys(i for p in old for i in p.issues)),
        start=min(p.start for p in old),
        end=max(p.end for p in old) if all(p.end for p in old) else "",
        boundary=describe_boundary(actors),
    )


def _cut(old: Process, day: date, names: tuple[str, str]) -> list[Process]:
    earlier, later = (
        replace(old, id=make_process_id(n), name=n, found=False, boundary=describe_boundary(old.parties)) for n in names
    )
    return [replace(earlier, end=(day - timedelta(days=1)).isoformat()), replace(later, start=day.isoformat())]


def _print_one(entries: Sequence[ProcessEntry], wanted: str, format: ListFormat) -> None:  # noqa: A002
    entry = next(e for e in entries if e.process.id == wanted)
    if format is ListFormat.TEXT:
        show(_say(entry))
    elif format is ListFormat.JSON:
        show_json({"schema": PROCESS_SCHEMA, **_row(entry)})
    else:
        show_jsonl([{"schema": PROCESS_SCHEMA, **_row(entry)}])


def _row(entry: ProcessEntry) -> dict[str, Any]:
    return {**dump(entry.process), "reports": dump(entry.reports)}


def _say_line(entry: ProcessEntry) -> str:
    claims = sum(r.claims for r in entry.reports)
    kind = "found" if entry.process.found else "given"
    return f"{entry.process.id}  ({kind}; {len(entry.reports)} reports, {claims} claims)  {entry.process.name}"


def _say(entry: ProcessEntry) -> str:
    process = entry.process
    rows = [
        ("name", f"{process.name} ({'found in the reports' if process.found else 'given'})"),
        ("id", process.id),
        ("parties", "; ".join(", ".join(sorted(side)) for side in process.sides())),
        ("mediators", ", ".join(m.name for m in process.mediators)),
        ("places", ", ".join(process.places)),
        ("issues", ", ".join(i.value for i in process.issues)),
        ("time", f"{process.start or '…'} to {process.end or '…'}" if process.start or process.end else ""),
        ("boundary", process.boundary),
        ("reports", f"{len(entry.reports)}, with {sum(r.claims for r in entry.reports)} claims of it"),
    ]
    reports = [f"    {r.report}  {r.claims}" for r in entry.reports]
    return "\n".join([*(f"{key:10} {value}" for key, value in rows if value), *reports])
