"""Prints a list in the three formats that every list has."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from pydantic import TypeAdapter

from travaux.cli.material import Material
from travaux.cli.options import ListFormat
from travaux.cli.output import show, show_json, show_jsonl

_ANY: TypeAdapter[Any] = TypeAdapter(Any)
_NOTHING = {"timeline": "nothing that was done", "sources": "nobody who says it"}
"""What a list that is empty is empty of, where its name does not say it."""


class Listed(Protocol):
    """What a list is made of, as far as it says what has no part in it: a dossier, or what was kept of one."""

    @property
    def set_aside(self) -> Sequence[Any]:
        """The reports that were set aside."""


def dump(value: Any) -> Any:
    """A value of the ontology as JSON."""
    return _ANY.dump_python(value, mode="json")


def print_list(
    name: str,
    material: Material,
    dossier: Listed,
    rows: Sequence[Any],
    text: Iterable[str],
    format: ListFormat,  # noqa: A002
) -> None:
    """Print a list: `rows` as JSON under `name`, or one a line; or `text` line by line."""
    schema = f"travaux-{name}/1"
    if format is ListFormat.JSONL:
        show_jsonl({"schema": schema, **dump(row)} for row in rows)
    elif format is ListFormat.JSON:
        show_json({"schema": schema, **describe(material), name: dump(rows), **list_left(material, dossier)})
    else:
        told = "\n".join(text)
        if not told and any(r.set_aside is None for r in material.reports):
            told = f"These reports tell of {_NOTHING.get(name, f'no {name}')}."
        show(told)


def describe(material: Material) -> dict[str, Any]:
    """Which file a document is about."""
    return {"as_of": material.as_of.isoformat() if material.as_of else None, "process": material.process}


def list_left(material: Material, dossier: Listed) -> dict[str, Any]:
    """What has no part in a document: reports set aside, inputs refused."""
    return {"set_aside": dump(dossier.set_aside), "refused": material.refusals.refused_rows()}
