"""What a process file names is known to the world: aliases and crossings, before the names of the packs."""

from pathlib import Path

import pytest

from travaux.errors import InputError
from travaux.ontology.process_file import read_process
from travaux.ontology.vocabulary import ActorKind
from travaux.packs.load import digest_packs, load_world
from travaux.packs.process import with_processes
from travaux.packs.world import FormRole

FILE = """
name = "Lock talks"

[[party]]
name = "Norway"
aliases = ["the North"]

[[party]]
name = "Quay Front"
aliases = ["Hamas", "Brotherhood of the Quay"]
kind = "armed_group"
country = "Peru"

[[mediator]]
name = "Lake Circle"

[[crossing]]
name = "Tumbes lock"
aliases = ["the upper gate"]
lat = -3.5
lon = -80.4
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "lock.toml"
    file.write_text(FILE, encoding="utf-8")
    return file


def names(world: object, words: str) -> list[tuple[str, FormRole]]:
    forms = getattr(world, "forms")  # noqa: B009 -- the world is any that was built
    return [(f.target.name, f.role) for f in forms.get(words, ())]


def test_a_process_file_is_a_pack(path: Path) -> None:
    world = load_world(path)
    assert names(world, "Brotherhood of the Quay") == [("Quay Front", FormRole.NAME)]
    assert (world.entries["Quay Front"].kind, world.entries["Quay Front"].country) == (ActorKind.ARMED_GROUP, "Peru")
    assert world.entries["Lake Circle"].kind is ActorKind.ORGANISATION
    assert world.entries["Norway"].kind is ActorKind.STATE
    assert names(world, "North") == names(world, "the North") == [("Norway", FormRole.NAME)]


def test_a_users_name_stands_before_that_of_the_packs(path: Path) -> None:
    assert names(load_world(), "Hamas") != [("Quay Front", FormRole.NAME)]
    assert names(load_world(path), "Hamas") == [("Quay Front", FormRole.NAME)]


def test_a_crossing_is_a_point_under_each_of_its_names(path: Path) -> None:
    world = load_world(path)
    point = world.points["Tumbes lock"]
    assert (point.kind, point.lat, point.lon) == ("crossing", -3.5, -80.4)
    assert {words: p.name for words, p in world.spelled.items()} == dict.fromkeys(
        ("Tumbes lock", "the upper gate", "upper gate"), "Tumbes lock"
    )


def test_a_known_crossing_keeps_what_the_packs_have_of_it() -> None:
    shipped = next(p for p in load_world().points.values() if p.lat is not None and p.connects)
    file = FILE.replace("Tumbes lock", shipped.name).replace("lat = -3.5\nlon = -80.4\n", "")
    world = with_processes(load_world(), [read_process(file, "f")])
    assert (world.points[shipped.name].lat, world.points[shipped.name].connects) == (shipped.lat, shipped.connects)


def test_the_shipped_world_stays_as_it_is(path: Path) -> None:
    before = dict(load_world().forms)
    load_world(path)
    assert load_world().forms == before
    assert load_world().spelled == {}
    assert with_processes(load_world(), []) is load_world()


def test_packs_are_named_by_what_they_hold(path: Path, tmp_path: Path) -> None:
    first = digest_packs([path])
    assert digest_packs([]) == ""
    path.write_text(FILE + "\n# a remark\n", encoding="utf-8")
    assert digest_packs([path]) != first
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "a.toml").write_text('[[group]]\nname = "Hill Front"\n', encoding="utf-8")
    assert digest_packs([folder]) not in {"", first}


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("name = 1", encoding="utf-8")
    with pytest.raises(InputError, match="name must be a text"):
        load_world(tmp_path / "bad.toml")
    (tmp_path / "raw.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="no process file"):
        load_world(tmp_path / "raw.toml")
