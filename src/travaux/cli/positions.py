"""`travaux positions`: where each party stands on each issue."""

from collections.abc import Iterator

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, make_app
from travaux.cli.rows import print_list
from travaux.ontology.dossier import Dossier
from travaux.views.listing import Lister
from travaux.views.sentences import say_change, say_dissent, say_position

app = make_app()


@app.command()
@with_material
def positions(material: Material, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Print where each party stands on each issue in its latest words, who of it says otherwise, and what changed."""
    dossier = material.dossier()
    print_list("positions", material, dossier, dossier.positions, _say(dossier), format)


def _say(dossier: Dossier) -> Iterator[str]:
    """Each position with its quotes; below it dissent, and each change with both quotes."""
    say = Lister.of(dossier).say
    for p in dossier.positions:
        yield say(say_position(p), p.evidence)
        for change in p.changes:
            yield say(say_change(change), change.evidence, 1)
        for voice in p.dissent:
            yield say(say_dissent(voice), voice.evidence, 1)
