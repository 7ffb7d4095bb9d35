"""Reads packs: folders of TOML tables, checked row by row, into a World."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import tomli

from travaux.errors import InputError
from travaux.ontology.process import Process
from travaux.ontology.process_file import read_process
from travaux.ontology.vocabulary import ActorKind
from travaux.packs.process import add_process
from travaux.packs.world import AccessPoint, Conflict, Entry, FormRole, Office, Outlet, World

_GROUP_KINDS = {
    "armed_group": ActorKind.ARMED_GROUP,
    "paramilitary": ActorKind.ARMED_GROUP,
    "private_military": ActorKind.ARMED_GROUP,
    "movement": ActorKind.MOVEMENT,
    "coalition": ActorKind.MOVEMENT,
    "government_faction": ActorKind.MOVEMENT,
    "political_party": ActorKind.POLITICAL_PARTY,
}
_BODY_KINDS = {"ngo": ActorKind.NGO, "mediator_ngo": ActorKind.NGO, "format": ActorKind.FORMAT}
_AGENCY_KINDS = {"military": ActorKind.MILITARY}


class Row:
    """One entry of a pack file, read field by field; what is left unread is an error."""

    def __init__(self, place: str, values: dict[str, Any]) -> None:
        self.place = place
        self._values = dict(values)
        self.name = self.text("name")
        if not self.name:
            raise InputError(place, "the entry has no name")
        self.place = f"{place} ({self.name})"

    def text(self, key: str) -> str:
        """A field that holds a string, "" where it is absent."""
        value = self._values.pop(key, "")
        if not isinstance(value, str):
            raise InputError(self.place, f"{key} must be a string, not {value!r}")
        return value

    def texts(self, *keys: str) -> tuple[str, ...]:
        """Fields that hold lists of strings, one after the other."""
        out: list[str] = []
        for key in keys:
            value = self._values.pop(key, [])
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise InputError(self.place, f"{key} must be a list of strings, not {value!r}")
            out += value
        return tuple(out)

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A field that holds a list of lists of strings."""
        value = self._values.pop(key, [])
        if not isinstance(value, list) or not all(
            isinstance(part, list) and all(isinstance(v, str) for v in part) for part in value
        ):
            raise InputError(self.place, f"{key} must be a list of lists of strings, not {value!r}")
        return tuple(tuple(part) for part in value)

    def flag(self, key: str) -> bool:
        """A field that holds true or false, false where it is absent."""
        value = self._values.pop(key, False)
        if not isinstance(value, bool):
            raise InputError(self.place, f"{key} must be true or false, not {value!r}")
        return value

    def number(self, key: str) -> float | None:
        """A field that holds a number, None where it is absent."""
        value = self._values.pop(key, None)
        if value is not None and not isinstance(value, int | float):
            raise InputError(self.place, f"{key} must be a number, not {value!r}")
        return None if value is None else float(value)

    def offices(self) -> tuple[Office, ...]:
        """The posts of a person."""
        rows = self._values.pop("offices", [])
        if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
            raise InputError(self.place, f"offices must be a list of tables, not {rows!r}")
        return tuple(self._office(r) for r in rows)

    def _office(self, row: dict[str, Any]) -> Office:
        unknown = set(row) - {"title", "of", "from", "to", "source"}
        if unknown or not all(isinstance(v, str) for v in row.values()) or not (row.get("title") and row.get("of")):
            reason = "in offices, a post has title and of, may have from, to and source, all strings, and nothing else"
            raise InputError(self.place, f"{reason}; this is {row!r}")
        return Office(
            title=row["title"],
            of=row["of"],
            start=row.get("from", ""),
            end=row.get("to", ""),
            source=row.get("source", ""),
        )

    def done(self) -> None:
        """Raise InputError if the entry has fields that its table does not know."""
        if self._values:
            raise InputError(self.place, f"unknown fields {sorted(self._values)}; see docs/packs.md")


def _add(world: World, row: Row, entry: Entry, forms: Iterable[tuple[FormRole, tuple[str, ...]]]) -> None:
    row.done()
    entry = world.entries.setdefault(entry.name, entry)
    world.add_form(entry.name, FormRole.NAME, entry)
    for role, words in forms:
        for w in words:
            world.add_form(w, role, entry)


def _add_state(world: World, row: Row) -> None:
    entry = Entry(name=row.name, kind=ActorKind.STATE, country=row.name, sub_kind=row.text("standing"))
    row.text("iso2")
    capital = row.text("capital")
    capitals = ((capital,) if capital else ()) + row.texts("capital_aliases")
    for c in capitals:
        world.capitals[c] = row.name
    forms = [
        (FormRole.NAME, row.texts("aliases", "predecessors")),
        (FormRole.ADJECTIVE, row.texts("adjectives")),
        (FormRole.PEOPLE, row.texts("peoples")),
        (FormRole.CAPITAL, capitals),
        (FormRole.SEAT, row.texts("seats")),
    ]
    _add(world, row, entry, forms)


def _add_region(world: World, row: Row) -> None:
    entry = Entry(
        name=row.name,
        kind=ActorKind.UNKNOWN,
        country=row.text("country"),
        region=True,
        sub_kind=row.text("kind"),
    )
    forms = [
        (FormRole.NAME, row.texts("aliases")),
        (FormRole.ADJECTIVE, row.texts("adjectives")),
        (FormRole.PEOPLE, row.texts("peoples")),
    ]
    _add(world, row, entry, forms)


def _add_body(world: World, row: Row) -> None:
    kind = row.text("kind")
    entry = Entry(name=row.name, kind=_BODY_KINDS.get(kind, ActorKind.IGO), parent=row.text("parent"), sub_kind=kind)
    _add(world, row, entry, [(FormRole.NAME, row.texts("aliases")), (FormRole.SEAT, row.texts("seats"))])


def _add_agency(world: World, row: Row) -> None:
    kind = row.text("kind")
    entry = Entry(
        name=row.name,
        kind=_AGENCY_KINDS.get(kind, ActorKind.AGENCY),
        country=row.text("country"),
        sub_kind=kind,
    )
    _add(world, row, entry, [(FormRole.NAME, row.texts("aliases"))])


def _add_group(world: World, row: Row) -> None:
    entry = Entry(
        name=row.name,
        kind=_GROUP_KINDS.get(row.text("kind"), ActorKind.MOVEMENT),
        country=row.text("country"),
        parent=row.text("parent"),
        descriptions=row.texts("descriptions"),
    )
    forms = [
        (FormRole.NAME, row.texts("aliases")),
        (FormRole.MEMBERS, row.texts("members")),
        (FormRole.ADJECTIVE, row.texts("adjectives")),
    ]
    _add(world, row, entry, forms)


def _add_person(world: World, row: Row) -> None:
    surnames = row.texts("surname")
    entry = Entry(
        name=row.name,
        kind=ActorKind.PERSON,
        country=row.text("country"),
        gender=row.text("gender"),
        famous=row.flag("famous"),
        offices=row.offices(),
        short_forms=surnames,
    )
    _add(world, row, entry, [(FormRole.NAME, row.texts("aliases")), (FormRole.SURNAME, surnames)])


def _add_outlet(world: World, row: Row) -> None:
    outlet = Outlet(name=row.name, kind=row.text("kind"), country=row.text("country"), domains=row.texts("domains"))
    outlet = world.outlets.setdefault(outlet.name, outlet)
    ambiguous = row.texts("ambiguous")
    for domain in outlet.domains:
        world.domains.setdefault(domain, outlet)
    for words in (row.name, *row.texts("aliases")):
        world.add_form(words, FormRole.AMBIGUOUS if words in ambiguous else FormRole.NAME, outlet)
    for words in ambiguous:
        world.add_form(words, FormRole.AMBIGUOUS, outlet)
    row.done()


def _add_point(world: World, row: Row) -> None:
    point = AccessPoint(
        name=row.name,
        kind=row.text("kind"),
        place=row.text("place"),
        countries=row.texts("countries"),
        connects=row.texts("connects"),
        lat=row.number("lat"),
        lon=row.number("lon"),
        source=row.text("source"),
    )
    point = world.points.setdefault(point.name, point)
    for role, words in (
        (FormRole.NAME, (row.name, *row.texts("aliases"))),
        (FormRole.BARE, row.texts("bare")),
    ):
        for w in words:
            world.add_form(w, role, point)
    row.done()


def _add_conflict(world: World, row: Row) -> None:
    conflict = Conflict(
        name=row.name,
        sides=row.lists("sides"),
        places=row.texts("places"),
        start=row.text("start"),
        end=row.text("end"),
        source=row.text("source"),
    )
    row.done()
    if len(conflict.sides) < 2 or not all(conflict.sides):
        raise InputError(row.place, "sides must be two lists of names or more, none of them empty")
    world.add_conflict(conflict)


ADDERS: dict[str, Callable[[World, Row], None]] = {
    "state": _add_state,
    "region": _add_region,
    "body": _add_body,
    "agency": _add_agency,
    "group": _add_group,
    "person": _add_person,
    "outlet": _add_outlet,
    "point": _add_point,
    "conflict": _add_conflict,
}


def _read_tables(folder: Path) -> Iterator[tuple[str, Row]]:
    if not folder.is_dir():
        raise InputError(str(folder), "there is no such folder of packs")
    for path in sorted(folder.glob("*.toml")):
        try:
            tables = tomli.loads(path.read_text(encoding="utf8"))
        except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
            raise InputError(str(path), f"not a pack file: {error}") from error
        for table, rows in tables.items():
            if table not in ADDERS:
                raise InputError(str(path), f"unknown table [[{table}]]; known are {', '.join(ADDERS)}")
            if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
                raise InputError(str(path), f"write each entry of {table} under a heading of its own: [[{table}]]")
            for n, values in enumerate(rows, 1):
                yield table, Row(f"{path.name}, [[{table}]] {n}", values)


@lru_cache(maxsize=8)
def load_world(*folders: Path) -> World:
    """The world of the packs in the package, then of the user's `folders` in order; a file is a process file.

    Raises:
        InputError: a pack cannot be read; its file and entry are named.
    """
    world = _shipped().copy() if folders else _shipped()
    for folder in folders:
        if folder.is_file():
            add_process(world, _read_process(folder))
        else:
            _add_folder(world, folder)
    return world


def digest_packs(folders: Iterable[Path]) -> str:
    """Names a user's packs and process files by what they hold; "" for none."""
    given = list(folders)
    if not given:
        return ""
    digest = hashlib.sha256()
    for folder in given:
        for path in [folder] if folder.is_file() else sorted(folder.glob("*.toml")):
            digest.update(f"{path.name}\n".encode("utf-8", "surrogatepass") + path.read_bytes())
    return digest.hexdigest()[:12]


def _read_process(path: Path) -> Process:
    try:
        return read_process(path.read_text(encoding="utf8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"it is no process file: {error}") from error


@lru_cache(maxsize=1)
def _shipped() -> World:
    """The world of the packs in the package."""
    world = World()
    _add_folder(world, Path(str(files("travaux.packs"))) / "data")
    return world


def _add_folder(world: World, folder: Path) -> None:
    for table, row in _read_tables(folder):
        ADDERS[table](world, row)
