"""`travaux export`: the file in a format that others read."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from travaux.cli.material import Material, load_material
from travaux.cli.options import AsOf, Packs, ProcessName, check_paths, make_app
from travaux.cli.output import show, warn
from travaux.cli.refusals import Refusals
from travaux.export.csv_package import write_csv
from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report
from travaux.resolve.dossier import build_dossier

app = make_app()


class ExportFormat(StrEnum):
    """In what the file is written."""

    CSV = "csv"


_WRITERS = {ExportFormat.CSV: write_csv}
Wanted = Annotated[ExportFormat, typer.Argument(metavar="FORMAT", help="csv: a folder of tables with a codebook.")]
Reports = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Files or folders; or else --db.", show_default=False, callback=check_paths),
]
Store = Annotated[Path | None, typer.Option("--db", metavar="FILE", help="A store, in place of paths.")]
Target = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="PATH", help="Where to; by default travaux-FORMAT.")
]


@app.command()
def export(  # noqa: PLR0913, PLR0917 -- each is a flag
    format: Wanted,  # noqa: A002
    paths: Reports = None,
    db: Store = None,
    output: Target = None,
    process: ProcessName = None,
    as_of: AsOf = None,
    packs: Packs = None,
) -> None:
    """Write the file on these reports as tables with a codebook. Reports under embargo are left out."""
    refusals = Refusals()
    given = load_material(refusals, paths=paths, db=db, process=process, as_of=as_of, packs=packs)
    reports, claims = leave_out_embargoed(given, date.today())
    written = _WRITERS[format](build_dossier(reports, claims, given.world), output or Path(f"travaux-{format.value}"))
    show("\n".join(str(path) for path in written))
    refusals.finish()


def leave_out_embargoed(material: Material, today: date) -> tuple[list[Report], list[AnyClaim]]:
    """Reports and claims that may leave the house on this day; the others are named on standard error."""
    barred = {r.id: r for r in material.reports if r.embargo_until is not None and r.embargo_until > today}
    for report in barred.values():
        warn(f"report {report.label}: left out, it is under embargo until {report.embargo_until}")
    reports = [r for r in material.reports if r.id not in barred]
    free = (c for c in material.claims if c.embargo_until is None or c.embargo_until <= today)
    return reports, [c for c in free if c.report not in barred]
