"""`travaux sources`: who speaks in some reports, how often, and through whom."""

from travaux.cli.options import (
    Language,
    ListFormat,
    Model,
    Outlet,
    Packs,
    Paths,
    Published,
    Reader,
    make_app,
    make_options,
)
from travaux.cli.output import show, show_json, show_jsonl
from travaux.cli.reading import code_paths, make_coder
from travaux.cli.refusals import Refusals
from travaux.ontology.dossier import DOSSIER, SourceItem
from travaux.resolve.dossier import build_dossier

app = make_app()
SOURCES_SCHEMA = "travaux-sources/1"


@app.command()
def sources(  # noqa: PLR0913, PLR0917 -- each is a flag
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
    language: Language = None,
    packs: Packs = None,
    model: Model = None,
    reader: Reader = None,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Print who speaks in these reports, how often, and through which chain of outlets."""
    options = make_options(published, outlet, language, None, None)
    refusals = Refusals()
    coder = make_coder(model, packs, reader)
    coded = list(code_paths(paths, options, refusals, coder))
    dossier = build_dossier([r for r, _ in coded], [c for _, claims in coded for c in claims], coder.world)
    rows = DOSSIER.dump_python(dossier, mode="json")["sources"]
    if format is ListFormat.JSONL:
        show_jsonl({"schema": SOURCES_SCHEMA, **row} for row in rows)
    elif format is ListFormat.JSON:
        left = {"set_aside": refusals.set_aside_rows(), "refused": refusals.refused_rows()}
        show_json({"schema": SOURCES_SCHEMA, "sources": rows, **left})
    else:
        show("\n".join(map(_say, dossier.sources)))
    refusals.finish()


def _say(source: SourceItem) -> str:
    """One voice: a line with the number of its statements, and a line for each chain."""
    chains = (f"        through {chain}" for chain in source.chains)
    return "\n".join([f"{source.statements:4}  {source.name} ({source.kind.value})", *chains])
