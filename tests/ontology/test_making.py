"""A value that is made quickly is what its class says: frozen, equal, and refused where a field is missing."""

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from travaux.ontology.making import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Ferry:
    name: str
    port: str = "Aden"
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    name: str
    port: str = "Aden"
    days: tuple[int, ...] = ()


def test_a_value_has_its_fields_and_their_defaults() -> None:
    ferry = Ferry(name="Dawn", days=(1, 4))
    assert (ferry.name, ferry.port, ferry.days) == ("Dawn", "Aden", (1, 4))
    assert type(ferry) is Ferry
    assert repr(ferry) == repr(Slow(name="Dawn", days=(1, 4))).replace("Slow", "Ferry")


def test_values_are_equal_copied_and_sent_as_others_are() -> None:
    ferry = Ferry(name="Dawn")
    assert ferry == Ferry(name="Dawn", port="Aden")
    assert hash(ferry) == hash(Ferry(name="Dawn"))
    assert replace(ferry, port="Mocha") == Ferry(name="Dawn", port="Mocha")
    assert pickle.loads(pickle.dumps(ferry)) == ferry


def test_a_value_stays_frozen() -> None:
    ferry = Ferry(name="Dawn")
    with pytest.raises(FrozenInstanceError):
        ferry.port = "Mocha"  # type: ignore[misc]
    assert ferry.port == "Aden"


@pytest.mark.parametrize("given", [{}, {"name": "Dawn", "captain": "Huda"}])
def test_a_field_that_is_missing_or_unknown_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(TypeError, match=r"name|captain"):
        Ferry(**given)  # type: ignore[arg-type]


def test_a_class_that_is_more_than_its_own_fields_is_refused() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Fleet:
        ships: list[str] = field(default_factory=list)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Armed(Slow):
        guns: int = 0

    for kind in (Fleet, Armed):
        with pytest.raises(TypeError, match=f"{kind.__name__} is not made of its own fields alone"):
            quickly_made(kind)
