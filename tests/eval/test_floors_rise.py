"""Floors: an update can raise them and never lower them."""

from pathlib import Path

import pytest
from eval.figures import FIGURES, word_f1
from eval.floors import compare, raise_floors, read_floors
from eval.gold import HELD_BACK
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.toml"
    path.write_text('[floors]\n"a.f1" = 0.500\n"b.f1" = 0.900\n', encoding="utf8")
    return path


def test_what_lies_below_its_floor_is_named(floors: Path) -> None:
    assert compare({"a.f1": 0.49, "b.f1": 0.95}, floors) == ["a.f1"]
    assert compare({"a.f1": 0.5, "b.f1": 0.9}, floors) == []


def test_rounding_is_no_loss_and_a_new_figure_has_no_floor(floors: Path) -> None:
    assert compare({"a.f1": 0.4996, "new.f1": 0.0}, floors) == []


def test_a_floor_is_raised_to_what_was_measured_rounded_down(floors: Path) -> None:
    raise_floors({"a.f1": 0.61289, "c.f1": 0.2}, floors)
    assert read_floors(floors) == {"a.f1": 0.612, "b.f1": 0.9, "c.f1": 0.2}


def test_a_floor_is_never_lowered(floors: Path) -> None:
    raise_floors({"a.f1": 0.1, "b.f1": 0.0}, floors)
    assert read_floors(floors) == {"a.f1": 0.5, "b.f1": 0.9}


FIGURE = st.dictionaries(st.sampled_from(["a.f1", "b.f1", "c.f1"]), st.floats(0, 1), max_size=3)


@given(st.lists(FIGURE, max_size=4))
def test_floors_only_rise_and_what_raised_them_passes(
    tmp_path_factory: pytest.TempPathFactory, runs: list[dict[str, float]]
) -> None:
    path = tmp_path_factory.mktemp("floors") / "floors.toml"
    path.write_text('[floors]\n"a.f1" = 0.500\n', encoding="utf8")
    before = read_floors(path)
    for figures in runs:
        raise_floors(figures, path)
        after = read_floors(path)
        assert all(after[name] >= value for name, value in before.items())
        assert compare({n: max(v, after[n]) for n, v in figures.items()}, path) == []
        before = after


def test_the_floors_kept_are_of_figures_that_are_measured() -> None:
    assert {name.split(".")[0] for name in read_floors()} <= set(FIGURES)
    assert all(0 <= value <= 1 for value in read_floors().values())


def test_the_reports_held_back_are_ten() -> None:
    assert len(HELD_BACK) == 10


@pytest.mark.parametrize(
    ("found", "expected", "f1"), [("a b", "a b", 1.0), ("", "a", 0.0), ("a b c d", "a b", 2 / 3), ("x", "a", 0.0)]
)
def test_word_f1(found: str, expected: str, f1: float) -> None:
    assert word_f1(found, expected) == pytest.approx(f1)
