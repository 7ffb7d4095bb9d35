"""`travaux demands`: who wants what, and what became of it."""

from collections.abc import Iterator

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, Sure, make_app
from travaux.cli.rows import Entry, print_list
from travaux.ontology.dossier import DemandItem
from travaux.views.ledger import list_moved
from travaux.views.listing import Lister
from travaux.views.sentences import say_demand, say_demand_state
from travaux.views.sure import dump_rated, list_sure_parts, sort_surest_first, tell_surely

app = make_app()


@app.command()
@with_material
def demands(material: Material, sure: Sure = False, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002, FBT002
    """Print who wants what of whom, how firmly, and what became of it: first what can be relied on unread."""
    dossier = material.dossier()
    lister = Lister.of(dossier)
    entries = [
        Entry(
            row=dump_rated(d, sure_only=sure),
            text="\n".join(_say(d, lister, sure_only=sure)),
            trusted=tell_surely(d) is not None,
        )
        for d in sort_surest_first(dossier.demands)
    ]
    print_list("demands", material, dossier, entries, format, sure=sure)


def _say(demand: DemandItem, lister: Lister, *, sure_only: bool) -> Iterator[str]:
    """A demand with its state; below it what moved it there."""
    told = tell_surely(demand)
    shown = told or demand
    unsure = told is not None and told.state is not demand.state
    state = f"{say_demand_state(demand)}, to check" if unsure and not sure_only else say_demand_state(shown)
    yield lister.say(f"{say_demand(shown, with_state=False)} [{state}]", shown.evidence, sure=told is not None)
    yield from lister.say_parts(list_moved(demand), list_sure_parts(demand), sure_only=sure_only)
