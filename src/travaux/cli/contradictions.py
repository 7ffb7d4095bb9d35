"""`travaux contradictions`: what is told both ways."""

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, Sure, make_app
from travaux.cli.rows import Entry, print_list
from travaux.ontology.dossier import Contradiction
from travaux.views.listing import Lister
from travaux.views.sentences import say_conflict
from travaux.views.sure import dump_rated, is_sure, mark_unsure, sort_surest_first

app = make_app()


@app.command()
@with_material
def contradictions(material: Material, sure: Sure = False, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002, FBT002
    """Print claims that cannot both hold, side by side, with who says each. It never says which is true."""
    dossier = material.dossier()
    lister = Lister.of(dossier)
    entries = [
        Entry(row=dump_rated(c, sure_only=sure), text=_say(c, lister), trusted=is_sure(c))
        for c in sort_surest_first(dossier.contradictions)
    ]
    print_list("contradictions", material, dossier, entries, format, sure=sure)


def _say(conflict: Contradiction, lister: Lister) -> str:
    head = f"{mark_unsure(say_conflict(conflict), is_sure(conflict))}."
    return "\n".join([head, *(f"    {lister.quote(e)}" for e in conflict.evidence)])
