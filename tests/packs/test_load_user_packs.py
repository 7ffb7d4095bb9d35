"""A user's own packs: what they add, and what is said of a pack that cannot be read."""

from pathlib import Path

import pytest

from travaux.errors import InputError
from travaux.ontology.vocabulary import ActorKind
from travaux.packs import load
from travaux.packs.load import load_world
from travaux.packs.world import FormRole, World


def write(folder: Path, text: str, name: str = "own.toml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf8")
    return folder


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for a user's pack, without the packs shipped: reading those takes a second."""
    monkeypatch.setattr(load, "files", lambda _: tmp_path / "package")
    return tmp_path / "own"


def refuse(folder: Path, text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        load_world(write(folder, text))
    return caught.value


def test_a_pack_adds_to_the_packs_shipped(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "own",
        """
        [[state]]
        name = "Zubrowka"
        capital = "Lutz"
        adjectives = ["Zubrowkan"]
        peoples = ["Zubrowkans"]

        [[group]]
        name = "Lutz Front"
        kind = "armed_group"
        country = "Zubrowka"
        descriptions = ["mountain rebels"]

        [[person]]
        name = "Ada Zumsteg"
        surname = ["Zumsteg"]
        gender = "f"
        country = "Zubrowka"
        offices = [{title = "Premier", of = "Zubrowka", from = "2020", to = "", source = "Own notes"}]

        [[outlet]]
        name = "Trans-Alpine Yodel"
        kind = "newspaper"
        domains = ["yodel.example"]

        [[point]]
        name = "Nebelsbad crossing"
        kind = "crossing"
        lat = 47
        lon = 9.5
        source = "Own notes"
        """,
    )
    world = load_world(folder)
    assert world.entries["Zubrowka"].kind is ActorKind.STATE
    assert world.entries["Lutz Front"].kind is ActorKind.ARMED_GROUP
    assert world.capitals["Lutz"] == "Zubrowka"
    assert [f.role for f in world.forms["Zubrowkan"]] == [FormRole.ADJECTIVE]
    assert world.entries["Ada Zumsteg"].offices[0].start == "2020"
    found = world.outlet_of_domain("yodel.example")
    assert found is not None
    assert found.name == "Trans-Alpine Yodel"
    assert world.points["Nebelsbad crossing"].lat == 47.0
    assert set(load_world().entries) < set(world.entries)
    assert "Zubrowka" not in load_world().entries


def test_an_entry_with_a_known_name_adds_its_forms(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", '[[state]]\nname = "Norway"\naliases = ["Land of Trolls"]\n')
    world = load_world(folder)
    (form,) = world.forms["Land of Trolls"]
    assert form.target is world.entries["Norway"]
    assert form.target == load_world().entries["Norway"]


def test_packs_are_read_in_order(tmp_path: Path, alone: Path) -> None:
    first = write(tmp_path / "a", '[[group]]\nname = "Lutz Front"\nkind = "movement"\n')
    second = write(tmp_path / "b", '[[group]]\nname = "Lutz Front"\nkind = "armed_group"\naliases = ["LF-9"]\n')
    world = load_world(first, second)
    assert world.entries["Lutz Front"].kind is ActorKind.MOVEMENT
    assert "LF-9" in world.forms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[state]]\nname = "A"\n[[state]]\nname = "Oz"\naliases = "Ozland"\n', ("[[state]] 2", "Oz", "aliases")),
        ('[[state]]\nname = "Oz"\naliases = [1]\n', ("[[state]] 1", "Oz", "aliases")),
        ('[[state]]\nname = "Oz"\ncapital = ["E"]\n', ("[[state]] 1", "Oz", "capital")),
        ('[[state]]\nname = "Oz"\nsatellites = []\n', ("[[state]] 1", "Oz", "satellites")),
        ('[[point]]\nname = "Oz gate"\nkind = "crossing"\nlat = "north"\n', ("[[point]] 1", "Oz gate", "lat")),
        ('[[outlet]]\nname = "Oz Post"\nowner = "X"\n', ("[[outlet]] 1", "Oz Post", "owner")),
        ('[[person]]\nname = "Dorothy G"\nheight = 3\n', ("[[person]] 1", "Dorothy G", "height")),
        ('[[state]]\naliases = ["Oz"]\n', ("[[state]] 1", "no name")),
        ("[[state]]\nname = 7\n", ("[[state]] 1", "name")),
    ],
)
def test_an_error_names_file_entry_and_field(alone: Path, text: str, words: tuple[str, ...]) -> None:
    message = str(refuse(alone, text))
    assert "own.toml" in message
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("text", "word"), [("[[planet]]\nname = 'Mars'\n", "planet"), ("name = \n", "not a pack file"), ("\x01", "not a")]
)
def test_an_error_names_the_file_that_is_no_pack(alone: Path, text: str, word: str) -> None:
    error = refuse(alone, text)
    assert error.place.endswith("own.toml")
    assert word in error.reason


def test_bytes_that_are_no_text_are_named(alone: Path) -> None:
    folder = alone
    folder.mkdir()
    (folder / "bad.toml").write_bytes(b'[[state]]\nname = "\xff\xfe"\n')
    with pytest.raises(InputError, match=r"bad\.toml"):
        load_world(folder)


def test_a_post_without_its_body_is_an_input_error(alone: Path) -> None:
    text = '[[person]]\nname = "Ada Zumsteg"\noffices = [{title = "Premier"}]\n'
    assert "offices" in str(refuse(alone, text))


@pytest.mark.parametrize("value", ['"Premier"', "[1]"])
def test_posts_that_are_no_tables_are_an_input_error(alone: Path, value: str) -> None:
    assert "offices" in str(refuse(alone, f'[[person]]\nname = "Ada Zumsteg"\noffices = {value}\n'))


def test_an_unknown_field_of_a_post_is_an_input_error(alone: Path) -> None:
    text = '[[person]]\nname = "Ada Z"\noffices = [{title = "Premier", of = "Norway", until = "2020"}]\n'
    assert "until" in str(refuse(alone, text))


def test_a_table_that_is_no_list_is_an_input_error(alone: Path) -> None:
    assert "own.toml" in str(refuse(alone, '[state]\nname = "Oz"\n'))


def test_a_flag_that_is_no_truth_value_is_an_input_error(alone: Path) -> None:
    assert "famous" in str(refuse(alone, '[[person]]\nname = "Ada Z"\nfamous = "no"\n'))


def test_a_folder_that_does_not_exist_is_an_input_error(alone: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        load_world(alone / "nowhere")


def test_a_body_may_have_a_seat_that_stands_for_it(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "_shipped", World)
    world = load_world(write(alone, '[[body]]\nname = "Alpine League"\nkind = "igo"\nseats = ["Chur"]\n'))
    assert [(f.role, f.target.name) for f in world.forms["Chur"]] == [(FormRole.SEAT, "Alpine League")]
