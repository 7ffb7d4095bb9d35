"""Right values for the fields of a claim, as a person writes them: checked, and put in the place of the coder's."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from travaux.errors import UsageError
from travaux.ontology.claim import ActorRef, AnyClaim, Voice, When
from travaux.ontology.vocabulary import SpeakerKind

BY = "review"
"""In the place of the rule that named an actor or a time: a person did."""
_FIXED = {
    "report", "span", "quote", "kind", "ordinal", "rule", "extractor", "confidence", "also", "part", "because_of", "trigger",
    "sentence", "sensitivity", "embargo_until", "together", "apart", "carriers", "categories", "stops",
}  # fmt: skip
"""Fields that say where a claim stands and how it was found: they are no values to correct."""
_VOICE = ("speaker", "hedge", "relayed_by", "denied")
_NONE = {"", "none"}


def list_fields(claim: AnyClaim) -> list[str]:
    """The fields of a claim that can be corrected."""
    return list_kind_fields(type(claim))


def list_kind_fields(kind: type[AnyClaim]) -> list[str]:
    """The fields of a kind of claim that a person can write."""
    hints = _hints(kind)
    own = [f.name for f in fields(kind) if f.name not in {*_FIXED, "voice"} and _find_reader(hints[f.name]) is not None]
    return [*own, *_VOICE]


def correct_claim(claim: AnyClaim, changes: Mapping[str, str]) -> AnyClaim:
    """The claim with these fields as given; lists are separated by ";", none is "none", times are EDTF.

    Raises:
        UsageError: there is no such field, or the value is none of its own.
    """
    return replace(claim, **read_values(type(claim), changes, claim.voice))


def read_values(kind: type[AnyClaim], given: Mapping[str, str], voice: Voice) -> dict[str, Any]:
    """Fields of a kind of claim as a person writes them, as arguments for it; `voice` is the one to change.

    Raises:
        UsageError: there is no such field, or the value is none of its own.
    """
    hints = _hints(kind)
    values: dict[str, Any] = {}
    spoken: dict[str, Any] = {}
    for name, text in given.items():
        reader = None if name in _FIXED else _find_reader(hints.get(name))
        if reader is None and name not in _VOICE:
            raise UsageError(
                f"a {name_kind(kind)} has no field {name!r} to correct; it has {', '.join(list_kind_fields(kind))}"
            )
        try:
            if name in _VOICE:
                spoken |= _read_voice(name, text)
            elif reader is not None:
                values[name] = reader(text)
        except ValueError as error:
            raise UsageError(f"{name}={text!r} is no value of that field: {error}") from error
    if spoken:
        values["voice"] = replace(voice, **spoken)
    return values


def name_kind(kind: type[AnyClaim]) -> str:
    """What claims of a kind are called ("move")."""
    return str(next(f.default for f in fields(kind) if f.name == "kind"))


def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _read_voice(name: str, text: str) -> dict[str, Any]:
    none = text.strip().lower() in _NONE
    match name:
        case "speaker" if none:
            return {"speaker": None, "kind": SpeakerKind.REPORTER, "speaker_span": None}
        case "speaker":
            return {"speaker": text.strip(), "kind": SpeakerKind.NAMED, "speaker_span": None}
        case "relayed_by":
            return {"relayed_by": tuple(_split(text)), "relay_spans": ()}
        case "denied":
            return {"denied": _read_truth(text)}
        case _:
            return {name: None if none else text.strip()}


def _find_reader(hint: Any) -> Callable[[str], Any] | None:
    """What turns text into a value of this type; None for types that nobody writes by hand."""
    if get_origin(hint) in {Union, UnionType}:
        inner = [a for a in get_args(hint) if a is not type(None)]
        return _or_none(_find_reader(inner[0])) if len(inner) == 1 else None
    if get_origin(hint) is tuple:
        return _listed(_find_reader(get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda text: _read_enum(hint, text)
    if str(get_origin(hint)) == "typing.Literal":
        return lambda text: _read_choice(get_args(hint), text)
    return _PLAIN.get(hint)


def _or_none(reader: Callable[[str], Any] | None) -> Callable[[str], Any] | None:
    if reader is None:
        return None
    return lambda text: None if text.strip().lower() in _NONE else reader(text)


def _listed(reader: Callable[[str], Any] | None) -> Callable[[str], Any] | None:
    if reader is None:
        return None
    return lambda text: tuple(reader(part) for part in _split(text))


def _split(text: str) -> list[str]:
    if text.strip().lower() in _NONE:
        return []
    return [part.strip() for part in text.split(";") if part.strip()]


def _read_enum(kind: type[StrEnum], text: str) -> StrEnum:
    return kind(_read_choice(tuple(kind), text))


def _read_choice(choices: tuple[str, ...], text: str) -> str:
    value = text.strip().lower().replace(" ", "_")
    if value not in [str(c) for c in choices]:
        raise ValueError(f"it is one of {', '.join(map(str, choices))}")
    return value


def _read_truth(text: str) -> bool:
    value = text.strip().lower()
    if value not in {"true", "false", "yes", "no"}:
        raise ValueError("it is true or false")
    return value in {"true", "yes"}


def _read_when(text: str) -> When:
    for part in text.strip().split("/"):
        day = part.strip("~?%.")
        if day:
            date.fromisoformat(f"{day}-01-01"[:10] if len(day) < len("2024-01-01") else day)
    return When(edtf=text.strip(), words=text.strip(), rule=BY)


_PLAIN: dict[Any, Callable[[str], Any]] = {
    str: lambda text: text.strip(),
    int: int,
    float: float,
    bool: _read_truth,
    ActorRef: lambda text: ActorRef(name=text.strip(), by=BY),
    When: _read_when,
}
