"""`travaux demands`: who wants what, and what became of it."""

from collections.abc import Iterator

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, make_app
from travaux.cli.rows import print_list
from travaux.ontology.dossier import Dossier
from travaux.views.ledger import list_moved
from travaux.views.listing import Lister
from travaux.views.sentences import say_demand

app = make_app()


@app.command()
@with_material
def demands(material: Material, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Print who wants what of whom, how firmly, and what became of it."""
    dossier = material.dossier()
    print_list("demands", material, dossier, dossier.demands, _say(dossier), format)


def _say(dossier: Dossier) -> Iterator[str]:
    """Each demand with its state; below it what moved it there."""
    say = Lister.of(dossier).say
    for d in dossier.demands:
        yield say(f"{say_demand(d)} [{d.state.value.replace('_', ' ')}]", d.evidence)
        yield from (say(text, item.evidence, 1) for item, text in list_moved(d))
