"""`travaux proposals`: what is on the table, with its terms and the answers to it."""

from collections.abc import Iterator

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, make_app
from travaux.cli.rows import print_list
from travaux.ontology.dossier import Dossier
from travaux.views.frameworks import rows_of, say_framework
from travaux.views.ledger import list_standings, say_target
from travaux.views.listing import Lister
from travaux.views.sentences import say_proposal, say_response

app = make_app()


@app.command()
@with_material
def proposals(material: Material, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Print proposals and agreements: authors, state, terms by phase, and who answered what."""
    dossier = material.dossier()
    print_list("proposals", material, dossier, dossier.proposals, _say(dossier), format)


def _say(dossier: Dossier) -> Iterator[str]:
    """Each proposal with its answers and terms; then terms and answers of which no proposal is told."""
    say = Lister.of(dossier).say
    for p in dossier.proposals:
        yield say(say_proposal(p), p.evidence)
        for r in p.responses:
            yield say(say_response(r), r.evidence, 1)
        yield from (say(text, item.evidence, 1) for item, text in list_standings(p))
        if p.framework is not None:
            for item, row in rows_of(p.framework):
                yield say(row, item.evidence, 1)
    for f in dossier.frameworks:
        yield say(say_framework(f).removesuffix("."), f.evidence)
        for item, row in rows_of(f):
            yield say(row, item.evidence, 1)
    for r in dossier.responses:
        yield say(f"{say_response(r)} ({say_target(dossier.demands, r)})", r.evidence)
