"""The word lists and shapes of `data/areas.toml`, compiled."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from travaux.ontology.vocabulary import AccessState

_AREA = r"(?:the )?(?:(?!and |or |but |from |that |which |who |when |said |says )[\w'-]{1,40},? ){0,5}?⟨(?P<area>\d+)⟩"
"""A named area in a masked sentence (`travaux.coding.areas`), with the words that describe it."""
_BEHIND = r"(?:(?: (?!and |but |as |that |which |who |said |says{but})[\w'-]{1,40},?){0,4}? (?:{into}|of{or}) {area})?"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaShape:
    """A way in which access to an area is told; `name` begins the name of what is open or shut."""

    name: str
    state: AccessState
    direction: str | None
    purpose: str
    shape: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """What the words before (or behind) a telling word make of it."""

    negated: re.Pattern[str]
    hampered: re.Pattern[str]
    granted: re.Pattern[str]
    wanted: re.Pattern[str]
    possible: re.Pattern[str]
    behind: re.Pattern[str]


@lru_cache(maxsize=1)
def load_area_shapes() -> tuple[AreaShape, ...]:
    """The shapes in the order of the file."""
    data = _load()
    lists = {k: f"(?:{'|'.join(sorted(v, key=len, reverse=True))})" for k, v in data["lists"].items()}
    other = "".join(rf"(?<!\b{word} )" for word in data["lists"]["other"])
    for kind in ("thing", "aid"):
        lists[kind] = rf"\b{other}{lists[kind]}\b(?! {lists['person']}\b)"
    lists["people"] = rf"\b{lists['people']}\b"
    lists["VG"] = rf"(?:(?:{lists['aux']}|{lists['be']}) ){{0,6}}"
    lists["BE"] = rf"(?:{lists['aux']} ){{0,6}}(?:{lists['be']} )(?:(?:{lists['aux']}|{lists['be']}) ){{0,6}}"
    lists["A"] = rf"{_AREA}(?!{_given(lists)})"
    behind = _BEHIND.replace("{into}", lists["into"]).replace("{area}", lists["A"])
    lists["WITHIN"] = behind.replace("{but}", " ").replace("{or}", "|from")
    lists["INTO"] = r"(?: from (?:the )?⟨\d+⟩)?" + behind.replace("{but}", " |from ").replace("{or}", "")
    return tuple(
        AreaShape(
            name=group["name"],
            state=AccessState(group["state"]),
            direction=group.get("direction"),
            purpose=group["purpose"],
            shape=re.compile(_expand(template, lists), re.IGNORECASE),
        )
        for group in data["group"]
        for template in group["shapes"]
    )


@lru_cache(maxsize=1)
def load_origins() -> re.Pattern[str]:
    """The areas of a masked sentence from which something comes, or whose it is: "rice from ⟨0⟩", "⟨1⟩'s food aid"."""
    lists = {k: f"(?:{'|'.join(v)})" for k, v in _load()["lists"].items()}
    return re.compile(rf"\b(?:from|by) (?:the )?⟨(\d+)⟩|⟨(\d+)⟩{_given(lists)}", re.IGNORECASE)


def _given(lists: Mapping[str, str]) -> str:
    """What stands right behind an area that gives or owns it."""
    return rf"(?:'s?)?(?: {lists['kind_of_gift']}){{0,2}} {lists['given']}\b"


@lru_cache(maxsize=1)
def load_mood() -> Mood:
    """The words of mood."""
    mood = {k: re.compile(rf"(?<!\w)(?:{'|'.join(v)})(?![\w-])", re.IGNORECASE) for k, v in _load()["mood"].items()}
    return Mood(
        negated=mood["not"],
        hampered=mood["hampered"],
        granted=mood["granted"],
        wanted=mood["wanted"],
        possible=mood["possible"],
        behind=re.compile(rf"^(?: \S+){{0,4}}? {mood['behind'].pattern}", re.IGNORECASE),
    )


@lru_cache(maxsize=1)
def _load() -> dict[str, Any]:
    return tomllib.loads((files("travaux.coding") / "data" / "areas.toml").read_text(encoding="utf8"))


def _expand(template: str, lists: Mapping[str, str]) -> str:
    """A template as a regular expression over masked sentences; only its first area is kept by name."""
    out = re.sub(r"(?<![\w{])A(?![\w}])", lambda _: lists["A"], template)
    out = re.sub(r"\{(\w+)\}", lambda m: lists[m.group(1)], out)
    out = re.sub(r"\{(\w+)\}", lambda m: lists.get(m.group(1), m.group()), out)
    out = re.sub(r"(?<![\w\\])_(\d+)", r"(?:[^\\s;.:]+ ){0,\1}?[^\\s;.:]+", out)
    return rf"(?<![\w-]){_number_areas(out)}(?![\w-])"


def _number_areas(pattern: str) -> str:
    """A pattern may name an area in several places: each gets a group of its own, `area`, `area2` and so on."""
    parts = pattern.split("(?P<area>")
    names = ["(?P<area>", *(f"(?P<area{n}>" for n in range(2, len(parts)))]
    return parts[0] + "".join(name + part for name, part in zip(names, parts[1:], strict=False))
