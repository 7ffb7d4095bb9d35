"""`travaux read`: the file on some reports, without keeping anything."""

from travaux.cli.material import Material
from travaux.cli.options import (
    Embargo,
    Format,
    Language,
    Model,
    Outlet,
    Packs,
    Paths,
    Published,
    Reader,
    Sensitivity,
    make_app,
    make_options,
)
from travaux.cli.output import show, show_json
from travaux.cli.reading import code_paths, make_coder
from travaux.cli.refusals import Refusals
from travaux.cli.screen import GateFlag, Screen
from travaux.cli.several import name_several
from travaux.ontology.dossier import DOSSIER
from travaux.resolve.dossier import build_dossier
from travaux.views.brief import make_brief, render_brief

app = make_app()


@app.command()
def read(  # noqa: PLR0913, PLR0917 -- each is a flag
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
    language: Language = None,
    sensitivity: Sensitivity = None,
    embargo_until: Embargo = None,
    packs: Packs = None,
    model: Model = None,
    reader: Reader = None,
    gate: GateFlag = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Print the file on these reports: where things stand, who wants what, and who says so. Nothing is kept."""
    options = make_options(published, outlet, language, sensitivity, embargo_until)
    refusals, screen = Refusals(), Screen(gate)
    coder = make_coder(model, packs, reader)
    coded = list(code_paths(paths, options, refusals, coder, screen))
    reports, claims = [r for r, _ in coded], [c for _, claims in coded for c in claims]
    dossier = build_dossier(reports, claims, coder.world)
    if format is Format.JSON:
        show_json({**DOSSIER.dump_python(dossier, mode="json"), "refused": refusals.refused_rows(), **screen.rows()})
    elif coded:
        found = Material(reports=reports, claims=claims, world=coder.world, refusals=refusals)
        show(render_brief(make_brief(dossier, covers=name_several(found.covered()))))
    refusals.finish()
