"""`travaux sources`: who speaks in some reports, how often, and through whom."""

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, make_app
from travaux.cli.rows import Entry, print_list
from travaux.ontology.dossier import SourceItem
from travaux.views.sentences import start
from travaux.views.wording import spell_out

app = make_app()


@app.command()
@with_material
def sources(material: Material, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Print who speaks in these reports, how often, and through which chain of outlets."""
    dossier = material.dossier()
    print_list("sources", material, dossier, [Entry(row=s, text=_say(s)) for s in dossier.sources], format)


def _say(source: SourceItem) -> str:
    """One voice: a line with the number of its statements, and a line for each chain."""
    chains = (f"        through {chain}" for chain in source.chains)
    return "\n".join([f"{source.statements:4}  {start(spell_out(source.name))} ({source.kind.value})", *chains])
