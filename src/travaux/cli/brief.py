"""`travaux brief`: the file from a store."""

from pathlib import Path

import typer

from travaux.cli.common import Database, Format, Packs, show, show_json
from travaux.ontology.dossier import DOSSIER, Dossier
from travaux.packs.load import load_world
from travaux.resolve.dossier import build_dossier
from travaux.store import open_store
from travaux.views.brief import make_brief, render_brief

app = typer.Typer()


@app.command()
def brief(
    db: Database,
    packs: Packs = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Print the file on the reports that a store keeps, every line footnoted."""
    dossier = load_dossier(db, tuple(packs or ()))
    if format is Format.JSON:
        show_json(DOSSIER.dump_python(dossier, mode="json"))
    else:
        show(render_brief(make_brief(dossier)))


def load_dossier(db: Path, packs: tuple[Path, ...]) -> Dossier:
    """The dossier of all reports in a store."""
    with open_store(db, create=False) as store:
        reports = list(store.reports())
        claims = [c for _, group in store.claims() for c in group]
    return build_dossier(reports, claims, load_world(*packs))
