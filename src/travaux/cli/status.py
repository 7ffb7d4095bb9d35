"""`travaux status`: where a negotiation stands."""

from travaux.cli.material import Material, with_material
from travaux.cli.options import Format, make_app
from travaux.cli.output import show, show_json
from travaux.cli.rows import describe, dump, list_left
from travaux.cli.several import warn_of_several
from travaux.views.listing import Lister
from travaux.views.sentences import say_status

app = make_app()
STATUS_SCHEMA = "travaux-status/1"


@app.command()
@with_material
def status(material: Material, format: Format = Format.TEXT) -> None:  # noqa: A002
    """Print where the negotiation stands, since when, and what shows it; unknown is an answer."""
    warn_of_several(material)
    dossier = material.dossier()
    if format is Format.JSON:
        found = {"status": dump(dossier.status)}
        show_json({"schema": STATUS_SCHEMA, **describe(material), **found, **list_left(material, dossier)})
    elif dossier.status is None:
        show("Unknown: nothing in these reports shows where the negotiation stands.")
    else:
        show(Lister.of(dossier).say(say_status(dossier.status), dossier.status.evidence))
