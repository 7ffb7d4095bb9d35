"""Process files: a person's description of one negotiation, in TOML, checked and read; and written again.

name = "Canal talks"
boundary = "All that concerns the traffic on the northern canal."
start = "2024-03"
issues = ["ceasefire"]
places = ["Northern Canal"]

[[party]]
name = "Norway"
aliases = ["Oslo"]

[[party]]
name = "Canal Front"
aliases = ["CF", "Front for the Canal"]
kind = "armed_group"
country = "Peru"

[[mediator]]
name = "Kenya"

[[crossing]]
name = "Tumbes lock"
aliases = ["the upper lock"]
kind = "port"
connects = ["Peru", "Ecuador"]
lat = -3.5
lon = -80.4
"""

import json
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, TypeVar

from travaux.errors import InputError
from travaux.ontology.process import Process, ProcessActor, ProcessCrossing
from travaux.ontology.vocabulary import ActorKind, FacilityKind, Issue

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TEXTS = ("name", "id", "boundary", "start", "end")
_LISTS = ("places", "issues")
_ACTORS = ("party", "mediator")
_CROSSING = "crossing"
_OF_ACTOR = ("name", "aliases", "side", "kind", "country")
_OF_CROSSING = ("name", "aliases", "kind", "place", "connects", "lat", "lon")
_DEGREES = {"lat": 90.0, "lon": 180.0}
EnumT = TypeVar("EnumT", bound=StrEnum)


def make_process_id(name: str) -> str:
    """A name as one word for commands: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "process"


def read_process(text: str, place: str) -> Process:
    """The process that a file describes; `place` names the file in messages.

    Raises:
        InputError: it is no TOML, or a field is missing, unknown, or not of its kind.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            place, f"it is not TOML ({error}); see `travaux process show ID --file` for an example"
        ) from error
    _check_keys(place, "", table, (*_TEXTS, *_LISTS, *_ACTORS, _CROSSING))
    texts = {key: _text(place, key, table.get(key, "")) for key in _TEXTS}
    if not texts["name"]:
        raise InputError(place, 'it has no name; give the negotiation one: name = "…"')
    parties = _actors(place, "party", table.get("party", []))
    if len({a.side or -i for i, a in enumerate(parties, 1)}) < 2:
        raise InputError(place, "it needs at least two parties on different sides, each a [[party]] with a name")
    mediators = _actors(place, "mediator", table.get("mediator", []))
    crossings = _crossings(place, table.get(_CROSSING, []))
    _check_names(place, (*parties, *mediators), crossings)
    process = Process(
        id=texts["id"] or make_process_id(texts["name"]),
        name=texts["name"],
        parties=parties,
        mediators=mediators,
        places=_texts(place, "places", table.get("places", [])),
        issues=_issues(place, table.get("issues", [])),
        crossings=crossings,
        start=_day(place, "start", texts["start"]),
        end=_day(place, "end", texts["end"]),
        boundary=texts["boundary"] or describe_boundary(parties),
    )
    if not _ID.fullmatch(process.id):
        raise InputError(place, f"its id {process.id!r} must be of lower-case letters, digits and single hyphens")
    if process.start and process.end and process.start > process.end:
        raise InputError(place, f"it starts ({process.start}) after its end ({process.end})")
    return process


def describe_boundary(parties: tuple[ProcessActor, ...]) -> str:
    """The boundary rule of a process for which nobody wrote one."""
    names = ", ".join(a.name for a in parties)
    return f"What is told between {names}, or of one of them where no other process of the report has it."


def write_process(process: Process) -> str:
    """The file of a process; read again it gives the same process."""
    rows = [
        f"{key} = {_quote(value)}"
        for key in ("name", "id", "boundary", "start", "end")
        if (value := getattr(process, key))
    ]
    if process.issues:
        rows.append(f"issues = {_quote([i.value for i in process.issues])}")
    if process.places:
        rows.append(f"places = {_quote(list(process.places))}")
    for kind, actors in (("party", process.parties), ("mediator", process.mediators)):
        for actor in actors:
            rows += ["", f"[[{kind}]]", *_write_actor(actor)]
    for crossing in process.crossings:
        rows += ["", f"[[{_CROSSING}]]", *_write_crossing(crossing)]
    return "\n".join(rows) + "\n"


def _write_actor(actor: ProcessActor) -> Iterator[str]:
    yield f"name = {_quote(actor.name)}"
    if actor.aliases:
        yield f"aliases = {_quote(list(actor.aliases))}"
    if actor.side:
        yield f"side = {actor.side}"
    if actor.kind:
        yield f"kind = {_quote(actor.kind.value)}"
    if actor.country:
        yield f"country = {_quote(actor.country)}"


def _write_crossing(crossing: ProcessCrossing) -> Iterator[str]:
    yield f"name = {_quote(crossing.name)}"
    if crossing.aliases:
        yield f"aliases = {_quote(list(crossing.aliases))}"
    yield f"kind = {_quote(crossing.kind.value)}"
    if crossing.place:
        yield f"place = {_quote(crossing.place)}"
    if crossing.connects:
        yield f"connects = {_quote(list(crossing.connects))}"
    if crossing.lat is not None and crossing.lon is not None:
        yield f"lat = {crossing.lat!r}"
        yield f"lon = {crossing.lon!r}"


def _quote(value: str | list[str]) -> str:
    """A string or list as TOML: JSON's escapes are among TOML's, but for half of a surrogate pair and DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _check_keys(place: str, where: str, table: dict[str, Any], known: tuple[str, ...]) -> None:
    if unknown := sorted(table.keys() - set(known)):
        raise InputError(place, f"it has an unknown field {where}{unknown[0]}; the fields are {', '.join(known)}")


def _text(place: str, key: str, value: object) -> str:
    if not isinstance(value, str) or (value and not value.strip()):
        raise InputError(place, f"its {key} must be a text in quotes, not {value!r}")
    return value.strip()


def _texts(place: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise InputError(place, f"its {key} must be a list of texts, not {value!r}")
    return tuple(dict.fromkeys(v.strip() for v in value))


def _issues(place: str, value: object) -> tuple[Issue, ...]:
    names = _texts(place, "issues", value)
    if unknown := [n for n in names if n not in set(Issue)]:
        known = ", ".join(i.value for i in Issue)
        raise InputError(place, f"its issue {unknown[0]!r} is not in the codebook; the issues are {known}")
    return tuple(Issue(n) for n in names)


def _day(place: str, key: str, value: str) -> str:
    if value and not _DAY.fullmatch(value):
        raise InputError(place, f"its {key} {value!r} is no year, month or day; write 2024, 2024-03 or 2024-03-17")
    return value


def _rows(place: str, kind: str, value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise InputError(place, f"each {kind} must stand under a heading of its own: [[{kind}]]")
    return value


def _name(place: str, kind: str, row: dict[str, Any]) -> str:
    name = _text(place, f"{kind}.name", row.get("name", ""))
    if not name:
        raise InputError(place, f"a {kind} has no name")
    return name


def _actors(place: str, kind: str, value: object) -> tuple[ProcessActor, ...]:
    out = []
    for row in _rows(place, kind, value):
        _check_keys(place, f"{kind}.", row, _OF_ACTOR)
        name = _name(place, kind, row)
        side = row.get("side", 0)
        if not isinstance(side, int) or isinstance(side, bool) or side < 0:
            raise InputError(place, f"the side of {name} must be a whole number, not {side!r}")
        out.append(
            ProcessActor(
                name=name,
                aliases=_texts(place, f"{kind}.aliases", row.get("aliases", [])),
                side=side,
                kind=_value(place, f"kind of {name}", ActorKind, row["kind"]) if "kind" in row else None,
                country=_text(place, f"{kind}.country", row.get("country", "")),
            )
        )
    return tuple(out)


def _crossings(place: str, value: object) -> tuple[ProcessCrossing, ...]:
    out = []
    for row in _rows(place, _CROSSING, value):
        _check_keys(place, f"{_CROSSING}.", row, _OF_CROSSING)
        name = _name(place, _CROSSING, row)
        lat, lon = (_degrees(place, name, key, row.get(key)) for key in _DEGREES)
        if (lat is None) != (lon is None):
            raise InputError(place, f"{name} has one of lat and lon; give both, or neither")
        out.append(
            ProcessCrossing(
                name=name,
                aliases=_texts(place, f"{_CROSSING}.aliases", row.get("aliases", [])),
                kind=_value(place, f"kind of {name}", FacilityKind, row.get("kind", FacilityKind.CROSSING.value)),
                place=_text(place, f"{_CROSSING}.place", row.get("place", "")),
                connects=_texts(place, f"{_CROSSING}.connects", row.get("connects", [])),
                lat=lat,
                lon=lon,
            )
        )
    return tuple(out)


def _value(place: str, what: str, closed: type[EnumT], value: object) -> EnumT:
    if not isinstance(value, str) or value not in {v.value for v in closed}:
        raise InputError(place, f"the {what} must be one of {', '.join(v.value for v in closed)}, not {value!r}")
    return closed(value)


def _degrees(place: str, name: str, key: str, value: object) -> float | None:
    if value is None:
        return None
    most = _DEGREES[key]
    if not isinstance(value, int | float) or isinstance(value, bool) or not -most <= value <= most:
        raise InputError(place, f"the {key} of {name} must be a number from {-most:g} to {most:g}, not {value!r}")
    return float(value)


def _check_names(place: str, actors: tuple[ProcessActor, ...], crossings: tuple[ProcessCrossing, ...]) -> None:
    """Raise InputError where one name stands for two actors or crossings."""
    seen: dict[str, str] = {}
    named: tuple[ProcessActor | ProcessCrossing, ...] = (*actors, *crossings)
    for one in named:
        for name in (one.name, *one.aliases):
            if seen.setdefault(name, one.name) != one.name:
                raise InputError(place, f"the name {name!r} stands for both {seen[name]} and {one.name}")
    if len({n.name for n in named}) < len(named):
        twice = next(a.name for a in named if sum(b.name == a.name for b in named) > 1)
        raise InputError(place, f"{twice} stands in it twice; one actor is party or mediator, once")
