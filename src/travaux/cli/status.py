"""`travaux status`: where a negotiation stands."""

from travaux.cli.material import Material, with_material
from travaux.cli.options import Format, make_app
from travaux.cli.output import show, show_json
from travaux.cli.rows import describe, dump, list_left
from travaux.cli.several import warn_of_several
from travaux.ontology.dossier import Dossier
from travaux.views.desk import Desk
from travaux.views.listing import Lister
from travaux.views.sentences import say_status
from travaux.views.standing import find_told, say_standing
from travaux.views.sure import MARK, MEANING

app = make_app()
STATUS_SCHEMA = "travaux-status/1"


@app.command()
@with_material
def status(material: Material, format: Format = Format.TEXT) -> None:  # noqa: A002
    """Print where the negotiation stands, since when, and what shows it; unknown is an answer."""
    warn_of_several(material)
    dossier = material.dossier()
    desk = Desk.of(dossier, material.as_of.isoformat() if material.as_of else None)
    if format is Format.JSON:
        row = dossier.status and {**dump(dossier.status), "trusted": bool(find_told(desk, dossier.status))}
        found = {"status": row}
        show_json({"schema": STATUS_SCHEMA, **describe(material), **found, **list_left(material, dossier)})
    else:
        show(_say(dossier, desk))


def _say(dossier: Dossier, desk: Desk) -> str:
    """The status as its surest sentence tells it, or else marked as to be checked."""
    if dossier.status is None:
        return "Unknown: nothing in these reports shows where the negotiation stands."
    lister = Lister.of(dossier)
    told = find_told(desk, dossier.status)
    if told:
        return lister.say(say_standing(desk, dossier.status, told[0]), told)
    line = lister.say(say_status(dossier.status), dossier.status.evidence, sure=False)
    return f"{line}\n\n{MARK}: {MEANING}."
