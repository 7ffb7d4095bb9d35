"""Prints a list in the three formats that every list has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import TypeAdapter

from travaux.cli.material import Material
from travaux.cli.options import ListFormat
from travaux.cli.output import show, show_json, show_jsonl
from travaux.cli.several import name_several
from travaux.views.sure import explain_mark

_ANY: TypeAdapter[Any] = TypeAdapter(Any)
_NAMED = 6
"""Negotiations that a list names at most."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a list: its row of JSON, its lines of text, and whether it can be relied on unread.

    `trusted` is None where a list is of a kind that is not rated.
    """

    row: Any
    text: str
    trusted: bool | None = None


def print_list(
    name: str,
    material: Material,
    dossier: Listed,
    entries: Sequence[Entry],
    format: ListFormat,  # noqa: A002
    *,
    sure: bool = False,
) -> None:
    """Print a list: rows as JSON under `name`, or one a line; or their text, with what the mark in it means.

    With `sure` what is to be checked before use is left out.
    """
    schema = f"travaux-{name}/1"
    kept = [e for e in entries if e.trusted or not sure]
    if format is ListFormat.JSONL:
        show_jsonl({"schema": schema, **_dump_entry(e)} for e in kept)
    elif format is ListFormat.JSON:
        rows = [_dump_entry(e) for e in kept]
        show_json({"schema": schema, **describe(material), name: rows, **list_left(material, dossier)})
    else:
        told = "\n".join(e.text for e in kept)
        if not entries and any(r.set_aside is None for r in material.reports):
            told = f"These reports tell of {_NOTHING.get(name, f'no {name}')}."
        explained = explain_mark(sum(e.trusted is False for e in entries), len(entries), left_out=sure)
        show("\n\n".join(filter(None, [told, explained, _say_mixed(material) if told else ""])))


def _say_mixed(material: Material) -> str:
    """That a list mixes several negotiations, and which; "" where it is of one."""
    names = name_several(material.covered())
    more = f"; and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    told = "; ".join(names[:_NAMED])
    return f"Of {len(names)} negotiations, mixed: {told}{more}. --process NAME takes one." if names else ""


def _dump_entry(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = dump(entry.row)
    return row if entry.trusted is None else {**row, "trusted": entry.trusted}


def describe(material: Material) -> dict[str, Any]:
    """Which file a document is about."""
    return {"as_of": material.as_of.isoformat() if material.as_of else None, "process": material.process}


def list_left(material: Material, dossier: Listed) -> dict[str, Any]:
    """What has no part in a document: reports set aside, inputs refused."""
    return {"set_aside": dump(dossier.set_aside), "refused": material.refusals.refused_rows()}
