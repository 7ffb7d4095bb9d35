"""Process files: crossings and what an actor is, read, written, and refused with the reason."""

import re

import pytest

from travaux.errors import InputError
from travaux.ontology.process import ProcessCrossing
from travaux.ontology.process_file import read_process, write_process
from travaux.ontology.vocabulary import ActorKind, FacilityKind

FILE = """
name = "Lock talks"

[[party]]
name = "Norway"

[[party]]
name = "Quay Front"
aliases = ["QF"]
kind = "armed_group"
country = "Peru"

[[crossing]]
name = "Tumbes lock"
aliases = ["the upper gate"]
kind = "port"
place = "Tumbes"
connects = ["Peru", "Ecuador"]
lat = -3.5
lon = -80

[[crossing]]
name = "Arica bridge"
"""


def test_crossings_and_kinds_are_read() -> None:
    process = read_process(FILE, "lock.toml")
    assert (process.parties[1].kind, process.parties[1].country) == (ActorKind.ARMED_GROUP, "Peru")
    assert process.crossings == (
        ProcessCrossing(
            name="Tumbes lock",
            aliases=("the upper gate",),
            kind=FacilityKind.PORT,
            place="Tumbes",
            connects=("Peru", "Ecuador"),
            lat=-3.5,
            lon=-80.0,
        ),
        ProcessCrossing(name="Arica bridge"),
    )


def test_a_file_written_and_read_again_is_the_same() -> None:
    process = read_process(FILE, "lock.toml")
    assert read_process(write_process(process), "again") == process


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "armed_group"', 'kind = "rebels"', r"kind of Quay Front must be one of state, igo.*not 'rebels'"),
        ('kind = "port"', 'kind = "lock"', r"kind of Tumbes lock must be one of crossing, port.*not 'lock'"),
        ('kind = "port"', 'kind = ["port"]', r"must be one of"),
        ("lat = -3.5", "lat = 95", r"lat of Tumbes lock must be a number from -90 to 90, not 95"),
        ("lat = -3.5", 'lat = "3 S"', r"lat of Tumbes lock must be a number"),
        ("lat = -3.5\n", "", r"has one of lat and lon"),
        ("place =", "town =", r"unknown field crossing.town; the fields are name, aliases, kind, place"),
        ('connects = ["Peru", "Ecuador"]', 'connects = "Peru"', r"crossing.connects must be a list of texts"),
        ('name = "Arica bridge"', "", r"a crossing has no name"),
        ('name = "Arica bridge"', 'name = "QF"', r"'QF' stands for both Quay Front and QF"),
        ('name = "Arica bridge"', 'name = "Tumbes lock"', r"Tumbes lock stands in it twice"),
        ('[[crossing]]\nname = "Arica', '[crossing.x]\nname = "Arica', r"unknown field crossing.x"),
    ],
)
def test_a_faulty_field_is_refused_with_what_it_must_be(old: str, new: str, message: str) -> None:
    assert old in FILE
    with pytest.raises(InputError, match=re.compile(message, re.DOTALL)) as found:
        read_process(FILE.replace(old, new), "lock.toml")
    assert found.value.place == "lock.toml"
