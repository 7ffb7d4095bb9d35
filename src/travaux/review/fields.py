"""The fields of a claim as a person reads and writes them: what `correct_claim` takes, and what it would give back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from travaux.ontology.claim import ActorRef, AnyClaim, When
from travaux.review.correct import list_fields

_TRUTH = ("no", "yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field that can be corrected: its value as text, lists separated by "; ", "" for none.

    `choices` are the values of a closed set ("" among them where it may be none), `()` where any text is a value; `several`
    says that it is a list.
    """

    name: str
    value: str
    choices: tuple[str, ...] = ()
    several: bool = False


def write_fields(claim: AnyClaim) -> list[Field]:
    """The fields of a claim that can be corrected: its own first, then its modality and voice."""
    hints = get_type_hints(type(claim))
    voice_hints = get_type_hints(type(claim.voice))
    out = []
    for name in sorted(list_fields(claim), key=lambda name: name not in hints or name == "modality"):
        own = name in hints
        value = getattr(claim if own else claim.voice, name)
        hint = hints[name] if own else voice_hints[name]
        several = get_origin(hint) is tuple
        out.append(
            Field(name=name, value=_write(value), choices=() if several else _list_choices(hint), several=several)
        )
    return out


def find_changes(claim: AnyClaim, given: Mapping[str, str]) -> dict[str, str]:
    """Of values given for fields, those that differ from the claim's, but for the spaces in them."""
    known = {field.name: field.value for field in write_fields(claim)}
    told = {name: " ".join(value.split()) for name, value in given.items() if name in known}
    return {name: value for name, value in told.items() if value != " ".join(known[name].split())}


def _write(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _TRUTH[value]
        case StrEnum():
            return value.value
        case tuple():
            return "; ".join(map(_write, value))
        case ActorRef():
            return value.name
        case When():
            return value.edtf or ""
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case _:
            return str(value)


def _list_choices(hint: Any) -> tuple[str, ...]:
    if str(get_origin(hint)) == "typing.Literal":
        return tuple(map(str, get_args(hint)))
    if hint is bool:
        return _TRUTH
    if isinstance(hint, type):
        return tuple(v.value for v in hint) if issubclass(hint, StrEnum) else ()
    inner = [a for a in get_args(hint) if a is not type(None)]
    if len(inner) != 1 or get_origin(hint) is tuple:
        return ()
    found = _list_choices(inner[0])
    return ("", *found) if found else ()
