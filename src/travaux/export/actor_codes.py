"""Actors as event data code them: a country or kind of organisation in three letters, and a sector."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from travaux.ontology.claim import ActorRef
from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import Entry, World

_UN, _EU, _KOSOVO = "UN", "EU", "Kosovo"
_ABROAD = {
    ActorKind.IGO: "IGO",
    ActorKind.NGO: "NGO",
    ActorKind.ARMED_GROUP: "IMG",
    ActorKind.MOVEMENT: "ISM",
}
"""What PLOVER calls an actor that belongs to no country."""
_SECTORS = {
    ActorKind.STATE: "GOV",
    ActorKind.MILITARY: "MIL",
    ActorKind.ARMED_GROUP: "REB",
    ActorKind.POLITICAL_PARTY: "PTY",
    ActorKind.OUTLET: "JRN",
}
_SUB_SECTORS = {
    "ministry": "GOV",
    "presidency": "GOV",
    "cabinet": "GOV",
    "bank": "GOV",
    "parliament": "LEG",
    "court": "JUD",
    "intelligence": "SPY",
    "police": "COP",
    "paramilitary": "PRM",
    "military": "MIL",
}
_DEEP = 5
"""Parents that are climbed at most: no body is that far below the one that it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCode:
    """The codes of one actor; "" where none is known."""

    country: str = ""
    sector: str = ""


@lru_cache(maxsize=1)
def load_countries() -> Mapping[str, tuple[str, str]]:
    """State → its codes of two and three letters, and the partially recognised with the state that PLOVER puts them under."""
    table = tomllib.loads((files("travaux.export") / "data" / "countries.toml").read_text(encoding="utf8"))
    return {name: (two, three) for name, (two, three) in table["iso"].items()}


@lru_cache(maxsize=1)
def load_nominal() -> Mapping[str, str]:
    """Partially recognised entity → the state under which PLOVER codes it."""
    table = tomllib.loads((files("travaux.export") / "data" / "countries.toml").read_text(encoding="utf8"))
    nominal: Mapping[str, str] = table["partially_recognised"]
    return nominal


def code_actor(name: str, ref: ActorRef | None, world: World, day: date | None = None) -> ActorCode:
    """The codes of an actor: by its canonical name, by how a claim refers to it, and by the offices that it held on `day`."""
    entry = world.entries.get(name)
    kind = entry.kind if entry is not None else ref.kind if ref is not None else ActorKind.UNKNOWN
    country = (entry.country if entry is not None else "") or (ref.country if ref is not None else None) or ""
    country = name if name in load_countries() or name in load_nominal() else country
    body = _top(entry, world)
    code = load_countries().get(load_nominal().get(country, country), ("", ""))[1] or _ABROAD.get(kind, "")
    code = {_UN: "UNO", _EU: "EUR", _KOSOVO: "KOS"}.get(body, code)
    sector = _sector(entry, kind, world, day)
    return ActorCode(country=code, sector=f"{sector}PRE" if country in load_nominal() else sector)


def _top(entry: Entry | None, world: World) -> str:
    """The body that an entry is at last part of, itself where it has no parent."""
    for _ in range(_DEEP):
        if entry is None or not entry.parent:
            break
        entry = world.entries.get(entry.parent, entry)
    return entry.name if entry is not None else ""


def _sector(entry: Entry | None, kind: ActorKind, world: World, day: date | None) -> str:
    if entry is None:
        return _SECTORS.get(kind, "")
    if kind is ActorKind.PERSON:
        held = [o for o in entry.offices if day is not None and o.held_on(day)]
        bodies = [world.entries[o.of] for o in held if o.of in world.entries]
        return next((s for b in bodies if (s := _sector(b, b.kind, world, None))), "")
    return _SUB_SECTORS.get(entry.sub_kind) or _SECTORS.get(kind, "")
