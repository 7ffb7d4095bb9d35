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
name = "Peru"

[[mediator]]
name = "Kenya"
"""

import json
import re
import tomllib
from typing import Any

from travaux.errors import InputError
from travaux.ontology.process import Process, ProcessActor
from travaux.ontology.vocabulary import Issue

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TEXTS = ("name", "id", "boundary", "start", "end")
_LISTS = ("places", "issues")
_ACTORS = ("party", "mediator")
_OF_ACTOR = ("name", "aliases", "side")


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
    _check_keys(place, "", table, (*_TEXTS, *_LISTS, *_ACTORS))
    texts = {key: _text(place, key, table.get(key, "")) for key in _TEXTS}
    if not texts["name"]:
        raise InputError(place, 'it has no name; give the negotiation one: name = "…"')
    parties = _actors(place, "party", table.get("party", []))
    if len({a.side or -i for i, a in enumerate(parties, 1)}) < 2:
        raise InputError(place, "it needs at least two parties on different sides, each a [[party]] with a name")
    mediators = _actors(place, "mediator", table.get("mediator", []))
    _check_names(place, (*parties, *mediators))
    process = Process(
        id=texts["id"] or make_process_id(texts["name"]),
        name=texts["name"],
        parties=parties,
        mediators=mediators,
        places=_texts(place, "places", table.get("places", [])),
        issues=_issues(place, table.get("issues", [])),
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
            rows += ["", f"[[{kind}]]", f"name = {_quote(actor.name)}"]
            if actor.aliases:
                rows.append(f"aliases = {_quote(list(actor.aliases))}")
            if actor.side:
                rows.append(f"side = {actor.side}")
    return "\n".join(rows) + "\n"


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


def _actors(place: str, kind: str, value: object) -> tuple[ProcessActor, ...]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise InputError(place, f"each {kind} must stand under a heading of its own: [[{kind}]]")
    out = []
    for row in value:
        _check_keys(place, f"{kind}.", row, _OF_ACTOR)
        name = _text(place, f"{kind}.name", row.get("name", ""))
        side = row.get("side", 0)
        if not name:
            raise InputError(place, f"a {kind} has no name")
        if not isinstance(side, int) or isinstance(side, bool) or side < 0:
            raise InputError(place, f"the side of {name} must be a whole number, not {side!r}")
        out.append(ProcessActor(name=name, aliases=_texts(place, f"{kind}.aliases", row.get("aliases", [])), side=side))
    return tuple(out)


def _check_names(place: str, actors: tuple[ProcessActor, ...]) -> None:
    """Raise InputError where one name stands for two actors."""
    seen: dict[str, str] = {}
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            if seen.setdefault(name, actor.name) != actor.name:
                raise InputError(place, f"the name {name!r} stands for both {seen[name]} and {actor.name}")
    if len({a.name for a in actors}) < len(actors):
        twice = next(a.name for a in actors if sum(b.name == a.name for b in actors) > 1)
        raise InputError(place, f"{twice} stands in it twice; one actor is party or mediator, once")
