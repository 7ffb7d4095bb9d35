"""`travaux export`: the file in the formats that others read."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from travaux.cli.material import Material, load_material
from travaux.cli.options import AsOf, Format, Packs, ProcessName, check_paths, make_app, parse_day
from travaux.cli.output import show, show_json, warn
from travaux.cli.refusals import Refusals
from travaux.cli.rows import describe
from travaux.cli.several import warn_of_several
from travaux.errors import InputError, UsageError
from travaux.export.doubt import leave_out_doubtful
from travaux.export.material import ExportMaterial, ExportSummary, Record, ReviewState, make_material
from travaux.export.registry import ExportFormat, find_format, list_formats, load_exporter
from travaux.export.withholding import count_barred
from travaux.ontology.review import Review, Verdict
from travaux.review.verdicts import find_verdicts
from travaux.store import Address, open_store
from travaux.store.reviews import list_reviews

_STATES = {Verdict.CONFIRM: ReviewState.CONFIRMED, Verdict.CORRECT: ReviewState.CORRECTED}
_FORMATS = "\n\n".join(f"{form.name}: {form.title}" for form in list_formats().values())
Wanted = Annotated[str, typer.Argument(metavar="FORMAT", help="One of the formats below.", show_default=False)]
Reports = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Files or folders; or else --db.", show_default=False, callback=check_paths),
]
Store = Annotated[str | None, typer.Option("--db", metavar="STORE", help="A store, in place of paths.")]
Target = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="PATH", help="Where to; by default travaux-FORMAT.")
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="The day on which it leaves the house, for embargoes; by default today."),
]
Whole = Annotated[
    bool,
    typer.Option("--include-restricted", help="With what is under embargo or marked as sensitive, for those entitled."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="An option of the format; may be given several times."),
]
Least = Annotated[
    float | None,
    typer.Option(
        "--least-confidence",
        metavar="SHARE",
        min=0.0,
        max=1.0,
        help="Leave out events whose confidence, measured from 0 to 1, is lower; by default none is left out.",
        show_default=False,
    ),
]

app = make_app()


@app.command(epilog=_FORMATS)
def export(  # noqa: PLR0913, PLR0917 -- each is a flag
    wanted: Wanted,
    paths: Reports = None,
    db: Store = None,
    output: Target = None,
    process: ProcessName = None,
    as_of: AsOf = None,
    on: On = None,
    include_restricted: Whole = False,  # noqa: FBT002
    setting: Settings = None,
    least_confidence: Least = None,
    packs: Packs = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Write the file in a format that others read. What is under embargo or marked as sensitive is left out."""
    form = find_format(wanted)
    options = _read_settings(form, setting or [])
    target = _check_target(output or Path(form.default_path), paths or [], db)
    day = parse_day(on, "--on") or date.today()
    exporter = load_exporter(form)
    refusals = Refusals()
    given = load_material(refusals, paths=paths, db=db, process=process, as_of=as_of, packs=packs)
    record = make_record(given, db)
    if not given.reports:
        refusals.finish()
        raise InputError(
            str(db or "these inputs"), "it holds no report, and so nothing is exported. Nothing was written"
        )
    warn_of_several(given)
    material = make_material(record, day, include_restricted=include_restricted, options=options)
    _tell_withheld(material)
    if least_confidence is not None:
        material, left = leave_out_doubtful(material, least_confidence)
        warn(f"{left} events are left out: their confidence is lower than {least_confidence:g}")
    summary = exporter(material, target)
    if format is Format.JSON:
        show_json(_document(form, material, summary, given, refusals))
    else:
        show("\n".join([*(str(path) for path in summary.files), *summary.notes]))
    refusals.finish()


def make_record(given: Material, db: Address | None) -> Record:
    """All of it, with what people said of its claims."""
    reviewed = {}
    reviews: list[Review] = []
    if db is not None:
        with open_store(db, create=False) as store:
            reviews = list(list_reviews(store))
        if reviews:
            reviewed = {name: _STATES[verdict] for name, verdict in find_verdicts(given.claims, reviews).items()}
    return Record(
        reports=given.reports,
        claims=given.claims,
        world=given.world,
        as_of=given.as_of,
        process=given.process,
        given=given.processes,
        reviewed=reviewed,
        reviews=reviews,
        store=None if db is None else Path(db),
        dossier=given.dossier,
    )


def _read_settings(form: ExportFormat, settings: Sequence[str]) -> dict[str, str]:
    options = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or name not in form.options:
            known = ", ".join(form.options) or "none"
            raise UsageError(f"--set {setting!r} is no NAME=VALUE of {form.name}, whose options are: {known}")
        options[name] = value
    return options


def _check_target(target: Path, paths: Sequence[str], db: Address | None) -> Path:
    """The place to write to, which must be none of those read."""
    read = [Path(p) for p in paths if p != "-"] + ([Path(db)] if db is not None else [])
    if any(path.exists() and target.exists() and path.samefile(target) for path in read):
        raise UsageError(f"{target} is what is read; name another place with -o. Nothing was written")
    return target


def _tell_withheld(material: ExportMaterial) -> None:
    for line in material.withheld.lines():
        warn(line)
    if marked := count_barred(material.reports, material.claims, material.day):
        warn(f"with {marked} reports and claims that are under embargo or marked as sensitive: mind who gets it")


def _document(
    form: ExportFormat, material: ExportMaterial, summary: ExportSummary, given: Material, refusals: Refusals
) -> dict[str, object]:
    return {
        "schema": "travaux-export/1",
        **describe(given),
        "format": form.name,
        "day": material.day.isoformat(),
        "files": [str(path) for path in summary.files],
        "counts": dict(summary.counts),
        "notes": list(summary.notes),
        "withheld": {
            "reports": [{"report": label, "reason": reason} for label, reason in material.withheld.reports],
            "claims": dict(material.withheld.claims or {}),
        },
        "set_aside": refusals.set_aside_rows(),
        "refused": refusals.refused_rows(),
    }
