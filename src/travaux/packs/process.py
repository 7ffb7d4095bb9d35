"""What a process file names, added to the world: parties and mediators with their aliases, and crossings.

A user's own names stand before those of the packs: where a form names something else there, it names theirs from now on.
"""

from collections.abc import Iterable
from dataclasses import replace

from travaux.ontology.process import Process, ProcessActor, ProcessCrossing
from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import AccessPoint, Entry, Form, FormRole, World

_ARTICLES = ("the ", "The ")


def with_processes(world: World, processes: Iterable[Process]) -> World:
    """The world with what these processes name; the one given where they are none."""
    given = list(processes)
    if not given:
        return world
    whole = world.copy()
    for process in given:
        add_process(whole, process)
    return whole


def add_process(world: World, process: Process) -> None:
    """Add the actors and crossings of a process."""
    for actor in (*process.parties, *process.mediators):
        _add_actor(world, actor)
    for crossing in process.crossings:
        _add_crossing(world, crossing)


def _add_actor(world: World, actor: ProcessActor) -> None:
    entry = world.entries.get(actor.name)
    if entry is None:
        entry = Entry(name=actor.name, kind=actor.kind or ActorKind.ORGANISATION, country=actor.country)
    elif actor.kind or actor.country:
        entry = replace(entry, kind=actor.kind or entry.kind, country=actor.country or entry.country)
    world.entries[actor.name] = entry
    for words in (actor.name, *actor.aliases):
        _name(world, words, entry)


def _add_crossing(world: World, crossing: ProcessCrossing) -> None:
    known = world.points.get(crossing.name)
    point = AccessPoint(
        name=crossing.name,
        kind=crossing.kind.value,
        place=crossing.place or (known.place if known else ""),
        countries=known.countries if known else (),
        connects=crossing.connects or (known.connects if known else ()),
        lat=crossing.lat if crossing.lat is not None else known.lat if known else None,
        lon=crossing.lon if crossing.lon is not None else known.lon if known else None,
        source="process file",
    )
    world.points[crossing.name] = point
    for words in (crossing.name, *crossing.aliases):
        for form in _name(world, words, point):
            world.spelled[form] = point


def _name(world: World, words: str, target: Entry | AccessPoint) -> tuple[str, ...]:
    """Let words name the target and nothing else, with and without their article; the forms that do now."""
    plain = words.replace("’", "'")
    forms = tuple(f for f in dict.fromkeys((plain, *(plain.removeprefix(a) for a in _ARTICLES))) if f)
    for form in forms:
        world.forms[form] = (Form(FormRole.NAME, target),)
    return forms
