"""`travaux proposals`: what is on the table, with its terms and the answers to it."""

from collections.abc import Iterator

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, Sure, make_app
from travaux.cli.rows import Entry, print_list
from travaux.ontology.dossier import Dossier, FrameworkItem, Item, ProposalItem
from travaux.views.frameworks import rows_of, say_framework
from travaux.views.ledger import list_standings, say_target
from travaux.views.listing import Lister
from travaux.views.sentences import say_proposal, say_response
from travaux.views.sure import dump_rated, is_sure, list_sure_parts, sort_surest_first, tell_surely

app = make_app()


@app.command()
@with_material
def proposals(material: Material, sure: Sure = False, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002, FBT002
    """Print proposals and agreements: authors, state, terms by phase, and who answered what."""
    dossier = material.dossier()
    entries = [*_list_proposals(dossier, sure_only=sure)]
    if format is ListFormat.TEXT:
        entries += _list_loose(dossier, sure_only=sure)
    print_list("proposals", material, dossier, entries, format, sure=sure)


def _list_proposals(dossier: Dossier, *, sure_only: bool) -> Iterator[Entry]:
    lister = Lister.of(dossier)
    for p in sort_surest_first(dossier.proposals):
        text = "\n".join(_say(p, lister, sure_only=sure_only))
        yield Entry(row=dump_rated(p, sure_only=sure_only), text=text, trusted=is_sure(p))


def _say(proposal: ProposalItem, lister: Lister, *, sure_only: bool) -> Iterator[str]:
    """A proposal; below it its answers, how it came to where it stands, and its terms."""
    told = tell_surely(proposal)
    shown = told or proposal
    yield lister.say(say_proposal(shown), shown.evidence, sure=told is not None)
    rows: list[tuple[Item, str]] = [(r, say_response(r)) for r in proposal.responses]
    rows += list_standings(proposal)
    rows += rows_of(proposal.framework) if proposal.framework is not None else ()
    yield from lister.say_parts(rows, list_sure_parts(proposal), sure_only=sure_only)


def _list_loose(dossier: Dossier, *, sure_only: bool) -> Iterator[Entry]:
    """Terms and answers of which no proposal is told."""
    lister = Lister.of(dossier)
    for f in sort_surest_first(dossier.frameworks):
        text = "\n".join(_say_plan(f, lister, sure_only=sure_only))
        yield Entry(row=None, text=text, trusted=is_sure(f))
    heading = "Answers that stand under no proposal:\n"
    for r in sort_surest_first([r for r in dossier.responses if r.by]):
        shown = tell_surely(r)
        target = say_target(dossier.demands, r)
        said = f"{say_response(shown or r)}{f' ({target})' if target else ''}"
        text = lister.say(said, (shown or r).evidence, 1, sure=shown is not None)
        yield Entry(row=None, text=heading + text, trusted=shown is not None)
        heading = ""


def _say_plan(plan: FrameworkItem, lister: Lister, *, sure_only: bool) -> Iterator[str]:
    sure = list_sure_parts(plan) if is_sure(plan) else ()
    yield lister.say(say_framework(plan).removesuffix("."), plan.evidence, sure=is_sure(plan))
    yield from lister.say_parts(rows_of(plan), sure, sure_only=sure_only)
