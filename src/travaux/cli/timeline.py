"""`travaux timeline`: what happened, in order."""

from typing import Any

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, Sure, make_app
from travaux.cli.rows import Entry, print_list
from travaux.views.listing import Lister
from travaux.views.sentences import start
from travaux.views.timeline import Event, make_timeline, process_first

app = make_app()


@app.command()
@with_material
def timeline(material: Material, sure: Sure = False, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002, FBT002
    """Print what was done, met, signed and moved, in the order of its time, with the words that each line rests on."""
    dossier = material.dossier()
    say = Lister.of(dossier).say
    entries = [
        Entry(row=_row(e), text=say(f"{start(e.time)}: {e.text}", e.evidence, sure=e.trusted), trusted=e.trusted)
        for e in process_first(make_timeline(dossier))
    ]
    print_list("timeline", material, dossier, entries, format, sure=sure)


def _row(e: Event) -> dict[str, Any]:
    return {
        "kind": e.kind,
        "id": e.item.id,
        "day": e.day or None,
        "dated": e.dated,
        "history": e.history,
        "when": e.when,
        "text": e.text,
        "evidence": e.evidence,
    }
