"""When a party was last heard of: the last report that names it, in whatever part it has in what the report tells."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from travaux.ontology.dossier import Dossier, Evidence, Item, Party
from travaux.ontology.vocabulary import ActorKind


def find_last_heard(dossier: Dossier, days: Mapping[str, str]) -> dict[str, str]:
    """Party → the day of the last report that names it as one who acts, is acted on, speaks, or is spoken for."""
    named: dict[str, str] = {}
    for e in {(e.claim, e.start): e for e in _list_evidence(dossier)}.values():
        for name in (*e.names, e.speaker, e.on_behalf_of, e.origin, *e.behind):
            if name:
                named[name.lower()] = max(named.get(name.lower(), ""), days[e.report])
    return {p.name: max((named.get(n, "") for n in _list_names(p)), default="") for p in dossier.parties}


def _list_names(party: Party) -> Iterator[str]:
    """The names by which voices tell of a party: a person is named in full once, and then by the last name."""
    yield party.name.lower()
    if party.kind is ActorKind.PERSON:
        yield party.name.lower().rsplit(maxsplit=1)[-1]


def _list_evidence(value: object) -> Iterator[Evidence]:
    """All evidence of a dossier, that of items within items included."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _list_evidence(part)
    elif isinstance(value, Item | Dossier):
        for field in fields(value):
            yield from _list_evidence(getattr(value, field.name))
