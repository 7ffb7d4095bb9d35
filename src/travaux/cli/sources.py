"""`travaux sources`: who speaks in some reports, how often, and through whom."""

import typer

from travaux.cli.common import (
    Format,
    Language,
    Model,
    Outlet,
    Packs,
    Paths,
    Published,
    Refusals,
    make_options,
    show,
    show_json,
)
from travaux.cli.reading import code_paths, make_coder
from travaux.ontology.dossier import DOSSIER
from travaux.resolve.dossier import build_dossier

app = typer.Typer()
SOURCES_SCHEMA = "travaux-sources/1"


@app.command()
def sources(
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
    language: Language = None,
    packs: Packs = None,
    model: Model = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Print who speaks in these reports, how often, and through which chain of outlets."""
    options = make_options(published, outlet, language, None, None)
    refusals = Refusals()
    coder = make_coder(model, packs)
    coded = list(code_paths(paths, options, refusals, coder))
    dossier = build_dossier([r for r, _ in coded], [c for _, claims in coded for c in claims], coder.world)
    if format is Format.JSON:
        rows = DOSSIER.dump_python(dossier, mode="json")["sources"]
        show_json({"schema": SOURCES_SCHEMA, "sources": rows, "refused": refusals.as_json()})
    else:
        for s in dossier.sources:
            show(f"{s.statements:4}  {s.name} ({s.kind.value})")
            for chain in s.chains:
                show(f"        through {chain}")
    refusals.finish()
