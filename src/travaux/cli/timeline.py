"""`travaux timeline`: what happened, in order."""

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, make_app
from travaux.cli.rows import print_list
from travaux.views.listing import Lister
from travaux.views.sentences import start
from travaux.views.timeline import make_timeline

app = make_app()


@app.command()
@with_material
def timeline(material: Material, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Print what was done, met, signed and moved, in the order of its time, with the words that each line rests on."""
    dossier = material.dossier()
    events = make_timeline(dossier)
    say = Lister.of(dossier).say
    rows = [
        {
            "kind": e.kind,
            "id": e.item.id,
            "day": e.day or None,
            "dated": e.dated,
            "when": e.when,
            "text": e.text,
            "evidence": e.item.evidence,
        }
        for e in events
    ]
    text = (say(f"{start(e.when)}: {e.text}", e.item.evidence) for e in events)
    print_list("timeline", material, dossier, rows, text, format)
