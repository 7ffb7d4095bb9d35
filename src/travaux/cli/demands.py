"""`travaux demands`: who wants what, and what became of it."""

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, make_app
from travaux.cli.rows import print_list
from travaux.views.listing import Lister
from travaux.views.sentences import say_demand

app = make_app()


@app.command()
@with_material
def demands(material: Material, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Print who wants what of whom, how firmly, and what became of it."""
    dossier = material.dossier()
    say = Lister.of(dossier).say
    text = (say(f"{say_demand(d)} [{d.state.value.replace('_', ' ')}]", d.evidence) for d in dossier.demands)
    print_list("demands", material, dossier, dossier.demands, text, format)
