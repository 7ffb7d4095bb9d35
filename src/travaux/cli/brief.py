"""`travaux brief`: the file from a store."""

from pathlib import Path

from travaux.cli.options import Database, Format, Packs, make_app
from travaux.cli.output import show, show_json, warn
from travaux.ontology.dossier import DOSSIER, Dossier
from travaux.packs.load import load_world
from travaux.resolve.dossier import build_dossier
from travaux.store import CodingStatus, Store, open_store
from travaux.views.brief import make_brief, render_brief

app = make_app()
_LACKING = {
    CodingStatus.PENDING: "not coded yet, run the interrupted ingest again",
    CodingStatus.FAILED: "left out because coding failed on it",
}


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
    """The dossier of all reports in a store that were coded or set aside; the others are named on standard error."""
    with open_store(db, create=False) as store:
        lacking = _find_lacking(store)
        reports = [report for report in store.reports() if report.id not in lacking]
        claims = [c for report, group in store.claims() if report not in lacking for c in group]
    return build_dossier(reports, claims, load_world(*packs))


def _find_lacking(store: Store) -> set[str]:
    """The reports of a store that have no claims and were not set aside."""
    lacking = set()
    for coding in store.codings():
        if coding.status in _LACKING:
            warn(f"report {coding.report}: {_LACKING[coding.status]}")
            lacking.add(coding.report)
    return lacking
