"""`travaux contradictions`: what is told both ways."""

from collections.abc import Iterator

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, make_app
from travaux.cli.rows import print_list
from travaux.ontology.dossier import Dossier
from travaux.views.listing import Lister
from travaux.views.sentences import say_conflict

app = make_app()


@app.command()
@with_material
def contradictions(material: Material, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Print claims that cannot both hold, side by side, with who says each. It never says which is true."""
    dossier = material.dossier()
    print_list("contradictions", material, dossier, dossier.contradictions, _say(dossier), format)


def _say(dossier: Dossier) -> Iterator[str]:
    lister = Lister.of(dossier)
    for c in dossier.contradictions:
        yield "\n".join([f"{say_conflict(c)}.", *(f"    {lister.quote(e)}" for e in c.evidence)])
