"""`travaux forget`: reports that should not be in a store, taken out of it with all that they told."""

from typing import Annotated

import typer

from travaux.cli.options import Database, Format, make_app
from travaux.cli.output import show, show_json, warn
from travaux.store import open_store

app = make_app()
FORGET_SCHEMA = "travaux-forget/1"
Ids = Annotated[
    list[str], typer.Argument(metavar="REPORT", help="Ids of reports, as `search` prints them.", show_default=False)
]


@app.command()
def forget(reports: Ids, db: Database, format: Format = Format.TEXT) -> None:  # noqa: A002
    """Take reports out of a store, with their claims. What people reviewed in them stays in the audit trail."""
    ids = list(dict.fromkeys(reports))
    with open_store(db, create=False) as store:
        gone = [report for report in ids if store.delete_report(report)]
        if gone:
            store.drop_made()  # files and briefs quote what they were made of
    unknown = [report for report in ids if report not in gone]
    for report in unknown:
        warn(f"{db} holds no report {report!r}; `travaux search` prints the ids of reports")
    if format is Format.JSON:
        show_json({"schema": FORGET_SCHEMA, "forgotten": gone, "unknown": unknown})
    else:
        show("\n".join(f"forgotten {report}" for report in gone) or "nothing was forgotten")
    if unknown:
        raise typer.Exit(1)
