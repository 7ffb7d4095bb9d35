"""Numbers in words and figures, in Docs built by hand."""

import pytest
from tests.reading.docs import build

from travaux.coding.facilities import known_point
from travaux.coding.numbers import read_number
from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import AccessPoint, Entry, FormRole, World


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (["40/N/1/nummod"], 40),
        (["1,250/N/1/nummod"], 1250),
        (["1,234,567.5/N/1/nummod"], 1234567.5),
        (["2.5/N/1/nummod"], 2.5),
        (["seven/N/1/nummod"], 7),
        (["Twelve/N/1/nummod"], 12),
        (["twenty-five/N/1/nummod"], 25),
        (["two/N/1/compound", "hundred/N/2/nummod"], 200),
        (["1.5/N/1/compound", "million/N/2/nummod"], 1_500_000),
        (["a/D/1/quantmod", "dozen/N/2/nummod"], 12),
        (["three/N/1/compound", "dozen/N/2/nummod"], 36),
        (["some/N/1/nummod"], None),
        (["1,2/N/1/nummod"], None),
        (["first/N/1/nummod"], None),
    ],
)
def test_a_number_has_its_value(cells: list[str], value: float | None) -> None:
    doc = build(" ".join([*cells, f"trucks/NS/{len(cells)}/ROOT/truck"]))
    assert read_number(doc[len(cells) - 1]) == value


def test_a_point_is_known_by_its_names_only() -> None:
    world = World()
    point = AccessPoint(name="Tumbes crossing", kind="crossing")
    world.add_form("Tumbes crossing", FormRole.NAME, point)
    world.add_form("Tumbes border", FormRole.BARE, point)
    world.add_form("Peru", FormRole.NAME, Entry(name="Peru", kind=ActorKind.STATE))
    assert known_point("Tumbes crossing", world) is point
    assert known_point("Tumbes border", world) is point
    assert known_point("Peru", world) is None
    assert known_point("Tumbes", world) is None
